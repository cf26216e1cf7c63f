"""The course of an election, from the roll to the seats: one value that its events fold to.

Guards, pages, tasks and the API read it. Persons are pseudonyms, organisations slugs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from domain.election.next_step import Next, Step, next_step
from domain.election.rounds import Lot, Outcome, Round
from domain.election.terms import Terms
from domain.election.values import RUN_OFF, Organisation, Seated
from domain.procedure.termin import Termin, day_of


class OnRoll(Organisation):
    """An organisation on the roll, and on which day it was invited."""

    invited: date | None = None


@dataclass(frozen=True)
class Change:
    """The meeting was `postponed`, or an organisation `added` to the roll or `removed`."""

    kind: str
    reason: str
    at: datetime
    organisation: str = ""
    name: str = ""
    meeting: Termin | None = None
    deadline: datetime | None = None


@dataclass(frozen=True)
class Candidate:
    """Who was put up by which organisation, and whether that still stands; who moved up where it
    does not."""

    organisation: str
    candidate: str
    at: datetime
    withdrawn_at: datetime | None = None
    reason: str = ""
    moves_up: tuple[str, ...] = ()


@dataclass(frozen=True)
class Course:
    """By which terms an election is held, when, and how far it is: who may vote, who stands, each
    round; who sits from `since` on and which seats stay vacant, once it is concluded; why it was
    `abandoned`. `roll` is by slug."""

    election: UUID
    version: int
    terms: Terms
    deadline: datetime
    meeting: Termin
    called_at: datetime
    roll: dict[str, OnRoll]
    changes: tuple[Change, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    rounds: tuple[Round, ...] = ()
    seated: tuple[Seated, ...] = ()
    vacant: tuple[str, ...] = ()
    since: date | None = None
    concluded_at: datetime | None = None
    abandoned_at: datetime | None = None
    abandoned: str = ""

    # Where it stands ---------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """What is elected."""
        return self.terms.name

    @property
    def body(self) -> str:
        """The Gremium (slug) whose seats are elected."""
        return self.terms.body

    @property
    def runs(self) -> bool:
        """Whether something can still be recorded."""
        return self.concluded_at is None and self.abandoned_at is None

    @property
    def stage(self) -> str:
        """How far it is: `called`, `counting`, `lot`, `decided`, `concluded`, `abandoned`."""
        if not self.runs:
            return "concluded" if self.concluded_at else "abandoned"
        if self.open:
            return "counting"
        if self.lot:
            return "lot"
        return "decided" if self.decided else "called"

    @property
    def open(self) -> Round | None:
        """The round that is being counted."""
        return next((one for one in self.rounds if one.decided_at is None), None)

    @property
    def decided(self) -> Round | None:
        """The round that was decided last."""
        return next((one for one in reversed(self.rounds) if one.decided_at), None)

    @property
    def outcome(self) -> Outcome:
        """What that round came to, as it stands now; nothing before the first one."""
        return self.decided.outcome if self.decided else Outcome()

    @property
    def lot(self) -> Lot | None:
        """The lot that is due, if one is."""
        return self.outcome.lot

    @property
    def elected(self) -> tuple[str, ...]:
        """Who is elected as it stands now, in the order of the seats."""
        return self.outcome.inside if self.outcome.round == RUN_OFF else ()

    @property
    def stand(self) -> dict[str, str]:
        """Whose nomination stands, by organisation, in the order they were put up."""
        up = (one for one in self.candidates if one.withdrawn_at is None)
        return {one.organisation: one.candidate for one in up}

    @property
    def standing(self) -> tuple[str, ...]:
        """Whom the next ballot names, or the open one, in the order they were put up."""
        last = self.outcome
        if last.round == RUN_OFF:
            return ()
        return tuple(one for one in self.stand.values() if not last.round or one in last.inside)

    def next(self, at: datetime) -> Next | None:
        """Give what comes next at a moment; None once the election has ended."""
        if not self.runs:
            return None
        return next_step(
            self.terms, self.deadline, at, decided=self.outcome.round, standing=len(self.standing),
            open=self.open.round if self.open else 0, lot=self.lot.round if self.lot else 0,
        )  # fmt: skip

    @property
    def next_round(self) -> int | None:
        """The round to hold next, be it before the deadline; None where one is being counted, a lot
        is due, nobody stands or all is done."""
        following = self.next(self.deadline)
        return following.round if following and following.step is Step.ROUND else None

    @property
    def due_round(self) -> int | None:
        """The round to hold next, or the one being counted."""
        following = self.next(self.deadline)
        return following.due if following else None

    def round(self, number: int) -> Round | None:
        """Give a round that was held."""
        return next((one for one in self.rounds if one.round == number), None)

    @property
    def persons(self) -> set[str]:
        """All who stand or stood, count or bear witness."""
        rounds = (one for held in self.rounds for one in held.persons)
        return {*(one.candidate for one in self.candidates), *rounds}

    def parts(self, person: str) -> Iterator[tuple[datetime, str]]:
        """Give what somebody did, and when: stood as `candidate`, was a `teller` of a round, was a
        `witness`."""
        for one in self.candidates:
            if one.candidate == person:
                yield one.at, "candidate"
        for held in self.rounds:
            counted = [one.at for one in held.told if one.teller == person]
            if counted or person in held.tellers:
                yield (*counted, held.held_at)[0], "teller"
            for lot in held.drawn:
                if person in lot.witnesses:
                    yield lot.at, "witness"

    # What changes it ---------------------------------------------------------------------------

    def add(self, one: Organisation, reason: str, at: datetime) -> Course:
        """Give it with an organisation more on the roll, behind all others."""
        added = Change("added", reason, at, one.slug, one.name)
        roll = {**self.roll, one.slug: OnRoll(slug=one.slug, name=one.name)}
        return replace(self, roll=roll, changes=(*self.changes, added))

    def remove(self, slug: str, reason: str, at: datetime) -> Course:
        """Give it with one less."""
        if slug not in self.roll:
            return self
        removed = Change("removed", reason, at, slug, self.roll[slug].name)
        roll = {one: organisation for one, organisation in self.roll.items() if one != slug}
        return replace(self, roll=roll, changes=(*self.changes, removed))

    def invite(self, slugs: tuple[str, ...], on: date) -> Course:
        """Give it with organisations invited."""
        invited = {
            slug: one.model_copy(update={"invited": on})
            for slug, one in self.roll.items()
            if slug in slugs
        }
        return replace(self, roll=self.roll | invited)

    def postpone(
        self, meeting: Termin, deadline: datetime | None, reason: str, at: datetime
    ) -> Course:
        """Give it with another date."""
        moved = Change("postponed", reason, at, meeting=meeting, deadline=deadline)
        return replace(
            self, meeting=meeting, deadline=deadline or self.deadline,
            changes=(*self.changes, moved),
        )  # fmt: skip

    def withdraw(self, gone: str, reason: str, moves_up: tuple[str, ...], at: datetime) -> Course:
        """Give it without somebody who stood."""
        left = tuple(
            replace(one, withdrawn_at=at, reason=reason, moves_up=moves_up)
            if one.candidate == gone and one.withdrawn_at is None
            else one
            for one in self.candidates
        )
        return replace(self, candidates=left)

    def hold(
        self, round: int, took_part: tuple[str, ...], candidates: tuple[str, ...],
        tellers: tuple[str, ...], at: datetime,
    ) -> Course:  # fmt: skip
        """Give it with a round that is counted now, or with who takes part in it corrected."""
        if held := self.open:
            day = held.held_on if held.told else day_of(at)
            return self.in_round(round, took_part=took_part, tellers=tellers, held_on=day)
        new = Round(round, candidates, took_part, at, day_of(at), tellers)
        return replace(self, rounds=(*self.rounds, new))

    def in_round(self, number: int, **facts: Any) -> Course:
        """Give it with something else in one of its rounds."""
        rounds = (replace(one, **facts) if one.round == number else one for one in self.rounds)
        return replace(self, rounds=tuple(rounds))
