"""Registering persons and erasing them: in the register and, by pseudonym alone, in the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from domain import rules
from domain.aggregate import Aggregate
from domain.besetzung import Besetzung
from domain.election.course import Course
from domain.election.election import Election
from domain.gremium import Actor
from domain.person import Person, Term, in_office_until, years_after
from domain.procedure import Ordnung
from projections import elections, persons, seats
from projections.persons import Erasure
from projections.read_model import Database
from projections.seats import Deputy, Holder
from review_service import access
from review_service.access import Act
from review_service.acts.doing import Doing
from review_service.acts.requests.persons import NewErasure, NewPerson
from review_service.people import erasing, register
from review_service.people.register import Entry
from review_service.reviews import Did
from review_service.service import Service

ENDED_BY_ERASURE = "Die Person ist gelöscht."
"""What the log gives as the reason why such a person left a seat, or stands no longer."""


class NoSuchPerson(Exception):
    """Diese Person gibt es im Verzeichnis nicht."""


@dataclass(frozen=True)
class Plan:
    """What erasing a person does: which seats end today, or do not begin; for which seats it is
    no deputy any more, nor stands in; in which elections it stands no longer; and up to which day
    it stays named."""

    ending: tuple[Holder, ...]
    deputy: tuple[Deputy, ...]
    standing_in: tuple[Holder, ...]
    candidacies: tuple[Course, ...]
    named_until: date | None

    @property
    def deputising(self) -> tuple[str, ...]:
        """The Gremien (slugs) in which it may stand in for somebody, or does."""
        named = (one.body for one in self.deputy)
        return tuple(dict.fromkeys((*named, *(one.body for one in self.standing_in))))

    @property
    def bodies(self) -> tuple[str, ...]:
        """The Gremien (slugs) in which something ends."""
        return tuple(dict.fromkeys((*(one.body for one in self.ending), *self.deputising)))


# Entering and correcting -----------------------------------------------------------------------


def enter(doing: Doing, new: NewPerson) -> str:
    """Register a person; the log learns a random pseudonym.

    Raises NotYours.
    """
    return noted(doing, new, by=doing.actor(doing.seat(Act.REGISTER)))


def noted(doing: Doing, new: NewPerson, *, by: Actor) -> str:
    """Enter a person and note it in the log; the same request again gives the same pseudonym."""
    entry = register.new(new.name, new.contact, new.office)
    receipt = doing.begin(
        lambda at: Person.register(entry.pseudonym, by=by, at=at), doing.moment(None),
        did=lambda _: Did(beside=[partial(register.write, entry=entry)]),
    )  # fmt: skip
    return doing.service.reviews.load(Person, receipt.stream).person


def correct(doing: Doing, pseudonym: str, new: NewPerson) -> None:
    """Write an entry anew; nothing of it is in the log.

    Raises NotYours, NoSuchPerson.
    """
    doing.seat(Act.REGISTER)
    with doing.service.pool.connection() as database:
        _must_be_there(database, pseudonym)
        if persons.erasure(database, pseudonym):
            raise rules.ThePersonIsErased
        register.correct(
            database, pseudonym, display_name=new.name, contact=new.contact, office=new.office
        )


# Erasing ---------------------------------------------------------------------------------------


def may_erase(doing: Doing, pseudonym: str) -> Actor:
    """Give who erases in the event: OE 50.6 anybody, an administrator who holds no seat.

    Raises NotYours.
    """
    administers = any(access.seats_for(doing.account, Act.ADMINISTER))
    if not administers or any(access.seats_for(doing.account, Act.REGISTER)):
        return doing.actor(doing.seat(Act.REGISTER))
    with doing.service.pool.connection() as database:
        if _held(database, pseudonym, doing.service.today):
            raise rules.OnlyTheRegistrarErasesWhoSits
    return doing.actor(doing.seat(Act.ADMINISTER))


def plan(doing: Doing, pseudonym: str) -> Plan:
    """Say what erasing a person would do; raises NoSuchPerson, ThePersonIsErased."""
    with doing.service.pool.connection() as database:
        _must_be_there(database, pseudonym)
        if persons.erasure(database, pseudonym):
            raise rules.ThePersonIsErased
        return _plan(database, pseudonym, doing.ordnung, doing.service.today)


def erase(doing: Doing, pseudonym: str, new: NewErasure) -> Erasure:
    """Erase a person: account, contact and name; who acted in office stays named for a time.

    Raises NotYours, NoSuchPerson, ThePersonIsErased.
    """
    by = may_erase(doing, pseudonym)
    at, today = doing.service.now(), doing.service.today

    def act(person: Person) -> Did:
        with doing.service.pool.connection() as database:
            _must_be_there(database, pseudonym)
            found = _plan(database, pseudonym, doing.ordnung, today)
        person.erase(new.reason, named_until=found.named_until, by=by, at=at)
        left = _left(doing.service, found.bodies, pseudonym, by, at)
        return Did(also=[*left, *_struck(doing, found, pseudonym, by, at)])

    doing.service.reviews.change(
        Person, Person.id_of(pseudonym), act, once=doing.once,
        begun=lambda: Person.register(pseudonym, by=by, at=at),
    )  # fmt: skip
    with doing.service.pool.connection() as database:
        erasure = persons.erasure(database, pseudonym)
        assert erasure, "it was erased now, or by the same request before"
        erasing.wipe(database, pseudonym, keep_name=erasure.named_until is not None)
    return erasure


def of(service: Service, pseudonym: str, by: Actor, at: datetime) -> Person:
    """Give a person; those entered before persons had streams get theirs now."""
    found = service.reviews.find(Person, Person.id_of(pseudonym))
    return found or Person.register(pseudonym, by=by, at=at)


def _must_be_there(database: Database, pseudonym: str) -> Entry:
    entry = register.find(database, pseudonym)
    if entry is None:
        raise NoSuchPerson
    return entry


def _held(database: Database, pseudonym: str, today: date) -> tuple[Holder, ...]:
    """Give the seats a person holds or will hold after today, its own ones."""
    return tuple(
        held
        for held in seats.of_person(database, pseudonym)
        if not held.deputising and _goes_on(held, today)
    )


def _goes_on(one: Holder | Deputy, today: date) -> bool:
    return one.until is None or one.until > today


def _plan(database: Database, pseudonym: str, ordnung: Ordnung, today: date) -> Plan:
    held = seats.of_person(database, pseudonym)
    ex_officio = persons.ex_officio(database, pseudonym)
    terms = [
        Term(one.role, one.until, (one.body, one.seat) in ex_officio)
        for one in held
        if one.since <= today
    ]
    last_day = in_office_until(terms, persons.acted_as(database, pseudonym), today)
    years = ordnung.retention.named_years if ordnung.retention else 0
    until = years_after(last_day, years) if last_day else None
    named = seats.deputies_of_person(database, pseudonym)
    return Plan(
        ending=tuple(one for one in held if not one.deputising and _goes_on(one, today)),
        deputy=tuple(one for one in named if _goes_on(one, today)),
        standing_in=tuple(one for one in held if one.deputising and _goes_on(one, today)),
        candidacies=tuple(elections.candidacies(database, pseudonym)),
        named_until=until if until and until > today else None,
    )


def _left(
    service: Service, bodies: Iterable[str], pseudonym: str, by: Actor, at: datetime
) -> list[Aggregate]:
    """End the person's seats in these Gremien, and what it stands in for, today."""
    changed: list[Aggregate] = []
    for body in bodies:
        found = service.reviews.find(Besetzung, Besetzung.id_of(body))
        assert found, "whoever holds a seat or deputises was appointed"
        found.leave_everything(
            pseudonym, until=service.today, reason=ENDED_BY_ERASURE, by=by, at=at
        )
        changed.append(found)
    return changed


