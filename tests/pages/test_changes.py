"""What changed between two revisions."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text.changes import units
from domain.text.redline import redline
from domain.text.redline.ops import Redline, RedlineBlock, TextOp
from review_service.markup.redlining import Piece, View, rendered, rows
from review_service.pages.text.changes import VIEWS
from review_service.redlines import LARGE
from review_service.words import changes as change_names
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


def shown(old: str, new: str, view: View = "im-text", *, whole: bool = False) -> list[Piece]:
    return rendered(rows(units(redline(old, new)), view, whole=whole), view)


def kinds(found: list[Piece]) -> list[str]:
    return [piece.kind for piece in found]


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_changed_words_are_marked_and_said() -> None:
    changed = next(piece for piece in shown(OLD, NEW) if piece.kind == "changed")
    assert words(changed.html).strip() == (
        "Die Stadt stellt [gestrichen: 700.000][eingefügt: 770.000] Euro bereit."
    )
    assert '<del class="weg">' in changed.html and '<ins class="neu">' in changed.html


def test_side_by_side_each_text_shows_only_its_own_words() -> None:
    changed = next(p for p in shown(OLD, NEW, "nebeneinander") if p.kind == "changed")
    assert words(changed.old).strip() == "Die Stadt stellt [gestrichen: 700.000] Euro bereit."
    assert words(changed.new).strip() == "Die Stadt stellt [eingefügt: 770.000] Euro bereit."


def test_what_did_not_change_is_folded_and_counted() -> None:
    found = shown(OLD, NEW)
    assert kinds(found) == [
        "folded", "same", "inserted", "changed", "same", "folded", "same", "deleted",
    ]  # fmt: skip
    assert [piece.place for piece in found] == [
        "", "Absatz 1", "Absatz 2", "Absatz 3, früher 2", "Absatz 4, früher 3",
        "Absatz 5 ist unverändert.", "Absatz 6, früher 5", "früher Absatz 6",
    ]  # fmt: skip
    assert "folded" not in kinds(shown(OLD, NEW, whole=True))


def test_only_the_places_leaves_out_the_rest_of_long_paragraphs_too() -> None:
    long = "Das steht hier sehr lang und ausführlich. " * 40
    old, new = f"{long}Es kostet 5 Euro. {long}", f"{long}Es kostet 9 Euro. {long}"
    (found,) = shown(f"Vorher.\n\n{old}\n\nNachher.", f"Vorher.\n\n{new}\n\nNachher.", "stellen")
    assert "Es kostet [gestrichen: 5][eingefügt: 9] Euro." in words(found.html)
    assert words(found.html).count("[…]") == 2 and len(words(found.html)) < 600


def test_two_equal_texts_have_nothing_to_show() -> None:
    assert shown(OLD, OLD, whole=True) == []
    assert shown(OLD, OLD.replace("\n\n", "\n\n\n")) == []


def test_a_changed_table_is_shown_as_a_table_cell_by_cell() -> None:
    table = "| Ort | Zahl |\n| --- | --- |\n| Nord | 12 |\n| Süd | 9 |\n"
    changed = table.replace("12", "15").replace("| Süd | 9 |\n", "")
    (found,) = shown(table, changed)
    assert found.kind == "changed" and found.place == "Absatz 1"
    assert change_names.what(found.unit) == "Tabelle: eine Zelle geändert, eine Zeile gestrichen"
    assert found.html.count("<tr>") == 3 and "---" not in found.html
    assert '<th scope="col" dir="auto">Ort</th>' in found.html
    assert "[gestrichen: </span>12" in found.html and "[gestrichen: </span>Süd" in found.html
    (beside,) = shown(table, changed, "nebeneinander")
    assert beside.old.count("<tr>") == 3 and beside.new.count("<tr>") == 2
    assert "15" not in beside.old and "12" not in beside.new


MOVING = "Schulen, die sich für den Stadtteil öffnen, erhalten Unterstützung durch das Büro."


def test_what_moved_is_shown_with_the_words_that_changed_on_the_way() -> None:
    stay = [f"Der Absatz Nummer {n} steht immer noch da." for n in range(4)]
    old = "\n\n".join([MOVING, *stay])
    new = "\n\n".join([*stay, MOVING.replace("Büro", "Amt")])
    away, *_, here = shown(old, new, whole=True)
    assert (away.kind, here.kind) == ("moved_away", "moved_here")
    assert change_names.numbered(here.unit) == "1. Absatz verschoben, ein Wort geändert"
    assert here.place == "Absatz 5, früher 1"
    assert "[gestrichen: Büro]" in words(here.html) and "[eingefügt: Amt]" in words(here.html)


def test_a_paragraph_of_mostly_other_words_is_shown_whole_twice() -> None:
    ops: tuple[TextOp, ...] = (("=", "Die "), ("-", "alte lange Fassung."), ("+", "neuen Worte."))
    found = units(Redline("x", (RedlineBlock("changed", ops),)))
    (piece,) = rendered(rows(found, "im-text"), "im-text")
    assert words(piece.old).strip() == "Die alte lange Fassung."
    assert words(piece.new).strip() == "Die neuen Worte."
    assert change_names.what(piece.unit) == "Absatz weitgehend neu gefasst"


def test_other_line_ends_are_formatting_and_folded() -> None:
    old = "Eins zwei drei vier fünf.\n\nDas ändert sich um 5 Euro im ganzen Jahr."
    new = "Eins zwei drei\nvier fünf.\n\nDas ändert sich um 6 Euro im ganzen Jahr."
    assert [(p.kind, p.place) for p in shown(old, new)] == [
        ("formatted", "Absatz 1"), ("changed", "Absatz 2"),
    ]  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_markup_in_a_text_stays_words(view: View) -> None:
    for new in ("<b onclick=x>Neu</b>", "Alt <img src=x onerror=y> neu", "[x](javascript:y)"):
        for piece in shown("Alt und bleibt", f"Alt und bleibt {new}", view, whole=True):
            html = piece.html + piece.old + piece.new
            assert not re.search(r"<(?!/?(p|ins|del|span)\b)", html), html


def test_what_cannot_be_marked_when_rendered_is_shown_as_written() -> None:
    old, new = "Siehe [Seite](https://a.example/1).", "Siehe [Seite](https://a.example/2)."
    (found,) = shown(old, new)
    html = found.html or found.old + found.new
    assert "a.example/1" in words(html) and "a.example/2" in words(html)


SENTENCES = st.lists(
    st.lists(st.sampled_from(["eins", "zwei", "drei", "vier", "fünf"]), min_size=1, max_size=12),
    max_size=8,
)


@given(SENTENCES, SENTENCES)
def test_in_every_view_the_words_not_struck_out_are_the_new_text(
    before: list[list[str]], behind: list[list[str]]
) -> None:
    old, new = ("\n\n".join(" ".join(part) for part in side) for side in (before, behind))
    beside = shown(old, new, "nebeneinander", whole=True)
    inline = shown(old, new, "im-text", whole=True)
    if not beside:
        assert old.split() == new.split()
        return
    assert said("".join(f"{p.html}{p.new}" for p in beside), "weg") == new.split()
    assert said("".join(p.old or p.html for p in beside if p.kind != "moved_here"), "neu") == [
        word for p in beside if p.kind != "moved_here" for word in old_words(p)
    ]
    read = "".join(f"{p.html}{p.new}" for p in inline if p.kind != "deleted")
    assert said(read, "weg") == new.split()


def old_words(piece: Piece) -> list[str]:
    """The words of the old text in a piece; those of what moved away stand where it is now."""
    if piece.kind == "moved_away":
        return []
    blocks = (block for unit in piece.units for block in unit.blocks)
    return "".join(t for block in blocks for op, t in block.ops if op != "+").split()


def said(html: str, without: str) -> list[str]:
    """The words of HTML, less those wearing a mark and those hidden words that name marks."""
    marked = re.sub(rf'<(del|ins) class="{without}">.*?</\1>', "", html, flags=re.S)
    return words(re.sub(r'<span class="kern-sr-only">[^<]*</span>', "", marked)).split()


@pytest.mark.parametrize("view", VIEWS)
def test_every_mark_has_its_hidden_word(view: View) -> None:
    for piece in shown(OLD, NEW, view):
        html = piece.html + piece.old + piece.new
        for tag, word in (("del", "gestrichen"), ("ins", "eingefügt")):
            opened = html.count(f"<{tag} ")
            assert opened == html.count(f'<span class="kern-sr-only">[{word}: </span>')


@pytest.mark.parametrize("text", ["**fett** und mehr", "Expert*innen und *kursiv*", "- Punkt"])
def test_emphasis_and_lists_are_rendered_in_changed_paragraphs_too(text: str) -> None:
    (found,) = shown(text, f"{text} Neu.")
    html = found.html or found.new
    assert "**" not in words(html) and "- " not in words(html)
    assert "Neu." in words(html)


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
    assert "[gestrichen: 700.000 ] Euro" in said and "[eingefügt: 770.000 ] Euro" in said
    inline = page(hands, way, "?ansicht=im-text").words
    assert "[gestrichen: 700.000 ] [eingefügt: 770.000 ]" in inline


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
    last = page(hands, way, "?von=1&bis=2&teil=3")
    assert "Absatz 499 " in last.words and "Der vorige Teil" in last.words
    assert "Alle 3 Teile auf einer Seite zeigen" in last.words
    whole = page(hands, way, "?von=1&bis=2&alle=true")
    assert "Absatz 1 " in whole.words and "Absatz 499 " in whole.words
    assert "In Teilen lesen" in whole.words and "Teil 1 von" not in whole.words
    assert (
        'href="#aenderung-500"'
        in page(hands, way, "?von=1&bis=2&alle=true&aenderung=499").answer.text
    )


def test_each_change_leads_to_the_next_and_the_one_before_on_other_parts_too(hands: Hands) -> None:
    old = "\n\n".join(f"Absatz {n} alt und noch viele Wörter mehr" for n in range(250))
    way = hands.draft(text=old).revise(text=old.replace("alt", "neu"))
    first = page(hands, way).answer.text
    assert 'id="aenderung-200"' in first and 'id="aenderung-201"' not in first
    assert 'href="#aenderung-2" rel="next"' in first
    onward = re.search(r'href="([^"]*)#aenderung-201" rel="next"', first)
    assert onward
    second = hands["chair"].open(unescape(onward[1])).answer.text
    assert 'id="aenderung-201"' in second
    assert re.search(r'href="[^"]*teil=1#aenderung-200" rel="prev"', second)


def test_the_bar_walks_from_change_to_change_without_a_script(hands: Hands) -> None:
    way = two_rounds(hands)
    path = f"/entwuerfe/{way.id}/aenderungen?von=1&bis=3"
    said = []
    for _ in range(4):
        sheet = hands["chair"].open(path)
        bar = re.search(r'<nav class="gang".*?</nav>', sheet.answer.text, re.S)
        assert bar
        said.append(re.sub(r"<[^>]+>", "", bar[0].split("</p>")[0]).strip())
        onward = re.search(r'rel="next" href="([^"#]*)', bar[0])
        if onward:
            path = unescape(onward[1])
    assert said == ["3 Änderungen", "Änderung 1 von 3", "Änderung 2 von 3", "Änderung 3 von 3"]


def test_one_steps_from_pair_to_pair(hands: Hands) -> None:
    way = two_rounds(hands)
    said = page(hands, way, "?von=1&bis=2&ansicht=im-text").answer.text
    assert "von=2&amp;bis=3&amp;ansicht=im-text" in said and "Fassung 2 → 3 ›" in said
    assert "‹ Fassung" not in said
    assert "‹ Fassung 1 → 2" in page(hands, way, "?von=2&bis=3").words


def test_folded_paragraphs_are_one_link_away(hands: Hands) -> None:
    way = two_rounds(hands)
    said = page(hands, way, "?von=1&bis=3").answer.text
    there = re.search(r'href="([^"]*ganz=true[^"]*)#(stelle-\d+)">Absatz 5 zeigen', said)
    assert there and f'id="{there[2]}"' in hands["chair"].open(unescape(there[1])).answer.text


def test_an_unknown_view_is_no_page(hands: Hands) -> None:
    assert page(hands, two_rounds(hands), "?ansicht=schraeg").status == 404


def test_a_large_comparison_shows_how_far_it_is_and_comes_again_by_itself(hands: Hands) -> None:
    text = "Ein Satz, der sich wiederholt und lang ist.\n\n" * (LARGE // 60)
    way = hands.draft(text=text).revise(text=text.replace("Satz", "Wort"))
    sheet = page(hands, way)
    assert sheet.status == 200 and sheet.answer.headers["refresh"] == "2"
    assert "<progress" in sheet.answer.text and "wartet, bis er an der Reihe ist" in sheet.words
    assert "Stand neu laden" in sheet.words and "syn__zeile" not in sheet.answer.text
