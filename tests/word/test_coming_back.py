"""A document that went out says, when it is read again, what its text says: no number it is cited
by, no title, nothing of its own making is taken for a word."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.source import Resolution
from domain.text.normalise import normalise
from domain.text.seen import seen
from review_service.word.understanding import look_through
from tests.text.laws import invented
from tests.text.samples import PARTS, joined
from tests.word.samples import NEW, OLD
from tests.word.test_tracking import compared, document

HEADED = re.compile(r"^[ >]*(?:(?:[-+*]|\d+[.)])[ ]+)*\d+[.)][ ]+#", re.MULTILINE)
TEXTS = st.lists(PARTS, min_size=1, max_size=12).map(joined).filter(lambda t: not HEADED.search(t))
"""Texts without a heading that is an item: its number comes back among its words."""


def read(data: bytes, resolution: Resolution | None = None) -> str:
    return look_through("Leitlinien.docx", data, resolution=resolution).must_be_decided()


def said(text: str, *, numbers: bool = True) -> list[str]:
    """Give what a reader sees, hyphens left out that none does."""
    return normalise(seen(text, numbers=numbers).text).split()


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


@pytest.mark.parametrize("text", [OLD, NEW, "Oben\n\n---\n\nUnten", *invented(3)])
def test_a_draft_comes_back_as_it_is_laid_out(text: str) -> None:
    found = read(document(text))
    assert read(document(found)) == found
    assert said(found) == said(normalise(text))


def test_changes_that_were_taken_or_refused_come_back_as_the_texts() -> None:
    data = compared(OLD, NEW)
    assert said(read(data, Resolution.ACCEPTED)) == said(normalise(NEW))
    assert said(read(data, Resolution.REJECTED)) == said(normalise(OLD))
