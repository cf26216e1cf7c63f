"""A round, what it decides, what becomes of that when somebody no longer
stands, a lot that is due, and who gets which seat."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain import rules
from domain.election import counting
from domain.election.counting import Count, Place
from domain.election.terms import Terms, TieOnSeat, TieToRunOff, Withdrawal
from domain.election.values import RUN_OFF, Seated

TELLERS = 2
WITNESSES = 2


@dataclass(frozen=True)
class Lot:
    """A lot that is due in a round: `places` among the tied."""

    round: int
    tied: tuple[str, ...]
    places: int

    def must_fall_on(self, drawn: Sequence[str], witnesses: Collection[str]) -> None:
        """Refuse a lot that does not fill the places among the tied, or that too few saw."""
        if len(set(drawn)) != self.places or len(drawn) != self.places:
            raise rules.TheLotFillsThePlaces(places=self.places)
        if not set(drawn) <= set(self.tied):
            raise rules.TheLotIsAmongTheTied
        if len(set(witnesses)) < WITNESSES:
            raise rules.ALotHasTwoWitnesses


@dataclass(frozen=True)
class Outcome:
    """What the round that was decided last came to, as it stands now: who is in (goes into the
    run-off, or is elected), who is tied for the last places, for how many of them a lot is due."""

    round: int = 0
    ranking: tuple[Place, ...] = ()
    inside: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    lots: int = 0

    @property
    def lot(self) -> Lot | None:
        """The lot that is due, if one is."""
        return Lot(self.round, self.tied, self.lots) if self.lots else None

    def left_by(
        self, gone: str, moves_up: tuple[str, ...], tied: tuple[str, ...], lots: int
    ) -> Outcome:
        """Give it after somebody left, as that was recorded."""
        inside = (*(one for one in self.inside if one != gone), *moves_up)
        return replace(self, inside=inside, tied=tied, lots=lots)

    def after_lot(self, drawn: tuple[str, ...]) -> Outcome:
        """Give it after a lot was drawn."""
        return replace(self, inside=(*self.inside, *drawn), lots=0)

    def without(self, gone: str, *, standing: Collection[str], terms: Terms) -> Outcome:
        """Give what becomes of it when somebody no longer stands: the lot is drawn among the
        others, or not at all where all of them fit; a place that is free goes to the next in the
        ranking who still stands, where the terms say so."""
        inside = tuple(one for one in self.inside if one != gone)
        tied = tuple(one for one in self.tied if one != gone)
        is_free = len(inside) < len(self.inside) and terms.withdrawal is Withdrawal.NEXT_MOVES_UP
        if self.lots:
            lots = self.lots + is_free
            if len(tied) <= lots:
                return replace(self, inside=(*inside, *tied), tied=(), lots=0)
            return replace(self, inside=inside, tied=tied, lots=lots)
        if not is_free:
            return replace(self, inside=inside, tied=tied)
        room = _room(self.round, terms)
        found = counting.follow(self.ranking, inside=inside, standing=standing, room=room)
        if self.round != RUN_OFF:  # those on the next place are not parted, not even by lot
            return replace(self, inside=(*inside, *found.sure, *found.tied), tied=tied)
        lots = found.open if _lots_are_drawn(self.round, terms) else 0
        return replace(self, inside=(*inside, *found.sure), tied=found.tied, lots=lots)


@dataclass(frozen=True)
class Told:
    """A teller's count, and when it was entered last."""

    teller: str
    count: Count
    at: datetime


@dataclass(frozen=True)
class Drawn:
    """A lot that was drawn: among whom, on whom it fell, who saw it."""

    among: tuple[str, ...]
    drawn: tuple[str, ...]
    witnesses: tuple[str, ...]
    at: datetime


