"""What happened, in order: the log itself, asked for one reader.

Not a read model: it has no tables. A reader who may not see unsubmitted revisions is shown the
events without them, and `version` counts the events shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, LiteralString
from uuid import UUID

from domain.aggregate import DomainEvent
from projections.read_model import Database
from projections.stored import Recorded, decode

_OF_A_REVISION = "'Draft.Authored', 'Draft.Revised', 'Draft.PassagePlaced'"
SEEN = f"""
    SELECT position, recorded_at, stream, version, topic, data,
           row_number() OVER (ORDER BY version) AS seen
    FROM log.event
    WHERE stream = %(stream)s AND (%(inside)s OR topic NOT IN ({_OF_A_REVISION})
        OR version <= coalesce((
            SELECT max(version) FROM log.event
            WHERE stream = %(stream)s AND topic = 'Draft.Submitted'), 0)
        OR (topic = 'Draft.PassagePlaced' AND (data->>'revision')::int <= (
            SELECT (data->>'revision')::int FROM log.event
            WHERE stream = %(stream)s AND topic = 'Draft.Submitted'
            ORDER BY version DESC LIMIT 1)))
"""


MOST_BYTES = 16_000_000
"""What the events of one answer weigh together at most, stored, unless it is a single one."""


@dataclass(frozen=True)
class Happened:
    """An event as a reader sees it: `version` counts what this reader may see.

    `data` are the stored bytes (RFC 8785 JSON) of the event.
    """

    position: int
    recorded_at: datetime
    stream: UUID
    version: int
    topic: str
    data: bytes
    event: DomainEvent

    @property
    def late(self) -> bool:
        """Whether it was recorded later than it happened."""
        return self.recorded_at - self.event.timestamp > timedelta(minutes=1)


def of_draft(
    database: Database, draft: UUID, *, inside: bool, after: int = 0, limit: int = 100
) -> list[Happened]:
    """Give a draft's events after the reader's version `after`, oldest first.

    There are fewer than `limit` where they are `too_many`.
    """
    return _together(
        database,
        "SELECT position, recorded_at, stream, version, topic, data, seen"
        f" FROM ({SEEN}) AS shown WHERE seen > %(after)s ORDER BY seen LIMIT %(limit)s",
        {"stream": draft, "inside": inside, "after": after, "limit": limit},
    )


def upto(
    database: Database,
    draft: UUID,
    *,
    inside: bool,
    version: int | None = None,
    at: datetime | None = None,
) -> list[Recorded]:
    """Give the events a replay starts from: up to the reader's version, or recorded by `at`."""
    rows = database.execute(
        f"SELECT * FROM ({SEEN}) AS shown"
        " WHERE (%(version)s::int IS NULL OR seen <= %(version)s)"
        " AND (%(at)s::timestamptz IS NULL OR recorded_at <= %(at)s) ORDER BY seen",
        {"stream": draft, "inside": inside, "version": version, "at": at},
    )
    return [
        Recorded(p, recorded_at, decode(stream, version, topic, data))
        for p, recorded_at, stream, version, topic, data, _ in rows
    ]


def of_log(database: Database, *, after: int, limit: int) -> list[Happened]:
    """Give the whole log after a position, in order; for who may see everything.

    There are fewer than `limit` where they are `too_many`.
    """
    return _together(
        database,
        "SELECT position, recorded_at, stream, version, topic, data, version FROM log.event"
        " WHERE position > %(after)s ORDER BY position LIMIT %(limit)s",
        {"after": after, "limit": limit},
    )


def too_many(found: Sequence[Happened]) -> bool:
    """Whether events weigh more than those of one answer may: then the last one goes beyond."""
    return len(found) > 1 and sum(len(one.data) for one in found) > MOST_BYTES


def _together(database: Database, asked: LiteralString, of: dict[str, Any]) -> list[Happened]:
    """Fetch a few events after the other, up to the one with which they are too many."""
    found: list[Happened] = []
    weight = 0
    with database.transaction(), database.cursor(name="events") as rows:
        rows.itersize = 10
        rows.execute(asked, of)
        for position, at, stream, version, topic, data, seen in rows:
            event = decode(stream, version, topic, data)
            found.append(Happened(position, at, stream, seen, topic, data, event))
            weight += len(data)
            if weight > MOST_BYTES and len(found) > 1:
                break
    return found


def lately(
    database: Database, stream: UUID, *, before: int | None = None, limit: int = 20
) -> list[Recorded]:
    """Give the events of a stream, newest first; `before` a version where older ones are asked."""
    rows = database.execute(
        "SELECT position, recorded_at, stream, version, topic, data FROM log.event"
        " WHERE stream = %(stream)s AND (%(before)s::int IS NULL OR version < %(before)s)"
        " ORDER BY version DESC LIMIT %(limit)s",
        {"stream": stream, "before": before, "limit": limit},
    )
    return [Recorded(row[0], row[1], decode(*row[2:])) for row in rows]


def since(
    database: Database,
    moment: datetime,
    *,
    own: list[str],
    everything: bool,
    limit: int = 20,
) -> list[Recorded]:
    """Give what was recorded after a moment, newest first, without revisions not to be seen.

    `own` are the slugs of groups whose unsubmitted revisions the reader sees.
    """
    rows = database.execute(
        f"""
        SELECT e.position, e.recorded_at, e.stream, e.version, e.topic, e.data
        FROM log.event e JOIN drafts d ON d.draft = e.stream
        WHERE e.recorded_at > %s AND (
            %s OR d.body = ANY(%s) OR e.topic NOT IN ({_OF_A_REVISION})
            OR (e.topic = 'Draft.PassagePlaced' AND (e.data->>'revision')::int <= d.submitted)
            OR e.version <= (SELECT max(s.version) FROM log.event s
                             WHERE s.stream = e.stream AND s.topic = 'Draft.Submitted'))
        ORDER BY e.position DESC LIMIT %s
        """,
        (moment, everything, own, limit),
    )
    return [Recorded(row[0], row[1], decode(*row[2:])) for row in rows]
