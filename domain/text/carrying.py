"""Carries passages from one revision to the next: by what the redline kept, else by their words.

The rules are measured in the W3C's terms: position first, quote second. Nothing is guessed here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from domain.text.passages import CONTEXT, LIMIT, Passage, Place, at_place
from domain.text.redline import Redline
from domain.text.tracing import Kept, kept
from domain.value import Value

ALGORITHM = "carry-1"
"""The name of the rules below; recorded behind that of the redline they went by."""

_SURVIVES = 0.25  # of its characters: with fewer left in place, its words are looked for
_SURE = 40  # characters that agree, of the quote and around it: a short word stands anywhere
_NEAREST = 100  # places of a quote looked at, in either direction
_WORD = re.compile(r"\S+")
_EDGE = re.compile(r"\n\s*(?:\n|[-*+#|]|\d{1,9}[.)])")  # where another paragraph or item begins


class State(StrEnum):
    """What became of a passage."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MOVED = "moved"
    ORPHANED = "orphaned"


class Carried(Value):
    """What became of passage number `passage` of a draft; `at` its place now, None if orphaned.

    Its words now are those of the text at that place.
    """

    passage: int
    state: State
    at: Place | None
    algorithm: str


class Known(NamedTuple):
    """Where a passage was last known to stand."""

    revision: int
    place: Passage


class Step(NamedTuple):
    """From one revision's text to the next one's, and the redline between them."""

    old: str
    new: str
    found: Redline


def carry(
    passages: Sequence[tuple[int, Passage]], old: str, new: str, found: Redline
) -> list[Carried]:
    """Carry numbered passages of the old text to the new one along the redline between them.

    One whose words all stand together is unchanged, or moved with its paragraph; one of which a
    quarter is left is changed, from its first word left to its last. Where less is left, its
    words are looked for: the one place whose surroundings fit best, then the nearest, makes it
    moved; without such a place it is orphaned. White space alone is no change.
    """
    algorithm = f"{found.algorithm}+{ALGORITHM}"
    kept_runs, quotes = _Map(old, new, found), _Quotes(new)
    carried = []
    for number, passage in passages:
        state, place = kept_runs.follow(passage, new)
        if place is None:
            place = quotes.find(passage, kept_runs.expected(passage.start))
            state = State.MOVED if place else State.ORPHANED
        at = _trimmed(new, *place) if place else None
        carried.append(Carried(passage=number, state=state, at=at, algorithm=algorithm))
    return carried


def _trimmed(text: str, start: int, end: int) -> Place:
    """Give a place without white space at its ends."""
    words = at_place(text, start, end)
    return Place(start=words.start, end=words.end)


def follow(known: Mapping[int, Known], current: int, step: Callable[[int], Step]) -> list[Carried]:
    """Carry passages from where each was last known to the revision after the current one.

    `step` gives the way from a revision to the next one. One that was known in an earlier
    revision only, as a late statement's, goes all the way: what happened to it last counts,
    unless something happened before.
    """
    on_the_way: dict[int, Carried] = {}
    for revision in range(min((k.revision for k in known.values()), default=current + 1), current):
        on_the_way = _carried_on(known, on_the_way, revision, step)
    return list(_carried_on(known, on_the_way, current, step).values()) if known else []


def _carried_on(
    known: Mapping[int, Known], arrived: Mapping[int, Carried], revision: int,
    step: Callable[[int], Step],
) -> dict[int, Carried]:  # fmt: skip
    old, new, found = step(revision)
    places = {number: k.place for number, k in known.items() if k.revision == revision}
    places |= {n: at_place(old, one.at.start, one.at.end) for n, one in arrived.items() if one.at}
    after = {one.passage: one for one in carry(sorted(places.items()), old, new, found)}
    return {
        number: _worse(arrived.get(number), after.get(number))
        for number in sorted({*arrived, *after})
    }


def _worse(before: Carried | None, after: Carried | None) -> Carried:
    if before is None or after is None:
        found = before or after
        assert found
        return found
    if after.state is State.ORPHANED or State.MOVED not in (before.state, after.state):
        changed = before.state is State.CHANGED and after.state is State.UNCHANGED
        return after.model_copy(update={"state": State.CHANGED}) if changed else after
    return after.model_copy(update={"state": State.MOVED})


