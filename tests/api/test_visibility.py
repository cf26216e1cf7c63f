"""An unsubmitted revision is its group's own business: nobody else finds a trace of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from httpx import Response

from projections import deferred
from tests.api.callers import SEATS, Callers
from tests.api.states import (
    HIDDEN_TEXT,
    INSIDERS,
    OUTSIDERS,
    SECRET,
    STATES,
    hide,
    never_submitted,
    returned,
    submitted,
)
from tests.api.way import TEXT, Way, found, problem

CALLS = (
    "", "?version=1", "?version=4", "?version=5", "?version=6", "/revisions",
    "/revisions?after=1", "/revisions?limit=1", "/revisions/1", "/revisions/2",
    "/redline?from=1&to=1", "/redline?from=1&to=2", "/redline?from=2&to=1", "/redline",
    "/redline?to=2&format=html", "/redline.docx", "/redline.docx?from=1&to=2&comments=true",
    "/revisions/1.docx?comments=true", "/revisions/2.docx", "/revisions/2.odt", "/redline.odt",
    "/consensus", "/vorgaben", "/history", "/history?after=3", "/history?limit=4", "/statements",
    "/statements?limit=1", "/blame", "/blame?revision=1", "/blame?revision=2",
    "/passages", "/passages?revision=1", "/passages?revision=2", "/passages/1", "/passages/2",
)  # fmt: skip
"""Everything that can be asked about one draft."""

SEEN_INSIDE = {
    "never submitted": (2, 2, "in_erarbeitung"),
    "submitted": (1, 3, "in_beratung"),
    "returned, then revised": (2, 5, "zurueckgegeben"),
    "withdrawn, then revised": (2, 5, "in_erarbeitung"),
    "accepted": (1, 4, "angenommen"),
}
SEEN_OUTSIDE = {
    **SEEN_INSIDE,
    "never submitted": None,
    "returned, then revised": (1, 4, "zurueckgegeben"),
    "withdrawn, then revised": (1, 4, "in_erarbeitung"),
}
"""Revision, version and status as a reader sees them; None where the draft is not to be seen."""


def by_state(test: Callable[..., None]) -> Callable[..., None]:
    return pytest.mark.parametrize("state", STATES)(test)


def seen(way: Way, who: str) -> tuple[int, int, str] | None:
    answer = way.api[who].get(way.path)
    if answer.status_code == 404:
        return None
    draft = found(answer)
    assert answer.headers["etag"] == f'"{draft["version"]}"'
    return draft["revision"], draft["version"], draft["status"]


@by_state
def test_everyone_sees_what_is_submitted_and_the_group_what_is_not(
    api: Callers, state: str
) -> None:
    way = STATES[state](api)
    inside, outside = SEEN_INSIDE[state], SEEN_OUTSIDE[state]
    assert {who: seen(way, who) for who in SEATS} == {
        **dict.fromkeys(INSIDERS, inside),
        **dict.fromkeys(OUTSIDERS, outside),
    }


@by_state
def test_the_list_shows_what_the_draft_shows(api: Callers, state: str) -> None:
    way = STATES[state](api)
    for who in SEATS:
        listed = found(api[who].get("/api/drafts?limit=1"))
        alone = api[who].get(way.path)
        assert listed["items"] == ([alone.json()] if alone.status_code == 200 else []), who
        assert listed["next"] is None


@by_state
def test_as_many_revisions_and_events_are_shown_as_are_counted(api: Callers, state: str) -> None:
    way = STATES[state](api)
    for who in SEATS:
        counted = seen(way, who)
        if counted is None:
            continue
        revision, version, _ = counted
        numbers = [row["revision"] for row in way.get(who, "/revisions")["items"]]
        assert numbers == list(range(1, revision + 1))
        versions = [event["version"] for event in way.get(who, "/history")["items"]]
        assert versions == list(range(1, version + 1))
        last = way.get(who, f"?version={version}")
        assert (last["revision"], last["version"]) == (revision, version)
        assert last["text"] == way.get(who, f"/revisions/{revision}")["text"]
        assert last["vorgaben"] == way.get(who, "/vorgaben")["items"]
        assert last["consensus"] == way.get(who, "/consensus")
        for beyond in (f"/revisions/{revision + 1}", f"?version={version + 1}"):
            assert api[who].get(f"{way.path}{beyond}").status_code == 404


def test_a_draft_never_submitted_is_found_by_nobody_else(api: Callers) -> None:
    way = never_submitted(api)
    for who in OUTSIDERS:
        for call in CALLS:
            answer = api[who].get(f"{way.path}{call}")
            assert (answer.status_code, problem(answer)["title"]) == (404, "NotVisible")
        unknown = api[who].get("/api/drafts/00000000-0000-4000-8000-000000000000")
        assert unknown.content == api[who].get(way.path).content
        after = api[who].get(f"/api/drafts?after={way.id}")
        assert after.status_code == 404


def worked_off(api: Callers) -> None:
    with api.service.pool.connection() as database:
        deferred.catch_up(database)


def everything(way: Way, who: str) -> dict[str, object]:
    paths = ["/api/drafts", "/api/drafts?limit=1", *(f"{way.path}{call}" for call in CALLS)]
    return {path: _without_request_id(way.api[who].get(path)) for path in paths}


def _without_request_id(answer: Response) -> object:
    headers = {name: value for name, value in answer.headers.items() if name != "x-request-id"}
    return answer.status_code, headers, answer.content


@pytest.mark.parametrize("end", ["give_back", "withdraw"])
def test_writing_a_revision_changes_nothing_that_others_see(api: Callers, end: str) -> None:
    """Of all answers: status, headers, bytes."""
    way = submitted(api)
    getattr(way, end)()
    worked_off(api)
    before = {who: everything(way, who) for who in SEATS if who != "auditor"}
    hide(way)
    worked_off(api)
    for who, was in before.items():
        now = everything(way, who)
        if who in INSIDERS:
            assert now != was
        else:
            assert now == was


@by_state
def test_no_word_of_an_unsubmitted_revision_leaves_the_group(api: Callers, state: str) -> None:
    way = STATES[state](api)
    worked_off(api)
    for who in OUTSIDERS:
        for call in CALLS:
            assert SECRET not in api[who].get(f"{way.path}{call}").text, call


def test_a_statement_after_an_unsubmitted_revision_does_not_count_it(api: Callers) -> None:
    way = returned(api).state("beirat-02").state("beirat-02")
    assert seen(way, "chair") == (2, 7, "zurueckgegeben")
    for who in OUTSIDERS:
        assert seen(way, who) == (1, 6, "zurueckgegeben")
        history = way.get(who, "/history")["items"]
        assert [event["version"] for event in history] == [1, 2, 3, 4, 5, 6]
        assert "Draft.Revised" not in [event["type"] for event in history]
        part = way.get(who, "/statements?limit=2")
        assert part["next"] == f"{way.path}/statements?after=2&limit=2"
        assert len(found(api[who].get(part["next"]))["items"]) == 1


def test_an_unsubmitted_answer_to_a_vorgabe_is_the_groups_own(api: Callers) -> None:
    way = returned(api)
    states = {who: way.get(who, "/vorgaben")["items"][0]["state"] for who in SEATS}
    assert states == {
        **dict.fromkeys(INSIDERS, "teilweise"),
        **dict.fromkeys(OUTSIDERS, "unanswered"),
    }


def test_nobody_finds_it_by_time_either(api: Callers) -> None:
    way = returned(api)
    now = {"at": datetime.now(UTC).isoformat()}
    for who in SEATS:
        stood = found(api[who].client.get(way.path, params=now))
        assert stood["text"] == (HIDDEN_TEXT if who in INSIDERS else TEXT)


def test_submitting_shows_all_revisions_to_everyone_for_good(api: Callers) -> None:
    way = Way(api).submit().withdraw().revise(1).revise(2, HIDDEN_TEXT)
    assert seen(way, "beirat-01") == (1, 3, "in_erarbeitung")
    way.submit(3).withdraw().revise(3)
    for who in OUTSIDERS:
        assert seen(way, who) == (3, 7, "zurueckgegeben")
        assert way.get(who, "/revisions/2")["revision"] == 2
        assert api[who].get(f"{way.path}/revisions/4").status_code == 404


def test_an_entity_tag_of_others_holds_while_the_group_writes(api: Callers) -> None:
    way = submitted(api).withdraw()
    tag = api["steering"].get(way.path).headers["etag"]
    hide(way)
    assert api["steering"].get(way.path, If_None_Match=tag).status_code == 304
    statement = {"body": "beirat-02", "revision": 1, "position": "bedenken", "text": "Nein."}
    late = api["beirat-02"].post(f"{way.path}/statements", statement, If_Match=tag)
    assert late.status_code == 201
    again = api["beirat-02"].post(f"{way.path}/statements", statement, If_Match=tag)
    assert again.status_code == 412


def test_a_body_learns_nothing_from_naming_an_unsubmitted_revision(api: Callers) -> None:
    way = returned(api)
    statement = {"body": "beirat-02", "position": "bedenken", "text": "Nein."}
    quoted = {**statement, "passages": [{"exact": SECRET}]}
    for body in (statement, quoted):
        there = way.post("beirat-02", "statements", **body, revision=2)
        not_there = way.post("beirat-02", "statements", **body, revision=3)
        assert there.status_code == not_there.status_code == 409
        assert problem(there)["detail"].replace("2", "3") == problem(not_there)["detail"]
