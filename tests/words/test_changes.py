"""What a change is called in German: split, joined, only formatted, cells of a table."""

from __future__ import annotations

import pytest

from domain.text.changes import tally, units
from domain.text.redline import redline
from review_service.words import changes

ONE = "Die Stadt fördert Kurse in allen Stadtteilen. Der Rat stellt jährlich Mittel bereit."
TWO = ONE.replace(". ", ".\n\n")
TABLE = "| Ort | Zahl |\n|:--|--:|\n| Nord | 12 |\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (ONE, TWO, "Absatz geteilt"),
        (ONE, TWO.replace("jährlich", "oft"), "Absatz geteilt, ein Wort geändert"),
        (TWO, ONE, "Absatz aus mehreren zusammengezogen"),
        ("- a und b", "- a\n- und b", "Listenpunkt geteilt"),
        ("## Ziel", "# **Ziel**", "Nur Formatierung (fett, Ebene der Überschrift)"),
        ("Es gilt\n§ 5.", "Es gilt § 5.", "Nur Formatierung"),
        (TABLE, TABLE.replace(":--|--:", "---|---"), "Nur Formatierung (Ausrichtung)"),
        (TABLE, TABLE.replace("12", "15"), "Tabelle: eine Zelle geändert"),
        (
            TABLE,
            "| Ort | Zahl | Jahr |\n|---|---|---|\n| Nord | 12 | 2026 |\n",
            "Tabelle: zwei Zellen neu",
        ),
        ("2. Zwei zahlt die Stadt.", "3. Zwei zahlt die Stadt.", "Zahl geändert"),
        ("Das ist *sehr* gut.", "Das ist **sehr** schlecht.", "Ein Wort geändert"),
    ],
)
def test_a_change_says_what_it_is(old: str, new: str, said: str) -> None:
    (found,) = units(redline(old, new))
    assert changes.what(found) == said


def test_split_and_joined_paragraphs_are_summed_up() -> None:
    assert changes.summed_up(tally(units(redline(ONE, TWO)))) == "Ein Absatz ist geteilt."
    assert changes.summed_up(tally(units(redline(TWO, ONE)))) == "Ein Absatz ist zusammengezogen."
