"""How far a redline reaches: how many words came and went, which paragraphs it touched."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from domain.text.blocks import Paragraph, paragraphs
from domain.text.changes import tally, units, words
from domain.text.redline.ops import Redline

Span = tuple[int, int]
"""The first and the last of numbers that follow each other."""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Words added and removed, and all there are now; paragraphs by what became of them. What moved
    counts once, and only those of its words that changed on the way."""

    added: int
    removed: int
    words: int
    changed: int
    inserted: int
    deleted: int
    moved: int
    split: int
    joined: int
    formatted: int

    @property
    def touched(self) -> int:
        """How many paragraphs, headings and table rows changed in their words or places."""
        known = self.changed + self.inserted + self.deleted + self.moved
        return known + self.split + self.joined


@dataclass(frozen=True, kw_only=True)
class Extent(Counts):
    """How far a redline reaches: `paragraphs` are the numbers, in the new text, of those that
    changed, came or moved here."""

    paragraphs: tuple[Span, ...]


def extent(found: Redline, new: str) -> Extent:
    """Measure the redline to the text `new`."""
    here = units(found)
    counts = tally(here)
    touched = {unit.new.number for unit in here if unit.counted and unit.new}
    return Extent(
        added=counts.words_added,
        removed=counts.words_removed,
        words=words(new),
        changed=counts.changed,
        inserted=counts.inserted,
        deleted=counts.deleted,
        moved=counts.moved,
        split=counts.split,
        joined=counts.joined,
        formatted=sum(unit.kind == "formatted" for unit in here),
        paragraphs=spans(sorted(number for number in touched if number)),
    )


def numbers_of(text: str, places: Iterable[tuple[int, int]]) -> list[int]:
    """Give the numbers of the paragraphs that hold anything of these places, in order."""
    units: tuple[Paragraph, ...] = paragraphs(text)
    starts = [unit.start for unit in units]
    found: set[int] = set()
    for start, end in places:
        at = max(bisect_right(starts, start) - 1, 0)
        while at < len(units) and units[at].start < end:
            if units[at].end > start:
                found.add(units[at].number or 0)
            at += 1
    return sorted(found - {0})


def spans(numbers: Iterable[int]) -> tuple[Span, ...]:
    """Join numbers that follow each other: 1, 2, 3, 7 are (1, 3) and (7, 7)."""
    found: list[Span] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)
