"""Where in a text the words stand that are read of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from markdown_it.common.utils import MD_TRIM_CHARS


class Piece(NamedTuple):
    """Characters as they are read, and the place in the text that says them (code points).

    Where both are as long they go letter by letter, else (`&amp;`, `\\*`) all stands for all.
    """

    text: str
    start: int
    end: int


def cut(piece: Piece, start: int, end: int) -> Piece:
    """Give what a piece says between two places: all or nothing where not letter by letter."""
    text, begin, stop = piece
    if len(text) != stop - begin:
        return piece if start < stop and begin < end else Piece("", begin, begin)
    first, last = max(start, begin), min(end, stop)
    return Piece(text[first - begin : max(last, first) - begin], first, max(last, first))


class Source(NamedTuple):
    """Where the characters of a token's content come from: runs of them, one behind the other."""

    offsets: list[int]
    places: list[int]

    def pieces(self, text: str, offset: int) -> list[Piece]:
        """Give the pieces of a text which stands, letter by letter, at an offset."""
        found = []
        at, end = offset, offset + len(text)
        while at < end:
            run = bisect_right(self.offsets, at) - 1
            last = run + 1 == len(self.offsets)
            stop, place = min(end, end if last else self.offsets[run + 1]), self.place(at)
            behind = place + stop - at
            behind = behind if last else min(behind, self.places[run + 1])  # a tab for blanks
            found.append(Piece(text[at - offset : stop - offset], place, behind))
            at = stop
        return found

    def place(self, offset: int) -> int:
        """Give where the character at an offset stands in the text."""
        run = bisect_right(self.offsets, offset) - 1
        return self.places[run] + offset - self.offsets[run]


_BAR = re.compile(r"(?<!\\)\|")


def cells_of(line: str, place: int) -> list[tuple[tuple[int, int], Source]]:
    """Give where each cell of a row stands, and where the characters of its content do."""
    left = len(line) - len(line.lstrip(MD_TRIM_CHARS))
    right = len(line.rstrip(MD_TRIM_CHARS))
    bars = [bar.start() for bar in _BAR.finditer(line, left, right)]
    borders = list(zip([left, *(bar + 1 for bar in bars)], [*bars, right], strict=True))
    if borders and borders[0][0] == borders[0][1]:
        del borders[0]
    if borders and borders[-1][0] == borders[-1][1]:
        del borders[-1]
    found = []
    for begin, end in borders:
        words = line[begin:end].lstrip(MD_TRIM_CHARS)
        at = end - len(words)
        source = Source([0], [place + at])
        for dropped, escaped in enumerate(re.finditer(r"\\\|", words), start=1):
            source.offsets.append(escaped.end() - 1 - dropped)
            source.places.append(place + at + escaped.end() - 1)
        found.append(((place + begin, place + end), source))
    return found
