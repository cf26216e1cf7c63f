"""A redline shows what the pages show of both texts: words, numbers, lists, tables, emphasis."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.text.blocks import paragraphs
from domain.text.changes import units
from domain.text.normalise import normalise
from domain.text.redline import redline
from review_service.markup.markdown import render_paragraph
from review_service.markup.redlining import CHARACTERS, Piece, View, parts, rendered, rows
from tests.markup.eye import words
from tests.text.laws import invented
from tests.text.samples import PARTS, joined


def pieces(old: str, new: str, view: View = "im-text", *, whole: bool = False) -> list[Piece]:
    return rendered(rows(units(redline(normalise(old), normalise(new))), view, whole=whole), view)


def html(old: str, new: str, view: View = "im-text") -> str:
    """Give what changed, its labels and directions left out."""
    shown = "".join(piece.html + piece.old + piece.new for piece in pieces(old, new, view))
    shown = re.sub(r'<span class="kern-sr-only">[^<]*</span>| dir="auto"| class="[^"]*"', "", shown)
    return re.sub(r"\s*\n\s*", "", shown)


def page(text: str) -> Counter[str]:
    """Give the words of a text as its page shows them."""
    return Counter(word for unit in paragraphs(text) for word in words(render_paragraph(unit)))


def read_in(shown: list[Piece], *, old: bool) -> Counter[str]:
    """Give the words of a redline without insertions, or without deletions."""
    found: Counter[str] = Counter()
    for piece in shown:
        if piece.html and piece.kind != ("inserted" if old else "deleted"):
            found.update(words(piece.html, without="ins" if old else "del"))
        found.update(words(piece.old if old else piece.new))
    return found


@st.composite
def two_texts(draw: st.DrawFn) -> tuple[str, str]:
    """Give a text and a later state of it: parts gone, come, exchanged, parted otherwise."""
    old = draw(st.lists(PARTS, max_size=8))
    new = list(old)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(new)))
        new[at : at + draw(st.integers(0, 1))] = draw(st.lists(PARTS, max_size=1))
    return normalise(joined(old)), normalise(joined(new))


@pytest.mark.parametrize("view", ["im-text", "nebeneinander"])
@settings(max_examples=100)
@given(texts=two_texts())
def test_without_insertions_the_old_text_is_read_and_without_deletions_the_new(
    texts: tuple[str, str], view: View
) -> None:
    shown = pieces(*texts, view, whole=True)
    for text, old in zip(texts, (True, False), strict=True):
        assert not shown or page(text) <= read_in(shown, old=old)


@settings(max_examples=60)
@given(texts=two_texts())
def test_no_changed_word_is_left_out_where_only_the_places_are_shown(
    texts: tuple[str, str],
) -> None:
    whole, short = (pieces(*texts, view) for view in ("im-text", "stellen"))
    for tag in ("ins", "del"):
        marked = [
            Counter(re.findall(rf"<{tag} .*?</{tag}>", str(piece.html)))
            for piece in (*whole, *short)
        ]
        assert sum(marked[: len(whole)], Counter()) == sum(marked[len(whole) :], Counter())


def test_a_law_and_its_amendment_are_read_whole_in_every_view() -> None:
    old, new = map(normalise, invented(1))
    shown = [piece for piece in pieces(old, new, whole=True) if piece.kind != "moved_away"]
    assert read_in(shown, old=True) == page(old) and read_in(shown, old=False) == page(new)


TABLE = "| Maßnahme | Kosten\n|---|---\n| Deutschkurs | {}\n| Lotsen | 200\n"


def test_a_table_without_a_closing_bar_keeps_its_last_column() -> None:
    shown = html(TABLE.format(100), TABLE.format(150))
    assert '<th scope="col">Kosten</th>' in shown
    assert "<td><del>100</del><ins>150</ins></td>" in shown
    beside = html(TABLE.format(100), TABLE.format(150), "nebeneinander")
    assert "<td><del>100</del></td>" in beside and "<td><ins>150</ins></td>" in beside


GLUED = """\
| A | B |
|---|---|
| 1 | **fett** |
 Bürger\\*innen | A | B |
