"""Being heard and decided on: statements, consultation, decisions, consensus, Vorgaben."""

from __future__ import annotations

from fastapi import APIRouter, Request

from projections import consensus_state, statements, vorgaben
from review_service.access import Act
from review_service.acts import deciding, hearing, reminding
from review_service.acts.deciding import NewDecision
from review_service.acts.doing import Doing
from review_service.acts.hearing import NewConsultation, NewStatement
from review_service.acts.reminding import NewReminder
from review_service.answers.drafts import (
    ConsensusAnswer,
    Page,
    StatementAnswer,
    StatementText,
    VorgabeAnswer,
)
from review_service.api import problems
from review_service.api.bodies import Body
from review_service.api.caller import Reader, Seen, allowed
from review_service.api.changing import About, OnDraft, install
from review_service.api.drafts import draft_of, drafted, in_round
from review_service.api.paging import After, Limit, page
from review_service.reviews import Receipt

router = APIRouter(prefix="/api/drafts/{id}", tags=["Beratung"])


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


def _stated(doing: Doing, about: About, said: NewStatement, receipt: Receipt) -> StatementAnswer:
    return StatementAnswer(
        body=said.body, revision=said.revision, round=receipt.round, counts=bool(receipt.counts)
    )


ROWS = (
    OnDraft(
        "/statements", Body.of(NewStatement), allowed(Act.STATE, Act.TRANSMIT), hearing.state,
        _stated,
    ),
    OnDraft(
        "/consultation", Body.of(NewConsultation), allowed(Act.CONSULT), hearing.consult, in_round,
    ),
    OnDraft(
        "/reminders", Body.of(NewReminder), allowed(Act.REMIND), reminding.remind, in_round,
    ),
    OnDraft(
        "/decisions", Body("NewDecision", NewDecision), allowed(Act.DECIDE), deciding.decide,
        drafted, headers=draft_of,
    ),
)  # fmt: skip
install(router, ROWS)
