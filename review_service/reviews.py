"""The one way to change anything: load, let decide, record; for pages and API alike."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import InfrastructureFactory
from eventsourcing.utils import Environment
from psycopg import OperationalError

from domain.aggregate import Aggregate, DomainEvent, fold
from domain.draft import Draft
from domain.merge import Taken
from domain.value import Value
from projections.snapshot import Snapshot
from review_service.database import Pool
from review_service.event_store import Factory, LostRace, Once, Recorder, Save

_ANSWERED = "SELECT request, answer FROM log.idempotency WHERE account = %s AND key = %s"

PATIENCE_SECONDS = 5.0
"""How long a commuting command that lost a race is decided again."""


class NoSuchDraft(Exception):
    """There is no draft of this id."""


class KeyUsedForAnother(Exception):
    """The Idempotency-Key stands for another request of the same account."""


class Busy(Exception):
    """Too many others changed the draft at the same moment; the same request may be sent again."""


class Receipt(Value):
    """What a command did, in numbers, never in words: kept with its Idempotency-Key, given again.

    `merged` are the changes that a revision on an older base was merged from without a question.
    """

    draft: UUID
    version: int
    revision: int
    round: int | None = None
    status: str
    counts: bool | None = None
    merged: tuple[Taken, ...] = ()


class Done(Value):
    """What an act on something else than a draft did: the stream it is about and its version."""

    stream: UUID
    version: int


A = TypeVar("A", bound=Aggregate)
R = TypeVar("R", Receipt, Done)
Act = Callable[[Draft], tuple[Taken, ...] | None]
"""Calls one of a draft's commands; gives what it merged on the way."""


class Reviews(Application[UUID]):
    """Drafts in the event store, behind one pool of connections."""

    name = "reviews"
    env: ClassVar[dict[str, str]] = {"PERSISTENCE_MODULE": "review_service.event_store"}

    def __init__(self, pool: Pool, *, patience: float = PATIENCE_SECONDS) -> None:
        self.pool, self.patience = pool, patience
        super().__init__()

    def construct_factory(self, env: Environment) -> InfrastructureFactory[Any]:
        """Give the factory found through PERSISTENCE_MODULE our pool."""
        factory = super().construct_factory(env)
        assert isinstance(factory, Factory)
        factory.pool = self.pool
        return factory

    def load(self, draft_id: UUID) -> Draft:
        """Load a draft from its snapshot and the events after it; raises NoSuchDraft."""
        assert isinstance(self.recorder, Recorder)
        stored = self.recorder.select_latest(draft_id)  # the library's repository asks twice
        draft: Draft | None = fold(None, map(self.mapper.to_domain_event, stored))
        if not isinstance(draft, Draft):
            raise NoSuchDraft
        return draft

    def find(self, kind: type[A], stream: UUID) -> A | None:
        """Give what a stream's events make, by all of them; None where nothing happened in it."""
        stored = self.recorder.select_events(stream)
        found: Any = fold(None, map(self.mapper.to_domain_event, stored))
        return found if isinstance(found, kind) else None

    def change(self, work: Callable[[], Sequence[Aggregate]], *, once: Once | None = None) -> Done:
        """Record what `work` did: it loads with `find`, decides, and gives all it changed, first
        what it is about. All is saved, or nothing.

        Where another save came first, `work` is done again on the new state for up to `patience`
        seconds, then Busy. Raises RuleBroken and KeyUsedForAnother.
        """

        def attempt() -> Done:
            changed = work()
            done = Done(stream=changed[0].id, version=changed[0].version)
            self.record(*changed, save=_kept(once, done))
            return done

        return self._patiently(lambda: self._once(once, Done, attempt), again=True)

    def begin(self, author: Callable[[], Draft], *, once: Once | None = None) -> Receipt:
        """Record a newly authored draft; a request seen before gives its first receipt."""
        return self._once(once, Receipt, lambda: self._recorded(author(), once))

    def decide(
        self, draft_id: UUID, act: Act, *, once: Once | None = None, commutes: bool = False
    ) -> Receipt:
        """Load a draft, let `act` call one of its commands, record what happened.

        Where another save came first, a commuting act is decided again on the new state for up to
        `patience` seconds, then Busy; any other raises LostRace. Raises NoSuchDraft, RuleBroken and
        KeyUsedForAnother.
        """

        def attempt() -> Receipt:
            draft = self.load(draft_id)
            return self._recorded(draft, once, act(draft) or ())

        return self._patiently(lambda: self._once(once, Receipt, attempt), again=commutes)

    def record(self, *changed: Aggregate, save: Save | None = None) -> int:
        """Save several at once, all or none; gives the last position."""
        events = [event for one in changed for event in _pending(one)]
        snapshots = [Snapshot.take(one) for one in changed if isinstance(one, Draft)]
        save = replace(save or Save(), events=events, snapshots=snapshots)
        recordings = self.save(*changed, save=save)
        return recordings[-1].notification.id

    def _recorded(self, draft: Draft, once: Once | None, merged: tuple[Taken, ...] = ()) -> Receipt:
        receipt = _receipt(draft, merged)
        self.record(draft, save=_kept(once, receipt))
        return receipt

    def _patiently(self, attempt: Callable[[], R], *, again: bool) -> R:
        """Try, and where another save came first `again` for up to `patience` seconds."""
        give_up = time.monotonic() + self.patience
        while True:
            try:
                return attempt()
            except LostRace:
                if not again:
                    raise
            if time.monotonic() > give_up:
                raise Busy
            time.sleep(random.uniform(0.001, 0.02))

    def _once(self, once: Once | None, kind: type[R], attempt: Callable[[], R]) -> R:
        """Give the answer kept for this request, else what `attempt` gives.

        What refuses an attempt may be the same request, which was sent twice at once and did
        succeed: then its answer is given, whatever the refusal was.
        """
        answered = self._answered(once, kind)
        if answered:
            return answered
        try:
            return attempt()
        except OperationalError:  # the database is away: asking it again takes longer still
            raise
        except Exception:
            answered = self._answered(once, kind)
            if answered is None:
                raise
            return answered

    def _answered(self, once: Once | None, kind: type[R]) -> R | None:
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
        return kind.model_validate_json(row[1])


def _kept(once: Once | None, answer: Receipt | Done) -> Save:
    return Save(once=once, answer=answer.model_dump(mode="json"))


def _pending(changed: Aggregate) -> list[DomainEvent]:
    return [event for event in changed.pending_events if isinstance(event, DomainEvent)]


def _receipt(draft: Draft, merged: tuple[Taken, ...]) -> Receipt:
    last = draft.pending_events[-1]
    return Receipt(
        draft=draft.id,
        version=draft.version,
        revision=draft.revision,
        round=getattr(last, "round", None) or draft.rounds or None,
        status=draft.status,
        counts=last.counts if isinstance(last, Draft.Statement) else None,
        merged=merged,
    )
