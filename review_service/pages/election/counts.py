"""A teller's count: entered apart from the other's. Nothing of this form is kept, so that nobody is
shown what somebody else counted; refused, it comes back as typed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from projections.election_course import Course
from review_service import access
from review_service.access import Act
from review_service.acts.electing import NoSuchElection
from review_service.pages import forms
from review_service.pages.election.elections import SeenElection, about
from review_service.pages.election.steps import STEPS, Step
from review_service.pages.forms import Form, Incomplete, Opened, Posted, Refused, leave_for
from review_service.pages.typed import Typed

router = APIRouter()


def step_of(runde: str) -> Step:
    """Give the form for the counts of a round; raises NoSuchElection."""
    found = STEPS.get(f"auszaehlung-{runde}")
    if found is None:
        raise NoSuchElection
    return found


Stepping = Annotated[Step, Depends(step_of)]


@router.get("/wahlen/{id}/auszaehlung-{runde}")
def open_count(form: Opened, seen: SeenElection, step: Stepping, zaehlt: str = "") -> Response:
    """Show the form; with a teller chosen, the figures that teller entered before."""
    access.seat_for(form.visitor.account, Act.ELECT)
    return _page(form, seen, step, Typed(_figures_of(seen, step.round, zaehlt)))


@router.post("/wahlen/{id}/auszaehlung-{runde}")
def enter_count(form: Posted, seen: SeenElection, step: Stepping) -> Response:
    """Record what a teller counted."""
    access.seat_for(form.visitor.account, Act.ELECT)
    try:
        step.record(form.doing(), seen, form.sent)
    except (Incomplete, *forms.RENDERED) as error:
        refused = forms.refusal(error, step.fields)
        return _page(form, seen, step, form.sent, refused=refused)
    return leave_for(f"/wahlen/{seen.head.election}", step.path)


def _figures_of(seen: Course, round: int, teller: str) -> dict[str, list[str]]:
    """Give the fields as a teller filled them before; without one, who has not counted yet."""
    told = {one.teller: one.count for one in seen.told_in(round)}
    held = seen.open
    if held is None or teller not in told:
        waiting = [one for one in (held.tellers if held else ()) if one not in told]
        return {"zaehlt": waiting} if len(waiting) == 1 else {}
    count = told[teller]
    votes = {
        f"stimmen-{number}": [str(count.votes[one])]
        for number, one in enumerate(held.candidates, start=1)
    }
    figures = {"zettel": [str(count.ballots)], "ungueltig": [str(count.invalid)]}
    return {"zaehlt": [teller], **figures, **votes}


def _page(
    form: Form, seen: Course, step: Step, typed: Typed, *, refused: Refused | None = None
) -> Response:
    return form.page(
        step.template, title=f"{step.title} – {seen.head.name}", typed=typed, refused=refused,
        step=step, **about(form.visitor, seen),
    )  # fmt: skip
