"""Passages by API: where they stand in each revision, how one is found again, who sees what."""

from __future__ import annotations

from typing import Any

from domain import rules
from projections import rebuild
from tests.api.callers import Callers
from tests.api.way import TEXT, Way, created, found, problem
from tests.store.tables import contents

BILDUNG = "Wir fördern Bildung von Anfang an."
MORE = TEXT.replace("von Anfang an", "von Anfang an und überall").replace("Ziele", "Ziele und Geld")
WITHOUT = TEXT.replace(BILDUNG, "Museen öffnen am Sonntag ohne Eintritt.")
ANSWERED = [{"vorgabe": 1, "outcome": "erfuellt"}]


def named(api: Callers) -> Way:
    """A draft of which a Beirat named the first sentence and a Vorgabe two passages."""
    way = Way(api).submit().state("beirat-01", passages=[{"exact": BILDUNG}])
    passages = [{"exact": "nennen"}, {"exact": "Wir nennen Ziele"}]
    return way.give_back(1, {"text": "Kosten nennen", "passages": passages})


def listed(way: Way, who: str = "chair", query: str = "") -> list[Any]:
    items: list[Any] = way.get(who, f"/passages{query}")["items"]
    return items


def test_each_revision_says_where_its_passages_stand(api: Callers) -> None:
    way = named(api).revise(text=MORE, answers=ANSWERED)
    one, two, three = listed(way)
    assert (one["number"], one["source"], one["body"]) == (1, "statement", "beirat-01")
    assert (one["state"], one["since"], one["last_revision"]) == ("changed", 2, 1)
    assert one["at"]["exact"] == "Wir fördern Bildung von Anfang an und überall."
    assert one["last"]["exact"] == one["passage"]["exact"] == BILDUNG
    assert (two["state"], two["source"], two["vorgabe"]) == ("unchanged", "vorgabe", 1)
    assert MORE[two["at"]["start"] : two["at"]["end"]] == "nennen"
    assert three["number"] == 3
    assert [p["state"] for p in listed(way, query="?revision=1")] == ["named"] * 3


def test_a_vorgabe_keeps_all_its_passages_and_the_first_where_there_was_one(api: Callers) -> None:
    (line,) = named(api).get("chair", "/vorgaben")["items"]
    assert [p["exact"] for p in line["passages"]] == ["nennen", "Wir nennen Ziele"]
    assert line["passage"] == line["passages"][0]


def test_an_answer_points_into_the_new_text(api: Callers) -> None:
    way = named(api)
    lost = {"vorgabe": 1, "outcome": "erfuellt", "passages": [{"exact": "Das steht dort nicht"}]}
    body = {"text": MORE, "base_revision": 1, "answers": [lost]}
    refused = api["chair"].post(f"{way.path}/revisions", body)
    assert (refused.status_code, problem(refused)["title"]) == (422, "PassageNotFound")
    answer = {"vorgabe": 1, "outcome": "erfuellt", "passages": [{"exact": "Ziele und Geld"}]}
    way.revise(text=MORE, answers=[answer])
    last = listed(way)[-1]
    assert (last["source"], last["state"], last["revision"]) == ("answer", "named", 2)
    (line,) = way.get("chair", "/vorgaben")["items"]
    assert line["answers"][0]["passages"][0]["exact"] == "Ziele und Geld"


def test_more_than_a_hundred_passages_in_all_are_refused(api: Callers) -> None:
    way = Way(api).submit()
    many = {"text": "Kosten", "passages": [{"exact": "nennen"}] * 60}
    body = {"revision": 1, "outcome": "return", "vorgaben": [many, many]}
    assert api["steering"].post(f"{way.path}/decisions", body).status_code == 422


def lost(api: Callers) -> Way:
    way = Way(api).submit().state("beirat-01", passages=[{"exact": BILDUNG}]).withdraw()
    return way.revise(text=WITHOUT).submit(2)


def test_an_orphaned_passage_keeps_its_last_text_and_is_found_again_by_its_body(
    api: Callers,
) -> None:
    way = lost(api)
    (one,) = listed(way)
    assert (one["state"], one["at"], one["last"]["exact"]) == ("orphaned", None, BILDUNG)
    path = f"{way.path}/passages/1/place"
    place = {"revision": 2, "exact": "Museen öffnen am Sonntag"}
    placed = created(api["beirat-01"].post(path, place))
    assert (placed["state"], placed["at"]["exact"]) == ("placed", place["exact"])
    way.withdraw().revise(base=2, text=f"{WITHOUT}\nMehr.\n")
    way_of = way.get("chair", "/passages/1")
    assert [(s["revision"], s["state"]) for s in way_of["way"]] == [
        (2, "orphaned"), (2, "placed"), (3, "unchanged"),
    ]  # fmt: skip
    assert way_of["suggestion"] is None
    assert way_of["way"][1]["algorithm"] == "" and "carry-1" in way_of["way"][2]["algorithm"]


