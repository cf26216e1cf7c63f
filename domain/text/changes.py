"""A redline as people read it: changes counted from 1, each in a paragraph with its number."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from domain.text.blocks import Paragraph, paragraphs
from domain.text.redline.ops import BlockKind, Redline, RedlineBlock, TextOp
from domain.text.tokens import tokens

_UNTOUCHED = ("same", "formatted")


class Unit(NamedTuple):
    """What is read as one: a block, or the rows of a table.

    `old` and `new` say where it stands in either text, for both ends of a move too. `number` is
    that of the change, 0 where no word changed; the place something moved away from has the number
    of the change that shows it where it is now.
    """

    kind: BlockKind
    blocks: tuple[RedlineBlock, ...]
    old: Paragraph | None
    new: Paragraph | None
    number: int = 0

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
    def is_table(self) -> bool:
        """Whether it consists of rows."""
        return all(_is_row(block) for block in self.blocks)

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

    @property
    def changes(self) -> int:
        """Give how many changes there are."""
        return self.changed + self.inserted + self.deleted + self.moved


def units(redline: Redline) -> tuple[Unit, ...]:
    """Give both texts of a redline as one sequence of units, in the order of reading."""
    return tuple(_numbered(list(_joined(_placed(redline)))))


def places(redline: Redline) -> Iterator[tuple[Paragraph | None, Paragraph | None]]:
    """Give for each block the paragraph of the old and of the new text it begins in."""
    old = [old_text(block.ops) for block in redline.blocks]
    new = [new_text(block.ops) for block in redline.blocks]
    before, behind = _Places("".join(old)), _Places("".join(new))
    for gone, come in zip(old, new, strict=True):
        yield before.take(gone), behind.take(come)


def old_text(ops: Iterable[TextOp]) -> str:
    """Give the old text of some ops, letter by letter."""
    return "".join(text for op, text in ops if op != "+")


def new_text(ops: Iterable[TextOp]) -> str:
    """Give the new text of some ops, letter by letter."""
    return "".join(text for op, text in ops if op != "-")


def old_side(ops: Iterable[TextOp]) -> tuple[TextOp, ...]:
    """Give the words of the old text; white space that went is no word that went."""
    return tuple((op if text.strip() else "=", text) for op, text in ops if op != "+")


def new_side(ops: Iterable[TextOp]) -> tuple[TextOp, ...]:
    """Give the words of the new text; white space that came is no word that came."""
    return tuple((op if text.strip() else "=", text) for op, text in ops if op != "-")


def both_sides(ops: Iterable[TextOp]) -> tuple[TextOp, ...]:
    """Give the words of both texts in one; white space that went is left out."""
    return tuple(
        (op if text.strip() else "=", text) for op, text in ops if text.strip() or op != "-"
    )


_BAR = re.compile(r"(?<!\\)\|")


def cells(ops: Iterable[TextOp]) -> list[tuple[TextOp, ...]]:
    """Give the ops of a table's row cell by cell, without the bars."""
    found: list[list[TextOp]] = [[]]
    for op, text in ops:
        first, *rest = _BAR.split(text)
        found[-1].append((op, first))
        found += [[(op, part)] for part in rest]
    inside = found[1:-1] or found  # outside the first and the last bar there is nothing
    return [tuple(op for op in cell if op[1]) for cell in inside]


def words(text: str) -> int:
    """Count the words of a text; a single sign is none."""
    return sum(any(char.isalnum() for char in token) for token in tokens(text))


def tally(found: Iterable[Unit]) -> Tally:
    """Count what changed."""
    kinds = {"changed": 0, "inserted": 0, "deleted": 0, "moved_here": 0}
    added = removed = 0
    for unit in found:
        if not unit.counted:
            continue
        kinds[unit.kind] += 1
        added += sum(words(text) for op, text in unit.ops if op == "+")
        removed += sum(words(text) for op, text in unit.ops if op == "-")
    return Tally(
        changed=kinds["changed"],
        inserted=kinds["inserted"],
        deleted=kinds["deleted"],
        moved=kinds["moved_here"],
        words_added=added,
        words_removed=removed,
    )


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
    for block, (old, new) in zip(redline.blocks, places(redline), strict=True):
        if any(text.strip() for _, text in block.ops):
            yield Unit(_kind(block), (block,), old, new)


class _Places:
    """Walks through one text and tells the paragraph each part of it begins in."""

    def __init__(self, text: str) -> None:
        self._paragraphs = paragraphs(text)
        self._starts = [paragraph.start for paragraph in self._paragraphs]
        self._at = 0

    def take(self, text: str) -> Paragraph | None:
        start = self._at + len(text) - len(text.lstrip())
        self._at += len(text)
        place = bisect_right(self._starts, start) - 1
        return self._paragraphs[place] if text.strip() and place >= 0 else None


def _kind(block: RedlineBlock) -> BlockKind:
    if block.kind not in ("changed", "formatted"):
        return block.kind
    if any(op != "=" and text.strip() for op, text in block.ops):
        return "changed"
    old, new = old_text(block.ops).strip(), new_text(block.ops).strip()
    return "same" if old == new else "formatted"


def _all_same(block: RedlineBlock) -> tuple[TextOp, ...]:
    return tuple(("=", text) for _, text in block.ops)


def _is_row(block: RedlineBlock) -> bool:
    return "".join(text for _, text in block.ops).lstrip().startswith("|")


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
    return Unit(kind, tuple(block for row in rows for block in row.blocks), old, new)


def _numbered(found: list[Unit]) -> Iterator[Unit]:
    """Number the changes, and tell both ends of each move where the other one is."""
    count = 0
    for at, unit in enumerate(found):
        count += unit.counted
        found[at] = unit._replace(number=count if unit.counted else 0)
    gone = {b.move: u for u in found for b in u.blocks if b.kind == "moved_away"}
    come = {b.move: u for u in found for b in u.blocks if b.kind == "moved_here"}
    for unit in found:
        move = unit.blocks[0].move
        if unit.kind == "moved_here" and move in gone:
            yield unit._replace(old=gone[move].old)
        elif unit.kind == "moved_away" and move in come:
            yield unit._replace(new=come[move].new, number=come[move].number)
        else:
            yield unit
