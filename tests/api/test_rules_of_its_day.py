"""Whoever enters something needs the seat today; what is entered is judged by its own day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.draft import Draft
from domain.gremium import Role
from domain.procedure import PROCEDURE, Procedure
from domain.procedure.content import Content, Resolution, RuleOfProcedure
from projections import history
from review_service.acts import besetzungen
from review_service.service import Service
from tests.api.callers import Caller, Callers
from tests.api.test_rights_end import seat
from tests.api.way import DRAFT, created, found, problem

NOW = datetime(2020, 2, 1, 11, tzinfo=UTC)
ALL = (
    ("expertengruppe-bildung", Role.CHAIR),
    ("oe-50-6", Role.OFFICE),
    ("lenkungsgruppe", Role.OFFICE),
)
ACCEPT = {"revision": 1, "outcome": "accept", "despite": "Es eilt."}

EARLY = ("2019-11-04", "2019-11-05", "2019-11-15")
LATE = ("2019-11-04", "2020-01-06", "2020-01-15")


@pytest.fixture
def api(service: Service) -> Callers:
    """It is February 2020; since January only the Delegiertenkonferenz must be heard."""
    api = Callers(replace(service, now=lambda: NOW))
    procedure = service.reviews.find(Procedure, PROCEDURE)
    assert procedure
    rule = RuleOfProcedure(key="must_be_heard", value=["conference"], source="Drucksache 1/2020")
    procedure.amend(
        resolution=Resolution(number="1/2020", title="Wer gehört wird", since=date(2020, 1, 1)),
        content=Content(rules=(rule,)),
        by=besetzungen.OPERATOR,
        at=NOW,
    )
    service.reviews.record(procedure)
    return api


def noon(day: str) -> dict[str, Any]:
    return {"occurred_at": f"{day}T12:00:00+01:00"}


def accepted(doer: Caller, days: tuple[str, str, str]) -> str:
    """Enter on one day what happened on others; gives the path of the draft."""
    path = f"/api/drafts/{created(doer.post('/api/drafts', {**DRAFT, **noon(days[0])}))['id']}"
    created(doer.post(f"{path}/submission", {"revision": 1, **noon(days[1])}))
    created(doer.post(f"{path}/decisions", {**ACCEPT, **noon(days[2])}))
    return path


def decision(api: Callers, path: str) -> Draft.Accepted:
    with api.service.pool.connection() as database:
        *_, last = history.upto(database, path.rpartition("/")[2], inside=True)
    assert isinstance(last.event, Draft.Accepted)
    return last.event


@pytest.mark.parametrize(
    ("days", "votes", "resolutions", "heard"),
    [
        (EARLY, 23, ["2472/2019"], ["conference", "round_table", "equality"]),
        (LATE, 25, ["2472/2019", "2822/2019", "1/2020"], ["conference"]),
    ],
)
def test_a_decision_is_judged_by_its_own_day_also_in_a_replay(
    api: Callers, days: tuple[str, str, str], votes: int, resolutions: list[str], heard: list[str]
) -> None:
    path = accepted(api.with_seats("all", *ALL), days)
    event = decision(api, path)
    assert [kind.value for kind in event.judged_by.must_be_heard] == heard
    ordnung = api.service.procedures.at(event.timestamp)
    assert [resolution.number for resolution in ordnung.resolutions] == resolutions
    assert ordnung.votes("lenkungsgruppe") == votes
    seated = found(api["beirat-01"].get(f"/api/gremien/lenkungsgruppe?at={days[2]}"))
    assert seated["votes"] == votes
    now = found(api["beirat-01"].get(f"{path}/consensus"))
    replayed = found(api["beirat-01"].get(f"{path}?version=3"))["consensus"]
    assert replayed == now
    missing = {"conference": "delegiertenkonferenz", "round_table": "runder-tisch"}
    assert [point["body"] for point in now["open_points"]] == [
        missing[kind] for kind in heard if kind in missing
    ]
    before = found(api["beirat-01"].get(f"{path}?version=2"))["consensus"]
    assert before["open_points"] == now["open_points"]


def test_who_sits_there_today_enters_what_was_decided_then(api: Callers) -> None:
    everywhere = api.with_seats("all", *ALL)
    path = (
        f"/api/drafts/{created(everywhere.post('/api/drafts', {**DRAFT, **noon(EARLY[0])}))['id']}"
    )
    created(everywhere.post(f"{path}/submission", {"revision": 1, **noon(EARLY[1])}))
    sat_then = seat(api.service, "then", "lenkungsgruppe", Role.OFFICE, until=date(2020, 1, 31))
    answer = Caller(api.app, sat_then).post(f"{path}/decisions", {**ACCEPT, **noon(EARLY[2])})
    assert (answer.status_code, problem(answer)["title"]) == (403, "OnlyTheLenkungsgruppeDecides")
    since = date(2020, 2, 1)
    sits_now = seat(api.service, "now", "lenkungsgruppe", Role.OFFICE, since=since)
    created(Caller(api.app, sits_now).post(f"{path}/decisions", {**ACCEPT, **noon(EARLY[2])}))
