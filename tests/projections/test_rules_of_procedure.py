"""Page and guard judge alike, whatever the rules of procedure are."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.consensus import open_points
from domain.draft import Draft
from domain.gremium import Kind
from domain.procedure import Ordnung
from domain.procedure.rules_of_procedure import Frist, Missing, NewText
from domain.statement import Position
from domain.text.normalise import sha256_of
from domain.vorgaben import Answer, Demand, Outcome
from projections import consensus_state, overview, tasks
from projections.consensus_state import HeardState
from review_service.service import Service
from tests import lip
from tests.projections.test_tasks import state, submitted
from tests.scenario import BEIRAT_1, CHAIR, CONFERENCE, LENKUNGSGRUPPE, RUNDER_TISCH
from tests.store.acts import now

SHORT = (Frist(kind=Kind.CONFERENCE, days=1),)
RULES = {
    "asked again": lip.ORDNUNG,
    "stays": lip.ruled(new_text=NewText.STAYS),
    "no objection": lip.ruled(deadlines=SHORT, missing=Missing.NO_OBJECTION),
    "stays, no objection": lip.ruled(
        new_text=NewText.STAYS, deadlines=SHORT, missing=Missing.NO_OBJECTION
    ),
}


@pytest.mark.parametrize("under", RULES.values(), ids=RULES)
@pytest.mark.parametrize("later", [timedelta(), timedelta(days=5)], ids=["now", "later"])
def test_what_is_open_is_the_same_for_page_and_guard(
    service: Service, under: Ordnung, later: timedelta
) -> None:
    reviews = service.reviews
    draft = submitted(service)
    state(service, draft, BEIRAT_1, Position.BEDENKEN)
    state(service, draft, RUNDER_TISCH, Position.ZUSTIMMEND)
    reviews.change(Draft, draft, lambda d: d.withdraw(reason="Ein Fehler.", by=CHAIR, at=now()))
    reviews.change(Draft, draft, lambda d: d.submit(revision=1, by=CHAIR, at=now(), under=under))
    reviews.change(
        Draft,
        draft,
        lambda d: d.transmit(
            revision=1, position=Position.BEDENKEN, text="Wir …", by=CONFERENCE, at=now()
        ),
    )
    reviews.change(
        Draft,
        draft,
        lambda d: d.return_with_vorgaben(
            demands=[Demand(text="Kosten")], revision=1, by=LENKUNGSGRUPPE, at=now(), under=under
        ),
    )
    answer = Answer(vorgabe=1, outcome=Outcome.ERFUELLT)
    reviews.change(
        Draft,
        draft,
        lambda d: d.revise(
            text="Ihr.", sha256=sha256_of("Ihr."), base=1, answers=[answer], by=CHAIR, at=now()
        ),
    )
    reviews.change(Draft, draft, lambda d: d.submit(revision=2, by=CHAIR, at=now(), under=under))
    at = now() + later
    judged = reviews.load(Draft, draft)
    assert judged.round is not None
    by_guard = open_points(judged.round, judged.vorgaben, under, at)
    with service.pool.connection() as database:
        by_page = consensus_state.of_draft(database, draft, upto=2, under=under, at=at)
        (on_start,) = overview.open_rounds(database, under, at, limit=5)
    assert by_page.open_points == by_guard
    assert on_start.open_points == by_guard
    assert any(point.body == "runder-tisch" for point in by_guard)


def test_a_statement_that_stays_is_shown_as_heard(service: Service) -> None:
    draft = submitted(service)
    state(service, draft, RUNDER_TISCH, Position.BEDENKEN)
    service.reviews.change(
        Draft,
        draft,
        lambda d: d.return_with_vorgaben(
            demands=[Demand(text="Kosten")], revision=1, by=LENKUNGSGRUPPE, at=now(),
            under=lip.ORDNUNG,
        ),
    )  # fmt: skip
    answer = Answer(vorgabe=1, outcome=Outcome.ERFUELLT)
    service.reviews.change(
        Draft,
        draft,
        lambda d: d.revise(
            text="Ihr.", sha256=sha256_of("Ihr."), base=1, answers=[answer], by=CHAIR, at=now()
        ),
    )
    service.reviews.change(
        Draft, draft, lambda d: d.submit(revision=2, by=CHAIR, at=now(), under=lip.ORDNUNG)
    )
    cells = []
    with service.pool.connection() as database:
        for under in (RULES["asked again"], RULES["stays"]):
            found = consensus_state.of_draft(database, draft, upto=2, under=under, at=now())
            assert found.last is not None
            cells.append(found.last.cells["runder-tisch"])
            before = found.rounds[0].cells["delegiertenkonferenz"]
            assert (before.state, before.counts) == (HeardState.AWAITED, False)
            asking = tasks.of_bodies(database, [lip.RUNDER_TISCH], under, now())
            assert bool(asking) is (under is RULES["asked again"])
    asked, stays = cells
    assert (asked.state, asked.counts, asked.why) == (HeardState.AWAITED, False, "earlier_round")
    assert (stays.state, stays.counts, stays.revision) == (HeardState.HEARD, True, 1)
