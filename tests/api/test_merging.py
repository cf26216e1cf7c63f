"""Two hands on one text: a revision on an older base is merged, or everything is asked."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from review_service.database import Pool, open_pool
from review_service.reviews import Reviews
from review_service.service import Service
from tests.api.callers import Callers
from tests.api.way import Way, created, problem
from tests.conftest import Urls

BASE = (
    "# Kurse\n\n- Sprachkurse für alle mit 10.000 Euro im Jahr.\n- Sportkurse mit 10.000 Euro.\n\n"
    "Ende.\n"
)
WITHOUT = BASE.replace("- Sprachkurse für alle mit 10.000 Euro im Jahr.\n", "")
MORE = BASE.replace("10.000", "50.000", 1)
GERMAN = BASE.replace("Sprach", "Deutsch")
LATER = BASE.replace("Ende.", "Schluss.")
AT = BASE.index("- Sprachkurse")


def begun(api: Callers, theirs: str = WITHOUT) -> Way:
    """A draft with a second revision, of the management; the chair still writes on the first."""
    way = Way(api, text=BASE)
    created(way.post("management", "revisions", text=theirs, base_revision=1))
    return way


def send(way: Way, text: str, who: str = "chair", **more: Any) -> Any:
    return way.post(who, "revisions", text=text, base_revision=1, **more)


def refused(way: Way, text: str, **more: Any) -> Any:
    answer = send(way, text, **more)
    said = problem(answer)
    assert (answer.status_code, said["title"]) == (409, "TheTextsMustBeMerged"), answer.text
    return said


def text_of(way: Way, revision: int) -> str:
    found: str = way.get("chair", f"/revisions/{revision}")["text"]
    return found


def test_different_paragraphs_are_merged_and_the_answer_names_them(api: Callers) -> None:
    way = begun(api, LATER)
    said = created(send(way, MORE))
    assert said["revision"] == 3
    line = "- Sprachkurse für alle mit 10.000 Euro im Jahr."
    assert said["merged"] == [
        {"at": AT, "side": "ours", "characters": len(line)},
        {"at": BASE.index("Ende."), "side": "theirs", "characters": len("Ende.\n")},
    ]
    assert text_of(way, 3) == MORE.replace("Ende.", "Schluss.")


def test_a_merged_revision_names_both_parents_the_current_one_first(api: Callers) -> None:
    way = begun(api, LATER)
    created(send(way, MORE))
    first, second, third = way.get("chair", "/revisions")["items"]
    assert third["parents"] == [
        {"revision": 2, "sha256": second["sha256"]},
        {"revision": 1, "sha256": first["sha256"]},
    ]
    event = way.get("auditor", "/history")["items"][-1]["data"]["merge"]
    assert (event["base"], event["against"], event["clean"], event["decided"]) == (1, 2, 2, [])


def test_a_revision_on_the_current_one_names_nothing(api: Callers) -> None:
    way = Way(api, text=BASE)
    said = created(send(way, MORE))
    assert said["merged"] == []
    assert len(way.get("chair", "/revisions/2")["parents"]) == 1


def test_it_goes_both_ways(api: Callers) -> None:
    way = Way(api, text=BASE)
    created(send(way, LATER, who="chair"))
    created(send(way, MORE, who="management"))
    assert text_of(way, 3) == MORE.replace("Ende.", "Schluss.")


def test_the_sprachkurse_are_asked_about_and_nothing_is_saved(api: Callers) -> None:
    way = begun(api)
    said = refused(way, MORE)
    old = "- Sprachkurse für alle mit 10.000 Euro im Jahr.\n"
    assert said["conflicts"] == [
        {"at": AT, "base": old, "theirs": "", "ours": old.replace("10", "50"), "moved": False}
    ]
    assert (said["against"], said["merged"], said["confirm"], said["decisions"]) == (2, [], [], [])
    assert "Inzwischen gilt Fassung 2" in said["detail"]
    assert way.get("chair")["revision"] == 2


def test_a_decision_is_recorded_with_all_three_texts(api: Callers) -> None:
    way = begun(api)
    place = refused(way, MORE)["conflicts"][0]
    created(send(way, MORE, against=2, decisions=[{"at": AT, "take": "ours"}]))
    assert text_of(way, 3) == MORE
    (decided,) = way.get("auditor", "/history")["items"][-1]["data"]["merge"]["decided"]
    facts = {name: place[name] for name in ("at", "base", "theirs", "ours")}
    assert decided == {**facts, "conflict": True, "take": "ours", "text": place["ours"]}


def test_every_answer_can_be_taken(api: Callers) -> None:
    own = {"take": "text", "text": "- Sprachkurse mit 30.000 Euro."}
    expected = {
        "base": BASE,
        "theirs": WITHOUT,
        "ours": MORE,
        "text": BASE.replace("für alle mit 10.000 Euro im Jahr", "mit 30.000 Euro", 1),
    }
    for take, text in expected.items():
        way = begun(api)
        decision = {"at": AT, **(own if take == "text" else {"take": take})}
        created(send(way, MORE, against=2, decisions=[decision]))
        assert text_of(way, 3) == text


def test_different_words_of_a_paragraph_are_confirmed(api: Callers) -> None:
    way = begun(api, GERMAN)
    said = refused(way, MORE)
    both = "- Deutschkurse für alle mit 50.000 Euro im Jahr."
    assert [(one["at"], one["merged"]) for one in said["confirm"]] == [(AT, both)]
    created(send(way, MORE, against=2, decisions=[{"at": AT, "take": "merged"}]))
    assert both in text_of(way, 3)


def test_what_is_left_undecided_is_asked_again_and_the_rest_kept(api: Callers) -> None:
    way = begun(api, WITHOUT.replace("Ende.", "Aus."))
    ours = MORE.replace("Ende.", "Schluss.")
    said = refused(way, ours, against=2, decisions=[{"at": AT, "take": "ours"}])
    assert [one["at"] for one in said["conflicts"]] == [AT, BASE.index("Ende.")]
    assert said["decisions"] == [{"at": AT, "take": "ours", "text": ""}]
    assert way.get("chair")["revision"] == 2


def test_a_text_that_has_moved_on_is_asked_again_with_what_still_fits(api: Callers) -> None:
    way = begun(api, WITHOUT.replace("Ende.", "Aus."))
    ours = MORE.replace("Ende.", "Schluss.")
    end = BASE.index("Ende.")
    newer = WITHOUT.replace("Ende.", "Vorbei.")
    created(way.post("management", "revisions", text=newer, base_revision=2))
    decisions = [{"at": AT, "take": "ours"}, {"at": end, "take": "theirs"}]
    said = refused(way, ours, against=2, decisions=decisions)
    assert said["against"] == 3
    assert [one["at"] for one in said["decisions"]] == [AT]
    created(send(way, ours, against=3, decisions=decisions))
    assert text_of(way, 4) == MORE.replace("Ende.", "Vorbei.")


def test_decisions_are_about_a_text_that_was_seen(api: Callers) -> None:
    way = begun(api)
    for against in ({}, {"against": 1}, {"against": 7}):
        said = refused(way, MORE, decisions=[{"at": AT, "take": "ours"}], **against)
        assert (said["against"], said["decisions"]) == (2, [])


def test_decisions_that_fit_nowhere_are_refused(api: Callers) -> None:
    way = begun(api)
    elsewhere = [{"at": 3, "take": "ours"}]
    twice = [{"at": AT, "take": take} for take in ("ours", "theirs")]
    no_proposal = [{"at": AT, "take": "merged"}]
    for decisions, title in (
        (elsewhere, "NothingIsAskedAtThisPlace"),
        (twice, "APlaceIsDecidedOnce"),
        (no_proposal, "AConflictHasNoProposal"),
    ):
        answer = send(way, MORE, against=2, decisions=decisions)
        assert (answer.status_code, problem(answer)["title"]) == (409, title)
    on_current = way.post(
        "chair", "revisions", text=MORE, base_revision=2, against=2, decisions=elsewhere
    )
    assert problem(on_current)["title"] == "NothingIsAskedAtThisPlace"


def test_own_words_are_needed_where_they_are_announced(api: Callers) -> None:
    answer = send(begun(api), MORE, against=2, decisions=[{"at": AT, "take": "text"}])
    assert answer.status_code == 422
    assert "eigenen Worte" in problem(answer)["errors"][0]["message"]


def test_a_base_that_is_not_there_yet_is_refused(api: Callers) -> None:
    answer = begun(api).post("chair", "revisions", text=MORE, base_revision=9)
    assert (answer.status_code, problem(answer)["title"]) == (409, "TheTextHasMovedOn")


def test_a_draft_under_review_says_so_before_anything_is_merged(api: Callers) -> None:
    answer = send(begun(api).submit(2), MORE)
    assert problem(answer)["title"] == "ADraftUnderReviewIsNotRevised"


def test_nobody_else_learns_what_is_merged(api: Callers) -> None:
    way = begun(api)
    assert send(way, MORE, who="beirat-01").status_code == 404
    way.submit(2)
    assert send(way, MORE, who="beirat-01").status_code == 403


def test_only_the_merge_that_was_saved_is_remembered_under_its_key(api: Callers) -> None:
    way = begun(api)
    body = {"text": MORE, "base_revision": 1}
    path = f"{way.path}/revisions"
    asked = api["chair"].post(path, body, Idempotency_Key="k1")
    assert asked.status_code == 409
    decided = {**body, "against": 2, "decisions": [{"at": AT, "take": "ours"}]}
    first, again = (api["chair"].post(path, decided, Idempotency_Key="k1") for _ in "12")
    assert created(first) == created(again)
    assert way.get("chair")["revision"] == 3


def test_the_same_key_gives_what_was_merged_once_more(api: Callers) -> None:
    way = begun(api, LATER)
    body = {"text": MORE, "base_revision": 1}
    answers = [
        created(api["chair"].post(f"{way.path}/revisions", body, Idempotency_Key="k1"))
        for _ in "12"
    ]
    assert answers[0] == answers[1] and len(answers[0]["merged"]) == 2


def test_what_is_remembered_under_a_key_holds_no_words(api: Callers, pool: Pool) -> None:
    way = begun(api, LATER)
    body = {"text": MORE, "base_revision": 1}
    created(api["chair"].post(f"{way.path}/revisions", body, Idempotency_Key="k1"))
    with pool.connection() as database:
        stored = database.execute("SELECT answer::text FROM log.idempotency WHERE key = 'k1'")
        ((said,),) = stored.fetchall()
    assert [one["side"] for one in json.loads(said)["merged"]] == ["ours", "theirs"]
    assert not any(word in said for word in ("Sprachkurse", "50.000", "Schluss", "Ende"))


def test_a_merged_text_that_cannot_be_stored_is_refused(api: Callers) -> None:
    theirs, ours = "Ein Satz ohne Ende. " * 140_000, "Noch ein Satz dazu. " * 140_000
    way = Way(api, text="Anfang.\n\nMitte.\n\nEnde.")
    created(
        way.post("management", "revisions", text=f"{theirs}\n\nMitte.\n\nEnde.", base_revision=1)
    )
    answer = send(way, f"Anfang.\n\nMitte.\n\n{ours}")
    assert (answer.status_code, problem(answer)["title"]) == (422, "TextIsTooLarge")
    assert way.get("chair")["revision"] == 2


def test_no_connection_is_held_while_texts_are_compared(service: Service, urls: Urls) -> None:
    """A pool of one connection is enough: nothing that compares holds it."""
    with open_pool(urls.application, size=1, timeout=5) as pool:
        api = Callers(replace(service, pool=pool, reviews=Reviews(pool)))
        way = Way(api, text=BASE).submit().state("beirat-01", passages=[{"exact": "Sportkurse"}])
        way.give_back()
        answer = {"vorgabe": 1, "outcome": "erfuellt"}
        way.revise(text=LATER, answers=[answer])
        created(send(way, MORE, answers=[answer]))
        (passage,) = way.get("chair", "/passages")["items"]
        assert (passage["state"], passage["since"]) == ("unchanged", 3)
