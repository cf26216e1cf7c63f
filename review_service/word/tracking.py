"""Two texts as one document in which every change can be taken or left.

A paragraph is its words and the mark that ends it; what was split or joined is a mark that came or
went. Whoever takes all that came and drops all that went has the new text's document, whoever does
it the other way round the old one's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from domain.text.changes import new_text, old_text
from domain.text.redline.ops import Redline, RedlineBlock, TextOp
from review_service.word.elements import Element, Face, Leaf, Reader, Row, Run, Table


class Fate(StrEnum):
    """What became of something: it stands in both texts or in one, or moved from or to here."""

    KEPT = "="
    GONE = "-"
    COME = "+"
    LEFT = "<"
    MOVED = ">"


class Words(NamedTuple):
    """Words with their look, and the one they had; where they begin in either text, None where
    they do not stand there or not letter by letter."""

    fate: Fate
    text: str
    face: Face
    was: Face
    old: int | None
    new: int | None


class Cited(NamedTuple):
    """The number that a reader cites a paragraph by, at the beginning of its words."""

    fate: Fate
    number: int


class Anchor(NamedTuple):
    """Where the words begin that a remark speaks of, or where they end."""

    remark: int
    begins: bool
    fate: Fate = Fate.KEPT


Part = Words | Cited | Anchor


class Paragraph(NamedTuple):
    """A paragraph; `fate` is its end's, `new` and `old` how it looks and looked.

    `move` is the number of a move, where it is one end of it.
    """

    parts: tuple[Part, ...]
    fate: Fate
    new: Leaf | None
    old: Leaf | None
    move: int = 0


class Line(NamedTuple):
    """A row of a table."""

    fate: Fate
    cells: tuple[Paragraph, ...]
    is_head: bool


class Grid(NamedTuple):
    """A table; it is `KEPT` where it stands in both texts."""

    fate: Fate
    lines: tuple[Line, ...]
    width: int
    depth: int


Block = Paragraph | Grid


def single(text: str) -> Iterator[Block]:
    """Give a text as it is: everything in it is kept."""
    for element in Reader().elements(text):
        yield _whole(element, Fate.KEPT)


def woven(redline: Redline) -> Iterator[Block]:
    """Give both texts of a redline as one document."""
    for zone in _zones(redline):
        yield from _of_zone(zone)


# What belongs together ---------------------------------------------------------------------------


class _Side(NamedTuple):
    """One of the texts: its paragraphs and tables, and where the redline's blocks begin in it."""

    elements: list[Element]
    begins: list[int]

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


def _zones(redline: Redline) -> Iterator[_Zone]:
    gone = [old_text(block.ops) for block in redline.blocks]
    come = [new_text(block.ops) for block in redline.blocks]
    reader = Reader()
    old, new = _side(gone, reader), _side(come, reader)
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


def _side(texts: Sequence[str], reader: Reader) -> _Side:
    begins = [0]
    for text in texts:
        begins.append(begins[-1] + len(text))
    return _Side(list(reader.elements("".join(texts))), begins)


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
        yield from _leaves(old, new, zone)
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
        return _paragraph(element, fate)
    lines = [_line(row, fate) for row in element.rows]
    return Grid(fate, tuple(lines), element.width, element.depth)


def _line(row: Row, fate: Fate) -> Line:
    return Line(fate, tuple(_paragraph(cell, fate) for cell in row.cells), row.is_head)


def _paragraph(leaf: Leaf, fate: Fate) -> Paragraph:
    number = () if leaf.number is None else (Cited(fate, leaf.number),)
    words = tuple(_words(run, leaf.origin, fate) for run in leaf.runs)
    old, new = fate not in (Fate.COME, Fate.MOVED), fate not in (Fate.GONE, Fate.LEFT)
    return Paragraph((*number, *words), fate, leaf if new else None, leaf if old else None)


def _words(run: Run, origin: int, fate: Fate) -> Words:
    at = origin + run.start if _by_letter(run) else None
    old, new = (at, None) if fate in (Fate.GONE, Fate.LEFT) else (None, at)
    return Words(fate, run.text, run.face, run.face, old, new)


def _by_letter(run: Run) -> bool:
    return len(run.text) == run.end - run.start


# Paragraphs --------------------------------------------------------------------------------------


