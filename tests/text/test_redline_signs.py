"""Signs of Markdown are no words: where they alone changed, it is formatting and says what."""

from __future__ import annotations

import pytest

from domain.text.changes import both_sides, cells_of, tally, units
from domain.text.markup import Look, marks
from domain.text.redline import redline


@pytest.mark.parametrize(
    ("old", "new", "looks"),
    [
        ("## Ziel", "### Ziel", {Look.HEADING}),
        ("Ziel\n====", "# Ziel", {Look.HEADING}),
        ("Die Stadt zahlt **alle Kosten**.", "Die Stadt zahlt alle Kosten.", {Look.BOLD}),
        ("Das ist *sehr* gut.", "Das ist __sehr__ gut.", {Look.BOLD, Look.EMPHASIS}),
        ("Nur `Kurse` im Ort", "Nur Kurse im Ort", {Look.CODE}),
        ("**Kurse**", "Kurse", {Look.BOLD}),
        ("Die Bürger*innen kommen.", "Die Bürger\\*innen kommen.", {Look.ESCAPE}),
        ("Am 13. März gilt es.", "Am 13\\. März gilt es.", {Look.ESCAPE}),
        ("- eins ist gut", "* eins ist gut", {Look.LIST}),
        ("- eins ist gut", "1. eins ist gut", {Look.LIST}),
        ("> Die Stadt\n> zahlt alle", "> Die Stadt zahlt\n> alle", {Look.QUOTE}),
        ("Die Stadt zahlt.", "> Die Stadt zahlt.", {Look.QUOTE}),
        ("Nach § 5 Abs. 2 gilt das.", "Nach §&nbsp;5 Abs.&nbsp;2 gilt das.", {Look.SPACE}),
        ("| A | B |\n|:--|--:|\n| x | 1 |", "| A | B |\n|---|---|\n| x | 1 |", {Look.ALIGNMENT}),
        (
            "A | B\n--|--\nx | 1",
            "| A | B |\n|--|--|\n| x | 1 |",
            {Look.TABLE, Look.ALIGNMENT, Look.SPACE},
        ),
    ],
)
def test_signs_alone_are_formatting_with_a_name(old: str, new: str, looks: set[Look]) -> None:
    for pair in ((old, new), (new, old)):
        (found,) = units(redline(*pair))
        assert (found.kind, found.looks, found.changed) == ("formatted", looks, False)
        counts = tally([found])
        assert (counts.changes, counts.words_added, counts.words_removed) == (0, 0, 0)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Kosten* ohne Fußnote", "Kosten ohne Fußnote"),
        ("Es sind 5 * 3 Plätze", "Es sind 5 3 Plätze"),
        ("Alle Expert*innen", "Alle Expertinnen"),
        ("3. Drei zahlt die Stadt.", "4. Drei zahlt die Stadt."),
        ("Siehe [Amt](https://a.example).", "Siehe [Amt](https://b.example)."),
        ("Die Stadt zahlt!", "Die Stadt zahlt."),
    ],
)
def test_what_a_reader_sees_is_no_formatting(old: str, new: str) -> None:
    (found,) = units(redline(old, new))
    assert found.kind == "changed"
    assert any(op != "=" for op, _ in found.seen)


def test_beside_changed_words_signs_are_no_change() -> None:
    (found,) = units(redline("Die **alte** Stadt zahlt viel.", "Die *alte* Stadt zahlt wenig."))
    assert [op for op in found.seen if op[0] != "="] == [("-", "viel"), ("+", "wenig")]
    assert found.looks == {Look.BOLD}
    assert "".join(text for op, text in found.seen if op != "-") == "Die *alte* Stadt zahlt wenig."


def test_a_column_that_came_is_as_many_cells() -> None:
    old = "| a | a | a |\n|---|---|---|\n| a | a | a |"
    new = "| a | a | a | b |\n|---|---|---|---|\n| a | a | a | b |"
    (found,) = units(redline(old, new))
    assert (found.kind, cells_of(found)) == ("changed", (0, 2, 0))
    assert cells_of(units(redline(new, old))[0]) == (0, 0, 2)


def test_the_last_cell_of_a_row_without_a_bar_behind_it_is_compared() -> None:
    old = "| Maßnahme | Kosten\n|---|---\n| Deutschkurs | 100\n| Lotsen | 200"
    (found,) = units(redline(old, old.replace("100", "150")))
    assert (found.is_table, cells_of(found)) == (True, (1, 0, 0))


def test_lines_that_begin_with_a_bar_are_no_table() -> None:
    old = "|x| ist der Betrag.\n|y| ist groß."
    (found,) = units(redline(old, old.replace("groß", "klein")))
    assert (found.kind, found.is_table) == ("changed", False)


def test_a_list_that_is_numbered_on_says_both_numbers() -> None:
    (found,) = units(redline("2. Zwei fördert Bildung.", "3. Zwei fördert Bildung."))
    assert both_sides(found.ops) == (("-", "2"), ("+", "3"), ("=", ". Zwei fördert Bildung."))


def test_emphasis_that_nothing_closes_is_no_sign() -> None:
    assert marks("**nur offen, 5 * 3 und Expert*innen") == []
    assert len(marks("*a **b** c*")) == 4


def test_signs_in_code_are_as_written() -> None:
    assert [mark.look for mark in marks("`a*b*` \\*")] == [Look.CODE, Look.CODE, Look.ESCAPE]
    assert {mark.look for mark in marks("```\n*a*\n```")} == {Look.CODE}
