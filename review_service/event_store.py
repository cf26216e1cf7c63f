"""The event store: the library's recorder interface over our own tables and one append function.

The library's PostgreSQL recorder is not used; why, and what this one promises, stands in
docs/decisions/0001-own-event-recorder.md. Found by the library through PERSISTENCE_MODULE.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from threading import BoundedSemaphore
from typing import Any, NoReturn
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    InfrastructureFactory,
    JSONTranscoder,
    Mapper,
    Notification,
    StoredEvent,
    Transcoder,
)
from psycopg import Connection, OperationalError, errors
from psycopg.types.json import Json
from psycopg_pool import ConnectionPool

from domain.aggregate import DomainEvent
from projections import interested
from projections.read_model import Cursor
from projections.rebuild import REBUILD_LOCK
from projections.snapshot import Snapshot, write_snapshot
from projections.stored import decode, encode
from review_service.group_commit import GroupCommit
from review_service.written import Written

_SELECT_STREAM = """
    SELECT stream, version, topic, data FROM log.event
    WHERE stream = %s AND version > %s AND version <= %s ORDER BY version
"""
_SELECT_LATEST = """
    WITH latest AS (SELECT stream, version, data FROM snapshot WHERE stream = %s AND fold = %s)
    SELECT stream, version, %s AS topic, data FROM latest
    UNION ALL
    SELECT stream, version, topic, data FROM log.event
    WHERE stream = %s AND version > coalesce((SELECT version FROM latest), 0)
    ORDER BY version
"""
_SELECT_LOG = """
    SELECT stream, version, topic, data, position FROM log.event
    WHERE position >= %s AND position <= %s AND (%s::text[] IS NULL OR topic = ANY(%s))
    ORDER BY position LIMIT %s
