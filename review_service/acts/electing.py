"""Electing: OE 50.6 calls an election and records what happens; the elected take their seats.

Whoever stands, counts or bears witness is a person of the register: a name becomes an entry there,
the log has the pseudonym.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import chain
from uuid import UUID

from domain import rules
from domain.besetzung import Besetzung
from domain.election.counting import Count
from domain.election.course import Course
from domain.election.election import Election
from domain.election.values import Organisation
from domain.gremium import Actor
from domain.naming import compared, slug_of
from domain.procedure.termin import Termin
from projections import elections, persons
from review_service.access import Act, NotVisible
from review_service.acts import besetzungen
from review_service.acts.doing import Doing
from review_service.acts.entering import Entering, must_be_registered
from review_service.acts.requests.elections import (
    NewAbandonment,
    NewCount,
    NewElection,
    NewEntry,
    NewInvitation,
    NewLot,
    NewNomination,
    NewPostponement,
    NewRemoval,
    NewResult,
    NewRound,
    NewStandingDown,
    NewTermin,
)
from review_service.people import register
from review_service.reviews import Did, Receipt


class NoSuchElection(NotVisible):
    """Diese Wahl gibt es nicht."""


def see(doing: Doing, election: UUID) -> Course:
    """Give an election, which every account may see; raises NoSuchElection."""
    with doing.service.pool.connection() as database:
        found = elections.of(database, election)
    if found is None:
        raise NoSuchElection
    return found


# Before the meeting ------------------------------------------------------------------------------


def call(doing: Doing, new: NewElection) -> Receipt:
    """Call an election by terms of the procedure.

    Raises NotYours.
    """
    by = _elects(doing)
    at = doing.moment(new.occurred_at)(None)
    ordnung = doing.on_its_day(at)
    terms = ordnung.elections.get(new.terms)
    if terms is None:
        raise rules.TheProcedureKnowsNoSuchElection(slug=new.terms)
    body = ordnung.bodies[terms.body].gremium
    roll = _roll(new.organisations)

    def begin() -> Election:
        with doing.service.pool.connection() as database:
            if elections.running(database, terms.body, terms.seats):
                raise rules.AnElectionForTheseSeatsRuns
        return Election.call(
            terms=terms, gremium=body, roll=roll, deadline=new.deadline,
            meeting=_termin(new.meeting), by=by, at=at,
        )  # fmt: skip

    return doing.service.reviews.begin(begin, once=doing.once)


def add(doing: Doing, election: UUID, new: NewEntry) -> Receipt:
    """Put an organisation on the roll, before the first round."""

    def act(found: Election, by: Actor, at: datetime) -> None:
        found.add(_organisation(new.name, found.course.roll), reason=new.reason, by=by, at=at)

    return _decide(doing, election, new.occurred_at, act)


def remove(doing: Doing, election: UUID, new: NewRemoval) -> Receipt:
    """Take an organisation off the roll, before the first round."""
    return _decide(
        doing, election, new.occurred_at,
        lambda found, by, at: found.remove(new.organisation, reason=new.reason, by=by, at=at),
    )  # fmt: skip


def invite(doing: Doing, election: UUID, new: NewInvitation) -> Receipt:
    """Record which organisations were invited."""
    return _decide(
        doing, election, new.occurred_at,
        lambda found, by, at: found.invite(new.organisations, on=new.on, by=by, at=at),
    )  # fmt: skip


def nominate(doing: Doing, election: UUID, new: NewNomination) -> Receipt:
    """Enter a person in the register and record which organisation puts it up."""
    entering = Entering(_elects(doing))
    candidate = new.person or entering.new(new.name or "", new.contact)

    def act(found: Election, by: Actor, at: datetime) -> Did:
        if new.person is not None:
            must_be_registered(doing, new.person)
        found.nominate(new.organisation, candidate, consent=new.consent, by=by, at=at)
        return entering.did(at)

    return _decide(doing, election, new.occurred_at, act)


def stand_down(doing: Doing, election: UUID, new: NewStandingDown) -> Receipt:
    """Record that a candidate no longer stands, or does not accept a seat; the next may move up."""
    return _decide(
        doing, election, new.occurred_at,
        lambda found, by, at: found.withdraw(new.organisation, reason=new.reason, by=by, at=at),
    )  # fmt: skip


def postpone(doing: Doing, election: UUID, new: NewPostponement) -> Receipt:
    """Move the meeting, and with it perhaps the deadline."""
    return _decide(
        doing, election, new.occurred_at,
        lambda found, by, at: found.postpone(
            _termin(new.meeting), deadline=new.deadline, reason=new.reason, by=by, at=at
        ),
    )  # fmt: skip


def abandon(doing: Doing, election: UUID, new: NewAbandonment) -> Receipt:
    """Call an election off, until its result."""
    return _decide(
        doing, election, new.occurred_at,
        lambda found, by, at: found.abandon(reason=new.reason, by=by, at=at),
    )  # fmt: skip


# In the meeting ----------------------------------------------------------------------------------


def hold_round(doing: Doing, election: UUID, new: NewRound) -> Receipt:
    """Record who took part in a round and who counts, or correct it while it is counted."""
    entering = Entering(_elects(doing))
    tellers = _known_or_new(doing, entering, see(doing, election).persons, new.tellers)

    def act(found: Election, by: Actor, at: datetime) -> Did:
        found.hold_round(new.round, new.took_part, tellers=tellers, by=by, at=at)
        return entering.did(at)

    return _decide(doing, election, new.occurred_at, act)


def enter_count(doing: Doing, election: UUID, new: NewCount) -> Receipt:
    """Enter a teller's count; the second one that agrees decides the round."""
    entering = Entering(_elects(doing))
    count = Count(ballots=new.ballots, invalid=new.invalid, votes=new.votes)
    (teller,) = _known_or_new(doing, entering, see(doing, election).persons, [new.teller])

    def act(found: Election, by: Actor, at: datetime) -> Did:
        found.enter_count(new.round, teller, count, by=by, at=at)
        return entering.did(at)

    return _decide(doing, election, new.occurred_at, act)


