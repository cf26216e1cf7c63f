"""How a draft stands, on one screen: in a sentence, what is next, open, said, done, and changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from domain import consensus
from domain.consensus import OpenPoint
from projections import diff_history, standing
from projections.reminders import Reminder
from projections.standing import Standing
from review_service.acts import reminding
from review_service.pages import after
from review_service.pages.draft import bystanding, verdict
from review_service.pages.draft.forms import NOTICES, offers
from review_service.pages.hearing.matrix import matrix
from review_service.pages.history.revisions import touched
from review_service.pages.rendering import render
from review_service.pages.visitor import Number, Seen, Visiting, Visitor

router = APIRouter()

POINTS, STEPS = 4, 3
"""Open points and steps of the way shown at most; the rooms beside have them all."""


@dataclass(frozen=True)
class Open:
    """An open point with the last day for it, where there is one, and whether that has passed; the
    last reminder of it, and whether the reader `may` send one now."""

    point: OpenPoint
    due: date | None
    late: bool
    reminder: Reminder | None
    may: bool


@router.get("/entwuerfe/{id}")
def stand_page(
    request: Request, visitor: Visiting, shown: Seen, fassung: Number | None = None,
    teil: Number | None = None, stelle: Number | None = None,
    ok: Annotated[str, Query(max_length=40)] = "",
) -> Response:  # fmt: skip
    """Show how a draft stands. `fassung`, `teil` and `stelle` led to its text before that had a
    page of its own; they lead there still."""
    if fassung or teil or stelle:
        return RedirectResponse(f"/entwuerfe/{shown.draft}/text?{request.url.query}", 308)
    with visitor.database() as database:
        stands = standing.now(database, shown, visitor.ordnung, visitor.service.now())
        (revision,) = diff_history.revisions(
            database, shown.draft, upto=shown.revision, after=shown.revision - 1
        )
    return render(
        request, "draft.html", title=shown.title, shown=shown, revision=revision,
        touched=touched, open=list(_open(visitor, stands)), points=POINTS, steps=STEPS,
        done=after.done(
            visitor, NOTICES, ok, at=shown.changed_at, href=f"/entwuerfe/{shown.draft}/verlauf"
        ),
        offers=offers(visitor.doing(), stands), bystands=bystanding.told(visitor.account, shown),
        **facts(stands),
    )  # fmt: skip


def _open(visitor: Visitor, stands: Standing) -> Iterator[Open]:
    last, reminded = stands.consensus.last, stands.consensus.reminded
    left = {body.slug for body in reminding.left(visitor.doing(), stands.shown, stands.consensus)}
    for point in stands.consensus.open_points:
        body = point.body or ""
        cell = last.cells.get(body) if last else None
        due = None
        if last and cell and point.kind == "not_heard":
            due = consensus.due(last.row.opened_at, cell.kind, stands.consensus.under.rules)
        late = due is not None and due < stands.consensus.under.day
        yield Open(point, due, late, reminded.get(body), may=body in left)


def facts(stands: Standing) -> dict[str, Any]:
    """Give what a page says about where a draft stands, now or then."""
    return {
        "stands": stands,
        "verdict": verdict.verdict(stands),
        "matrix": matrix(stands.consensus),
        "way": verdict.way(stands),
        "open_heading": verdict.open_heading(stands),
        "earlier_submitted": earlier_submitted(stands),
    }


def earlier_submitted(stands: Standing) -> int | None:
    """Give the last submitted revision before the one submitted last."""
    revisions = [view.row.revision for view in stands.consensus.rounds]
    return max((r for r in revisions if r < revisions[-1]), default=None)
