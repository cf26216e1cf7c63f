"""Account by act by state: what an act that is well said is answered with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from domain.gremium import Kind, Role
from domain.rules import NotYours
from review_service import access
from review_service.access import TABLE, Act
from review_service.access_table import access_table
from review_service.people.accounts import Account
from tests.api.callers import SEATS, Callers
from tests.api.states import CURRENT, OUTSIDERS, STATES
from tests.api.way import Way, said
from tests.lip import ORDNUNG

DOCS = Path(__file__).parents[2] / "docs"

# In the order of STATES: never submitted, submitted, returned, withdrawn, accepted.
UNSEEN = (404, 403, 403, 403, 403)
SEEN = (403, 403, 403, 403, 403)
LATE = (404, 201, 201, 201, 201)
ANSWERS: dict[str, dict[str, tuple[int, ...]]] = {
    "revise": {
        "chair": (201, 409, 201, 201, 409),
        "management": (201, 409, 201, 201, 409),
    },
    "submit": {"chair": (201, 409, 201, 201, 409)},
    "withdraw": {"chair": (409, 201, 409, 409, 409)},
    "state": {
        "beirat-01": LATE,
        "beirat-02": LATE,
        "round-table": LATE,
        "equality": (404, 409, 409, 409, 409),  # not addressed: the draft is not relevant
        "conference": LATE,
    },
    "consult": {
        "chair": (409, 201, 409, 409, 409),
        "management": (409, 201, 409, 409, 409),
        "office": (409, 201, 409, 409, 409),
        "steering": (404, 201, 409, 409, 409),
        "steering-member": (404, 201, 409, 409, 409),
        "equality": (404, 201, 409, 409, 409),
    },
    "remind": {
        "conference": (404, 201, 409, 409, 409),
        "steering": (404, 201, 201, 409, 409),
        "office": (409, 201, 201, 409, 409),
    },
    "decide": {"steering": (404, 201, 409, 409, 409)},
}
"""Who is answered otherwise than 403, or 404 where the draft is not to be seen."""

PATHS = {
    "revise": "revisions",
    "submit": "submission",
    "withdraw": "withdrawal",
    "state": "statements",
    "consult": "consultation",
    "remind": "reminders",
    "decide": "decisions",
}


def body(act: str, who: str, current: int) -> dict[str, Any]:
    match act:
        case "revise":
            return {"text": "Neu.", "base_revision": current}
        case "submit":
            return {"revision": current}
        case "withdraw":
            return {"reason": "Ein Fehler."}
        case "state":
            speaks = who.startswith("beirat") or who in ("conference", "round-table", "equality")
            return said(who if speaks else "beirat-01")
        case "consult":
            return {"question": "Was fehlt?"}
        case "remind":
            return {}
        case _:
            return {"revision": 1, "outcome": "accept", "despite": "Es eilt."}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ANSWERS)
def test_who_may_act_on_a_draft_in_which_state(api: Callers, act: str, state: str) -> None:
    column = list(STATES).index(state)
    shared = STATES[state](api)
    answers, expected = {}, {}
    for who in SEATS:
        row = ANSWERS[act].get(who, UNSEEN if who in OUTSIDERS else SEEN)
        expected[who] = row[column]
        way = STATES[state](api) if expected[who] == 201 else shared
        sent = body(act, who, CURRENT.get(state, 2))
        answers[who] = way.post(who, PATHS[act], **sent).status_code
    assert answers == expected


def test_only_a_chair_authors_a_draft_of_the_own_group(api: Callers) -> None:
    for who in SEATS:
        expected = 201 if who == "chair" else 403
        draft = {**_DRAFT, "theme": "bildung"}
        assert api[who].post("/api/drafts", draft).status_code == expected, who


_DRAFT = {
    "paper": "massnahmenkatalog", "title": "Ziele", "text": "Ziele.", "equality_relevant": False,
}  # fmt: skip


def test_a_seat_in_another_group_shows_nothing_of_this_one(api: Callers) -> None:
    way = Way(api)
    assert api["other-chair"].get(way.path).status_code == 404


def acts_of(kind: Kind, *roles: Role) -> set[Act]:
    return {row.act for row in TABLE if row.kind is kind and set(roles or Role) & {*row.roles}}


def test_an_auditor_reads_and_changes_nothing() -> None:
    reads = {Act.SEE_UNSUBMITTED, Act.READ_LOG, Act.READ_REGISTER}
    assert {row.act for row in TABLE if Role.AUDITOR in row.roles} == reads


def test_the_ausschuss_acts_nowhere_and_the_administrator_on_no_draft() -> None:
    assert acts_of(Kind.COMMITTEE) == set()
    assert acts_of(Kind.OFFICE, Role.ADMINISTRATOR) == {Act.APPOINT, Act.ADMINISTER}
    assert acts_of(Kind.DEPARTMENT) == {Act.APPOINT, Act.ANSWER_SUGGESTION}


def test_the_page_on_access_is_the_table() -> None:
    assert (DOCS / "access.md").read_text(encoding="utf-8") == access_table()


def test_the_page_on_access_names_every_act() -> None:
    assert all(f"`{act}`" in access_table() for act in Act)


ELSE = {
    Act.APPOINT: "SomebodyElseAppoints",
    Act.REPORT_COUNTS: "OnlyTheGeschaeftsfuehrungReportsCounts",
    Act.COLLECT: "OnlyTheOfficeCollectsSuggestions",
    Act.ANSWER_SUGGESTION: "OnlyTheDezernatAnswersSuggestions",
    Act.ELECT: "OnlyTheOfficeHoldsElections",
    Act.MOVE_DATES: "OnlyTheOfficeMovesDates",
    Act.PROPOSE_RECUT: "OnlyItsGroupProposesARecut",
    Act.AGREE: "OnlyTheLenkungsgruppeAgreesToARecut",
    Act.REGISTER: "OnlyTheRegistrarKeepsTheRegister",
    Act.READ_REGISTER: "OnlyTheRegistrarReadsTheRegister",
    Act.ADMINISTER: "OnlyTheAdministratorKeepsAccounts",
}
"""What whoever has no seat at all is told."""


@pytest.mark.parametrize("act", ELSE)
def test_whose_act_it_is_is_said_by_the_rule(act: Act) -> None:
    nobody = Account("niemand", "pseudonym", "Niemand", ())
    with pytest.raises(NotYours) as refused:
        access.seat_for(nobody, act, body="expertengruppe-bildung", ordnung=ORDNUNG)
    assert type(refused.value).__name__ == ELSE[act]
