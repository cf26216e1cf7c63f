"""The procedure: what holds on a day; moving its dates, re-cutting its Themenfelder."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from fastapi.concurrency import run_in_threadpool

from review_service import access
from review_service.access import Act
from review_service.acts import proceeding
from review_service.acts.requests.procedures import NewAgreement, NewDate, NewRecut
from review_service.answers.procedure import DoneAnswer, ProcedureAnswer, RecutDone
from review_service.api import problems
from review_service.api import procedure_bodies as bodies
from review_service.api.caller import Beginner, Reader, allowed_anywhere
from review_service.api.days import At

router = APIRouter(prefix="/api/procedure", tags=["Verfahren"])
ACTING = problems.documented(401, 403, 404, 409, 413, 415, 422, 503)


@router.get("", responses=problems.READING)
def read(reader: Reader, at: At = None) -> ProcedureAnswer:
    """Give the procedure as it holds on a day: resolutions, dates, Themenfelder, rules."""
    procedure, ordnung = proceeding.holding(reader, at)
    return ProcedureAnswer.of(procedure, ordnung)


@router.post(
    "/dates", status_code=201, responses=ACTING,
    dependencies=[allowed_anywhere(Act.MOVE_DATES)], openapi_extra=bodies.DATE.documented,
)  # fmt: skip
def move_date(doer: Beginner, new: Annotated[NewDate, Depends(bodies.DATE.read)]) -> DoneAnswer:
    """Say when something is planned now or when it took place, and why."""
    return DoneAnswer(version=proceeding.move_date(doer, new).version)


@router.post(
    "/recuts", status_code=201, responses=ACTING,
    dependencies=[allowed_anywhere(Act.PROPOSE_RECUT)], openapi_extra=bodies.RECUT.documented,
)  # fmt: skip
def propose(doer: Beginner, new: Annotated[NewRecut, Depends(bodies.RECUT.read)]) -> RecutDone:
    """Propose a new Themenfeld or another cut of one."""
    done = proceeding.propose_recut(doer, new)
    number = proceeding.number_of(doer, done)
    return RecutDone(number=number, version=done.version)


async def recut(
    reader: Reader, number: Annotated[str, Path(json_schema_extra={"type": "integer"})]
) -> int:
    """Give the number of the proposal of the path; raises NotSignedIn, NoSuchRecut."""
    return await run_in_threadpool(proceeding.see_recut, reader, number)


Seen = Annotated[int, Depends(recut)]


async def _may_agree(reader: Reader, seen: Seen) -> None:
    access.seat_for(reader.account, Act.AGREE)


@router.post(
    "/recuts/{number}/agreement", status_code=201, responses=ACTING,
    dependencies=[Depends(_may_agree)], openapi_extra=bodies.AGREEMENT.documented,
)  # fmt: skip
def answer(
    doer: Beginner, seen: Seen, new: Annotated[NewAgreement, Depends(bodies.AGREEMENT.read)]
) -> RecutDone:
    """Record what the Lenkungsgruppe says to a proposal."""
    done = proceeding.answer_recut(doer, seen, new)
    return RecutDone(number=seen, version=done.version)
