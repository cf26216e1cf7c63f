"""Besetzung: who holds which seat of one Gremium from when to when, and who deputises."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self
from uuid import NAMESPACE_URL, UUID, uuid5

from domain import rules
from domain.aggregate import Aggregate, DomainEvent
from domain.composition import Counts, total
from domain.gremium import Actor, Gremium, Kind, Role
from domain.procedure.seats import Body, Filled, Seat
from domain.procedure.termin import day_of


@dataclass(frozen=True)
class Held:
    """A person (pseudonym) on a seat, from a day to a day, both included; None: open end.

    `through` is the seat whose holder deputises by the procedure, where one stands in as that.
    """

    seat: str
    person: str
    since: date
    until: date | None
    through: str = ""

    def meets(self, since: date, until: date | None) -> bool:
        """Whether it holds on a day of that time."""
        return (until is None or self.since <= until) and (
            self.until is None or since <= self.until
        )

    def covers(self, since: date, until: date) -> bool:
        """Whether it holds on every day of that time."""
        return self.since <= since and (self.until is None or until <= self.until)

    def outlasts(self, day: date) -> bool:
        """Whether it holds, or begins, after a day."""
        return self.until is None or day < self.until


class Besetzung(Aggregate):
    """The seats of one Gremium and who holds them."""

    TOPIC = "Besetzung"

    # Events ----------------------------------------------------------------------------------

    class Event(Aggregate.Event):
        """A fact about who sits in a Gremium."""

        gremium: Gremium

    class Opened(Event, Aggregate.Created):
        """The Gremium's seats can be filled."""

        originator_topic: str = "Besetzung"

    class Appointed(Event):
        """Somebody took a seat; `election` is the stream of the election that decided it."""

        seat: str
        role: Role
        person: str
        filled: Filled
        since: date
        until: date | None = None
        note: str = ""
        election: UUID | None = None

    class Departed(Event):
        """Somebody left a seat; `until` is the last day it is held. What was to begin after it is
        taken back, and so is standing in as the holder of this seat."""

        seat: str
        person: str
        until: date
        reason: str = ""

    class DeputyNamed(Event):
        """Somebody may stand in for the holders of a seat: from a day on, or on an occasion."""

        seat: str
        person: str
        since: date
        until: date | None = None
        occasion: str = ""

    class DeputyDismissed(Event):
        """Somebody no longer stands in for the holders of a seat, not even where that was
        recorded for later days."""

        seat: str
        person: str
        until: date

    class Deputised(Event):
        """Somebody stands in for the holder of a seat on these days, and acts in its role;
        `through` is the seat whose holder deputises by the procedure, empty for a named deputy."""

        seat: str
        role: Role
        person: str
        since: date
        until: date
        occasion: str = ""
        through: str = ""

    class CountsReported(Event):
        """The group's office said how many of the group are what, on a day: numbers only."""

        counts: Counts
        day: date

    # Filling seats ---------------------------------------------------------------------------

    @staticmethod
    def id_of(slug: str) -> UUID:
        """Give the stream of a Gremium's Besetzung."""
        return uuid5(NAMESPACE_URL, f"besetzung/{slug}")

    @classmethod
    def open(cls, gremium: Gremium, *, by: Actor, at: datetime) -> Self:
        """Begin to fill the seats of a Gremium."""
        stream = cls.id_of(gremium.slug)
        return cls._create(cls.Opened, id=stream, gremium=gremium, by=by, timestamp=at)

    def appoint(
        self, seat: Seat, person: str, *, since: date, until: date | None = None, note: str = "",
        election: UUID | None = None, by: Actor, at: datetime,
    ) -> None:  # fmt: skip
        """Give a person (pseudonym) a seat; an elected one only by the result of an election."""
        self._must_be_for_another(person, by)
        if until is not None and until < since:
            raise rules.ASeatEndsAfterItBegins
        if seat.filled is Filled.ELECTED and election is None:
            raise rules.AnElectedSeatIsFilledByItsElection
        others = [held for held in self.of_seat(seat.slug) if held.meets(since, until)]
        if any(held.person == person for held in others):
            raise rules.ThePersonHoldsTheSeat
        if not seat.has_room(_most_at_once(others, since, until)):
            raise rules.TheSeatIsTaken(seat=seat.title)
        self._record(
            Besetzung.Appointed, seat=seat.slug, role=seat.role, person=person,
            filled=seat.filled, since=since, until=until, note=note, election=election,
            by=by, at=at,
        )  # fmt: skip

    def depart(
        self, seat: str, person: str, *, until: date, reason: str = "", by: Actor, at: datetime
    ) -> None:
        """End a person's time on a seat with the day `until`; what begins later is taken back."""
        held = [one for one in self.of_seat(seat) if one.person == person]
        if not held:
            raise rules.ThePersonDoesNotHoldTheSeat
        if not any(one.outlasts(until) for one in held):
            raise rules.TheSeatIsLeftAlready
        _must_not_have_begun(held, until, at)
        self._record(
            Besetzung.Departed, seat=seat, person=person, until=until, reason=reason, by=by, at=at
        )

    def name_deputy(
        self, seat: Seat, person: str, *, since: date, until: date | None = None,
        occasion: str = "", by: Actor, at: datetime,
    ) -> None:  # fmt: skip
        """Say who may stand in for the holder of a seat."""
        self._must_be_for_another(person, by)
        if until is not None and until < since:
            raise rules.ASeatEndsAfterItBegins
        if any(
            held.person == person and held.meets(since, until) for held in self.of_seat(seat.slug)
        ):
            raise rules.NobodyDeputisesForThemselves
        self._record(
            Besetzung.DeputyNamed, seat=seat.slug, person=person, since=since, until=until,
            occasion=occasion, by=by, at=at,
        )  # fmt: skip

    def dismiss_deputy(
        self, seat: str, person: str, *, until: date, by: Actor, at: datetime
    ) -> None:
        """End a person's standing in for a seat with the day `until`, whether it was named or
        stands in by the procedure; what begins later is taken back."""
        found = [
            one
            for one in (*self.deputies, *self.standing_in)
            if one.seat == seat and one.person == person
        ]
        if not any(one.outlasts(until) for one in found):
            raise rules.NoSuchDeputy
        _must_not_have_begun(found, until, at)
        self._record(Besetzung.DeputyDismissed, seat=seat, person=person, until=until, by=by, at=at)

    def deputise(
        self, seat: Seat, person: str, *, since: date, until: date, occasion: str = "",
        by: Actor, at: datetime,
    ) -> None:  # fmt: skip
        """Record that a deputy stands in on these days: one who was named, or the holder of the
        seat that deputises by the procedure."""
        if until < since:
            raise rules.ASeatEndsAfterItBegins
        through = self._deputises_through(seat, person, since, until)
        held = [*self.of_seat(seat.slug)]
        if any(h.person == person and h.meets(since, until) for h in held):
            raise rules.NobodyDeputisesForThemselves
        others = [d for d in self.standing_in if d.seat == seat.slug and d.meets(since, until)]
        if any(d.person == person for d in others):
            raise rules.ThePersonDeputisesAlready
        if not seat.has_room(_most_at_once(others, since, until)):
            raise rules.SomebodyElseDeputises(seat=seat.title)
        self._record(
            Besetzung.Deputised, seat=seat.slug, role=seat.role, person=person, since=since,
            until=until, occasion=occasion, through=through, by=by, at=at,
        )  # fmt: skip

    def leave_everything(
        self, person: str, *, until: date, reason: str, by: Actor, at: datetime
    ) -> None:
        """End all that a person holds or may stand in for here with the day `until`; nothing
        where there is nothing."""
        held = [one.seat for one in self.held if one.person == person and one.outlasts(until)]
        for seat in dict.fromkeys(held):
            self._record(
                Besetzung.Departed, seat=seat, person=person, until=until, reason=reason,
                by=by, at=at,
            )  # fmt: skip
        others = (*self.deputies, *self.standing_in)
        found = [one.seat for one in others if one.person == person and one.outlasts(until)]
        for seat in dict.fromkeys(found):
            self._record(
                Besetzung.DeputyDismissed, seat=seat, person=person, until=until, by=by, at=at
            )

    # Counting --------------------------------------------------------------------------------

    def report_counts(
        self, counts: Counts, body: Body, *, least: int, day: date, by: Actor, at: datetime
    ) -> None:
        """Record what the group's office counted on a day, by the seats the body had on it.

        The log keeps it for ever: numbers of fewer than `least` would say what single persons
        are. Nothing but zeros says nothing, and takes earlier reports back.
        """
        if day > day_of(at):
            raise rules.CountsAreOfADayThatCame
        persons = self.persons_on(body, day)
        if total(counts) > persons:
            raise rules.MoreAreCountedThanSit(counted=total(counts), persons=persons)
        if total(counts) and min(persons, counts.answered) < least:
            raise rules.SoFewAreNotCounted(least=least)
        self._record(Besetzung.CountsReported, counts=counts, day=day, by=by, at=at)

    def persons_on(self, body: Body, day: date) -> int:
        """Give how many persons hold seats proper of the body on a day."""
        members = {seat.slug for seat in body.members}
        return len({h.person for h in self.held if h.seat in members and h.meets(day, day)})

    # Guards ----------------------------------------------------------------------------------

    def of_seat(self, seat: str) -> Iterator[Held]:
        """Give who held or holds a seat."""
        return (held for held in self.held if held.seat == seat)

    def _must_be_for_another(self, person: str, by: Actor) -> None:
        """Nobody gives themselves the rights of an office, such as to read everything."""
        if self.gremium.kind is Kind.OFFICE and person == by.person:
            raise rules.NobodyAppointsThemselvesToAnOffice

    def _deputises_through(self, seat: Seat, person: str, since: date, until: date) -> str:
        """Give the seat that makes the person deputise by the procedure, empty where it was
        named; raises NoSuchDeputy."""
        if any(d.person == person and d.covers(since, until) for d in self._named(seat.slug)):
            return ""
        by_procedure = self.of_seat(seat.deputy) if seat.deputy else ()
        if any(h.person == person and h.covers(since, until) for h in by_procedure):
            return seat.deputy
        raise rules.NoSuchDeputy

    def _named(self, seat: str) -> Iterator[Held]:
        return (deputy for deputy in self.deputies if deputy.seat == seat)

    def _record(
        self, event_class: type[Besetzung.Event], *, by: Actor, at: datetime, **facts: Any
    ) -> None:
        self.trigger_event(event_class, gremium=self.gremium, by=by, timestamp=at, **facts)

    # What the rules ask for --------------------------------------------------------------------

    gremium: Gremium
    held: tuple[Held, ...] = ()
    deputies: tuple[Held, ...] = ()
    standing_in: tuple[Held, ...] = ()

    def evolve(self, event: DomainEvent) -> None:
        """Fold one event; never raises, never reads the clock."""
        match event:
            case Besetzung.Appointed(seat=seat, person=person, since=since, until=until):
                self.held = (*self.held, Held(seat, person, since, until))
            case Besetzung.Departed(seat=seat, person=person, until=until):
                here = (seat, person)
                self.held = _ended(self.held, until, lambda h: (h.seat, h.person) == here)
                self.standing_in = _ended(
                    self.standing_in, until, lambda h: (h.through, h.person) == here
                )
            case Besetzung.DeputyNamed(seat=seat, person=person, since=since, until=until):
                self.deputies = (*self.deputies, Held(seat, person, since, until))
            case Besetzung.DeputyDismissed(seat=seat, person=person, until=until):
                here = (seat, person)
                self.deputies = _ended(self.deputies, until, lambda h: (h.seat, h.person) == here)
                self.standing_in = _ended(
                    self.standing_in, until, lambda h: (h.seat, h.person) == here
                )
            case Besetzung.Deputised(seat=seat, person=person, since=since, until=until):
                stands_in = Held(seat, person, since, until, event.through)
                self.standing_in = (*self.standing_in, stands_in)


def _must_not_have_begun(held: Iterable[Held], until: date, at: datetime) -> None:
    """Only what begins on the day of the act or later can be taken back."""
    if any(until < one.since < day_of(at) for one in held):
        raise rules.OnlyWhatIsToBeginIsTakenBack


def _ended(
    held: Iterable[Held], until: date, concerned: Callable[[Held], bool]
) -> tuple[Held, ...]:
    """End what goes on after the day `until`, of what is concerned; what would begin later is
    gone."""
    kept = (one for one in held if one.since <= until or not concerned(one))
    return tuple(
        replace(one, until=until) if concerned(one) and one.outlasts(until) else one for one in kept
    )


def _most_at_once(others: list[Held], since: date, until: date | None) -> int:
    """Give how many others hold a seat on the day of that time on which most do."""
    days = [since, *(held.since for held in others if held.since > since)]
    return max(sum(held.meets(day, day) for held in others) for day in days)