"""
_SHARED = "SELECT pg_advisory_xact_lock_shared(%s, %s)"
_APPEND = "SELECT log.append({events}, %s, %s, %s, %s) AS position"
_LAST_VERSION = 2**31 - 1
_LAST_POSITION = 2**63 - 1

TOGETHER_BYTES = 100_000
"""A save with more event data than this goes alone: others would wait for it."""


MOST_SAVES = 32
"""Saves that wait or are being committed at most, so that others find a thread to read with, be it
that every commit hangs: a standby it waits for is away."""

TURN_SECONDS = 1.0
"""How long a save waits to be one of them."""

ALONE_SECONDS = 5.0
"""How long one that goes alone waits for a connection: they take half of the pool at most."""


class LostRace(Exception):
    """Someone else changed the stream first."""


class Busy(Exception):
    """Too many others save at the same moment; the same request may be sent again."""


class KeyTaken(Exception):
    """The Idempotency-Key was used by a request that succeeded in the meantime."""


@dataclass(frozen=True)
class Once:
    """A request that may arrive twice: whose, under which key, sha256 of its content (bytes)."""

    account: str
    key: str
    request: bytes


Beside = Callable[[Cursor], None]
"""Writes something outside the log; it may read nothing, for statements are sent together."""


@dataclass(frozen=True)
class Save:
    """What goes along with events in one transaction: read models, snapshots, a kept answer, and
    what is written `beside` the log."""

    events: Sequence[DomainEvent] = ()
    snapshots: Sequence[Snapshot] = ()
    once: Once | None = None
    answer: dict[str, Any] = field(default_factory=dict)
    beside: Sequence[Beside] = ()
    read_models: bool = True


class EventMapper(Mapper[UUID]):
    """Between events and stored events, in canonical JSON with stable topics."""

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        assert isinstance(domain_event, DomainEvent)
        return StoredEvent(
            originator_id=domain_event.originator_id,
            originator_version=domain_event.originator_version,
            topic=domain_event.TOPIC,
            state=encode(domain_event),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[UUID]:
        if stored_event.topic == Snapshot.TOPIC:
            return Snapshot.model_validate_json(stored_event.state)
        assert isinstance(stored_event.originator_id, UUID)
        return decode(
            stored_event.originator_id,
            stored_event.originator_version,
            stored_event.topic,
            stored_event.state,
        )


@dataclass
class _Saving:
    """Stored events with all that belongs to them; `last` is their last position once saved."""

    stored_events: Sequence[StoredEvent]
    save: Save
    last: int | None = None

    @cached_property
    def written(self) -> tuple[list[bytes], list[bytes]]:
        """Its statements, and those that append: written out by its own thread, so that nobody
        waits for that while it commits."""
        projected, appended = Written(), Written()
        _project(self.save, projected)
        _append(self, appended)
        return projected.statements, appended.statements

    @property
    def stream(self) -> UUID:
        """The one stream, or the first of several."""
        stream = self.stored_events[0].originator_id
        assert isinstance(stream, UUID)
        return stream

    @property
    def goes_with_others(self) -> bool:
        """Whether it is small and of one stream."""
        streams = {event.originator_id for event in self.stored_events}
        size = sum(len(event.state) for event in self.stored_events)
        return len(streams) == 1 and size <= TOGETHER_BYTES


class Recorder(ApplicationRecorder):
    """Inline read models first, the append last: the lock is held over the commit only."""

    def __init__(self, pool: ConnectionPool[Connection[Any]]) -> None:
        self.pool = pool
        self._turns = BoundedSemaphore(MOST_SAVES)
        self._turns_alone = BoundedSemaphore(max(1, pool.max_size // 2))
        self.group = GroupCommit(self._save_together)

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int]:
        """Save events with all that belongs to them (`save: Save`); gives their positions.

        Small saves of several threads share a transaction. Raises LostRace where another save came
        first, KeyTaken where the request had succeeded, Busy where it would have to wait too long.
        """
        if not stored_events:
            return []
        saving = _Saving(stored_events, kwargs.get("save") or Save())
        with _races_told(), _turn(self._turns, TURN_SECONDS):
            if saving.goes_with_others and saving.written:
                self.group.commit(saving)
            last = self._save_alone(saving) if saving.last is None else saving.last
        return range(last - len(stored_events) + 1, last + 1)

    def _save_together(self, savings: list[_Saving]) -> None:
        """Save what waits, one save a stream; where the server refuses one, none is saved.

        What is left without a position is to be saved alone.
        """
        # In one order for all processes: two groups that lock each other's rows are a deadlock.
        first = {saving.stream: saving for saving in reversed(savings)}
        group = [first[stream] for stream in sorted(first)]
        try:
            with self.pool.connection() as connection:
                positions = _in_one_trip(group, connection)
        except Exception as error:
            # Where the line was lost, whether it was committed is unknown: no second try.
            known = isinstance(error, errors.DeadlockDetected)
            if len(savings) == 1 or (isinstance(error, OperationalError) and not known):
                raise
            return
        for saving, last in zip(group, positions, strict=True):
            saving.last = last

    def _save_alone(self, saving: _Saving) -> int:
        with (
            _turn(self._turns_alone, ALONE_SECONDS),
            self.pool.connection() as connection,
            connection.transaction(),
        ):
            cursor = connection.cursor()
            cursor.execute(_SHARED, REBUILD_LOCK)
            _project(saving.save, cursor)
            _append(saving, cursor)
            (last,) = cursor.fetchone() or (0,)
        return int(last)

    def select_events(
        self, originator_id: UUID | str, *, gt: int | None = None, lte: int | None = None,
        desc: bool = False, limit: int | None = None,
    ) -> Sequence[StoredEvent]:  # fmt: skip
        """Give a stream's events after version `gt` up to `lte`, oldest first unless `desc`."""
        parameters = (originator_id, gt or 0, lte or _LAST_VERSION)
        with self.pool.connection() as connection:
            rows = connection.execute(_SELECT_STREAM, parameters).fetchall()
        events = [StoredEvent(*row) for row in (reversed(rows) if desc else rows)]
        return events if limit is None else events[:limit]

    def select_latest(self, stream: UUID) -> list[StoredEvent]:
        """Give a stream's snapshot, where it is of the present fold, and the events after it."""
        parameters = (stream, Snapshot.fold_number(), Snapshot.TOPIC, stream)
        with self.pool.connection() as connection:
            return [StoredEvent(*row) for row in connection.execute(_SELECT_LATEST, parameters)]

    def select_notifications(
        self, start: int | None, limit: int, stop: int | None = None, topics: Sequence[str] = (),
        *, inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:  # fmt: skip
        """Give at most `limit` events of the whole log from position `start` on, in order."""
        first = (start or 0) if inclusive_of_start else (start or 0) + 1
        wanted = list(topics) or None
        parameters = (first, stop or _LAST_POSITION, wanted, wanted, limit)
        with self.pool.connection() as connection:
            return [Notification(*row) for row in connection.execute(_SELECT_LOG, parameters)]

    def max_notification_id(self) -> int | None:
        """Give the last position of the log, or None while it is empty."""
        with self.pool.connection() as connection:
            row = connection.execute("SELECT max(position) FROM log.event").fetchone()
        return row[0] if row else None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> NoReturn:
        """Refused: readers follow positions themselves; the library's wake-up loses events."""
        raise NotImplementedError("follow select_notifications by position instead")


@contextmanager
def _races_told() -> Iterator[None]:
    """Tell a save that another made impossible from a fault: a lost race, or a key taken."""
    try:
        yield
    except (errors.UniqueViolation, errors.DeadlockDetected) as error:
        if error.diag.constraint_name == "idempotency_pkey":
            raise KeyTaken from error
        raise LostRace from error
    except errors.LockNotAvailable as error:
        raise Busy from error


@contextmanager
def _turn(turns: BoundedSemaphore, seconds: float) -> Iterator[None]:
    if not turns.acquire(timeout=seconds):
        raise Busy
    try:
        yield
    finally:
        turns.release()


def project_inline(events: Iterable[DomainEvent], cursor: Cursor) -> None:
    """Write what the next page must show, under the lock a rebuild's swap excludes."""
    for event in events:
        for model in interested(type(event)):
            model.project(event, cursor)


def _project(save: Save, cursor: Cursor) -> None:
    if save.read_models:
        project_inline(save.events, cursor)
    for snapshot in save.snapshots:
        write_snapshot(snapshot, cursor)
    for write in save.beside:
        write(cursor)


def _append(saving: _Saving, cursor: Cursor) -> None:
    stored, save = saving.stored_events, saving.save
    events = (
        *(e.originator_id for e in stored),
        *(e.originator_version for e in stored),
        *(e.topic for e in stored),
        *(e.state.decode() for e in stored),
    )
    once = save.once
    kept = (once.account, once.key, once.request, Json(save.answer)) if once else (None,) * 4
    cursor.execute(_APPEND.format(events=_arrays(len(stored))), (*events, *kept))


def _arrays(count: int) -> str:
    """Give the placeholders of so many events; as arrays, psycopg takes longer than the server."""
    values = ", ".join(["%s"] * count)
    return ", ".join(f"ARRAY[{values}]::{kind}[]" for kind in ("uuid", "int", "text", "json"))


def _in_one_trip(savings: Sequence[_Saving], connection: Connection[Any]) -> list[int]:
    """Save all or none in one message to the server; gives the last position of each."""
    written = Written()
    written.execute(_SHARED, REBUILD_LOCK)
    together = [b"BEGIN", *written.statements]
    for part in zip(*(saving.written for saving in savings), strict=True):
        together += chain.from_iterable(part)
    cursor = connection.cursor()
    cursor.execute(b"; ".join([*together, b"COMMIT"]), prepare=False)
    # What appends stands last, once a save.
    appended = map(cursor.set_result, range(len(together) - len(savings), len(together)))
    return [int(last) for result in appended for (last,) in result]


class Factory(InfrastructureFactory[Any]):
    """What the library asks for; `pool` is set by whoever constructs the application."""

    pool: ConnectionPool[Connection[Any]]

    def mapper(self, *_: Any, **__: Any) -> Mapper[Any]:
        return EventMapper(transcoder=JSONTranscoder())

    def transcoder(self) -> Transcoder:
        return JSONTranscoder()

    def application_recorder(self) -> ApplicationRecorder:
        return Recorder(self.pool)

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        return Recorder(self.pool)

    def tracking_recorder(self, tracking_recorder_class: Any = None) -> NoReturn:
        raise NotImplementedError("projections.deferred keeps the positions of read models")

    def process_recorder(self) -> NoReturn:
        raise NotImplementedError("projections.deferred keeps the positions of read models")
