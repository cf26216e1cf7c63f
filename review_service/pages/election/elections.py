"""Elections: all of them, where one stands, and its forms for OE 50.6."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from domain import rules
from domain.election.election import Election
from projections import election_course, persons
from projections.election_course import Course
from projections.stored import Recorded
from review_service import access
from review_service.access import Act
from review_service.acts import electing as acts
from review_service.pages import forms
from review_service.pages.course import Before
from review_service.pages.course import Course as Verlauf
from review_service.pages.course import course as recorded
from review_service.pages.election import reading as election_reading
from review_service.pages.election import steps as election_steps
from review_service.pages.election.steps import STEPS, Step
from review_service.pages.fields import as_typed
from review_service.pages.forms import Form, Incomplete, Opened, Posted, Refused
from review_service.pages.rendering import render
from review_service.pages.typed import Typed
from review_service.pages.visitor import Visiting, Visitor
from review_service.people import register
from review_service.words import chronicle
from review_service.words import election as election_words
from review_service.words.chronicle.election import said
from review_service.words.election import Names

router = APIRouter()
MOST_LISTED = 200
MOST_PERSONS = 500
"""Persons in a select at most."""
CALLED, ALL = "ausgerufen", "alle"
NOTICES = {
    CALLED: "Die Wahl ist ausgerufen.",
    "gesichert": "Was Sie geschrieben haben, ist zwischengespeichert und noch nicht eingetragen."
    " Sie finden es unter „Meine Aufgaben“.",
    **{path: step.done for path, step in STEPS.items()},
}


def course(id: UUID, visitor: Visiting) -> Course:
    """Give the election of the path; raises NoSuchElection."""
    return acts.see(visitor.doing(), id)


SeenElection = Annotated[Course, Depends(course)]


def names_in(visitor: Visitor, seen: Course) -> Names:
    """Give the names of all who stand, count or bear witness."""
    with visitor.database() as database:
        return Names(register.names(database, seen.persons))


def may_elect(visitor: Visitor) -> bool:
    """Whether the reader records what happens."""
    return any(access.seats_for(visitor.account, Act.ELECT))


@router.get("/wahlen")
def list_elections(request: Request, visitor: Visiting, ok: str = "") -> Response:
    """Show all elections."""
    with visitor.database() as database:
        heads = election_course.listed(database, limit=MOST_LISTED)
    ways = [acts.see(visitor.doing(), head.election) for head in reversed(heads)]
    listed = [(way, _standing(visitor, way, names_in(visitor, way))) for way in ways]
    return render(
        request, "elections.html", title="Wahlen", listed=listed, may_elect=may_elect(visitor),
        words=election_words, notice=NOTICES["gesichert"] if ok == "gesichert" else "",
    )  # fmt: skip


def _standing(visitor: Visitor, seen: Course, names: Names) -> election_words.Standing:
    return election_words.standing(seen, names, visitor.ordnung, visitor.service.now())


@router.get("/wahlen/{id}")
def show(
    request: Request, visitor: Visiting, seen: SeenElection, ok: str = "", vor: Before = None
) -> Response:
    """Show where an election stands, what comes next and what was recorded; `vor` asks for the
    older part of that."""
    return render(
        request, "election.html", title=seen.head.name, notice=NOTICES.get(ok, ""),
        may_elect=may_elect(visitor), verlauf=_verlauf(visitor, seen, vor),
        steps=list(election_steps.offered(seen, visitor.service.now())), **about(visitor, seen),
    )  # fmt: skip


def _verlauf(visitor: Visitor, seen: Course, before: int | None) -> Verlauf:
    ordnung, known = visitor.ordnung, organisations(seen)

    def say(one: Recorded, _: object) -> str:
        event = one.event
        if isinstance(event, Election.Event | Election.Called):
            return said(event, ordnung.names, known)
        return chronicle.sentence(event, ordnung)

    with visitor.database() as database:
        return recorded(database, seen.head.election, ordnung, say, before=before)


def organisations(seen: Course) -> Names:
    """Give the names of all that are or were on the roll, by slug."""
    removed = {one.organisation: one.name for one in seen.changes if one.kind == "removed"}
    return Names({**removed, **{one.slug: one.name for one in seen.roll}})


def about(visitor: Visitor, seen: Course) -> dict[str, Any]:
    """Give what every page about an election knows."""
    names = names_in(visitor, seen)
    return {
        "course": seen, "head": seen.head, "names": names, "words": election_words,
        "standing": _standing(visitor, seen, names),
        "organisations": organisations(seen),
        "on_roll": [(one.slug, one.name) for one in seen.roll],
        "seats": {
            seat: election_words.seat_title(visitor.ordnung, seen.head.body, seat)
            for seat in seen.head.terms.seats
        },
    }  # fmt: skip


# Its forms ---------------------------------------------------------------------------------------


def step_of(schritt: str) -> Step:
    """Give the form of the path; raises NoSuchElection. Counts have a form of their own kind."""
    if schritt not in STEPS or schritt.startswith("auszaehlung"):
        raise acts.NoSuchElection
    return STEPS[schritt]


Stepping = Annotated[Step, Depends(step_of)]


@router.get("/wahlen/{id}/{schritt}")
def open_step(form: Opened, seen: SeenElection, step: Stepping) -> Response:
    """Show a form, with what was typed earlier."""
    access.seat_for(form.visitor.account, Act.ELECT)
    typed, kept_at = form.kept() or (Typed(step.begins(seen)), None)
    return _step_page(form, seen, step, typed, kept_at=kept_at)


@router.post("/wahlen/{id}/{schritt}")
def take_step(form: Posted, seen: SeenElection, step: Stepping) -> Response:
    """Record what was typed."""
    access.seat_for(form.visitor.account, Act.ELECT)
    path = f"/wahlen/{seen.head.election}"
    if form.sent.button == ALL:
        typed = form.sent.with_fields(wer=[one.slug for one in seen.roll])
        form.keep(typed)
        return _step_page(form, seen, step, typed)
    aside = form.set_aside(back_to=path)
    if aside:
        return aside
    try:
        step.record(form.doing(), seen, form.sent)
    except (Incomplete, *forms.RENDERED) as error:
        refused = forms.refusal(error, step.fields)
        return _step_page(form, seen, step, form.sent, refused=refused)
    form.drop()
    return RedirectResponse(f"{path}?ok={step.path}", 303)


def _step_page(
    form: Form, seen: Course, step: Step, typed: Typed, *, refused: Refused | None = None,
    **facts: Any,
) -> Response:  # fmt: skip
    return form.page(
        step.template, title=f"{step.title} – {seen.head.name}",
        typed=typed, refused=refused, step=step,
        as_typed=as_typed, witnesses=election_reading.WITNESSES, persons=_persons(form.visitor),
        taken=refused is not None and isinstance(refused.error, rules.TheSeatIsTaken), **facts,
        **about(form.visitor, seen),
    )  # fmt: skip


def _persons(visitor: Visitor) -> list[tuple[str, str]]:
    """Give who of the register can stand, count or bear witness."""
    with visitor.database() as database:
        erased = {one.person for one in persons.erasures(database)}
        found = register.search(database, limit=MOST_PERSONS)
    return [
        (one.pseudonym, ", ".join(filter(None, (one.display_name, one.office))))
        for one in found
        if one.pseudonym not in erased
    ]