def draw_lot(doing: Doing, election: UUID, new: NewLot) -> Receipt:
    """Record whom the lot fell on, before which witnesses."""
    entering = Entering(_elects(doing))
    witnesses = _known_or_new(doing, entering, see(doing, election).persons, new.witnesses)

    def act(found: Election, by: Actor, at: datetime) -> Did:
        found.draw_lot(new.drawn, witnesses=witnesses, by=by, at=at)
        return entering.did(at)

    return _decide(doing, election, new.occurred_at, act)


def conclude(doing: Doing, election: UUID, new: NewResult) -> Receipt:
    """Record the result; the elected take their seats, and whoever held them leaves if so said."""

    def act(found: Election, by: Actor, at: datetime) -> Did | None:
        since = new.since or doing.service.today
        body = doing.service.procedures.on(since).bodies.get(found.gremium.slug)
        seats = {seat.slug: seat for seat in body.seats} if body else {}
        seated = found.conclude(since=since, existing=seats, by=by, at=at)
        _must_not_be_erased(doing, [one.candidate for one in seated])
        if not seated:
            return None
        besetzung = besetzungen.of(doing.service.reviews, found.gremium, by=by, at=at)
        if new.end_terms:
            _end_terms(besetzung, {one.seat for one in seated}, since - timedelta(1), by, at)
        for one in seated:
            besetzung.appoint(
                seats[one.seat], one.candidate, since=since, election=found.id, by=by, at=at
            )
        return Did(also=[besetzung])

    return _decide(doing, election, new.occurred_at, act)


# How ---------------------------------------------------------------------------------------------


def _known_or_new(
    doing: Doing, entering: Entering, known: set[str], named: Sequence[str]
) -> list[str]:
    """Give the pseudonyms of persons: one is given as such, or by the name under which this
    election knows it; anybody else is entered. The same name twice is one person."""
    with doing.service.pool.connection() as database:
        names = register.names(database, known)
        registered = register.names(database, named)
    by_name = {compared(name): pseudonym for pseudonym, name in names.items()}
    found = []
    for one in {compared(name): name for name in named}.values():
        if one in registered and one not in known:
            must_be_registered(doing, one)
        is_one = one in known or one in registered
        found.append(one if is_one else by_name.get(compared(one)) or entering.new(one))
    return found


def _end_terms(
    besetzung: Besetzung, seats: Collection[str], until: date, by: Actor, at: datetime
) -> None:
    for seat in seats:
        leaving = {held.person for held in besetzung.of_seat(seat) if held.outlasts(until)}
        for person in sorted(leaving):
            besetzung.depart(seat, person, until=until, reason=_ELECTED, by=by, at=at)


_ELECTED = "Für diesen Sitz ist neu gewählt."


def _must_not_be_erased(doing: Doing, elected: Sequence[str]) -> None:
    with doing.service.pool.connection() as database:
        if any(persons.erasure(database, one) for one in elected):
            raise rules.NobodyErasedTakesASeat


def _elects(doing: Doing) -> Actor:
    return doing.actor(doing.seat(Act.ELECT))


def _decide(
    doing: Doing, election: UUID, occurred_at: datetime | None,
    act: Callable[[Election, Actor, datetime], Did | None],
) -> Receipt:  # fmt: skip
    by = _elects(doing)
    moment = doing.moment(occurred_at)
    return doing.change(Election, election, lambda found, at: act(found, by, at), moment)


def _termin(new: NewTermin) -> Termin:
    return Termin(words=new.words, begins=new.begins, ends=new.ends)


def _roll(names: Iterable[str]) -> list[Organisation]:
    roll: dict[str, Organisation] = {}
    for name in names:
        one = _organisation(name, roll)
        roll[one.slug] = one
    return list(roll.values())


def _organisation(name: str, taken: Collection[str]) -> Organisation:
    """Give an organisation a slug of its own; whether it is a new one, its name says."""
    slug = slug_of(name, "organisation")
    others = (f"{slug}-{number}" for number in range(2, len(taken) + 3))
    free = next(one for one in chain((slug,), others) if one not in taken)
    return Organisation(slug=free, name=name)
