"""A file is looked through, and a draft or a revision is made of it as it was decided."""

from __future__ import annotations

import base64
from hashlib import sha256
from typing import Any

import pytest

from tests.api.callers import Callers
from tests.api.way import DRAFT, Way, created, found, problem
from tests.word.making import docx, p, r
from tests.word.test_tracked import CASES

CHANGED = docx(CASES["words"][0])
HEADED = docx(p(r("Ziele", "b")) + p("Ein Satz."))


def looked(api: Callers, data: bytes, query: str = "", who: str = "beirat-01") -> Any:
    caller = api[who].client
    return caller.post(f"/api/files?name=a.docx{query}", content=data)


def file(data: bytes, **choice: Any) -> dict[str, Any]:
    return {"name": "a.docx", "content": base64.b64encode(data).decode(), **choice}


def begun(api: Callers, data: bytes, **choice: Any) -> Any:
    facts = {key: value for key, value in DRAFT.items() if key != "text"}
    return api["chair"].post("/api/files/draft", {**facts, "file": file(data, **choice)})


def test_a_file_is_understood_and_nothing_of_it_is_kept(api: Callers) -> None:
    said = found(looked(api, HEADED))
    assert said["text"] == "**Ziele**\n\nEin Satz.\n"
    assert said["headings"] == [{"number": 1, "words": "Ziele", "level": 2, "likely": True}]
    assert said["counts"] == {"paragraphs": 2}
    assert said["source"] == {
        "format": "docx", "sha256": sha256(HEADED).hexdigest(), "changes": None, "headings": [],
    }  # fmt: skip
    assert found(looked(api, HEADED, "&headings=all"))["text"] == "## Ziele\n\nEin Satz.\n"


def test_a_name_has_no_nul(api: Callers) -> None:
    refused = looked(api, HEADED, "&name=a%00b.docx")
    assert refused.status_code == 422 and "(NUL)" in problem(refused)["detail"]


def test_open_changes_are_listed_and_have_no_text_until_they_are_decided(api: Callers) -> None:
    said = found(looked(api, CHANGED))
    assert said["text"] is None
    assert said["changes"][0] == {
        "kind": "gestrichen", "author": "Erika", "day": "2026-05-04", "words": "alten",
    }  # fmt: skip
    assert found(looked(api, CHANGED, "&changes=rejected"))["text"] == "Die alten Wege\n"


def test_what_cannot_be_read_is_a_problem_that_says_what_to_do(api: Callers) -> None:
    refused = looked(api, b"%PDF-1.7")
    assert (refused.status_code, problem(refused)["title"]) == (422, "FileIsNoDocument")
    unsigned = api["chair"].client.post("/api/files", headers={"Authorization": "Bearer falsch"})
    assert unsigned.status_code == 401


def test_a_draft_begins_with_a_file_and_says_which(api: Callers) -> None:
    way = created(begun(api, HEADED, headings=[1]))
    (event,) = found(api["chair"].get(f"/api/drafts/{way['id']}/history"))["items"]
    assert event["data"]["text"] == "## Ziele\n\nEin Satz.\n"
    assert event["data"]["source"] == {
        "format": "docx", "sha256": sha256(HEADED).hexdigest(), "changes": None,
        "headings": ["Ziele"],
    }  # fmt: skip


def test_open_changes_are_no_text_before_they_are_decided(api: Callers) -> None:
    refused = begun(api, CHANGED)
    assert (refused.status_code, problem(refused)["title"]) == (422, "FileHasOpenChanges")

    way = Way(api)
    sent = {"base_revision": 1, "file": file(CHANGED, changes="accepted")}
    created(way.post("chair", "file", **sent))
    assert way.get("chair", "/revisions/2")["text"] == "Die neuen Wege\n"
    event = way.get("chair", "/history")["items"][-1]
    assert event["data"]["source"]["changes"] == "accepted"


@pytest.mark.parametrize(
    "wrong", [{"content": "kein Base64!"}, {"changes": "beide"}, {"headings": ["eins"]}]
)
def test_a_malformed_file_is_said_as_such(api: Callers, wrong: dict[str, Any]) -> None:
    facts = {key: value for key, value in DRAFT.items() if key != "text"}
    sent = {**facts, "file": {**file(HEADED), **wrong}}
    answer = api["chair"].post("/api/files/draft", sent)
    assert (answer.status_code, problem(answer)["title"]) == (422, "Malformed")


def test_whoever_read_the_file_says_where_the_text_came_from(api: Callers) -> None:
    source = found(looked(api, HEADED))["source"]
    way = Way(api, source=source)
    assert way.get("chair", "/history")["items"][0]["data"]["source"] == source
