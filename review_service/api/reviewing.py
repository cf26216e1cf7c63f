"""Being heard and decided on: statements, consultation, decisions, consensus, Vorgaben."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from projections import consensus_state, statements, vorgaben
from review_service.access import Act
from review_service.acts import deciding, hearing
from review_service.acts.requests.drafts import NewConsultation, NewDecision, NewStatement
from review_service.answers.drafts import (
    ConsensusAnswer,
    DraftAnswer,
    Page,
    RoundAnswer,
    StatementAnswer,
    StatementText,
    VorgabeAnswer,
)
from review_service.api import bodies, problems
from review_service.api.caller import Doer, Reader, Seen, allowed
from review_service.api.entity_tags import tag
from review_service.api.paging import After, Limit, page

router = APIRouter(prefix="/api/drafts/{id}", tags=["Beratung"])


@router.post(
    "/statements", status_code=201, responses=problems.ACTING,
    dependencies=[allowed(Act.STATE, Act.TRANSMIT)], openapi_extra=bodies.STATEMENT.documented,
)  # fmt: skip
def state(
    doer: Doer, shown: Seen, new: Annotated[NewStatement, Depends(bodies.STATEMENT.read)]
) -> StatementAnswer:
    """Give the statement of the caller's body; the Delegiertenkonferenz bundles."""
    receipt = hearing.state(doer, shown.draft, new)
    return StatementAnswer(
        body=new.body, revision=new.revision, round=receipt.round, counts=bool(receipt.counts)
    )


@router.get("/statements", responses=problems.READING)
def list_statements(
    request: Request, reader: Reader, shown: Seen, limit: Limit = 100, after: After = 0
) -> Page[StatementText]:
    """List the statements on a draft, oldest first; a later one stands beside the earlier."""
    # By their number in this list: a version in the stream would count unsubmitted revisions.
    with reader.service.pool.connection() as database:
        said = statements.of_draft(database, shown.draft, limit=after + limit + 1)
    numbered = list(enumerate(said, start=1))[after:]
    return page(
        request, numbered, limit,
        item=lambda row: StatementText.of(row[1]), mark=lambda row: row[0],
    )  # fmt: skip


@router.post(
    "/consultation", status_code=201, responses=problems.ACTING,
    dependencies=[allowed(Act.CONSULT)], openapi_extra=bodies.CONSULTATION.documented,
)  # fmt: skip
def consult(
    doer: Doer, shown: Seen, new: Annotated[NewConsultation, Depends(bodies.CONSULTATION.read)]
) -> RoundAnswer:
    """Ask the Gleichstellungsbeauftragte in the open round."""
    return RoundAnswer(round=hearing.consult(doer, shown.draft, new).round)


@router.post(
    "/decisions", status_code=201, responses=problems.ACTING,
    dependencies=[allowed(Act.DECIDE)], openapi_extra=bodies.DECISION.documented,
)  # fmt: skip
def decide(
    doer: Doer, shown: Seen, new: Annotated[NewDecision, Depends(bodies.DECISION.read)],
    response: Response,
) -> DraftAnswer:  # fmt: skip
    """Return the draft with Vorgaben, or accept it."""
    receipt = deciding.decide(doer, shown.draft, new)
    response.headers["ETag"] = tag(receipt.version)
    return DraftAnswer.after(receipt, shown)


@router.get("/consensus", responses=problems.READING)
def consensus(reader: Reader, shown: Seen) -> ConsensusAnswer:
    """Give who was heard in the last round and what is open in it."""
    with reader.service.pool.connection() as database:
        found = consensus_state.of_draft(
            database,
            shown.draft,
            upto=shown.revision,
            under=reader.ordnung,
            at=reader.service.now(),
        )
    return ConsensusAnswer.of(found)


@router.get("/vorgaben", responses=problems.READING)
def list_vorgaben(
    request: Request, reader: Reader, shown: Seen, limit: Limit = 100, after: After = 0
) -> Page[VorgabeAnswer]:
    """List the Vorgaben with their answers, by number."""
    with reader.service.pool.connection() as database:
        lines = vorgaben.of_draft(database, shown.draft, upto=shown.revision)
    rest = [line for line in lines if line.number > after][: limit + 1]
    return page(request, rest, limit, item=VorgabeAnswer.of, mark=lambda line: line.number)