def _struck(doing: Doing, plan: Plan, pseudonym: str, by: Actor, at: datetime) -> list[Aggregate]:
    """Let the person stand in no election any more, not even while a round is counted."""
    changed: list[Aggregate] = []
    for one in plan.candidacies:
        found = doing.service.reviews.find(Election, one.election)
        assert found, "whoever stands was put up"
        found.strike(pseudonym, reason=ENDED_BY_ERASURE, by=by, at=max(at, found.modified_on))
        changed.append(found)
    return changed


# When the term ends ----------------------------------------------------------------------------


def forget_due(service: Service) -> int:
    """Erase the names whose term on record has ended; gives how many.

    Whatever of an erased person is there again, from a backup say, goes too; and a seat ends that
    it was given at the very moment of its erasure.
    """
    with service.pool.connection() as database:
        due = persons.due(database, service.today)
    forgotten = sum(_forgotten(service, one.person) for one in due)
    ordnung, today = service.ordnung, service.today
    with service.pool.connection() as database:
        erased = persons.erasures(database)
        for one in erased:
            erasing.wipe(database, one.person, keep_name=one.named_until is not None)
        seated = [one for one in erased if _plan(database, one.person, ordnung, today).bodies]
    for one in seated:
        _unseat(service, one.person)
    return forgotten


def _unseat(service: Service, pseudonym: str) -> None:
    """End what an erased person still holds or stands in for, by order of whoever erased it."""

    def act(person: Person) -> Did:
        assert person.ordered_by, "who is erased was erased by somebody"
        ordnung, today = service.ordnung, service.today
        with service.pool.connection() as database:
            bodies = _plan(database, pseudonym, ordnung, today).bodies
        return Did(_left(service, bodies, pseudonym, person.ordered_by, service.now()))

    service.reviews.change(Person, Person.id_of(pseudonym), act)


def _forgotten(service: Service, pseudonym: str) -> bool:
    """Erase a name; False where somebody else did meanwhile."""

    try:
        service.reviews.change(
            Person, Person.id_of(pseudonym), lambda person: person.erase_name(at=service.now())
        )
    except rules.NoNameIsKept:
        return False
    return True
