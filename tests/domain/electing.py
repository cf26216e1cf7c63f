"""An election's way in tests: terms, organisations, and given/when/then on its stream."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.aggregate import DomainEvent, fold
from domain.election.counting import Count
from domain.election.election import Election
from domain.election.terms import Terms
from domain.election.values import Organisation
from domain.gremium import Actor, Gremium, Kind, Role
from domain.procedure.termin import Termin
from domain.rules import RuleBroken

STEERING = Gremium(slug="lenkungsgruppe", kind=Kind.STEERING)
OFFICE = Actor(person="p-oe", body=Gremium(slug="oe-50-6", kind=Kind.OFFICE), role=Role.OFFICE)
OTHER = Actor(person="p-lg", body=STEERING, role=Role.OFFICE)
CALLED_AT = datetime(2019, 11, 4, 9, tzinfo=UTC)
DEADLINE = datetime(2019, 11, 15, 17, tzinfo=UTC)
MEETING = Termin(words="16. November 2019", begins=date(2019, 11, 16), ends=date(2019, 11, 16))
BEFORE = datetime(2019, 11, 10, 9, tzinfo=UTC)
MEETS = datetime(2019, 11, 16, 10, tzinfo=UTC)
SEATS = ("mso-1", "mso-2")


def terms(**values: Any) -> Terms:
    """Give the paper's terms, but for some values."""
    return Terms(slug="mso", name="Wahl", body="lenkungsgruppe", **{"seats": SEATS, **values})


def organisations(many: int) -> tuple[Organisation, ...]:
    """Give so many: o1, o2, …"""
    return tuple(Organisation(slug=f"o{n}", name=f"Verein {n}") for n in range(1, many + 1))


@dataclass(frozen=True)
class Stage:
    """An election at some point of its way; every step acts on it and gives it again."""

    election: Election

    @property
    def next_round(self) -> int | None:
        """The round to hold next, once the deadline is over."""
        return self.election.course.next_round

    def nominated(self, many: int, first: int = 1) -> Stage:
        """Let organisations o1, o2, … put up c1, c2, …"""
        for n in range(first, first + many):
            self.election.nominate(f"o{n}", f"c{n}", consent=True, by=OFFICE, at=BEFORE)
        return self

    def held(self, round: int = 1, voters: int | None = None) -> Stage:
        """Let the first so many organisations (all) take part in a round."""
        took_part = [*self.election.course.roll][:voters]
        self.election.hold_round(round, took_part, by=OFFICE, at=MEETS)
        return self

    def counted(self, *votes: int, invalid: int = 0, round: int | None = None) -> Stage:
        """Let both tellers count these votes for the names on the ballot, in its order."""
        for teller in ("t1", "t2"):
            self.tells(teller, *votes, invalid=invalid, round=round)
        return self

    def tells(self, teller: str, *votes: int, invalid: int = 0, round: int | None = None) -> Stage:
        """Let one teller count."""
        open_round = self.election.course.open
        assert open_round is not None
        given = dict(zip(open_round.candidates, votes, strict=True))
        count = Count(ballots=sum(votes) + invalid, invalid=invalid, votes=given)
        self.election.enter_count(round or open_round.round, teller, count, by=OFFICE, at=MEETS)
        return self

    def withdrawn(self, organisation: str) -> Stage:
        """Let an organisation's candidate step back."""
        self.election.withdraw(
            organisation, reason="Umzug", by=OFFICE, at=self.election.modified_on
        )
        return self

    def struck(self, candidate: str) -> Stage:
        """Let a candidate be erased, by whoever erases."""
        at = self.election.modified_on
        self.election.strike(candidate, reason="Die Person ist gelöscht.", by=OTHER, at=at)
        return self

    def drawn(self, *drawn: str) -> Stage:
        """Let the lot fall on somebody."""
        self.election.draw_lot(drawn, witnesses=("w1", "w2"), by=OFFICE, at=MEETS)
        return self

    def concluded(self) -> tuple[list[str], tuple[str, ...]]:
        """Conclude; give who is seated, in the order of the seats, and the vacant seats."""
        self.election.conclude(since=MEETS.date(), existing=SEATS, by=OFFICE, at=MEETS)
        event = self.events[-1]
        assert isinstance(event, Election.Concluded)
        return [one.candidate for one in event.seated], event.vacant

    @property
    def events(self) -> list[DomainEvent]:
        """All that happened."""
        return [event for event in self.election.pending_events if isinstance(event, DomainEvent)]

    @property
    def standing(self) -> set[str]:
        """Whom the next ballot names."""
        return set(self.election.course.standing)

    def when(self, command: Callable[[Election], None]) -> When:
        """Let someone act."""
        return When(self, command)


@dataclass(frozen=True)
class When:
    stage: Stage
    command: Callable[[Election], None]

    def then(self, *expected: type[DomainEvent]) -> list[DomainEvent]:
        """Exactly such events happen; gives them."""
        before = len(self.stage.events)
        self.command(self.stage.election)
        happened = self.stage.events[before:]
        assert [type(event) for event in happened] == [*expected]
        return happened

    def breaks(self, rule: type[RuleBroken]) -> str:
        """The rule says no, and nothing happens; gives the sentence."""
        before = len(self.stage.events)
        with pytest.raises(rule) as refused:
            self.command(self.stage.election)
        assert type(refused.value) is rule
        assert len(self.stage.events) == before
        return refused.value.sentence


def called(many: int = 6, **values: Any) -> Stage:
    """Call an election of so many organisations, by the paper's terms but for some values."""
    return Stage(
        Election.call(
            terms=terms(**values), gremium=STEERING, roll=organisations(many), deadline=DEADLINE,
            meeting=MEETING, by=OFFICE, at=CALLED_AT,
        )
    )  # fmt: skip


def replayed(events: list[DomainEvent]) -> Election:
    """Fold a history."""
    election: Election | None = fold(None, events)
    assert election is not None
    return election


def later(**by: float) -> datetime:
    """Give a moment after the deadline."""
    return DEADLINE + timedelta(**by)
