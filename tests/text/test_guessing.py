from __future__ import annotations

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
