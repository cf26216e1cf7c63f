"""Themenfelder are added or re-cut midway, in agreement with the Lenkungsgruppe."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain import rules
from domain.gremium import Kind
from domain.procedure import Procedure
from domain.procedure.content import Theme
from domain.procedure.recut import RecutState
from domain.procedure.seats import Body
from tests.domain.proceeding import (
    CHAIR,
    LENKUNGSKREIS,
    OFFICE,
    OTHER,
    THEME,
    WOHNEN,
    constituted,
    noon,
)

GROUP = Body(slug="gruppe-jugend", kind=Kind.EXPERT_GROUP, name="Jugendgruppe", lead="dezernat-1")
YOUTH = Theme(slug="jugend", name="Jugend", lead="dezernat-1", group="gruppe-jugend")
PROPOSED, AGREED, SINCE = noon(2020, 5, 4), noon(2020, 5, 20), date(2020, 6, 1)
CUT = THEME.model_copy(update={"subthemes": ("Miete", "Neubau")})


def proposed(theme: Theme = YOUTH, group: Body | None = GROUP) -> Procedure:
    procedure = constituted()
    procedure.propose_recut(theme, group, reason="WIR 2.0 postmigrantisch", by=OFFICE, at=PROPOSED)
    return procedure


def test_a_youth_group_is_added_midway() -> None:
    procedure = proposed()
    procedure.agree_to_recut(1, since=SINCE, by=LENKUNGSKREIS, at=AGREED)
    before, after = procedure.on(date(2020, 5, 31)), procedure.on(SINCE)
    assert "jugend" not in before.themes and "gruppe-jugend" not in before.bodies
    assert after.group_of("jugend") == GROUP.gremium
    assert before.name_of("gruppe-jugend") == "Jugendgruppe"
    recut = procedure.recuts[1]
    assert (recut.state, recut.since, recut.answered_on, recut.answered_by) == (
        RecutState.AGREED, SINCE, date(2020, 5, 20), LENKUNGSKREIS,
    )  # fmt: skip
    assert recut.reason == "WIR 2.0 postmigrantisch"


def test_a_group_proposes_another_cut_of_its_own_theme() -> None:
    procedure = constituted()
    procedure.propose_recut(CUT, reason="Zu weit", by=CHAIR, at=PROPOSED)
    assert procedure.on(SINCE).themes["wohnen"].subthemes == ()
    procedure.agree_to_recut(1, since=SINCE, by=LENKUNGSKREIS, at=AGREED)
    assert procedure.on(SINCE).themes["wohnen"].subthemes == ("Miete", "Neubau")
    assert procedure.open_recuts == ()


def test_what_is_declined_never_holds_and_may_be_proposed_again() -> None:
    procedure = proposed()
    procedure.decline_recut(1, reason="Erst die Mittel klären", by=LENKUNGSKREIS, at=AGREED)
    assert "jugend" not in procedure.on(date(2030, 1, 1)).themes
    assert (procedure.recuts[1].state, procedure.recuts[1].answer) == (
        RecutState.DECLINED, "Erst die Mittel klären",
    )  # fmt: skip
    procedure.propose_recut(YOUTH, GROUP, reason="Mittel sind da", by=OFFICE, at=AGREED)
    assert [recut.number for recut in procedure.open_recuts] == [2]


def test_who_proposes_a_recut() -> None:
    with pytest.raises(rules.OnlyItsGroupProposesARecut):
        constituted().propose_recut(CUT, reason="weil", by=OTHER, at=PROPOSED)
    with pytest.raises(rules.OnlyItsGroupProposesARecut):
        constituted().propose_recut(YOUTH, GROUP, reason="weil", by=LENKUNGSKREIS, at=PROPOSED)


def test_a_proposal_that_does_not_stand() -> None:
    procedure = proposed()
    with pytest.raises(rules.ARecutNeedsAReason):
        procedure.propose_recut(CUT, reason=" ", by=OFFICE, at=PROPOSED)
    with pytest.raises(rules.ARecutIsProposed, match="Jugend"):
        procedure.propose_recut(YOUTH, GROUP, reason="weil", by=OFFICE, at=PROPOSED)
    with pytest.raises(rules.TheGroupIsThereAlready, match="Gruppe Wohnen"):
        procedure.propose_recut(CUT, WOHNEN, reason="weil", by=OFFICE, at=PROPOSED)
    nowhere = CUT.model_copy(update={"group": "gruppe-woanders"})
    with pytest.raises(rules.TheContentDoesNotFit, match="Ein Gremium „gruppe-woanders“"):
        procedure.propose_recut(nowhere, reason="weil", by=OFFICE, at=PROPOSED)


def test_only_the_lenkungsgruppe_answers_and_once() -> None:
    procedure = proposed()
    with pytest.raises(rules.OnlyTheLenkungsgruppeAgreesToARecut):
        procedure.agree_to_recut(1, since=SINCE, by=OFFICE, at=AGREED)
    with pytest.raises(rules.OnlyTheLenkungsgruppeAgreesToARecut):
        procedure.decline_recut(1, reason="nein", by=OFFICE, at=AGREED)
    with pytest.raises(rules.ARecutDoesNotReachBack, match=r"04\.05\.2020"):
        procedure.agree_to_recut(1, since=date(2020, 5, 3), by=LENKUNGSKREIS, at=AGREED)
    with pytest.raises(rules.ARefusedRecutNeedsAReason):
        procedure.decline_recut(1, reason="", by=LENKUNGSKREIS, at=AGREED)
    procedure.agree_to_recut(1, since=SINCE, by=LENKUNGSKREIS, at=AGREED)
    for number in (1, 2):
        with pytest.raises(rules.TheRecutIsNotOpen):
            procedure.agree_to_recut(number, since=SINCE, by=LENKUNGSKREIS, at=AGREED)


def test_two_proposals_bring_one_new_group_and_the_first_agreed_to_brings_it() -> None:
    procedure = proposed()
    other = Theme(slug="sport", name="Sport", lead="dezernat-1", group=GROUP.slug)
    again = GROUP.model_copy(update={"name": "Sportgruppe"})
    procedure.propose_recut(other, again, reason="Auch das", by=OFFICE, at=PROPOSED)
    procedure.agree_to_recut(1, since=SINCE, by=LENKUNGSKREIS, at=AGREED)
    for since in (SINCE, date(2020, 5, 20), date(2020, 7, 1)):
        with pytest.raises(rules.TheGroupIsThereAlready, match="Sportgruppe"):
            procedure.agree_to_recut(2, since=since, by=LENKUNGSKREIS, at=AGREED)
    with pytest.raises(rules.TheGroupIsThereAlready):  # it is agreed to, and begins later
        procedure.propose_recut(
            other.model_copy(update={"slug": "tanz"}), again, reason="x", by=OFFICE, at=AGREED
        )
    assert procedure.on(date(2020, 8, 1)).bodies[GROUP.slug] == GROUP
    procedure.decline_recut(2, reason="Die Gruppe gibt es", by=LENKUNGSKREIS, at=AGREED)


def test_the_lenkungsgruppe_answers_what_was_proposed_before() -> None:
    procedure, before = proposed(), PROPOSED - timedelta(minutes=1)
    with pytest.raises(rules.AnAnswerFollowsItsProposal):
        procedure.agree_to_recut(1, since=SINCE, by=LENKUNGSKREIS, at=before)
    with pytest.raises(rules.AnAnswerFollowsItsProposal):
        procedure.decline_recut(1, reason="Nein", by=LENKUNGSKREIS, at=before)
    procedure.agree_to_recut(1, since=SINCE, by=LENKUNGSKREIS, at=PROPOSED)
