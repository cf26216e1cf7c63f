"""Pandoc and LibreOffice take and refuse changes as our own reader does: what they answered is
recorded, and asked again by `make interop`."""

from __future__ import annotations

import json
import re
from typing import Literal

import pytest

from tests.word.interop import CASES, RECORD, document, mark
from tests.word.taking import Read, Rows, taken

RECORDED = json.loads(RECORD.read_text("utf-8"))


def said(data: bytes, choice: Literal["new", "old"]) -> list[str]:
    """Give the words of each paragraph and cell."""
    found: list[Read] = []
    for one in taken(data, choice):
        found += [one] if isinstance(one, Read) else _cells(one)
    words = (" ".join(re.sub(r"^\[\d+\]|⟦\d+ \d+ |⟧", "", one.text).split()) for one in found)
    return [text for text in words if text]


def _cells(table: Rows) -> list[Read]:
    return [line for _, cells in table.rows for cell in cells for line in cell]


@pytest.mark.parametrize("name", CASES)
def test_the_record_is_of_these_documents(name: str) -> None:
    assert RECORDED[name]["mark"] == mark(document(name)), "make interop ARGS=--record"


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("tool", ["pandoc", "libreoffice", "libreoffice of an odt"])
def test_both_read_what_we_read(name: str, tool: str) -> None:
    data = document(name)
    assert RECORDED[name][tool]["new"] == said(data, "new")
    assert RECORDED[name][tool]["old"] == said(data, "old")
    assert said(data, "new") != said(data, "old")
