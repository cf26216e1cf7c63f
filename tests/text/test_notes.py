"""A number is a note's where it is defined once and cited; else it is read as it is written."""

from __future__ import annotations

import pytest

from domain.text.blocks import paragraphs
from domain.text.citing import cited_in, defined_in
from domain.text.passages import locate
from domain.text.quoting import as_read
from domain.text.seen import seen

NOTED = """\
# Titel[^2]

Die Stadt zahlt 700 Euro[^1] nach Absatz 1[^2].

[^1]: Haushalt *2020*,
Seite 4 [^2].
[^2]: Ebd.
"""


def test_a_note_is_read_by_its_number_where_it_is_cited_and_where_it_stands() -> None:
    assert seen(NOTED).text.splitlines() == [
        "Titel²",
        "Die Stadt zahlt 700 Euro¹ nach Absatz 1².",
        "¹ Haushalt 2020,",
        "Seite 4 [^2].",
        "² Ebd.",
    ]


def test_paragraphs_know_the_notes_of_their_text() -> None:
    heading, words, notes = paragraphs(NOTED)
    assert cited_in(heading) == ["2"] and cited_in(words) == ["1", "2"]
    assert defined_in(notes) == ["1", "2"] and not defined_in(words) and not cited_in(notes)


@pytest.mark.parametrize(
    "text",
    [
        "Satz[^1].",
        "Satz.\n\n[^1]: Ebd.",
        "Satz[^1].\n\n[^1]:",
        "Satz[^1].\n\n[^1]: eins\n\n[^1]: zwei",
        "Satz[^1].\nnoch\n[^1]: in einem Absatz",
        "`Satz[^1]`\n\n    [^1]: eingerückt",
        "Satz[^01].\n\n[^01]: Ebd.",
        "Satz[^a].\n\n[^a]: Ebd.",
        "Satz.\n\n[^1]: sich selbst[^1]",
        "```\nSatz[^1]\n```\n\n[^1]: Ebd.",
    ],
)
def test_what_is_not_cited_and_defined_is_read_as_written(text: str) -> None:
    signs = text.replace("`", "").replace("\n    ", "\n")
    assert "".join(seen(text).text.split()) == "".join(signs.split())


def test_a_note_may_be_cited_again_and_in_a_table() -> None:
    text = "Satz[^1].\n\n| A[^1] | B |\n| --- | --- |\n| 1 | 2[^1] |\n\n[^1]: Ebd."
    assert "".join(seen(text).text.split()) == "Satz¹.A¹B12¹¹Ebd."


@pytest.mark.parametrize(
    ("copied", "exact"),
    [
        ("700 Euro1 nach Absatz 12.", "700 Euro[^1] nach Absatz 1[^2]."),
        ("zahlt 700 Euro1", "zahlt 700 Euro[^1]"),
        ("1 Haushalt 2020, Seite 4", "[^1]: Haushalt *2020*,\nSeite 4"),
        ("700 Euro[^1]", "700 Euro[^1]"),
        ("2 Ebd.", "[^2]: Ebd."),
    ],
)
def test_words_with_notes_are_found_as_a_page_shows_them(copied: str, exact: str) -> None:
    found = locate(NOTED, copied)
    assert found.exact.removeprefix("[^") == exact.removeprefix("[^")
    said = as_read(found.exact, found.prefix, found.suffix)
    assert "[^" not in said and "]:" not in said


def test_a_quote_keeps_a_number_apart_from_the_words_before_it() -> None:
    assert as_read("nach Absatz 1[^2].") == "nach Absatz 1²."
