"""What the rules of procedure change: deadlines, missing statements, new texts, readiness."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain import rules
from domain.consensus import due, open_points
from domain.draft import Draft
from domain.gremium import Kind
from domain.procedure import Ordnung
from domain.procedure.rules_of_procedure import Frist, Missing, NewText, Ready
from domain.statement import Position
from tests import lip
from tests.domain.history import authored, returned, revised, said, submitted, transmitted
from tests.scenario import (
    LENKUNGSGRUPPE,
    OE_50_6,
    RUNDER_TISCH,
    Happening,
    given,
    happened,
)

FRISTEN = (Frist(kind=Kind.CONFERENCE, days=28), Frist(kind=Kind.ROUND_TABLE, days=14))
OPENED = datetime(2020, 1, 20, 22, 30, tzinfo=UTC)
"""Half past eleven in the evening of 20 January in Hannover."""
NO_OBJECTION = lip.ruled(deadlines=FRISTEN, missing=Missing.NO_OBJECTION)
STAYS = lip.ruled(new_text=NewText.STAYS)
READY = lip.ruled(ready=Ready.NOTHING_OPEN)


def opened_late() -> Happening:
    return happened(Draft.Submitted, **{**submitted().facts, "timestamp": OPENED})


def open_bodies(*happenings: Happening, under: Ordnung, at: datetime) -> list[str | None]:
    draft = given(*happenings).draft()
    assert draft.round is not None
    return [point.body for point in open_points(draft.round, draft.vorgaben, under, at)]


def accept(under: Ordnung, at: datetime, despite: str = "", revision: int = 1) -> Any:
    return lambda draft: draft.accept(
        revision=revision, despite=despite, by=LENKUNGSGRUPPE, at=at, under=under
    )


# Deadlines, and what is missing after them ------------------------------------------------------


def test_a_deadline_counts_days_in_hannover() -> None:
    found = due(OPENED, Kind.ROUND_TABLE, NO_OBJECTION.rules)
    assert found == date(2020, 2, 3)
    an_hour_later = datetime(2020, 1, 20, 23, 30, tzinfo=UTC)
    assert due(an_hour_later, Kind.ROUND_TABLE, NO_OBJECTION.rules) == date(2020, 2, 4)
    assert due(OPENED, Kind.COUNCIL, NO_OBJECTION.rules) is None
    assert due(None, Kind.ROUND_TABLE, NO_OBJECTION.rules) is None


@pytest.mark.parametrize(
    ("at", "missing"),
    [
        (datetime(2020, 2, 3, 22, 59, 59, tzinfo=UTC), ["delegiertenkonferenz", "runder-tisch"]),
        (datetime(2020, 2, 3, 23, 0, tzinfo=UTC), ["delegiertenkonferenz"]),
        (datetime(2020, 2, 17, 22, 59, 59, tzinfo=UTC), ["delegiertenkonferenz"]),
        (datetime(2020, 2, 17, 23, 0, tzinfo=UTC), []),
    ],
)
def test_a_missing_statement_is_no_objection_after_midnight_of_its_last_day(
    at: datetime, missing: list[str]
) -> None:
    assert open_bodies(authored(), opened_late(), under=NO_OBJECTION, at=at) == missing


def test_without_the_rule_what_is_missing_stays_open() -> None:
    under = lip.ruled(deadlines=FRISTEN)
    late = datetime(2021, 1, 1, tzinfo=UTC)
    assert open_bodies(authored(), opened_late(), under=under, at=late) == [
        "delegiertenkonferenz", "runder-tisch",
    ]  # fmt: skip
    unlimited = lip.ruled(missing=Missing.NO_OBJECTION)
    assert len(open_bodies(authored(), opened_late(), under=unlimited, at=late)) == 2


def test_an_objection_outlasts_the_deadline() -> None:
    objects = said(RUNDER_TISCH, Position.BEDENKEN)
    at = datetime(2020, 3, 1, tzinfo=UTC)
    assert open_bodies(authored(), opened_late(), objects, under=NO_OBJECTION, at=at) == [
        "runder-tisch"
    ]


def test_the_lenkungsgruppe_accepts_when_the_last_day_has_passed() -> None:
    before, after = (datetime(2020, 2, day, 23, 0, tzinfo=UTC) for day in (16, 17))
    begun = given(authored(), opened_late())
    assert "Runder" not in begun.when(accept(NO_OBJECTION, before)).breaks(
        rules.OpenPointsNeedAReason
    )
    begun.when(accept(NO_OBJECTION, after)).then(
        happened(Draft.Accepted, open_points=(), judged_by=NO_OBJECTION.rules)
    )


# A new text --------------------------------------------------------------------------------------

SECOND_ROUND = (
    authored(), submitted(), transmitted(), said(RUNDER_TISCH, Position.BEDENKEN), returned(),
    revised(2), submitted(2, 2),
)  # fmt: skip
LATER = datetime(2020, 3, 1, tzinfo=UTC)


def test_a_statement_stays_with_a_new_text() -> None:
    open_now = open_bodies(*SECOND_ROUND, under=STAYS, at=LATER)
    assert open_now == ["runder-tisch", None]  # its objection, and the Vorgabe
    assert open_bodies(*SECOND_ROUND, under=lip.ORDNUNG, at=LATER) == [
        "delegiertenkonferenz", "runder-tisch", None,
    ]  # fmt: skip


def test_a_newer_statement_takes_the_place_of_the_one_that_stayed() -> None:
    agreed = said(RUNDER_TISCH, revision=2, round=2)
    assert open_bodies(*SECOND_ROUND, agreed, under=STAYS, at=LATER) == [None]


def test_what_was_said_in_a_withdrawn_round_does_not_stay() -> None:
    withdrawn = happened(
        Draft.SubmissionWithdrawn, revision=1, round=1, reason="Ein Fehler.", by=LENKUNGSGRUPPE
    )
    begun = (authored(), submitted(), transmitted(), withdrawn, submitted(1, 2))
    assert "delegiertenkonferenz" in open_bodies(*begun, under=STAYS, at=LATER)


# Ready, and nobody to ask ------------------------------------------------------------------------


def test_nothing_may_be_open_where_the_rule_says_so() -> None:
    begun = given(authored(), submitted())
    sentence = begun.when(accept(READY, LATER, despite="Es eilt.")).breaks(rules.NothingMayBeOpen)
    assert "Runder Tisch" in sentence
    given(authored(), submitted(), transmitted(), said(RUNDER_TISCH)).when(
        accept(READY, LATER)
    ).then(happened(Draft.Accepted, open_points=(), judged_by=READY.rules))


def test_nobody_is_consulted_where_the_procedure_knows_nobody() -> None:
    others = {slug: b for slug, b in lip.ORDNUNG.bodies.items() if b.kind is not Kind.EQUALITY}
    without = Ordnung(lip.ORDNUNG.day, lip.ORDNUNG.resolutions, bodies=others)
    given(authored(), submitted()).when(
        lambda draft: draft.consult(question="Und sie?", by=OE_50_6, at=LATER, under=without)
    ).breaks(rules.NobodyIsConsulted)
