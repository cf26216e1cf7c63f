"""A redline as a page shows it: numbered changes, in the text or side by side, the rest folded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from markupsafe import Markup

from domain.text.blocks import Paragraph
from domain.text.changes import Unit, runs
from domain.text.redline.ops import BlockKind, TextOp
from domain.text.stretches import Reading, around
from review_service.markup.excerpt import excerpt
from review_service.markup.markdown import laid_out
from review_service.markup.notes import linked
from review_service.markup.unseen import written
from review_service.markup.weaving import COME, GONE, Change
from review_service.words import changes as change_names

View = Literal["nebeneinander", "im-text", "stellen"]
"""Old and new side by side; both in one text; only the changes, long ones shortened."""

PIECES, CHARACTERS = 200, 200_000
"""Rows and characters on one page at most."""

CONTEXT = 1
"""Unchanged paragraphs shown before and behind a change."""

TOGETHER = 20
"""Paragraphs that only look otherwise, in one row at most."""

Kind = BlockKind | Literal["folded"]

_NOTHING = Markup("")


@dataclass(frozen=True)
class Row:
    """A line of the comparison that is not rendered yet: cheap to count and to leave out."""

    kind: Kind
    units: tuple[Unit, ...]

    @property
    def characters(self) -> int:
        """Give how long its text is."""
        return 0 if self.kind == "folded" else sum(unit.length for unit in self.units)

    @property
    def around(self) -> frozenset[Paragraph]:
        """Give the paragraphs it takes to read it, where its units are parts of them."""
        units = () if self.kind in ("folded", "moved_away") else self.units
        sides = [side for unit in units for side in (unit.in_old, unit.in_new)]
        return frozenset[Paragraph]().union(*map(around, sides))

    @property
    def changes(self) -> tuple[int, ...]:
        """Give the numbers of the changes in it."""
        return tuple(unit.number for unit in self.units if unit.counted)


@dataclass(frozen=True)
class Piece:
    """A row with its HTML: `html` both texts in one, or `old` and `new` each by itself."""

    kind: Kind
    units: tuple[Unit, ...]
    html: Markup = _NOTHING
    old: Markup = _NOTHING
    new: Markup = _NOTHING

    @property
    def unit(self) -> Unit:
        """Give its unit, the first one of several."""
        return self.units[0]

    @property
    def place(self) -> str:
        """Say which paragraphs it is about; empty for headings."""
        if self.kind == "folded":
            return change_names.unchanged(self.units)
        if len(self.units) > 1:
            return change_names.span(self.units)
        return change_names.place(self.unit)


def rows(found: Sequence[Unit], view: View, *, whole: bool = False) -> list[Row]:
    """Give what is shown of a redline; with `whole` also what did not change.

    Empty where nothing changed, not even the look of a paragraph.
    """
    if all(unit.kind == "same" for unit in found):
        return []
    if view == "stellen":
        return [row for row in _together(found) if row.kind != "same"]
    if whole:
        return _together(found)
    shown: list[Row] = []
    for near, run in runs(found, CONTEXT):
        shown += _together(run) if near else _folded(run)
    return shown


def parts(shown: Sequence[Row]) -> list[list[Row]]:
    """Give rows in parts that a page can hold, at least one."""
    found: list[list[Row]] = [[]]
    characters = 0
    read: set[Paragraph] = set()
    for row in shown:
        beside = sum(len(paragraph.text) for paragraph in row.around - read)
        more = row.characters + beside
        if found[-1] and (len(found[-1]) >= PIECES or characters + more > CHARACTERS):
            found.append([])
            read, characters = set(), 0
        found[-1].append(row)
        read |= row.around
        characters += more
    return found


def rendered(shown: Iterable[Row], view: View) -> list[Piece]:
    """Render rows that follow each other."""
    reading = Reading()
    return _linked([_piece(row, view, reading) for row in shown])


def _linked(pieces: Sequence[Piece]) -> list[Piece]:
    """Give pieces with links between the numbers of notes and the notes, of each text by itself."""
    went = [piece.html if piece.kind == "deleted" else _NOTHING for piece in pieces]
    stays = [_NOTHING if html else piece.html for html, piece in zip(went, pieces, strict=True)]
    old = linked([html or piece.old for html, piece in zip(went, pieces, strict=True)], "alt-")
    new = linked([html or piece.new for html, piece in zip(stays, pieces, strict=True)])
    return [
        replace(piece, html=was if gone else now)
        if piece.html
        else replace(piece, old=was, new=now)
        for piece, gone, was, now in zip(pieces, went, old, new, strict=True)
    ]


def anchor(unit: Unit) -> str:
    """Give the name of the place on the page where a change is, or where it moved away from."""
    return f"{'fort' if unit.kind == 'moved_away' else 'aenderung'}-{unit.number}"


def _together(found: Iterable[Unit]) -> list[Row]:
    """Give a row a unit; neighbours that only look otherwise share one."""
    shown: list[Row] = []
    for formatted, run in groupby(found, key=lambda unit: unit.kind == "formatted"):
        here = tuple(run)
        step = TOGETHER if formatted else 1
        for at in range(0, len(here), step):
            shown.append(Row(here[at].kind, here[at : at + step]))
    return shown


def _folded(run: Sequence[Unit]) -> list[Row]:
    """Fold what did not change; what only looks otherwise is folded by itself."""
    shown: list[Row] = []
    for formatted, some in groupby(run, key=lambda unit: unit.kind == "formatted"):
        here = tuple(some)
        shown += _together(here) if formatted else [Row("folded", here)]
    return shown


def _piece(row: Row, view: View, reading: Reading) -> Piece:
    if row.kind in ("folded", "moved_away"):
        return Piece(row.kind, row.units)
    if row.kind == "formatted":
        html = Markup("").join(_laid_out(unit, "both", reading) for unit in row.units)
        return Piece(row.kind, row.units, html=html)
    (unit,) = row.units
    if view == "nebeneinander" or unit.rewritten:
        old = _NOTHING if unit.kind == "inserted" else _laid_out(unit, "old", reading)
        new = _NOTHING if unit.kind == "deleted" else _laid_out(unit, "new", reading)
        return Piece(row.kind, row.units, old=old, new=new)
    side: Side = "old" if unit.kind == "deleted" else "new" if unit.kind == "inserted" else "both"
    short = view == "stellen" and not unit.is_table
    return Piece(row.kind, row.units, html=_laid_out(unit, side, reading, short=short))


Side = Literal["old", "new", "both"]
"""Which of the texts of a unit is shown, or both in one."""


def _laid_out(unit: Unit, side: Side, reading: Reading, *, short: bool = False) -> Markup:
    """Render a unit; where single words of it went or came, they wear that."""
    if unit.kind in ("same", "deleted", "inserted") or unit.rewritten:
        stretches = unit.in_old if side == "old" else unit.in_new
        return _titled(laid_out(reading.tokens(stretches), _WEAR))
    change = Change(unit.ops, reading.tokens(unit.in_old), reading.tokens(unit.in_new))
    if change.hides:
        return _as_written(unit.ops, side)
    tokens = {"old": change.old, "new": change.new, "both": change.both}[side]()
    return _titled(laid_out(excerpt(tokens) if short else tokens, _WEAR))


def _titled(html: Markup) -> Markup:
    """Among changes a draft's own headings are none: they may be gone, or stand there twice."""
    return Markup(_HEADING.sub(lambda tag: "</p" if tag[1] else '<p class="syn__titel"', html))


_HEADING = re.compile(r"<(/?)h[1-6](?=[ >])")


def _as_written(ops: Iterable[TextOp], side: Side) -> Markup:
    left_out = {"old": COME, "new": GONE}.get(side)
    worn = (_worn(op, text) for op, text in ops if op != left_out)
    return Markup('<p class="wie-geschrieben" dir="auto">{}</p>').format(Markup("").join(worn))


def _worn(op: str, text: str) -> Markup:
    words = written(text)
    return _WEAR[op].format(words) if op in _WEAR and text.strip() else words


_WEAR = {
    "-": Markup(
        '<del class="weg"><span class="kern-sr-only">[gestrichen: </span>{}'
        '<span class="kern-sr-only">]</span></del>'
    ),
    "+": Markup(
        '<ins class="neu"><span class="kern-sr-only">[eingefügt: </span>{}'
        '<span class="kern-sr-only">]</span></ins>'
    ),
}
