"""Who holds which seat, from when to when, and who deputises?

One row for each time on a seat, one for each time somebody stood in for its holder. Days are those
of Europe/Berlin, first and last included; what was taken back before it began has no row.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import LiteralString

from domain.aggregate import DomainEvent
from domain.besetzung import Besetzung
from domain.gremium import Kind, Role
from projections import rows
from projections.read_model import Cursor, Database

VERSION = 3
EVENTS = (Besetzung.Event,)
TABLES = """
CREATE TABLE seats_held (
    stream     uuid NOT NULL,
    version    integer NOT NULL,
    body       text NOT NULL,
    kind       text NOT NULL,
    seat       text NOT NULL,
    role       text NOT NULL,
    person     text NOT NULL,
    since      date NOT NULL,
    until      date,
    deputising boolean NOT NULL,
    occasion   text NOT NULL,
    through    text NOT NULL,
    PRIMARY KEY (stream, version)
);
CREATE INDEX seats_held_person ON seats_held (person);
CREATE TABLE seat_deputies (
    stream   uuid NOT NULL,
    version  integer NOT NULL,
    body     text NOT NULL,
    seat     text NOT NULL,
    person   text NOT NULL,
    since    date NOT NULL,
    until    date,
    occasion text NOT NULL,
    PRIMARY KEY (stream, version)
);
CREATE INDEX seat_deputies_person ON seat_deputies (person)
"""

_HELD = """
    INSERT INTO seats_held (stream, version, body, kind, seat, role, person, since, until,
        deputising, occasion, through) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_DEPUTY = """
    INSERT INTO seat_deputies (stream, version, body, seat, person, since, until, occasion)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""
_OF_THE_SEAT = "NOT deputising AND seat = %s"
_STANDING_IN = "deputising AND seat = %s"
_STANDING_IN_THROUGH_IT = "deputising AND through = %s"


def project(event: DomainEvent, cursor: Cursor) -> None:
    """Keep one row for each time on a seat."""
    match event:
        case Besetzung.Appointed():
            cursor.execute(_HELD, (*_held(event), event.until, False, event.note, ""))
        case Besetzung.Deputised():
            stands_in = (event.until, True, event.occasion, event.through)
            cursor.execute(_HELD, (*_held(event), *stands_in))
        case Besetzung.DeputyNamed():
            named = (
                event.originator_id,
                event.originator_version,
                event.gremium.slug,
                event.seat,
                event.person,
            )
            cursor.execute(_DEPUTY, (*named, event.since, event.until, event.occasion))
        case Besetzung.Departed():
            _end(event, cursor, "seats_held", _OF_THE_SEAT)
            _end(event, cursor, "seats_held", _STANDING_IN_THROUGH_IT)
        case Besetzung.DeputyDismissed():
            _end(event, cursor, "seat_deputies", "seat = %s")
            _end(event, cursor, "seats_held", _STANDING_IN)
        case _:
            pass


def _held(event: Besetzung.Appointed | Besetzung.Deputised) -> tuple[object, ...]:
    gremium = (event.gremium.slug, event.gremium.kind)
    key = (event.originator_id, event.originator_version)
    return (*key, *gremium, event.seat, event.role, event.person, event.since)


def _end(
    event: Besetzung.Departed | Besetzung.DeputyDismissed,
    cursor: Cursor,
    table: LiteralString,
    which: LiteralString,
) -> None:
    """End what goes on after the event's last day; what would begin later is gone."""
    rows = f"stream = %s AND person = %s AND {which}"
    key, day = (event.originator_id, event.person, event.seat), event.until
    cursor.execute(f"DELETE FROM {table} WHERE {rows} AND since > %s", (*key, day))
    goes_on = "(until IS NULL OR until > %s)"
    cursor.execute(f"UPDATE {table} SET until = %s WHERE {rows} AND {goes_on}", (day, *key, day))


HELD_ON = """(
    SELECT body, kind, seat, role, person, deputising, through FROM views.seats_held
    WHERE since <= %(day)s AND (until IS NULL OR until >= %(day)s)
)"""
"""A table of who holds what on the day `day`, for a query that joins persons."""


@dataclass(frozen=True)
class Holder:
    """A person (pseudonym) on a seat of a body, or standing in for its holder (`deputising`), as
    the holder of the seat `through` where the procedure says so."""

    body: str
    kind: Kind
    seat: str
    role: Role
    person: str
    since: date
    until: date | None
    deputising: bool
    occasion: str
    through: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", Kind(self.kind))
        object.__setattr__(self, "role", Role(self.role))


@dataclass(frozen=True)
class Deputy:
    """Who may stand in for the holders of a seat, from when to when, or on which occasion."""

    body: str
    seat: str
    person: str
    since: date
    until: date | None
    occasion: str


_COLUMNS = "body, kind, seat, role, person, since, until, deputising, occasion, through"


def on(database: Database, day: date, bodies: Iterable[str] | None = None) -> list[Holder]:
    """Give who holds a seat on a day, longest holding first; of some bodies (slugs) only."""
    return _asked(
        database,
        "since <= %(day)s AND (until IS NULL OR until >= %(day)s)"
        " AND (%(bodies)s::text[] IS NULL OR body = ANY(%(bodies)s))",
        day=day,
        bodies=None if bodies is None else list(bodies),
    )


def ever(database: Database, body: str) -> list[Holder]:
    """Give everybody who held, holds or will hold a seat of a body, by their first day."""
    return _asked(database, "body = %(body)s", body=body)


def of_person(database: Database, person: str) -> list[Holder]:
    """Give all seats a person (pseudonym) held, holds or will hold, by their first day."""
    return _asked(database, "person = %(person)s", person=person)


def deputies(database: Database, body: str, day: date) -> list[Deputy]:
    """Give who may stand in for whom in a body on a day or after it."""
    return _named(database, "body = %s AND (until IS NULL OR until >= %s)", body, day)


def deputies_of_person(database: Database, person: str) -> list[Deputy]:
    """Give for which seats a person (pseudonym) was, is or will be named as deputy."""
    return _named(database, "person = %s", person)


def _named(database: Database, condition: LiteralString, *values: object) -> list[Deputy]:
    return rows.every(
        database, Deputy,
        "SELECT body, seat, person, since, until, occasion FROM seat_deputies"
        f" WHERE {condition} ORDER BY since, version",
        values,
    )  # fmt: skip


def _asked(database: Database, condition: str, **values: object) -> list[Holder]:
    query = f"SELECT {_COLUMNS} FROM seats_held WHERE {condition} ORDER BY since, version"
    return rows.every(database, Holder, query, values)
