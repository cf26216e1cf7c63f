"""Which elections are there, which of them run, who has a part in one?

One row an election, for lists; what is known of it, its course, is folded from its own events
when it is asked. Persons are pseudonyms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from domain.aggregate import DomainEvent, fold
from domain.election.course import Course
from domain.election.election import Election
from projections import stored
from projections.read_model import Cursor, Database

VERSION = 3
EVENTS = (Election.Event,)
TABLES = """
CREATE TABLE elections (
    election  uuid PRIMARY KEY,
    version   integer NOT NULL,
    body      text NOT NULL,
    seats     text[] NOT NULL,
    called_at timestamptz NOT NULL,
    runs      boolean NOT NULL DEFAULT true,
    persons   text[] NOT NULL DEFAULT '{}'
)
"""
_CALLED = """
    INSERT INTO elections (election, version, body, seats, called_at) VALUES (%s, %s, %s, %s, %s)
"""
_WENT_ON = """
    UPDATE elections SET version = %s, runs = %s, persons = persons || %s::text[]
    WHERE election = %s
"""


def project(event: DomainEvent, cursor: Cursor) -> None:
    """Keep one row an election."""
    if isinstance(event, Election.Called):
        seats = list(event.terms.seats)
        key = (event.originator_id, event.originator_version)
        cursor.execute(_CALLED, (*key, event.terms.body, seats, event.timestamp))
    elif isinstance(event, Election.Event):
        runs = not isinstance(event, Election.Concluded | Election.Abandoned)
        facts = (event.originator_version, runs, _named(event))
        cursor.execute(_WENT_ON, (*facts, event.originator_id))


def _named(event: Election.Event) -> list[str]:
    match event:
        case Election.Nominated(candidate=candidate):
            return [candidate]
        case Election.RoundHeld(tellers=tellers):
            return [*tellers]
        case Election.CountEntered(teller=teller):
            return [teller]
        case Election.LotDrawn(witnesses=witnesses):
            return [*witnesses]
    return []


# Questions ---------------------------------------------------------------------------------------

_EVENTS = """
    SELECT stream, event.version, topic, data
    FROM (SELECT election, called_at FROM elections {which}) AS found
    JOIN log.event ON stream = election ORDER BY called_at, election, event.version
"""


def listed(
    database: Database, *, limit: int, after: tuple[datetime, UUID] | None = None
) -> list[Course]:
    """Give the elections, the first called first; those after one (when called, id)."""
    where = "WHERE (called_at, election) > (%s, %s)" if after else ""
    which = f"{where} ORDER BY called_at, election LIMIT %s"
    return _courses(database, which, (*(after or ()), limit))


def underway(database: Database) -> list[Course]:
    """Give the elections in which something can still be recorded, the first called first."""
    return _courses(database, "WHERE runs")


def of(database: Database, election: UUID) -> Course | None:
    """Give one election, or None."""
    return next(iter(_courses(database, "WHERE election = %s", (election,))), None)


def running(database: Database, body: str, seats: Sequence[str]) -> bool:
    """Whether an election for one of these seats of a Gremium has no result yet."""
    found = database.execute(
        "SELECT EXISTS (SELECT FROM elections WHERE runs AND body = %s AND seats && %s::text[])",
        (body, list(seats)),
    ).fetchone()
    return bool(found and found[0])


def candidacies(database: Database, person: str) -> list[Course]:
    """Give the elections without a result in which a person (pseudonym) stands."""
    found = _courses(database, "WHERE runs AND %s = ANY(persons)", (person,))
    return [one for one in found if person in one.stand.values()]


@dataclass(frozen=True)
class Part:
    """What somebody did in an election: stood as `candidate`, was a `teller` of a round, was a
    `witness`."""

    election: UUID
    name: str
    part: str
    at: datetime


def of_person(database: Database, person: str) -> list[Part]:
    """Give what a person (pseudonym) did in which elections, oldest first."""
    parts = (
        Part(one.election, one.name, part, at)
        for one in _courses(database, "WHERE %s = ANY(persons)", (person,))
        for at, part in one.parts(person)
    )
    return sorted(parts, key=attrgetter("at", "part"))


def _courses(database: Database, which: str, values: Sequence[Any] = ()) -> list[Course]:
    rows = database.execute(_EVENTS.format(which=which).encode(), values)
    events = groupby((stored.decode(*row) for row in rows), attrgetter("originator_id"))
    found: list[Election | None] = [fold(None, history) for _, history in events]
    return [one.course for one in found if one]
