"""No gender, no origin, no religion of a person is stored anywhere: nothing has a place for it.

A Gremium's counts (`Besetzung.…` reports) are numbers of a group; a value that also holds a person
may not hold such a number either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from pydantic import TypeAdapter

from domain.aggregate import EVENTS
from domain.besetzung import Besetzung
from domain.gremium import Role
from review_service.api.contract import BODIES
from review_service.database import connect
from review_service.people.own_data import OwnData
from review_service.service import Service
from tests.api.callers import Callers
from tests.conftest import Urls

WORDS = (
    "gender", "geschlecht", "sex", "anrede", "salutation", "pronom", "divers", "weiblich",
    "maennlich", "female", "women", "migration", "herkunft", "origin", "ethni", "religion",
    "konfession", "glaube", "belief", "nationalit", "staatsangeh", "citizenship", "geburt",
    "birth", "behinder", "disab", "gesundheit", "health", "aufenthalt", "residence_status",
    "gewerkschaft", "union_member", "sexual", "orientation",
)  # fmt: skip
NOT_OF_A_PERSON = {
    "originator_id", "originator_version", "originator_topic",  # the stream of an event
}  # fmt: skip
PERSON = {"person", "pseudonym", "account", "display_name", "candidate"}
"""Fields that say that a value is about somebody, beside who acted (`by`)."""


def speaks_of(name: str) -> list[str]:
    return [word for word in WORDS if re.search(word, name, re.IGNORECASE)]


def test_no_table_and_no_column_about_a_person_has_such_a_name(urls: Urls) -> None:
    """The queue's and the migrations' own tables, in `jobs` and `public`, are not ours."""
    with connect(urls.superuser) as database:
        columns = database.execute(
            "SELECT table_schema, table_name, column_name FROM information_schema.columns"
            " WHERE table_schema NOT IN ('pg_catalog', 'information_schema', 'jobs', 'public')"
        ).fetchall()
    about = {
        (schema, table)
        for schema, table, column in columns
        if schema == "people" or column in PERSON
    }
    assert {
        ("people", "register"), ("people", "account"), ("views", "seats_held"),
        ("views", "persons_acts"), ("log", "idempotency"),
    } <= about  # fmt: skip
    found = [
        f"{schema}.{table}.{column}"
        for schema, table, column in columns
        if (schema, table) in about and (speaks_of(table) or speaks_of(column))
    ]
    assert found == []


def test_elsewhere_such_a_column_is_a_gremiums_count(urls: Urls) -> None:
    """Whatever table has such a column names nobody: its rows are numbers of a body."""
    with connect(urls.superuser) as database:
        columns = database.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns"
            " WHERE table_schema IN ('log', 'people', 'views')"
        ).fetchall()
    counting = {table: (column, kind) for table, column, kind in columns if speaks_of(column)}
    for table, (column, kind) in counting.items():
        assert kind in ("integer", "smallint", "bigint"), f"{table}.{column}"
        assert not PERSON & {name for found, name, _ in columns if found == table}, table


@dataclass(frozen=True)
class Place:
    """An object in a JSON schema: where it stands, and its fields' names."""

    where: str
    fields: frozenset[str]


def objects(name: str, schema: dict[str, Any]) -> Iterator[Place]:
    """Every kind of object a schema allows, its own and those it uses."""
    named = {name: schema, **schema.get("$defs", {})}
    for where, found in named.items():
        fields = frozenset(found.get("properties", {})) - NOT_OF_A_PERSON
        if fields:
            yield Place(f"{name}: {where}" if where != name else name, fields)


def stored() -> Iterator[Place]:
    for topic, event_class in EVENTS.items():
        yield from objects(topic, event_class.model_json_schema())


@pytest.mark.parametrize("topic", sorted(EVENTS))
def test_no_event_that_holds_a_person_has_a_field_of_that_name(topic: str) -> None:
    for place in objects(topic, EVENTS[topic].model_json_schema()):
        if place.fields & PERSON:
            assert [field for field in place.fields if speaks_of(field)] == [], place.where


def test_the_search_would_find_one() -> None:
    """The words find what they are to find, and events with persons are looked at."""
    assert speaks_of("Geschlecht") and speaks_of("migration_background") and speaks_of("Religion")
    assert not speaks_of("display_name") and not speaks_of("office") and not speaks_of("contact")
    about = {place.where for place in stored() if place.fields & PERSON}
    assert {"Person.Registered", "Besetzung.Appointed", "Besetzung.DeputyNamed"} <= about


def test_no_event_about_a_person_takes_counts_along() -> None:
    """Counts are reported in an event of their own, which names nobody but who reports."""
    for topic, event_class in EVENTS.items():
        places = list(objects(topic, event_class.model_json_schema()))
        own = next(place for place in places if place.where == topic)
        if any(speaks_of(field) for place in places for field in place.fields):
            assert not own.fields & PERSON, topic


@pytest.mark.parametrize("persons", [1, 2, 4])
def test_counts_of_a_group_so_small_that_it_is_its_persons_are_kept_nowhere(
    service: Service, persons: int
) -> None:
    """Its office counts all of the group as each thing there is; the log learns nothing of it."""
    api = Callers(service)
    dezernat = api.with_seats("dez-4", ("dezernat-4", Role.OFFICE))
    path, day = "/api/gremien/expertengruppe-bildung", "2020-01-07"
    for number in range(persons - 1):  # beside the Geschäftsführung, which has a seat
        seated = {"seat": "extern", "name": f"Person {number}", "since": "2020-01-01"}
        assert dezernat.post(f"{path}/appointments", seated).status_code == 201
    gender = {"quality": "gender", "women": 0, "men": 0, "divers": 0, "no_answer": 0, "day": day}
    background = {
        "quality": "migration", "with_background": 0, "without_background": 0, "no_answer": 0,
        "day": day,
    }  # fmt: skip
    for nothing in (gender, background):
        for number in [key for key, value in nothing.items() if value == 0]:
            answer = api["management"].post(f"{path}/counts", {**nothing, number: persons})
            assert (answer.status_code, answer.json()["title"]) == (409, "SoFewAreNotCounted")
    with service.pool.connection() as database:
        counted = database.execute(
            "SELECT data FROM log.event WHERE topic = %s", (Besetzung.CountsReported.TOPIC,)
        )
        assert counted.fetchall() == []


def test_no_request_and_no_answer_about_a_person_has_such_a_field() -> None:
    adapters = {body.name: body.adapter for body in BODIES} | {"OwnData": TypeAdapter(OwnData)}
    looked_at = 0
    for name, adapter in adapters.items():
        for place in objects(name, adapter.json_schema()):
            if place.fields & PERSON or name in ("NewPerson", "NewAccount", "OwnData"):
                looked_at += 1
                assert [field for field in place.fields if speaks_of(field)] == [], place.where
    assert looked_at > 5
