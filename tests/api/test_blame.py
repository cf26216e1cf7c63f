"""Where every word comes from, and how much each revision changed, through the API."""

from __future__ import annotations

from typing import Any

from projections import deferred
from tests.api.callers import Callers
from tests.api.states import OUTSIDERS, SECRET, never_submitted, returned
from tests.api.way import SECOND, TEXT, Way, problem


def worked_off(way: Way) -> Way:
    """Let the worker do what waits."""
    with way.api.service.pool.connection() as database:
        deferred.catch_up(database)
    return way


def words(text: str, found: dict[str, Any]) -> list[list[tuple[str, int]]]:
    """The parts of each sentence, in words, with their revision."""
    return [
        [(text[part["start"] : part["end"]], part["revision"]) for part in sentence["parts"]]
        for sentence in found["sentences"]
    ]


def answered(api: Callers) -> Way:
    """The first Vorgabe without a passage, the second with one."""
    way = Way(api).submit().give_back(1, {"text": "Kosten nennen"}, {"text": "Wege nennen"})
    answers = [
        {"vorgabe": 1, "outcome": "erfuellt"},
        {"vorgabe": 2, "outcome": "erfuellt", "passages": [{"exact": "von Anfang an"}]},
    ]
    return worked_off(way.revise(answers=answers).submit(2))


def test_every_word_names_its_revision(api: Callers) -> None:
    way = answered(api)
    found = way.get("beirat-01", "/blame?revision=2")
    assert words(SECOND, found) == [
        [("Leitbild", 1)],
        [("Wir fördern Bildung", 1), ("von Anfang an", 1), (".", 1)],
        [("Wir nennen Ziele", 1), ("und Kosten", 2), (".", 1)],
    ]
    last = found["sentences"][-1]
    assert (last["revision"], last["newest"], last["parts"][1]["words"]) == (1, 2, 2)
    assert way.get("beirat-01", "/blame") == found
    stored = way.get("beirat-01", "/revisions/2")
    assert (found["revision"], found["sha256"]) == (2, stored["sha256"])


def test_a_revision_says_who_wrote_it_and_what_it_answered(api: Callers) -> None:
    way = answered(api)
    found = way.get("beirat-01", "/blame")
    first, second = found["origins"]
    written = way.get("beirat-01", "/revisions")["items"]
    assert [(o["at"], o["by"]) for o in (first, second)] == [(w["at"], w["by"]) for w in written]
    assert (first["vorgaben"], second["vorgaben"]) == ([], [1])
    assert [sentence["vorgaben"] for sentence in found["sentences"]] == [[], [2], []]
    assert [part["vorgaben"] for part in found["sentences"][1]["parts"]] == [[], [2], []]


def test_an_earlier_revision_has_its_own_answer(api: Callers) -> None:
    found = answered(api).get("beirat-01", "/blame?revision=1")
    assert [origin["revision"] for origin in found["origins"]] == [1]
    assert {part[1] for parts in words(TEXT, found) for part in parts} == {1}


def test_what_is_not_worked_off_yet_is_asked_for_again(api: Callers) -> None:
    way = Way(api).submit()
    answer = api["beirat-01"].get(f"{way.path}/blame")
    assert answer.status_code == 202 and answer.headers["retry-after"] == "2"
    assert "wird noch berechnet" in answer.json()["detail"]
    worked_off(way)
    assert api["beirat-01"].get(f"{way.path}/blame").status_code == 200


def test_a_revision_one_may_not_see_is_not_there(api: Callers) -> None:
    way = worked_off(returned(api))
    assert way.get("beirat-01", "/blame")["revision"] == 1
    assert SECRET not in str(way.get("beirat-01", "/revisions"))
    for revision in (2, 3):
        answer = api["beirat-01"].get(f"{way.path}/blame?revision={revision}")
        assert (answer.status_code, problem(answer)["title"]) == (404, "NotVisible")
    way = worked_off(never_submitted(api))
    for who in OUTSIDERS:
        assert api[who].get(f"{way.path}/blame").status_code == 404
    assert way.get("chair", "/blame")["revision"] == 2


def test_a_number_that_is_none_is_said_so(api: Callers) -> None:
    way = Way(api).submit()
    for revision in ("0", "x", "-1"):
        answer = api["beirat-01"].get(f"{way.path}/blame?revision={revision}")
        assert answer.status_code == 422


def test_revisions_say_what_they_changed_once_it_is_worked_off(api: Callers) -> None:
    way = Way(api).submit()
    assert way.get("beirat-01", "/revisions/1")["changes"] is None
    way = answered(api)
    first, second = (row["changes"] for row in way.get("beirat-01", "/revisions")["items"])
    assert (first["words_added"], first["words_removed"], first["words"]) == (10, 0, 10)
    assert second == {
        "words_added": 2, "words_removed": 0, "words": 12, "changed": 1, "inserted": 0,
        "deleted": 0, "moved": 0, "split": 0, "joined": 0, "formatted": 0, "passages_orphaned": 0,
        "paragraphs": [[2, 2]],
        "vorgaben": [
            {"vorgabe": 1, "paragraphs": [[2, 2]], "named": False},
            {"vorgabe": 2, "paragraphs": [[1, 1]], "named": True},
        ],
    }  # fmt: skip
