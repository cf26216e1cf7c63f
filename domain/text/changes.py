"""A redline as people read it: changes counted from 1, each in a paragraph with its number."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from domain.text.blocks import Paragraph, blocks, paragraphs
from domain.text.markup import Look
from domain.text.redline.looks import Looks, looks
from domain.text.redline.ops import BlockKind, Op, Redline, RedlineBlock, TextOp
from domain.text.stretches import Stretch
from domain.text.tokens import spaced, tokens

_UNTOUCHED = ("same", "formatted")
_Stretches = tuple[Stretch | None, Stretch | None]
"""Where a block stands in the old text, and where in the new one."""


class Unit(NamedTuple):
    """What is read as one: a block, several where a paragraph was split, or the rows of a table.

    `old` and `new` say where it stands in either text, for both ends of a move too. `number` is
    that of the change, 0 where no word changed; the place something moved away from has the number
    of the change that shows it where it is now. `stretches` say of each block, where `old` and
    `new` speak of it, which stretch of either text it is.
    """

    kind: BlockKind
    blocks: tuple[RedlineBlock, ...]
    old: Paragraph | None
    new: Paragraph | None
    stretches: tuple[_Stretches, ...]
    number: int = 0
    is_table: bool = False

    @property
    def changed(self) -> bool:
        """Whether some of its words changed, came, went or moved."""
        return self.kind not in _UNTOUCHED

    @property
    def counted(self) -> bool:
        """Whether it is a change with a number of its own."""
        return self.changed and self.kind != "moved_away"

    @property
    def rewritten(self) -> bool:
        """Whether most of its words are others: old and new are better read whole."""
        return not self.is_table and any(block.mostly_changed for block in self.blocks)

    @property
    def ops_by_block(self) -> tuple[tuple[TextOp, ...], ...]:
        """Give the words of each block; of what moved, what changed in them on the way.

        A row that moved out of a table or into it is one that went or came.
        """
        if self.kind in ("moved_away", "moved_here"):
            return tuple(block.inner or _all_same(block) for block in self.blocks)
        return tuple(block.ops for block in self.blocks)

    @property
    def ops(self) -> tuple[TextOp, ...]:
        """Give its words."""
        return tuple(op for ops in self.ops_by_block for op in ops)

    @property
    def seen(self) -> tuple[TextOp, ...]:
        """Give its words as a reader sees them; signs and white space alone are no change."""
        return tuple(op for ops in self.ops_by_block for op in both_sides(ops, row=self.is_table))

    @property
    def in_old(self) -> tuple[Stretch, ...]:
        """Give what it is of the old text."""
        return tuple(old for old, _ in self.stretches if old)

    @property
    def in_new(self) -> tuple[Stretch, ...]:
        """Give what it is of the new text."""
        return tuple(new for _, new in self.stretches if new)

    @property
    def looks(self) -> frozenset[Look]:
        """Say what about its words looks otherwise, beside what came and went."""
        return frozenset[Look]().union(*map(looks_of, self.blocks))

    @property
    def length(self) -> int:
        """Give how many characters its ops have."""
        return sum(len(text) for block in self.blocks for _, text in block.ops)


class Tally(NamedTuple):
    """How much changed: paragraphs by what became of them, words that came and went."""

    changed: int
    inserted: int
    deleted: int
    moved: int
    words_added: int
    words_removed: int
    split: int = 0
    joined: int = 0

    @property
    def changes(self) -> int:
        """Give how many changes there are."""
        return self.changed + self.inserted + self.deleted + self.moved + self.split + self.joined


def units(redline: Redline) -> tuple[Unit, ...]:
    """Give both texts of a redline as one sequence of units, in the order of reading."""
    return tuple(_numbered(list(_joined(_placed(redline)))))


def looks_of(block: RedlineBlock) -> frozenset[Look]:
    """Say what looks otherwise in the words of a block that stand in both texts."""
    return frozenset[Look]().union(*filter(None, looks(block.inner or block.ops)))


def places(redline: Redline) -> Iterator[tuple[Paragraph | None, Paragraph | None]]:
    """Give for each block the paragraph of the old and of the new text it begins in."""
    for old, new in _places(redline):
        yield old.paragraph, new.paragraph


def old_text(ops: Iterable[TextOp]) -> str:
    """Give the old text of some ops, letter by letter."""
    return "".join(text for op, text in ops if op != "+")


def new_text(ops: Iterable[TextOp]) -> str:
    """Give the new text of some ops, letter by letter."""
    return "".join(text for op, text in ops if op != "-")


def old_side(ops: Sequence[TextOp], *, row: bool = False) -> tuple[TextOp, ...]:
    """Give the words of a block's old text; signs and white space that went are no words."""
    return tuple(
        (op if look is None else "=", text) for op, text, look in _told(ops, row) if op != "+"
    )


