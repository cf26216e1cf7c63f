"""Elections: call one, record what happens, read what came of it."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from projections import election_course
from projections.election_course import Course
from review_service import access
from review_service.access import Act
from review_service.acts import electing
from review_service.acts.requests import elections as requests
from review_service.answers.drafts import Page
from review_service.answers.elections import CourseAnswer, ElectionAnswer, ElectionChanged
from review_service.api import election_bodies as bodies
from review_service.api import problems
from review_service.api.bodies import Body
from review_service.api.caller import Beginner, Reader, allowed_anywhere
from review_service.api.paging import Limit, page
from review_service.people import register
from review_service.reviews import Receipt

router = APIRouter(prefix="/api/elections", tags=["Wahlen"])
AfterElection = Annotated[UUID | None, Query(description="Kennung des letzten Eintrags zuvor")]
ACTING = problems.documented(401, 403, 404, 409, 413, 415, 422, 503)


async def course(
    reader: Reader, id: Annotated[str, Path(json_schema_extra={"format": "uuid"})]
) -> Course:
    """Give the election of the path; raises NotSignedIn, NoSuchElection."""
    try:
        election = UUID(id)
    except ValueError as error:  # no election has such an id
        raise electing.NoSuchElection from error
    return await run_in_threadpool(electing.see, reader, election)


Seen = Annotated[Course, Depends(course)]


async def _may_elect(reader: Reader, seen: Seen) -> None:
    access.seat_for(reader.account, Act.ELECT)


def _route(path: str, body: Body) -> dict[str, Any]:
    """Give what the route of an act on an election is made of."""
    return {
        "path": f"/{{id}}/{path}", "status_code": 201, "responses": ACTING,
        "dependencies": [Depends(_may_elect)], "openapi_extra": body.documented,
    }  # fmt: skip


def _changed(done: Receipt) -> ElectionChanged:
    return ElectionChanged(id=done.stream, version=done.version)


@router.post(
    "", status_code=201, responses=problems.documented(401, 403, 409, 413, 415, 422, 503),
    dependencies=[allowed_anywhere(Act.ELECT)], openapi_extra=bodies.ELECTION.documented,
)  # fmt: skip
def call(
    doer: Beginner, new: Annotated[requests.NewElection, Depends(bodies.ELECTION.read)],
    response: Response,
) -> ElectionChanged:  # fmt: skip
    """Call an election by terms of the procedure."""
    done = electing.call(doer, new)
    response.headers["Location"] = f"/api/elections/{done.stream}"
    return _changed(done)


@router.get("", responses=problems.READING)
def list_elections(
    request: Request, reader: Reader, limit: Limit = 100, after: AfterElection = None
) -> Page[ElectionAnswer]:
    """List the elections, the first called first."""
    last = electing.see(reader, after).head if after else None
    with reader.service.pool.connection() as database:
        rows = election_course.listed(
            database, limit=limit + 1, after=(last.called_at, last.election) if last else None
        )
    return page(request, rows, limit, item=ElectionAnswer.of, mark=lambda row: row.election)


@router.get("/{id}", responses=problems.READING)
def read(reader: Reader, seen: Seen) -> CourseAnswer:
    """Give an election from its roll to its seats."""
    with reader.service.pool.connection() as database:
        return CourseAnswer.whole(seen, register.names(database, seen.persons))


@router.post(**_route("roll", bodies.ENTRY))
def add(
    doer: Beginner, seen: Seen, new: Annotated[requests.NewEntry, Depends(bodies.ENTRY.read)]
) -> ElectionChanged:
    """Put an organisation on the roll, before the first round."""
    return _changed(electing.add(doer, seen.head.election, new))


@router.post(**_route("removals", bodies.REMOVAL))
def remove(
    doer: Beginner, seen: Seen, new: Annotated[requests.NewRemoval, Depends(bodies.REMOVAL.read)]
) -> ElectionChanged:
    """Take an organisation off the roll, before the first round."""
    return _changed(electing.remove(doer, seen.head.election, new))


@router.post(**_route("invitations", bodies.INVITATION))
def invite(
    doer: Beginner,
    seen: Seen,
    new: Annotated[requests.NewInvitation, Depends(bodies.INVITATION.read)],
) -> ElectionChanged:
    """Record which organisations were invited."""
    return _changed(electing.invite(doer, seen.head.election, new))


@router.post(**_route("nominations", bodies.NOMINATION))
def nominate(
    doer: Beginner,
    seen: Seen,
    new: Annotated[requests.NewNomination, Depends(bodies.NOMINATION.read)],
) -> ElectionChanged:
    """Enter a person in the register and record which organisation puts it up."""
    return _changed(electing.nominate(doer, seen.head.election, new))


@router.post(**_route("withdrawals", bodies.STANDING_DOWN))
def stand_down(
    doer: Beginner,
    seen: Seen,
    new: Annotated[requests.NewStandingDown, Depends(bodies.STANDING_DOWN.read)],
) -> ElectionChanged:
    """Record that a candidate no longer stands, or does not accept a seat; the next may move up."""
    return _changed(electing.stand_down(doer, seen.head.election, new))


@router.post(**_route("postponements", bodies.POSTPONEMENT))
def postpone(
    doer: Beginner,
    seen: Seen,
    new: Annotated[requests.NewPostponement, Depends(bodies.POSTPONEMENT.read)],
) -> ElectionChanged:
    """Move the meeting, and with it perhaps the deadline."""
    return _changed(electing.postpone(doer, seen.head.election, new))


@router.post(**_route("abandonment", bodies.ABANDONMENT))
def abandon(
    doer: Beginner,
    seen: Seen,
    new: Annotated[requests.NewAbandonment, Depends(bodies.ABANDONMENT.read)],
) -> ElectionChanged:
    """Call an election off, until its result."""
    return _changed(electing.abandon(doer, seen.head.election, new))


@router.post(**_route("rounds", bodies.ROUND))
def hold_round(
    doer: Beginner, seen: Seen, new: Annotated[requests.NewRound, Depends(bodies.ROUND.read)]
) -> ElectionChanged:
    """Record who took part in a round and who counts, or correct it while it is counted."""
    return _changed(electing.hold_round(doer, seen.head.election, new))


@router.post(**_route("counts", bodies.COUNT))
def enter_count(
    doer: Beginner, seen: Seen, new: Annotated[requests.NewCount, Depends(bodies.COUNT.read)]
) -> ElectionChanged:
    """Enter a teller's count; the second one that agrees decides the round."""
    return _changed(electing.enter_count(doer, seen.head.election, new))


@router.post(**_route("lots", bodies.LOT))
def draw_lot(
    doer: Beginner, seen: Seen, new: Annotated[requests.NewLot, Depends(bodies.LOT.read)]
) -> ElectionChanged:
    """Record whom the lot fell on, before which witnesses."""
    return _changed(electing.draw_lot(doer, seen.head.election, new))


@router.post(**_route("conclusion", bodies.RESULT))
def conclude(
    doer: Beginner, seen: Seen, new: Annotated[requests.NewResult, Depends(bodies.RESULT.read)]
) -> ElectionChanged:
    """Record the result; the elected take their seats."""
    return _changed(electing.conclude(doer, seen.head.election, new))
