"""Who is doing something, to which draft, when, and under which key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from domain import rules
from domain.aggregate import Aggregate
from domain.gremium import Actor
from domain.procedure import Ordnung, day_of
from domain.procedure.termin import german
from domain.rules import NotYours, RuleBroken
from projections import current_text
from projections.drafts import Shown
from projections.read_model import Database
from review_service import access
from review_service.access import Act
from review_service.event_store import Once
from review_service.kept import Last
from review_service.people import accounts
from review_service.people.accounts import Account, Seat
from review_service.reviews import Did, Receipt
from review_service.service import Service


class _Decided(Exception):
    """An act that is not to be recorded was decided."""


class Changed(Exception):
    """Der Entwurf hat sich geändert, seit Sie ihn gelesen haben. Lesen Sie ihn noch einmal."""


A = TypeVar("A", bound=Aggregate)
Least = Callable[["Doing", Shown], object]
"""An act on a draft with the least it can say: so it is asked whether it may be done now at all."""
ANY_WORDS = "…"
Moment = Callable[[Aggregate | None], datetime]
"""When something happens to what was loaded, or None where it begins."""


@dataclass(frozen=True)
class Doing:
    """One request of an account; `once` where it carries an Idempotency-Key. `ordnung` is the
    procedure as it holds today.

    `versions` are those, as the account counts them, at which the draft may be acted on; None
    where any will do.
    """

    service: Service
    account: Account
    ordnung: Ordnung
    once: Once | None = None
    versions: frozenset[int] | None = None
    records: bool = True
    """False where it is only asked what would be recorded."""
    _seen: dict[UUID, Shown] = field(default_factory=dict, repr=False, compare=False)

    def see(self, draft: UUID, database: Database | None = None) -> Shown:
        """Give the draft as the account may see it, once a request; raises NotVisible.

        `database` is a connection the caller has in hand.
        """
        if draft not in self._seen:
            self._seen[draft] = self._look(draft, database)
        return self._seen[draft]

    def _look(self, draft: UUID, database: Database | None = None) -> Shown:
        if database:
            return access.visible(database, self.account, draft)
        with self.service.pool.connection() as own:
            return access.visible(own, self.account, draft)

    def text(self, shown: Shown, revision: int) -> str | None:
        """Give the text of a revision the account may see, or None."""
        if revision > shown.revision:
            return None
        with self.service.pool.connection() as database:
            found = current_text.of_revision(database, shown.draft, revision)
        return found.text if found else None

    def seat(
        self,
        act: Act,
        shown: Shown | None = None,
        *,
        body: str | None = None,
        speaking_for: str | None = None,
    ) -> Seat:
        """Give the seat the account does this from, to a draft or to a body (slug); raises
        NotYours or Forbidden."""
        account, ordnung = self._now_seated(act)
        return access.seat_for(
            account,
            act,
            body=shown.body if shown else body,
            speaking_for=speaking_for,
            ordnung=ordnung,
        )

    def _now_seated(self, act: Act) -> tuple[Account, Ordnung]:
        """Give who acts with the seats of this moment: a request may come in before midnight, and
        its last byte after it."""
        today = self.service.today
        if today == self.ordnung.day:
            return self.account, self.ordnung
        with self.service.pool.connection() as database:
            ordnung = self.service.procedures.on(today, database)
            account = accounts.by_name(database, self.account.name, today)
        if account is None:
            raise access.refused(act)
        return access.seated(account, ordnung), ordnung

    def actor(self, seat: Seat) -> Actor:
        """Give who stands in the event."""
        return self.account.acting(seat)

    def moment(self, occurred_at: datetime | None) -> Moment:
        """Give when it happened: as stated, by who may state it, else now.

        Raises NotYours at once, ItLiesInTheFuture and NothingHoldsOnThatDay when the draft
        decides: what is malformed is said in between. Now is never before the draft's last event,
        whatever the clocks of two machines say.
        """
        now = self.service.now()
        if occurred_at is None:
            return lambda found: max(now, found.modified_on) if found else now
        if not any(access.seats_for(self.account, Act.DATE_BACK)):
            raise access.refused(Act.DATE_BACK)

        def stated(_: Aggregate | None) -> datetime:
            if occurred_at > now:
                raise rules.ItLiesInTheFuture
            if not self.on_its_day(occurred_at).constituted:
                raise rules.NothingHoldsOnThatDay(day=german(day_of(occurred_at)))
            return occurred_at

        return stated

    def on_its_day(self, moment: datetime) -> Ordnung:
        """Give the procedure that held at a moment: what occurred is judged by that."""
        return self.service.procedures.at(moment)

    def begin(
        self, make: Callable[[datetime], Aggregate], at: Moment, *,
        did: Callable[[datetime], Did] = lambda _: Did(),
    ) -> Receipt:  # fmt: skip
        """Record something new, at the moment it is told; as `Reviews.begin`."""

        def decide() -> Aggregate:
            made = make(at(None))
            self._must_record()
            return made

        return self.service.reviews.begin(decide, did=lambda: did(at(None)), once=self.once)

    def change(
        self, kind: type[A], stream: UUID, act: Callable[[A, datetime], Did | None], at: Moment, *,
        begun: Callable[[datetime], A] | None = None, commutes: bool = True,
    ) -> Receipt:  # fmt: skip
        """Let something decide and record it, at the moment it is told; as `Reviews.change`.

        Raises Changed where `versions` has another version of the draft.
        """

        def decide(found: A) -> Did | None:
            # Seen after it was loaded: whatever comes later makes the save lose its race.
            if self.versions is not None and self._look(stream).version not in self.versions:
                raise Changed
            did = act(found, at(found))
            self._must_record()
            return did

        begin = (lambda: begun(at(None))) if begun else None
        seen = self._seen.get(stream)
        last = Last(seen.total, seen.last_at) if seen else None
        return self.service.reviews.change(
            kind, stream, decide, begun=begin, once=self.once, commutes=commutes, last=last
        )

    def later(self) -> Doing:
        """Give the same once time has passed: what was seen is looked at again."""
        return replace(self, _seen={})

    def would(self, act: Callable[[Doing], object]) -> RuleBroken | None:
        """Give the rule that speaks against an act as things are now, None where none does: what
        it is about is loaded and decides, and nothing is recorded. Raises all that is no rule of
        the procedure, and NotYours."""
        try:
            act(replace(self, records=False, once=None))
        except _Decided:
            return None
        except NotYours:
            raise
        except RuleBroken as refused:
            return refused
        raise AssertionError("an act changes something, or is refused")

    def _must_record(self) -> None:
        if not self.records:
            raise _Decided