def new_side(ops: Sequence[TextOp], *, row: bool = False) -> tuple[TextOp, ...]:
    """Give the words of a block's new text; signs and white space that came are no words."""
    return tuple(
        (op if look is None else "=", text) for op, text, look in _told(ops, row) if op != "-"
    )


def both_sides(ops: Sequence[TextOp], *, row: bool = False) -> tuple[TextOp, ...]:
    """Give the words of both of a block's texts in one; signs and white space that went are left
    out."""
    return tuple(
        (op if look is None else "=", text)
        for op, text, look in _told(ops, row)
        if look is None or op != "-"
    )


def _told(ops: Sequence[TextOp], row: bool) -> Iterator[tuple[Op, str, Looks | None]]:
    """Give each op with what signs do in it, where there are signs alone."""
    for (op, text), look in zip(ops, looks(ops, row=row), strict=True):
        yield op, text, look


_BAR = re.compile(r"(?<!\\)\|")


def cells(ops: Iterable[TextOp]) -> list[tuple[TextOp, ...]]:
    """Give the ops of a table's row cell by cell, without the bars, which it may lack."""
    found: list[list[TextOp]] = [[]]
    for op, text in ops:
        first, *rest = _BAR.split(text)
        found[-1].append((op, first))
        found += [[(op, part)] for part in rest]
    outside = [not any(text.strip() for _, text in cell) for cell in (found[0], found[-1])]
    inside = found[outside[0] : len(found) - outside[1]] if len(found) > 1 else found
    return [tuple(op for op in cell if op[1]) for cell in inside]


class Cells(NamedTuple):
    """How many cells of a table changed, came and went, not counting those of whole rows."""

    changed: int
    inserted: int
    deleted: int


def cells_of(table: Unit) -> Cells:
    """Count what became of a table's cells."""
    found = [0, 0, 0]
    for block in table.blocks:
        for cell in cells(both_sides(block.ops, row=True)) if block.kind == "changed" else ():
            ops = {op for op, text in cell if text.strip()}
            if ops - {"="}:
                found[{"+": 1, "-": 2}.get("".join(ops), 0)] += 1
    return Cells(*found)


def words(text: str) -> int:
    """Count the words of a text; a single sign is none."""
    return sum(any(char.isalnum() for char in token) for token in tokens(spaced(text)))


def tally(found: Iterable[Unit]) -> Tally:
    """Count what changed."""
    kinds = dict.fromkeys(_COUNTED, 0)
    added = removed = 0
    for unit in found:
        if not unit.counted:
            continue
        kinds[unit.kind] += 1
        seen = unit.seen
        added += sum(words(text) for op, text in seen if op == "+")
        removed += sum(words(text) for op, text in seen if op == "-")
    return Tally(
        changed=kinds["changed"],
        inserted=kinds["inserted"],
        deleted=kinds["deleted"],
        moved=kinds["moved_here"],
        words_added=added,
        words_removed=removed,
        split=kinds["split"],
        joined=kinds["joined"],
    )


_COUNTED = ("changed", "inserted", "deleted", "moved_here", "split", "joined")


def near(found: Sequence[Unit], context: int) -> list[bool]:
    """Say of each unit whether it changed, or stands at most `context` units from one that did."""
    changed = [at for at, unit in enumerate(found) if unit.changed]
    shown = [False] * len(found)
    for at in changed:
        first, last = max(0, at - context), min(len(found), at + context + 1)
        shown[first:last] = [True] * (last - first)
    return shown


def runs(found: Sequence[Unit], context: int) -> Iterator[tuple[bool, tuple[Unit, ...]]]:
    """Give the units in runs: those near a change, and those between that are left out."""
    marked = zip(near(found, context), found, strict=True)
    for shown, run in groupby(marked, key=lambda item: item[0]):
        yield shown, tuple(unit for _, unit in run)


def _placed(redline: Redline) -> Iterator[Unit]:
    for block, (old, new) in zip(redline.blocks, _places(redline), strict=True):
        if any(text.strip() for _, text in block.ops):
            is_table = old.may_be_row and new.may_be_row
            stretches = ((old.stretch, new.stretch),)
            kind, here, there = _kind(block), old.paragraph, new.paragraph
            yield Unit(kind, (block,), here, there, stretches, is_table=is_table)


