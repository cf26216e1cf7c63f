"""One draft: where it stands, who says what, its way, its Vorgaben, its text, its revisions."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from projections import diff_history, standing
from projections.current_text import Text
from projections.standing import Standing
from review_service import access
from review_service.pages.draft import verdict
from review_service.pages.draft.forms import NOTICES, offers
from review_service.pages.hearing.matrix import matrix
from review_service.pages.rendering import render
from review_service.pages.text import beside
from review_service.pages.text.beside import Spoken
from review_service.pages.text.reading import Places, reading
from review_service.pages.visitor import Seen, Visiting
from review_service.people import register

router = APIRouter()

REVISIONS = 5
"""Revisions listed on a draft's page, the newest ones."""

Number = Annotated[int, Query(ge=1, le=2**31 - 1)]


@router.get("/entwuerfe/{id}")
def draft_page(
    request: Request, visitor: Visiting, shown: Seen, fassung: Number | None = None,
    teil: Number = 1, stelle: Number | None = None, ok: Annotated[str, Query(max_length=40)] = "",
) -> Response:  # fmt: skip
    """Show a draft; `fassung` shows the text of an earlier revision, `teil` another part of it,
    `stelle` the part in which that passage stands."""
    with visitor.database() as database:
        stands = standing.now(database, shown, visitor.ordnung, visitor.service.now())
        text = access.revision(database, shown, fassung or shown.revision)
        revisions = diff_history.revisions(
            database, shown.draft, upto=shown.revision, after=max(0, shown.revision - REVISIONS)
        )
        spoken = beside.spoken_of(
            database,
            shown.draft,
            stands.vorgaben,
            revision=text.revision,
            upto=shown.revision,
            ordnung=visitor.ordnung,
        )
        names = register.names(database, {revision.by["person"] for revision in revisions})
    return render(
        request, "draft.html", title=shown.title, shown=shown, text=text, names=names,
        revisions=revisions[::-1], spoken=spoken,
        read=reading(
            text.text, beside.notes(spoken, shown.draft), _part_of(stelle, spoken, text) or teil
        ),
        notice=NOTICES.get(ok), offers=offers(visitor.doing(), stands), **facts(stands),
    )  # fmt: skip


def _part_of(number: int | None, spoken: list[Spoken], text: Text) -> int | None:
    """Give the part of the text in which a passage stands; None without one."""
    for one in spoken:
        if one.standing.number == number and one.here and one.standing.at:
            return Places(text.text).of(one.standing.at)[1]
    return None


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
