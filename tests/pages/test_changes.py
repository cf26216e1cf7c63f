"""What changed between two revisions."""

from __future__ import annotations

import re

import pytest

from review_service.pages.redlining import Piece, pieces
from tests.api.way import Way
from tests.pages.hands import Hands, Sheet

OLD = """## Leitlinien

Bildung beginnt früh.

Die Stadt stellt 700.000 Euro bereit.

Das bleibt, wie es ist.

Auch dieser Satz bleibt.

Und dieser auch noch.

Dieser Absatz entfällt ganz.
"""
NEW = (
    OLD.replace("700.000", "770.000")
    .replace("Dieser Absatz entfällt ganz.\n", "")
    .replace("Bildung beginnt früh.\n", "Bildung beginnt früh.\n\nNeu ist dieser Absatz.\n")
)


def kinds(found: list[Piece]) -> list[str]:
    return [piece.kind for piece in found]


def words(piece: Piece) -> str:
    return re.sub(r"<[^>]+>", "", piece.html)


def test_changed_words_are_marked_and_said() -> None:
    changed = next(piece for piece in pieces(OLD, NEW, whole=False) if piece.kind == "changed")
    assert words(changed).strip() == (
        "Die Stadt stellt [gestrichen: 700.000][eingefügt: 770.000] Euro bereit."
    )
    assert '<del class="weg">' in changed.html and '<ins class="neu">' in changed.html


def test_what_did_not_change_is_folded_and_counted() -> None:
    found = pieces(OLD, NEW, whole=False)
    assert kinds(found) == [
        "folded", "same", "inserted", "changed", "same", "folded", "same", "deleted",
    ]  # fmt: skip
    assert [piece.place for piece in found] == [
        "", "Absatz 1", "Absatz 2", "Absatz 3, früher 2", "Absatz 4, früher 3",
        "Absatz 5 ist unverändert.", "Absatz 6, früher 5", "früher Absatz 6",
    ]  # fmt: skip
    assert "folded" not in kinds(pieces(OLD, NEW, whole=True))


def test_two_equal_texts_have_nothing_to_show() -> None:
    assert pieces(OLD, OLD, whole=True) == []
    assert pieces(OLD, OLD.replace("\n\n", "\n\n\n"), whole=False) == []


def test_a_changed_table_is_shown_as_a_table() -> None:
    table = "| Ort | Zahl |\n| --- | --- |\n| Nord | 12 |\n| Süd | 9 |\n"
    changed = table.replace("12", "15").replace("| Süd | 9 |\n", "")
    (found,) = pieces(table, changed, whole=False)
    assert found.kind == "changed" and found.place == "Absatz 1"
    assert found.html.count("<tr>") == 3 and "---" not in found.html
    assert '<th scope="col"> Ort </th>' in found.html
    assert "[gestrichen: </span>12" in found.html and "[gestrichen: </span> Süd" in found.html


def test_markup_in_a_text_stays_words() -> None:
    for new in ("<b onclick=x>Neu</b>", "Alt <img src=x onerror=y> neu", "[x](javascript:y)"):
        for piece in pieces("Alt und bleibt", f"Alt und bleibt {new}", whole=True):
            assert not re.search(r"<(?!/?(p|ins|del|span)\b)", piece.html), piece.html


def test_what_cannot_be_marked_when_rendered_is_shown_as_written() -> None:
    old, new = "Siehe [Seite](https://a.example/1).", "Siehe [Seite](https://a.example/2)."
    (found,) = pieces(old, new, whole=False)
    assert 'class="wie-geschrieben"' in found.html
    assert "a.example/1" in words(found) and "[eingefügt: a.example/2]" in words(found)


@pytest.mark.parametrize("text", ["**fett** und mehr", "Expert*innen und *kursiv*", "- Punkt"])
def test_emphasis_and_lists_are_rendered_in_changed_paragraphs_too(text: str) -> None:
    (found,) = pieces(text, f"{text} Neu.", whole=False)
    assert "**" not in words(found) and "- " not in words(found)
    assert "Neu." in words(found)


def page(hands: Hands, way: Way, query: str = "", name: str = "chair") -> Sheet:
    return hands[name].open(f"/entwuerfe/{way.id}/aenderungen{query}")


def two_rounds(hands: Hands) -> Way:
    way = hands.draft(text=OLD).submit().give_back()
    way.revise(text="Zwischenstand", answers=[{"vorgabe": 1, "outcome": "erfuellt"}])
    return way.revise(base=2, text=NEW, summary="Betrag berichtigt")


def test_without_a_choice_the_page_compares_with_what_was_submitted_last(hands: Hands) -> None:
    way = two_rounds(hands)
    said = page(hands, way).words
    assert "Was hat sich von Fassung 1 zu Fassung 3 geändert?" in said
    assert "Ein Absatz ist geändert, einer ist neu und einer entfällt." in said
    assert "Fassung 3: Betrag berichtigt" in said and "Fassung 2: ohne Zusammenfassung" in said
    assert "[gestrichen: 700.000 ] [eingefügt: 770.000 ]" in said


def test_any_two_revisions_can_be_compared_in_either_order(hands: Hands) -> None:
    way = two_rounds(hands)
    there, back = page(hands, way, "?von=2&bis=3").words, page(hands, way, "?von=3&bis=2").words
    assert "von Fassung 2 zu Fassung 3" in there and "von Fassung 2 zu Fassung 3" in back
    assert "Wählen Sie zwei verschiedene Fassungen." in page(hands, way, "?von=2&bis=2").words


def test_the_whole_text_is_one_link_away(hands: Hands) -> None:
    way = two_rounds(hands)
    assert "Absatz 5 ist unverändert." in page(hands, way, "?von=1&bis=3").words
    assert "ganz=true" in page(hands, way).answer.text
    whole = page(hands, way, "?von=1&bis=3&ganz=true").words
    assert "ist unverändert" not in whole and "Auch dieser Satz bleibt." in whole


def test_a_first_revision_has_nothing_to_be_compared_with(hands: Hands) -> None:
    assert "Bisher gibt es nur Fassung 1." in page(hands, hands.draft()).words


def test_a_revision_that_only_moves_line_ends_changes_no_word(hands: Hands) -> None:
    way = hands.draft(text="Eins\n\nZwei").revise(text="Eins\n\n\nZwei")
    assert "hat sich kein Wort geändert" in page(hands, way).words


def test_an_unsubmitted_revision_is_compared_by_its_group_alone(hands: Hands) -> None:
    way = two_rounds(hands)
    assert page(hands, way, "?von=1&bis=3", "beirat-01").status == 404
    assert "770.000" not in page(hands, way, "", "beirat-01").words


def test_a_comparison_of_thousands_of_paragraphs_comes_in_parts(hands: Hands) -> None:
    old = "\n\n".join(f"Absatz {n} alt" for n in range(500))
    way = hands.draft(text=old).revise(text=old.replace("alt", "neu"))
    first = page(hands, way)
    assert "500 Absätze sind geändert." in first.words and "Teil 1 von 3" in first.words
    assert "Absatz 199 " in first.words and "Absatz 201 " not in first.words
    assert "Absatz 499 " in page(hands, way, "?von=1&bis=2&teil=3").words
