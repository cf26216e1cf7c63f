"""Where the text comes from: beside each sentence who brought it, when and why."""

from __future__ import annotations

import re

from projections import deferred
from tests.api.states import OUTSIDERS, SECRET, never_submitted, returned
from tests.api.way import Way
from tests.pages.hands import Hands, Sheet

FIRST = """# Leitbild

Die Stadt zahlt 700 Euro. Sie nennt Ziele.

Alle machen mit.

- Bleibt auch so.
"""
SECOND = FIRST.replace("700", "770").replace("Sie nennt Ziele.", "Wer mehr braucht, fragt nach.")


def page(hands: Hands, way: Way, query: str = "", name: str = "beirat-01") -> Sheet:
    return hands[name].open(f"/entwuerfe/{way.id}/herkunft{query}")


def worked_off(way: Way) -> Way:
    with way.api.service.pool.connection() as database:
        deferred.catch_up(database)
    return way


def revised(hands: Hands) -> Way:
    way = hands.draft(text=FIRST).submit().give_back(1, {"text": "Betrag"}, {"text": "Wege"})
    answers = [
        {"vorgabe": 1, "outcome": "erfuellt"},
        {"vorgabe": 2, "outcome": "erfuellt", "passages": [{"exact": "Wer mehr braucht"}]},
    ]
    return way.revise(text=SECOND, answers=answers).submit(2)


def notes(sheet: Sheet) -> list[str]:
    """The words in the margin of each paragraph, headings first."""
    margins = re.findall(r'<div class="absatz__rand.*?</div>', sheet.answer.text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", margin).split()) for margin in margins]


def test_neighbouring_sentences_of_one_origin_have_one_note(hands: Hands) -> None:
    way = worked_off(hands.draft(text=FIRST).submit())
    heading, first, second, third = notes(page(hands, way))
    assert heading.startswith("Fassung 1, Vorsitz, Expert*innengruppe Bildung, ")
    assert heading.endswith("(bis Absatz 3)")
    assert [first, second, third] == ["Weiter Fassung 1"] * 3


def test_each_sentence_says_its_revision_and_what_it_answers(hands: Hands) -> None:
    _, first, second, _ = notes(page(hands, worked_off(revised(hands))))
    assert first.startswith(
        "Zuerst weiter Fassung 1 Ab „Wer mehr braucht, fragt nach.“: Fassung 2,"
    )
    assert "Antwort auf Vorgabe 2 , im Zuge von Vorgabe 1" in first
    assert "Darin ein Wort aus Fassung 2 „770“: Fassung 2," in first
    assert second.startswith("Fassung 1, Vorsitz") and "Vorgabe" not in second


def test_words_of_another_revision_are_marked_and_said(hands: Hands) -> None:
    sheet = page(hands, worked_off(revised(hands)))
    assert "[aus Fassung 2: 770 ]" in sheet.words
    assert "<details><summary>Darin ein Wort aus Fassung 2</summary>" in sheet.answer.text
    assert 'href="#absatz-1"' in sheet.answer.text


def test_an_earlier_revision_is_shown_and_the_next_one_is_linked(hands: Hands) -> None:
    way = worked_off(revised(hands))
    sheet = page(hands, way, "?fassung=1")
    assert "700 Euro" in sheet.words and "Herkunft der Fassung 2" in sheet.words
    text = hands["beirat-01"].open(f"/entwuerfe/{way.id}/text").answer.text
    assert f'href="/entwuerfe/{way.id}/herkunft?fassung=2"' in text


def test_a_text_is_shown_in_parts(hands: Hands) -> None:
    text = "\n\n".join(f"Satz Nummer {number} steht hier." for number in range(1, 242))
    way = worked_off(hands.draft(text=text).submit())
    sheet = page(hands, way, "?teil=2")
    assert "Satz Nummer 121 " in sheet.words and "Satz Nummer 241 " not in sheet.words
    assert "(bis Absatz 240)" in sheet.words
    assert "Satz Nummer 241 " in page(hands, way, "?teil=99").words


def test_markup_in_a_text_stays_words(hands: Hands) -> None:
    way = hands.draft(text="Alt <b onclick=x> und [x](javascript:y) bleibt.").submit().withdraw()
    way.revise(text="Alt <b onclick=x> und [x](javascript:z) und <i>neu</i> bleibt.").submit(2)
    html = page(hands, worked_off(way)).answer.text
    assert "<b onclick" not in html and "<i>neu" not in html and 'href="javascript' not in html


def test_what_is_not_worked_off_yet_says_so_and_asks_again(hands: Hands) -> None:
    sheet = page(hands, hands.draft(text=FIRST).submit())
    assert sheet.status == 200 and "wird noch berechnet" in sheet.words
    assert sheet.answer.headers["refresh"] == "3"
    assert "700 Euro" not in sheet.words


def test_a_revision_one_may_not_see_is_not_there(hands: Hands) -> None:
    way = worked_off(returned(hands.api))
    for who in OUTSIDERS:
        assert page(hands, way, "?fassung=2", who).status == 404
        seen = page(hands, way, "", who)
        assert seen.status == 200 and SECRET not in seen.words and "Fassung 2" not in seen.words
    assert SECRET in page(hands, way, "", "chair").words
    hidden = worked_off(never_submitted(hands.api))
    assert page(hands, hidden).status == 404
