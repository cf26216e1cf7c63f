"""Drafts: list, author, read now or as they stood, revise, submit, withdraw."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Path, Query, Request, Response

from projections import diff_history, drafts, standing
from projections.drafts import Shown
from review_service import access
from review_service.access import Act
from review_service.acts import importing, writing
from review_service.acts.doing import Doing
from review_service.acts.importing import RevisionFromFile
from review_service.acts.merging import NewRevision
from review_service.acts.requests.fields import Moment
from review_service.acts.writing import NewDraft, NewSubmission, NewWithdrawal
from review_service.answers.drafts import (
    DraftAnswer,
    Page,
    RevisedAnswer,
    RevisionAnswer,
    RevisionText,
    RoundAnswer,
    StoodAnswer,
)
from review_service.api import problems
from review_service.api.bodies import Body
from review_service.api.caller import Reader, Seen, allowed, allowed_anywhere
from review_service.api.changing import BEGINNING, About, OnDraft, Row, install
from review_service.api.entity_tags import is_named, tag
from review_service.api.paging import After, Limit, page
from review_service.people.accounts import Account
from review_service.reviews import Receipt

router = APIRouter(prefix="/api/drafts", tags=["Entwürfe"])
AfterDraft = Annotated[UUID | None, Query(description="Kennung des letzten Eintrags zuvor")]


@router.get("", responses=problems.READING)
def list_drafts(
    request: Request, reader: Reader, limit: Limit = 100, after: AfterDraft = None
) -> Page[DraftAnswer]:
    """List the drafts the caller may see, oldest first."""
    last = reader.see(after) if after else None
    with reader.service.pool.connection() as database:
        rows = drafts.listed(
            database,
            own=access.own_groups(reader.account),
            everything=access.sees_everything(reader.account),
            after=(last.authored_at, last.draft) if last else None,
            limit=limit + 1,
        )
    return page(request, rows, limit, item=DraftAnswer.of, mark=lambda row: row.draft)


@router.get(
    "/{id}", response_model=StoodAnswer | DraftAnswer,
    responses={**problems.READING, 304: {"description": "Unverändert"}},
)  # fmt: skip
def read(
    reader: Reader, shown: Seen, response: Response,
    version: Annotated[int | None, Query(ge=1, le=2**31 - 1, examples=[2])] = None,
    at: Annotated[Moment | None, Query()] = None,
    if_none_match: Annotated[str | None, Header(max_length=1000)] = None,
) -> Any:  # fmt: skip
    """Give a draft; with `version` or `at` as it stood then, computed from its events."""
    if version is not None or at is not None:
        return _stood(reader, shown, version, at)
    response.headers["ETag"] = tag(shown.version)
    if is_named(shown.version, if_none_match):
        return Response(status_code=304, headers=dict(response.headers))
    return DraftAnswer.of(shown)


def _stood(reader: Reader, shown: Shown, version: int | None, at: datetime | None) -> StoodAnswer:
    procedures = reader.service.procedures
    with reader.service.pool.connection() as database:
        stood = standing.then(
            database, shown.draft, lambda moment: procedures.at(moment, database),
            inside=inside(reader.account, shown), version=version, at=at,
        )  # fmt: skip
    if stood is None:
        raise access.NotVisible
    return StoodAnswer.then(stood)


def inside(account: Account, shown: Shown) -> bool:
    """Whether the account sees the draft's unsubmitted revisions."""
    return access.sees_unsubmitted(account, shown.body)


@router.get("/{id}/revisions", responses=problems.READING)
def revisions(
    request: Request, reader: Reader, shown: Seen, limit: Limit = 100, after: After = 0
) -> Page[RevisionAnswer]:
    """List the revisions the caller may see, without their texts."""
    with reader.service.pool.connection() as database:
        rows = diff_history.revisions(
            database, shown.draft, upto=shown.revision, after=after, limit=limit + 1
        )
    return page(request, rows, limit, item=RevisionAnswer.of, mark=lambda row: row.revision)


@router.get("/{id}/revisions/{n}", responses=problems.READING)
def revision(
    reader: Reader, shown: Seen, n: Annotated[int, Path(ge=1, examples=[1])]
) -> RevisionText:
    """Give one revision with its text."""
    with reader.service.pool.connection() as database:
        found = access.revision(database, shown, n)
        row = diff_history.revisions(database, shown.draft, upto=n, after=n - 1)[0]
    return RevisionText(**RevisionAnswer.of(row).model_dump(), text=found.text)


# Changing ----------------------------------------------------------------------------------------


def draft_of(receipt: Receipt) -> dict[str, str]:
    """Give the headers of an answer that is a draft after an act."""
    return {"ETag": tag(receipt.version)}


def drafted(doing: Doing, about: About, said: Any, receipt: Receipt) -> DraftAnswer:
    """Answer with the draft after the act."""
    return DraftAnswer.after(receipt, doing.see(receipt.stream))


def in_round(doing: Doing, about: About, said: Any, receipt: Receipt) -> RoundAnswer:
    """Answer with the number of the round."""
    return RoundAnswer(round=receipt.round)


def begun(receipt: Receipt) -> dict[str, str]:
    """Give the headers of an answer that is a draft just begun."""
    return {"Location": f"/api/drafts/{receipt.stream}", **draft_of(receipt)}


def _revised(doing: Doing, about: About, said: Any, receipt: Receipt) -> RevisedAnswer:
    return RevisedAnswer.after(receipt, doing.see(receipt.stream))


ROWS = (
    Row(
        "", Body.of(NewDraft), allowed_anywhere(Act.AUTHOR), writing.author, drafted,
        responses=BEGINNING, headers=begun,
    ),
    OnDraft(
        "/{id}/revisions", Body.of(NewRevision), allowed(Act.REVISE), writing.revise, _revised,
        responses={**problems.ACTING, **problems.MERGING}, headers=draft_of,
    ),
    OnDraft(
        "/{id}/file", Body.of(RevisionFromFile), allowed(Act.REVISE),
        importing.revise_from_file, _revised,
        responses={**problems.ACTING, **problems.MERGING}, headers=draft_of,
    ),
    OnDraft(
        "/{id}/submission", Body.of(NewSubmission), allowed(Act.SUBMIT), writing.submit, in_round,
    ),
    OnDraft(
        "/{id}/withdrawal", Body.of(NewWithdrawal), allowed(Act.WITHDRAW), writing.withdraw,
        in_round,
    ),
)  # fmt: skip
install(router, ROWS)
