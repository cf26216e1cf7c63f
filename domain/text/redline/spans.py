"""How two texts lie side by side: every character of either belongs to one span.

A span is a paragraph of both texts, or one that went, or one that came, with the white space at
it; or a paragraph with those that it was split into. White space between paragraphs stays where
both texts have it: a list with one more item shows that item, and nothing about the empty line
behind the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from domain.text.redline.affixes import shared_lead, shared_tail
from domain.text.redline.pairing import Pair, Pairing
from domain.text.redline.sequences import Work, edits_of_blocks
from domain.text.redline.sides import Side, Words
from domain.text.redline.splitting import Group

MOVABLE = 40
"""The least characters of a paragraph that is followed where it moves to."""


class Span(NamedTuple):
    """From where to where in either text (code points); of one that went, nothing in the new."""

    old: int
    old_end: int
    new: int
    new_end: int
    group: Group | None

    @property
    def paired(self) -> bool:
        """Whether it stands in both texts."""
        return self.group is not None


Grouping = Callable[[Sequence[int], Sequence[int], Sequence[Pair]], list[Group]]
"""Makes groups of the blocks that went and came in one place, of which some are pairs."""


def spans(old: Side, new: Side, words: Words, work: Work, grouping: Grouping) -> Iterator[Span]:
    """Give all spans in the order of both texts; of what lies between, what went comes first.

    Work is done before the first one is given.
    """
    return _Spans(old, new).among(list(_groups(old, new, words, work, grouping)))


def pairs_alone(_: Sequence[int], __: Sequence[int], pairs: Sequence[Pair]) -> list[Group]:
    """Give each pair as a group: a paragraph that was split went, in part, and paragraphs came."""
    return [Group(i, i + 1, j, j + 1) for i, j in pairs]


def _groups(old: Side, new: Side, words: Words, work: Work, grouping: Grouping) -> Iterator[Group]:
    """Give which blocks are one paragraph: unchanged, or alike where paragraphs went and came."""
    edits = edits_of_blocks(old.contents, new.contents, work)
    if not any(op == "=" for op, _ in edits):
        work.strangers = _strangers(old, new)
    moving = _moving(edits, old.contents, new.contents)
    pairing = Pairing(old, new, words, work)
    gone: list[int] = []
    come: list[int] = []
    i = j = 0
    for op, count in [*edits, ("=", 0)]:
        if op == "-":
            gone += [at for at in range(i, i + count) if old.contents[at] not in moving]
            i += count
        elif op == "+":
            come += [at for at in range(j, j + count) if new.contents[at] not in moving]
            j += count
        else:
            if gone or come:
                yield from grouping(gone, come, pairing.alike(gone, come))
                gone, come = [], []
            for _ in range(count):
                yield Group(i, i + 1, j, j + 1)
                i, j = i + 1, j + 1


def _strangers(old: Side, new: Side) -> bool:
    """Whether two texts have no word in common."""
    known: set[str] = set()
    for content in old.contents:
        known.update(content.split())
    return all(known.isdisjoint(content.split()) for content in new.contents)


def _moving(edits: Sequence[tuple[str, int]], old: Sequence[str], new: Sequence[str]) -> set[str]:
    """Give what went in one place and came in another, letter by letter the same."""
    gone: set[str] = set()
    come: set[str] = set()
    i = j = 0
    for op, count in edits:
        if op == "-":
            gone.update(old[i : i + count])
        elif op == "+":
            come.update(new[j : j + count])
        i, j = i + count * (op != "+"), j + count * (op != "-")
    return {text for text in gone & come if len(text) >= MOVABLE}


class _Spans:
    """Spans in the making; the last group stays open until what stands behind it is known."""

    def __init__(self, old: Side, new: Side) -> None:
        self.old, self.new = _Reading(old), _Reading(new)
        self.open: Group | None = None

    def among(self, groups: Sequence[Group]) -> Iterator[Span]:
        """Give the groups as spans, with all that stands before, between and behind them."""
        old, new = self.old, self.new
        for group in groups:
            i, i_end, j, j_end = group
            if self.open and i == old.block and j == new.block:
                yield self._closed(old.side.begins[i], new.side.begins[j])
            else:
                yield from self._unpaired(i, j, last=False)
            self.open, old.block, new.block = group, i_end, j_end
        yield from self._unpaired(len(old.side.contents), len(new.side.contents), last=True)

    def _unpaired(self, i: int, j: int, *, last: bool) -> Iterator[Span]:
        """Give all in front of old block i and new block j, but the white space of a next pair."""
        old, new = self.old, self.new
        lead = shared_lead(old.space_here(), new.space_here()) if self.open else 0
        starts = old.content_end + lead, new.content_end + lead
        tail = 0
        if not last:
            tail = shared_tail(old.space_before(i, starts[0]), new.space_before(j, starts[1]))
        gone, come = old.cuts(i, starts[0], tail), new.cuts(j, starts[1], tail)
        if self.open:
            yield self._closed(gone[0], come[0])
        for start, end in pairwise(gone):
            yield Span(start, end, come[0], come[0], None)
        for start, end in pairwise(come):
            yield Span(gone[-1], gone[-1], start, end, None)
        old.at, new.at = gone[-1], come[-1]

    def _closed(self, old_end: int, new_end: int) -> Span:
        """Give the open group, which ends here."""
        found = Span(self.old.at, old_end, self.new.at, new_end, self.open)
        self.old.at, self.new.at = old_end, new_end
        return found


class _Reading:
    """How far one text is read: `at` is where the open span begins, `block` the next block."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.at = self.block = 0

    @property
    def content_end(self) -> int:
        """Where the block before the next one ends, without the white space behind it."""
        return self.side.end(self.block - 1) if self.block else 0

    def space_here(self) -> str:
        """Give the white space in front of the next block."""
        return self.side.text[self.content_end : self.side.begins[self.block]]

    def space_before(self, block: int, start: int) -> str:
        """Give the white space in front of a later block, as far as it lies behind `start`."""
        end = self.side.end(block - 1) if block else 0
        return self.side.text[max(start, end) : self.side.begins[block]]

    def cuts(self, block: int, start: int, tail: int) -> list[int]:
        """Give where each unpaired block in front of a later one begins, and where all end."""
        end = self.side.begins[block] - tail
        if block == self.block:
            return [end]
        return [start, *self.side.begins[self.block + 1 : block], end]
