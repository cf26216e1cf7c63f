"""Elections: call one, record what happens, read what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.concurrency import run_in_threadpool

from domain.election.course import Course
from projections import elections
from review_service.access import Act
from review_service.acts import electing
from review_service.acts.doing import Doing
from review_service.acts.requests import elections as requests
from review_service.answers.drafts import Page
from review_service.answers.elections import CourseAnswer, ElectionAnswer, ElectionChanged
from review_service.api import problems
from review_service.api.bodies import Body
from review_service.api.caller import Reader, allowed_anywhere
from review_service.api.changing import BEGINNING, About, Row, install
from review_service.api.paging import Limit, page
from review_service.people import register
from review_service.reviews import Receipt

router = APIRouter(prefix="/api/elections", tags=["Wahlen"])
AfterElection = Annotated[UUID | None, Query(description="Kennung des letzten Eintrags zuvor")]


ElectionId = Annotated[str, Path(json_schema_extra={"format": "uuid"})]


def _see(reader: Doing, id: str) -> Course:
    try:
        election = UUID(id)
    except ValueError as error:  # no election has such an id
        raise electing.NoSuchElection from error
    return electing.see(reader, election)


async def course(reader: Reader, id: ElectionId) -> Course:
    """Give the election of the path; raises NotSignedIn, NoSuchElection."""
    return await run_in_threadpool(_see, reader, id)


Seen = Annotated[Course, Depends(course)]


@router.get("", responses=problems.READING)
def list_elections(
    request: Request, reader: Reader, limit: Limit = 100, after: AfterElection = None
) -> Page[ElectionAnswer]:
    """List the elections, the first called first."""
    last = electing.see(reader, after) if after else None
    with reader.service.pool.connection() as database:
        rows = elections.listed(
            database, limit=limit + 1, after=(last.called_at, last.election) if last else None
        )
    return page(request, rows, limit, item=ElectionAnswer.of, mark=lambda row: row.election)


@router.get("/{id}", responses=problems.READING)
def read(reader: Reader, seen: Seen) -> CourseAnswer:
    """Give an election from its roll to its seats."""
    with reader.service.pool.connection() as database:
        return CourseAnswer.whole(seen, register.names(database, seen.persons))


def _election(reader: Doing, id: ElectionId) -> About:
    return (_see(reader, id).election,)


def _changed(doing: Doing, about: About, said: Any, receipt: Receipt) -> ElectionChanged:
    return ElectionChanged(id=receipt.stream, version=receipt.version)


def _called(receipt: Receipt) -> dict[str, str]:
    return {"Location": f"/api/elections/{receipt.stream}"}


def _row(path: str, model: type, act: Callable[..., Receipt]) -> Row:
    right = allowed_anywhere(Act.ELECT)
    return Row(f"/{{id}}/{path}", Body.of(model), right, act, _changed, about=_election)


ROWS = (
    Row(
        "", Body.of(requests.NewElection), allowed_anywhere(Act.ELECT), electing.call, _changed,
        responses=BEGINNING, headers=_called,
    ),
    _row(
        "roll", requests.NewEntry, electing.add,
    ),
    _row(
        "removals", requests.NewRemoval, electing.remove,
    ),
    _row(
        "invitations", requests.NewInvitation, electing.invite,
    ),
    _row(
        "nominations", requests.NewNomination, electing.nominate,
    ),
    _row(
        "withdrawals", requests.NewStandingDown, electing.stand_down,
    ),
    _row(
        "postponements", requests.NewPostponement, electing.postpone,
    ),
    _row(
        "abandonment", requests.NewAbandonment, electing.abandon,
    ),
    _row(
        "rounds", requests.NewRound, electing.hold_round,
    ),
    _row(
        "counts", requests.NewCount, electing.enter_count,
    ),
    _row(
        "lots", requests.NewLot, electing.draw_lot,
    ),
    _row(
        "conclusion", requests.NewResult, electing.conclude,
    ),
)  # fmt: skip
install(router, ROWS)
