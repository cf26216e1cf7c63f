"""Suggestions for expert seats: OE 50.6 enters and forwards them, the Dezernat answers.

Names are typed into these forms: nothing of them is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.gremium import Kind
from domain.suggestion import SuggestionStatus
from projections.suggestions import Suggested
from review_service import access
from review_service.access import Act, NotVisible
from review_service.acts import suggesting as acts
from review_service.acts.doing import Doing
from review_service.acts.requests import suggestions as requests
from review_service.pages.fields import Reading
from review_service.pages.forms import RENDERED, Incomplete, Line, Refused, refusal
from review_service.pages.gremien import staffing
from review_service.pages.gremien.staffing import Field, Options
from review_service.pages.people import choosing
from review_service.pages.people.choosing import Asked, Asking
from review_service.pages.plain import Opened, Plain, Posted, leave_for
from review_service.pages.rendering import render
from review_service.pages.visitor import Visiting, Visitor
from review_service.people import register
from review_service.words.signs import Sign

router = APIRouter()

STATUS = {
    SuggestionStatus.COLLECTED: Sign("Aufgenommen", "mail", "hinweis"),
    SuggestionStatus.FORWARDED: Sign("Liegt beim Dezernat", "calendar-today", "hinweis"),
    SuggestionStatus.APPOINTED: Sign("Berufen", "check", "gut"),
    SuggestionStatus.DECLINED: Sign("Nicht berufen", "close", "nein"),
    SuggestionStatus.CONSENT_WITHDRAWN: Sign("Einwilligung zurückgenommen", "close", "leise"),
}
OPEN = (SuggestionStatus.COLLECTED, SuggestionStatus.FORWARDED, SuggestionStatus.DECLINED)
"""While a suggestion is so, something can still come of it."""
HIDDEN = "Name nicht mehr sichtbar"
"""What a Dezernat that declined reads once the suggestion went to another."""


@dataclass(frozen=True)
class Step:
    """One form of a suggestion: its path, title, what it is about, its button, what the page says
    when it is done, whose it is, in which states, its fields, how it is read, what it records."""

    path: str
    title: str
    lead: str
    button: str
    done: str
    right: Act
    states: tuple[SuggestionStatus, ...]
    fields: Callable[[Visitor, Suggested], list[Field]]
    read: Callable[[Reading], Any]
    act: Callable[[Doing, UUID, Any], object]

    def offered(self, visitor: Visitor, found: Suggested) -> bool:
        """Whether the page offers it to the reader now."""
        mine = [seat.body.slug for seat in access.seats_for(visitor.account, self.right)]
        asked = self.right is not Act.ANSWER_SUGGESTION or found.department in mine
        return bool(mine) and asked and found.status in self.states


# Fields and reading ----------------------------------------------------------------------------


def _departments(visitor: Visitor, found: Suggested) -> list[Field]:
    doing = visitor.doing()
    leading = [
        (body.slug, _leads(visitor, body.slug, body.name))
        for body in visitor.ordnung.bodies.values()
        if body.kind is Kind.DEPARTMENT and acts.groups_of(doing, body.slug)
    ]
    return [Field("select", "dezernat", "Dezernat", options=[("", "Bitte wählen"), *leading])]


def _leads(visitor: Visitor, slug: str, name: str) -> str:
    groups = acts.groups_of(visitor.doing(), slug)
    themes = [theme.name for theme in visitor.ordnung.themes.values() if theme.group in groups]
    return f"{name}: {', '.join(themes)}"


def _places(visitor: Visitor, found: Suggested) -> list[Field]:
    ordnung = visitor.ordnung
    choices: Options = [
        (f"{group} {seat.slug}", f"{ordnung.name_of(group)}: {seat.title}")
        for group in acts.groups_of(visitor.doing(), found.department)
        for seat in ordnung.bodies[group].members
    ]
    return [
        Field("select", "sitz", "Gruppe und Sitz", options=[("", "Bitte wählen"), *choices]),
        Field("date", "seit", "Erster Tag"),
        Field("date", "bis", "Letzter Tag", "Ohne Angabe bleibt das Ende offen.", optional=True),
    ]


def _reason(visitor: Visitor, found: Suggested) -> list[Field]:
    hint = "OE 50.6 sieht die Begründung und gibt sie weiter."
    return [Field("area", "grund", "Warum berufen Sie die Person nicht?", hint)]


def _erasing(visitor: Visitor, found: Suggested) -> list[Field]:
    kept = ("nein", "Nein, die Person wirkt noch anders am Verfahren mit, etwa bei einer Wahl")
    options = [("ja", "Ja, Name und Kontakt löschen"), kept]
    hint = "Wer einen Sitz oder ein Konto hat, bleibt in jedem Fall im Verzeichnis."
    return [Field("select", "loeschen", "Auch aus dem Verzeichnis löschen?", hint, options)]


def _forwarding(reading: Reading) -> requests.NewForwarding:
    department = reading.words("dezernat", "Bitte wählen Sie ein Dezernat.")
    return requests.NewForwarding(department=department)


def _seating(reading: Reading) -> requests.NewSeating:
    group, _, seat = reading.words("sitz", "Bitte wählen Sie Gruppe und Sitz.").partition(" ")
    since = reading.day("seit", "Bitte geben Sie den ersten Tag an.")
    until = reading.day("bis")
    if since is None or reading.wrong:
        raise Incomplete(*reading.wrong)
    return requests.NewSeating(gremium=group, seat=seat, since=since, until=until)


def _declination(reading: Reading) -> requests.NewDeclination:
    reason = reading.words("grund", "Bitte begründen Sie, warum die Person nicht berufen wird.")
    return requests.NewDeclination(reason=reason)


def _withdrawal(reading: Reading) -> requests.NewConsentWithdrawal:
    return requests.NewConsentWithdrawal(erase=reading.typed.text("loeschen") != "nein")


STEPS = (
    Step(
        "berufen", "Person berufen", "Die Person erhält den Sitz; der Vorschlag ist erledigt.",
        "Berufen", "Die Person ist berufen.", Act.ANSWER_SUGGESTION,
        (SuggestionStatus.FORWARDED,), _places, _seating, acts.appoint,
    ),
    Step(
        "ablehnen", "Nicht berufen", "Der Vorschlag geht mit Ihrer Begründung an OE 50.6 zurück.",
        "Nicht berufen", "Die Antwort ist festgehalten.", Act.ANSWER_SUGGESTION,
        (SuggestionStatus.FORWARDED,), _reason, _declination, acts.decline,
    ),
    Step(
        "weiterleiten", "An ein Dezernat weiterleiten", "Das Dezernat sieht Name, Kontakt und"
        " Begründung und entscheidet.", "Weiterleiten", "Der Vorschlag ist weitergeleitet.",
        Act.COLLECT, (SuggestionStatus.COLLECTED, SuggestionStatus.DECLINED),
        _departments, _forwarding, acts.forward,
    ),
    Step(
        "einwilligung", "Einwilligung zurückgenommen", "Die Person möchte nicht mehr vorgeschlagen"
        " sein.", "Rücknahme festhalten", "Die Rücknahme ist festgehalten.", Act.COLLECT, OPEN,
        _erasing, _withdrawal, acts.withdraw_consent,
    ),
)  # fmt: skip
_BY_PATH = {step.path: step for step in STEPS}
NOTICES = {step.path: step.done for step in STEPS} | {"neu": "Der Vorschlag ist aufgenommen."}
_FIELDS = {
    "name": "name", "person": "person", "contact": "kontakt",
    "ThePersonIsErased": "person", "ThePersonIsNotInTheRegister": "person",
    "organisation": "organisation", "themes": "thema",
    "reason": "grund", "since": "seit", "until": "bis", "department": "dezernat", "seat": "sitz",
    "TheSeatIsTaken": "sitz", "NothingHoldsOnThatDay": "seit", "NoSuchSeatOnThatDay": "sitz",
    "ASeatEndsAfterItBegins": "bis", "TheSuggestionIsForwarded": "dezernat",
    "TheDezernatLeadsNoGroup": "dezernat", "ThePersonHoldsTheSeat": "sitz",
}  # fmt: skip


# Pages -----------------------------------------------------------------------------------------


@router.get("/vorschlaege")
def list_suggestions(request: Request, visitor: Visiting) -> Response:
    """List the suggestions the reader may see, the newest first."""
    found = acts.listed(visitor.doing())
    with visitor.database() as database:
        seen = [one.person for one in found if acts.sees_name(visitor.account, one)]
        names = register.names(database, seen)
    hidden = {one.suggestion: HIDDEN for one in found if not acts.sees_name(visitor.account, one)}
    return render(
        request, "suggestions.html", title="Initiativvorschläge", found=found[::-1], names=names,
        hidden=hidden, status_signs=STATUS,
        collects=any(access.seats_for(visitor.account, Act.COLLECT)),
    )  # fmt: skip


@router.get("/vorschlaege/neu")
def open_new(form: Opened, asked: Asking) -> Response:
    """Show the form for a new suggestion, of somebody new or a registered person."""
    access.seat_for(form.visitor.account, Act.COLLECT)
    return _new_page(form, asked)


@router.post("/vorschlaege/neu")
def collect(form: Posted) -> Response:
    """Enter a suggestion."""
    access.seat_for(form.visitor.account, Act.COLLECT)
    try:
        done = acts.collect(form.doing(), _suggestion(form))
    except (Incomplete, *RENDERED) as error:
        chosen = Asked(person=form.typed.text("person"))
        return _new_page(form, chosen, refusal(error, _FIELDS))
    return leave_for(f"/vorschlaege/{done.stream}", "neu")


def _suggestion(form: Plain) -> requests.NewSuggestion:
    reading = Reading(form.typed)
    somebody = staffing.person(reading)
    organisation = reading.words("organisation", "Bitte geben Sie an, wer die Person vorschlägt.")
    themes = form.typed.all("thema")
    if not themes:
        reading.mend("thema", "Bitte wählen Sie mindestens ein Themenfeld aus.")
    if form.typed.text("einwilligung") != "ja":
        sentence = "Aufgenommen wird ein Vorschlag nur mit Einwilligung der Person."
        reading.wrong.append(Line(sentence, "einwilligung"))
    if reading.wrong:
        raise Incomplete(*reading.wrong)
    return requests.NewSuggestion(
        **somebody, contact=form.typed.text("kontakt"), organisation=organisation, themes=themes,
        reason=form.typed.text("grund"), consent=True,
    )  # fmt: skip


def _new_page(form: Plain, asked: Asked, refused: Refused | None = None) -> Response:
    with form.visitor.database() as database:
        chosen = choosing.choice(database, asked)
    return form.page(
        "suggestion_new.html", title="Vorschlag aufnehmen", refused=refused, choice=chosen,
        who=[staffing.who(chosen)], here="/vorschlaege/neu",
    )  # fmt: skip


@router.get("/vorschlaege/{id}")
def show(request: Request, visitor: Visiting, id: UUID, ok: str = "") -> Response:
    """Show a suggestion."""
    found = acts.see(visitor.doing(), id)
    return render(
        request, "suggestion.html", title="Initiativvorschlag", found=found,
        **_named(visitor, found), with_contact=acts.sees_contact(visitor.account, found),
        sign=STATUS[found.status], notice=NOTICES.get(ok, ""), seat=_seat(visitor, found),
        steps=[step for step in STEPS if step.offered(visitor, found)],
        declined=acts.declined(visitor.account, found),
    )  # fmt: skip


@router.get("/vorschlaege/{id}/{step}")
def open_step(form: Opened, id: UUID, step: str) -> Response:
    """Show a form of a suggestion."""
    return _step_page(form, *_step(form, id, step))


@router.post("/vorschlaege/{id}/{step}")
def take_step(form: Posted, id: UUID, step: str) -> Response:
    """Record what was typed."""
    found, one = _step(form, id, step)
    reading = Reading(form.typed)
    try:
        new = one.read(reading)
        if reading.wrong:
            raise Incomplete(*reading.wrong)
        one.act(form.doing(), found.suggestion, new)
    except (Incomplete, *RENDERED) as error:
        return _step_page(form, found, one, refusal(error, _FIELDS))
    return leave_for(f"/vorschlaege/{found.suggestion}", one.path)


def _step(form: Plain, suggestion: UUID, path: str) -> tuple[Suggested, Step]:
    """Give a suggestion and its form to whoever may use it; raises NotVisible, NotYours."""
    found = acts.see(form.visitor.doing(), suggestion)
    one = _BY_PATH.get(path)
    if one is None:
        raise NotVisible
    access.seat_for(form.visitor.account, one.right)
    return found, one


def _step_page(
    form: Plain, found: Suggested, step: Step, refused: Refused | None = None
) -> Response:
    return form.page(
        "vorschlag_formular.html", title=step.title, refused=refused, step=step, found=found,
        **_named(form.visitor, found), fields=step.fields(form.visitor, found),
    )  # fmt: skip


def _named(visitor: Visitor, found: Suggested) -> dict[str, Any]:
    """Give the person's entry and name for a page, as far as the reader may see them."""
    if not acts.sees_name(visitor.account, found):
        return {"entry": None, "name": HIDDEN}
    with visitor.database() as database:
        entry = register.find(database, found.person)
    return {"entry": entry, "name": entry.display_name if entry else "Gelöschte Person"}


def _seat(visitor: Visitor, found: Suggested) -> str:
    body = visitor.ordnung.bodies.get(found.body)
    seat = body.seat(found.seat) if body else None
    return seat.title if seat else found.seat
