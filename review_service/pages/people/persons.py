"""The register of persons: who is in it, entering, correcting and erasing somebody."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import RedirectResponse, Response

from domain import rules
from domain.person import Reason
from projections import persons, seats
from review_service import access
from review_service.access import Act
from review_service.acts import registering
from review_service.acts.registering import NoSuchPerson
from review_service.acts.requests.fields import PSEUDONYM
from review_service.acts.requests.persons import NewErasure, NewPerson
from review_service.pages import forms
from review_service.pages.forms import Form, Opened, Posted, Refused, leave_for
from review_service.pages.typed import Typed
from review_service.people import own_data, register

router = APIRouter()

MOST = 50
"""Persons on one page."""
REASONS = {
    Reason.REQUEST: "Die Person hat es verlangt.",
    Reason.CONSENT_WITHDRAWN: "Die Person hat ihre Einwilligung zurückgenommen.",
    Reason.NO_LONGER_NEEDED: "Die Angaben werden nicht mehr gebraucht.",
    Reason.MISTAKE: "Die Person ist irrtümlich eingetragen.",
}
NOTICES = {
    "eingetragen": "Die Person ist eingetragen.",
    "berichtigt": "Der Eintrag ist berichtigt.",
    "geloescht": "Die Person ist gelöscht. Was sie getan hat, steht unter Funktion und Gremium.",
    "name-bleibt": "Konto und Kontakt sind gelöscht. Der Name bleibt, weil die Person ein Amt"
    " ausgeübt hat.",
}
"""What a page says after something is done, by the name it is left with."""
_FIELDS = {"name": "name", "contact": "kontakt", "office": "amt", "reason": "grund"}
"""Where each part of a request stands in the form."""

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
        words=suche, page=seite, more=len(found) > MOST, notice=NOTICES.get(ok),
        **_rights(form),
    )  # fmt: skip


@router.get("/personen/neu")
def new_page(form: Opened) -> Response:
    """Show the form to enter a person."""
    access.seat_for(form.visitor.account, Act.REGISTER)
    return _entry_page(form, Typed())


@router.post("/personen/neu")
def enter(form: Posted) -> Response:
    """Enter a person."""
    access.seat_for(form.visitor.account, Act.REGISTER)
    try:
        pseudonym = registering.enter(form.doing(), _typed_person(form.sent))
    except forms.RENDERED as error:
        return _entry_page(form, form.sent, forms.refusal(error, _FIELDS))
    return leave_for(f"/personen/{pseudonym}", "eingetragen")


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
        notice=NOTICES.get(ok), **_rights(form),
    )  # fmt: skip


@router.get("/personen/{person}/daten")
def data_file(form: Opened, person: Pseudonym) -> Response:
    """Give what is stored about a person, to be handed out to it."""
    access.seat_for(form.visitor.account, Act.REGISTER)
    with form.visitor.database() as database:
        if register.find(database, person) is None:
            raise NoSuchPerson
        found = own_data.collect(database, person)
    return Response(
        found.model_dump_json(indent=2),
        media_type="application/json",
        headers={"content-disposition": 'attachment; filename="daten-der-person.json"'},
    )


@router.get("/personen/{person}/berichtigen")
def correction_page(form: Opened, person: Pseudonym) -> Response:
    """Show the form to write an entry anew."""
    access.seat_for(form.visitor.account, Act.REGISTER)
    with form.visitor.database() as database:
        entry = register.find(database, person)
        erased = persons.erasure(database, person)
    if entry is None:
        raise NoSuchPerson
    if erased:
        raise rules.ThePersonIsErased
    typed = Typed().with_fields(name=entry.display_name, kontakt=entry.contact, amt=entry.office)
    return _entry_page(form, typed, person=person)


@router.post("/personen/{person}/berichtigen")
def correct(form: Posted, person: Pseudonym) -> Response:
    """Write an entry anew."""
    access.seat_for(form.visitor.account, Act.REGISTER)
    try:
        registering.correct(form.doing(), person, _typed_person(form.sent))
    except forms.RENDERED as error:
        return _entry_page(form, form.sent, forms.refusal(error, _FIELDS), person=person)
    return leave_for(f"/personen/{person}", "berichtigt")


@router.get("/personen/{person}/loeschen")
def erasure_page(form: Opened, person: Pseudonym) -> Response:
    """Say what erasing does, and ask for it."""
    return _erasure_page(form, person)


@router.post("/personen/{person}/loeschen")
def erase(form: Posted, person: Pseudonym) -> Response:
    """Erase a person."""
    registering.may_erase(form.doing(), person)
    try:
        new = NewErasure.model_validate({"reason": form.sent.text("grund")})
        erasure = registering.erase(form.doing(), person, new)
    except forms.RENDERED as error:
        return _erasure_page(form, person, forms.refusal(error, _FIELDS))
    if erasure.named_until:
        return leave_for(f"/personen/{person}", "name-bleibt")
    if any(access.seats_for(form.visitor.account, Act.READ_REGISTER)):
        return leave_for("/personen", "geloescht")
    return RedirectResponse("/konten?ok=geloescht", 303)


def _may_look(form: Form) -> None:
    """Whoever reads the register, and the administrator for whom it keeps the account."""
    if not any(access.seats_for(form.visitor.account, Act.ADMINISTER)):
        access.seat_for(form.visitor.account, Act.READ_REGISTER)


def _rights(form: Form) -> dict[str, Any]:
    account = form.visitor.account
    keeps = any(access.seats_for(account, Act.REGISTER))
    administers = any(access.seats_for(account, Act.ADMINISTER))
    return {"keeps": keeps, "administers": administers}


def _typed_person(typed: Typed) -> NewPerson:
    return NewPerson(
        name=typed.text("name"), contact=typed.text("kontakt"), office=typed.text("amt")
    )


def _entry_page(
    form: Form, typed: Typed, refused: Refused | None = None, *, person: str = ""
) -> Response:
    return form.page(
        "person_entry.html", title="Eintrag berichtigen" if person else "Person eintragen",
        refused=refused, values=typed, person=person,
    )  # fmt: skip


def _erasure_page(form: Form, person: str, refused: Refused | None = None) -> Response:
    registering.may_erase(form.doing(), person)
    with form.visitor.database() as database:
        entry = register.find(database, person)
    if entry is None:
        raise NoSuchPerson
    today = form.visitor.ordnung.day
    facts: dict[str, Any] = {"entry": entry, "reasons": REASONS.items(), "today": today}
    return form.page(
        "person_erase.html", title=f"{entry.display_name} löschen?", refused=refused,
        plan=registering.plan(form.doing(), person), retention=form.visitor.ordnung.retention,
        **facts,
    )  # fmt: skip
