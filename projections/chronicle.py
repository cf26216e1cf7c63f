"""What happened in a month, by or about a body, of some kind: told a page at once, in sentences.

The log holds every event with its texts; here stands by what it is found. What a sentence does not
need is left in the log.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

from domain.aggregate import DomainEvent
from domain.besetzung import Besetzung
from domain.draft import Draft
from domain.election.election import Election
from domain.procedure import PROCEDURE, Procedure
from projections import history
from projections.history import Happened
from projections.read_model import Cursor, Database
from projections.stored import decode

VERSION = 2
EVENTS = (Draft.Event, Procedure.Event, Besetzung.Event, Election.Event)
TABLES = """
CREATE TABLE chronicle (
    stream      uuid NOT NULL,
    version     integer NOT NULL,
    topic       text NOT NULL,
    bodies      text[] NOT NULL,
    occurred_at timestamptz NOT NULL,
    revision    integer,
    PRIMARY KEY (stream, version)
);
CREATE INDEX chronicle_occurred_at ON chronicle (occurred_at)
"""
_HAPPENED = """
    INSERT INTO chronicle (stream, version, topic, bodies, occurred_at, revision)
    VALUES (%s, %s, %s, %s, %s, %s)
"""


def project(event: DomainEvent, cursor: Cursor) -> None:
    """Keep one row an event; `revision` where only those may know of it who see that revision."""
    if not isinstance(event, EVENTS):
        return
    revision = None
    match event:
        case Draft.Authored():
            revision = 1
        case Draft.Revised() | Draft.PassagePlaced():
            revision = event.revision
        case _:
            pass
    about = getattr(event, "body", None) or getattr(event, "gremium", None) or event.by.body
    others = event.bodies if isinstance(event, Draft.Reminded) else (about,)
    bodies = sorted({event.by.body.slug, *(body.slug for body in others)})
    key = (event.originator_id, event.originator_version, event.TOPIC)
    cursor.execute(_HAPPENED, (*key, bodies, event.timestamp, revision))


@dataclass(frozen=True)
class Wanted:
    """What is asked for: kinds of event (all, where none is named), a body, a span of time."""

    topics: Sequence[str] = ()
    body: str = ""
    begins: datetime | None = None
    ends: datetime | None = None

    @property
    def values(self) -> dict[str, Any]:
        """The values of a query that holds `_WANTED`."""
        return {
            "topics": list(self.topics), "body": self.body, "begins": self.begins,
            "ends": self.ends,
        }  # fmt: skip


@dataclass(frozen=True)
class Reader:
    """Who asks: `own` are groups whose unsubmitted revisions are seen; or those of all groups."""

    own: Sequence[str]
    everything: bool


_WANTED = """
    (cardinality(%(topics)s::text[]) = 0 OR c.topic = ANY(%(topics)s))
    AND (%(body)s = '' OR c.bodies @> ARRAY[%(body)s])
    AND (%(begins)s::timestamptz IS NULL OR c.occurred_at >= %(begins)s)
    AND (%(ends)s::timestamptz IS NULL OR c.occurred_at < %(ends)s)
"""
_OF_DRAFT = f"({history.SEEN}) AS e JOIN chronicle c USING (stream, version)"
_OF_ALL = """
    chronicle c JOIN log.event e USING (stream, version) LEFT JOIN drafts d ON d.draft = c.stream
"""
_SEEN_OF_ALL = """
    (d.draft IS NULL OR %(everything)s OR d.body = ANY(%(own)s)
     OR coalesce(c.revision, 1) <= d.submitted)
"""
EXCERPT = 240
"""Characters of an event's own text that are told at most."""
_TOLD = f"""
    SELECT position, recorded_at, stream, version, topic, seen, total, (
        SELECT json_object_agg(key, CASE
            WHEN key = 'carried' THEN '[]'
            WHEN key = 'text' AND length(value #>> '{{}}') > {EXCERPT} THEN to_json(
                left(value #>> '{{}}', {EXCERPT}) || ' … (' || length(value #>> '{{}}')
                || ' Zeichen)')
            ELSE value END) FROM json_each(data))
"""


