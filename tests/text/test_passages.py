from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markupsafe import Markup

from domain.text.blocks import paragraphs
from domain.text.normalise import check, normalise
from domain.text.passages import CONTEXT, LIMIT, Passage, locate, of_paragraph
from domain.text.refusals import (
    ParagraphUnknown,
    PassageFoundTwice,
    PassageIsEmpty,
    PassageIsTooLong,
    PassageNotFound,
    UnusablePassage,
    UnusableText,
)
from review_service.markup.markdown import render_paragraph
from review_service.markup.marked import Span, marked
from tests.markup import eye
from tests.text.effort import calls
from tests.text.samples import PROSE, SIGNS, TEXTS

DRAFT = """\
# Sprache

Die **Stadt** fördert „Sprachkurse“ für
Expert*innen – ab dem 1.1.2020. Die Stadt fördert Sport.

- Die Stadt fördert Sport.
- Kosten: 1.500,00 Euro nach Nummer 23\\.3
"""


def is_taken(text: str) -> bool:
    try:
        check(text)
    except UnusableText:
        return False
    return True


def looked_at(text: str) -> str:
    """Give words without what an eye cannot tell apart: gaps, and signs of no width."""
    return " ".join(re.sub("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]", "", text).split())


def count(words: str, text: str) -> int:
    """Count places, also those that overlap."""
    return len(re.findall(f"(?={re.escape(words)})", text))


def places(words: str, text: str) -> int:
    """Count where a page shows the words; where it shows them nowhere, where they are written."""
    parts = [render_paragraph(unit) for unit in paragraphs(text)]
    for numbers in (True, False):
        page = looked_at("\n".join(eye.text(part, numbers=numbers) for part in parts))
        if found := count(looked_at(words), page):
            return found
    return count(words, text)


def in_marks(text: str, found: Passage) -> str:
    """Give what a page marks of a passage."""
    wear = {"mark": Markup("<mark>{}</mark>")}
    return "".join(
        eye.marked(marked(unit.text, [Span(max(begin, 0), end, "mark")], wear))
        for unit in paragraphs(text)
        for begin, end in [(found.start - unit.start, found.end - unit.start)]
        if begin < len(unit.text) and end > 0
    )


@given((TEXTS | PROSE | SIGNS).map(normalise).filter(is_taken), st.data())
def test_words_taken_from_a_text_are_found_there_unless_they_stand_in_two_places(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = normalise(text[start:end]).strip()
    assume(words)
    if places(words, text) > 1:
        with pytest.raises(PassageFoundTwice):
            locate(text, words)
    else:
        found = locate(text, words)
        shown = looked_at(in_marks(text, found))
        assert found.exact == words or shown.replace(" ", "") == looked_at(words).replace(" ", "")


@given(TEXTS.map(normalise))
def test_every_paragraph_is_a_passage_by_its_number(text: str) -> None:
    for unit in paragraphs(text):
        if unit.number:
            found = of_paragraph(text, unit.number)
            assert found.exact == unit.text.strip()
            assert text[found.start : found.end] == found.exact
            around = text[max(0, found.start - CONTEXT) : found.end + CONTEXT]
            assert found.prefix + found.exact + found.suffix == around


def test_a_passage_has_its_place_and_its_context() -> None:
    assert locate(DRAFT, "1.500,00 Euro") == Passage(
        exact="1.500,00 Euro",
        prefix=". Die Stadt fördert Sport.\n\n- Die Stadt fördert Sport.\n- Kosten: "[-CONTEXT:],
        suffix=" nach Nummer 23\\.3\n",
        start=DRAFT.index("1.500"),
        end=DRAFT.index(" nach Nummer"),
    )


@pytest.mark.parametrize(
    ("pasted", "exact"),
    [
        ("fördert „Sprachkurse“  für Expert*innen", "fördert „Sprachkurse“ für\nExpert*innen"),
        ('fördert "Sprachkurse" für', "fördert „Sprachkurse“ für"),
        ("Expert*innen - ab dem", "Expert*innen – ab dem"),
        ("Die Stadt fördert „Sprachkurse“", "Die **Stadt** fördert „Sprachkurse“"),
        ("Nummer 23.3", "Nummer 23\\.3"),
        ("fu\u0308r Expert*innen", "für\nExpert*innen"),
        ("  Kosten:\u00a01.500,00 Euro ", "Kosten: 1.500,00 Euro"),
        ("Sprach\u00adkurse", "Sprachkurse"),
    ],
)
def test_a_pasted_quote_is_found_in_the_texts_own_characters(pasted: str, exact: str) -> None:
    assert locate(DRAFT, pasted).exact == exact


@pytest.mark.parametrize(
    ("prefix", "suffix", "before"),
    [
        ("1.1.2020. ", "", "1.1.2020. "),
        ("1.1.2020.", "", "1.1.2020. "),
        ("", "\n- Kosten", "\n\n- "),
        ("", "- Kosten", "\n\n- "),
        ("-", "\n- Kosten", "\n\n- "),
    ],
)
def test_context_tells_two_places_apart(prefix: str, suffix: str, before: str) -> None:
    found = locate(DRAFT, "Die Stadt fördert Sport.", prefix, suffix)
    assert found.prefix.endswith(before)


def test_words_that_stand_twice_are_refused_with_what_to_add() -> None:
    with pytest.raises(PassageFoundTwice, match="einige Wörter davor oder dahinter"):
        locate(DRAFT, "Die Stadt fördert Sport.")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Die Stadt **zahlt** alles.\n\nDie Stadt zahlt alles.", "Stadt zahlt"),
        ("Nach §&nbsp;5 gilt es.\n\nNach § 5 gilt es.", "§ 5 gilt"),
        ("Für Bürger\\*innen.\n\nFür Bürger*innen.", "Bürger*innen"),
        ("Die Stadt\nzahlt alles.\n\nDie Stadt zahlt alles.", "Stadt zahlt"),
    ],
)
def test_words_that_are_seen_twice_are_refused_though_written_so_once(
    text: str, quote: str
) -> None:
    with pytest.raises(PassageFoundTwice):
        locate(text, quote)


