"""Whoever takes all changes of an .odt has the new text, whoever refuses them the old one."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from lxml import etree

from domain.source import Resolution
from domain.text.normalise import normalise
from domain.text.redline import redline
from review_service.word.odt_package import odt
from review_service.word.returning import as_read
from review_service.word.tracking import woven
from review_service.word.understanding import look_through
from tests.text.laws import invented
from tests.text.samples import MARKDOWN
from tests.word.interop import CASES
from tests.word.test_coming_back import HEADED
from tests.word.test_tracking import SOURCE, edits


def compared(old: str, new: str) -> bytes:
    return odt(woven(redline(normalise(old), normalise(new))), SOURCE)


def read(data: bytes, resolution: Resolution) -> str:
    found = look_through("a.odt", data, resolution=resolution)
    return "".join(found.must_be_decided().split())


def both_hold(old: str, new: str) -> None:
    data = compared(old, new)
    for text, choice in ((new, Resolution.ACCEPTED), (old, Resolution.REJECTED)):
        assert read(data, choice) == "".join(as_read(normalise(text), "odt").split())


@given(edits().filter(lambda texts: not any(map(HEADED.search, texts))))
@settings(max_examples=300)
def test_a_text_and_what_became_of_it(texts: tuple[str, str]) -> None:
    both_hold(*texts)


@given(MARKDOWN, MARKDOWN)
@settings(max_examples=60)
def test_drafts_that_share_little(old: str, new: str) -> None:
    both_hold(old, new)


@pytest.mark.parametrize("texts", [*CASES.values(), invented(3)])
def test_drafts_and_a_law(texts: tuple[str, str]) -> None:
    both_hold(*texts)


@given(edits())
@settings(max_examples=60)
def test_every_change_is_listed_once_and_stands_where_it_was(texts: tuple[str, str]) -> None:
    with ZipFile(BytesIO(compared(*texts))) as container:
        tree = etree.fromstring(container.read("content.xml"))
    text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    listed = [one.get(f"{text}id") for one in tree.iter(f"{text}changed-region")]
    begun, ended, gone = (
        [one.get(f"{text}change-id") for one in tree.iter(f"{text}change{name}")]
        for name in ("-start", "-end", "")
    )
    assert begun == ended and sorted([*begun, *gone]) == sorted(listed)
    assert len({*listed}) == len(listed)
