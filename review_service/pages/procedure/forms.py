"""Forms about the procedure: moving a date, proposing a re-cut, the Lenkungsgruppe's answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from domain.gremium import Kind
from domain.naming import slug_of
from domain.procedure import Ordnung, Procedure
from domain.procedure.content import Milestone, Theme
from domain.procedure.recut import Recut, RecutState
from review_service import access
from review_service.access import Act, NotVisible
from review_service.acts import proceeding
from review_service.acts.requests.elections import NewTermin
from review_service.acts.requests.procedures import NewAgreement, NewDate, NewRecut, NewTheme
from review_service.pages import forms
from review_service.pages.fields import Reading
from review_service.pages.forms import Form, Incomplete, Opened, Posted, Refused
from review_service.pages.procedure.procedure import german_words, said
from review_service.pages.typed import Typed
from review_service.pages.visitor import Visiting
from review_service.words import german

router = APIRouter()
NEW = "neu"
"""Stands for a Themenfeld, or a group, that there is not yet."""


class NoSuchForm(NotVisible):
    """Diesen Termin, dieses Themenfeld oder diesen Vorschlag gibt es nicht."""


# What a form is about --------------------------------------------------------------------------


def milestone_of(slug: str, visitor: Visiting) -> Milestone:
    """Give the date of the path; raises NoSuchForm, NotYours."""
    found = visitor.ordnung.milestones.get(slug)
    if found is None:
        raise NoSuchForm
    access.seat_for(visitor.account, Act.MOVE_DATES)
    return found


def theme_of(slug: str, visitor: Visiting) -> Theme | None:
    """Give the Themenfeld of the path, None for a new one; raises NoSuchForm, NotYours."""
    found = visitor.ordnung.themes.get(slug)
    if found is None and slug != NEW:
        raise NoSuchForm
    proceeding.proposing_seat(visitor.doing(), slug)
    return found


def recut_of(number: str, visitor: Visiting) -> Recut:
    """Give the proposal of the path; raises NoSuchRecut, NotYours."""
    procedure = _procedure(visitor.service.procedures.found())
    found = procedure.recuts[proceeding.see_recut(visitor.doing(), number)]
    access.seat_for(visitor.account, Act.AGREE)
    return found


def _procedure(found: Procedure | None) -> Procedure:
    if found is None:
        raise proceeding.NotConstituted
    return found


SeenDate = Annotated[Milestone, Depends(milestone_of)]
SeenTheme = Annotated[Theme | None, Depends(theme_of)]
SeenRecut = Annotated[Recut, Depends(recut_of)]


# Dates -----------------------------------------------------------------------------------------


@router.get("/verfahren/termine/{slug}")
def open_date(form: Opened, seen: SeenDate) -> Response:
    """Show the form to move a date, with what was typed earlier."""
    return _opened(form, lambda typed, **more: _date_page(form, seen, typed, **more), {})


@router.post("/verfahren/termine/{slug}")
def move_date(form: Posted, seen: SeenDate) -> Response:
    """Record when something is planned now, or when it took place."""

    def act() -> str:
        proceeding.move_date(form.doing(), _date(form.sent, seen))
        return "termin"

    fields = {
        "AMovedDateNeedsAReason": "grund", "WhatTookPlaceIsNotAhead": "tag",
        "TheDateIsUnclear": "tag", "source": "quelle",
    }  # fmt: skip
    return _sent(form, lambda typed, **more: _date_page(form, seen, typed, **more), act, fields)


def _date(typed: Typed, seen: Milestone) -> NewDate:
    reading = Reading(typed)
    kind = typed.text("art")
    if kind not in ("geplant", "stattgefunden"):
        reading.mend("art", "Bitte geben Sie an, ob es geplant ist oder stattgefunden hat.")
    begins, ends = reading.day("tag"), reading.day("bis")
    words = typed.text("worte").strip()
    if not (words or begins or reading.wrong):
        reading.mend("tag", "Bitte geben Sie einen Tag an, oder wie die Quelle es nennt.")
    if begins and ends and ends < begins:
        reading.mend("bis", "Der letzte Tag liegt vor dem ersten.")
    if reading.wrong:
        raise Incomplete(*reading.wrong)
    last = ends or (begins if not words else None)
    termin = NewTermin(words=words or _words(begins, ends), begins=begins, ends=last)
    return NewDate(
        milestone=seen.slug, reason=typed.text("grund"), source=typed.text("quelle"),
        planned=termin if kind == "geplant" else None,
        actual=termin if kind == "stattgefunden" else None,
    )  # fmt: skip


def _words(begins: date | None, ends: date | None) -> str:
    days = [german.long_day(day) for day in dict.fromkeys((begins, ends)) if day]
    return " bis ".join(days)


def _date_page(form: Form, seen: Milestone, typed: Typed, **more: Any) -> Response:
    procedure = _procedure(form.visitor.service.procedures.found())
    told = procedure.dates(form.visitor.ordnung.day)[seen.slug]
    return form.page(
        "procedure_date.html", title=f"Termin ändern – {seen.name}", typed=typed,
        milestone=seen, said=list(said(told)), words=german_words, **more,
    )  # fmt: skip


# Themenfelder ----------------------------------------------------------------------------------


@router.get("/verfahren/zuschnitt/{slug}")
def open_recut(form: Opened, seen: SeenTheme) -> Response:
    """Show the form to propose another cut, filled with the present one."""
    begun: dict[str, list[str]] = {"gruppe": [NEW]}
    if seen:
        begun = {
            "name": [seen.name], "unterthemen": ["\n".join(seen.subthemes)],
            "leitung": [seen.lead], "gemeinsam": list(seen.jointly), "gruppe": [seen.group],
        }  # fmt: skip
    return _opened(form, lambda typed, **more: _recut_page(form, seen, typed, **more), begun)


@router.post("/verfahren/zuschnitt/{slug}")
def propose(form: Posted, seen: SeenTheme) -> Response:
    """Propose another cut to the Lenkungsgruppe."""

    def act() -> str:
        proceeding.propose_recut(form.doing(), _recut(form.sent, seen, form.visitor.ordnung))
        return "vorgeschlagen"

    fields = {
        "ARecutNeedsAReason": "grund", "TheGroupIsThereAlready": "neue-gruppe",
        "theme.name": "name", "new_group": "neue-gruppe",
    }  # fmt: skip
    return _sent(form, lambda typed, **more: _recut_page(form, seen, typed, **more), act, fields)


def _recut(typed: Typed, seen: Theme | None, today: Ordnung) -> NewRecut:
    reading = Reading(typed)
    name = reading.words("name", "Bitte geben Sie den Namen des Themenfelds an.")
    lead = reading.words("leitung", "Bitte wählen Sie das leitende Dezernat.")
    group, new_group = typed.text("gruppe"), ""
    if group == NEW:
        asked = "Bitte geben Sie den Namen der neuen Expert*innengruppe an."
        new_group = reading.words("neue-gruppe", asked)
        group = slug_of(new_group, "gruppe")
    elif group not in today.bodies:
        reading.mend("gruppe", "Bitte wählen Sie, welche Gruppe das Themenfeld bearbeitet.")
    slug = seen.slug if seen else slug_of(name, "themenfeld")
    if seen is None and slug in today.themes:
        reading.mend("name", "Ein Themenfeld dieses Namens gibt es schon.")
    if reading.wrong:
        raise Incomplete(*reading.wrong)
    lines = typed.text("unterthemen").splitlines()
    theme = NewTheme(
        slug=slug, name=name, subthemes=[line.strip() for line in lines if line.strip()],
        lead=lead, jointly=[one for one in typed.all("gemeinsam") if one != lead], group=group,
    )  # fmt: skip
    return NewRecut(theme=theme, new_group=new_group or None, reason=typed.text("grund"))


def _recut_page(form: Form, seen: Theme | None, typed: Typed, **more: Any) -> Response:
    today = form.visitor.ordnung
    departments = [(one.slug, today.name_of(one.slug)) for one in today.of_kind(Kind.DEPARTMENT)]
    groups = [(one.slug, today.name_of(one.slug)) for one in today.of_kind(Kind.EXPERT_GROUP)]
    title = f"Anderer Zuschnitt – {seen.name}" if seen else "Neues Themenfeld vorschlagen"
    return form.page(
        "procedure_recut.html", title=title, typed=typed, theme=seen, departments=departments,
        groups=[*groups, (NEW, "eine neue Gruppe")], **more,
    )  # fmt: skip


# The Lenkungsgruppe's answer -------------------------------------------------------------------


@router.get("/verfahren/vorschlaege/{number}")
def open_answer(form: Opened, seen: SeenRecut) -> Response:
    """Show a proposal and the form to agree to it or not."""
    return _opened(form, lambda typed, **more: _answer_page(form, seen, typed, **more), {})


@router.post("/verfahren/vorschlaege/{number}")
def answer(form: Posted, seen: SeenRecut) -> Response:
    """Record what the Lenkungsgruppe says."""

    def act() -> str:
        new = _answer(form.sent)
        proceeding.answer_recut(form.doing(), seen.number, new)
        return "zugestimmt" if new.agreed else "abgelehnt"

    fields = {"ARecutDoesNotReachBack": "ab", "ARefusedRecutNeedsAReason": "grund"}
    return _sent(form, lambda typed, **more: _answer_page(form, seen, typed, **more), act, fields)


def _answer(typed: Typed) -> NewAgreement:
    reading = Reading(typed)
    said = typed.text("antwort")
    since = None
    if said == "ja":
        since = reading.day("ab", "Bitte geben Sie an, ab welchem Tag der Zuschnitt gilt.")
    elif said != "nein":
        reading.mend("antwort", "Bitte wählen Sie, ob die Lenkungsgruppe zustimmt.")
    if reading.wrong:
        raise Incomplete(*reading.wrong)
    return NewAgreement(agreed=said == "ja", since=since, reason=typed.text("grund"))


def _answer_page(form: Form, seen: Recut, typed: Typed, **more: Any) -> Response:
    now = form.visitor.ordnung.themes.get(seen.theme.slug)
    return form.page(
        "procedure_answer.html", title=f"Zuschnitt – {seen.theme.name}", typed=typed, recut=seen,
        now=now, open=seen.state is RecutState.OPEN, **more,
    )  # fmt: skip


# How all of them go ----------------------------------------------------------------------------

Page = Callable[..., Response]
OVERVIEW = "/verfahren"


def _opened(form: Form, page: Page, begun: dict[str, list[str]]) -> Response:
    kept = form.kept()
    typed, kept_at = kept or (Typed(begun), None)
    return page(typed, kept_at=kept_at)


def _sent(form: Form, page: Page, act: Callable[[], str], fields: dict[str, str]) -> Response:
    aside = form.set_aside(back_to=OVERVIEW)
    if aside:
        return aside
    try:
        notice = act()
    except (Incomplete, *forms.RENDERED) as error:
        refused: Refused = forms.refusal(error, fields)
        return page(form.sent, refused=refused)
    form.drop()
    return RedirectResponse(f"{OVERVIEW}?ok={notice}", 303)
