"""Drafts: list, author, read now or as they stood, revise, submit, withdraw."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import AwareDatetime

from domain import lip
from projections import current_text, diff_history, drafts, standing
from projections.drafts import Shown
from projections.standing import Standing
from review_service import access
from review_service.access import Act
from review_service.acts import writing
from review_service.acts.requests import NewDraft, NewRevision, NewSubmission, NewWithdrawal
from review_service.api.answers import (
    ConsensusAnswer,
    DraftAnswer,
    Page,
    RevisionAnswer,
    RevisionText,
    RoundAnswer,
    StoodAnswer,
    VorgabeAnswer,
)
from review_service.api.caller import Doer, Seen, allowed, etag
from review_service.api.paging import After, Limit, page
from review_service.people.accounts import Account

router = APIRouter(prefix="/api/drafts", tags=["Entwürfe"])
HEARD = [body.slug for body in lip.HEARD]


def may_author(doer: Doer) -> None:
    """Refuse (403) whoever chairs no expert group."""
    access.seat_for(doer.account, Act.AUTHOR)


@router.post("", status_code=201, dependencies=[Depends(may_author)])
def author(doer: Doer, new: NewDraft, response: Response) -> DraftAnswer:
    """Begin a draft: its first revision."""
    receipt = writing.author(doer, new)
    response.headers["Location"] = f"/api/drafts/{receipt.draft}"
    response.headers["ETag"] = f'"{receipt.version}"'
    return DraftAnswer.after(receipt, doer.see(receipt.draft))


@router.get("")
def list_drafts(
    request: Request, doer: Doer, limit: Limit = 100,
    after: Annotated[str | None, Query(max_length=100, pattern=r"^\S+~[0-9a-f-]{36}$")] = None,
) -> Page[DraftAnswer]:  # fmt: skip
    """List the drafts the caller may see, oldest first."""
    with doer.service.pool.connection() as database:
        rows = drafts.listed(
            database,
            own=access.own_groups(doer.account),
            everything=access.sees_everything(doer.account),
            after=_mark(after),
            limit=limit + 1,
        )
    return page(
        request, rows, limit, item=DraftAnswer.of,
        mark=lambda row: f"{row.authored_at.isoformat()}~{row.draft}",
    )  # fmt: skip


def _mark(after: str | None) -> tuple[datetime, UUID] | None:
    if after is None:
        return None
    at, _, draft = after.rpartition("~")
    try:
        moment = datetime.fromisoformat(at.replace(" ", "+"))
        return (moment, UUID(draft)) if moment.tzinfo else None
    except ValueError:
        return None


@router.get("/{id}", response_model=StoodAnswer | DraftAnswer)
def read(
    request: Request, doer: Doer, shown: Seen, response: Response,
    version: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    at: AwareDatetime | None = None,
) -> Any:  # fmt: skip
    """Give a draft; with `version` or `at` as it stood then, computed from its events."""
    if version is not None or at is not None:
        return _stood(doer, shown, version, at)
    response.headers["ETag"] = etag(shown)
    if request.headers.get("If-None-Match") == etag(shown):
        return Response(status_code=304, headers={"ETag": etag(shown)})
    return DraftAnswer.of(shown)


def _stood(doer: Doer, shown: Shown, version: int | None, at: datetime | None) -> StoodAnswer:
    with doer.service.pool.connection() as database:
        stood = standing.then(
            database, shown.draft, doer.service.rules,
            inside=inside(doer.account, shown), version=version, at=at,
        )  # fmt: skip
    if stood is None:
        raise access.NotVisible
    return stood_answer(stood)


def inside(account: Account, shown: Shown) -> bool:
    """Whether the account sees the draft's unsubmitted revisions."""
    return access.sees_unsubmitted(account, shown.body)


def stood_answer(stood: Standing) -> StoodAnswer:
    """Give a replayed draft in the API's shape."""
    return StoodAnswer(
        **DraftAnswer.of(stood.shown).model_dump(),
        at=stood.recorded_at or stood.shown.changed_at,
        text=stood.text,
        consensus=ConsensusAnswer.of(stood.consensus, HEARD),
        vorgaben=[VorgabeAnswer.of(line) for line in stood.vorgaben],
    )


@router.post("/{id}/revisions", status_code=201, dependencies=[allowed(Act.REVISE)])
def revise(doer: Doer, shown: Seen, new: NewRevision, response: Response) -> DraftAnswer:
    """Write the next revision on the current one."""
    receipt = writing.revise(doer, shown.draft, new)
    response.headers["ETag"] = f'"{receipt.version}"'
    return DraftAnswer.after(receipt, shown)


@router.get("/{id}/revisions")
def revisions(
    request: Request, doer: Doer, shown: Seen, limit: Limit = 100, after: After = 0
) -> Page[RevisionAnswer]:
    """List the revisions the caller may see, without their texts."""
    with doer.service.pool.connection() as database:
        rows = diff_history.revisions(
            database, shown.draft, upto=shown.revision, after=after, limit=limit + 1
        )
    return page(request, rows, limit, item=RevisionAnswer.of, mark=lambda row: row.revision)


@router.get("/{id}/revisions/{n}")
def revision(doer: Doer, shown: Seen, n: int) -> RevisionText:
    """Give one revision with its text."""
    if not 1 <= n <= shown.revision:
        raise access.NotVisible
    with doer.service.pool.connection() as database:
        row = diff_history.revisions(database, shown.draft, upto=n, after=n - 1)[0]
        found = current_text.of_revision(database, shown.draft, n)
    assert found
    return RevisionText(**RevisionAnswer.of(row).model_dump(), text=found.text)


@router.post("/{id}/submission", status_code=201, dependencies=[allowed(Act.SUBMIT)])
def submit(doer: Doer, shown: Seen, new: NewSubmission) -> RoundAnswer:
    """Submit the current revision: the next Beratungsrunde begins."""
    return RoundAnswer(round=writing.submit(doer, shown.draft, new).round)


@router.post("/{id}/withdrawal", status_code=201, dependencies=[allowed(Act.WITHDRAW)])
def withdraw(doer: Doer, shown: Seen, new: NewWithdrawal) -> RoundAnswer:
    """Take the submission back; its round's number is used up."""
    return RoundAnswer(round=writing.withdraw(doer, shown.draft, new).round)
