from __future__ import annotations

import pytest
from hypothesis import given

from domain.text.tokens import key, tokens
from tests.text.samples import TEXTS


@given(TEXTS)
def test_the_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text


@pytest.mark.parametrize(
    "word",
    [
        "1.500,00",
        "12,5",
        "1\u202f500",
        "15.06.2025",
        "23\\.3.2016",
        "17.18",
        "2136/2018",
        "§ 31a",
        "§\n31a",
        "§§ 2",
        "Expert*innen",
        "Expert*innengruppen",
        "Bürger:innen",
        "Schüler_innen",
        "einem*einer",
        "und/oder",
        "Öffentlichkeitsarbeit",
        "geht’s",
        "s\u0327\u0308o",
        "हिन्दी",
    ],
)
def test_it_is_one_word(word: str) -> None:
    assert tokens(f"das {word}, so") == ["das ", word, ", ", "so"]


def test_signs_stand_for_themselves() -> None:
    assert tokens("(1) „Ja“, 5 %.") == ["(", "1", ") ", "„", "Ja", "“", ", ", "5 ", "%", "."]


def test_a_word_is_compared_without_the_white_space_behind_it() -> None:
    assert key("Euro \n ") == key("Euro") == "Euro"
    assert key("§\n31a ") == key("§ 31a") == "§ 31a"
