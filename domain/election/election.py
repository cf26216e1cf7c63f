"""An Election, from the roll of organisations to the seats; votes are cast on paper and counted by
two tellers: no ballot is ever an event, only sums."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import field, replace
from datetime import date, datetime
from typing import Any, Self

from domain import rules
from domain.aggregate import Aggregate, DomainEvent
from domain.election import calling, counting, rounds
from domain.election.counting import Count, Place
from domain.election.course import Candidate, Course, OnRoll
from domain.election.next_step import Step
from domain.election.rounds import Drawn, Outcome, Round
from domain.election.terms import Terms
from domain.election.values import RUN_OFF, Organisation, Seated
from domain.gremium import Actor, Gremium
from domain.procedure.termin import Termin, day_of


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
        """A person no longer stands; after a round, who moves up into the run-off or to a seat,
        and for how many places a lot is then due among whom."""

        organisation: str
        candidate: str
        reason: str
        moves_up: tuple[str, ...] = ()
        tied: tuple[str, ...] = ()
        lots: int = 0

    class Postponed(Event):
        """The meeting was moved, and with it perhaps the deadline for nominations."""

        meeting: Termin
        deadline: datetime | None = None
        reason: str

    class RoundHeld(Event):
        """A round was held (1, or 2: the run-off), and who counts it; again where corrected."""

        round: int
        took_part: tuple[str, ...]
        candidates: tuple[str, ...]
        tellers: tuple[str, ...] = ()

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

    class Abandoned(Event):
        """The election was called off: there is no result."""

        reason: str

    # Before the meeting ------------------------------------------------------------------------

    @classmethod
    def call(
        cls, *, terms: Terms, gremium: Gremium, roll: Sequence[Organisation], deadline: datetime,
        meeting: Termin, by: Actor, at: datetime,
    ) -> Self:  # fmt: skip
        """Call an election by the terms of the procedure."""
        calling.must_be_the_office(by)
        calling.must_be_new(roll)
        calling.must_lie_between(at, deadline, meeting)
        return cls._create(
            cls.Called, terms=terms, gremium=gremium, roll=tuple(roll), deadline=deadline,
            meeting=meeting, by=by, timestamp=at,
        )  # fmt: skip

    def add(self, organisation: Organisation, *, reason: str, by: Actor, at: datetime) -> None:
        """Put an organisation on the roll."""
        self._must_keep_the_roll_open(reason, by)
        calling.must_be_new([organisation], self.course.roll.values())
        self._record(
            Election.OrganisationAdded, organisation=organisation, reason=reason, by=by, at=at
        )

    def remove(self, organisation: str, *, reason: str, by: Actor, at: datetime) -> None:
        """Take an organisation off the roll that has nobody standing."""
        self._must_keep_the_roll_open(reason, by)
        calling.must_be_on_the_roll([organisation], self.course.roll)
        if organisation in self.course.stand:
            raise rules.ItsNominationStands(name=self.course.roll[organisation].name)
        self._record(
            Election.OrganisationRemoved, organisation=organisation, reason=reason, by=by, at=at
        )

    def invite(self, organisations: Sequence[str], *, on: date, by: Actor, at: datetime) -> None:
        """Record that organisations were invited."""
        self._must_be_running(by)
        if not organisations:
            raise rules.SomebodyIsInvited
        calling.must_be_on_the_roll(organisations, self.course.roll)
        if on > day_of(at):
            raise rules.ItLiesInTheFuture
        self._record(Election.Invited, organisations=tuple(organisations), on=on, by=by, at=at)

    def nominate(
        self, organisation: str, candidate: str, *, consent: bool, by: Actor, at: datetime
    ) -> None:
        """Record whom an organisation puts up, until the deadline, its very moment included."""
        self._must_be_running(by)
        calling.must_be_on_the_roll([organisation], self.course.roll)
        if self.course.rounds or at > self.course.deadline:
            raise rules.NominationsAreClosed
        if organisation in self.course.stand:
            raise rules.AnOrganisationNominatesOne(name=self.course.roll[organisation].name)
        if candidate in self.course.stand.values():
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
        if self.course.rounds:
            raise rules.OnlyAMeetingToComeIsPostponed
        if not reason.strip():
            raise rules.APostponementNeedsAReason
        if deadline is not None:
            calling.must_lie_between(at, deadline, meeting)
        self._record(
            Election.Postponed, meeting=meeting, deadline=deadline, reason=reason, by=by, at=at
        )

    def withdraw(self, organisation: str, *, reason: str, by: Actor, at: datetime) -> None:
        """Record that a person no longer stands, or does not accept the seat: until the result,
        but not while a round is being counted."""
        self._must_be_running(by)
        calling.must_be_on_the_roll([organisation], self.course.roll)
        if organisation not in self.course.stand:
            raise rules.NobodyWasPutUp(name=self.course.roll[organisation].name)
        if self.course.open is not None:
            raise rules.ACandidateStaysInARound
        if not reason.strip():
            raise rules.AWithdrawnNominationNeedsAReason
        self._withdraw(organisation, reason=reason, by=by, at=at)

    def strike(self, candidate: str, *, reason: str, by: Actor, at: datetime) -> None:
        """Record that a candidate is erased, whoever erases. While a round is being counted the
        ballots name them still; when it is decided no place goes to them."""
        self._must_be_open()
        for organisation in [slug for slug, one in self.course.stand.items() if one == candidate]:
            self._withdraw(organisation, reason=reason, by=by, at=at)

    def abandon(self, *, reason: str, by: Actor, at: datetime) -> None:
        """Call the election off, until its result is recorded."""
        self._must_be_running(by)
        if not reason.strip():
            raise rules.AnAbandonmentNeedsAReason
        self._record(Election.Abandoned, reason=reason, by=by, at=at)

    # In the meeting ----------------------------------------------------------------------------

    def hold_round(
        self, round: int, took_part: Sequence[str], *, tellers: Sequence[str] = (),
        by: Actor, at: datetime,
    ) -> None:  # fmt: skip
        """Record who took part in a round and who counts; again to correct it."""
        due = self._round_due(by, at)
        if due is None:
            raise rules.NobodyStandsForElection
        if round != due:
            raise rules.AnotherRoundIsDue(round=rounds.named(due))
        if not took_part:
            raise rules.SomebodyTakesPart
        calling.must_be_on_the_roll(took_part, self.course.roll)
        for count in self.course.open.counts.values() if self.course.open else ():
            rounds.must_have_ballots(count, len(took_part))
        new = Round(round, self.course.standing, tuple(took_part), at, day_of(at))
        held = self.course.open or new
        if tellers:
            held.must_be_counted_by(tellers)
            self._must_not_stand(tellers)
        self._record(
            Election.RoundHeld, round=round, took_part=tuple(took_part),
            candidates=held.candidates, tellers=tuple(tellers) or held.tellers, by=by, at=at,
        )  # fmt: skip

    def enter_count(
        self, round: int, teller: str, count: Count, *, by: Actor, at: datetime
    ) -> None:
        """Record a teller's count; where it agrees with the other's, the round is decided."""
        self._must_be_running(by)
        held = self.course.open
        if held is None or held.round != round:
            raise rules.NoSuchRoundIsCounted(round=rounds.named(round))
        self._must_not_stand([teller])
        held.must_let_count(teller)
        counted = held.checked(count, self.course.terms.votes_a_ballot)
        self._record(Election.CountEntered, round=round, teller=teller, count=counted, by=by, at=at)
        others = [one for who, one in held.counts.items() if who != teller]
        if others and not counting.differences(counted, others[0]):
            self._decide(held, counted, by=by, at=at)

    def draw_lot(
        self, drawn: Sequence[str], *, witnesses: Sequence[str], by: Actor, at: datetime
    ) -> None:
        """Record whom the lot, drawn by hand, fell on, and who saw it."""
        self._must_be_running(by)
        if (lot := self.course.lot) is None:
            raise rules.NoLotIsDue
        lot.must_fall_on(drawn, witnesses)
        self._must_not_stand(witnesses)
        self._record(
            Election.LotDrawn, round=lot.round, among=lot.tied, drawn=tuple(drawn),
            witnesses=tuple(dict.fromkeys(witnesses)), by=by, at=at,
        )  # fmt: skip

    def conclude(
        self, *, since: date, existing: Collection[str], by: Actor, at: datetime
    ) -> tuple[Seated, ...]:
        """Record the result: the elected take the seats in their order, from a day on, of those
        that exist then (slugs); gives who is seated."""
        due = self._round_due(by, at)
        if due is not None:
            raise rules.TheElectionIsNotDecided(round=rounds.named(due))
        if self.course.rounds and since < self.course.rounds[-1].held_on:
            raise rules.NobodyIsSeatedBeforeTheRunOff
        seated = rounds.seated(self.course.terms.seats, self.course.elected, existing)
        vacant = self.course.terms.seats[len(seated) :]
        self._record(Election.Concluded, seated=seated, vacant=vacant, since=since, by=by, at=at)
        return seated

    # What follows ------------------------------------------------------------------------------

    def _decide(self, held: Round, count: Count, *, by: Actor, at: datetime) -> None:
        standing = self.course.stand.values()
        found = rounds.decided(held, count.votes, standing=standing, terms=self.course.terms)
        who = {"elected" if held.round == RUN_OFF else "goes_on": found.inside}
        self._record(
            Election.RoundDecided, round=held.round, count=count, ranking=found.ranking,
            tied=found.tied, lots=found.lots, terms=self.course.terms, by=by, at=at, **who,
        )  # fmt: skip

    def _withdraw(self, organisation: str, *, reason: str, by: Actor, at: datetime) -> None:
        candidate = self.course.stand[organisation]
        found = self.course.outcome
        if self.course.open is None:
            still = [one for one in self.course.stand.values() if one != candidate]
            found = found.without(candidate, standing=still, terms=self.course.terms)
        self._record(
            Election.NominationWithdrawn, organisation=organisation, candidate=candidate,
            reason=reason, tied=found.tied if found.lots else (), lots=found.lots,
            moves_up=tuple(one for one in found.inside if one not in self.course.outcome.inside),
            by=by, at=at,
        )  # fmt: skip

    # Guards ----------------------------------------------------------------------------------

    def _must_be_running(self, by: Actor) -> None:
        calling.must_be_the_office(by)
        self._must_be_open()

    def _must_be_open(self) -> None:
        if self.course.concluded_at:
            raise rules.TheElectionIsConcluded
        if self.course.abandoned_at:
            raise rules.TheElectionIsAbandoned

    def _round_due(self, by: Actor, at: datetime) -> int | None:
        self._must_be_running(by)
        following = self.course.next(at)
        if following and following.step is Step.LOT:
            raise rules.TheLotComesFirst
        if following and following.step is Step.NOMINATIONS:
            raise rules.NominationsAreStillOpen
        return following.due if following else None

    def _must_keep_the_roll_open(self, reason: str, by: Actor) -> None:
        self._must_be_running(by)
        if self.course.rounds:
            raise rules.TheRollIsClosed
        if not reason.strip():
            raise rules.AChangeOfTheRollNeedsAReason

    def _must_not_stand(self, persons: Collection[str]) -> None:
        named = self.course.open.candidates if self.course.open else ()
        if set(persons) & {*self.course.stand.values(), *named}:
            raise rules.CandidatesNeitherCountNorWitness

    def _record(
        self, event_class: type[Election.Event], *, by: Actor, at: datetime, **facts: Any
    ) -> None:
        if at < self.modified_on:
            raise rules.ItHappenedBeforeTheElectionsLastEvent
        self.trigger_event(event_class, by=by, timestamp=at, **facts)

    # What the rules ask ------------------------------------------------------------------------

    gremium: Gremium
    course: Course = field(init=False)

    def evolve(self, event: DomainEvent) -> None:
        """Fold one event; never raises, never reads the clock."""
        if isinstance(event, Election.Called):
            self.course = _called(event)
        elif isinstance(event, Election.Event):
            self.course = replace(_after(event, self.course), version=event.originator_version)


def _called(event: Election.Called) -> Course:
    return Course(
        election=event.originator_id, version=event.originator_version, terms=event.terms,
        deadline=event.deadline, meeting=event.meeting, called_at=event.timestamp,
        roll={one.slug: OnRoll(slug=one.slug, name=one.name) for one in event.roll},
    )  # fmt: skip


def _after(event: Election.Event, course: Course) -> Course:
    at = event.timestamp
    match event:
        case Election.OrganisationAdded(organisation=one, reason=reason):
            return course.add(one, reason, at)
        case Election.OrganisationRemoved(organisation=slug, reason=reason):
            return course.remove(slug, reason, at)
        case Election.Invited(organisations=slugs, on=day):
            return course.invite(slugs, day)
        case Election.Postponed(meeting=meeting, deadline=deadline, reason=reason):
            return course.postpone(meeting, deadline, reason, at)
        case Election.Nominated(organisation=slug, candidate=candidate):
            put_up = Candidate(slug, candidate, at)
            return replace(course, candidates=(*course.candidates, put_up))
        case Election.NominationWithdrawn(candidate=gone, moves_up=moves_up, lots=lots):
            outcome = course.outcome.left_by(gone, moves_up, event.tied, lots)
            left = course.in_round(outcome.round, outcome=outcome)
            return left.withdraw(gone, event.reason, moves_up, at)
        case Election.RoundHeld(round=number, took_part=took_part, candidates=candidates):
            return course.hold(number, took_part, candidates, event.tellers, at)
        case Election.CountEntered(round=number, teller=teller, count=count) if course.open:
            return course.in_round(number, told=course.open.told_by(teller, count, at))
        case Election.RoundDecided(round=number, ranking=places, tied=tied, lots=lots):
            outcome = Outcome(number, places, event.elected or event.goes_on, tied, lots)
            return course.in_round(
                number, count=event.count, ranking=places, goes_on=event.goes_on,
                elected=event.elected, tied=tied, lots=lots, decided_at=at, outcome=outcome,
            )  # fmt: skip
        case Election.LotDrawn(round=number, drawn=drawn) if course.decided:
            lot = Drawn(event.among, drawn, event.witnesses, at)
            outcome = course.outcome.after_lot(drawn)
            return course.in_round(number, outcome=outcome, drawn=(*course.decided.drawn, lot))
        case Election.Concluded(seated=seated, vacant=vacant, since=since):
            return replace(course, seated=seated, vacant=vacant, since=since, concluded_at=at)
        case Election.Abandoned(reason=reason):
            return replace(course, abandoned=reason, abandoned_at=at)
    return course
