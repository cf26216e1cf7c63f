"""How the loaded demo began: the procedure, who sits where, the election, and its older folders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.election.election import Election
from domain.procedure import Procedure
from projections import procedures, seats, stored
from review_service.app import create_app
from review_service.database import connect, open_pool
from review_service.demo import accounts
from review_service.demo.loader import AnEarlierDemo, load
from review_service.people import register
from review_service.reviews import Reviews
from review_service.service import Service
from review_service.settings import Settings
from tests.api.callers import Caller
from tests.api.way import found
from tests.conftest import Urls

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(scope="module")
def office(demo: Urls) -> Iterator[Caller]:
    """OE 50.6, with the token that the demo prints."""
    with open_pool(demo.application, size=4) as pool:
        app = create_app(Service(Settings(), pool, Reviews(pool)))
        yield Caller(app, "demo-oe-50-6")


@pytest.mark.parametrize(
    ("day", "persons", "votes"), [("2019-11-30", 24, 23), ("2019-12-01", 25, 25)]
)
def test_the_lenkungsgruppe_grew_with_the_amendment(
    office: Caller, day: str, persons: int, votes: int
):
    shown = found(office.get(f"/api/gremien/lenkungsgruppe?at={day}"))

    assert (shown["persons"], shown["votes"]) == (persons, votes)


@pytest.mark.parametrize(
    ("day", "vacant"),
    [("2019-11-30", ["mso-1", "mso-2"]), ("2020-01-10", ["mso-1", "mso-2"]), ("2020-01-11", [])],
)
def test_every_seat_of_the_lenkungsgruppe_is_held_but_those_not_yet_elected(
    office: Caller, day: str, vacant: list[str]
):
    shown = found(office.get(f"/api/gremien/lenkungsgruppe?at={day}"))

    assert [seat["slug"] for seat in shown["seats"] if not seat["holders"]] == vacant


def test_one_expert_group_is_short_of_people_and_the_others_are_not(office: Caller):
    shown = found(office.get("/api/gremien?at=2020-01-20"))["items"]
    violations = {one["slug"]: one["violations"] for one in shown if one["kind"] == "expert_group"}

    assert violations.pop("expertengruppe-wirtschaft") == 3
    assert set(violations.values()) == {0}
    assert len(violations) == 5


def test_the_election_was_postponed_twice_and_decided_in_the_run_off(demo: Urls):
    with connect(demo.application) as database:
        told = [one.event for batch in stored.batches(database) for one in batch]
        names = {
            one.person: register.find(database, one.person).display_name
            for one in seats.on(database, date(2020, 1, 11), ["lenkungsgruppe"])
            if one.seat.startswith("mso-")
        }
    election = [event for event in told if isinstance(event, Election.Event | Election.Called)]
    called, *_ = election
    postponed = [event.meeting.words for event in election if isinstance(event, Election.Postponed)]
    nominated = [event for event in election if isinstance(event, Election.Nominated)]
    tellers = {event.teller for event in election if isinstance(event, Election.CountEntered)}

    assert isinstance(called, Election.Called)
    assert [called.meeting.words, *postponed] == [
        "Mitte November 2019", "7. Dezember 2019", "11. Januar 2020",
    ]  # fmt: skip
    assert (len(called.roll), len(nominated), len(tellers)) == (31, 15, 2)
    assert [event.round for event in election if isinstance(event, Election.RoundDecided)] == [1, 2]
    assert sorted(names.values()) == ["Elif Muster", "Leyla Muster"]


def test_the_elections_date_was_moved_on_the_procedure(demo: Urls):
    with connect(demo.application) as database:
        procedure = procedures.found(database)
    assert isinstance(procedure, Procedure)
    said = procedure.dates(date(2020, 2, 1))["mso-wahl"]

    assert [one.planned.words for one in said if one.planned] == [
        "Mitte November 2019", "7. Dezember 2019", "11. Januar 2020",
    ]  # fmt: skip
    assert said[-1].actual.begins == date(2020, 1, 11)


def test_no_names_stand_in_the_log(demo: Urls):
    with connect(demo.application) as database:
        log = "\n".join(r[0] for r in database.execute("SELECT data::text FROM log.event"))
        known = [r[0] for r in database.execute("SELECT display_name FROM people.register")]
    people = [name for name in known if "Muster" in name or "Fachkraft" in name]

    assert len(people) > 40
    assert not [name for name in people if name in log]


def test_the_procedure_was_constituted_before_anything_else_happened(demo: Urls):
    with connect(demo.application) as database:
        first = next(stored.batches(database))[0]

    assert isinstance(first.event, Procedure.Constituted)
    assert first.recorded_at == datetime(2019, 11, 1, 10, 0, tzinfo=BERLIN)


def test_a_demo_of_an_earlier_version_is_left_as_it_is(urls: Urls):
    with connect(urls.application) as database:
        accounts.add_all(database)

    with pytest.raises(AnEarlierDemo):
        load(urls.owner, urls.application)
    with connect(urls.application) as database:
        assert not next(stored.batches(database), [])