class _Atom(NamedTuple):
    """Of a side: words (`run`, at their place in the text), a number to cite, or a mark."""

    kind: str
    leaf: Leaf
    text: str = ""
    face: Face = Face()
    place: int | None = None
    pair: int = -1


def _leaves(old: Sequence[Leaf], new: Sequence[Leaf], zone: _Zone) -> Iterator[Paragraph]:
    """Give paragraphs of both texts in one, by the words that stand in both."""
    if not old or not new:
        yield from (_paragraph(leaf, Fate.GONE) for leaf in old)
        yield from (_paragraph(leaf, Fate.COME) for leaf in new)
    elif _are_alike(old, new):
        for was, now in zip(old, new, strict=True):
            yield _paragraph(now, Fate.KEPT)._replace(old=was)
    else:
        same = list(_same(zone.blocks, zone.old_begins[0], zone.new_begins[0]))
        yield from _ended(_merged(old, new, same))


def _are_alike(old: Sequence[Leaf], new: Sequence[Leaf]) -> bool:
    """Whether nothing but places and how paragraphs as a whole look may differ."""
    return len(old) == len(new) and all(
        (was.number is None) == (now.number is None) and was.runs == now.runs
        for was, now in zip(old, new, strict=True)
    )


_Stretch = tuple[int, int, int]
"""Where letters stand in the old and the new text that both have, and how many."""


def _same(blocks: Iterable[RedlineBlock], old: int, new: int) -> Iterator[_Stretch]:
    for block in blocks:
        for op, text in block.ops:
            if op == "=":
                yield old, new, len(text)
            old += len(text) * (op != "+")
            new += len(text) * (op != "-")


class _Found(NamedTuple):
    """Letters of a run that stand in a run of the other text: where they begin in both."""

    old_run: int
    old_at: int
    new_run: int
    new_at: int
    length: int


def _found(
    old: Sequence[_Placed], new: Sequence[_Placed], same: Sequence[_Stretch]
) -> list[_Found]:
    """Give the words that both texts say, in their order."""
    found: list[_Found] = []
    i = j = 0
    for begin, target, length in same:
        while i and old[i - 1].end > begin:
            i -= 1
        while j and new[j - 1].end > target:
            j -= 1
        shift, end = target - begin, begin + length
        while i < len(old) and j < len(new):
            here, there = old[i], new[j]
            first = max(begin, here.start, there.start - shift)
            stop = min(end, here.end, there.end - shift)
            if first < stop:
                pair = _pair(i, here, j, there, (first, stop, shift))
                if pair:
                    found.append(pair)
            if here.end >= end and there.end - shift >= end:
                break
            if here.end <= there.end - shift:
                i += 1
            else:
                j += 1
    return found


class _Placed(NamedTuple):
    run: Run
    start: int
    end: int


def _pair(
    i: int, old: _Placed, j: int, new: _Placed, stretch: tuple[int, int, int]
) -> _Found | None:
    first, stop, shift = stretch
    if old.run.face.link != new.run.face.link:
        return None
    if _by_letter(old.run) and _by_letter(new.run):
        here, there = first - old.start, first + shift - new.start
        length = stop - first
        alike = old.run.text[here : here + length] == new.run.text[there : there + length]
        return _Found(i, here, j, there, length) if alike else None
    whole = (first, stop) == (old.start, old.end) == (new.start - shift, new.end - shift)
    alike = whole and old.run.text == new.run.text
    return _Found(i, 0, j, 0, len(old.run.text)) if alike else None


def _merged(
    old: Sequence[Leaf], new: Sequence[Leaf], same: Sequence[_Stretch]
) -> Iterator[tuple[Fate, _Atom, _Atom]]:
    """Give the atoms of both sides in one order, those that stand in both once."""
    found = _found(_placed(old), _placed(new), same)
    here = _atoms(old, [(one.old_run, one.old_at, one.length) for one in found])
    there = _atoms(new, [(one.new_run, one.new_at, one.length) for one in found])
    i = j = 0
    for pair in range(len(found)):
        first, second = i, j
        while here[i].pair != pair:
            i += 1
        while there[j].pair != pair:
            j += 1
        yield from _gap(here[first:i], there[second:j])
        yield Fate.KEPT, here[i], there[j]
        i, j = i + 1, j + 1
    yield from _gap(here[i:], there[j:])


