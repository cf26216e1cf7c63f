"""A document that went out says, when it is read again, what its text says: no number it is cited
by, no title, nothing of its own making is taken for a word."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.source import Resolution
from domain.text.blocks import paragraphs
from domain.text.citing import defined_in
from domain.text.normalise import normalise
from domain.text.seen import seen_of
from review_service.word.comments import Remark
from review_service.word.package import docx
from review_service.word.tracking import single
from review_service.word.understanding import look_through
from tests.text.laws import invented
from tests.text.samples import PARTS, joined
from tests.word.samples import NEW, OLD
from tests.word.test_tracking import AT, SOURCE, compared, document

HEADED = re.compile(r"^[ >]*(?:(?:[-+*]|\d+[.)])[ ]+)*\d+[.)][ ]+#", re.MULTILINE)
TEXTS = st.lists(PARTS, min_size=1, max_size=12).map(joined).filter(lambda t: not HEADED.search(t))
"""Texts without a heading that is an item: its number comes back among its words."""


def read(data: bytes, resolution: Resolution | None = None) -> str:
    return look_through("Leitlinien.docx", data, resolution=resolution).must_be_decided()


def said(text: str, *, numbers: bool = True) -> list[str]:
    """Give what a reader sees, hyphens left out that none does; the words of notes, which come back
    at the end, in the order of the alphabet."""
    units = paragraphs(text)
    of_notes = [unit for unit in units if defined_in(unit)]
    body = seen_of([unit for unit in units if unit not in of_notes], numbers=numbers)
    notes = seen_of(of_notes, numbers=numbers).text
    return normalise(body.text).split() + sorted(normalise(notes).split())


@given(TEXTS)
@settings(max_examples=200)
def test_a_text_comes_back_with_its_words(text: str) -> None:
    """Its numbers too, but for those of items without words, which are no paragraphs when read."""
    found = read(document(text))
    assert said(found, numbers=False) == said(normalise(text), numbers=False)


def test_a_heading_that_is_an_item_keeps_its_number() -> None:
    assert read(document("Wort\n\n2. ### Titel\n")) == "Wort\n\n### 2. Titel\n"


@given(TEXTS)
def test_what_came_back_once_comes_back_the_same(text: str) -> None:
    once = read(document(text))
    assert read(document(once)) == once


NOTED = """\
# Titel[^1]

Die Stadt zahlt[^2] und prüft[^2].

| Ort[^7] | Kurse |
| --- | ---: |
| Linden | 12[^1] |

[^1]: Haushalt _2020_, [Seite 4](https://a.example/4).

[^2]: Ebd.

[^7]: Ohne Sachkosten.
"""


@pytest.mark.parametrize("text", [NOTED, NOTED.replace("[^2] und", " und").replace("7", "3")])
def test_notes_go_out_as_notes_and_come_back_the_same(text: str) -> None:
    data = document(text)
    assert b"w:footnotes" in ZipFile(BytesIO(data)).read("word/footnotes.xml")
    assert read(data) == text.replace("| ---: |", "| --- |")


def test_a_note_cited_where_a_paragraph_begins_is_none_that_is_said_there() -> None:
    once = read(document("[^1]: Ebd.\n\n### Titel\n\n [^1]: hier"))
    assert once == "### Titel\n\n[^1]\\: hier\n\n[^1]: Ebd.\n"
    assert read(document(once)) == once


def test_what_changed_in_a_note_and_which_note_is_which_is_tracked() -> None:
    old = "Eins[^1] zwei[^2].\n\n[^1]: Der *erste* Wortlaut.\n\n[^2]: Zweiter.\n"
    new = "Eins[^1] mit[^2] zwei[^3].\n\n[^1]: Der **erste** neue.\n\n[^2]: Da.\n\n[^3]: Zweiter.\n"
    data = compared(old, new)
    notes = ZipFile(BytesIO(data)).read("word/footnotes.xml").decode()
    assert "<w:ins " in notes and "<w:rPrChange " in notes
    body = ZipFile(BytesIO(data)).read("word/document.xml").decode()
    assert "<w:del " not in body  # the note that is another number by now is the same one
    assert read(data, Resolution.ACCEPTED) == new
    assert read(data, Resolution.REJECTED) == old.replace("*erste*", "_erste_")


def test_a_remark_on_a_note_stands_at_words_of_the_text() -> None:
    at = NOTED.index("Haushalt")
    remark = Remark("Beirat", AT, ("Warum?",), at, at + 8)
    data = docx(single(NOTED), SOURCE, [remark])
    notes = ZipFile(BytesIO(data)).read("word/footnotes.xml")
    assert b"comment" not in notes
    (comment,) = look_through("a.docx", data).comments
    assert comment.text == "Warum?"


@pytest.mark.parametrize("text", [OLD, NEW, "Oben\n\n---\n\nUnten", *invented(3)])
def test_a_draft_comes_back_as_it_is_laid_out(text: str) -> None:
    found = read(document(text))
    assert read(document(found)) == found
    assert said(found) == said(normalise(text))


def test_changes_that_were_taken_or_refused_come_back_as_the_texts() -> None:
    data = compared(OLD, NEW)
    assert said(read(data, Resolution.ACCEPTED)) == said(normalise(NEW))
    assert said(read(data, Resolution.REJECTED)) == said(normalise(OLD))
