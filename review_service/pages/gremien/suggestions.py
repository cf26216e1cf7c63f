"""Suggestions for expert seats: OE 50.6 enters and forwards them, the Dezernat answers.

Names are typed into these forms: nothing of them is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain import rules
from domain.suggestion import SuggestionStatus
from projections.suggestions import Suggested
from review_service import access
from review_service.access import Act, NotVisible
from review_service.acts import suggesting as acts
from review_service.acts.requests import suggestions as requests
from review_service.pages import after
from review_service.pages.after import Done
from review_service.pages.fields import Reading
from review_service.pages.forms import leave_for
from review_service.pages.gremien.appointing import SINCE, UNTIL
from review_service.pages.kinds import Boxes, Choice, Field, Options, Pair, Text, Tick, Words
from review_service.pages.people import choosing
from review_service.pages.people.choosing import Asking, Whom
from review_service.pages.rendering import render
from review_service.pages.steps import Desk, Step, serve
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
HIDDEN = "Name nicht mehr sichtbar"
"""What a Dezernat that declined reads once the suggestion went to another."""


_LIST = ("Initiativvorschläge", "/vorschlaege")


@dataclass(frozen=True, kw_only=True)
class About(Desk):
    """A suggestion, as far as the reader may see it."""

    found: Suggested


@dataclass(frozen=True, kw_only=True)
class Collecting(Desk):
    """The list a new suggestion comes into, and who is chosen or looked for."""

    chosen: choosing.Choice


# Fields ----------------------------------------------------------------------------------------


def _to_collect(desk: Collecting) -> list[Field]:
    themes = [*desk.visitor.ordnung.theme_names.items()]
    whom = Whom(
        choice=desk.chosen, rules=(rules.ThePersonIsErased, rules.ThePersonIsNotInTheRegister)
    )
    contact = Words("kontakt", "Kontakt", "contact", "E-Mail-Adresse oder Telefonnummer",
                    optional=True)  # fmt: skip
    return [
        whom,
        *([] if desk.chosen.person else [contact]),
        Words("organisation", "Vorgeschlagen von", "organisation",
              "Name der Organisation oder des Vereins",
              "Bitte geben Sie an, wer die Person vorschlägt."),
        Boxes("thema", "Themenfelder", "themes", options=themes,
              ask="Bitte wählen Sie mindestens ein Themenfeld aus."),
        Text("grund", "Begründung", "reason", "Fachliche Erfahrung, ohne Angaben zur Person",
             optional=True),
        Tick("einwilligung", "Die Person willigt ein, vorgeschlagen zu werden", "consent",
             ask="Aufgenommen wird ein Vorschlag nur mit Einwilligung der Person."),
    ]  # fmt: skip


def _departments(desk: About) -> list[Field]:
    name = desk.visitor.ordnung.name_of
    leading = [
        (slug, _leads(desk.visitor, slug, name(slug)))
        for slug in acts.leading(desk.visitor.doing())
    ]
    ask = "Bitte wählen Sie ein Dezernat."
    refusals = (rules.TheSuggestionIsForwarded, rules.TheDezernatLeadsNoGroup)
    return [Choice("dezernat", "Dezernat", "department", "", ask, rules=refusals, options=leading)]


def _leading(desk: About) -> dict[str, list[str]]:
    """Choose the Dezernat that leads a Themenfeld it is for, and has not declined."""
    themes = desk.visitor.ordnung.themes
    leads = [themes[one].lead for one in desk.found.themes if one in themes]
    first = next((lead for lead in leads if lead not in desk.found.declined_by), "")
    return {"dezernat": [first]}


def _leads(visitor: Visitor, slug: str, name: str) -> str:
    groups = acts.groups_of(visitor.doing(), slug)
    themes = [theme.name for theme in visitor.ordnung.themes.values() if theme.group in groups]
    return f"{name}: {', '.join(themes)}"


def _places(desk: About) -> list[Field]:
    ordnung = desk.visitor.ordnung
    choices: Options = [
        (f"{group} {seat.slug}", f"{ordnung.name_of(group)}: {seat.title}")
        for group in acts.groups_of(desk.visitor.doing(), desk.found.department)
        for seat in ordnung.bodies[group].members
    ]
    seat = Pair(
        "sitz", "Gruppe und Sitz", ask="Bitte wählen Sie Gruppe und Sitz.", options=choices,
        facts=("gremium", "seat"),
        rules=(rules.TheSeatIsTaken, rules.NoSuchSeatOnThatDay, rules.ThePersonHoldsTheSeat),
    )  # fmt: skip
    return [seat, SINCE, UNTIL]


def _reason(desk: About) -> list[Field]:
    hint = "Die Geschäftsstelle sieht die Begründung und gibt sie weiter."
    ask = "Bitte begründen Sie, warum die Person nicht berufen wird."
    return [Text("grund", "Warum berufen Sie die Person nicht?", "reason", hint, ask)]


def _why_back(_: About) -> list[Field]:
    ask = "Bitte begründen Sie, warum Sie den Vorschlag zurückholen."
    return [Text("grund", "Warum holen Sie ihn zurück?", "reason", ask=ask)]


class Erasing(Choice):
    """Whether the register forgets the person too."""

    def said(self, reading: Reading) -> bool:
        return reading.typed.text(self.name) != "nein"


def _erasing(desk: About) -> list[Field]:
    kept = ("nein", "Nein, die Person wirkt noch anders am Verfahren mit, etwa bei einer Wahl")
    options = [("ja", "Ja, Name und Kontakt löschen"), kept]
    hint = "Wer einen Sitz oder ein Konto hat, bleibt in jedem Fall im Verzeichnis."
    asked = "Auch aus dem Verzeichnis löschen?"
    return [Erasing("loeschen", asked, "erase", hint, options=options, first="")]


# The forms -------------------------------------------------------------------------------------

STEPS: tuple[Step[About], ...] = (
    Step(
        "berufen", "Person berufen", "Berufen", "Die Person ist berufen.", Act.ANSWER_SUGGESTION,
        _places, requests.NewSeating, acts.appoint,
        lead="Die Person erhält den Sitz; der Vorschlag ist erledigt.",
    ),
    Step(
        "ablehnen", "Nicht berufen", "Nicht berufen", "Die Antwort ist festgehalten.",
        Act.ANSWER_SUGGESTION, _reason, requests.NewDeclination, acts.decline,
        lead="Der Vorschlag geht mit Ihrer Begründung an die Geschäftsstelle zurück.",
    ),
    Step(
        "weiterleiten", "An ein Dezernat weiterleiten", "Weiterleiten",
        "Der Vorschlag ist weitergeleitet.", Act.COLLECT, _departments, requests.NewForwarding,
        acts.forward, begins=_leading,
        lead="Das Dezernat sieht Name, Kontakt und Begründung und entscheidet.",
    ),
    Step(
        "zurueckholen", "Vom Dezernat zurückholen", "Vorschlag zurückholen",
        "Der Vorschlag ist zurückgeholt.", Act.COLLECT, _why_back, requests.NewRecall,
        acts.recall, lead="Das Dezernat hat noch nicht geantwortet. Danach liegt der Vorschlag"
        " wieder bei der Geschäftsstelle; das Dezernat sieht ihn nicht mehr.",
    ),
    Step(
        "einwilligung", "Einwilligung zurückgenommen", "Rücknahme festhalten",
        "Die Rücknahme ist festgehalten.", Act.COLLECT, _erasing, requests.NewConsentWithdrawal,
        acts.withdraw_consent, lead="Die Person möchte nicht mehr vorgeschlagen sein.",
    ),
)  # fmt: skip
_COLLECT = Step(
    "neu", "Vorschlag aufnehmen", "Vorschlag aufnehmen", "Der Vorschlag ist aufgenommen.",
    Act.COLLECT, _to_collect, requests.NewSuggestion,
    lambda doing, _, new: acts.collect(doing, new),
    lead="Name und Kontakt stehen nur im Personenverzeichnis und lassen sich dort"
    " löschen. Schreiben Sie in die Begründung nichts, woran die Person zu erkennen ist.",
    unsent="Der Vorschlag ist noch nicht aufgenommen",
    ends=lambda _, desk, done: leave_for(f"{desk.back}/{done.stream}", "neu"),
)  # fmt: skip
_BY_PATH = {step.path: step for step in STEPS}
NOTICES = {step.path: step.done for step in STEPS} | {_COLLECT.path: _COLLECT.done}


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


def _new(visitor: Visiting, asked: Asking) -> tuple[Step[Collecting], Collecting]:
    """Give the form for a new suggestion, of somebody new or a registered person."""
    _COLLECT.must(visitor)
    with visitor.database() as database:
        chosen = choosing.choice(database, asked)
    return _COLLECT, Collecting(visitor=visitor, trail=(_LIST,), chosen=chosen)


serve(router, "/vorschlaege/neu", _new)


@router.get("/vorschlaege/{id}")
def show(request: Request, visitor: Visiting, id: UUID, ok: str = "") -> Response:
    """Show a suggestion."""
    found = acts.see(visitor.doing(), id)
    return render(
        request, "suggestion.html", title="Initiativvorschlag", found=found,
        **_named(visitor, found), with_contact=acts.sees_contact(visitor.account, found),
        sign=STATUS[found.status], done=_done(visitor, found, ok), seat=_seat(visitor, found),
        steps=[step for step in STEPS if acts.is_open(visitor.doing(), step.act, found)],
        declined=acts.declined(visitor.account, found),
    )  # fmt: skip


def _done(visitor: Visitor, found: Suggested, ok: str) -> Done | None:
    seated = f"/gremien/{found.body}#verlauf" if found.body else ""
    return after.done(visitor, NOTICES, ok, at=found.changed_at, href=seated)


def _found(id: UUID, step: str, visitor: Visiting) -> tuple[Step[About], About]:
    """Give a form and its suggestion to whoever may use it; raises NotVisible, NotYours."""
    found = acts.see(visitor.doing(), id)
    one = _BY_PATH.get(step)
    if one is None:
        raise NotVisible
    one.must(visitor)
    name = _named(visitor, found)["name"]
    return one, About(
        visitor=visitor, id=id, found=found, trail=(_LIST, (name, f"/vorschlaege/{id}")),
        over=f"{name}, vorgeschlagen von {found.organisation}",
    )  # fmt: skip


serve(router, "/vorschlaege/{id}/{step}", _found)


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
