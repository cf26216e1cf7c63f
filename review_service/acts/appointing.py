"""Who takes a seat, leaves it or stands in for its holder, and what a group's office counts.

Days are those of Europe/Berlin; they may lie in the past or in the future. The seat is that of its
first day, by the procedure of that day; who may appoint is asked today.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from domain import rules
from domain.aggregate import DomainEvent
from domain.besetzung import Besetzung
from domain.composition import quality_of
from domain.gremium import Actor
from domain.procedure.seats import Body, Seat
from domain.procedure.termin import german
from review_service.access import Act, NotVisible
from review_service.acts.doing import Doing
from review_service.acts.entering import Entering, must_be_registered
from review_service.acts.requests.seats import (
    NewAppointment,
    NewCounts,
    NewDeparture,
    NewDeputising,
    NewDeputy,
    NewDismissal,
    OfSomebody,
)
from review_service.reviews import Did, Receipt, Reviews
from review_service.service import Service

E = TypeVar("E", bound=DomainEvent)


class NoSuchGremium(NotVisible):
    """Dieses Gremium gibt es an diesem Tag nicht."""


def body_of_today(doing: Doing, slug: str) -> Body:
    """Give a Gremium of today; raises NoSuchGremium."""
    found = doing.ordnung.bodies.get(slug)
    if found is None:
        raise NoSuchGremium
    return found


def must_appoint(doing: Doing, slug: str) -> Actor:
    """Give who stands in the event; raises NoSuchGremium, SomebodyElseAppoints."""
    body_of_today(doing, slug)
    return doing.actor(doing.seat(Act.APPOINT, body=slug))


def seat_on(service: Service, slug: str, seat: str, day: date) -> tuple[Body, Seat]:
    """Give a seat as the procedure of a day has it; raises the rule that there is none."""
    ordnung = service.procedures.on(day)
    body = ordnung.bodies.get(slug)
    found = body.seat(seat) if body else None
    if not ordnung.constituted:
        raise rules.NothingHoldsOnThatDay(day=german(day))
    if body is None or found is None:
        raise rules.NoSuchSeatOnThatDay(seat=seat, day=german(day))
    return body, found


# Appointing ------------------------------------------------------------------------------------


def appoint(doing: Doing, slug: str, new: NewAppointment) -> Besetzung.Appointed:
    """Give a person a seat: one of the register, or one whose name is entered there."""
    by = must_appoint(doing, slug)
    entering = Entering(by)
    person = known(doing, entering, new)

    def act(found: Besetzung, at: datetime) -> Did:
        _, seat = seat_on(doing.service, slug, new.seat, new.since)
        found.appoint(seat, person, since=new.since, until=new.until, note=new.note, by=by, at=at)
        return entering.did(at)

    return _changed(doing, slug, new.occurred_at, by, act, Besetzung.Appointed)


def depart(doing: Doing, slug: str, new: NewDeparture) -> Besetzung.Departed:
    """End a person's time on a seat with a day; its rights end at that day's midnight."""
    by = must_appoint(doing, slug)

    def act(found: Besetzung, at: datetime) -> None:
        found.depart(new.seat, new.person, until=new.until, reason=new.reason, by=by, at=at)

    return _changed(doing, slug, new.occurred_at, by, act, Besetzung.Departed)


# Deputies --------------------------------------------------------------------------------------


def name_deputy(doing: Doing, slug: str, new: NewDeputy) -> Besetzung.DeputyNamed:
    """Say who may stand in for the holders of a seat."""
    by = must_appoint(doing, slug)
    entering = Entering(by)
    person = known(doing, entering, new)

    def act(found: Besetzung, at: datetime) -> Did:
        _, seat = seat_on(doing.service, slug, new.seat, new.since)
        found.name_deputy(
            seat, person, since=new.since, until=new.until, occasion=new.occasion, by=by, at=at
        )
        return entering.did(at)

    return _changed(doing, slug, new.occurred_at, by, act, Besetzung.DeputyNamed)


def dismiss_deputy(doing: Doing, slug: str, new: NewDismissal) -> Besetzung.DeputyDismissed:
    """End a deputy's naming, and what was recorded of it for later days."""
    by = must_appoint(doing, slug)

    def act(found: Besetzung, at: datetime) -> None:
        found.dismiss_deputy(new.seat, new.person, until=new.until, by=by, at=at)

    return _changed(doing, slug, new.occurred_at, by, act, Besetzung.DeputyDismissed)


def deputise(doing: Doing, slug: str, new: NewDeputising) -> Besetzung.Deputised:
    """Record that a deputy stands in, with the rights of the seat, on some days."""
    by = must_appoint(doing, slug)

    def act(found: Besetzung, at: datetime) -> None:
        _, seat = seat_on(doing.service, slug, new.seat, new.since)
        found.deputise(
            seat, new.person, since=new.since, until=new.until, occasion=new.occasion, by=by, at=at
        )

    return _changed(doing, slug, new.occurred_at, by, act, Besetzung.Deputised)


# Counting --------------------------------------------------------------------------------------


def must_count(doing: Doing, slug: str) -> Actor:
    """Give who stands in the event; raises NoSuchGremium, OnlyTheGeschaeftsfuehrung…"""
    body_of_today(doing, slug)
    return doing.actor(doing.seat(Act.REPORT_COUNTS, body=slug))


def report_counts(doing: Doing, slug: str, new: NewCounts) -> Besetzung.CountsReported:
    """Report what the group counted of itself, voluntarily and as numbers only."""
    by, counts = must_count(doing, slug), new.counts

    def act(found: Besetzung, at: datetime) -> None:
        ordnung = doing.service.procedures.on(new.day)
        body = ordnung.bodies.get(slug)
        if body is None:
            raise rules.NothingHoldsOnThatDay(day=german(new.day))
        aim = (body.kind, quality_of(counts))
        least = [t.least_persons for t in ordnung.targets if (t.kind, t.quality) == aim]
        if not least:
            raise rules.OnlyAGroupWithTargetsCounts
        found.report_counts(counts, body, least=max(least), day=new.day, by=by, at=at)

    return _changed(doing, slug, new.occurred_at, by, act, Besetzung.CountsReported)


# How -------------------------------------------------------------------------------------------


def known(doing: Doing, entering: Entering, new: OfSomebody, contact: str = "") -> str:
    """Give the pseudonym of whom a request names, entered where it is a name.

    Raises ThePersonIsNotInTheRegister, ThePersonIsErased.
    """
    if new.person is None:
        return entering.new(new.name or "", contact)
    must_be_registered(doing, new.person)
    return new.person


def _changed(
    doing: Doing,
    slug: str,
    occurred_at: datetime | None,
    by: Actor,
    act: Callable[[Besetzung, datetime], Did | None],
    kind: type[E],
) -> E:
    """Change the Besetzung of a Gremium; gives the event, the first one where it is asked again."""
    gremium = body_of_today(doing, slug).gremium
    receipt = doing.change(
        Besetzung, Besetzung.id_of(slug), act, doing.moment(occurred_at),
        begun=lambda at: Besetzung.open(gremium, by=by, at=at),
    )  # fmt: skip
    event = recorded(doing.service.reviews, receipt)
    assert isinstance(event, kind), "what was asked for is the last that was recorded"
    return event


def recorded(reviews: Reviews, done: Receipt) -> DomainEvent:
    """Give the event that a change recorded last in the stream it is about."""
    stored = reviews.recorder.select_events(done.stream, gt=done.version - 1, lte=done.version)
    event = reviews.mapper.to_domain_event(stored[0])
    assert isinstance(event, DomainEvent)
    return event
