"""A revision line by line: numbered for ever, cited, in parts."""

from __future__ import annotations

import re

import pytest

from tests.api.way import Way
from tests.pages.hands import Hands, Sheet

TEXT = "# Leitbild\n\n" + "Die Stadt fördert Kurse für alle, die hier leben. " * 4 + "\n\n- Punkt\n"


def page(hands: Hands, way: Way, query: str = "", name: str = "chair") -> Sheet:
    return hands[name].open(f"/entwuerfe/{way.id}/zeilen{query}")


def shown(sheet: Sheet) -> dict[int, str]:
    found = re.findall(
        r'id="zeile-(\d+)"><a[^>]*data-nr="\1"[^>]*></a><span class="zeile__text"[^>]*>([^<]*)',
        sheet.answer.text,
    )
    return {int(number): words.rstrip("\n") for number, words in found}


def test_every_line_has_a_number_to_link_to(hands: Hands) -> None:
    assert shown(page(hands, hands.draft(text=TEXT))) == {
        1: "# Leitbild",
        2: "Die Stadt fördert Kurse für alle, die hier leben. Die Stadt fördert Kurse für",
        3: "alle, die hier leben. Die Stadt fördert Kurse für alle, die hier leben. Die",
        4: "Stadt fördert Kurse für alle, die hier leben.",
        5: "- Punkt",
    }


def test_the_numbers_are_neither_read_aloud_nor_part_of_the_text(hands: Hands) -> None:
    html = page(hands, hands.draft(text=TEXT)).answer.text
    links = re.findall(r'<a class="zeile__nr"[^>]*>[^<]*</a>', html)
    assert len(links) == 5
    assert all('aria-hidden="true" tabindex="-1"></a>' in link for link in links)


@pytest.mark.parametrize(
    ("query", "cited"),
    [
        ("?von=2&bis=4", "Zeile 2 bis 4, Fassung 1"),
        ("?von=4&bis=2", "Zeile 2 bis 4, Fassung 1"),
        ("?von=3&bis=", "Zeile 3, Fassung 1"),
        ("?von=&bis=900", "Zeile 5, Fassung 1"),
    ],
)
def test_lines_are_cited_with_their_revision(hands: Hands, query: str, cited: str) -> None:
    sheet = page(hands, hands.draft(text=TEXT), query)
    assert cited in sheet.words
    first, *_, last = re.findall(r"\d+", cited.split(",")[0]) * 2
    marked = re.findall(r'zeile--zitiert" id="zeile-(\d+)"', sheet.answer.text)
    assert marked == [str(n) for n in range(int(first), int(last) + 1)]


@pytest.mark.parametrize("query", ["", "?von=x", "?von=&bis=", "?von=0"])
def test_nothing_is_cited_without_a_number(hands: Hands, query: str) -> None:
    sheet = page(hands, hands.draft(text=TEXT), query)
    assert sheet.status == 200 and "zeile--zitiert" not in sheet.answer.text


def test_an_earlier_revision_keeps_its_numbers(hands: Hands) -> None:
    way = hands.draft(text=TEXT)
    before = shown(page(hands, way))
    way.revise(text="Ganz anders.\n")
    assert shown(page(hands, way, "?fassung=1")) == before
    assert shown(page(hands, way)) == {1: "Ganz anders."}


def test_a_long_text_comes_in_parts_and_a_citation_opens_its_own(hands: Hands) -> None:
    way = hands.draft(text="\n".join(f"Zeile mit Nummer {n}  " for n in range(1, 2_501)))
    assert list(shown(page(hands, way))) == list(range(1, 1_001))
    assert list(shown(page(hands, way, "?teil=3"))) == list(range(2_001, 2_501))
    assert 1_500 in shown(page(hands, way, "?von=1500"))
    assert "Alle 3 Teile auf einer Seite zeigen" in page(hands, way).words
    whole = page(hands, way, "?ganz=true&von=1500")
    assert list(shown(whole)) == list(range(1, 2_501)) and "In Teilen lesen" in whole.words


def test_a_revision_that_is_not_there_or_not_submitted_is_no_page(hands: Hands) -> None:
    way = hands.draft(text=TEXT).submit().give_back()
    way.revise(text="Geheim.\n", answers=[{"vorgabe": 1, "outcome": "erfuellt"}])
    assert page(hands, way, "?fassung=3").status == 404
    assert page(hands, way, "?fassung=2").status == 200
    assert page(hands, way, "?fassung=2", "beirat-01").status == 404
    assert "Geheim" not in page(hands, way, "", "beirat-01").words
