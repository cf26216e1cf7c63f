import pytest

from domain import rules
from domain.draft import Draft
from domain.gremium import Actor, Role
from domain.statement import Bundled, Marked, Minority, Position
from domain.text.passages import Passage
from tests import lip
from tests.domain.history import (
    ALL,
    accepted,
    authored,
    consulted,
    fulfilled,
    returned,
    revised,
    said,
    submitted,
    transmitted,
    withdrawn,
)
from tests.scenario import (
    BEIRAT_1,
    BEIRAT_2,
    CHAIR,
    CONFERENCE,
    GLEICHSTELLUNG,
    LENKUNGSGRUPPE,
    MANAGEMENT,
    NOW,
    OE_50_6,
    RUNDER_TISCH,
    actor,
    given,
    happened,
)


def state(by: Actor, revision: int = 1, position: Position | None = Position.BEDENKEN):
    return lambda draft: draft.give_statement(
        revision=revision, position=position, text="Wir sagen etwas.", by=by, at=NOW
    )


def transmit(*bundles: Bundled, minority: tuple[Minority, ...] = (), by: Actor = CONFERENCE):
    return lambda draft: draft.transmit(
        revision=1, position=Position.ZUSTIMMEND, text="Gebündelt.", bundles=bundles,
        minority=minority, by=by, at=NOW,
    )  # fmt: skip


def test_a_remark_is_recorded_with_its_passage() -> None:
    place = Passage(exact="Ziele", prefix="", suffix="", start=3, end=8)
    spoken = [Marked.of(place, "Welche?"), place]
    recorded = (Marked.of(place, "Welche?"), Marked.of(place))
    given(*OPEN).when(
        lambda draft: draft.give_statement(
            revision=1,
            position=Position.BEDENKEN,
            text="Wir sagen etwas.",
            passages=spoken,
            by=BEIRAT_1,
            at=NOW,
        )
    ).then(said(BEIRAT_1, Position.BEDENKEN, passages=recorded))


def consult(by: Actor):
    return lambda draft: draft.consult(question="Was fehlt?", by=by, at=NOW, under=lip.ORDNUNG)


OPEN = (authored(), submitted())
OPEN_TO_EQUALITY = (authored(equality_relevant=True), submitted(addressees=ALL), consulted())


@pytest.mark.parametrize(
    ("by", "event_class"),
    [
        (BEIRAT_1, Draft.BeiratStatementGiven),
        (RUNDER_TISCH, Draft.RunderTischStatementGiven),
        (GLEICHSTELLUNG, Draft.GleichstellungResponded),
    ],
)
def test_a_body_speaks_in_the_open_round_and_counts(by: Actor, event_class: type[Draft.Statement]):
    given(*OPEN_TO_EQUALITY).when(state(by)).then(
        happened(event_class, body=by.body, revision=1, round=1, counts=True)
    )


@pytest.mark.parametrize("by", [CHAIR, LENKUNGSGRUPPE, CONFERENCE, OE_50_6])
def test_who_is_not_heard_gives_no_statement(by: Actor):
    given(*OPEN).when(state(by)).breaks(rules.OnlyTheBodySpeaksForItself)


def test_only_the_conference_transmits_and_an_auditor_speaks_for_nobody():
    given(*OPEN).when(transmit(by=BEIRAT_1)).breaks(rules.OnlyTheBodySpeaksForItself)
    auditor = actor(lip.RUNDER_TISCH, Role.AUDITOR)
    given(*OPEN).when(state(auditor)).breaks(rules.OnlyTheBodySpeaksForItself)


def test_a_revision_never_submitted_takes_no_statement():
    given(authored()).when(state(BEIRAT_1)).breaks(rules.TheRevisionWasNeverSubmitted)
    given(*OPEN).when(state(BEIRAT_1, revision=7)).breaks(rules.TheRevisionWasNeverSubmitted)


def test_gleichstellung_speaks_only_where_it_is_consulted():
    given(*OPEN).when(state(GLEICHSTELLUNG)).breaks(rules.TheBodyIsNotAddressed)
    given(*OPEN, returned()).when(state(GLEICHSTELLUNG)).breaks(rules.TheBodyIsNotAddressed)
    given(*OPEN, consulted()).when(state(GLEICHSTELLUNG)).then(
        happened(Draft.GleichstellungResponded, counts=True)
    )


@pytest.mark.parametrize("end", [returned(), accepted(), withdrawn()])
def test_a_statement_after_the_round_is_recorded_and_never_counts(end):
    given(*OPEN, end).when(state(BEIRAT_1)).then(
        happened(Draft.BeiratStatementGiven, revision=1, round=1, counts=False)
    )


