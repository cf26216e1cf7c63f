"""What happened: the history of a draft, the log for auditors, and what changed in the text."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from domain.text.redline import redline
from projections import history
from projections.history import Happened
from review_service import access
from review_service.access import Act
from review_service.api.answers import EventAnswer, Page
from review_service.api.caller import Doer, Seen
from review_service.api.drafts import inside
from review_service.api.paging import After, Limit, page

router = APIRouter(tags=["Verlauf"])


class RedlineBlock(BaseModel):
    """A part of the text: `same`, `changed`, `deleted` or `inserted`; ops rebuild both sides."""

    kind: str
    ops: list[tuple[str, str]]


class RedlineAnswer(BaseModel):
    """What changed between two revisions; an op is one of `=`, `-`, `+` with its text."""

    model_config = ConfigDict(populate_by_name=True)
    from_: int = Field(alias="from")
    to: int
    algorithm: str
    blocks: list[RedlineBlock]


def is_auditor(doer: Doer) -> None:
    """Refuse (403) whoever is no auditor."""
    access.seat_for(doer.account, Act.READ_LOG)


@router.get("/api/drafts/{id}/history")
def of_draft(
    request: Request, doer: Doer, shown: Seen, limit: Limit = 100, after: After = 0
) -> Page[EventAnswer]:
    """List a draft's events the caller may see, oldest first."""
    with doer.service.pool.connection() as database:
        rows = history.of_draft(
            database, shown.draft, inside=inside(doer.account, shown), after=after, limit=limit + 1
        )
    auditor = any(access.seats_for(doer.account, Act.READ_LOG))
    return _events(request, rows, limit, position=auditor, mark="version")


@router.get("/api/events", dependencies=[Depends(is_auditor)])
def of_log(
    request: Request, doer: Doer, limit: Limit = 100,
    after: Annotated[int, Query(ge=0, le=2**63 - 1)] = 0,
) -> Page[EventAnswer]:  # fmt: skip
    """List all events by position; for auditors."""
    with doer.service.pool.connection() as database:
        rows = history.of_log(database, after=after, limit=limit + 1)
    return _events(request, rows, limit, position=True, mark="position")


def _events(
    request: Request, rows: list[Happened], limit: int, *, position: bool, mark: str
) -> Page[EventAnswer]:
    return page(
        request, rows, limit,
        item=lambda row: EventAnswer.of(row, position=position),
        mark=lambda row: getattr(row, mark),
    )  # fmt: skip


@router.get("/api/drafts/{id}/redline")
def changes(
    doer: Doer, shown: Seen,
    from_: Annotated[int, Query(alias="from", ge=1, le=2**31 - 1)],
    to: Annotated[int, Query(ge=1, le=2**31 - 1)],
) -> RedlineAnswer:  # fmt: skip
    """Give what changed between two revisions."""
    old, new = doer.text(shown, from_), doer.text(shown, to)
    if old is None or new is None:
        raise access.NotVisible
    found = redline(old, new)
    blocks = [RedlineBlock(kind=block.kind, ops=list(block.ops)) for block in found.blocks]
    return RedlineAnswer(from_=from_, to=to, algorithm=found.algorithm, blocks=blocks)
