"""Which changes no reader sees as words: white space, and the signs of Markdown; what they do."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from domain.text.markup import Look, Mark, is_between, marks
from domain.text.redline.ops import TextOp

Looks = frozenset[Look]

_WORD = re.compile(r"[^\W\d_]")
_SPACE: Looks = frozenset({Look.SPACE})


def looks(ops: Sequence[TextOp], *, row: bool = False) -> list[Looks | None]:
    """Say of each op of a block, or of several, what its signs do; None where a reader sees words
    or nothing changed.

    An item's number that became another one is seen; one that came with its item is a sign.
    """
    found: list[Looks | None] = [
        _SPACE if op != "=" and text.isspace() else None for op, text in ops
    ]
    unsure = [
        at for at, (op, text) in enumerate(ops)
        if op != "=" and found[at] is None and may_be_signs(text)
    ]  # fmt: skip
    if unsure:
        _add_signs(found, ops, unsure, row=row)
    return found


def may_be_signs(text: str) -> bool:
    """Whether what went or came may be no word, by what it is made of."""
    return not _WORD.search(text) or "&" in text or "`" in text or "~" in text


def _add_signs(
    found: list[Looks | None], ops: Sequence[TextOp], unsure: Sequence[int], *, row: bool
) -> None:
    numbers = set()
    for side in ("-", "+"):
        text = "".join(text for op, text in ops if op in ("=", side))
        signs, at, here = _Signs(text, row=row or _like_row(text)), 0, set(unsure)
        for place, (op, piece) in enumerate(ops):
            if op == side and place in here:
                found[place] = signs.within(at, at + len(piece))
                if signs.number(at, at + len(piece)):
                    numbers.add(place)
            at += len(piece) * (op in ("=", side))
    for place in numbers:
        if place + 1 in numbers and ops[place][0] == "-" and ops[place + 1][0] == "+":
            found[place] = found[place + 1] = None


def _like_row(text: str) -> bool:
    """Whether a block that is known by its text alone is a table's row."""
    line = text.strip()
    return "|" in line and "\n" not in line and (line[0] == "|" or is_between(line))


class _Signs:
    """The signs of a text, by their places."""

    def __init__(self, text: str, *, row: bool) -> None:
        self.text = text
        self.marks: Sequence[Mark] = marks(text, row=row)
        self.starts = [mark.start for mark in self.marks]

    def within(self, start: int, end: int) -> Looks | None:
        """Give what the signs from `start` to `end` do; None where there are words too."""
        found: set[Look] = set()
        for mark in self._at(start, end):
            if self.text[start : mark.start].strip():
                return None
            found.add(mark.look)
            start = max(start, mark.end)
        return None if self.text[start:end].strip() else frozenset(found) or _SPACE

    def number(self, start: int, end: int) -> bool:
        """Whether some of an item's number stands there."""
        return any(
            mark.number
            and any(map(str.isdigit, self.text[max(start, mark.start) : min(end, mark.end)]))
            for mark in self._at(start, end)
        )

    def _at(self, start: int, end: int) -> Sequence[Mark]:
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = bisect_right(self.starts, end - 1)
        return [mark for mark in self.marks[first:last] if mark.end > start]
