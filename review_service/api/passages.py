"""Passages: where each stands in a revision, its way, and where an orphaned one is found again."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request

from projections import passages
from review_service import access
from review_service.access import Act
from review_service.acts import placing
from review_service.acts.doing import Doing
from review_service.acts.placing import NewPlace
from review_service.acts.requests.fields import REVISION_LIMIT
from review_service.answers.drafts import Page
from review_service.answers.passages import PassageAnswer, PassageWay
from review_service.api import problems
from review_service.api.bodies import Body
from review_service.api.caller import DraftId, Reader, Seen, allowed, see
from review_service.api.changing import About, OnDraft, install
from review_service.api.paging import After, Limit, page
from review_service.reviews import Receipt

router = APIRouter(prefix="/api/drafts/{id}/passages", tags=["Textstellen"])
PassageNumber = Annotated[int, Path(ge=1, le=REVISION_LIMIT, examples=[1])]


@router.get("", responses=problems.READING)
def list_passages(
    request: Request, reader: Reader, shown: Seen,
    revision: Annotated[int | None, Query(ge=1, le=REVISION_LIMIT)] = None,
    limit: Limit = 100, after: After = 0,
) -> Page[PassageAnswer]:  # fmt: skip
    """List where each passage stands in a revision, the newest where none is named."""
    asked = revision or shown.revision
    if asked > shown.revision:
        raise access.NotVisible
    with reader.service.pool.connection() as database:
        found = passages.of_revision(database, shown.draft, asked, upto=shown.revision)
    rest = [one for one in found if one.number > after][: limit + 1]
    return page(request, rest, limit, item=PassageAnswer.of, mark=lambda one: one.number)


@router.get("/{n}", responses=problems.READING)
def read_passage(reader: Reader, shown: Seen, n: PassageNumber) -> PassageWay:
    """Give a passage with its way; of an orphaned one, where it may stand now, as a guess."""
    standing = placing.standing(reader, shown, n)
    with reader.service.pool.connection() as database:
        way = passages.way(database, shown.draft, n, upto=shown.revision)
    return PassageWay.along(standing, way, placing.suggestion(reader, shown, standing))


def _passage(reader: Doing, id: DraftId, n: PassageNumber) -> About:
    return see(reader, id).draft, n


def _placed(doing: Doing, about: About, said: Any, receipt: Receipt) -> PassageAnswer:
    draft, number = about
    return PassageAnswer.of(placing.standing(doing, doing.see(draft), number))


ROWS = (
    OnDraft(
        "/{n}/place", Body.of(NewPlace), allowed(Act.PLACE), placing.place, _placed,
        about=_passage,
    ),
)  # fmt: skip
install(router, ROWS)
