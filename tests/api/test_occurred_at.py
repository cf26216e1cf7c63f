"""When something happened: by whom another moment than now is taken, and which."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.gremium import Role
from tests.api.callers import Callers
from tests.api.way import DRAFT, Way, created, problem

DECISION = {"revision": 1, "outcome": "accept", "despite": "Es eilt."}


def moment(**ago: float) -> str:
    return (datetime.now(UTC) - timedelta(**ago)).isoformat()


def test_minutes_may_come_later(api: Callers) -> None:
    way = Way(api).submit()
    happened = moment(seconds=0)
    created(way.post("steering", "decisions", **DECISION, occurred_at=happened))
    last = way.get("auditor", "/history")["items"][-1]
    assert datetime.fromisoformat(last["occurred_at"]) == datetime.fromisoformat(happened)
    assert last["recorded_at"] > last["occurred_at"]


def test_without_a_moment_it_happened_now(api: Callers) -> None:
    before = datetime.now(UTC)
    (event,) = Way(api).get("auditor", "/history")["items"]
    assert before <= datetime.fromisoformat(event["occurred_at"]) <= datetime.now(UTC)


def test_oe_50_6_and_the_office_of_the_lenkungsgruppe_date_back(api: Callers) -> None:
    way = Way(api).submit()
    question = {"question": "Was fehlt?"}
    for who in ("office", "steering"):
        created(way.post(who, "consultation", **question, occurred_at=moment(seconds=0)))
    for who in ("steering-member", "equality", "chair"):
        answer = way.post(who, "consultation", **question, occurred_at=moment(seconds=0))
        assert (answer.status_code, problem(answer)["title"]) == (403, "OnlyTheOfficeDatesBack")


def test_an_old_draft_is_authored_when_it_was(api: Callers) -> None:
    both = api.with_seats("both", ("expertengruppe-bildung", Role.CHAIR), ("oe-50-6", Role.OFFICE))
    body = {**DRAFT, "occurred_at": "2019-11-04T09:00:00+01:00"}
    draft = created(both.post("/api/drafts", body))
    (event,) = both.get(f"/api/drafts/{draft['id']}/history").json()["items"]
    assert event["occurred_at"] == "2019-11-04T08:00:00Z"


@pytest.mark.parametrize("first", ["0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z"])
def test_the_first_of_all_days_breaks_nothing(api: Callers, first: str) -> None:
    both = api.with_seats("both", ("expertengruppe-bildung", Role.CHAIR), ("oe-50-6", Role.OFFICE))
    answer = both.post("/api/drafts", {**DRAFT, "occurred_at": first})
    assert answer.status_code == (422 if first.endswith("+14:00") else 409)
    assert both.get("/api/drafts").status_code == 200


@pytest.mark.parametrize("day", ["2019-10-31T22:59:59Z", "0001-01-01T00:00:00Z"])
def test_it_did_not_happen_before_there_was_a_procedure(api: Callers, day: str) -> None:
    both = api.with_seats("both", ("expertengruppe-bildung", Role.CHAIR), ("oe-50-6", Role.OFFICE))
    answer = both.post("/api/drafts", {**DRAFT, "occurred_at": day})
    assert (answer.status_code, problem(answer)["title"]) == (409, "NothingHoldsOnThatDay")
    first = {**DRAFT, "occurred_at": "2019-10-31T23:00:00Z"}  # midnight in Europe/Berlin
    created(both.post("/api/drafts", first))


def test_it_did_not_happen_in_the_future(api: Callers) -> None:
    way = Way(api).submit()
    for later in (moment(seconds=-60), "9999-12-31T23:59:59Z"):
        answer = way.post("steering", "decisions", **DECISION, occurred_at=later)
        assert (answer.status_code, problem(answer)["title"]) == (409, "ItLiesInTheFuture")


def test_it_did_not_happen_before_the_last_event(api: Callers) -> None:
    way = Way(api).submit()
    answer = way.post("steering", "decisions", **DECISION, occurred_at=moment(days=1))
    assert (answer.status_code, problem(answer)["title"]) == (409, "ItHappenedBeforeTheLastEvent")


@pytest.mark.parametrize(
    "unclear",
    ["2019-11-04T09:00:00", "2019-11-04", "1572858000", 1572858000, "gestern", "", True, {}],
)
def test_a_moment_needs_its_zone(api: Callers, unclear: object) -> None:
    way = Way(api).submit()
    answer = way.post("steering", "decisions", **DECISION, occurred_at=unclear)
    assert answer.status_code == 422
    (wrong,) = problem(answer)["errors"]
    assert wrong["field"] == "occurred_at"
    assert "Zeitzone" in wrong["message"]
