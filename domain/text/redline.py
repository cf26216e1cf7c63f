"""A redline: what changed between two texts, paragraph by paragraph, word by word.

The same two texts give the same redline on every machine: no clock, no chance, bounded work.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from domain.text.blocks import blocks
from domain.text.pairing import alike
from domain.text.sequences import Work, edits_of_blocks
from domain.text.words import Script, TextOp, compare, shared_lead, shared_tail

ALGORITHM = "paragraphs-1"
"""The name of the rules below; whoever changes what they give changes the name."""

_WORK = 10_000_000  # cells: some seconds at most; half of a law of 1 MB rewritten takes half of it


BlockKind = Literal[
    "same", "formatted", "changed", "deleted", "inserted", "moved_away", "moved_here"
]


class RedlineBlock(NamedTuple):
    """One paragraph of either text, or of both; of a `same` one every op is "=".

    In a `formatted` one only white space changed. A moved paragraph is two blocks with one number
    `move` (from 1): `moved_away` where it stood, its one op "-", and `moved_here` where it stands,
    its one op "+"; there `inner` says what changed in its words on the way.
    """

    kind: BlockKind
    ops: tuple[TextOp, ...]
    move: int = 0
    inner: tuple[TextOp, ...] = ()


class Redline(NamedTuple):
    """All "=" and "-" of all blocks, joined, are the old text; all "=" and "+" the new one."""

    algorithm: str
    blocks: tuple[RedlineBlock, ...]


def redline(old: str, new: str) -> Redline:
    """Compare two normalised texts: paragraphs are aligned first, then words inside pairs.

    A paragraph without a counterpart is deleted or inserted whole, one that moved is both. What
    would take more work than the bound allows is replaced whole.
    """
    work = Work(_WORK)
    here, there = _Side(old), _Side(new)
    writer = _Writer(here, there, work)
    for i, j in _pairs(here, there, work):
        writer.write_pair(i, j)
    return Redline(ALGORITHM, writer.finish())


class _Side:
    """One text as its blocks: what is compared of each, and where it begins and ends."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.keys: list[str] = []
        self.begins: list[int] = []
        self.ends: list[int] = []  # without the white space behind it
        at = 0
        for block in blocks(text):
            self.keys.append(" ".join(block.text.split()))
            self.begins.append(at)
            self.ends.append(at + len(block.text.rstrip()))
            at += len(block.text)
        self.begins.append(at)


def _pairs(old: _Side, new: _Side, work: Work) -> Iterator[tuple[int, int]]:
    """Give which blocks are one paragraph: unchanged, or alike where paragraphs went and came."""
    i = j = gone = come = 0
    for op, count in [*edits_of_blocks(old.keys, new.keys, work), ("=", 0)]:
        if op == "-":
            gone += count
        elif op == "+":
            come += count
        else:
            if gone and come:
                rewritten = alike(old.keys[i : i + gone], new.keys[j : j + come], work)
                yield from ((i + here, j + there) for here, there in rewritten)
            i, j = i + gone, j + come
            yield from ((i + step, j + step) for step in range(count))
            i, j, gone, come = i + count, j + count, 0, 0


class _Rest:
    """What of one text is still to be written: from a position on, and from a block on."""

    def __init__(self, side: _Side) -> None:
        self.side = side
        self.at = self.block = 0

    def take(self, end: int) -> str:
        start, self.at = self.at, end
        return self.side.text[start:end]

    def space_before(self) -> str:
        """Give the white space in front of the next block."""
        return self.side.text[self.at : self.side.begins[self.block]]

    def space_behind(self, block: int) -> str:
        """Give the white space in front of a later block, as far as nothing else stands there."""
        start = max(self.at, self.side.ends[block - 1]) if block else 0
        return self.side.text[start : self.side.begins[block]]

    def take_blocks(self, block: int, end: int) -> list[str]:
        """Give the texts of all blocks in front of a later one, up to the position `end`."""
        begins = self.side.begins[self.block + 1 : block]
        texts = [self.take(begin) for begin in [*begins, end]] if block > self.block else []
        self.block = block
        return texts


class _Writer:
    """Writes the blocks in order. White space between pairs stays where both texts have it:
    a list with one more item shows that item, and nothing about the empty line behind the list."""

    def __init__(self, old: _Side, new: _Side, work: Work) -> None:
        self.blocks: list[RedlineBlock] = []
        self.old, self.new, self.work = _Rest(old), _Rest(new), work
        self.pair: Script | None = None  # the last pair, open until what stands behind it is known

    def write_pair(self, i: int, j: int) -> None:
        """Write what stands before the pair of old block i and new block j, then begin the pair."""
        old, new = self.old, self.new
        self._take_lead()
        tail = shared_tail(old.space_behind(i), new.space_behind(j))
        self._write_unpaired(i, j, tail)
        self.pair = Script()
        self.pair.same(old.take(old.side.begins[i]))
        new.take(new.side.begins[j])
        compare(self.pair, old.take(old.side.ends[i]), new.take(new.side.ends[j]), self.work)
        old.block, new.block = i + 1, j + 1

    def finish(self) -> tuple[RedlineBlock, ...]:
        """Write what stands behind the last pair, and give all blocks."""
        self._take_lead()
        self._write_unpaired(len(self.old.side.keys), len(self.new.side.keys), tail=0)
        return tuple(self.blocks)

    def _take_lead(self) -> None:
        if self.pair:
            lead = shared_lead(self.old.space_before(), self.new.space_before())
            self.pair.same(self.old.take(self.old.at + lead))
            self.new.take(self.new.at + lead)

    def _write_unpaired(self, i: int, j: int, tail: int) -> None:
        """Write all in front of old block i and new block j, but the last `tail` characters."""
        old_end, new_end = self.old.side.begins[i] - tail, self.new.side.begins[j] - tail
        gone, come = self.old.take_blocks(i, old_end), self.new.take_blocks(j, new_end)
        if self.pair:
            self.pair.change(self.old.take(old_end), self.new.take(new_end))
            ops = self.pair.ops()
            changed = any(op != "=" for op, _ in ops)
            self.blocks.append(RedlineBlock("changed" if changed else "same", ops))
        self.blocks += [RedlineBlock("deleted", (("-", text),)) for text in gone if text]
        self.blocks += [RedlineBlock("inserted", (("+", text),)) for text in come if text]
