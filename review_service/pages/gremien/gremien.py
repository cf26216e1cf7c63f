"""Gremien as they are staffed on a day: seats and holders, votes, composition, targets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.composition import READING, Counts, Gender, Outcome, Verdict
from domain.gremium import Kind
from domain.procedure import Ordnung
from domain.procedure.seats import Quality
from projections import counts, groups, seats
from projections.read_model import Database
from projections.seats import Holder
from review_service import access
from review_service.access import Act
from review_service.acts.appointing import NoSuchGremium
from review_service.pages import after
from review_service.pages.course import Before
from review_service.pages.gremien import verlauf
from review_service.pages.gremien.appointing import NOTICES, STEPS
from review_service.pages.rendering import render
from review_service.pages.visitor import Visiting, Visitor
from review_service.people import register
from review_service.words.german import day as in_german
from review_service.words.signs import Sign

router = APIRouter()

KINDS = {
    Kind.STEERING: "Lenkungsgruppe",
    Kind.EXPERT_GROUP: "Expert*innengruppen",
    Kind.COUNCIL: "Beiräte",
    Kind.CONFERENCE: "Delegiertenkonferenz",
    Kind.ROUND_TABLE: "Runder Tisch",
    Kind.EQUALITY: "Gleichstellung",
    Kind.COMMITTEE: "Ausschüsse",
    Kind.DEPARTMENT: "Dezernate",
    Kind.OFFICE: "Ämter und Stellen",
}
"""Headings of the list, in its order."""
VERDICTS = {
    Verdict.MET: Sign("Erfüllt", "check", "gut"),
    Verdict.TOO_FEW: Sign("Zu wenige", "warning", "achtung"),
    Verdict.TOO_MANY: Sign("Zu viele", "warning", "achtung"),
    Verdict.EXEMPT: Sign("Gilt hier nicht", "check", "leise"),
}
OUTCOMES = {
    Outcome.MET: Sign("Erreicht", "check", "gut"),
    Outcome.NOT_MET: Sign("Nicht erreicht", "edit", "hinweis"),
    Outcome.HIDDEN: Sign("Wird wegen der kleinen Gruppe nicht gezeigt", "question-mark", "leise"),
    Outcome.NOT_REPORTED: Sign("Noch nicht gemeldet", "calendar-today", "leise"),
}
MEANING = {
    Quality.GENDER: "Erreicht ist das Ziel, wenn sich die Zahlen der Frauen und Männer um höchstens"
    " eins unterscheiden. Divers und keine Angabe sprechen nie dagegen.",
    Quality.MIGRATION: "Erreicht ist das Ziel, wenn von denen, die etwas angegeben haben,"
    " mindestens die Hälfte einen Migrationshintergrund hat.",
}
"""How a target is read; the council paper does not say it."""
_NO_DAY = "Bitte geben Sie einen Tag an, zum Beispiel 2019-12-01."
_NOTHING_YET = "An diesem Tag galt das Verfahren noch nicht."


@router.get("/gremien")
def list_gremien(request: Request, visitor: Visiting, am: str = "") -> Response:
    """List all Gremien of a day, kind by kind."""
    then, wrong = _then(visitor, am)
    with visitor.database() as database:
        found = groups.every(database, then)
    return render(
        request, "gremien.html", title="Gremien", status=404 if wrong else 200, then=then, am=am,
        wrong=wrong, today=then.day == visitor.ordnung.day,
        kinds=[
            (name, [group for group in found if group.body.kind is kind])
            for kind, name in KINDS.items()
            if any(group.body.kind is kind for group in found)
        ],
    )  # fmt: skip


@router.get("/gremien/{slug}")
def show(
    request: Request, visitor: Visiting, slug: str, am: str = "", ok: str = "", vor: Before = None
) -> Response:
    """Show a Gremium of a day, or of today; `vor` asks for the older part of its Verlauf."""
    then, wrong = _then(visitor, am)
    if slug not in then.bodies:
        if slug not in visitor.ordnung.bodies:
            raise NoSuchGremium
        then, wrong = visitor.ordnung, wrong or "Dieses Gremium gab es an diesem Tag nicht."
    with visitor.database() as database:
        group = groups.on(database, then, slug)
        earlier = _lately(groups.earlier(database, slug, then.day))
        later = groups.later(database, slug, then.day)
        titles = _titles(visitor, slug, database)
        shown = (*group.persons_named(), *(one.person for one in (*earlier, *later)))
        names = register.names(database, shown)
        counted = counts.newest(database, slug, then.day) if _counts(visitor, slug) else {}
        told = verlauf.of_seats(visitor, database, slug, titles, vor)
    today = then.day == visitor.ordnung.day
    return render(
        request, "gremium.html", title=group.body.name, status=404 if wrong else 200,
        done=after.done(visitor, NOTICES, ok, at=told.newest, href="#verlauf"),
        then=then, am=am, wrong=wrong, today=today, group=group,
        names=names, earlier=earlier, later=later, term=term, titles=titles,
        verdicts=VERDICTS, outcomes=OUTCOMES, meaning=MEANING, reading=READING,
        counted={quality: _in_words(report[1]) for quality, report in counted.items()},
        steps=[step for step in STEPS if today and step.may(visitor, slug)], course=told,
    )  # fmt: skip


def term(held: Holder | seats.Deputy) -> str:
    """Say how long somebody holds a seat: `seit 01.01.2020`, `01.01.2020 bis 31.01.2020`."""
    if held.until is None:
        return f"seit {in_german(held.since)}"
    if held.until == held.since:
        return f"am {in_german(held.since)}"
    return f"{in_german(held.since)} bis {in_german(held.until)}"


def _then(visitor: Visitor, am: str) -> tuple[Ordnung, str]:
    """Give the procedure of the day asked for, and what is wrong with that."""
    if not am:
        return visitor.ordnung, ""
    try:
        found = visitor.service.procedures.on(date.fromisoformat(am.strip()))
    except ValueError:
        return visitor.ordnung, _NO_DAY
    return (found, "") if found.constituted else (visitor.ordnung, _NOTHING_YET)


def _counts(visitor: Visitor, slug: str) -> bool:
    return any(access.seats_for(visitor.account, Act.REPORT_COUNTS, body=slug))


def _lately(held: list[Holder]) -> list[Holder]:
    return sorted(held, key=lambda one: one.until or date.max, reverse=True)


def _titles(visitor: Visitor, slug: str, database: Database) -> Mapping[str, str]:
    """Give the titles of a Gremium's seats, also of those it no longer has."""
    found: dict[str, str] = {}
    procedures = visitor.service.procedures
    procedure = procedures.found(database)
    days = (visitor.ordnung.day, *((procedure.begins,) if procedure else ()))
    for day in reversed(days):
        body = procedures.on(day, database).bodies.get(slug)
        found |= {seat.slug: seat.title for seat in body.seats} if body else {}
    return found


def _in_words(report: Counts) -> str:
    if isinstance(report, Gender):
        said = f"{report.women} Frauen, {report.men} Männer, {report.divers} divers"
    else:
        said = f"{report.with_background} mit, {report.without_background} ohne"
    return f"{said}, {report.no_answer} ohne Angabe"
