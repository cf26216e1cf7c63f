import pytest

from domain import rules
from domain.consensus import OpenPoint, PointKind, open_points
from domain.draft import Draft, Status
from domain.gremium import Actor, Kind, Role
from domain.procedure import Ordnung, Rules
from domain.round import Heard, Round
from domain.statement import Position
from domain.vorgaben import Answer, Demand, Outcome, Vorgabe, Vorgaben
from tests import lip
from tests.domain.history import (
    ALL,
    EQUALITY_HEARD,
    EVERYONE_HEARD,
    accepted,
    authored,
    consulted,
    fulfilled,
    returned,
    revised,
    said,
    submitted,
    transmitted,
)
from tests.scenario import (
    BEIRAT_1,
    CHAIR,
    LENKUNGSGRUPPE,
    NOW,
    RUNDER_TISCH,
    actor,
    given,
    happened,
)

OPEN = (authored(), submitted())
RULES = lip.ORDNUNG


def return_draft(*texts: str, by: Actor = LENKUNGSGRUPPE, revision: int = 1):
    demands = [Demand(text=text) for text in texts]
    return lambda draft: draft.return_with_vorgaben(
        demands=demands, revision=revision, by=by, at=NOW, under=lip.ORDNUNG
    )


def accept(
    despite: str = "", by: Actor = LENKUNGSGRUPPE, revision: int = 1, under: Ordnung = RULES
):
    return lambda draft: draft.accept(
        revision=revision, despite=despite, by=by, at=NOW, under=under
    )


def kinds(draft: Draft) -> list[tuple[PointKind, str | int | None]]:
    assert draft.round is not None
    points = open_points(draft.round, draft.vorgaben, lip.ORDNUNG, NOW)
    return [(point.kind, point.body or point.vorgabe) for point in points]


def test_the_lenkungsgruppe_returns_a_draft_with_vorgaben():
    draft = given(*OPEN).when(return_draft("Kosten nennen")).then(
        happened(
            Draft.ReturnedWithVorgaben, revision=1, round=1, judged_by=Rules(),
            vorgaben=(Vorgabe(number=1, text="Kosten nennen"),), by=LENKUNGSGRUPPE,
        )
    )  # fmt: skip
    assert draft.status is Status.ZURUECKGEGEBEN


def test_vorgaben_are_counted_through_the_drafts_whole_life():
    given(*OPEN, returned(), revised(2, fulfilled()), submitted(2, 2)).when(
        return_draft("Fristen nennen", revision=2)
    ).then(
        happened(Draft.ReturnedWithVorgaben, vorgaben=(Vorgabe(number=2, text="Fristen nennen"),))
    )


def test_a_return_names_at_least_one_vorgabe():
    given(*OPEN).when(return_draft()).breaks(rules.AReturnNamesItsVorgaben)


@pytest.mark.parametrize("by", [CHAIR, BEIRAT_1, actor(LENKUNGSGRUPPE.body, Role.MEMBER)])
def test_nobody_else_decides(by: Actor):
    given(*OPEN).when(return_draft("x", by=by)).breaks(rules.OnlyTheLenkungsgruppeDecides)
    given(*OPEN).when(accept(by=by)).breaks(rules.OnlyTheLenkungsgruppeDecides)


def test_a_decision_needs_an_open_round_and_the_revision_the_deciders_saw():
    given(authored()).when(accept()).breaks(rules.NoRoundIsOpen)
    given(*OPEN, accepted()).when(accept()).breaks(rules.TheDraftIsAccepted)
    given(authored(), revised(), submitted(2)).when(accept(revision=1)).breaks(
        rules.TheRevisionHasMovedOn
    )


def test_a_draft_with_nothing_open_is_accepted_without_a_reason():
    draft = given(*OPEN, *EVERYONE_HEARD).when(accept()).then(
        happened(Draft.Accepted, revision=1, round=1, open_points=(), despite="")
    )  # fmt: skip
    assert draft.status is Status.ANGENOMMEN


