"""A text that went out and came back is written as before, but for what was changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.text.normalise import normalise
from domain.text.redline import redline
from review_service.word.package import docx
from review_service.word.returning import as_read, restored
from review_service.word.tracking import single
from review_service.word.understanding import look_through
from tests.text.samples import PARTS, joined
from tests.word.making import docx as of_another
from tests.word.making import p, r
from tests.word.samples import NEW, OLD
from tests.word.test_tracking import SOURCE, compared, edits

TEXTS = st.lists(PARTS, min_size=1, max_size=12).map(joined).map(normalise)
WRAPPED = """Ziele
=====

* Sprachkurse in
  jedem Stadtteil
* Sportkurse

Die Stadt stellt __770__ Euro
bereit, und Bürger\\*innen
wirken mit.
"""


@pytest.mark.parametrize("kind", ["docx", "odt"])
@settings(max_examples=60)
@given(text=TEXTS)
def test_what_nobody_changed_comes_back_to_the_letter(text: str, kind: str) -> None:
    assert restored(text, as_read(text, kind), kind) == text


@given(edits())
@settings(max_examples=150)
def test_what_came_back_says_what_the_document_said(texts: tuple[str, str]) -> None:
    old, new = map(normalise, texts)
    came_back = as_read(new)
    assert as_read(restored(old, came_back)) == as_read(came_back)


def test_only_the_lines_that_were_changed_are_written_anew() -> None:
    came_back = as_read(WRAPPED).replace("Sportkurse", "Schwimmkurse")
    found = restored(WRAPPED, came_back)
    assert found == WRAPPED.replace("* Sportkurse", "- Schwimmkurse")


def test_a_word_within_a_paragraph_leaves_its_signs_as_they_are() -> None:
    came_back = as_read(WRAPPED).replace("bereit", "zur Verfügung")
    found = restored(WRAPPED, came_back)
    assert "* Sprachkurse in\n  jedem Stadtteil" in found and "zur Verfügung" in found
    changes = [op for block in redline(WRAPPED, found).blocks for op, _ in block.ops if op != "="]
    assert len(changes) <= 4
    assert as_read(found) == came_back


@pytest.mark.parametrize("data", [docx(single(OLD), SOURCE), compared(NEW, OLD)])
def test_a_document_says_where_it_came_from(data: bytes) -> None:
    origin = look_through("a.docx", data).origin
    assert origin == (SOURCE.draft, SOURCE.revision, SOURCE.sha256, "docx")


def test_one_that_says_nothing_or_nonsense_came_from_nowhere() -> None:
    assert look_through("a.docx", of_another(p(r("Satz")))).origin is None
    for source in (
        SOURCE._replace(sha256="ab"),
        SOURCE._replace(revision=0),
        SOURCE._replace(draft="x"),  # type: ignore[arg-type]
    ):
        assert look_through("a.docx", docx(single(OLD), source)).origin is None
