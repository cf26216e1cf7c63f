from __future__ import annotations

import pytest
from hypothesis import given

from domain.text.tokens import keys, tokens
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


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("Euro \n ", ["Euro"]),
        ("nach §\n31a ", ["nach", "§ 31a"]),
        ("1\u202f500 und\n1\u00a0500", ["1 500", "und", "1 500"]),
    ],
)
def test_a_word_is_compared_without_regard_to_its_white_space(
    text: str, compared: list[str]
) -> None:
    assert keys(text, tokens(text)) == compared


@pytest.mark.parametrize("piece", ["a", "1,", "\u0308", "a\u0308", "§", "a*", " ", "\\", ".a"])
def test_no_sign_is_read_again_and_again(piece: str) -> None:
    text = piece * 200_000  # in the square of its length it would meet the time limit of a test
    assert "".join(tokens(text)) == text