def test_a_statement_on_an_older_revision_belongs_to_its_round_and_never_counts():
    given(*OPEN, returned(), revised(2, fulfilled()), submitted(2, 2)).when(state(BEIRAT_1)).then(
        happened(Draft.BeiratStatementGiven, revision=1, round=1, counts=False)
    )


def test_a_revision_submitted_again_belongs_to_its_latest_round():
    given(*OPEN, withdrawn(), submitted(1, 2)).when(state(BEIRAT_1)).then(
        happened(Draft.BeiratStatementGiven, revision=1, round=2, counts=True)
    )


def test_a_beirats_statement_after_the_transmission_counts_and_is_marked():
    given(*OPEN, transmitted()).when(state(BEIRAT_1)).then(
        happened(Draft.BeiratStatementGiven, counts=True, after_transmission=True)
    )
    given(*OPEN).when(state(BEIRAT_1)).then(
        happened(Draft.BeiratStatementGiven, after_transmission=False)
    )


def test_a_later_statement_of_a_body_replaces_its_earlier_one():
    draft = given(*OPEN, said(BEIRAT_1), said(BEIRAT_1, Position.ABLEHNEND)).draft()
    assert draft.round is not None
    heard = draft.round.heard[BEIRAT_1.body.slug]
    assert (heard.version, heard.position) == (4, Position.ABLEHNEND)


def test_the_conference_bundles_statements_of_the_round_by_their_versions():
    bundles = (Bundled(body="beirat-01", version=3), Bundled(body="beirat-02", version=4))
    minority = (Minority(body="beirat-02", text="Zu teuer."),)
    given(*OPEN, said(BEIRAT_1), said(BEIRAT_2)).when(transmit(*bundles, minority=minority)).then(
        happened(
            Draft.DelegiertenkonferenzStatementTransmitted, bundles=bundles, minority=minority,
            counts=True,
        )
    )  # fmt: skip


def test_a_bundle_may_be_empty_and_transmitting_again_replaces():
    given(*OPEN, transmitted()).when(transmit()).then(
        happened(Draft.DelegiertenkonferenzStatementTransmitted, bundles=(), counts=True)
    )


def test_what_does_not_count_in_the_round_is_not_bundled():
    silent = Bundled(body="beirat-01", version=3)
    given(*OPEN).when(transmit(silent)).breaks(rules.TheBundledStatementDoesNotCount)
    replaced = given(*OPEN, said(BEIRAT_1), said(BEIRAT_1))
    replaced.when(transmit(silent)).breaks(rules.TheBundledStatementDoesNotCount)
    other_round = given(*OPEN, said(BEIRAT_1), withdrawn(), submitted(1, 2))
    other_round.when(transmit(silent)).breaks(rules.TheBundledStatementDoesNotCount)
    over = given(*OPEN, said(BEIRAT_1), returned())
    over.when(transmit(silent)).breaks(rules.TheBundledStatementDoesNotCount)
    no_beirat = Bundled(body="runder-tisch", version=3)
    given(*OPEN, said(RUNDER_TISCH)).when(transmit(no_beirat)).breaks(
        rules.TheBundledStatementDoesNotCount
    )


def test_a_minority_position_comes_from_a_bundled_body():
    minority = (Minority(body="beirat-02", text="Zu teuer."),)
    given(*OPEN, said(BEIRAT_1), said(BEIRAT_2)).when(
        transmit(Bundled(body="beirat-01", version=3), minority=minority)
    ).breaks(rules.TheMinorityIsNotBundled)


@pytest.mark.parametrize("by", [CHAIR, MANAGEMENT, OE_50_6, LENKUNGSGRUPPE, GLEICHSTELLUNG])
def test_group_office_lenkungsgruppe_and_the_officer_herself_consult(by: Actor):
    draft = given(*OPEN).when(consult(by)).then(
        happened(Draft.GleichstellungConsulted, revision=1, round=1, question="Was fehlt?", by=by)
    )  # fmt: skip
    assert draft.round is not None
    assert lip.GLEICHSTELLUNG in draft.round.addressees


def test_nobody_else_consults_and_only_during_a_round():
    given(*OPEN).when(consult(BEIRAT_1)).breaks(rules.OthersConsult)
    other_chair = actor(lip.GROUPS["soziales"], Role.CHAIR)
    given(*OPEN).when(consult(other_chair)).breaks(rules.OthersConsult)
    auditor = actor(lip.RECHNUNGSPRUEFUNG, Role.AUDITOR)
    given(*OPEN).when(consult(auditor)).breaks(rules.OthersConsult)
    given(authored()).when(consult(OE_50_6)).breaks(rules.NoRoundIsOpen)
    given(*OPEN, accepted()).when(consult(OE_50_6)).breaks(rules.TheDraftIsAccepted)
