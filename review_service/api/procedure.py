"""The procedure: what holds on a day; moving its dates, re-cutting its Themenfelder."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path

from review_service.access import Act
from review_service.acts import proceeding
from review_service.acts.doing import Doing
from review_service.acts.requests.procedures import NewAgreement, NewDate, NewRecut
from review_service.answers.procedure import DoneAnswer, ProcedureAnswer, RecutDone
from review_service.api import problems
from review_service.api.bodies import Body
from review_service.api.caller import Reader, allowed_anywhere
from review_service.api.changing import About, Row, install
from review_service.api.days import At
from review_service.reviews import Receipt

router = APIRouter(prefix="/api/procedure", tags=["Verfahren"])


@router.get("", responses=problems.READING)
def read(reader: Reader, at: At = None) -> ProcedureAnswer:
    """Give the procedure as it holds on a day: resolutions, dates, Themenfelder, rules."""
    procedure, ordnung = proceeding.holding(reader, at)
    return ProcedureAnswer.of(procedure, ordnung)


def _number(
    reader: Doing, number: Annotated[str, Path(json_schema_extra={"type": "integer"})]
) -> About:
    return (proceeding.see_recut(reader, number),)


def _moved(doing: Doing, about: About, said: Any, receipt: Receipt) -> DoneAnswer:
    return DoneAnswer(version=receipt.version)


def _proposed(doing: Doing, about: About, said: Any, receipt: Receipt) -> RecutDone:
    return RecutDone(number=proceeding.number_of(doing, receipt), version=receipt.version)


def _answered(doing: Doing, about: About, said: Any, receipt: Receipt) -> RecutDone:
    (number,) = about
    return RecutDone(number=number, version=receipt.version)


ROWS = (
    Row(
        "/dates", Body.of(NewDate), allowed_anywhere(Act.MOVE_DATES), proceeding.move_date, _moved,
    ),
    Row(
        "/recuts", Body.of(NewRecut), allowed_anywhere(Act.PROPOSE_RECUT),
        proceeding.propose_recut, _proposed, name="propose",
    ),
    Row(
        "/recuts/{number}/agreement", Body.of(NewAgreement), allowed_anywhere(Act.AGREE),
        proceeding.answer_recut, _answered, about=_number, name="answer",
    ),
)  # fmt: skip
install(router, ROWS)