@pytest.mark.parametrize(
    ("text", "words", "exact"),
    [
        ('Er sagt „ja“.\n\nSie sagt "ja".', "„ja“", "„ja“"),
        ("Von 5–7 Uhr, Artikel 5-7.", "5-7", "5-7"),
        ("- Sport – und Spiel", "-", "-"),
        ("Das gilt: 0*0*.", "*0", "*0"),
        ("3) Sport\n4) Spiel", "3) Sport", "3) Sport"),
    ],
)
def test_of_words_that_are_alike_those_are_meant_that_an_eye_takes_for_the_same(
    text: str, words: str, exact: str
) -> None:
    assert locate(text, words).exact == exact


def test_words_that_an_address_parts_or_holds_are_counted_as_they_are_read() -> None:
    linked = "Der Bericht der Stadt.\n\nDer [Bericht](https://a.example/b) der Stadt."
    written = "Siehe anlage\\_3.\n\n[Anlage](anlage_3.pdf)"
    for text, words in ((linked, "Bericht der"), (written, "anlage_3")):
        with pytest.raises(PassageFoundTwice):
            locate(text, words)


def test_of_words_that_only_one_place_shows_that_place_is_meant() -> None:
    text = "Siehe [hier](https://example.org/Kosten).\n\nDie Kosten steigen."
    assert locate(text, "Kosten").start == text.index("Kosten steigen")


def test_places_that_overlap_are_two_places() -> None:
    with pytest.raises(PassageFoundTwice):
        locate("ja ja ja", "ja ja")


@pytest.mark.parametrize("exact", ["Expertinnen", "1.500,0 Euro", "Die Stadt fördert Kunst."])
def test_words_that_stand_nowhere_are_refused_with_what_to_do(exact: str) -> None:
    with pytest.raises(PassageNotFound, match="Kopieren Sie die Wörter genau"):
        locate(DRAFT, exact)


def test_a_context_that_is_not_there_is_refused() -> None:
    with pytest.raises(PassageNotFound):
        locate(DRAFT, "1.500,00 Euro", prefix="Einnahmen: ")


@pytest.mark.parametrize("exact", ["", " \n\t", "\u00ad"])
def test_an_empty_passage_is_refused(exact: str) -> None:
    with pytest.raises(PassageIsEmpty, match="Fügen Sie die Wörter ein"):
        locate(DRAFT, exact)


def test_a_passage_has_a_greatest_length() -> None:
    text = "a" * LIMIT + "b"
    assert locate(text, "a" * LIMIT).end == LIMIT
    with pytest.raises(PassageIsTooLong, match=r"länger als 20\.000 Zeichen"):
        locate(text, text)
    with pytest.raises(PassageIsTooLong):
        of_paragraph(text, 1)


@pytest.mark.parametrize("number", [-1, 0, 4])
def test_an_unknown_paragraph_is_refused_with_the_numbers_there_are(number: int) -> None:
    with pytest.raises(ParagraphUnknown, match=f"Absatz {number} .* Möglich ist 1 bis 3"):
        of_paragraph(DRAFT, number)


def test_a_text_with_few_paragraphs_says_so() -> None:
    with pytest.raises(ParagraphUnknown, match="Möglich ist nur 1"):
        of_paragraph("Ein Absatz", 2)
    with pytest.raises(ParagraphUnknown, match="Möglich ist keiner"):
        of_paragraph("# Nur ein Titel", 1)


def test_a_paragraph_is_found_though_its_words_stand_twice() -> None:
    text = "Gleich.\n\nGleich."
    assert [of_paragraph(text, number).start for number in (1, 2)] == [0, 9]


def test_a_quote_against_a_hard_text_is_looked_for_in_bounded_time() -> None:
    text = "a*" * 400_000  # unbounded, it would meet the time limit of a test
    with pytest.raises(PassageNotFound):
        locate(text, "a *" * 6_000)


@pytest.mark.parametrize("within", [0, 1])
def test_twenty_quotes_that_are_not_there_cost_hardly_more_than_one(within: int) -> None:
    """Also where a paragraph of the text is searched between them."""

    def searched(quotes: range) -> int:
        text = f"Die **Stadt** för\u00addert *{within}* {quotes}.\n\n" * 2_000  # one for itself

        def search() -> None:
            for number in quotes:
                for part in (text[:3], text)[1 - within :]:
                    with suppress(PassageNotFound):
                        locate(part, f"Kunst {number}")

        return calls(search)

    assert searched(range(20)) <= 1.1 * searched(range(1))


def test_every_refusal_of_a_passage_is_a_sentence_and_a_value_error() -> None:
    for refusal in UnusablePassage.__subclasses__():
        assert issubclass(refusal, ValueError)
        assert (refusal.__doc__ or "").endswith(".")


def test_a_place_that_is_named_is_meant_however_often_the_words_recur():
    text = "Ja. Ja. Ja."
    with pytest.raises(PassageFoundTwice):
        locate(text, "Ja.")
    assert locate(text, "Ja.", start=4).start == 4


def test_a_place_where_the_words_do_not_stand_is_not_believed():
    assert locate("Nein. Ja.", "Ja.", start=2).start == 6
