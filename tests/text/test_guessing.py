from __future__ import annotations

import tracemalloc

import pytest

from domain.text.guessing import guess

TEXT = """\
# Wohnen

Die Stadt hilft bei der Suche nach einer Wohnung. Das Amt berät dazu an jedem Dienstag.

Ausländische Abschlüsse werden schneller anerkannt, damit niemand lange auf Arbeit warten muss.

Die Stadt hilft bei der Suche nach einem Kurs. Das Amt berät dazu an jedem Freitag.
"""


def test_the_sentence_with_the_same_rare_words_is_offered() -> None:
    found = guess("Abschlüsse aus dem Ausland werden anerkannt, niemand soll warten.", TEXT)
    assert found
    assert found.exact.startswith("Ausländische Abschlüsse")
    assert TEXT[found.start : found.end] == found.exact


def test_as_many_sentences_are_offered_as_the_passage_had() -> None:
    words = "Die Stadt hilft bei der Suche nach einem Sprachkurs. Das Amt berät am Freitag."
    found = guess(words, TEXT)
    assert found
    assert found.exact == TEXT[TEXT.index("Die Stadt hilft bei der Suche nach einem") :].strip()


def test_where_nothing_is_like_it_nothing_is_offered() -> None:
    assert guess("Museen öffnen am Sonntag ohne Eintritt.", TEXT) is None
    assert guess("Die Abschlüsse", "") is None
    assert guess("…", TEXT) is None


WORDS = "Abschlüsse aus dem Ausland werden anerkannt, niemand soll warten."
SENTENCE = "Ausländische Abschlüsse werden schneller anerkannt, damit niemand lange warten soll."


@pytest.mark.parametrize("filling", ["Ja. ", "Niemand soll. ", "Aus dem Amt.\n\n", "- dem\n"])
def test_it_is_found_in_a_very_long_text_too(filling: str) -> None:
    half = filling * (2_000_000 // len(filling))
    text = f"{half}\n\n{SENTENCE}\n\n{half}"
    found = guess(WORDS, text)
    assert found
    assert found.exact == SENTENCE
    assert text[found.start : found.end] == SENTENCE


def test_many_words_that_are_gone_do_not_hide_those_that_stayed() -> None:
    gone = " ".join(f"Verschwundenes{n}" for n in range(70))
    stayed = " ".join(f"geblieben{n}" for n in range(70))
    found = guess(f"{gone} {stayed}.", f"{TEXT}\nAlle {stayed}.\n")
    assert found
    assert found.exact == f"Alle {stayed}."


def test_letters_that_grow_when_made_small_shift_nothing() -> None:
    found = guess(WORDS, f"{'İstanbul grüßt. ' * 100}\n\n{SENTENCE}\n")
    assert found
    assert found.exact == SENTENCE


@pytest.mark.parametrize(
    ("exact", "text"),
    [
        ("A! B! C! D!", "A! B! C! D! E! F! " * 280_000),
        ("Das Amt hilft. " * 1_300, "Das Amt hilft. Das Amt berät. " * 160_000),
        ("Das Amt hilft allen.", ". ".join(["Das Amt hilft und " * 7_000] * 40)),
        (" ".join(f"w{n}" for n in range(3_000)), " ".join(f"w{n}" for n in range(700_000))),
    ],
    ids=["letters", "sentences", "long sentences", "words"],
)
def test_of_a_very_long_text_little_is_held_in_memory(exact: str, text: str) -> None:
    tracemalloc.start()
    try:
        found = guess(exact, text)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 100_000_000
    assert found is None or text[found.start : found.end] == found.exact


def test_a_sentence_too_long_for_a_passage_is_not_offered() -> None:
    assert guess("Das Amt hilft allen Leuten.", "Das Amt hilft allen Leuten und " * 1_000) is None
