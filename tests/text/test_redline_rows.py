"""A table's row is compared cell by cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text.redline import redline
from domain.text.redline.cells import cells

ROWS = st.lists(
    st.sampled_from([" Linden ", " List und Linden ", "12", " a\\|b ", " ", "", "Expert*innen"]),
    max_size=6,
).map(lambda found: "|" + "|".join(found) + "|\n")


HEAD = "| Ort |\n| --- |\n"


def marked(old: str, new: str) -> str:
    forms = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    blocks = redline(HEAD + old, HEAD + new).blocks[2:]
    return "".join(forms[op].format(text) for block in blocks for op, text in block.ops)


@given(ROWS)
def test_the_cells_joined_are_the_row(row: str) -> None:
    assert "".join(cells(row)) == row


@given(ROWS, ROWS)
def test_no_change_spans_a_border(old: str, new: str) -> None:
    for block in redline(HEAD + old, HEAD + new).blocks:
        if block.kind == "changed":
            for _, text in [op for op in block.ops if op[0] != "="]:
                assert "|" not in text.replace("\\|", "").rstrip()[:-1]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "| Kurs in Linden | für 12 Leute |",
            "| Kurs in List | ab 15 Leute |",
            "| Kurs in [-Linden-]{+List+} | [-für 12-]{+ab 15+} Leute |",
        ),
        (
            "| Sprache | alt | Linden |",
            "| Sport | neu | Linden |",
            "| [-Sprache-]{+Sport+} | [-alt-]{+neu+} | Linden |",
        ),
        ("| Ort | Zahl |", "| Ort | Jahr | Zahl |", "| Ort |{+ Jahr |+} Zahl |"),
        ("| Ort | Jahr | Tag | Zahl |", "| Ort | Zahl |", "| Ort |[- Jahr |-][- Tag |-] Zahl |"),
        ("| a\\|b | zwei |", "| a\\|c | zwei |", "| a\\|[-b-]{+c+} | zwei |"),
    ],
)
def test_a_row_changes_by_its_cells(old: str, new: str, expected: str) -> None:
    assert marked(f"{old}\n", f"{new}\n") == f"{expected}\n"
