"""Changes as OpenDocument can say them: words within a paragraph, and whole paragraphs and tables.

Where a paragraph was split or joined, looks otherwise as a whole, or a table has other rows, the
old ones went and the new ones came. Words that look otherwise went and came as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from review_service.word.changed import (
    Anchor,
    Block,
    Cited,
    Fate,
    Grid,
    Line,
    Note,
    Paragraph,
    Part,
    Words,
)

_AS = {Fate.LEFT: Fate.GONE, Fate.MOVED: Fate.COME}


class Step(NamedTuple):
    """A block that stands in both texts, went or came; only the words of one that stands in both
    have fates of their own."""

    fate: Fate
    block: Block


def steps(blocks: Iterable[Block]) -> Iterator[Step]:
    """Give blocks one by one, first what went, then what came in its place."""
    group: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Grid):
            yield from _apart(group)
            group = []
            yield from _of_table(block)
            continue
        fate = _fate(block.fate)
        group.append(block)
        alone = len(group) == 1
        if alone and fate is not Fate.KEPT and all(_fate(p.fate) is fate for p in _said(block)):
            yield from _apart(group)
            group = []
        elif fate is Fate.KEPT:
            yield from [Step(fate, _within(block))] if alone and _stays(block) else _apart(group)
            group = []
    yield from _apart(group)


def _fate(fate: Fate) -> Fate:
    return _AS.get(fate, fate)


def _said(paragraph: Paragraph) -> list[Part]:
    return [part for part in paragraph.parts if not isinstance(part, Anchor)]


def _stays(paragraph: Paragraph) -> bool:
    old, new = paragraph.old, paragraph.new
    return old is not None and new is not None and old.look == new.look


def _apart(group: Sequence[Paragraph]) -> Iterator[Step]:
    for fate in (Fate.GONE, Fate.COME):
        for paragraph in _side(group, fate):
            yield Step(fate, paragraph)


def _side(group: Iterable[Paragraph], fate: Fate) -> Iterator[Paragraph]:
    """Give the paragraphs of one of the texts: that of what went, or of what came."""
    parts: list[Part] = []
    for paragraph in group:
        parts += (_of_side(part, fate) for part in paragraph.parts if _is_of(part, fate))
        leaf = paragraph.old if fate is Fate.GONE else paragraph.new
        if leaf is not None and _fate(paragraph.fate) in (Fate.KEPT, fate):
            yield Paragraph(tuple(parts), Fate.KEPT, leaf, leaf)
            parts = []


def _is_of(part: Part, fate: Fate) -> bool:
    if isinstance(part, Anchor):
        return fate is Fate.COME
    return _fate(part.fate) in (Fate.KEPT, fate)


def _of_side(part: Part, fate: Fate) -> Part:
    match part:
        case Words():
            face = part.was if fate is Fate.GONE and part.fate is Fate.KEPT else part.face
            return part._replace(fate=Fate.KEPT, face=face, was=face)
        case Note():
            (paragraph,) = _side([part.paragraph], fate)
            return part._replace(fate=Fate.KEPT, paragraph=paragraph)
        case _:
            return part._replace(fate=Fate.KEPT)


def _within(paragraph: Paragraph) -> Paragraph:
    """Give a paragraph that stays, in which nothing but words and numbers went and came."""
    parts = [one for part in paragraph.parts for one in _parted(part)]
    return paragraph._replace(parts=tuple(parts))


def _parted(part: Part) -> Iterator[Part]:
    fate = _fate(part.fate)
    match part:
        case Words() if fate is Fate.KEPT and part.face != part.was:
            yield part._replace(fate=Fate.GONE, face=part.was)
            yield part._replace(fate=Fate.COME)
        case Note() if fate is Fate.KEPT and _changed(part.paragraph):
            yield _of_side(part, Fate.GONE)._replace(fate=Fate.GONE)
            yield _of_side(part, Fate.COME)._replace(fate=Fate.COME)
        case Note():
            side = _of_side(part, Fate.GONE if fate is Fate.GONE else Fate.COME)
            yield side._replace(fate=fate)
        case Words() | Cited() | Anchor():
            yield part._replace(fate=fate)


def _changed(paragraph: Paragraph) -> bool:
    return any(
        part.fate is not Fate.KEPT or (isinstance(part, Words) and part.face != part.was)
        for part in paragraph.parts
    )


# Tables ------------------------------------------------------------------------------------------


def _of_table(grid: Grid) -> Iterator[Step]:
    if grid.fate is Fate.KEPT and all(
        line.fate is Fate.KEPT and all(_stays(cell) for cell in line.cells) for line in grid.lines
    ):
        lines = [line._replace(cells=tuple(map(_within, line.cells))) for line in grid.lines]
        yield Step(Fate.KEPT, grid._replace(lines=tuple(lines)))
        return
    for fate in (Fate.GONE, Fate.COME):
        rows = [_row(line, fate) for line in grid.lines if _fate(line.fate) in (Fate.KEPT, fate)]
        if rows and _fate(grid.fate) in (Fate.KEPT, fate):
            yield Step(fate, grid._replace(fate=Fate.KEPT, lines=tuple(rows)))


def _row(line: Line, fate: Fate) -> Line:
    cells = [_cell(cell, fate) for cell in line.cells]
    return line._replace(fate=Fate.KEPT, cells=tuple(cells))


def _cell(cell: Paragraph, fate: Fate) -> Paragraph:
    (found,) = _side([cell], fate)
    return found
