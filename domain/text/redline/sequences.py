"""Two sequences compared: what stays, goes and comes, with bounded work and without a clock.

Elements that occur once on both sides anchor the comparison (patience), longer runs first; what
lies between anchors goes to an engine where it is small; what is left is matched in passing.
What this module decides is part of a redline's algorithm: under that name it stays as released.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from operator import lt

from domain.text.redline.engine import Engine, accelerated
from domain.text.redline.ops import Edit

SMALL = 1_000
"""Most cells (elements of one side times those of the other) compared without an anchor."""

_LARGE = 40_000  # cells from which on phrases of four words may stand in several places
_NEAR = 50  # how far ahead the counterpart of an element is sought in passing


@dataclass
class Work:
    """How many cells may still be compared, and by what: a bound that no input gets past.

    `strangers` are two texts without a word in common: nothing of one is looked for in the other.
    """

    cells: int
    engine: Engine = accelerated
    strangers: bool = False

    def take(self, cells: int) -> bool:
        """Say whether a comparison of this many cells may be made, and count it if so."""
        if cells > min(SMALL, self.cells):
            return False
        self.cells -= cells
        return True


def edits_of_blocks(old: Sequence[str], new: Sequence[str], work: Work) -> list[Edit]:
    """Compare whole blocks: one that stays is found, however small it is."""
    found = _Comparison(old, new, work, anchors=(1,) * 8).edits()
    return [edit for edit in found if edit[1]]


def edits_of_words(old: Sequence[str], new: Sequence[str], work: Work) -> list[Edit]:
    """Compare words: phrases anchor, and scattered words between changes are changed with them."""
    anchors = (12, 4, 1) if len(old) * len(new) > _LARGE else (4, 1)
    return tidied(_Comparison(old, new, work, anchors).edits())


def rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the longest choice of pairs, sorted by the first number, in which the second rises."""
    positions = [position for _, position in pairs]
    if all(map(lt, positions, positions[1:])):
        return list(pairs)
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, position in enumerate(positions):
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


def tidied(edits: Sequence[Edit]) -> list[Edit]:
    """Join two changes where no more stays between them than either has on its larger side."""
    changes: list[_Change] = []
    kept = gone = come = 0
    for op, length in edits:
        if op == "-":
            gone += length
        elif op == "+":
            come += length
        elif gone or come:
            _join(changes, kept, gone, come)
            kept, gone, come = length, 0, 0
        else:
            kept += length
    _join(changes, kept, gone, come)
    found: list[Edit] = []
    for kept, gone, come in changes:
        found += [("=", kept), ("-", gone), ("+", come)]
    return [edit for edit in found if edit[1]]


_Change = tuple[int, int, int]
"""How many elements stay, and behind them go and come."""


def _join(changes: list[_Change], kept: int, gone: int, come: int) -> None:
    """Add a change, joined with those before it as far as they are near."""
    while changes:
        kept_before, gone_before, come_before = changes[-1]
        if kept > min(max(gone_before, come_before), max(gone, come)):
            break
        changes.pop()
        gone += gone_before + kept
        come += come_before + kept
        kept = kept_before
    changes.append((kept, gone, come))


@dataclass
class _Comparison:
    old: Sequence[str]
    new: Sequence[str]
    work: Work
    anchors: tuple[int, ...]  # how many elements in a row are sought, one length after the other
    found: list[Edit] = field(default_factory=list)

    def edits(self) -> list[Edit]:
        self._compare(0, len(self.old), 0, len(self.new), 0)
        return self.found

    def _compare(self, old: int, old_end: int, new: int, new_end: int, level: int) -> None:
        start, end = old, old_end
        here, there = self.old, self.new
        while old < old_end and new < new_end and here[old] == there[new]:
            old, new = old + 1, new + 1
        while old < old_end and new < new_end and here[old_end - 1] == there[new_end - 1]:
            old_end, new_end = old_end - 1, new_end - 1
        if old > start:
            self.found.append(("=", old - start))
        if old < old_end and new < new_end:
            self._compare_unlike(old, old_end, new, new_end, level)
        else:
            self.found += [("-", old_end - old), ("+", new_end - new)]
        if old_end < end:
            self.found.append(("=", end - old_end))

    def _compare_unlike(self, old: int, old_end: int, new: int, new_end: int, level: int) -> None:
        here, there = self.old[old:old_end], self.new[new:new_end]
        if set(here).isdisjoint(there):
            self.found += [("-", len(here)), ("+", len(there))]
        elif self.work.take(len(here) * len(there)):
            self.found += _small(here, there, self.work.engine)
        elif not self._compare_between(old, old_end, new, new_end, level):
            self.found += _in_passing(here, there)

    def _compare_between(self, old: int, old_end: int, new: int, new_end: int, level: int) -> bool:
        """Compare what lies between anchors; False where there are none."""
        for deeper, length in enumerate(self.anchors[level:], start=level + 1):
            there = _unique(self.new, new, new_end, length)
            here = enumerate(_runs(self.old, old, old_end, length), old)
            pairs = rising(_once([(at, there[run]) for at, run in here if run in there]))
            kept: Edit = ("=", length)
            for old_at, new_at in pairs:
                if old_at >= old and new_at >= new:  # runs may overlap
                    if old_at > old or new_at > new:
                        self._compare(old, old_at, new, new_at, deeper)
                    self.found.append(kept)
                    old, new = old_at + length, new_at + length
            if pairs:
                self._compare(old, old_end, new, new_end, deeper)
                return True
        return False


def _unique(elements: Sequence[str], start: int, end: int, length: int) -> dict[Hashable, int]:
    """Give where each run that occurs once stands."""
    last = dict(zip(_runs(elements, start, end, length), count(start), strict=False))
    if len(last) < end - start - length + 1:
        runs = enumerate(_runs(elements, start, end, length), start)
        for run in [run for at, run in runs if last[run] != at]:
            last.pop(run, None)
    return last


def _runs(elements: Sequence[str], start: int, end: int, length: int) -> Iterable[Hashable]:
    """Give so many elements in a row, from each place on."""
    if length == 1:
        return elements[start:end]
    return zip(*[elements[start + shift : end] for shift in range(length)], strict=False)


def _once(pairs: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Leave out the pairs whose second number stands in several."""
    if len({position for _, position in pairs}) == len(pairs):
        return pairs
    times = Counter([position for _, position in pairs])
    return [pair for pair in pairs if times[pair[1]] == 1]


def _in_passing(old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    """Match each new element with the next old one like it, where that stands near."""
    places: dict[str, list[int]] = {}
    for at in reversed(range(len(old))):
        places.setdefault(old[at], []).append(at)
    found: list[Edit] = []
    at = 0
    for element in new:
        ahead = places.get(element, [])
        while ahead and ahead[-1] < at:
            ahead.pop()
        if ahead and ahead[-1] < at + _NEAR:
            found += [("-", ahead[-1] - at), ("=", 1)]
            at = ahead[-1] + 1
        else:
            found.append(("+", 1))
    return [*found, ("-", len(old) - at)]


def _small(old: Sequence[str], new: Sequence[str], engine: Engine) -> list[Edit]:
    letters = dict(zip(dict.fromkeys([*old, *new]), _LETTERS, strict=False))
    here = "".join([letters[element] for element in old])
    there = "".join([letters[element] for element in new])
    return engine(here, there)


_LETTERS = [chr(0xF0000 + at) for at in range(SMALL + 1)]
"""Code points for private use: as many as the sides of SMALL cells can have elements."""
