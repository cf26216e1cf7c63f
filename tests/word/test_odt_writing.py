"""An .odt that went out says, when it is read again, what its text says."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from lxml import etree

from domain.text.normalise import normalise
from review_service.word.comments import Remark
from review_service.word.odt_package import MEDIA_TYPE, odt
from review_service.word.tracking import single
from review_service.word.understanding import look_through
from tests.text.laws import invented
from tests.text.samples import MARKDOWN, SIGNS
from tests.word.samples import NEW, OLD
from tests.word.test_coming_back import HEADED, NOTED, TEXTS, said
from tests.word.test_tracking import AT, SOURCE

LISTS = """\
1. eins
2. zwei
   - innen
   - noch

   weiter im zweiten
3. drei **fett _kursiv_** `code  x`

7) sieben

> Zitat

---

```
a  b
 c
```
"""


def document(text: str) -> bytes:
    return odt(single(normalise(text)), SOURCE)


def read(data: bytes) -> str:
    return look_through("Leitlinien.odt", data).must_be_decided()


@given(TEXTS | MARKDOWN.filter(lambda text: not HEADED.search(text)))
@settings(max_examples=150)
def test_a_text_comes_back_with_its_words(text: str) -> None:
    assert said(read(document(text)), numbers=False) == said(normalise(text), numbers=False)


@given(TEXTS)
@settings(max_examples=60)
def test_what_came_back_once_comes_back_the_same(text: str) -> None:
    once = read(document(text))
    assert read(document(once)) == once


@given(TEXTS | SIGNS)
@settings(max_examples=60)
def test_every_part_is_well_formed_and_the_same_text_is_the_same_bytes(text: str) -> None:
    data = document(text)
    with ZipFile(BytesIO(data)) as container:
        first = container.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        for name in container.namelist()[1:]:
            etree.fromstring(container.read(name))
    assert document(text) == data


@pytest.mark.parametrize(
    "text", [OLD, NEW, LISTS, NOTED.replace("[^7]", "[^3]"), NOTED, *invented(3)]
)
def test_a_draft_comes_back_as_it_is_laid_out(text: str) -> None:
    found = read(document(text))
    assert read(document(found)) == found
    assert said(found) == said(normalise(text))


def test_lists_notes_code_and_lines_come_back_letter_by_letter() -> None:
    assert read(document(LISTS)) == LISTS.replace("zweiten\n3.", "zweiten\n\n3.")
    assert read(document(NOTED)) == NOTED.replace("| ---: |", "| --- |")


def test_a_document_says_where_it_came_from_in_german_on_a4_with_its_remarks() -> None:
    at = OLD.index("700 Euro")
    remark = Remark("Beirat", AT, ("Woher?", "Und wann?"), at, at + 8)
    data = odt(single(OLD), SOURCE, [remark])
    found = look_through("a.odt", data)
    assert found.origin and (found.origin.draft, found.origin.revision) == (SOURCE.draft, 2)
    (comment,) = found.comments
    assert (comment.author, comment.about, comment.text) == (
        "Beirat", "700 Euro", "Woher? Und wann?",
    )  # fmt: skip
    with ZipFile(BytesIO(data)) as container:
        assert container.read("mimetype").decode() == MEDIA_TYPE
        styles = container.read("styles.xml").decode()
    for words in (
        'fo:page-width="21cm"', 'fo:country="DE"', "SHA-256 abababababababab", "Leitlinien",
        "02.03.2026",
    ):  # fmt: skip
        assert words in styles
