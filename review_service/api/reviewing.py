"""Being heard and decided on: statements, consultation, decisions, consensus, Vorgaben."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from projections import consensus_state, statements, vorgaben
from review_service.access import Act
from review_service.acts import deciding, hearing
from review_service.acts.requests import NewConsultation, NewDecision, NewStatement
from review_service.api.answers import (
    ConsensusAnswer,
    DraftAnswer,
    Page,
    RoundAnswer,
    StatementAnswer,
    StatementText,
    VorgabeAnswer,
)
from review_service.api.caller import Doer, Seen, allowed
from review_service.api.drafts import HEARD
from review_service.api.paging import After, Limit, page

router = APIRouter(prefix="/api/drafts/{id}", tags=["Beratung"])


@router.post("/statements", status_code=201, dependencies=[allowed(Act.STATE, Act.TRANSMIT)])
def state(doer: Doer, shown: Seen, new: NewStatement) -> StatementAnswer:
    """Give the statement of the caller's body; the Delegiertenkonferenz bundles."""
    receipt = hearing.state(doer, shown.draft, new)
    return StatementAnswer(
        body=new.body, revision=new.revision, round=receipt.round, counts=bool(receipt.counts)
    )


@router.get("/statements")
def list_statements(
    request: Request, doer: Doer, shown: Seen, limit: Limit = 100, after: After = 0
) -> Page[StatementText]:
    """List the statements on a draft, oldest first; a later one stands beside the earlier."""
    with doer.service.pool.connection() as database:
        rows = statements.of_draft(database, shown.draft, after=after, limit=limit + 1)
    return page(request, rows, limit, item=StatementText.of, mark=lambda row: row.version)


@router.post("/consultation", status_code=201, dependencies=[allowed(Act.CONSULT)])
def consult(doer: Doer, shown: Seen, new: NewConsultation) -> RoundAnswer:
    """Ask the Gleichstellungsbeauftragte in the open round."""
    return RoundAnswer(round=hearing.consult(doer, shown.draft, new).round)


@router.post("/decisions", status_code=201, dependencies=[allowed(Act.DECIDE)])
def decide(doer: Doer, shown: Seen, new: NewDecision) -> DraftAnswer:
    """Return the draft with Vorgaben, or accept it."""
    return DraftAnswer.after(deciding.decide(doer, shown.draft, new), shown)


@router.get("/consensus")
def consensus(doer: Doer, shown: Seen) -> ConsensusAnswer:
    """Give who was heard in the last round and what is open in it."""
    with doer.service.pool.connection() as database:
        found = consensus_state.of_draft(
            database, shown.draft, upto=shown.revision, rules=doer.service.rules
        )
    return ConsensusAnswer.of(found, HEARD)


@router.get("/vorgaben")
def list_vorgaben(
    request: Request, doer: Doer, shown: Seen, limit: Limit = 100, after: After = 0
) -> Page[VorgabeAnswer]:
    """List the Vorgaben with their answers, by number."""
    with doer.service.pool.connection() as database:
        lines = vorgaben.of_draft(database, shown.draft, upto=shown.revision)
    rest: list[Any] = [line for line in lines if line.number > after][: limit + 1]
    return page(request, rest, limit, item=VorgabeAnswer.of, mark=lambda line: line.number)