_Place = tuple[int, int]  # start and end


class _Map:
    """The runs both texts share, in the order of the old one, with an empty one at either end."""

    def __init__(self, old: str, new: str, found: Redline) -> None:
        begin, end = Kept(0, 0, 0, moved=False), Kept(len(old), len(new), 0, moved=False)
        self._runs = sorted([begin, *kept(found), end])
        self._starts = [run.old for run in self._runs]

    def follow(self, passage: Passage, new: str) -> tuple[State, _Place | None]:
        """Give what is left of a passage in its place, and where; no place with too little."""
        survivors = _main(list(self._within(passage)), passage.end - passage.start)
        left = sum(run.length for run in survivors)
        if not survivors or left < _SURVIVES * (passage.end - passage.start):
            return State.ORPHANED, None
        start, end = self._with_replaced(passage, survivors, new)
        if not new[start:end].strip():
            return State.ORPHANED, None
        if survivors[0].moved:
            return State.MOVED, (start, end)
        same = new[start:end].split() == passage.exact.split()
        return State.UNCHANGED if same else State.CHANGED, (start, end)

    def expected(self, position: int) -> int:
        """Give about where a position of the old text would be in the new one."""
        at = bisect_right(self._starts, position) - 1
        while self._runs[at].moved:
            at -= 1
        return self._runs[at].new + position - self._runs[at].old

    def _within(self, passage: Passage) -> Iterator[Kept]:
        """Give the shared runs inside a passage."""
        at = bisect_right(self._starts, passage.start) - 1
        while self._runs[at].old < passage.end:
            run = self._runs[at]
            start = max(run.old, passage.start)
            length = min(run.old + run.length, passage.end) - start
            if length > 0:
                yield Kept(start, run.new + start - run.old, length, run.moved)
            at += 1

    def _with_replaced(self, passage: Passage, survivors: Sequence[Kept], new: str) -> _Place:
        """Give where the survivors stand, and what now stands for a replaced first or last word.

        Only within the same paragraph; where the passage held a part of what was replaced, only
        if that is not much longer than the passage.
        """
        first, last = survivors[0], survivors[-1]
        start, end = first.new, last.new + last.length
        before, behind = self._before(first), self._behind(last)
        much = 2 * (passage.end - passage.start)
        whole = passage.start <= before.old or start - before.new <= much
        if max(passage.start, before.old) < first.old and before.new < start and whole:
            start = _paragraph_start(new, before.new, start)
        gone = last.old + last.length
        whole = behind.old <= passage.end or behind.new - end <= much
        if gone < min(passage.end, behind.old) and end < behind.new and whole:
            end = _paragraph_end(new, end, behind.new)
        return (start, end) if end - start <= LIMIT else (first.new, last.new + last.length)

    def _before(self, run: Kept) -> Kept:
        """Give the end of the run in front, as a run of no length; what moved has none."""
        found = self._runs[bisect_right(self._starts, run.old - 1) - 1]
        if found.moved != run.moved:
            return run
        return Kept(found.old + found.length, found.new + found.length, 0, run.moved)

    def _behind(self, run: Kept) -> Kept:
        """Give the run behind; the run itself where the next one moved otherwise."""
        found = self._runs[bisect_right(self._starts, run.old + run.length - 1)]
        return found if found.moved == run.moved else run


def _main(survivors: Sequence[Kept], length: int) -> Sequence[Kept]:
    """Give those that stay together: most of what is left, rather in its place than moved.

    Those that moved stay together no further apart than the passage is long.
    """
    groups: list[list[Kept]] = []
    last: dict[bool, list[Kept]] = {}
    for run in survivors:
        group = last.get(run.moved)
        if group is None or not _near(group, run, length):
            group = last[run.moved] = []
            groups.append(group)
        group.append(run)
    groups.sort(key=lambda group: group[0].moved)
    return max(groups, key=lambda group: sum(run.length for run in group), default=[])


def _near(group: Sequence[Kept], run: Kept, length: int) -> bool:
    gap = run.new - group[-1].new - group[-1].length
    far = run.moved and gap > length
    return gap >= 0 and not far and run.new + run.length - group[0].new <= LIMIT


