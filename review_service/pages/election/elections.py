"""Elections: all of them, where one stands, and its forms for OE 50.6."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from projections import election_course
from projections.election_course import Course
from review_service import access
from review_service.access import Act
from review_service.acts import electing as acts
from review_service.pages import forms
from review_service.pages.election import reading as election_reading
from review_service.pages.election import steps as election_steps
from review_service.pages.election import words as election_words
from review_service.pages.election.steps import STEPS, Step
from review_service.pages.election.words import Names
from review_service.pages.fields import as_typed
from review_service.pages.forms import Form, Incomplete, Opened, Posted, Refused
from review_service.pages.rendering import render
from review_service.pages.typed import Typed
from review_service.pages.visitor import Visiting, Visitor
from review_service.people import register

router = APIRouter()
MOST_LISTED = 200
CALLED = "ausgerufen"


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
def list_elections(request: Request, visitor: Visiting) -> Response:
    """Show all elections."""
    with visitor.database() as database:
        heads = election_course.listed(database, limit=MOST_LISTED)
    ways = [acts.see(visitor.doing(), head.election) for head in reversed(heads)]
    listed = [(way, _standing(visitor, way, names_in(visitor, way))) for way in ways]
    return render(
        request, "elections.html", title="Wahlen", listed=listed, may_elect=may_elect(visitor)
    )


def _standing(visitor: Visitor, seen: Course, names: Names) -> election_words.Standing:
    return election_words.standing(seen, names, visitor.ordnung, visitor.service.now())


@router.get("/wahlen/{id}")
def show(request: Request, visitor: Visiting, seen: SeenElection, ok: str = "") -> Response:
    """Show where an election stands and what comes next."""
    done = "Die Wahl ist ausgerufen." if ok == CALLED else ""
    return render(
        request, "election.html", title=seen.head.name,
        notice=STEPS[ok].done if ok in STEPS else done, may_elect=may_elect(visitor),
        steps=list(election_steps.offered(seen, visitor.service.now())), **about(visitor, seen),
    )  # fmt: skip


def about(visitor: Visitor, seen: Course) -> dict[str, Any]:
    """Give what every page about an election knows."""
    names = names_in(visitor, seen)
    return {
        "course": seen, "head": seen.head, "names": names, "words": election_words,
        "standing": _standing(visitor, seen, names),
        "organisations": Names({one.slug: one.name for one in seen.roll}),
        "seats": {
            seat: election_words.seat_title(visitor.ordnung, seen.head.body, seat)
            for seat in seen.head.terms.seats
        },
    }  # fmt: skip


# Its forms ---------------------------------------------------------------------------------------


def step_of(schritt: str) -> Step:
    """Give the form of the path; raises NoSuchElection."""
    if schritt not in STEPS:
        raise acts.NoSuchElection
    return STEPS[schritt]


Stepping = Annotated[Step, Depends(step_of)]


@router.get("/wahlen/{id}/{schritt}")
def open_step(form: Opened, seen: SeenElection, step: Stepping) -> Response:
    """Show a form, with what was typed earlier."""
    access.seat_for(form.visitor.account, Act.ELECT)
    begun = {name: [value] for name, value in step.begins(seen).items()}
    typed, kept_at = form.kept() or (Typed(begun), None)
    return _step_page(form, seen, step, typed, kept_at=kept_at)


@router.post("/wahlen/{id}/{schritt}")
def take_step(form: Posted, seen: SeenElection, step: Stepping) -> Response:
    """Record what was typed."""
    access.seat_for(form.visitor.account, Act.ELECT)
    path = f"/wahlen/{seen.head.election}"
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
        step.template, title=f"{election_steps.title(step, seen)} – {seen.head.name}",
        typed=typed, refused=refused, errors=refused.by_field if refused else {}, step=step,
        heading=election_steps.title(step, seen),
        as_typed=as_typed, witnesses=election_reading.WITNESSES, **facts,
        **about(form.visitor, seen),
    )  # fmt: skip
