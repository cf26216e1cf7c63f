"""The register of persons: who is in it, entering, correcting and erasing somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from domain import rules
from domain.person import Reason
from projections import persons, seats
from projections.persons import Erasure
from review_service import access
from review_service.access import Act
from review_service.acts import registering
from review_service.acts.registering import NoSuchPerson
from review_service.acts.requests.fields import PSEUDONYM
from review_service.acts.requests.persons import NewErasure, NewPerson
from review_service.pages import after
from review_service.pages.forms import Form, Opened, leave_for
from review_service.pages.kinds import Field, Radios, Words
from review_service.pages.steps import Desk, Step, serve
from review_service.pages.visitor import Visiting, Visitor
from review_service.people import own_data, register
from review_service.people.own_data import OwnData
from review_service.people.register import Entry

router = APIRouter()

MOST = 50
"""Persons on one page."""
REASONS = {
    Reason.REQUEST: "Die Person hat es verlangt.",
    Reason.CONSENT_WITHDRAWN: "Die Person hat ihre Einwilligung zurückgenommen.",
    Reason.NO_LONGER_NEEDED: "Die Angaben werden nicht mehr gebraucht.",
    Reason.MISTAKE: "Die Person ist irrtümlich eingetragen.",
}
Pseudonym = Annotated[str, Path(max_length=64, pattern=PSEUDONYM)]
Ok = Annotated[str, Query(max_length=40)]


@router.get("/personen")
def register_page(
    form: Opened, suche: Annotated[str, Query(max_length=200)] = "",
    seite: Annotated[int, Query(ge=1, le=10_000)] = 1, ok: Ok = "",
) -> Response:  # fmt: skip
    """Show the register, or those whose name or office has all the words searched for."""
    access.seat_for(form.visitor.account, Act.READ_REGISTER)
    with form.visitor.database() as database:
        found = register.search(database, suche, limit=MOST + 1, after=(seite - 1) * MOST)
        erased = {one.person: one for one in persons.erasures(database)}
    return form.page(
        "persons.html", title="Personenverzeichnis", found=found[:MOST], erased=erased,
        words=suche, page=seite, more=len(found) > MOST,
        done=after.done(form.visitor, NOTICES, ok),
        **_rights(form),
    )  # fmt: skip


# Its forms ---------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Registered(Desk):
    """A person of the register; no entry where it has none any more."""

    entry: Entry | None


def entered(desk: Desk) -> list[Field]:
    """Give the fields of an entry but its name."""
    contact = "E-Mail-Adresse oder Telefonnummer. Das sieht nur die Geschäftsstelle."
    return [
        Words("amt", "Amt oder Organisation", "office", optional=True),
        Words("kontakt", "Kontakt", "contact", contact, optional=True),
    ]


def _entry(desk: Desk) -> list[Field]:
    hint = "So steht die Person auf allen Seiten."
    return [Words("name", "Name", "name", hint, required=True), *entered(desk)]


def _as_entered(desk: Registered) -> dict[str, list[str]]:
    if desk.entry is None:
        raise NoSuchPerson
    with desk.visitor.database() as database:
        if persons.erasure(database, desk.id):
            raise rules.ThePersonIsErased
    entry = desk.entry
    return {"name": [entry.display_name], "kontakt": [entry.contact], "amt": [entry.office]}


def _why(_: Desk) -> list[Field]:
    reasons = [(reason.value, said) for reason, said in REASONS.items()]
    hint = "Der Grund steht im Verlauf, ohne den Namen."
    return [Radios("grund", "Warum wird die Person gelöscht?", "reason", hint, options=reasons)]


def _consequences(desk: Registered) -> dict[str, Any]:
    if desk.entry is None:
        raise NoSuchPerson
    ordnung = desk.visitor.ordnung
    return {
        "entry": desk.entry, "plan": registering.plan(desk.visitor.doing(), desk.id),
        "retention": ordnung.retention, "today": ordnung.day,
    }  # fmt: skip


def _erased(form: Form, desk: Registered, erasure: Erasure) -> Response:
    if erasure.named_until:
        return leave_for(desk.back, "name-bleibt")
    reads = any(access.seats_for(form.visitor.account, Act.READ_REGISTER))
    return leave_for("/personen" if reads else "/konten", "geloescht")


_TRAIL = ("Personenverzeichnis", "/personen")
_ONLY_WHAT_IS_NEEDED = (
    "Tragen Sie nur ein, was für das Verfahren gebraucht wird. Geschlecht, Herkunft, Religion und"
    " Ähnliches gehören nicht hierher."
)
ENTER = Step(
    "eingetragen", "Person eintragen", "Person eintragen", "Die Person ist eingetragen.",
    Act.REGISTER, _entry, NewPerson, lambda doing, _, new: registering.enter(doing, new),
    lead=_ONLY_WHAT_IS_NEEDED, unsent="Noch nicht gespeichert",
    ends=lambda form, desk, person: leave_for(f"{desk.back}/{person}", "eingetragen"),
)  # fmt: skip
CORRECT = Step(
    "berichtigt", "Eintrag berichtigen", "Eintrag speichern", "Der Eintrag ist berichtigt.",
    Act.REGISTER, _entry, NewPerson, registering.correct, lead=_ONLY_WHAT_IS_NEEDED,
    unsent="Noch nicht gespeichert", begins=_as_entered,
)  # fmt: skip
ERASE = Step(
    "geloescht", "Löschen", "Person endgültig löschen",
    "Die Person ist gelöscht. Was sie getan hat, steht unter Funktion und Gremium.", Act.REGISTER,
    _why, NewErasure, registering.erase, heading=lambda desk: f"{desk.name} löschen?",
    unsent="Die Person ist noch nicht gelöscht", instead="Nicht löschen",
    template="person_erase.html", facts=_consequences, ends=_erased,
)  # fmt: skip
NOTICES = {
    ENTER.path: ENTER.done,
    CORRECT.path: CORRECT.done,
    ERASE.path: ERASE.done,
    "name-bleibt": "Konto und Kontakt sind gelöscht. Der Name bleibt, weil die Person ein Amt"
    " ausgeübt hat.",
}
"""What a page says after something is done, by the name it is left with."""


def _new(visitor: Visiting) -> tuple[Step[Desk], Desk]:
    ENTER.must(visitor)
    return ENTER, Desk(visitor=visitor, trail=(_TRAIL,))


def _correction(person: Pseudonym, visitor: Visiting) -> tuple[Step[Registered], Registered]:
    CORRECT.must(visitor)
    return CORRECT, _registered(visitor, person, _TRAIL)


def _erasure(person: Pseudonym, visitor: Visiting) -> tuple[Step[Registered], Registered]:
    registering.may_erase(visitor.doing(), person)
    return ERASE, _registered(visitor, person)


def _registered(visitor: Visitor, person: str, *trail: tuple[str, str]) -> Registered:
    with visitor.database() as database:
        entry = register.find(database, person)
    name = entry.display_name if entry else ""
    return Registered(
        visitor=visitor, id=person, name=name, trail=(*trail, (name, f"/personen/{person}")),
        entry=entry,
    )  # fmt: skip


serve(router, "/personen/neu", _new)
serve(router, "/personen/{person}/berichtigen", _correction)
serve(router, "/personen/{person}/loeschen", _erasure)


# A person ----------------------------------------------------------------------------------------


@router.get("/personen/{person}")
def person_page(form: Opened, person: Pseudonym, ok: Ok = "") -> Response:
    """Show a person: entry, seats, whether it is erased and why it is still named."""
    _may_look(form)
    with form.visitor.database() as database:
        entry = register.find(database, person)
        erasure = persons.erasure(database, person)
        held = seats.of_person(database, person)
    if entry is None:
        raise NoSuchPerson
    retention = form.visitor.ordnung.retention
    return form.page(
        "person.html", title=entry.display_name, entry=entry, erasure=erasure, held=held,
        today=form.visitor.service.today, retention=retention, reasons=REASONS,
        done=after.done(form.visitor, NOTICES, ok), **_rights(form),
    )  # fmt: skip


@router.get("/personen/{person}/daten")
def data_file(form: Opened, person: Pseudonym) -> Response:
    """Give what is stored about a person, to be handed out to it."""
    access.seat_for(form.visitor.account, Act.REGISTER)
    with form.visitor.database() as database:
        if register.find(database, person) is None:
            raise NoSuchPerson
        found = own_data.collect(database, person)
    return as_file(found, "daten-der-person")


def as_file(found: OwnData, name: str) -> Response:
    """Give what is stored about somebody as a file."""
    as_attachment = {"content-disposition": f'attachment; filename="{name}.json"'}
    written = found.model_dump_json(indent=2)
    return Response(written, media_type="application/json", headers=as_attachment)


def _may_look(form: Form) -> None:
    """Whoever reads the register, and the administrator for whom it keeps the account."""
    if not any(access.seats_for(form.visitor.account, Act.ADMINISTER)):
        access.seat_for(form.visitor.account, Act.READ_REGISTER)


def _rights(form: Form) -> dict[str, Any]:
    account = form.visitor.account
    keeps = any(access.seats_for(account, Act.REGISTER))
    administers = any(access.seats_for(account, Act.ADMINISTER))
    return {"keeps": keeps, "administers": administers}