def _paragraph_start(text: str, start: int, end: int) -> int:
    """Give `start`, or where behind it the paragraph begins that goes on at `end`."""
    edges = list(_EDGE.finditer(text, start, end))
    return edges[-1].end() if edges else start


def _paragraph_end(text: str, start: int, end: int) -> int:
    """Give `end`, or where in front of it the paragraph ends that stands at `start`."""
    edge = _EDGE.search(text, start, end)
    return edge.start() if edge else end


class _Quotes:
    """Looks for the words of a passage; white space between them may have changed."""

    def __init__(self, new: str) -> None:
        self._new = new

    def find(self, passage: Passage, expected: int) -> _Place | None:
        """Give the one place that fits best, None where none does or two do alike."""
        best: list[tuple[int, int, _Place]] = []
        for place in self._places(passage.exact, expected):
            agreeing = self._around(passage, place)
            if len(passage.exact) + agreeing >= _SURE:
                best.append((-agreeing, abs(place[0] - expected), place))
        best.sort()
        alike = len(best) > 1 and best[0][:2] == best[1][:2]
        return best[0][2] if best and not alike else None

    def _around(self, passage: Passage, place: _Place) -> int:
        """Count the characters that agree in front of the words and behind them."""
        before, behind = passage.prefix[::-1], passage.suffix
        there = self._new[max(place[0] - CONTEXT, 0) : place[0]][::-1]
        return _shared(before, there) + _shared(behind, self._new[place[1] : place[1] + CONTEXT])

    def _places(self, words: str, expected: int) -> list[_Place]:
        if " ".join(words.split()) not in self._flat.text:  # most that are lost are nowhere
            return []
        literal = [*self._before(words, expected), *self._behind(words, expected)]
        return literal or self._rewrapped(words)

    def _before(self, words: str, near: int) -> Iterator[_Place]:
        """Give the places in front of a position, the nearest first."""
        backwards, length = words[::-1], len(words)
        at = len(self._new) - near - length  # read backwards: only `find` is never slow
        for _ in range(_NEAREST):
            at = self._backwards.find(backwards, max(at + 1, 0))
            if at < 0:
                break
            end = len(self._new) - at
            yield end - length, end

    def _behind(self, words: str, near: int) -> Iterator[_Place]:
        at = near - 1
        for _ in range(_NEAREST):
            at = self._new.find(words, at + 1)
            if at < 0:
                break
            yield at, at + len(words)

    def _rewrapped(self, words: str) -> list[_Place]:
        wanted, found = " ".join(words.split()), list[_Place]()
        at = self._flat.text.find(wanted)
        while at >= 0 and len(found) < 2 * _NEAREST:
            end = at + len(wanted)
            found.append((self._flat.origin(at), self._flat.origin(end - 1) + 1))
            at = self._flat.text.find(wanted, end)
        return found

    @cached_property
    def _backwards(self) -> str:
        return self._new[::-1]

    @cached_property
    def _flat(self) -> _Flat:
        return _Flat(self._new)


class _Flat:
    """A text with a single blank between its words; where they stood is known part by part."""

    def __init__(self, text: str) -> None:
        self._parts = text.split("\n\n")
        self._flat = [" ".join(part.split()) for part in self._parts]
        self.text = " ".join(filter(None, self._flat))
        self._starts = [0, *accumulate(len(flat) + bool(flat) for flat in self._flat)]
        self._origins = [0, *accumulate(len(part) + 2 for part in self._parts)]

    def origin(self, position: int) -> int:
        """Give where a character of a word stands in the text as it was."""
        at = bisect_right(self._starts, position, hi=len(self._flat)) - 1
        part, within = self._parts[at], position - self._starts[at]
        before = self._flat[at].rfind(" ", 0, within) + 1
        rest = part.split(None, self._flat[at].count(" ", 0, before))[-1]
        return self._origins[at] + len(part) - len(rest) + within - before


def _shared(one: str, other: str) -> int:
    count = 0
    for here, there in zip(one, other, strict=False):
        if here != there:
            break
        count += 1
    return count
