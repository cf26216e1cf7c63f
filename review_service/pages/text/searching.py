"""Words searched in a text as a reader sees them, with where each of their places lies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from domain.text.blocks import Paragraph
from domain.text.seen import Seen, seen_of
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
    hits: list[Hit] = []
    total = 0
    for found in _found(parts, pattern, [piece.lower() for piece in pieces]):
        total += 1
        if total <= HITS:  # of a letter there are hundreds of thousands
            hits.append(found())
    return Found(tuple(hits), total)


def _found(
    parts: Parts, pattern: re.Pattern[str], pieces: list[str]
) -> Iterator[Callable[[], Hit]]:
    """Give for each place what makes it a Hit."""
    heading = 0
    for part, units in enumerate(parts.units, start=1):
        for unit in units:
            heading += unit.kind == "heading"
            if _may_have(unit, pieces):
                read = seen_of([unit])
                for match in pattern.finditer(read.text):
                    yield partial(_hit, unit, read, match, part, heading)


def _hit(unit: Paragraph, read: Seen, match: re.Match[str], part: int, heading: int) -> Hit:
    start, end = read.source(*match.span())
    before = read.text[max(match.start() - AROUND, 0) : match.start()]
    behind = read.text[match.end() : match.end() + AROUND]
    return Hit(start, end, part, unit.number, heading, before, match[0], behind)


_WITHIN = re.compile(r"&|\w[*_`~\\]+\w|\]\(")


def _may_have(unit: Paragraph, pieces: list[str]) -> bool:
    """Whether a paragraph may have the words, by its source; signs within a word leave it open."""
    text = unit.text.lower()
    return all(piece in text for piece in pieces) or bool(_WITHIN.search(text))
