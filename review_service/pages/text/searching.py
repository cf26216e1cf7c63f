"""Words searched in a text as a reader sees them, with where each of their places lies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.text.blocks import Paragraph
from domain.text.seen import seen
from review_service.pages.text.portions import Parts

HITS, AROUND = 50, 60
"""Places listed at most; characters shown before and behind each."""


@dataclass(frozen=True)
class Hit:
    """A place where the words stand: code points of the text, its part, its paragraph's number,
    and the words as read with what is around them."""

    start: int
    end: int
    part: int
    number: int | None
    heading: int
    before: str
    words: str
    behind: str


@dataclass(frozen=True)
class Found:
    """The first places, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int


def find(parts: Parts, words: str) -> Found:
    """Find words, however they are capitalised, spaced or marked up."""
    pieces = re.findall(r"\w+", words)
    if not pieces:
        return Found((), 0)
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
    hits = list(_hits(parts, pattern, [piece.lower() for piece in pieces]))
    return Found(tuple(hits[:HITS]), len(hits))


def _hits(parts: Parts, pattern: re.Pattern[str], pieces: list[str]) -> Iterator[Hit]:
    heading = 0
    for part, units in enumerate(parts.units, start=1):
        for unit in units:
            heading += unit.kind == "heading"
            if _may_have(unit, pieces):
                yield from _in_unit(unit, pattern, part, heading)


def _in_unit(unit: Paragraph, pattern: re.Pattern[str], part: int, heading: int) -> Iterator[Hit]:
    read = seen(unit.text)
    for found in pattern.finditer(read.text):
        start, end = read.source(*found.span())
        before = read.text[max(found.start() - AROUND, 0) : found.start()]
        behind = read.text[found.end() : found.end() + AROUND]
        yield Hit(
            unit.start + start, unit.start + end, part, unit.number, heading,
            before, found[0], behind,
        )  # fmt: skip


_WITHIN = re.compile(r"&|\w[*_`~\\]+\w|\]\(")


def _may_have(unit: Paragraph, pieces: list[str]) -> bool:
    """Whether a paragraph may have the words, by its source; signs within a word leave it open."""
    text = unit.text.lower()
    return all(piece in text for piece in pieces) or bool(_WITHIN.search(text))