class _Place(NamedTuple):
    """Where a block stands in one of the texts; `may_be_row`: it is none that stands elsewhere."""

    stretch: Stretch | None = None
    may_be_row: bool = True

    @property
    def paragraph(self) -> Paragraph | None:
        """Give the paragraph it begins in."""
        return self.stretch.paragraphs[0] if self.stretch else None


def _places(redline: Redline) -> Iterator[tuple[_Place, _Place]]:
    old = [old_text(block.ops) for block in redline.blocks]
    new = [new_text(block.ops) for block in redline.blocks]
    before, behind = _Places("".join(old)), _Places("".join(new))
    for gone, come in zip(old, new, strict=True):
        yield before.take(gone), behind.take(come)


class _Places:
    """Walks through one text and tells the paragraph each part of it begins in."""

    def __init__(self, text: str) -> None:
        among = blocks(text)
        self._begins = [*accumulate([len(block.text) for block in among], initial=0)]
        self._rows = [block.kind == "row" for block in among]
        self._paragraphs = paragraphs(text, among)
        self._starts = [paragraph.start for paragraph in self._paragraphs]
        self._at = 0

    def take(self, text: str) -> _Place:
        at, self._at = self._at, self._at + len(text)
        start = at + len(text) - len(text.lstrip())
        first = bisect_right(self._starts, start) - 1
        if not text.strip() or first < 0:
            return _Place()
        last = bisect_left(self._starts, at + len(text.rstrip()), first)
        is_row = self._rows[bisect_right(self._begins, start) - 1]
        return _Place(Stretch(at, text, self._paragraphs[first:last]), is_row)


def _kind(block: RedlineBlock) -> BlockKind:
    if block.kind != "formatted":
        return block.kind
    return "same" if old_text(block.ops).strip() == new_text(block.ops).strip() else "formatted"


def _all_same(block: RedlineBlock) -> tuple[TextOp, ...]:
    return tuple(("=", text) for _, text in block.ops)


def _joined(found: Iterable[Unit]) -> Iterator[Unit]:
    """Join the rows of each table."""
    rows: list[Unit] = []
    old = new = None  # where the first rows stand that stand in either text at all
    for unit in found:
        if rows and not (unit.is_table and _same_table(old, new, unit)):
            yield _table(rows, old, new)
            rows, old, new = [], None, None
        if unit.is_table:
            rows.append(unit)
            old, new = old or unit.old, new or unit.new
        else:
            yield unit
    if rows:
        yield _table(rows, old, new)


def _same_table(old: Paragraph | None, new: Paragraph | None, row: Unit) -> bool:
    return (
        not (old and row.old and old != row.old)
        and not (new and row.new and new != row.new)
        and (row.old == old or row.new == new)
    )


def _table(rows: Sequence[Unit], old: Paragraph | None, new: Paragraph | None) -> Unit:
    kinds = {row.kind for row in rows}
    kind: BlockKind = "changed"
    if len(kinds) == 1:
        kind = rows[0].kind
    elif kinds <= set(_UNTOUCHED):
        kind = "formatted"
    parts = tuple(block for row in rows for block in row.blocks)
    stretches = tuple(stretch for row in rows for stretch in row.stretches)
    return Unit(kind, parts, old, new, stretches, is_table=True)


def _numbered(found: list[Unit]) -> Iterator[Unit]:
    """Number the changes, and tell both ends of each move where the other one is."""
    count = 0
    for at, unit in enumerate(found):
        count += unit.counted
        found[at] = unit._replace(number=count if unit.counted else 0)
    gone = {b.move: u for u in found for b in u.blocks if b.kind == "moved_away"}
    left = {
        block.move: old
        for unit in found
        for block, (old, _) in zip(unit.blocks, unit.stretches, strict=True)
        if block.kind == "moved_away"
    }
    come = {b.move: u for u in found for b in u.blocks if b.kind == "moved_here"}
    for unit in found:
        move = unit.blocks[0].move
        if unit.kind == "moved_here" and move in gone:
            moved = zip(unit.blocks, unit.stretches, strict=True)
            stretches = tuple((left.get(block.move), new) for block, (_, new) in moved)
            yield unit._replace(old=gone[move].old, stretches=stretches)
        elif unit.kind == "moved_away" and move in come:
            yield unit._replace(new=come[move].new, number=come[move].number)
        else:
            yield unit
