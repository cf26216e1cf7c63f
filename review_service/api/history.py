"""What happened: the history of a draft, and the log for auditors."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from projections import history
from projections.history import Happened
from review_service import access
from review_service.access import Act
from review_service.answers.drafts import EventAnswer, Page
from review_service.api import problems
from review_service.api.caller import Reader, Seen, allowed_anywhere, needs
from review_service.api.drafts import inside
from review_service.api.paging import After, Limit, page

router = APIRouter(tags=["Verlauf"])


@router.get(
    "/api/drafts/{id}/history", responses=problems.READING, response_model_exclude_unset=True
)
def of_draft(
    request: Request, reader: Reader, shown: Seen, limit: Limit = 100, after: After = 0
) -> Page[EventAnswer]:
    """List a draft's events the caller may see, oldest first; `position` for auditors only."""
    with reader.service.pool.connection() as database:
        rows = history.of_draft(
            database, shown.draft, inside=inside(reader.account, shown), after=after,
            limit=limit + 1,
        )  # fmt: skip
    auditor = any(access.seats_for(reader.account, Act.READ_LOG))
    return _events(request, rows, limit, position=auditor, mark="version")


@router.get(
    "/api/events", responses={**problems.READING, **problems.documented(403)},
    dependencies=[needs(allowed_anywhere(Act.READ_LOG))],
)  # fmt: skip
def of_log(
    request: Request, reader: Reader, limit: Limit = 100,
    after: Annotated[int, Query(ge=0, le=2**63 - 1)] = 0,
) -> Page[EventAnswer]:  # fmt: skip
    """List all events by position; for auditors."""
    with reader.service.pool.connection() as database:
        rows = history.of_log(database, after=after, limit=limit + 1)
    return _events(request, rows, limit, position=True, mark="position")


def _events(
    request: Request, rows: list[Happened], limit: int, *, position: bool, mark: str
) -> Page[EventAnswer]:
    return page(
        request, rows, limit,
        item=lambda row: EventAnswer.of(row, position=position),
        mark=lambda row: getattr(row, mark),
        more=history.too_many(rows),
    )  # fmt: skip