def test_acceptance_with_an_open_point_needs_a_reason_and_records_both():
    sentence = given(*OPEN, transmitted()).when(accept()).breaks(rules.OpenPointsNeedAReason)
    assert "Runder Tisch" in sentence
    point = OpenPoint(
        kind=PointKind.NOT_HEARD, body="runder-tisch",
        text="Runder Tisch für Gleichberechtigung und gegen Rassismus:"
        " zu Fassung 1 noch nicht gehört.",
    )  # fmt: skip
    given(*OPEN, transmitted()).when(accept("Zweimal erinnert.")).then(
        happened(Draft.Accepted, open_points=(point,), despite="Zweimal erinnert.")
    )


def test_whoever_must_be_heard_and_is_not_stays_open():
    everyone = given(authored(equality_relevant=True), submitted(addressees=ALL), consulted())
    assert kinds(everyone.draft()) == [
        (PointKind.NOT_HEARD, "delegiertenkonferenz"),
        (PointKind.NOT_HEARD, "runder-tisch"),
        (PointKind.NOT_HEARD, "gleichstellung"),
    ]


def test_gleichstellung_is_open_only_where_consulted_and_heard_without_a_position():
    assert kinds(given(*OPEN, *EVERYONE_HEARD).draft()) == []
    asked = (*OPEN, consulted(), *EVERYONE_HEARD)
    assert kinds(given(*asked).draft()) == [(PointKind.NOT_HEARD, "gleichstellung")]
    assert kinds(given(*asked, EQUALITY_HEARD).draft()) == []


@pytest.mark.parametrize("position", [Position.BEDENKEN, Position.ABLEHNEND])
def test_an_objection_is_open_until_the_body_says_otherwise(position: Position):
    objecting = (*OPEN, transmitted(), said(RUNDER_TISCH, position))
    assert kinds(given(*objecting).draft()) == [(PointKind.OBJECTION, "runder-tisch")]
    assert kinds(given(*objecting, said(RUNDER_TISCH)).draft()) == []


def test_agreement_with_changes_is_not_open():
    with_changes = Position.ZUSTIMMEND_MIT_AENDERUNGEN
    history = (*OPEN, transmitted(with_changes), said(RUNDER_TISCH, with_changes))
    assert kinds(given(*history).draft()) == []


def test_a_single_beirat_is_never_an_open_point():
    history = (*OPEN, said(BEIRAT_1, Position.ABLEHNEND), *EVERYONE_HEARD)
    assert kinds(given(*history).draft()) == []


@pytest.mark.parametrize("outcome", [Outcome.TEILWEISE, Outcome.ABGELEHNT])
@pytest.mark.parametrize("binding", [True, False])
def test_a_binding_vorgabe_not_fulfilled_is_open_a_recommendation_is_not(
    outcome: Outcome, binding: bool
):
    vorgabe = Vorgabe(number=1, text="Kosten", binding=binding)
    answer = Answer(vorgabe=1, outcome=outcome, reason="Geht nicht.")
    draft = given(
        *OPEN, returned(vorgabe), revised(2, answer), submitted(2, 2),
        transmitted(revision=2, round=2), said(RUNDER_TISCH, revision=2, round=2),
    ).draft()  # fmt: skip
    assert kinds(draft) == ([(PointKind.VORGABE, 1)] if binding else [])


def test_a_statement_of_an_earlier_round_does_not_make_a_body_heard():
    draft = given(
        *OPEN, *EVERYONE_HEARD, returned(), revised(2, fulfilled()), submitted(2, 2)
    ).draft()
    assert len(kinds(draft)) == 2


def test_which_points_count_is_a_matter_of_the_rules():
    lenient = lip.ruled(must_be_heard=(), objections=(Position.ABLEHNEND,))
    round = Round(number=1, revision=1, addressees=ALL).after(
        RUNDER_TISCH.body, version=3, position=Position.BEDENKEN
    )
    assert open_points(round, Vorgaben(), lenient, NOW) == ()
    strict = lip.ruled(must_be_heard=(Kind.COUNCIL,))
    points = open_points(round, Vorgaben(), strict, NOW)
    assert sum(p.kind is PointKind.NOT_HEARD for p in points) == 11
    assert round.heard["runder-tisch"] == Heard(
        kind=Kind.ROUND_TABLE, version=3, position=Position.BEDENKEN
    )


def test_a_decision_records_the_rules_it_was_judged_by():
    lenient = lip.ruled(must_be_heard=(), source="Beschluss vom 15.01.2020")
    given(*OPEN).when(accept(under=lenient)).then(happened(Draft.Accepted, judged_by=lenient.rules))