@dataclass(frozen=True)
class Round:
    """A round: whom the ballot names, who took part (slugs), who counts (nobody named in what was
    recorded first), each teller's count so far, and what came of it.

    It was held at the moment it was first recorded; `held_on` is the day it was last corrected,
    before anybody had counted. `goes_on` to `lots` are as decided, `outcome` is as it stands now,
    after lots (`drawn`) and withdrawals.
    """

    round: int
    candidates: tuple[str, ...]
    took_part: tuple[str, ...]
    held_at: datetime
    held_on: date
    tellers: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    count: Count | None = None
    ranking: tuple[Place, ...] = ()
    goes_on: tuple[str, ...] = ()
    elected: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    lots: int = 0
    decided_at: datetime | None = None
    outcome: Outcome = Outcome()
    drawn: tuple[Drawn, ...] = ()

    @property
    def counts(self) -> dict[str, Count]:
        """Each teller's count, the first teller's first."""
        return {one.teller: one.count for one in self.told}

    def told_by(self, teller: str, count: Count, at: datetime) -> tuple[Told, ...]:
        """Give the counts with one more, or in the place of the teller's earlier one."""
        told = {one.teller: one for one in self.told}
        return tuple((told | {teller: Told(teller, count, at)}).values())

    @property
    def persons(self) -> set[str]:
        """Who counts or was named to, and who saw a lot drawn."""
        return {*self.tellers, *self.counts, *(one for lot in self.drawn for one in lot.witnesses)}

    def must_be_counted_by(self, tellers: Sequence[str]) -> None:
        """Refuse other tellers than two, and to replace one who has counted."""
        if len(tellers) != TELLERS or len(set(tellers)) != TELLERS:
            raise rules.TwoPersonsCount
        if not set(self.counts) <= set(tellers):
            raise rules.WhoCountedStaysATeller

    def must_let_count(self, teller: str) -> None:
        """Refuse whoever is not one of two tellers."""
        if self.tellers and teller not in self.tellers:
            raise rules.OnlyTheNamedTellersCount
        if teller not in self.counts and len(self.counts) >= TELLERS:
            raise rules.TwoTellersCount

    def checked(self, count: Count, votes_a_ballot: int) -> Count:
        """Give the count with a figure for each candidate, in the order of the ballot."""
        if not set(count.votes) <= set(self.candidates):
            raise rules.TheBallotDoesNotNameThem
        must_have_ballots(count, len(self.took_part))
        if count.invalid > count.ballots:
            raise rules.MoreAreInvalidThanHandedIn(invalid=count.invalid, ballots=count.ballots)
        least, most = counting.bounds(count, votes_a_ballot)
        total = sum(count.votes.values())
        if not least <= total <= most:
            valid = count.ballots - count.invalid
            votes = str(least) if least == most else f"{least} bis {most}"
            raise rules.TheVotesDoNotAddUp(total=total, valid=valid, votes=votes)
        return Count(
            ballots=count.ballots, invalid=count.invalid,
            votes={one: count.votes.get(one, 0) for one in self.candidates},
        )  # fmt: skip


def decided(
    held: Round, votes: Mapping[str, int], *, standing: Collection[str], terms: Terms
) -> Outcome:
    """Give what the votes of a round decide; whoever was erased meanwhile gets no place."""
    places = counting.ranking(votes)
    found = counting.cut(places, _room(held.round, terms))
    lots = found.open if _lots_are_drawn(held.round, terms) else 0
    all_go_on = held.round != RUN_OFF and not lots
    inside = (*found.sure, *found.tied) if all_go_on else found.sure
    outcome = Outcome(held.round, places, inside, found.tied, lots)
    for gone in (one for one in held.candidates if one not in standing):
        outcome = outcome.without(gone, standing=standing, terms=terms)
    return outcome


def seated(
    seats: Sequence[str], elected: Sequence[str], existing: Collection[str]
) -> tuple[Seated, ...]:
    """Give the elected their seats in order, of those that exist."""
    pairs = zip(seats, elected, strict=False)
    found = tuple(Seated(seat=seat, candidate=one) for seat, one in pairs)
    if any(one.seat not in existing for one in found):
        raise rules.TheElectedSeatHasEnded
    return found


def _room(round: int, terms: Terms) -> int:
    return len(terms.seats) if round == RUN_OFF else terms.run_off


def _lots_are_drawn(round: int, terms: Terms) -> bool:
    if round == RUN_OFF:
        return terms.tie_on_seat is TieOnSeat.LOT
    return terms.tie_to_run_off is TieToRunOff.LOT


def must_have_ballots(count: Count, took_part: int) -> None:
    """Refuse more ballots than organisations that took part."""
    if count.ballots > took_part:
        raise rules.TooManyBallots(ballots=count.ballots, took_part=took_part)


def named(round: int) -> str:
    """Say which round, as a sentence has it."""
    return "die Stichwahl" if round == RUN_OFF else "der erste Wahlgang"
