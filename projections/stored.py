"""Between events and what stands in the log: RFC 8785 bytes under a stable topic.

Reading is strict: a topic or a field this version does not know is refused, never skipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from json import JSONEncoder
from uuid import UUID

from pydantic import ValidationError
from pydantic_core import from_json

from domain.aggregate import EVENTS, DomainEvent
from projections.read_model import Database

BATCH_EVENTS = 1000
BATCH_BYTES = 16_000_000
"""What is read of the log at once: this many events or, as stored, bytes; at least one event."""

_CANONICAL = JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
_ENVELOPE = {"originator_id", "originator_version", "originator_topic"}


class UnreadableEvent(Exception):
    """A stored event has a topic or a field this version of the service does not know."""


def encode(event: DomainEvent) -> bytes:
    """Give the canonical bytes stored as an event's data: all but stream, version and topic.

    For what an event may hold, no floats and names in ASCII, these are the bytes of RFC 8785.
    """
    data = event.model_dump(mode="json", exclude=_ENVELOPE)
    data["occurred_at"] = data.pop("timestamp")
    return _CANONICAL.encode(data).encode()


def decode(stream: UUID, version: int, topic: str, data: bytes) -> DomainEvent:
    """Give the event back; raises UnreadableEvent."""
    event_class = EVENTS.get(topic)
    if event_class is None:
        raise UnreadableEvent(f"{stream} version {version}: unknown topic {topic!r}")
    facts = from_json(data)
    facts["timestamp"] = facts.pop("occurred_at", None)
    facts["originator_id"], facts["originator_version"] = stream, version
    try:
        return event_class.model_validate(facts)
    except ValidationError as error:
        raise UnreadableEvent(f"{stream} version {version}, {topic}: {error}") from error


@dataclass(frozen=True)
class Recorded:
    """An event with its place in the log and the moment it was recorded (UTC)."""

    position: int
    recorded_at: datetime
    event: DomainEvent


_BATCH = """
    SELECT position, recorded_at, stream, version, topic, data FROM (
        SELECT *, sum(pg_column_size(data)) OVER (
            ORDER BY position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
        FROM log.event WHERE position > %s ORDER BY position LIMIT %s
    ) AS next WHERE coalesce(before, 0) < %s ORDER BY position
"""


def read(
    database: Database, *, after: int, events: int = BATCH_EVENTS, size: int = BATCH_BYTES
) -> Iterator[Recorded]:
    """Read at most so many events, or bytes, from the position after `after` on, in order."""
    rows = database.execute(_BATCH, (after, events, size)).fetchall()
    return (Recorded(row[0], row[1], decode(*row[2:])) for row in rows)


def batches(database: Database, *, after: int = 0) -> Iterator[list[Recorded]]:
    """Read the log from the position after `after` to its end, in order, batch by batch."""
    while batch := list(read(database, after=after)):
        yield batch
        after = batch[-1].position


def of_stream(database: Database, stream: UUID) -> list[Recorded]:
    """Read one stream whole, in order."""
    rows = database.execute(
        "SELECT position, recorded_at, stream, version, topic, data FROM log.event"
        " WHERE stream = %s ORDER BY version",
        (stream,),
    )
    return [Recorded(row[0], row[1], decode(*row[2:])) for row in rows]
