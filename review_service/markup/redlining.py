"""A redline as a page shows it: numbered changes, in the text or side by side, the rest folded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from markupsafe import Markup

from domain.text.changes import Unit, both_sides, cells, new_side, old_side, runs
from domain.text.markdown import parse
from domain.text.redline.ops import BlockKind, TextOp
from domain.text.seen import read
from review_service.markup.marked import Span, marked
from review_service.markup.unseen import written
from review_service.words import changes as change_names

View = Literal["nebeneinander", "im-text", "stellen"]
"""Old and new side by side; both in one text; only the changes, long ones shortened."""

PIECES, CHARACTERS = 200, 200_000
"""Rows and characters on one page at most."""

CONTEXT = 1
"""Unchanged paragraphs shown before and behind a change."""

TOGETHER = 20
"""Paragraphs that only look otherwise, in one row at most."""

EXCERPT, LEFT_OUT = 120, "[…]"
"""Characters around a change that view `stellen` leaves of a long paragraph; what stands for the
rest."""

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
    for row in shown:
        if found[-1] and (len(found[-1]) >= PIECES or characters + row.characters > CHARACTERS):
            found.append([])
            characters = 0
        found[-1].append(row)
        characters += row.characters
    return found


def rendered(shown: Iterable[Row], view: View) -> list[Piece]:
    """Render rows that follow each other."""
    return [_piece(row, view) for row in shown]


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


def _piece(row: Row, view: View) -> Piece:
    if row.kind in ("folded", "moved_away"):
        return Piece(row.kind, row.units)
    if row.kind == "formatted":
        new = Markup("").join(_laid_out(unit, new_side) for unit in row.units)
        return Piece(row.kind, row.units, html=new)
    (unit,) = row.units
    if view == "nebeneinander" or unit.rewritten:
        old = _NOTHING if unit.kind == "inserted" else _laid_out(unit, old_side)
        new = _NOTHING if unit.kind == "deleted" else _laid_out(unit, new_side)
        return Piece(row.kind, row.units, old=old, new=new)
    if view == "stellen" and not unit.is_table:
        return Piece(
            row.kind, row.units, html=_laid_out(unit, lambda ops: excerpt(both_sides(ops)))
        )
    return Piece(row.kind, row.units, html=_laid_out(unit, both_sides))


Pick = Callable[[Sequence[TextOp]], Sequence[TextOp]]
"""Chooses which words of a unit are shown: those of one text, or of both."""


def _laid_out(unit: Unit, pick: Pick) -> Markup:
    """Render a unit; where single words of it went or came, they wear that."""
    ops = [op for block in unit.ops_by_block for op in pick(block)]
    if unit.kind in ("deleted", "inserted") or unit.rewritten:
        ops = [("=", text) for _, text in ops]
    if unit.is_table and pick is both_sides and any(op != "=" for op, _ in ops):
        return _rows(unit, pick)
    return _as_markdown(ops) or (_rows(unit, pick) if unit.is_table else _as_written(ops))


def excerpt(ops: Sequence[TextOp], around: int = EXCERPT) -> tuple[TextOp, ...]:
    """Shorten what stays the same to some words around each change."""
    if all(op == "=" for op, _ in ops):
        return tuple(ops)
    last = len(ops) - 1
    return tuple(
        (op, _shortened(text, around if at else 0, around if at < last else 0))
        if op == "="
        else (op, text)
        for at, (op, text) in enumerate(ops)
    )


def _shortened(text: str, lead: int, tail: int) -> str:
    if len(text) <= 2 * (lead + tail):
        return text
    head = text[:lead].rpartition(" ")[0] + " " if lead else ""
    end = " " + text[len(text) - tail :].partition(" ")[2] if tail else ""
    return f"{head}{LEFT_OUT}{end}"


def _as_markdown(ops: Sequence[TextOp]) -> Markup | None:
    """Render words that wear what became of them; None where Markdown does not allow it."""
    spans: list[Span] = []
    at = 0
    for op, text in ops:
        if op != "=":
            spans.append(Span(at, at + len(text), op))
        at += len(text)
    text = "".join(text for _, text in ops)
    shown = [(piece.start, piece.end) for piece in read(parse(text))]
    if not all(any(at < span.end and span.start < end for at, end in shown) for span in spans):
        return None
    return Markup(_HEADING.sub(_as_title, marked(text, spans, _WEAR)))


_HEADING = re.compile(r"<(/?)h[1-6](?=[ >])")


def _as_title(tag: re.Match[str]) -> str:
    """Among changes a draft's own headings are none: they may be gone, or stand there twice."""
    return "</p" if tag[1] else '<p class="syn__titel"'


def _as_written(ops: Iterable[TextOp]) -> Markup:
    worn = Markup("").join(_worn(op, text) for op, text in ops)
    return Markup('<p class="wie-geschrieben">{}</p>').format(worn)


def _worn(op: str, text: str) -> Markup:
    words = written(text)
    return _WEAR[op].format(words) if op in _WEAR and text.strip() else words


_LINE = re.compile(r"[\s|:-]+")  # between a table's head and its body


def _rows(unit: Unit, pick: Pick) -> Markup:
    """Give a table row by row, its cells' words wearing what became of them."""
    shown = [list(pick(ops)) for ops in unit.ops_by_block]
    tag = Markup('<th scope="col">{}</th>')
    lines = []
    for row in shown:
        text = "".join(text for _, text in row)
        if _LINE.fullmatch(text) or not text.strip():
            continue
        worn = (Markup("").join(_worn(*op) for op in cell) for cell in cells(row))
        lines.append(Markup("<tr>{}</tr>").format(Markup("").join(map(tag.format, worn))))
        tag = Markup("<td>{}</td>")
    return Markup('<table class="text-tabelle">{}</table>').format(Markup("").join(lines))


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
