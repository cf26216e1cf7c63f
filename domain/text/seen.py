"""A text as it is read, without the signs of Markdown, and where in the source each word stands."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token

from domain.text.blocks import Paragraph, paragraphs
from domain.text.markdown import parse, pieces_of
from domain.text.places import Piece


class Seen:
    """The words of a text as a reader sees them, each with its place in the source.

    Blocks, and the cells of a table, stand on lines of their own.
    """

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._at, self._starts, self._ends = array("q"), array("q"), array("q")
        self.text = "".join(self._noted(pieces))

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the source of what is read from `start` to `end`: at least a sign."""
        return self._place(start)[0], self._place(end - 1)[1]

    def between(self, start: int, end: int) -> tuple[int, int]:
        """Give from where to where that is read which stands between two places of the source."""
        return self._first(start), self._first(end)

    def places(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Give where in the source each run stands of what is read from `start` to `end`."""
        while start < end:
            piece = bisect_right(self._at, start)
            stop = min(end, self._at[piece] if piece < len(self._at) else end)
            yield self.source(start, stop)
            start = stop

    def _noted(self, pieces: Iterable[Piece]) -> Iterator[str]:
        length = 0
        for text, start, end in pieces:
            if text:
                self._at.append(length)
                self._starts.append(start)
                self._ends.append(end)
                length += len(text)
                yield text

    def _first(self, place: int) -> int:
        """Give where the first of what is read stands at a place of the source, or behind it."""
        piece = bisect_right(self._ends, place)
        if piece == len(self._ends):
            return len(self.text)
        inside = self._place(self._at[piece] + max(place - self._starts[piece], 0))[0] == place
        return self._at[piece] + (place - self._starts[piece] if inside else 0)

    def _place(self, position: int) -> tuple[int, int]:
        piece = bisect_right(self._at, position) - 1
        start, end, at = self._starts[piece], self._ends[piece], self._at[piece]
        behind = self._at[piece + 1] if piece + 1 < len(self._at) else len(self.text)
        if behind - at != end - start:
            return start, end
        place = start + position - at
        return place, place + 1


def seen(text: str, *, numbers: bool = True) -> Seen:
    """Read a normalised text paragraph by paragraph, as pages show it.

    Without `numbers` those that items begin with are left out: some browsers do not copy them.
    """
    return seen_of(paragraphs(text), numbers=numbers)


def seen_of(units: Iterable[Paragraph], *, numbers: bool = True) -> Seen:
    """Read some paragraphs of a text, whose places are the text's."""
    return Seen(_pieces(units, numbers=numbers))


def read(tokens: Sequence[Token], *, numbers: bool = True) -> Iterator[Piece]:
    """Give the words of parsed Markdown, parted by a line feed where a block or a cell ends."""
    last = None
    for token in tokens:
        if token.type == "list_item_open" and not numbers:
            continue
        inside = list(_inside(token))
        if inside and last is not None:
            gap = " " if last.type == "list_item_open" else "\n"
            yield Piece(gap, inside[0].start, inside[0].start)
        yield from inside
        last = token if inside else last


def _inside(token: Token) -> Iterator[Piece]:
    yield from pieces_of(token)
    for child in token.children or ():
        yield from _inside(child)


_PLAIN = re.compile(r"[^\W\d_][^\\`*_\[\]&<>|!#~\n]*(?:\n[^\W\d_][^\\`*_\[\]&<>|!#~\n]*)*")


def _pieces(units: Iterable[Paragraph], *, numbers: bool) -> Iterator[Piece]:
    for at, unit in enumerate(units):
        if at:
            yield Piece("\n", unit.start, unit.start)
        if unit.kind == "paragraph" and _PLAIN.fullmatch(unit.text):
            yield Piece(unit.text, unit.start, unit.end)
            continue
        for text, start, end in read(parse(unit.text, notes=unit.notes), numbers=numbers):
            yield Piece(text, unit.start + start, unit.start + end)
