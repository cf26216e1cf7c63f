from datetime import timedelta

import pytest

from domain import rules
from domain.draft import Draft, Parent, Status
from domain.gremium import Actor, Role
from domain.merge import Decided, Merge, Take
from domain.vorgaben import Answer, Outcome
from tests import lip
from tests.domain.history import (
    ALL,
    ALL_BUT_EQUALITY,
    TERMS,
    accepted,
    authored,
    fulfilled,
    returned,
    revised,
    submitted,
    withdrawn,
)
from tests.scenario import BEGIN, CHAIR, LENKUNGSGRUPPE, MANAGEMENT, NOW, actor, given, happened


def author(by: Actor, theme: str = "bildung") -> Draft:
    return Draft.author(
        paper="grundsatzpapier", theme=theme, title="Leitbild", text="Text", sha256="a" * 64,
        equality_relevant=False, by=by, at=NOW, under=lip.ORDNUNG,
    )  # fmt: skip


def revise(by: Actor = CHAIR, base: int = 1, answers: tuple[Answer, ...] = ()):
    return lambda draft: draft.revise(
        text="Neu", sha256="b" * 64, base=base, summary="Kosten", answers=answers, by=by, at=NOW
    )


def submit(by: Actor = CHAIR, revision: int = 1):
    return lambda draft: draft.submit(revision=revision, by=by, at=NOW, under=lip.ORDNUNG)


def withdraw(by: Actor = CHAIR, reason: str = "Ein Kapitel fehlt."):
    return lambda draft: draft.withdraw(reason=reason, by=by, at=NOW)


def test_the_chair_authors_a_draft_of_its_own_group():
    draft = author(CHAIR)
    assert (draft.status, draft.revision, draft.version) == (Status.IN_ERARBEITUNG, 1, 1)


@pytest.mark.parametrize("by", [MANAGEMENT, LENKUNGSGRUPPE])
def test_nobody_but_a_chair_authors(by: Actor):
    with pytest.raises(rules.OnlyTheChairDoesThis):
        author(by)


def test_a_chair_does_not_author_for_another_group():
    with pytest.raises(rules.OnlyTheChairDoesThis):
        author(CHAIR, theme="soziales")


@pytest.mark.parametrize("by", [CHAIR, MANAGEMENT])
def test_chair_and_management_revise(by: Actor):
    draft = given(authored()).when(revise(by=by)).then(
        happened(
            Draft.Revised, revision=2, text="Neu", summary="Kosten", by=by,
            parents=(Parent(revision=1, sha256="1" * 64),),
        )
    )  # fmt: skip
    assert draft.status is Status.IN_ERARBEITUNG


def test_nobody_else_revises():
    given(authored()).when(revise(by=LENKUNGSGRUPPE)).breaks(rules.OnlyTheGroupWrites)
    member = actor(CHAIR.body, Role.MEMBER)
    given(authored()).when(revise(by=member)).breaks(rules.OnlyTheGroupWrites)


def test_a_revision_on_an_older_base_is_refused_and_says_what_to_do():
    sentence = given(authored(), revised()).when(revise(base=1)).breaks(rules.TheTextHasMovedOn)
    assert "Inzwischen gilt Fassung 2" in sentence


def merged(base: int = 1, against: int = 2, *decided: Decided):
    merge = Merge(
        base=base, base_sha256="1" * 64, against=against, algorithm="merge-1", clean=3,
        decided=decided,
    )  # fmt: skip
    return lambda draft: draft.revise(
        text="Neu", sha256="b" * 64, base=base, merge=merge, by=CHAIR, at=NOW
    )


def test_a_merged_revision_names_both_parents_and_what_was_decided():
    decided = Decided(at=7, conflict=True, base="a", theirs="", ours="b", take=Take.OURS, text="b")
    draft = given(authored(), revised()).when(merged(1, 2, decided)).then(
        happened(
            Draft.Revised, revision=3,
            parents=(
                Parent(revision=2, sha256="2" * 64), Parent(revision=1, sha256="1" * 64),
            ),
        )
    )  # fmt: skip
    (event,) = draft.pending_events
    assert isinstance(event, Draft.Revised) and event.merge
    assert event.merge.decided == (decided,)


def test_a_merge_is_with_the_current_revision_and_of_an_older_one():
    history = given(authored(), revised(), revised(3))
    history.when(merged(1, 2)).breaks(rules.TheTextHasMovedOn)
    history.when(merged(3, 3)).breaks(rules.TheTextHasMovedOn)
    history.when(merged(4, 3)).breaks(rules.TheTextHasMovedOn)


def test_what_is_merged_is_under_the_rules_of_every_revision():
    submitted_since = given(authored(), revised(), submitted(2))
    submitted_since.when(merged()).breaks(rules.ADraftUnderReviewIsNotRevised)


