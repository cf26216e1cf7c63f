"""The one way to change anything: load, let decide, record; for pages and API alike."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, ClassVar, NamedTuple, TypeVar
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import InfrastructureFactory
from eventsourcing.utils import Environment
from psycopg import OperationalError
from pydantic import AliasChoices, Field

from domain.aggregate import Aggregate, DomainEvent, fold
from domain.draft import Draft, Status
from domain.merge import Taken
from domain.value import Value
from projections.snapshot import Snapshot
from review_service.database import Pool
from review_service.event_store import Beside, Busy, Factory, LostRace, Once, Recorder, Save
from review_service.kept import Kept, Last

_ANSWERED = "SELECT request, answer FROM log.idempotency WHERE account = %s AND key = %s"

PATIENCE_SECONDS = 5.0
"""How long a commuting act that lost a race is decided again."""


class NothingThere(Exception):
    """There is nothing of this kind under this id."""


class KeyUsedForAnother(Exception):
    """The Idempotency-Key stands for another request of the same account."""


class Receipt(Value):
    """What an act did, in numbers, never in words: kept with its Idempotency-Key, given again.

    `stream` is what it is about, `version` that afterwards; the rest is said of drafts alone.
    `merged` are the changes that a revision on an older base was merged from without a question.
    """

    stream: UUID = Field(validation_alias=AliasChoices("stream", "draft"))
    version: int
    revision: int = 0
    round: int | None = None
    status: Status | None = None
    counts: bool | None = None
    merged: tuple[Taken, ...] = ()

    @classmethod
    def of(cls, changed: Aggregate, merged: tuple[Taken, ...] = ()) -> Receipt:
        """Give what is kept of the act that changed this last."""
        if not isinstance(changed, Draft):
            return cls(stream=changed.id, version=changed.version)
        last = changed.pending_events[-1]
        return cls(
            stream=changed.id, version=changed.version, revision=changed.revision,
            round=getattr(last, "round", None) or changed.rounds or None, status=changed.status,
            counts=last.counts if isinstance(last, Draft.Statement) else None, merged=merged,
        )  # fmt: skip


class Did(NamedTuple):
    """What an act did beside what it is about: other aggregates it changed and what is written
    outside the log, saved with it or not at all; what it merged without a question."""

    also: Sequence[Aggregate] = ()
    beside: Sequence[Beside] = ()
    merged: tuple[Taken, ...] = ()


A = TypeVar("A", bound=Aggregate)
Act = Callable[[A], Did | None]
"""Calls the commands of something; gives what it did beside that."""


class Reviews(Application[UUID]):
    """Drafts in the event store, behind one pool of connections."""

    name = "reviews"
    env: ClassVar[dict[str, str]] = {"PERSISTENCE_MODULE": "review_service.event_store"}

    def __init__(self, pool: Pool, *, patience: float = PATIENCE_SECONDS) -> None:
        self.pool, self.patience, self._kept = pool, patience, Kept()
        super().__init__()

    def construct_factory(self, env: Environment) -> InfrastructureFactory[Any]:
        """Give the factory found through PERSISTENCE_MODULE our pool."""
        factory = super().construct_factory(env)
        assert isinstance(factory, Factory)
        factory.pool = self.pool
        return factory

    def find(self, kind: type[A], stream: UUID) -> A | None:
        """Give what a stream's events make, of a draft those after its snapshot; None where
        nothing happened in it."""
        assert isinstance(self.recorder, Recorder)
        # The library's repository asks twice for a snapshot and its events.
        select = self.recorder.select_latest if kind is Draft else self.recorder.select_events
        found: Any = fold(None, map(self.mapper.to_domain_event, select(stream)))
        return found if isinstance(found, kind) else None

    def load(self, kind: type[A], stream: UUID) -> A:
        """Give what a stream's events make; raises NothingThere."""
        found = self.find(kind, stream)
        if found is None:
            raise NothingThere
        return found

    def begin(
        self, make: Callable[[], Aggregate], *, did: Callable[[], Did] = Did,
        once: Once | None = None,
    ) -> Receipt:  # fmt: skip
        """Record something new, and what beginning it did beside; raises as `change` does."""
        return self._settle(lambda: (make(), did()), once, commutes=True)

    def change(
        self, kind: type[A], stream: UUID, act: Act[A], *, begun: Callable[[], A] | None = None,
        once: Once | None = None, commutes: bool = True, last: Last | None = None,
    ) -> Receipt:  # fmt: skip
        """Load something, or let `begun` begin it, let `act` call its commands, and record what
        happened: all of it or nothing. A request seen before gives its first receipt. Where `last`
        is what just now was its last event, its state need not be fetched.

        Where another save came first, a commuting act is decided again on the new state for up to
        `patience` seconds, then Busy; any other raises LostRace. Raises NothingThere, RuleBroken
        and KeyUsedForAnother.
        """

        def work() -> tuple[Aggregate, Did]:
            nonlocal last
            kept, last = self._kept.at(stream, last), None  # decided again, it is fetched
            if kept:
                found: Any = kept.mutate(None)
            else:
                found = self.find(kind, stream) or begun() if begun else self.load(kind, stream)
            return found, act(found) or Did()

        return self._settle(work, once, commutes=commutes)

    def _settle(
        self, work: Callable[[], tuple[Aggregate, Did]], once: Once | None, *, commutes: bool
    ) -> Receipt:
        give_up = time.monotonic() + self.patience
        while True:
            answered = self._answered(once)
            if answered:
                return answered
            try:
                about, did = work()
                receipt = Receipt.of(about, did.merged)
                answer = receipt.model_dump(mode="json") if once else {}
                save = Save(once=once, answer=answer, beside=did.beside)
                self.record(about, *did.also, save=save)
                return receipt
            except OperationalError:  # the database is away: asking it again takes longer still
                raise
            except Exception as refused:
                # It may be the same request, sent twice at once, that came first.
                answered = self._answered(once)
                if answered:
                    return answered
                if not (commutes and isinstance(refused, LostRace)):
                    raise
            if time.monotonic() > give_up:
                raise Busy
            time.sleep(random.uniform(0.001, 0.02))

    def record(self, *changed: Aggregate, save: Save | None = None) -> int:
        """Save several at once, all or none; gives the last position."""
        assert isinstance(self.recorder, Recorder)
        # The library's own saving asks of each event several times what it can do.
        events = [event for one in changed for event in _collected(one)]
        snapshots = [Snapshot.take(one) for one in changed if isinstance(one, Draft)]
        save = replace(save or Save(), events=events, snapshots=snapshots)
        stored = [self.mapper.to_stored_event(event) for event in events]
        last = self.recorder.insert_events(stored, save=save)[-1]
        for snapshot in snapshots:
            self._kept.keep(snapshot)
        return last

    def _answered(self, once: Once | None) -> Receipt | None:
        if once is None:
            return None
        with self.pool.connection() as connection:
            row = connection.execute(_ANSWERED, (once.account, once.key)).fetchone()
            if row is None:
                return None
            # What is seen may not have reached the standby yet; this commit waits until it has.
            connection.execute("SELECT pg_logical_emit_message(true, 'answered', '')")
        if row[0] != once.request:
            raise KeyUsedForAnother
        return Receipt.model_validate_json(row[1])


def _collected(changed: Aggregate) -> list[DomainEvent]:
    return [event for event in changed.collect_events() if isinstance(event, DomainEvent)]
