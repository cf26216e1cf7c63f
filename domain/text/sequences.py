"""Two sequences compared: what stays, goes and comes, with bounded work and without a clock.

Elements that occur once on both sides anchor the comparison (patience), longer runs first; what
lies between anchors goes to diff-match-patch where it is small, and is replaced whole otherwise.
What this module decides is part of a redline's algorithm: under that name it stays as released.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from diff_match_patch import diff_match_patch

Op = Literal["=", "-", "+"]
Edit = tuple[Op, int]
"""What happens to how many elements; neighbours of one kind are not joined."""

SMALL = 40_000
"""Most cells (elements of one side times those of the other) compared without an anchor."""


@dataclass
class Work:
    """How many cells may still be compared: a bound that no input gets past."""

    cells: int

    def take(self, cells: int) -> bool:
        """Say whether a comparison of this many cells may be made, and count it if so."""
        if cells > min(SMALL, self.cells):
            return False
        self.cells -= cells
        return True


def edits_of_blocks(old: Sequence[str], new: Sequence[str], work: Work) -> list[Edit]:
    """Compare whole blocks: one that stays is found, however small it is."""
    return _Comparison(old, new, work, anchors=(1,) * 8, tidy=False).edits()


def edits_of_words(old: Sequence[str], new: Sequence[str], work: Work) -> list[Edit]:
    """Compare words: phrases anchor, and scattered words between changes are changed with them."""
    return _Comparison(old, new, work, anchors=(12, 4, 1), tidy=True).edits()


def rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the longest choice of pairs, sorted by the first number, in which the second rises."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, position) in enumerate(pairs):
        length = bisect_left(ends, position)
        ends[length : length + 1] = [position]
        last[length : length + 1] = [index]
        before.append(last[length - 1] if length else -1)
    chosen = []
    index = last[-1] if last else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = before[index]
    return chosen[::-1]


@dataclass
class _Comparison:
    old: Sequence[str]
    new: Sequence[str]
    work: Work
    anchors: tuple[int, ...]  # how many elements in a row are sought, one length after the other
    tidy: bool
    found: list[Edit] = field(default_factory=list)

    def edits(self) -> list[Edit]:
        self._compare(0, len(self.old), 0, len(self.new), 0)
        return [(op, count) for op, count in self.found if count]

    def _compare(self, old: int, old_end: int, new: int, new_end: int, level: int) -> None:
        start, end = old, old_end
        while old < old_end and new < new_end and self.old[old] == self.new[new]:
            old, new = old + 1, new + 1
        while old < old_end and new < new_end and self.old[old_end - 1] == self.new[new_end - 1]:
            old_end, new_end = old_end - 1, new_end - 1
        self.found.append(("=", old - start))
        cells = (old_end - old) * (new_end - new)
        if cells and self.work.take(cells):
            self.found += _small(self.old[old:old_end], self.new[new:new_end], self.tidy)
        elif not cells or not self._compare_between(old, old_end, new, new_end, level):
            self.found += [("-", old_end - old), ("+", new_end - new)]
        self.found.append(("=", end - old_end))

    def _compare_between(self, old: int, old_end: int, new: int, new_end: int, level: int) -> bool:
        """Compare what lies between anchors; False where there are none."""
        for deeper, length in enumerate(self.anchors[level:], start=level + 1):
            here = _unique(self.old, old, old_end, length)
            there = _unique(self.new, new, new_end, length)
            pairs = rising([(at, there[run]) for run, at in here.items() if run in there])
            if self.tidy and length == 1 and _by_chance(len(pairs), old_end - old, new_end - new):
                pairs = []
            for old_at, new_at in pairs:
                if old_at >= old and new_at >= new:  # runs may overlap
                    self._compare(old, old_at, new, new_at, deeper)
                    self.found.append(("=", length))
                    old, new = old_at + length, new_at + length
            if pairs:
                self._compare(old, old_end, new, new_end, deeper)
                return True
        return False


def _unique(
    elements: Sequence[str], start: int, end: int, length: int
) -> dict[tuple[str, ...], int]:
    """Give where each run that occurs once stands, in order."""
    shifted = (elements[start + shift : end] for shift in range(length))
    seen: dict[tuple[str, ...], int] = {}
    for at, run in enumerate(zip(*shifted, strict=False), start):
        seen[run] = -1 if run in seen else at
    return {run: at for run, at in seen.items() if at >= 0}


def _by_chance(pairs: int, old: int, new: int) -> bool:
    return pairs * 8 < min(old, new) and old * new > 400 * SMALL


_ENGINE = diff_match_patch()
_ENGINE.Diff_Timeout = 0  # no time limit: with one, the result would depend on the machine
_OPS: dict[int, Op] = {0: "=", -1: "-", 1: "+"}


def _small(old: Iterable[str], new: Iterable[str], tidy: bool) -> list[Edit]:
    letters: dict[str, str] = {}
    old_letters = "".join(letters.setdefault(element, _letter(len(letters))) for element in old)
    new_letters = "".join(letters.setdefault(element, _letter(len(letters))) for element in new)
    differences = _ENGINE.diff_main(old_letters, new_letters, False)
    if tidy:
        _ENGINE.diff_cleanupSemantic(differences)
    return [(_OPS[op], len(letters)) for op, letters in differences]


def _letter(number: int) -> str:
    """Give a code point for an element: none that the engine takes for a line end, no surrogate."""
    code = 0x100 + number
    return chr(code if code < 0xD800 else code + 0x800)
