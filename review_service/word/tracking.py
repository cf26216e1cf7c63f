"""Two texts as one document in which every change can be taken or left.

Whoever takes all that came and drops all that went has the new text's document, whoever does it the
other way round the old one's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate, groupby
from typing import NamedTuple

from domain.text.changes import new_text, old_text
from domain.text.redline.ops import Redline, RedlineBlock, TextOp
from review_service.word.changed import Block, Fate, Grid, Line, Note, Paragraph, Part, Words
from review_service.word.elements import Element, Leaf, Reader, Row, Table
from review_service.word.interleaving import Stretch, leaves, merged, paragraph, stretches
from review_service.word.noting import Notes, numbered


def single(text: str) -> Iterator[Block]:
    """Give a text as it is: everything in it is kept."""
    notes = Notes(Reader().elements(text))
    (elements,) = numbered([notes])
    setting = _Noting(notes, notes, None)
    for element in elements:
        yield setting.of(_whole(element, Fate.KEPT))


def woven(redline: Redline) -> Iterator[Block]:
    """Give both texts of a redline as one document."""
    sides = _sides(redline)
    setting = _Noting(sides[0].notes, sides[1].notes, list(stretches(redline.blocks, 0, 0)))
    for zone in _zones(redline, *sides):
        yield from map(setting.of, _of_zone(zone))


# What belongs together ---------------------------------------------------------------------------


class _Side(NamedTuple):
    """One of the texts: its paragraphs and tables, and where the redline's blocks begin in it; its
    notes."""

    elements: list[Element]
    begins: list[int]
    notes: Notes

    def block(self, place: int) -> int:
        """Give in which block a place lies; of those that begin there, the one that has it."""
        return bisect_right(self.begins, place) - 1


class _Zone(NamedTuple):
    """Blocks of a redline, as few as hold whole paragraphs and tables of either text."""

    blocks: Sequence[RedlineBlock]
    old: list[Element]
    new: list[Element]
    old_begins: Sequence[int]
    new_begins: Sequence[int]
    moves: frozenset[int]


def _sides(redline: Redline) -> tuple[_Side, _Side]:
    reader = Reader()
    both = [[text(block.ops) for block in redline.blocks] for text in (old_text, new_text)]
    notes = [Notes(reader.elements("".join(texts))) for texts in both]
    begins = [[*accumulate(map(len, texts), initial=0)] for texts in both]
    old, new = map(_Side, numbered(notes), begins, notes)
    return old, new


def _zones(redline: Redline, old: _Side, new: _Side) -> Iterator[_Zone]:
    count = len(redline.blocks)
    reach = list(range(count))  # of each block the last one that belongs to it
    starts: tuple[dict[int, list[Element]], dict[int, list[Element]]] = ({}, {})
    for side, found in zip((old, new), starts, strict=True):
        for element in side.elements:
            first = side.block(element.place)
            found.setdefault(first, []).append(element)
            reach[first] = max(reach[first], side.block(max(element.place, element.end - 1)))
    borders = list(_borders(reach))
    moves = _moves(redline.blocks, borders, starts)
    for first, end in borders:
        here, there = (
            [element for at in range(first, end) for element in found.get(at, ())]
            for found in starts
        )
        yield _Zone(
            redline.blocks[first:end], here, there,
            old.begins[first : end + 1], new.begins[first : end + 1], moves,
        )  # fmt: skip


def _borders(reach: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = last = 0
    for at, far in enumerate(reach):
        if at > last:
            yield first, at
            first = at
        last = max(last, at, far)
    if reach:
        yield first, len(reach)


def _moves(
    blocks: Sequence[RedlineBlock],
    borders: Iterable[tuple[int, int]],
    starts: tuple[dict[int, list[Element]], dict[int, list[Element]]],
) -> frozenset[int]:
    """Give the moves both of whose ends are paragraphs alone; others went and came."""
    ends: dict[int, int] = {}
    for first, end in borders:
        block = blocks[first]
        found = [*starts[0].get(first, ()), *starts[1].get(first, ())]
        if block.move and end == first + 1 and found and all(isinstance(e, Leaf) for e in found):
            ends[block.move] = ends.get(block.move, 0) + 1
    return frozenset(move for move, count in ends.items() if count == 2)


def _of_zone(zone: _Zone) -> Iterator[Block]:
    block = zone.blocks[0]
    if block.move in zone.moves:
        fate = Fate.LEFT if block.kind == "moved_away" else Fate.MOVED
        for leaf in zone.old or zone.new:
            assert isinstance(leaf, Leaf)
            yield _moved(leaf, fate, block, zone.new_begins[0])
        return
    old = [element for element in zone.old if isinstance(element, Leaf)]
    new = [element for element in zone.new if isinstance(element, Leaf)]
    if len(old) == len(zone.old) and len(new) == len(zone.new):
        same = partial(stretches, zone.blocks, zone.old_begins[0], zone.new_begins[0])
        yield from leaves(old, new, same)
    else:
        yield from _tables(zone)


def _moved(leaf: Leaf, fate: Fate, block: RedlineBlock, at: int) -> Paragraph:
    """Give one end of a move; words that came on the way are no part of it."""
    whole = _whole(leaf, fate)
    assert isinstance(whole, Paragraph)
    if fate is Fate.LEFT or not block.inner:
        return whole._replace(move=block.move)
    came = list(_came(block.inner, at))
    parts = tuple(part for one in whole.parts for part in _cut_out(one, came))
    return whole._replace(move=block.move, parts=parts)


def _came(ops: Sequence[TextOp], at: int) -> Iterator[tuple[int, int]]:
    for op, text in ops:
        if op == "+":
            yield at, at + len(text)
        at += len(text) * (op != "-")


def _cut_out(part: Part, came: Sequence[tuple[int, int]]) -> Iterator[Part]:
    """Part words of what moved from those that came on the way."""
    if not isinstance(part, Words) or part.new is None:
        yield part
        return
    at, end = part.new, part.new + len(part.text)
    for begin, stop in came:
        begin, stop = max(begin, at), min(stop, end)
        if begin < stop:
            if at < begin:
                yield _of_words(part, at, begin)
            yield _of_words(part, begin, stop)._replace(fate=Fate.COME)
            at = stop
    if at < end:
        yield _of_words(part, at, end)


def _of_words(part: Words, begin: int, end: int) -> Words:
    assert part.new is not None
    return part._replace(text=part.text[begin - part.new : end - part.new], new=begin)


def _whole(element: Element, fate: Fate) -> Block:
    """Give a paragraph or a table that has one fate."""
    if isinstance(element, Leaf):
        return paragraph(element, fate)
    lines = [_line(row, fate) for row in element.rows]
    return Grid(fate, tuple(lines), element.width, element.depth)


def _line(row: Row, fate: Fate) -> Line:
    return Line(fate, tuple(paragraph(cell, fate) for cell in row.cells), row.is_head)


# Notes -------------------------------------------------------------------------------------------


class _Noting:
    """Puts notes where they are cited; of one that both texts cite there, what changed in it."""

    def __init__(self, old: Notes, new: Notes, same: Sequence[Stretch] | None) -> None:
        self._old, self._new, self._same = old.by_number, new.by_number, same

    def of(self, block: Block) -> Block:
        """Give a block with its notes."""
        if isinstance(block, Grid):
            lines = [
                line._replace(cells=tuple(map(self._paragraph, line.cells))) for line in block.lines
            ]
            return block._replace(lines=tuple(lines))
        return self._paragraph(block)

    def _paragraph(self, paragraph: Paragraph) -> Paragraph:
        if not any(isinstance(part, Words) and part.face.note for part in paragraph.parts):
            return paragraph
        return paragraph._replace(parts=tuple(map(self._part, paragraph.parts)))

    def _part(self, part: Part) -> Part:
        if not isinstance(part, Words) or not part.face.note:
            return part
        return Note(part.fate, part.face.mark, self._note(part))

    def _note(self, part: Words) -> Paragraph:
        if part.fate in (Fate.GONE, Fate.LEFT):
            return paragraph(self._old[part.face.note], Fate.KEPT)
        now = self._new[part.face.note]
        if part.fate is not Fate.KEPT or self._same is None:
            return paragraph(now, Fate.KEPT)
        was = self._old[part.was.note]
        near = [
            stretch
            for stretch in self._same
            if stretch[0] < was.end and was.place < stretch[0] + stretch[2]
        ]
        (both,) = merged([was], [now], near)
        return both


# Tables ------------------------------------------------------------------------------------------


def _tables(zone: _Zone) -> Iterator[Block]:
    """Give tables that stand in both texts as one, row by row; whatever else went or came."""
    i = j = 0
    for here, there in _paired_tables(zone):
        yield from _apart(zone.old[i:here], zone.new[j:there])
        old, new = zone.old[here], zone.new[there]
        assert isinstance(old, Table) and isinstance(new, Table)
        yield Grid(Fate.KEPT, tuple(_lines(old, new, zone)), new.width, new.depth)
        i, j = here + 1, there + 1
    yield from _apart(zone.old[i:], zone.new[j:])


def _apart(old: Sequence[Element], new: Sequence[Element]) -> Iterator[Block]:
    yield from (_whole(element, Fate.GONE) for element in old)
    yield from (_whole(element, Fate.COME) for element in new)


def _paired_tables(zone: _Zone) -> Iterator[tuple[int, int]]:
    """Give which tables are the same: as wide, with a row of both in one block."""
    least = 0
    for i, old in enumerate(zone.old):
        if not isinstance(old, Table):
            continue
        rows = {bisect_right(zone.old_begins, row.place) for row in old.rows}
        for j in range(least, len(zone.new)):
            new = zone.new[j]
            if isinstance(new, Table) and (new.width, new.depth) == (old.width, old.depth):
                others = {bisect_right(zone.new_begins, row.place) for row in new.rows}
                if rows & others:
                    yield i, j
                    least = j + 1
                    break


def _lines(old: Table, new: Table, zone: _Zone) -> Iterator[Line]:
    def key(item: tuple[int, int, Row]) -> int:
        return item[0]

    rows = [(bisect_right(zone.old_begins, row.place), 0, row) for row in old.rows]
    rows += [(bisect_right(zone.new_begins, row.place), 1, row) for row in new.rows]
    for _, found in groupby(sorted(rows, key=key), key=key):
        both = list(found)
        at = both[0][0] - 1
        if [side for _, side, _ in both] == [0, 1] and both[0][2].is_head == both[1][2].is_head:
            same = stretches(zone.blocks[at : at + 1], zone.old_begins[at], zone.new_begins[at])
            yield _line_of_both(both[0][2], both[1][2], list(same))
        else:
            yield from (_line(row, (Fate.GONE, Fate.COME)[side]) for _, side, row in both)


def _line_of_both(old: Row, new: Row, same: Sequence[Stretch]) -> Line:
    cells = [
        cell
        for was, now in zip(old.cells, new.cells, strict=True)
        for cell in merged([was], [now], same)
    ]
    return Line(Fate.KEPT, tuple(cells), new.is_head)
