from __future__ import annotations

import hashlib
import unicodedata

import pytest
from hypothesis import given

from domain.text.normalise import LIMIT, MARKS_LIMIT, check, normalise, sha256_of
from domain.text.refusals import (
    TextContainsHalfACharacter,
    TextContainsNul,
    TextIsEmpty,
    TextIsTooLarge,
    TextPilesUpMarks,
    Unusable,
    UnusableText,
)
from tests.text.samples import TEXTS

GERMAN = "Für 1.500,00 € – „Expert*innen“"


@given(TEXTS)
def test_normalising_twice_changes_nothing(raw: str) -> None:
    once = normalise(raw)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not set(once) & set("\r\x0b\x0c\x85\u2028\u2029\ufeff\u00ad\u202e\u200b")


def test_umlauts_of_two_code_points_become_one() -> None:
    assert normalise("Entwu\u0308rfe") == "Entwürfe"


def test_a_hidden_sign_between_letter_and_mark_does_not_keep_them_apart() -> None:
    assert normalise("Entwu\u00ad\u0308rfe") == "Entwürfe"


def test_all_line_ends_become_one() -> None:
    assert normalise("\ufeffeins\r\nzwei\rdrei\n") == "eins\nzwei\ndrei\n"


@pytest.mark.parametrize("end", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\r\n", "\r"])
def test_a_line_ends_whatever_a_word_processor_ends_it_with(end: str) -> None:
    assert normalise(f"eins{end}zwei{end}{end}drei") == "eins\nzwei\n\ndrei"


def test_soft_hyphens_go() -> None:
    assert normalise("Gleichstellungs\u00adbeauftragte") == "Gleichstellungsbeauftragte"


def test_the_hash_is_that_of_the_utf8_bytes() -> None:
    assert sha256_of("für") == hashlib.sha256(b"f\xc3\xbcr").hexdigest()


def test_a_german_text_is_taken() -> None:
    check(normalise(GERMAN))


def test_a_text_of_exactly_five_million_bytes_is_taken() -> None:
    check("ü" * (LIMIT // 2))


def test_a_larger_text_is_refused_with_its_size() -> None:
    with pytest.raises(TextIsTooLarge) as refused:
        check("ü" * (LIMIT // 2) + "a")
    assert "5,1 MB" in refused.value.sentence and "5 MB" in refused.value.sentence


def test_a_nul_is_refused_with_the_words_before_it() -> None:
    with pytest.raises(TextContainsNul, match="hinter „nach dem Wort“"):
        check("nach dem Wort\0 geht es weiter")


def test_half_a_character_is_refused_with_the_words_before_it() -> None:
    with pytest.raises(TextContainsHalfACharacter, match="hinter „ein Emoji “"):
        check("ein Emoji \ud83d")


@pytest.mark.parametrize(
    "raw",
    [
        "",
        " \n\t ",
        "\u00ad\ufeff",
        "\u200b\u2060",
        "\u3000\u2028",
        "\u202e\u200f",
        "\u3164",
        "\u2800 \u2800",
        "\x1b",
    ],
)
def test_a_text_with_nothing_to_read_is_refused(raw: str) -> None:
    with pytest.raises(TextIsEmpty):
        check(normalise(raw))


def test_more_marks_on_one_letter_than_unicode_allows_for_are_refused() -> None:
    marks = "\u0316\u0300" * MARKS_LIMIT
    for lead in range(MARKS_LIMIT + 2):
        with pytest.raises(TextPilesUpMarks, match="Akzente"):
            normalise("Wort" + "x" * lead + marks[: MARKS_LIMIT + 1] + "danach")
    assert normalise("a" + marks[:MARKS_LIMIT])


def test_a_megabyte_of_marks_is_refused_at_once() -> None:
    with pytest.raises(TextPilesUpMarks):  # normalising them would take hours
        normalise("a" + "\u0316\u0300" * 500_000)


def test_every_refusal_of_a_text_is_a_sentence_and_a_value_error() -> None:
    for refusal in UnusableText.__subclasses__():
        assert issubclass(refusal, ValueError) and issubclass(refusal, Unusable)
        assert (refusal.__doc__ or "").endswith(".")
