"""All revisions of a draft: what each changed, and the picture of how it grew."""

from __future__ import annotations

import re

import pytest

from projections.text_changes import Size
from review_service.pages.history.growth import Growth, growth
from review_service.pages.history.revisions import REVISIONS, named
from tests.api.states import OUTSIDERS, SECRET, never_submitted, returned
from tests.api.way import Way
from tests.pages.hands import Hands, Sheet
from tests.pages.test_origins import FIRST, revised, worked_off


def page(hands: Hands, way: Way, query: str = "", name: str = "beirat-01") -> Sheet:
    return hands[name].open(f"/entwuerfe/{way.id}/fassungen{query}")


def test_each_revision_says_how_much_it_changed(hands: Hands) -> None:
    way = worked_off(revised(hands))
    said = page(hands, way).words
    assert "6 hinzugefügt, 4 gestrichen zusammen 17" in said
    assert "Erste Fassung zusammen 15" in said
    assert "1 geändert" in said and "1. Runde, mit Vorgaben zurückgegeben" in said
    assert "Vorgabe 1 : im Zuge der Änderungen, Absatz 1" in said
    assert "Vorgabe 2 : Absatz 1" in said
    html = page(hands, way).answer.text
    assert f"/entwuerfe/{way.id}/aenderungen?von=1&amp;bis=2" in html
    assert f"/entwuerfe/{way.id}/herkunft?fassung=1" in html


def test_each_revision_leads_to_its_text(hands: Hands) -> None:
    way = hands.draft(text=FIRST)
    way.revise(1, f"{FIRST}\nMehr.\n")
    html = page(hands, way, name="chair").answer.text
    assert f"/entwuerfe/{way.id}/text?fassung=1" in html and "/text?fassung=2" in html


def test_before_it_is_worked_off_it_says_so(hands: Hands) -> None:
    said = page(hands, revised(hands)).words
    assert "Zwei Fassungen fehlen noch: Für sie werden die Zahlen noch berechnet." in said
    assert "<svg" not in page(hands, revised(hands)).answer.text


def test_hundreds_of_revisions_come_page_by_page(hands: Hands) -> None:
    way = hands.draft(text=FIRST)
    for base in range(1, REVISIONS + 2):
        way.revise(base, f"{FIRST}\nStand {base}.\n")
    worked_off(way)
    newest, oldest = (page(hands, way, query, "chair") for query in ("", "?seite=2"))
    assert 'id="fassung-3"' in newest.answer.text and 'id="fassung-2"' not in newest.answer.text
    assert 'id="fassung-2"' in oldest.answer.text and 'id="fassung-3"' not in oldest.answer.text
    assert "Nächste Seite" in newest.words and "Vorherige Seite" in oldest.words
    assert page(hands, way, "?seite=3", "chair").status == 404


def test_the_picture_is_described_and_has_its_table(hands: Hands) -> None:
    html = page(hands, worked_off(revised(hands))).answer.text
    (svg,) = re.findall(r"<svg[^>]*>", html)
    assert 'role="img"' in svg and 'aria-details="alle-fassungen"' in svg
    assert 'id="alle-fassungen"' in html and 'id="bild-text"' in html and 'id="h-bild"' in html
    assert "style=" not in html
    assert html.count('class="wachstum__neu"') == html.count('class="wachstum__weg"') == 1
    assert html.count('class="wachstum__runde"') == 1


def test_a_revision_one_may_not_see_is_not_counted(hands: Hands) -> None:
    way = worked_off(returned(hands.api))
    for who in OUTSIDERS:
        seen = page(hands, way, "", who)
        assert SECRET not in seen.words and "Fassung 2" not in seen.words
        assert "<svg" not in seen.answer.text
    assert SECRET in page(hands, way, "", "chair").words
    assert page(hands, worked_off(never_submitted(hands.api))).status == 404


def drawn(*numbers: tuple[int, int, int], ended: tuple[int, ...] = ()) -> Growth:
    sizes = [Size(revision, *found) for revision, found in enumerate(numbers, start=1)]
    found = growth(sizes, ended)
    assert found
    return found


def test_bars_are_as_high_as_there_are_words() -> None:
    found = drawn((100, 0, 100), (50, 10, 140), (25, 0, 165), ended=(1, 3, 9))
    assert [(bar.up, bar.down) for bar in found.bars] == [(80, 16), (40, 0)]
    assert (found.peak, found.most, len(found.ends)) == (165, 50, 2)
    points = [tuple(map(float, point.split(","))) for point in found.line.split()]
    assert points[-1][1] == 0 and points[0][1] > points[1][1] > 0
    assert [place for place, _ in points] == sorted(place for place, _ in points)


def test_a_small_change_is_seen_and_none_is_not() -> None:
    found = drawn((9, 0, 9), (1, 0, 10), (0, 90_000, 10), (0, 0, 10))
    assert [(bar.up, bar.down) for bar in found.bars] == [(2, 0), (0, 80), (0, 0)]


def test_the_picture_is_said_in_words() -> None:
    found = drawn((1500, 0, 1500), (20, 3, 1517), (0, 0, 1517), (1, 0, 1518), (0, 1, 1517))
    assert found.told == (
        "Fassung 1 hatte 1.500 Wörter, Fassung 5 hat 1.517."
        " Am meisten änderte Fassung 2: 20 hinzugefügt, 3 gestrichen."
        " In den letzten drei Fassungen wurden zusammen 2 Wörter hinzugefügt oder gestrichen."
    )
    still = drawn((5, 0, 5), (1, 0, 6), (0, 0, 6), (0, 0, 6), (0, 0, 6))
    assert still.told.endswith("In den letzten drei Fassungen wurde nichts geändert.")


def test_one_revision_is_no_picture() -> None:
    assert growth([Size(1, 5, 0, 5)], []) is None and growth([], []) is None
    assert drawn((0, 0, 0), (0, 0, 0)).most == 1


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        ([], ""),
        ([(3, 3)], "Absatz 3"),
        ([(3, 4)], "Absätze 3 bis 4"),
        ([(3, 3), (5, 9)], "Absätze 3 und 5 bis 9"),
        ([(n, n) for n in range(1, 20, 2)], "Absätze 1, 3, 5, 7, 9, 11 und weitere"),
    ],
)
def test_paragraphs_are_named(spans: list[tuple[int, int]], words: str) -> None:
    assert named(spans) == words
