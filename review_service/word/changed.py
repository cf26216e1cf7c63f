"""A document in which every change can be taken or left.

A paragraph is its words and the mark that ends it; what was split or joined is a mark that came or
went.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from review_service.word.elements import Face, Leaf


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
    """The number that a reader cites a paragraph by, at the beginning of its words; 0 for that of a
    note in front of it, which is counted and not seen."""

    fate: Fate
    number: int


class Anchor(NamedTuple):
    """Where the words begin that a remark speaks of, or where they end."""

    remark: int
    begins: bool
    fate: Fate = Fate.KEPT


class Note(NamedTuple):
    """The number of a note among words, and the note; its `mark` where notes do not count
    themselves."""

    fate: Fate
    mark: str
    paragraph: Paragraph


Part = Words | Cited | Anchor | Note


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