def test_where_it_may_stand_is_offered_and_nothing_is_recorded_by_that(api: Callers) -> None:
    way = Way(api).submit().state("beirat-01", passages=[{"exact": BILDUNG}]).withdraw()
    way.revise(text=TEXT.replace(BILDUNG, "Bildung fördern von Anfang an alle gemeinsam, überall."))
    one = way.get("chair", "/passages/1")
    if one["state"] == "orphaned":
        assert "Bildung fördern" in one["suggestion"]["exact"]
    before = way.get("auditor", "/history")["items"]
    way.get("beirat-01", "/passages/1")
    assert way.get("auditor", "/history")["items"] == before


def test_nobody_but_its_body_places_it(api: Callers) -> None:
    way = lost(api)
    place = {"revision": 2, "exact": "Museen"}
    for who in ("beirat-02", "chair", "steering", "auditor", "member"):
        answer = api[who].post(f"{way.path}/passages/1/place", place)
        named_rule = rules.OnlyItsBodyPlacesAPassage.__name__
        assert (answer.status_code, problem(answer)["title"]) == (403, named_rule), who
    assert api["beirat-01"].post(f"{way.path}/passages/2/place", place).status_code == 404


def test_only_the_newest_revision_takes_a_place_and_only_of_an_orphan(api: Callers) -> None:
    way = lost(api)
    path = f"{way.path}/passages/1/place"
    old = api["beirat-01"].post(path, {"revision": 1, "exact": "Bildung"})
    rule = rules.OnlyTheNewestRevisionTakesAPlace.__name__
    assert (old.status_code, problem(old)["title"]) == (409, rule)
    missing = api["beirat-01"].post(path, {"revision": 2, "exact": "Bildung für alle"})
    assert (missing.status_code, problem(missing)["title"]) == (422, "PassageNotFound")
    created(api["beirat-01"].post(path, {"revision": 2, "exact": "Museen"}))
    again = api["beirat-01"].post(path, {"revision": 2, "exact": "Museen"})
    rule = rules.ThePassageHasItsPlace.__name__
    assert (again.status_code, problem(again)["title"]) == (409, rule)


def test_who_may_not_see_a_revision_sees_nothing_of_its_passages(api: Callers) -> None:
    way = named(api)
    before = way.get("beirat-01", "/passages")
    answer = {"vorgabe": 1, "outcome": "erfuellt", "passages": [{"exact": "Museen"}]}
    way.revise(text=WITHOUT, answers=[answer])
    assert way.get("beirat-01", "/passages") == before
    assert api["beirat-01"].get(f"{way.path}/passages?revision=2").status_code == 404
    assert api["beirat-01"].get(f"{way.path}/passages/4").status_code == 404
    assert way.get("beirat-01", "/passages/1")["way"] == []
    late = [{"exact": "nennen Ziele"}]
    way.state("beirat-02", passages=late)
    assert [p["number"] for p in listed(way, "beirat-02")] == [1, 2, 3, 4]
    assert [p["number"] for p in listed(way)] == [1, 2, 3, 4, 5]
    refused = api["beirat-01"].post(
        f"{way.path}/passages/1/place", {"revision": 1, "exact": BILDUNG}
    )
    assert problem(refused)["title"] == rules.ThePassageHasItsPlace.__name__


def test_a_place_in_a_revision_not_yet_submitted_is_hidden_with_it(api: Callers) -> None:
    way = named(api)
    answer = {"vorgabe": 1, "outcome": "erfuellt", "passages": [{"exact": "Museen"}]}
    way.revise(text=WITHOUT, answers=[answer]).revise(
        base=2, text="# Leitbild\n\nWir nennen Ziele."
    )
    seen = way.get("beirat-01")
    history = way.get("beirat-01", "/history")
    number = next(p["number"] for p in listed(way) if p["source"] == "answer")
    place = {"revision": 3, "exact": "Wir nennen"}
    created(api["chair"].post(f"{way.path}/passages/{number}/place", place))
    assert way.get("beirat-01") == seen
    assert way.get("beirat-01", "/history") == history
    way.submit(3)
    types = [event["type"] for event in way.get("beirat-01", "/history")["items"]]
    assert "Draft.PassagePlaced" in types


def test_a_rebuild_gives_the_same_passages(api: Callers) -> None:
    way = named(api).revise(text=WITHOUT, answers=ANSWERED).submit(2)
    place = {"revision": 2, "exact": "Museen"}
    created(api["beirat-01"].post(f"{way.path}/passages/1/place", place))
    with api.service.pool.connection() as database:
        live = contents(database)
        rebuild.everything(database)
        after = contents(database)
    for table in ("passages", "passages_carried", "drafts", "vorgaben", "vorgaben_answers"):
        assert after[table] == live[table]
    assert len(live["passages"]) == 3 and len(live["passages_carried"]) == 4


def test_a_double_click_places_it_once(api: Callers) -> None:
    way = lost(api)
    place = {"revision": 2, "exact": "Museen"}
    path = f"{way.path}/passages/1/place"
    first = api["beirat-01"].post(path, place, Idempotency_Key="einmal")
    second = api["beirat-01"].post(path, place, Idempotency_Key="einmal")
    assert created(first) == created(second)
    types = [event["type"] for event in way.get("auditor", "/history")["items"]]
    assert types.count("Draft.PassagePlaced") == 1
    assert found(api["auditor"].get(f"{way.path}/passages/1"))["state"] == "placed"
