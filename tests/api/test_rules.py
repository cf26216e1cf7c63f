"""Every rule of the domain, said by the API with its status and its sentence."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from httpx import Response

from domain import rules
from domain.passages import LIMIT
from domain.rules import NotYours, RuleBroken
from review_service.acts import proceeding
from review_service.acts.requests.fields import MOST_PASSAGES
from review_service.procedure.files import read
from tests.api import election_cases, person_cases, seat_cases, suggestion_cases
from tests.api.callers import Callers
from tests.api.way import SECOND, TEXT, Way, problem, said

Case = Callable[[Callers], Response]
CASES: dict[type[RuleBroken], Case] = {
    **election_cases.CASES,
    **seat_cases.CASES,
    **suggestion_cases.CASES,
    **person_cases.CASES,
}


def breaks(rule: type[RuleBroken]) -> Callable[[Case], Case]:
    def case(act: Case) -> Case:
        CASES[rule] = act
        return act

    return case


ELSEWHERE = {
    rules.TheProcedureIsConstituted: "said on the command line: tests/cli/test_procedure.py",
    rules.TheResolutionIsKnown: "said on the command line: tests/cli/test_procedure.py",
    rules.AnAmendmentFollows: "said on the command line: tests/domain/test_procedure.py",
    rules.NobodyIsConsulted: "Hannover has somebody: tests/domain/test_rules_of_procedure.py",
    rules.OnlyTheAdministratorKeepsAccounts: "accounts have pages: tests/people/test_erasure.py",
    rules.TheNameStaysOnRecord: "the worker forgets when it is due: tests/domain/test_person.py",
    rules.NoNameIsKept: "the worker forgets once: tests/domain/test_person.py",
}
"""Rules that no call of the API breaks under the shipped procedure, and where they say no."""


def every_rule() -> Iterator[type[RuleBroken]]:
    found = (rule for rule in vars(rules).values() if inspect.isclass(rule))
    others = (RuleBroken, NotYours, *ELSEWHERE)
    return (r for r in found if issubclass(r, RuleBroken) and r not in others)


def revising(base: int = 1, *answers: dict[str, object]) -> dict[str, object]:
    return {"text": SECOND, "base_revision": base, "answers": list(answers)}


def returning(revision: int = 1, *vorgaben: dict[str, object]) -> dict[str, object]:
    return {"revision": revision, "outcome": "return", "vorgaben": list(vorgaben)}


def accepting(revision: int = 1) -> dict[str, object]:
    return {"revision": revision, "outcome": "accept"}


COSTS = {"text": "Kosten nennen"}
FULFILLED = {"vorgabe": 1, "outcome": "erfuellt"}


def moment(**ago: float) -> str:
    return (datetime.now(UTC) - timedelta(**ago)).isoformat()


# Who may do what ----------------------------------------------------------------------------


@breaks(rules.OnlyTheChairDoesThis)
def _(api: Callers) -> Response:
    return Way(api).post("management", "submission", revision=1)


@breaks(rules.OnlyTheGroupWrites)
def _(api: Callers) -> Response:
    return Way(api).submit().withdraw().post("other-chair", "revisions", **revising())


@breaks(rules.OnlyTheBodySpeaksForItself)
def _(api: Callers) -> Response:
    return Way(api).submit().post("beirat-01", "statements", **said("beirat-02"))


@breaks(rules.OnlyTheLenkungsgruppeDecides)
def _(api: Callers) -> Response:
    return Way(api).submit().post("steering-member", "decisions", **accepting())


@breaks(rules.OthersConsult)
def _(api: Callers) -> Response:
    return Way(api).submit().post("round-table", "consultation", question="Was fehlt?")


@breaks(rules.OthersRemind)
def _(api: Callers) -> Response:
    return Way(api).submit().post("conference", "reminders", bodies=["runder-tisch"])


@breaks(rules.NothingIsAwaited)
def _(api: Callers) -> Response:
    return Way(api).submit().state().post("office", "reminders", bodies=["beirat-01"])


@breaks(rules.OneReminderADay)
def _(api: Callers) -> Response:
    way = Way(api).submit()
    way.post("conference", "reminders", bodies=["beirat-01"])
    return way.post("steering", "reminders", bodies=["beirat-01"])


@breaks(rules.OnlyTheOfficeDatesBack)
def _(api: Callers) -> Response:
    body = {**said("beirat-01"), "occurred_at": moment(seconds=0)}
    return Way(api).submit().post("beirat-01", "statements", **body)


# When it happened ---------------------------------------------------------------------------


@breaks(rules.ItLiesInTheFuture)
def _(api: Callers) -> Response:
    body = {**accepting(), "occurred_at": moment(days=-1)}
    return Way(api).submit().post("steering", "decisions", **body)


@breaks(rules.ItHappenedBeforeTheLastEvent)
def _(api: Callers) -> Response:
    body = {**accepting(), "despite": "Es eilt.", "occurred_at": moment(days=1)}
    return Way(api).submit().post("steering", "decisions", **body)


# Writing and submitting ---------------------------------------------------------------------


@breaks(rules.ADraftUnderReviewIsNotRevised)
def _(api: Callers) -> Response:
    return Way(api).submit().post("chair", "revisions", **revising())


@breaks(rules.TheDraftIsAccepted)
def _(api: Callers) -> Response:
    return Way(api).submit().accept().post("chair", "revisions", **revising())


@breaks(rules.TheTextHasMovedOn)
def _(api: Callers) -> Response:
    return Way(api).post("chair", "revisions", **revising(7))


def behind(api: Callers, *decisions: dict[str, object]) -> Response:
    """Revise an older revision in words that the current one has otherwise."""
    more = {"against": 2, "decisions": list(decisions)} if decisions else {}
    way = Way(api).revise(text=SECOND.replace("Kosten", "Fristen"))
    return way.post("chair", "revisions", **revising(1), **more)


PLACE = TEXT.index("Wir nennen")


@breaks(rules.TheTextsMustBeMerged)
def _(api: Callers) -> Response:
    return behind(api)


@breaks(rules.NothingIsAskedAtThisPlace)
def _(api: Callers) -> Response:
    return behind(api, {"at": 1, "take": "ours"})


@breaks(rules.APlaceIsDecidedOnce)
def _(api: Callers) -> Response:
    return behind(api, *[{"at": PLACE, "take": take} for take in ("ours", "theirs")])


@breaks(rules.AConflictHasNoProposal)
def _(api: Callers) -> Response:
    return behind(api, {"at": PLACE, "take": "merged"})


@breaks(rules.ThisVorgabeDoesNotExist)
def _(api: Callers) -> Response:
    return Way(api).post("chair", "revisions", **revising(1, FULFILLED))


@breaks(rules.AVorgabeIsAnsweredOnce)
def _(api: Callers) -> Response:
    way = Way(api).submit().give_back()
    return way.post("chair", "revisions", **revising(1, FULFILLED, FULFILLED))


@breaks(rules.AShortfallNeedsAReason)
def _(api: Callers) -> Response:
    answer: dict[str, object] = {"vorgabe": 1, "outcome": "teilweise", "reason": "  "}
    return Way(api).submit().give_back().post("chair", "revisions", **revising(1, answer))


@breaks(rules.VorgabenAreUnanswered)
def _(api: Callers) -> Response:
    return Way(api).submit().give_back().revise().post("chair", "submission", revision=2)


@breaks(rules.ARoundIsOpen)
def _(api: Callers) -> Response:
    return Way(api).submit().post("chair", "submission", revision=1)


@breaks(rules.OnlyTheCurrentRevisionIsSubmitted)
def _(api: Callers) -> Response:
    return Way(api).revise().post("chair", "submission", revision=1)


@breaks(rules.AWithdrawalNeedsAReason)
def _(api: Callers) -> Response:
    return Way(api).submit().post("chair", "withdrawal", reason=" ")


# Being heard --------------------------------------------------------------------------------


@breaks(rules.NoRoundIsOpen)
def _(api: Callers) -> Response:
    return Way(api).post("chair", "consultation", question="Was fehlt?")


@breaks(rules.TheRevisionWasNeverSubmitted)
def _(api: Callers) -> Response:
    return Way(api).submit().post("beirat-01", "statements", **said("beirat-01", 2))


@breaks(rules.TheBodyIsNotAddressed)
def _(api: Callers) -> Response:
    return Way(api).submit().post("equality", "statements", **said("equality"))


@breaks(rules.TheBundledStatementDoesNotCount)
def _(api: Callers) -> Response:
    body = {**said("conference"), "bundles": ["beirat-01"]}
    return Way(api).submit().post("conference", "statements", **body)


@breaks(rules.TheMinorityIsNotBundled)
def _(api: Callers) -> Response:
    body = {**said("conference"), "minority": [{"body": "beirat-01", "text": "stimmen zu"}]}
    return Way(api).submit().state().post("conference", "statements", **body)


@breaks(rules.TheMinorityIsNotAQuote)
def _(api: Callers) -> Response:
    minority = [{"body": "beirat-01", "text": "lehnen ab"}]
    body = {**said("conference"), "bundles": ["beirat-01"], "minority": minority}
    return Way(api).submit().state().post("conference", "statements", **body)


def placing(api: Callers, who: str = "beirat-01", revision: int = 2) -> Response:
    """Place a passage of which the second revision has nothing left."""
    passages = [{"exact": "Wir fördern Bildung von Anfang an."}]
    way = Way(api).submit().state("beirat-01", passages=passages).withdraw()
    way.revise(text="Museen öffnen am Sonntag ohne Eintritt.").submit(2)
    return way.post(who, "passages/1/place", revision=revision, exact="Museen")


@breaks(rules.ThePassagesHaveMovedOn)
def _(api: Callers) -> Response:
    way = Way(api).submit().state("beirat-01", passages=[{"exact": "Bildung"}]).withdraw()
    with api.service.pool.connection() as database:  # as where one came in between
        database.execute("DELETE FROM passages")
    return way.post("chair", "revisions", **revising())


@breaks(rules.ABodyPointsAtSoMany)
def _(api: Callers) -> Response:
    way, hundred = Way(api).submit(), [{"exact": "Bildung"}] * MOST_PASSAGES
    for _ in range(LIMIT // MOST_PASSAGES):
        way.state("beirat-01", passages=hundred)
    return way.post("beirat-01", "statements", **said("beirat-01"), passages=hundred)


@breaks(rules.OnlyItsBodyPlacesAPassage)
def _(api: Callers) -> Response:
    return placing(api, "beirat-02")


@breaks(rules.OnlyTheNewestRevisionTakesAPlace)
def _(api: Callers) -> Response:
    return placing(api, revision=1)


@breaks(rules.ThePassageHasItsPlace)
def _(api: Callers) -> Response:
    way = Way(api).submit().state("beirat-01", passages=[{"exact": "Bildung"}])
    return way.post("beirat-01", "passages/1/place", revision=1, exact="Bildung")


# Deciding -----------------------------------------------------------------------------------


@breaks(rules.TheRevisionHasMovedOn)
def _(api: Callers) -> Response:
    return Way(api).revise().submit(2).post("steering", "decisions", **returning(1, COSTS))


@breaks(rules.AReturnNamesItsVorgaben)
def _(api: Callers) -> Response:
    return Way(api).submit().post("steering", "decisions", **returning())


@breaks(rules.OpenPointsNeedAReason)
def _(api: Callers) -> Response:
    return Way(api).submit().post("steering", "decisions", **accepting())


# The procedure -------------------------------------------------------------------------------

ONLY_READY = """
[resolution]
number = "1/2020"
title = "Konsens"
since = 2020-01-01
[[rule]]
key = "ready"
value = "nothing_open"
source = "Beschluss 1/2020"
"""


@breaks(rules.NothingMayBeOpen)
def _(api: Callers) -> Response:
    proceeding.amend(api.service, read(ONLY_READY))
    return Way(api).submit().post("steering", "decisions", **accepting(), despite="Es eilt.")


def moving(api: Callers, name: str = "office", **facts: object) -> Response:
    termin = {"words": "11. Januar 2020", "begins": "2020-01-11"}
    told = {"milestone": "mso-wahl", "planned": termin, "reason": "Verschoben", **facts}
    return api[name].post("/api/procedure/dates", told)


def recutting(
    api: Callers, name: str = "chair", reason: str = "Zu weit", group: str | None = None,
    **theme: str,
) -> Response:  # fmt: skip
    bildung = {"slug": "bildung", "name": "Bildung", "lead": "dezernat-4"}
    cut = {"theme": {**bildung, "group": "expertengruppe-bildung", **theme}, "reason": reason}
    return api[name].post("/api/procedure/recuts", {**cut, "new_group": group})


def answering(api: Callers, name: str = "steering", **facts: object) -> Response:
    told = {"agreed": True, "since": "2999-01-01", **facts}
    recutting(api)
    return api[name].post("/api/procedure/recuts/1/agreement", told)


@breaks(rules.OnlyTheOfficeMovesDates)
def _(api: Callers) -> Response:
    return moving(api, "steering")


@breaks(rules.NoSuchDate)
def _(api: Callers) -> Response:
    return moving(api, milestone="sommerfest")


@breaks(rules.AMoveNamesADate)
def _(api: Callers) -> Response:
    return moving(api, planned=None)


@breaks(rules.AMovedDateNeedsAReason)
def _(api: Callers) -> Response:
    return moving(api, reason=" ")


@breaks(rules.TheDateIsUnclear)
def _(api: Callers) -> Response:
    return moving(api, planned={"words": "bis Mai", "ends": "2020-05-31"})


@breaks(rules.WhatTookPlaceIsNotAhead)
def _(api: Callers) -> Response:
    return moving(api, actual={"words": "1. Januar 2999", "begins": "2999-01-01"})


@breaks(rules.OnlyItsGroupProposesARecut)
def _(api: Callers) -> Response:
    return recutting(api, "other-chair")


@breaks(rules.ARecutNeedsAReason)
def _(api: Callers) -> Response:
    return recutting(api, reason=" ")


@breaks(rules.ARecutIsProposed)
def _(api: Callers) -> Response:
    recutting(api)
    return recutting(api)


@breaks(rules.TheGroupIsThereAlready)
def _(api: Callers) -> Response:
    return recutting(api, group="Neue Gruppe Bildung")


@breaks(rules.TheContentDoesNotFit)
def _(api: Callers) -> Response:
    return recutting(api, lead="dezernat-99")


@breaks(rules.OnlyTheLenkungsgruppeAgreesToARecut)
def _(api: Callers) -> Response:
    return answering(api, "office")


@breaks(rules.TheRecutIsNotOpen)
def _(api: Callers) -> Response:
    answering(api)
    return answering(api)


@breaks(rules.ARecutDoesNotReachBack)
def _(api: Callers) -> Response:
    return answering(api, since="2019-11-01")


@breaks(rules.AnAnswerFollowsItsProposal)
def _(api: Callers) -> Response:
    return answering(api, occurred_at="2019-12-02T12:00:00+01:00")


@breaks(rules.ARefusedRecutNeedsAReason)
def _(api: Callers) -> Response:
    return answering(api, agreed=False)


@pytest.mark.parametrize("rule", list(every_rule()), ids=lambda rule: rule.__name__)
def test_a_broken_rule_is_named_with_its_sentence(api: Callers, rule: type[RuleBroken]) -> None:
    answer = CASES[rule](api)
    said = problem(answer)
    assert (said["status"], said["title"]) == (
        403 if issubclass(rule, NotYours) else 409,
        rule.__name__,
    )
    assert said["type"].endswith(f"#{rule.__name__}")
    sentence = " ".join((rule.__doc__ or "").split())
    assert re.fullmatch(re.sub(r"\\{\w+\\}", ".+", re.escape(sentence)), said["detail"])
    assert said["errors"] == []


def test_a_sentence_names_its_facts(api: Callers) -> None:
    assert (
        "Inzwischen gilt Fassung 1; Sie haben auf Fassung 7"
        in problem(CASES[rules.TheTextHasMovedOn](api))["detail"]
    )
    assert "Runder Tisch" in problem(CASES[rules.OpenPointsNeedAReason](api))["detail"]