|---|---|
| 1 | {} |
"""


def test_a_row_of_a_table_that_a_page_shows_as_written_is_shown_as_written() -> None:
    """The glued row has a cell too many; of its table a redline has rows without their head."""
    text = GLUED.format("zwei")
    assert "Bürger\\*innen" in render_paragraph(paragraphs(text)[0])
    assert "Bürger\\*innen" in html(text, text.replace("zwei", "drei"))
    without_head = text.partition("fett** |\n")[2]
    shown = html(text, without_head, "nebeneinander")
    assert "Bürger<del>\\</del>*innen | A | B |" in shown and "<p>Bürger*innen | A" in shown


def test_a_part_of_an_item_that_a_page_shows_as_written_is_shown_as_written() -> None:
    text = "- *eins*\n  - *zwei* zahlt\n  - " + ">" * 30 + " tief"
    assert "*zwei*" in html(text, text.replace("zahlt", "zahlte"))
    assert "<em>zwei</em>" in html("- *eins*\n  - *zwei* zahlt", "- *eins*\n  - *zwei* zahlte")


def test_a_gap_that_both_texts_have_is_worn_by_neither() -> None:
    shown = html("Text\n\n`ein Feld` *betont*", "Text\n\n```\n`ein Feld` *betont*\n```")
    assert "Feld<ins>`</ins> <ins>*</ins>" in shown


def test_a_part_of_the_page_holds_no_more_than_can_be_read_with_what_stands_around_it() -> None:
    def item(number: int) -> str:
        return f"- Punkt {number}\n  - Nummer {number}: {'x' * 40_000}\n  - fest\n"

    old = "\n".join(f"{item(number)}Absatz {number}." for number in range(8))
    new = old.replace("fest", "los")
    shown = rows(units(redline(normalise(old), normalise(new))), "stellen")
    assert sum(row.characters for row in shown) < CHARACTERS
    assert [len(part) for part in parts(shown)] == [2, 2, 2, 2]


def test_lines_with_bars_that_are_no_table_are_a_paragraph() -> None:
    old = "|x| ist der Betrag.\n|y| ist groß."
    shown = html(old, old.replace("groß", "klein"))
    assert shown == "<p>|x| ist der Betrag.|y| ist <del>groß</del><ins>klein</ins>.</p>"


def test_cells_are_laid_out_as_elsewhere() -> None:
    row = "| A | B |\n|---|---|\n| **fett** [x](https://a.example) | a \\| {} |"
    shown = html(row.format("1"), row.format("2"))
    assert "<strong>fett</strong>" in shown and ">x</a>" in shown
    assert "a | <del>1</del><ins>2</ins>" in shown


def test_a_row_that_went_and_one_that_came_are_rows() -> None:
    rows = "| A | B |\n|---|---|\n| eins | 1 |\n| zwei | 2 |\n| drei | 3 |\n"
    gone = html(rows, rows.replace("| zwei | 2 |\n", ""))
    assert "<tr><td><del>zwei</del></td><td><del>2</del></td></tr>" in gone
    come = html(rows, rows + "| vier | 4 |\n")
    assert "<tr><td><ins>vier</ins></td><td><ins>4</ins></td></tr>" in come


@pytest.mark.parametrize(
    ("old", "new", "both"),
    [
        ("2. Zwei im Quartier.", "3. Zwei im Quartier.", "<del>2</del><ins>3</ins>. Zwei"),
        ("3) Drei im Jahr.", "12) Drei im Jahr.", "<del>3</del><ins>12</ins>) Drei"),
        ("17. 05. 2016 war es", "18. 05. 2016 war es", "<del>17.</del><ins>18.</ins> <ol"),
        ("9. Neun zahlt", "10. Neun zahlt jetzt", "<del>9</del><ins>10</ins>. Neun zahlt"),
    ],
)
def test_the_number_of_an_item_is_shown_as_it_was_and_as_it_is(
    old: str, new: str, both: str
) -> None:
    assert both in html(old, new)
    beside = html(old, new, "nebeneinander")
    gone, come = re.findall(r"<(?:del|ins)>\d+\.?</(?:del|ins)>", both)
    assert gone in beside and come in beside and both not in beside


NESTED = "- Ebene eins\n    - Ebene zwei\n        - Ebene drei {}für *alle* Bürger*innen\n"


def test_a_nested_item_is_an_item_with_its_emphasis_laid_out() -> None:
    shown = html(NESTED.format(""), NESTED.format("auch "))
    assert "<li>Ebene drei <ins>auch</ins> für <em>alle</em> Bürger*innen</li>" in shown
    assert "<li>Ebene zwei</li>" in shown and "<code>" not in shown
    deep = "1. Ebene\n   - zwei\n     - drei {}\n"
    assert "<li>drei <del>hier</del><ins>dort</ins></li>" in html(
        deep.format("hier"), deep.format("dort")
    )


def test_what_went_keeps_the_signs_it_stood_in() -> None:
    shown = html("Die Stadt zahlt **alle Kosten** im Jahr.", "Die Stadt zahlt **Kosten** im Jahr.")
    assert "<strong><del>alle</del>" in shown
    shown = html("Wir zahlen das *sofort*, sagt der Rat.", "Wir zahlen das, sagt der Rat.")
    assert "<em><del>sofort</del></em>" in shown


def test_where_an_address_changed_both_are_shown_as_written() -> None:
    shown = html("Siehe [Seite](https://a.example/1).", "Siehe [Seite](https://a.example/2).")
    assert "(https://<del>a.example/1</del><ins>a.example/2</ins>)" in shown


def test_a_star_that_is_only_written_otherwise_is_no_change() -> None:
    shown = html("Die Bürger*innen kommen.", "Die Bürger\\*innen kommen.")
    assert shown == "<p>Die Bürger*innen kommen.</p>"


LONG = "Die Stadt fördert die Angebote in allen Quartieren nach ihrem Haushalt. " * 12


@pytest.mark.parametrize(
    ("lead", "tag"),
    [("7. ", '<ol start="7"><li>'), ("> ", "<blockquote><p>"), ("**Ziel:** ", "<p><strong>")],
)
def test_a_long_block_cut_to_its_change_keeps_its_sign(lead: str, tag: str) -> None:
    old = f"{lead}Anfang {LONG}zahlt 100 Euro. {LONG}"
    shown = html(old, old.replace("100", "150"), "stellen")
    assert shown.startswith(tag) and shown.count("[…]") == 2
    assert "zahlt <del>100</del><ins>150</ins> Euro" in shown


def test_long_code_cut_to_its_change_is_not_empty() -> None:
    old = "```\n" + "".join(f"Zeile {n} des Plans bleibt\n" for n in range(60)) + "```"
    shown = html(old, old.replace("Zeile 30 ", "Zeile dreißig "), "stellen")
    assert shown.startswith("<pre><code>[…]") and "<ins>dreißig</ins>" in shown


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Nach § 5 gilt es.", "Nach §&nbsp;5 gilt es.", "§\N{NO-BREAK SPACE}5 gilt"),
        ("Nach §&nbsp;5 gilt es.", "Nach § 5 gilt es.", "§ 5 gilt"),
        ("Die Stadt\nzahlt alt.", "Die Stadt zahlt neu.", "Stadt zahlt"),
    ],
)
def test_a_gap_that_is_written_otherwise_is_one_gap(old: str, new: str, shown: str) -> None:
    assert shown in html(old, new).replace("&nbsp;", "\N{NO-BREAK SPACE}")
