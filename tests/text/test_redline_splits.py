"""A paragraph that was split, joined with another, made a list or wrapped has lost no word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text.blame import first, step
from domain.text.changes import Tally, tally, units
from domain.text.redline import redline

ONE = (
    "Die Stadt fördert Sprachkurse in allen Stadtteilen. Der Rat stellt dafür jährlich Mittel "
    "bereit. Die Träger berichten.\n"
)
TWO = ONE.replace(". Der", ".\n\nDer")


def told(old: str, new: str) -> tuple[list[str], Tally]:
    found = units(redline(old, new))
    return [unit.kind for unit in found], tally(found)


@pytest.mark.parametrize(
    ("one", "several"),
    [
        (ONE, TWO),
        (ONE, ONE.replace(". ", ".\n\n")),
        (ONE, ONE.replace(" Die Träger", "\n\n- Die Träger")),
        ("Es beginnt am 1. Januar um zehn Uhr.\n", "Es beginnt am\n1. Januar um zehn Uhr.\n"),
        ("Hier - dort - überall.\n", "Hier\n- dort\n- überall.\n"),
        ("Ziel: Kurse, Lotsen, Geld.\n", "Ziel:\n\n1. Kurse,\n2. Lotsen,\n3. Geld.\n"),
        ("- Kurse und Lotsen\n", "- Kurse\n- und\n- Lotsen\n"),
        ("Leitbild Wir wollen viel.\n", "# Leitbild\n\nWir wollen viel.\n"),
        (
            " ".join(f"Satz {n} steht hier." for n in range(20)) + "\n",
            "\n\n".join(f"Satz {n} steht hier." for n in range(20)) + "\n",
        ),
    ],
)
def test_a_split_and_a_joined_paragraph_keep_their_words(one: str, several: str) -> None:
    kinds, split = told(one, several)
    assert (kinds, split.words_added, split.words_removed) == (["split"], 0, 0)
    assert (split.split, split.joined, split.changes) == (1, 0, 1)
    kinds, joined = told(several, one)
    assert (kinds, joined.words_added, joined.words_removed) == (["joined"], 0, 0)
    assert (joined.split, joined.joined, joined.changes) == (0, 1, 1)


def test_words_that_changed_in_a_split_paragraph_are_counted() -> None:
    kinds, counts = told(ONE, TWO.replace("jährlich", "monatlich"))
    assert (kinds, counts.words_added, counts.words_removed) == (["split"], 1, 1)


def test_a_sentence_that_crossed_into_the_next_paragraph_stays() -> None:
    old = "Die Stadt fördert Kurse. Der Rat stellt Mittel bereit.\n\nDie Träger berichten oft.\n"
    new = old.replace("bereit.\n\n", "bereit. ").replace("Kurse. ", "Kurse.\n\n")
    for pair in ((old, new), (new, old)):
        kinds, counts = told(*pair)
        assert (kinds, counts.words_added, counts.words_removed) == (["split"], 0, 0)


def test_a_new_paragraph_of_words_that_stand_elsewhere_too_is_new() -> None:
    old = "Die Stadt fördert Sprachkurse in allen Stadtteilen.\n"
    kinds, counts = told(old, old.replace("allen", "vielen") + "\nDie Stadt fördert Sprachkurse.\n")
    assert kinds == ["changed", "inserted"]
    assert (counts.words_added, counts.words_removed) == (5, 1)


def test_where_a_paragraph_is_split_its_words_stay_their_authors() -> None:
    for old, new in ((ONE, TWO), (TWO, ONE), (ONE, ONE.replace(". ", ".\n- "))):
        at = 0
        for length, revision in step(first(old, 1), redline(old, new), 2):
            piece, at = new[at : at + length], at + length
            assert revision == 1 or not any(char.isalnum() for char in piece)


WORD = st.sampled_from(
    ["Die", "Stadt", "zahlt", "1.500,00", "Euro.", "Expert*innen,", "und", "am", "bereit"]
)
WORDS = st.lists(WORD, min_size=2, max_size=30)
BREAKS = st.sampled_from([" ", " ", " ", "\n", "\n\n", "\n- ", "\n\n## "])


@given(WORDS, st.data())
def test_however_a_paragraph_is_cut_no_word_comes_or_goes(
    words: list[str], data: st.DataObject
) -> None:
    breaks = data.draw(st.lists(BREAKS, min_size=len(words) - 1, max_size=len(words) - 1))
    cut = "".join(word + space for word, space in zip(words, [*breaks, "\n"], strict=True))
    whole = " ".join(words) + "\n"
    for old, new in ((whole, cut), (cut, whole)):
        _, counts = told(f"Davor.\n\n{old}\nDanach.\n", f"Davor.\n\n{new}\nDanach.\n")
        assert (counts.words_added, counts.words_removed) == (0, 0)
