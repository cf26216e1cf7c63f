"""Numbered lines: the rule, what it gives for ever, and what it never loses."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text.lines import RULE, WIDTH, Line, lines, of_passage
from tests.text.samples import TEXTS

LEITBILD = """# Leitbild

Die Stadt stellt für Sprachkurse in allen Stadtteilen jährlich 770.000 Euro bereit; zuständig ist der Fachbereich Schule.

- Kurse für Expert*innen
  - auch abends

| Ort | Zahl |
| --- | ---: |
| Linden | 12 |
"""  # noqa: E501


def said(text: str) -> list[str]:
    return [text[line.start : line.end] for line in lines(text)]


def test_what_lines_1_gives_stays_for_ever() -> None:
    """A sitting cites these: another outcome needs another name beside this one."""
    assert (RULE, WIDTH) == ("lines-1", 80)
    assert said(LEITBILD) == [
        "# Leitbild",
        "Die Stadt stellt für Sprachkurse in allen Stadtteilen jährlich 770.000 Euro",
        "bereit; zuständig ist der Fachbereich Schule.",
        "- Kurse für Expert*innen",
        "  - auch abends",
        "| Ort | Zahl |",
        "| --- | ---: |",
        "| Linden | 12 |",
    ]
    assert lines(LEITBILD)[1] == Line(2, 12, 87)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n", []),
        ("a" * 80, ["a" * 80]),
        ("a" * 79 + " b", ["a" * 79, "b"]),
        ("a" * 78 + " b", ["a" * 78 + " b"]),
        ("a" * 81, ["a" * 80, "a"]),
        ("kurz " + "a" * 161, ["kurz", "a" * 80, "a" * 80, "a"]),
        (" " * 90 + "a", ["a"]),
        ("770.000\u00a0Euro und mehr", ["770.000\u00a0Euro und mehr"]),
        ("eins\u2028zwei\x0bdrei", ["eins\u2028zwei\x0bdrei"]),
        ("Ende mit Blanks   \nweiter", ["Ende mit Blanks", "weiter"]),
    ],
)
def test_where_a_line_ends(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@given(TEXTS | st.text(alphabet="ab \n\t", max_size=400))
def test_no_sign_is_lost_and_no_line_is_too_long(text: str) -> None:
    found = lines(text)
    assert "".join("".join(said(text)).split()) == "".join(text.split())
    assert [line.number for line in found] == list(range(1, len(found) + 1))
    for line, following in pairwise(found):
        assert line.end <= following.start
        assert not text[line.end : following.start].strip()
    assert all(0 < line.end - line.start <= WIDTH for line in found)


def test_a_passage_is_cited_by_the_lines_it_touches() -> None:
    found = lines(LEITBILD)
    start = LEITBILD.index("770.000")
    assert of_passage(found, start, LEITBILD.index("; zust")) == (2, 3)
    assert of_passage(found, 0, 3) == (1, 1)
    assert of_passage(found, start, start) == (2, 2)
    assert of_passage(found, len(LEITBILD), len(LEITBILD)) == (8, 8)