def test_a_draft_under_review_is_not_revised():
    given(authored(), submitted()).when(revise()).breaks(rules.ADraftUnderReviewIsNotRevised)


def test_an_accepted_draft_is_not_revised_submitted_or_withdrawn():
    history = given(authored(), submitted(), accepted())
    history.when(revise()).breaks(rules.TheDraftIsAccepted)
    history.when(submit()).breaks(rules.TheDraftIsAccepted)
    history.when(withdraw()).breaks(rules.TheDraftIsAccepted)


def test_answers_name_a_vorgabe_that_exists_once_and_with_a_reason():
    history = given(authored(), submitted(), returned())
    unknown = (fulfilled(2),)
    history.when(revise(answers=unknown)).breaks(rules.ThisVorgabeDoesNotExist)
    twice = (fulfilled(1), fulfilled(1))
    history.when(revise(answers=twice)).breaks(rules.AVorgabeIsAnsweredOnce)
    for outcome in (Outcome.TEILWEISE, Outcome.ABGELEHNT):
        bare = (Answer(vorgabe=1, outcome=outcome, reason=" "),)
        history.when(revise(answers=bare)).breaks(rules.AShortfallNeedsAReason)


def test_a_later_revision_answers_again_and_the_last_answer_counts():
    again = Answer(vorgabe=1, outcome=Outcome.TEILWEISE, reason="Nur die Personalkosten.")
    draft = given(
        authored(), submitted(), returned(), revised(2, fulfilled()), revised(3, again)
    ).draft()
    assert draft.vorgaben.asked[0].outcome is Outcome.TEILWEISE


def test_a_submission_opens_a_round_with_its_addressees():
    draft = given(authored()).when(submit()).then(
        happened(Draft.Submitted, revision=1, round=1, addressees=ALL_BUT_EQUALITY, by=CHAIR)
    )  # fmt: skip
    assert draft.status is Status.IN_BERATUNG


def test_the_submission_of_a_relevant_draft_consults_gleichstellung_in_the_same_save():
    given(authored(equality_relevant=True)).when(submit()).then(
        happened(Draft.Submitted, addressees=ALL),
        happened(Draft.GleichstellungConsulted, revision=1, round=1, question="", by=CHAIR),
    )


def test_only_the_chair_submits_and_withdraws():
    given(authored()).when(submit(by=MANAGEMENT)).breaks(rules.OnlyTheChairDoesThis)
    open_round = given(authored(), submitted())
    open_round.when(withdraw(by=MANAGEMENT)).breaks(rules.OnlyTheChairDoesThis)


def test_only_the_current_revision_is_submitted_and_only_once():
    given(authored(), revised()).when(submit(revision=1)).breaks(
        rules.OnlyTheCurrentRevisionIsSubmitted
    )
    given(authored(), submitted()).when(submit()).breaks(rules.ARoundIsOpen)


def test_a_submission_waits_for_an_answer_to_every_vorgabe_recommendations_too():
    history = given(authored(), submitted(), returned(TERMS), revised())
    sentence = history.when(submit(revision=2)).breaks(rules.VorgabenAreUnanswered)
    assert "Vorgabe" in sentence
    answered = given(authored(), submitted(), returned(), revised(2, fulfilled()))
    answered.when(submit(revision=2)).then(happened(Draft.Submitted, round=2, revision=2))


def test_a_withdrawal_in_round_one_leads_back_to_writing_and_uses_the_number_up():
    draft = given(authored(), submitted()).when(withdraw()).then(
        happened(Draft.SubmissionWithdrawn, revision=1, round=1, reason="Ein Kapitel fehlt.")
    )  # fmt: skip
    assert draft.status is Status.IN_ERARBEITUNG
    given(authored(), submitted(), withdrawn()).when(submit()).then(
        happened(Draft.Submitted, round=2)
    )


def test_a_withdrawal_in_a_later_round_leads_back_to_returned():
    draft = given(
        authored(), submitted(), returned(), revised(2, fulfilled()), submitted(2, 2)
    ).when(withdraw()).then(happened(Draft.SubmissionWithdrawn, round=2))  # fmt: skip
    assert draft.status is Status.ZURUECKGEGEBEN


def test_a_withdrawal_needs_an_open_round_and_a_reason():
    given(authored()).when(withdraw()).breaks(rules.NoRoundIsOpen)
    given(authored(), submitted()).when(withdraw(reason=" ")).breaks(rules.AWithdrawalNeedsAReason)


def test_nothing_happens_before_what_happened_last():
    early = BEGIN + timedelta(minutes=1)
    given(authored()).when(
        lambda draft: draft.submit(revision=1, by=CHAIR, at=early, under=lip.ORDNUNG)
    ).breaks(rules.ItHappenedBeforeTheLastEvent)
