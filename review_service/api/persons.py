"""The register of persons: OE 50.6 keeps it, auditors read it without contacts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request

from domain.person import Reason
from projections import persons
from projections.persons import Erasure
from review_service import access
from review_service.access import Act
from review_service.acts import registering
from review_service.acts.doing import Doing
from review_service.acts.registering import NoSuchPerson
from review_service.acts.requests.fields import PSEUDONYM
from review_service.acts.requests.persons import NewErasure, NewPerson
from review_service.answers.drafts import Page
from review_service.answers.shape import Shape
from review_service.api import problems
from review_service.api.bodies import Body
from review_service.api.caller import Reader, allowed_anywhere, needs
from review_service.api.changing import About, Row, install
from review_service.api.paging import After, Limit, page
from review_service.people import own_data, register
from review_service.people.own_data import OwnData
from review_service.people.register import Entry

router = APIRouter(prefix="/api/persons", tags=["Personen"])
Pseudonym = Annotated[
    str,
    Path(
        max_length=64,
        pattern=PSEUDONYM,
        description="Pseudonym einer Person, wie es im Verlauf steht",
    ),
]


class PersonAnswer(Shape):
    """A person in the register; `contact` for whoever keeps it alone, null for auditors. An
    erased office-holder is still named up to the day `named_until`."""

    person: str
    name: str
    office: str
    contact: str | None
    account: str | None
    registered_at: datetime
    named_until: date | None = None


class RegisteredAnswer(Shape):
    """The pseudonym of a person, which the log has instead of the name."""

    person: str


class ErasureAnswer(Shape):
    """What became of a person: the name is gone, or stays up to the day `named_until`."""

    person: str
    reason: Reason
    named_until: date | None


_READING = {**problems.READING, **problems.documented(403)}
_reads, _keeps = allowed_anywhere(Act.READ_REGISTER), allowed_anywhere(Act.REGISTER)


@router.get("", responses=_READING, dependencies=[needs(_reads)])
def list_persons(
    request: Request, reader: Reader, limit: Limit = 100, after: After = 0,
    q: Annotated[str, Query(max_length=200, description="Wörter in Name oder Amt")] = "",
) -> Page[PersonAnswer]:  # fmt: skip
    """List the register by name; `after` counts entries."""
    with reader.service.pool.connection() as database:
        found = register.search(database, q, limit=limit + 1, after=after)
        until = {one.person: one.named_until for one in persons.erasures(database)}
    contacts = any(access.seats_for(reader.account, Act.REGISTER))
    numbered = list(enumerate(found, start=after + 1))
    return page(
        request, numbered, limit,
        item=lambda row: _answer(row[1], until.get(row[1].pseudonym), contacts=contacts),
        mark=lambda row: row[0],
    )  # fmt: skip


@router.get("/{person}", responses=_READING, dependencies=[needs(_reads)])
def one(reader: Reader, person: Pseudonym) -> PersonAnswer:
    """Give an entry of the register."""
    with reader.service.pool.connection() as database:
        entry = register.find(database, person)
        erasure = persons.erasure(database, person)
    if entry is None:
        raise NoSuchPerson
    contacts = any(access.seats_for(reader.account, Act.REGISTER))
    return _answer(entry, erasure.named_until if erasure else None, contacts=contacts)


@router.get("/{person}/data", responses=_READING, dependencies=[needs(_keeps)])
def data(reader: Reader, person: Pseudonym) -> OwnData:
    """Give what is stored about a person, for a person without an account to be handed out; what
    is its account's the person itself sees alone."""
    with reader.service.pool.connection() as database:
        if register.find(database, person) is None:
            raise NoSuchPerson
        return own_data.collect(database, person)


def _answer(entry: Entry, named_until: date | None, *, contacts: bool) -> PersonAnswer:
    return PersonAnswer.read(
        entry, person=entry.pseudonym, name=entry.display_name,
        contact=entry.contact if contacts else None, registered_at=entry.created_at,
        named_until=named_until,
    )  # fmt: skip


# Changing ----------------------------------------------------------------------------------------


def _person(reader: Doing, person: Pseudonym) -> About:
    return (person,)


def _erases(reader: Doing, person: str) -> None:
    """Refuse (403) whoever erases nobody."""
    if not any(access.seats_for(reader.account, Act.ADMINISTER)):
        access.seat_for(reader.account, Act.REGISTER)


def _registered(doing: Doing, about: About, said: Any, pseudonym: str) -> RegisteredAnswer:
    return RegisteredAnswer(person=pseudonym)


def _corrected(doing: Doing, about: About, said: Any, done: None) -> PersonAnswer:
    with doing.service.pool.connection() as database:
        entry = register.find(database, *about)
    if entry is None:
        raise NoSuchPerson
    return _answer(entry, None, contacts=True)


def _erased(doing: Doing, about: About, said: Any, erasure: Erasure) -> ErasureAnswer:
    return ErasureAnswer.read(erasure)


ROWS = (
    Row(
        "", Body.of(NewPerson), _keeps, registering.enter, _registered, name="register_person",
    ),
    Row(
        "/{person}/correction", Body.of(NewPerson), _keeps, registering.correct, _corrected,
        about=_person, status=200,
    ),
    Row(
        "/{person}/erasure", Body.of(NewErasure), _erases, registering.erase, _erased,
        about=_person,
    ),
)  # fmt: skip
install(router, ROWS)
