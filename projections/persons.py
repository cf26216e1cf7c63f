"""Is a person erased, how long does its name stay on record, and what did it do in which role?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from domain.aggregate import DomainEvent
from domain.besetzung import Besetzung
from domain.gremium import Role
from domain.person import Person, Reason
from domain.procedure.seats import Filled
from projections.read_model import Cursor, Database

VERSION = 1
EVENTS = (DomainEvent,)
TABLES = """
CREATE TABLE persons_erased (
    stream       uuid PRIMARY KEY,
    person       text NOT NULL,
    reason       text NOT NULL,
    erased_at    timestamptz NOT NULL,
    named_until  date,
    name_erased  boolean NOT NULL
);
CREATE INDEX persons_erased_person ON persons_erased (person);
CREATE TABLE persons_acts (
    stream      uuid NOT NULL,
    version     integer NOT NULL,
    person      text NOT NULL,
    topic       text NOT NULL,
    body        text NOT NULL,
    role        text NOT NULL,
    occurred_at timestamptz NOT NULL,
    PRIMARY KEY (stream, version)
);
CREATE INDEX persons_acts_person ON persons_acts (person, occurred_at);
CREATE TABLE persons_ex_officio (
    stream  uuid NOT NULL,
    version integer NOT NULL,
    person  text NOT NULL,
    body    text NOT NULL,
    seat    text NOT NULL,
    PRIMARY KEY (stream, version)
);
CREATE INDEX persons_ex_officio_person ON persons_ex_officio (person)
"""

_ACTED = """
    INSERT INTO persons_acts (stream, version, person, topic, body, role, occurred_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
"""
_ERASED = """
    INSERT INTO persons_erased (stream, person, reason, erased_at, named_until, name_erased)
    VALUES (%s, %s, %s, %s, %s, %s)
"""
_NAME_ERASED = "UPDATE persons_erased SET name_erased = true, named_until = NULL WHERE stream = %s"
_EX_OFFICIO = """
    INSERT INTO persons_ex_officio (stream, version, person, body, seat)
    VALUES (%s, %s, %s, %s, %s)
"""


def project(event: DomainEvent, cursor: Cursor) -> None:
    """Keep who did it, and what becomes of a person."""
    key = (event.originator_id, event.originator_version)
    by = event.by
    cursor.execute(_ACTED, (*key, by.person, event.TOPIC, by.body.slug, by.role, event.timestamp))
    match event:
        case Person.Erased(person=person, reason=reason, named_until=until):
            facts = (person, reason, event.timestamp, until, until is None)
            cursor.execute(_ERASED, (event.originator_id, *facts))
        case Person.NameErased():
            cursor.execute(_NAME_ERASED, (event.originator_id,))
        case Besetzung.Appointed(filled=Filled.EX_OFFICIO):
            cursor.execute(_EX_OFFICIO, (*key, event.person, event.gremium.slug, event.seat))
        case _:
            pass


@dataclass(frozen=True)
class Erasure:
    """An erased person: why and when (UTC); its name stays up to the day `named_until`, None
    where it is gone."""

    person: str
    reason: Reason
    erased_at: datetime
    named_until: date | None


@dataclass(frozen=True)
class Acted:
    """Something a person did: which event of which stream, for which body, when (UTC)."""

    stream: UUID
    version: int
    topic: str
    body: str
    role: Role
    occurred_at: datetime


def erasure(database: Database, person: str) -> Erasure | None:
    """Give how a person was erased; None for one who is not."""
    return next(iter(_erasures(database, "person = %s", person)), None)


def erasures(database: Database) -> list[Erasure]:
    """Give all erased persons, the first erased first."""
    return _erasures(database, "true")


def due(database: Database, day: date) -> list[Erasure]:
    """Give the erased persons whose names are on record no longer than before this day."""
    return _erasures(database, "named_until < %s", day)


def _erasures(database: Database, condition: str, *values: object) -> list[Erasure]:
    rows = database.execute(
        "SELECT person, reason, erased_at, named_until FROM persons_erased"
        f" WHERE {condition} ORDER BY erased_at, stream",
        values,
    )
    return [Erasure(person, Reason(reason), at, until) for person, reason, at, until in rows]


def acts(database: Database, person: str) -> list[Acted]:
    """Give all a person did, in the order in which it happened."""
    rows = database.execute(
        "SELECT stream, version, topic, body, role, occurred_at FROM persons_acts"
        " WHERE person = %s ORDER BY occurred_at, stream, version",
        (person,),
    )
    return [Acted(s, v, topic, body, Role(role), at) for s, v, topic, body, role, at in rows]


def acted_as(database: Database, person: str) -> set[Role]:
    """Give the roles a person acted in."""
    rows = database.execute("SELECT DISTINCT role FROM persons_acts WHERE person = %s", (person,))
    return {Role(role) for (role,) in rows}


def ex_officio(database: Database, person: str) -> set[tuple[str, str]]:
    """Give the seats, (body, seat), a person ever got by virtue of an office."""
    rows = database.execute(
        "SELECT DISTINCT body, seat FROM persons_ex_officio WHERE person = %s", (person,)
    )
    return set(rows)