def _placed(leaves: Iterable[Leaf]) -> list[_Placed]:
    return [
        _Placed(run, leaf.origin + run.start, leaf.origin + run.end)
        for leaf in leaves
        for run in leaf.runs
    ]


def _atoms(leaves: Sequence[Leaf], found: Sequence[tuple[int, int, int]]) -> list[_Atom]:
    """Give the atoms of a side, its words cut where those begin and end that both sides have."""
    atoms: list[_Atom] = []
    number = pair = 0
    for leaf in leaves:
        if leaf.number is not None:
            atoms.append(_Atom("number", leaf))
        for run in leaf.runs:
            at = 0
            while pair < len(found) and found[pair][0] == number:
                _, begin, length = found[pair]
                if at < begin:
                    atoms.append(_atom(leaf, run, at, begin))
                at = begin + length
                atoms.append(_atom(leaf, run, begin, at)._replace(pair=pair))
                pair += 1
            if at < len(run.text):
                atoms.append(_atom(leaf, run, at, len(run.text)))
            number += 1
        atoms.append(_Atom("mark", leaf))
    return atoms


def _atom(leaf: Leaf, run: Run, begin: int, end: int) -> _Atom:
    place = leaf.origin + run.start + begin if _by_letter(run) else None
    return _Atom("run", leaf, run.text[begin:end], run.face, place)


def _gap(old: Sequence[_Atom], new: Sequence[_Atom]) -> Iterator[tuple[Fate, _Atom, _Atom]]:
    """Give what stands on either side between words that both have: marks and numbers meet."""
    i = j = 0
    for here, there in _met(old, new):
        yield from _between(old[i:here], new[j:there])
        yield Fate.KEPT, old[here], new[there]
        i, j = here + 1, there + 1
    yield from _between(old[i:], new[j:])


def _met(old: Sequence[_Atom], new: Sequence[_Atom]) -> Iterator[tuple[int, int]]:
    here = [at for at, atom in enumerate(old) if atom.kind != "run"]
    there = [at for at, atom in enumerate(new) if atom.kind != "run"]
    kinds = [old[at].kind for at in here], [new[at].kind for at in there]
    if kinds[0] == kinds[1]:
        yield from zip(here, there, strict=True)
        return
    for block in SequenceMatcher(None, *kinds, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            yield here[block.a + step], there[block.b + step]


def _between(old: Sequence[_Atom], new: Sequence[_Atom]) -> Iterator[tuple[Fate, _Atom, _Atom]]:
    """Give what went and then what came, but for a gap or words that are only written otherwise."""
    if len(old) == len(new) and all(_reads_as(a, b) for a, b in zip(old, new, strict=True)):
        yield from ((Fate.KEPT, a, b) for a, b in zip(old, new, strict=True))
        return
    yield from ((Fate.GONE, atom, atom) for atom in old)
    yield from ((Fate.COME, atom, atom) for atom in new)


def _reads_as(old: _Atom, new: _Atom) -> bool:
    same = old.kind == new.kind and old.text == new.text
    return same and old.face.link == new.face.link


def _ended(merged: Iterable[tuple[Fate, _Atom, _Atom]]) -> Iterator[Paragraph]:
    """Give paragraphs: what stands in front of each mark."""
    parts: list[Part] = []
    for fate, old, new in merged:
        if new.kind == "mark":
            now = new.leaf if fate is not Fate.GONE else None
            was = old.leaf if fate is not Fate.COME else None
            yield Paragraph(tuple(parts), fate, now, was)
            parts = []
        elif new.kind == "number":
            parts.append(Cited(fate, new.leaf.number or 0))
        else:
            here = old.place if fate is not Fate.COME else None
            there = new.place if fate is not Fate.GONE else None
            parts.append(Words(fate, new.text, new.face, old.face, here, there))


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
            same = _same(zone.blocks[at : at + 1], zone.old_begins[at], zone.new_begins[at])
            yield _line_of_both(both[0][2], both[1][2], list(same))
        else:
            yield from (_line(row, (Fate.GONE, Fate.COME)[side]) for _, side, row in both)


def _line_of_both(old: Row, new: Row, same: Sequence[_Stretch]) -> Line:
    cells = [
        cell
        for was, now in zip(old.cells, new.cells, strict=True)
        for cell in _ended(_merged([was], [now], same))
    ]
    return Line(Fate.KEPT, tuple(cells), new.is_head)
