"""`GET /api/drafts/{id}/redline`: what changed, as data and as a page to keep."""

from __future__ import annotations

import re

import pytest
from httpx import Response

from domain.text.redline.ops import Redline, RedlineBlock
from review_service.markup.standalone import TooMuchForOnePage, page
from review_service.redlines import LARGE
from tests.api.callers import Callers
from tests.api.states import HIDDEN_TEXT, INSIDERS, OUTSIDERS, SECRET, returned
from tests.api.way import SECOND, TEXT, Way, found, problem

LONG = "Ein Satz, der sich wiederholt und lang ist.\n\n" * (LARGE // 60)


def asked(way: Way, query: str = "", who: str = "chair", **headers: str) -> Response:
    return way.api[who].get(f"{way.path}/redline{query}", **headers)


def test_a_redline_rebuilds_both_texts(api: Callers) -> None:
    way = Way(api).revise()
    red = found(asked(way, "?from=1&to=2"))
    assert (red["from"], red["to"]) == (1, 2)
    assert red["algorithm"]
    ops = [op for block in red["blocks"] for op in block["ops"]]
    assert "".join(text for op, text in ops if op in "=-") == TEXT
    assert "".join(text for op, text in ops if op in "=+") == SECOND
    stored = [way.get("chair", f"/revisions/{n}")["sha256"] for n in (1, 2)]
    assert [red["from_sha256"], red["to_sha256"]] == stored


def test_a_redline_goes_back_as_well(api: Callers) -> None:
    red = found(asked(Way(api).revise(), "?from=2&to=1"))
    gone = [text for block in red["blocks"] for op, text in block["ops"] if op == "-"]
    assert "Kosten" in "".join(gone)


def test_blocks_name_their_paragraphs_and_their_moves(api: Callers) -> None:
    moving = "Schulen, die sich für den Stadtteil öffnen, erhalten Unterstützung durch das Büro."
    stay = [f"Der Absatz Nummer {n} steht immer noch da." for n in range(4)]
    way = Way(api, text="\n\n".join([moving, *stay])).revise(text="\n\n".join([*stay, moving]))
    blocks = found(asked(way, "?from=1&to=2"))["blocks"]
    placed = [(block["kind"], block["old"], block["new"], block["move"]) for block in blocks]
    assert placed[0] == ("moved_away", 1, None, 1) and placed[-1] == ("moved_here", None, 5, 1)
    assert placed[1:-1] == [("same", n + 2, n + 1, None) for n in range(4)]


def test_without_numbers_it_is_what_changed_since_the_last_submission(api: Callers) -> None:
    way = Way(api).submit().give_back().revise(1).revise(2, "Noch ein Stand.\n")
    red = found(asked(way))
    assert (red["from"], red["to"]) == (1, 3)
    assert (found(asked(way, "?to=2"))["from"], found(asked(way, "?from=2"))["to"]) == (1, 3)
    alone = found(asked(Way(api)))
    assert (alone["from"], alone["to"]) == (1, 1)
    assert {block["kind"] for block in alone["blocks"]} == {"same"}


def test_as_html_it_is_a_page_that_needs_and_runs_nothing(api: Callers) -> None:
    way = Way(api, title="<b>Leitbild</b>").revise()
    answer = asked(way, "?from=1&to=2&format=html")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert '<ins class="neu"><span class="kern-sr-only">[eingefügt: </span>' in answer.text
    assert "<b>Leitbild" not in answer.text
    assert not re.search(r"<script|<link|src=|url\(", answer.text)


@pytest.mark.parametrize("query", ["?from=1&to=3", "?from=3&to=1", "?to=3", "?from=3"])
def test_a_revision_that_is_not_there_is_404(api: Callers, query: str) -> None:
    answer = asked(Way(api).revise(), query)
    assert (answer.status_code, problem(answer)["title"]) == (404, "NotVisible")


@pytest.mark.parametrize("query", ["?from=x", "?to=0", "?from=1&to=2&format=pdf", "?to="])
def test_what_is_malformed_is_422(api: Callers, query: str) -> None:
    answer = asked(Way(api).revise(), query)
    assert (answer.status_code, problem(answer)["title"]) == (422, "Malformed")


def test_an_unsubmitted_revision_is_compared_by_its_group_alone(api: Callers) -> None:
    way = returned(api)
    for format in ("json", "html"):
        for who in INSIDERS:
            assert SECRET in asked(way, f"?format={format}", who).text
            assert SECRET in HIDDEN_TEXT
        for who in OUTSIDERS:
            assert SECRET not in asked(way, f"?format={format}", who).text
            assert asked(way, f"?from=1&to=2&format={format}", who).status_code == 404
            assert asked(way, f"?from=2&to=1&format={format}", who).status_code == 404


def test_an_unchanged_redline_is_304(api: Callers) -> None:
    way = Way(api).revise()
    tag = asked(way, "?from=1&to=2").headers["etag"]
    assert re.fullmatch(r'"[0-9a-f]{32}"', tag)
    for named in (tag, f'"x", {tag}', f"W/{tag}", "*"):
        again = asked(way, "?from=1&to=2", If_None_Match=named)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    others = ("?from=2&to=1", "?from=1&to=2&format=html", "?from=1&to=1")
    assert all(asked(way, query, If_None_Match=tag).status_code == 200 for query in others)


def test_a_large_redline_is_202_until_it_is_computed(api: Callers) -> None:
    way = Way(api, text=LONG).revise(text=LONG.replace("Satz", "Wort"))
    answer = asked(way)
    assert (answer.status_code, answer.json()) == (202, {"done": 0, "total": 0})
    assert answer.headers["retry-after"] == "2" and "etag" not in answer.headers
    assert asked(way, "?format=html").status_code == 202


def test_another_large_one_of_the_same_account_is_429(api: Callers) -> None:
    way = Way(api, text=LONG).revise(text=LONG.replace("Satz", "Wort"))
    way.revise(2, text=LONG.replace("Satz", "Teil"))
    assert asked(way, "?from=1&to=2").status_code == 202
    refused = asked(way, "?from=1&to=3")
    assert (refused.status_code, problem(refused)["title"]) == (429, "AnotherIsRunning")
    assert "retry-after" in refused.headers


MANY = "".join(f"P {n}.\n\n" for n in range(9_000))


def test_what_is_too_much_for_one_page_is_refused_and_given_as_data(api: Callers) -> None:
    way = Way(api, text=MANY).revise(text=MANY.replace("P", "S"))
    answer = asked(way, "?format=html")
    assert (answer.status_code, problem(answer)["title"]) == (422, "TooMuchForOnePage")
    assert "zu viel geändert" in problem(answer)["detail"]
    assert found(asked(way))["blocks"]


@pytest.mark.parametrize(
    "blocks",
    [
        [RedlineBlock("changed", (("=", "**Viel** " * 280_000), ("+", "neu")))],
        [RedlineBlock("changed", (("=", "a\n" * 25_000), ("+", "neu")))],
        [RedlineBlock("changed", (("=", "a "), ("+", "b ")) * 120_000)],
        [RedlineBlock("same", (("=", "a\n\n"),))] * 130_000
        + [RedlineBlock("inserted", (("+", "b"),))],
    ],
    ids=["characters", "lines", "runs", "paragraphs"],
)
def test_no_kind_of_text_makes_a_page_more_work_than_one_may_be(blocks: list[RedlineBlock]) -> None:
    with pytest.raises(TooMuchForOnePage):
        page(Redline("x", tuple(blocks)), "Lang", "alt", "neu")


def test_of_a_long_text_that_changed_little_there_is_a_page() -> None:
    same = [RedlineBlock("same", (("=", "Ein Absatz, der bleibt.\n\n"),))] * 20_000
    blocks = (*same, RedlineBlock("inserted", (("+", "Hinzugekommen."),)))
    assert "Hinzugekommen." in page(Redline("x", blocks), "Lang", "alt", "neu")
