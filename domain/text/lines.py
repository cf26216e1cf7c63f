"""The lines of a text, numbered for a sitting to cite: "Zeile 12 bis 14, Fassung 3".

The rule `lines-1`: every line of the normalised text is broken after the last word that fits into
80 columns; lines without a visible sign are not counted. A column is one code point, a word ends
at a blank or a tab, a longer word is broken at the 80th column. It knows nothing of Markdown and
nothing of screens, so a revision keeps its numbers for ever (docs/decisions/0007-lines.md).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

RULE = "lines-1"
"""The name of the rule above; a text that was cited by it is counted by it for ever."""

WIDTH = 80
"""Most code points in one line."""


class Line(NamedTuple):
    """One line: its number from 1, and its place in the text (code points)."""

    number: int
    start: int
    end: int


def lines(text: str) -> tuple[Line, ...]:
    """Give the lines of a normalised text, numbered from 1."""
    return tuple(Line(number, *place) for number, place in enumerate(_places(text), start=1))


def of_passage(found: Sequence[Line], start: int, end: int) -> tuple[int, int]:
    """Give the first and the last line that a passage (code points) touches.

    `found` are the lines of its text, at least one.
    """
    starts = [line.start for line in found]
    first = max(bisect_right(starts, start) - 1, 0)
    last = max(bisect_right(starts, max(start, end - 1)) - 1, first)
    return found[first].number, found[last].number


def _places(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for written in text.split("\n"):
        if written.strip():
            yield from _broken(text, start, start + len(written))
        start += len(written) + 1


_WORD = re.compile(r"[^ \t]+")


def _broken(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Break one written line; blanks where it is broken belong to no line."""
    last = start  # where the words of this line end so far
    for word in _WORD.finditer(text, start, end):
        if word.end() - start > WIDTH:
            if last > start:
                yield start, last
            start = word.start()
        while word.end() - start > WIDTH:
            yield start, start + WIDTH
            start += WIDTH
        last = word.end()
    if last > start:
        yield start, last