def of_draft(
    database: Database, draft: UUID, *, inside: bool, wanted: Wanted, newest: bool,
    after: int, limit: int,
) -> tuple[list[Happened], int]:  # fmt: skip
    """Give a draft's events behind the first `after` of those wanted, and how many these are."""
    order: LiteralString = "DESC" if newest else "ASC"
    return _told(
        database,
        f"{_TOLD} FROM (SELECT e.*, count(*) OVER () AS total FROM {_OF_DRAFT} WHERE {_WANTED}"
        f" ORDER BY seen {order} LIMIT %(limit)s OFFSET %(after)s) AS page ORDER BY seen {order}",
        {"stream": draft, "inside": inside, **wanted.values, "after": after, "limit": limit},
    )


def before(
    database: Database, draft: UUID, version: int, *, inside: bool, wanted: Wanted, newest: bool
) -> int:
    """Give how many of the events wanted are told before that of the reader's version."""
    compared: LiteralString = ">" if newest else "<"
    row = database.execute(
        f"SELECT count(*) FROM {_OF_DRAFT} WHERE {_WANTED} AND seen {compared} %(version)s",
        {"stream": draft, "inside": inside, **wanted.values, "version": version},
    ).fetchone()
    return int(row[0]) if row else 0


def choices(
    database: Database, draft: UUID, *, inside: bool
) -> tuple[list[str], list[str], list[str]]:
    """Give what a draft's events may be chosen by: months (`2020-03`), topics, bodies."""
    row = database.execute(
        "SELECT array_agg(DISTINCT to_char(c.occurred_at AT TIME ZONE 'Europe/Berlin', 'YYYY-MM')),"
        f" array_agg(DISTINCT c.topic), array_agg(DISTINCT body) FROM {_OF_DRAFT},"
        " unnest(c.bodies) AS body",
        {"stream": draft, "inside": inside},
    ).fetchone()
    months, topics, bodies = row or ([], [], [])
    return sorted(months, reverse=True), topics, sorted(bodies)


def of_all(
    database: Database, reader: Reader, *, wanted: Wanted, newest: bool, after: int, limit: int
) -> tuple[list[Happened], int]:
    """Give what happened to anything a reader may see, by its day, and how much it is.

    Persons and suggestions are told nowhere but to whom they concern.
    """
    order: LiteralString = "DESC" if newest else "ASC"
    by_day: LiteralString = f"occurred_at {order}, position {order}"
    return _told(
        database,
        f"{_TOLD} FROM (SELECT e.*, c.occurred_at, e.version AS seen, count(*) OVER () AS total"
        f" FROM {_OF_ALL} WHERE {_SEEN_OF_ALL} AND {_WANTED}"
        f" ORDER BY {by_day} LIMIT %(limit)s OFFSET %(after)s) AS page ORDER BY {by_day}",
        {
            "own": list(reader.own), "everything": reader.everything, **wanted.values,
            "after": after, "limit": limit,
        },
    )  # fmt: skip


def begins(database: Database) -> datetime | None:
    """Give when the procedure was constituted: nothing happened before."""
    row = database.execute(
        "SELECT min(occurred_at) FROM chronicle WHERE stream = %s", (PROCEDURE,)
    ).fetchone()
    return row[0] if row else None


def _told(
    database: Database, query: LiteralString, values: Mapping[str, Any]
) -> tuple[list[Happened], int]:
    rows = database.execute(query, values).fetchall()
    found = [
        Happened(position, at, stream, seen, topic, data, decode(stream, version, topic, data))
        for position, at, stream, version, topic, seen, _, data in rows
    ]
    return found, rows[0][6] if rows else 0
