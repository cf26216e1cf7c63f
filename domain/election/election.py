"""An Election, from the roll of organisations to the seats; votes are cast on paper and counted by
two tellers: no ballot is ever an event, only sums."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Self

from domain import rules
from domain.aggregate import Aggregate, DomainEvent
from domain.election import counting
from domain.election.counting import Count, Place
from domain.election.terms import Terms, TieOnSeat, TieToRunOff, Withdrawal
from domain.election.values import RUN_OFF, Organisation, Seated
from domain.gremium import Actor, Gremium, Kind, Role
from domain.procedure.termin import Termin, day_of

WITNESSES = 2
TELLERS = 2


@dataclass(frozen=True)
class Round:
    """A round that is being counted: its number, whom the ballot names, how many organisations
    took part, and the count of each teller so far."""

    number: int
    candidates: tuple[str, ...]
    took_part: int
    counts: dict[str, Count] = field(default_factory=dict)


@dataclass(frozen=True)
class Lot:
    """A lot that is due in a round: `places` among the tied."""

    round: int
    tied: tuple[str, ...]
    places: int


class Election(Aggregate):
    """One election to the seats of a Gremium."""

    TOPIC = "Election"

    # Events ----------------------------------------------------------------------------------

    class Event(Aggregate.Event):
        """A fact about an election."""

    class Called(Event, Aggregate.Created):
        """The election was called: by which terms, who may vote, until when each organisation may
        put up a person, and when the meeting is planned."""

        originator_topic: str = "Election"
        terms: Terms
        gremium: Gremium
        roll: tuple[Organisation, ...]
        deadline: datetime
        meeting: Termin

    class OrganisationAdded(Event):
        """An organisation came onto the roll."""

        organisation: Organisation
        reason: str

    class OrganisationRemoved(Event):
        """An organisation left the roll."""

        organisation: str
        reason: str

    class Invited(Event):
        """Organisations were invited on a day."""

        organisations: tuple[str, ...]
        on: date

    class Nominated(Event):
        """An organisation put up a person, who consents."""

        organisation: str
        candidate: str
        consent: bool

    class NominationWithdrawn(Event):
        """A person no longer stands; between the rounds, who moves up instead."""

        organisation: str
        candidate: str
        reason: str
        moves_up: tuple[str, ...] = ()

    class Postponed(Event):
        """The meeting was moved, and with it perhaps the deadline for nominations."""

        meeting: Termin
        deadline: datetime | None = None
        reason: str

    class RoundHeld(Event):
        """A round was held (1, or 2: the run-off); once more where who took part was corrected."""

        round: int
        took_part: tuple[str, ...]
        candidates: tuple[str, ...]

    class CountEntered(Event):
        """A teller's count of a round; replaces that teller's earlier one."""

        round: int
        teller: str
        count: Count

    class RoundDecided(Event):
        """Two counts agree: the ranking, who goes into the run-off or is elected, who is tied, and
        for how many places a lot is due; by which terms."""

        round: int
        count: Count
        ranking: tuple[Place, ...]
        goes_on: tuple[str, ...] = ()
        elected: tuple[str, ...] = ()
        tied: tuple[str, ...] = ()
        lots: int = 0
        terms: Terms

    class LotDrawn(Event):
        """A lot was drawn by hand among the tied, before witnesses."""

        round: int
        among: tuple[str, ...]
        drawn: tuple[str, ...]
        witnesses: tuple[str, ...]

    class Concluded(Event):
        """The result: who is elected to which seat from which day on, which seats stay vacant."""

        seated: tuple[Seated, ...]
        vacant: tuple[str, ...]
        since: date

    # Before the meeting ------------------------------------------------------------------------

    @classmethod
    def call(
        cls, *, terms: Terms, gremium: Gremium, roll: Sequence[Organisation], deadline: datetime,
        meeting: Termin, by: Actor, at: datetime,
    ) -> Self:  # fmt: skip
        """Call an election by the terms of the procedure."""
        _must_be_the_office(by)
        for number, organisation in enumerate(roll):
            _must_be_new(organisation, roll[:number])
        _must_lie_between(at, deadline, meeting)
        return cls._create(
            cls.Called, terms=terms, gremium=gremium, roll=tuple(roll), deadline=deadline,
            meeting=meeting, by=by, timestamp=at,
        )  # fmt: skip

    def add(self, organisation: Organisation, *, reason: str, by: Actor, at: datetime) -> None:
        """Put an organisation on the roll."""
        self._must_keep_the_roll_open(reason, by)
        _must_be_new(organisation, self.roll.values())
        self._record(
            Election.OrganisationAdded, organisation=organisation, reason=reason, by=by, at=at
        )

    def remove(self, organisation: str, *, reason: str, by: Actor, at: datetime) -> None:
        """Take an organisation off the roll that has nobody standing."""
        self._must_keep_the_roll_open(reason, by)
        self._must_be_on_the_roll([organisation])
        if organisation in self.candidates:
            raise rules.ItsNominationStands(name=self.roll[organisation].name)
        self._record(
            Election.OrganisationRemoved, organisation=organisation, reason=reason, by=by, at=at
        )

    def invite(self, organisations: Sequence[str], *, on: date, by: Actor, at: datetime) -> None:
        """Record that organisations were invited."""
        self._must_be_running(by)
        if not organisations:
            raise rules.SomebodyIsInvited
        self._must_be_on_the_roll(organisations)
        if on > day_of(at):
            raise rules.ItLiesInTheFuture
        self._record(Election.Invited, organisations=tuple(organisations), on=on, by=by, at=at)

    def nominate(
        self, organisation: str, candidate: str, *, consent: bool, by: Actor, at: datetime
    ) -> None:
        """Record whom an organisation puts up, until the deadline, its very moment included."""
        self._must_be_running(by)
        self._must_be_on_the_roll([organisation])
        if self.begun or at > self.deadline:
            raise rules.NominationsAreClosed
        if organisation in self.candidates:
            raise rules.AnOrganisationNominatesOne(name=self.roll[organisation].name)
        if candidate in self.candidates.values():
            raise rules.ThePersonIsACandidate
        if not consent:
            raise rules.ACandidateConsents
        self._record(
            Election.Nominated, organisation=organisation, candidate=candidate, consent=True,
            by=by, at=at,
        )  # fmt: skip

    def postpone(
        self, meeting: Termin, *, deadline: datetime | None = None, reason: str,
        by: Actor, at: datetime,
    ) -> None:  # fmt: skip
        """Move the meeting that has not begun."""
        self._must_be_running(by)
        if self.begun:
            raise rules.OnlyAMeetingToComeIsPostponed
        if not reason.strip():
            raise rules.APostponementNeedsAReason
        if deadline is not None:
            _must_lie_between(at, deadline, meeting)
        self._record(
            Election.Postponed, meeting=meeting, deadline=deadline, reason=reason, by=by, at=at
        )

    def withdraw(self, organisation: str, *, reason: str, by: Actor, at: datetime) -> None:
        """Record that a person no longer stands: before the first round, or between the rounds."""
        self._must_be_running(by)
        self._must_be_on_the_roll([organisation])
        if organisation not in self.candidates:
            raise rules.NobodyWasPutUp(name=self.roll[organisation].name)
        if self.lot is not None:
            raise rules.TheLotComesFirst
        if self.open is not None or (self.next_round is None and self.begun):
            raise rules.ACandidateStaysInARound
        if not reason.strip():
            raise rules.AWithdrawnNominationNeedsAReason
        candidate = self.candidates[organisation]
        self._record(
            Election.NominationWithdrawn, organisation=organisation, candidate=candidate,
            reason=reason, moves_up=self._moves_up(candidate), by=by, at=at,
        )  # fmt: skip

    # In the meeting ----------------------------------------------------------------------------

    def hold_round(self, round: int, took_part: Sequence[str], *, by: Actor, at: datetime) -> None:
        """Record who took part in a round, each organisation with one ballot; again to correct it
        while the round is being counted."""
        self._must_be_running(by)
        if self.lot is not None:
            raise rules.TheLotComesFirst
        if at < self.deadline:
            raise rules.NominationsAreStillOpen
        due = self.open.number if self.open else self.next_round
        if due is None:
            raise rules.NobodyStandsForElection
        if round != due:
            raise rules.AnotherRoundIsDue(round=_named(due))
        if not took_part:
            raise rules.SomebodyTakesPart
        self._must_be_on_the_roll(took_part)
        counts = self.open.counts.values() if self.open else ()
        for count in counts:
            _must_have_ballots(count, len(took_part))
        self._record(
            Election.RoundHeld, round=round, took_part=tuple(took_part),
            candidates=self.open.candidates if self.open else self.standing, by=by, at=at,
        )  # fmt: skip

    def enter_count(
        self, round: int, teller: str, count: Count, *, by: Actor, at: datetime
    ) -> None:
        """Record a teller's count; where it agrees with the other's, the round is decided."""
        self._must_be_running(by)
        held = self.open
        if held is None or held.number != round:
            raise rules.NoSuchRoundIsCounted(round=_named(round))
        if teller in self.candidates.values():
            raise rules.CandidatesNeitherCountNorWitness
        if teller not in held.counts and len(held.counts) >= TELLERS:
            raise rules.TwoTellersCount
        counted = self._checked(count, held)
        self._record(Election.CountEntered, round=round, teller=teller, count=counted, by=by, at=at)
        others = [one for who, one in held.counts.items() if who != teller]
        if others and not counting.differences(counted, others[0]):
            self._decide(held, counted, by=by, at=at)

    def draw_lot(
        self, drawn: Sequence[str], *, witnesses: Sequence[str], by: Actor, at: datetime
    ) -> None:
        """Record whom the lot, drawn by hand, fell on, and who saw it."""
        self._must_be_running(by)
        lot = self.lot
        if lot is None:
            raise rules.NoLotIsDue
        if len(set(drawn)) != lot.places or len(drawn) != lot.places:
            raise rules.TheLotFillsThePlaces(places=lot.places)
        if not set(drawn) <= set(lot.tied):
            raise rules.TheLotIsAmongTheTied
        if len(set(witnesses)) < WITNESSES:
            raise rules.ALotHasTwoWitnesses
        if set(witnesses) & set(self.candidates.values()):
            raise rules.CandidatesNeitherCountNorWitness
        self._record(
            Election.LotDrawn, round=lot.round, among=lot.tied, drawn=tuple(drawn),
            witnesses=tuple(dict.fromkeys(witnesses)), by=by, at=at,
        )  # fmt: skip

    def conclude(
        self, *, since: date, existing: Collection[str], by: Actor, at: datetime
    ) -> tuple[Seated, ...]:
        """Record the result: the elected take the seats in their order, from a day on, of those
        that exist then (slugs); gives who is seated."""
        self._must_be_running(by)
        if self.lot is not None:
            raise rules.TheLotComesFirst
        if at < self.deadline:
            raise rules.NominationsAreStillOpen
        due = self.open.number if self.open else self.next_round
        if due is not None:
            raise rules.TheElectionIsNotDecided(round=_named(due))
        if self.held_on is not None and since < self.held_on:
            raise rules.NobodyIsSeatedBeforeTheRunOff
        seats = self.terms.seats
        pairs = zip(seats, self.elected, strict=False)
        seated = tuple(Seated(seat=seat, candidate=one) for seat, one in pairs)
        if any(one.seat not in existing for one in seated):
            raise rules.TheElectedSeatHasEnded
        vacant = seats[len(seated) :]
        self._record(Election.Concluded, seated=seated, vacant=vacant, since=since, by=by, at=at)
        return seated

    # What follows ------------------------------------------------------------------------------

    @property
    def begun(self) -> bool:
        """Whether a round was held."""
        return self.open is not None or self.decided > 0

    @property
    def standing(self) -> tuple[str, ...]:
        """Whom the next ballot names, in the order they were put up."""
        if self.decided:
            return tuple(one for one in self.candidates.values() if one in self.runners)
        return tuple(self.candidates.values())

    @property
    def next_round(self) -> int | None:
        """The round to hold next; None where one is being counted, nobody stands or all is done."""
        if self.open is not None or self.decided == RUN_OFF or not self.standing:
            return None
        return RUN_OFF if self.decided else counting.first_round(self.terms, len(self.standing))

    def _decide(self, held: Round, count: Count, *, by: Actor, at: datetime) -> None:
        places = counting.ranking(count.votes)
        terms = self.terms
        if held.number == RUN_OFF:
            found = counting.cut(places, len(terms.seats))
            lots = found.open if terms.tie_on_seat is TieOnSeat.LOT else 0
            outcome: dict[str, Any] = {"elected": found.sure}
        else:
            found = counting.cut(places, terms.run_off)
            lots = found.open if terms.tie_to_run_off is TieToRunOff.LOT else 0
            outcome = {"goes_on": found.sure if lots else (*found.sure, *found.tied)}
        self._record(
            Election.RoundDecided, round=held.number, count=count, ranking=places,
            tied=found.tied, lots=lots, terms=terms, by=by, at=at, **outcome,
        )  # fmt: skip

    def _moves_up(self, candidate: str) -> tuple[str, ...]:
        if not self.decided or self.terms.withdrawal is not Withdrawal.NEXT_MOVES_UP:
            return ()
        if candidate not in self.runners:
            return ()
        still = [one for one in self.candidates.values() if one != candidate]
        gone = {one for place in self.ranking for one in place.candidates} - {*still}
        inside = [one for one in self.runners if one != candidate]
        return counting.moves_up(self.ranking, inside=inside, gone=gone, room=self.terms.run_off)

    # Guards ----------------------------------------------------------------------------------

    def _must_be_running(self, by: Actor) -> None:
        _must_be_the_office(by)
        if self.concluded:
            raise rules.TheElectionIsConcluded

    def _must_keep_the_roll_open(self, reason: str, by: Actor) -> None:
        self._must_be_running(by)
        if self.begun:
            raise rules.TheRollIsClosed
        if not reason.strip():
            raise rules.AChangeOfTheRollNeedsAReason

    def _must_be_on_the_roll(self, organisations: Collection[str]) -> None:
        for slug in organisations:
            if slug not in self.roll:
                raise rules.TheOrganisationIsNotOnTheRoll(slug=slug)
        if len(set(organisations)) < len(organisations):
            raise rules.AnOrganisationIsNamedOnce

    def _checked(self, count: Count, held: Round) -> Count:
        """Give the count with a figure for each candidate, in the order of the ballot."""
        if not set(count.votes) <= set(held.candidates):
            raise rules.TheBallotDoesNotNameThem
        _must_have_ballots(count, held.took_part)
        if count.invalid > count.ballots:
            raise rules.MoreAreInvalidThanHandedIn(invalid=count.invalid, ballots=count.ballots)
        least, most = counting.bounds(count, self.terms.votes_a_ballot)
        total = sum(count.votes.values())
        if not least <= total <= most:
            valid = count.ballots - count.invalid
            votes = str(least) if least == most else f"{least} bis {most}"
            raise rules.TheVotesDoNotAddUp(total=total, valid=valid, votes=votes)
        return Count(
            ballots=count.ballots, invalid=count.invalid,
            votes={one: count.votes.get(one, 0) for one in held.candidates},
        )  # fmt: skip

    def _record(
        self, event_class: type[Election.Event], *, by: Actor, at: datetime, **facts: Any
    ) -> None:
        if at < self.modified_on:
            raise rules.ItHappenedBeforeTheElectionsLastEvent
        self.trigger_event(event_class, by=by, timestamp=at, **facts)

    # What the rules ask for ------------------------------------------------------------------

    terms: Terms
    gremium: Gremium
    deadline: datetime
    roll: dict[str, Organisation] = field(default_factory=dict)
    candidates: dict[str, str] = field(default_factory=dict)
    """Who stands, by the slug of the organisation, in the order they were put up."""
    open: Round | None = None
    lot: Lot | None = None
    held_on: date | None = None
    decided: int = 0
    ranking: tuple[Place, ...] = ()
    runners: tuple[str, ...] = ()
    elected: tuple[str, ...] = ()
    concluded: bool = False

    def evolve(self, event: DomainEvent) -> None:
        """Fold one event; never raises, never reads the clock."""
        match event:
            case Election.Called(roll=roll):
                self.roll = {one.slug: one for one in roll}
            case Election.OrganisationAdded(organisation=one):
                self.roll = {**self.roll, one.slug: one}
            case Election.OrganisationRemoved(organisation=slug):
                self.roll = {s: one for s, one in self.roll.items() if s != slug}
            case Election.Nominated(organisation=slug, candidate=candidate):
                self.candidates = {**self.candidates, slug: candidate}
            case Election.NominationWithdrawn(candidate=gone, moves_up=moves_up):
                self.candidates = {s: one for s, one in self.candidates.items() if one != gone}
                self.runners = (*(one for one in self.runners if one != gone), *moves_up)
            case Election.Postponed(deadline=deadline):
                self.deadline = deadline or self.deadline
            case Election.RoundHeld(round=number, took_part=took_part, candidates=candidates):
                counts = self.open.counts if self.open else {}
                self.open = Round(number, candidates, len(took_part), counts)
                self.held_on = self.held_on if counts else day_of(event.timestamp)
            case Election.CountEntered(teller=teller, count=count) if self.open:
                self.open = replace(self.open, counts={**self.open.counts, teller: count})
            case Election.RoundDecided(round=number, ranking=places, tied=tied, lots=lots):
                self.open, self.decided, self.ranking = None, number, places
                self.runners, self.elected = event.goes_on, event.elected
                self.lot = Lot(number, tied, lots) if lots else None
            case Election.LotDrawn(round=number, drawn=drawn):
                self.lot = None
                if number == RUN_OFF:
                    self.elected = (*self.elected, *drawn)
                else:
                    self.runners = (*self.runners, *drawn)
            case Election.Concluded():
                self.concluded = True


def _must_be_the_office(by: Actor) -> None:
    if by.body.kind is not Kind.OFFICE or by.role is not Role.OFFICE:
        raise rules.OnlyTheOfficeHoldsElections


def _must_be_new(organisation: Organisation, others: Collection[Organisation]) -> None:
    name = organisation.name.casefold()
    if any(organisation.slug == one.slug or name == one.name.casefold() for one in others):
        raise rules.AnOrganisationStandsOnceOnTheRoll(name=organisation.name)


def _must_lie_between(at: datetime, deadline: datetime, meeting: Termin) -> None:
    if deadline <= at:
        raise rules.TheDeadlineLiesAhead
    last = meeting.ends or meeting.begins
    if last is not None and day_of(deadline) > last:
        raise rules.NominationsEndBeforeTheMeeting


def _must_have_ballots(count: Count, took_part: int) -> None:
    if count.ballots > took_part:
        raise rules.TooManyBallots(ballots=count.ballots, took_part=took_part)


def _named(round: int) -> str:
    return "die Stichwahl" if round == RUN_OFF else "der erste Wahlgang"
