"""A redline as a page shows it: rendered paragraphs with their numbers, unchanged ones folded."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from markupsafe import Markup, escape

from domain.text.blocks import Paragraph, paragraphs
from domain.text.redline import BlockKind, RedlineBlock, redline
from review_service.pages.headings import Outline
from review_service.pages.marked import Span, marked

CONTEXT = 1
"""Unchanged paragraphs shown before and behind a change."""


Kind = BlockKind | Literal["folded"]


@dataclass(frozen=True)
class Piece:
    """A paragraph of the redline, or a run of unchanged ones (`folded`, without HTML).

    `place` says which paragraph it is: `Absatz 4, früher 5`; empty for headings.
    """

    kind: Kind
    place: str
    html: Markup


@dataclass(frozen=True)
class _Unit:
    """What is shown as one: a block, or the rows of a table; its number in either text."""

    blocks: tuple[RedlineBlock, ...]
    old: int | None
    new: int | None

    @property
    def kind(self) -> Kind:
        kinds: set[Kind] = {block.kind for block in self.blocks}
        return kinds.pop() if len(kinds) == 1 else "changed"

    @property
    def is_table(self) -> bool:
        return all(_text(block).lstrip().startswith("|") for block in self.blocks)


@dataclass(frozen=True)
class Planned:
    """A piece that is not rendered yet: cheap to count and to leave out."""

    kind: Kind
    place: str
    unit: _Unit | None = None

    @property
    def characters(self) -> int:
        """How long its text is."""
        return sum(len(_text(block)) for block in self.unit.blocks) if self.unit else 0


def pieces(old: str, new: str, *, whole: bool) -> list[Piece]:
    """Give what changed from one normalised text to another, with a little of what surrounds it.

    With `whole` also everything that did not change. Empty where nothing changed.
    """
    return rendered(planned(old, new, whole=whole))


def planned(old: str, new: str, *, whole: bool) -> list[Planned]:
    """Give the same as `pieces`, to be rendered in parts: a redline may have thousands."""
    units = list(_units(old, new))
    if all(unit.kind == "same" for unit in units):
        return []
    near = [whole or _is_near(units, at) for at in range(len(units))]
    found: list[Planned] = []
    for shown, run in groupby(zip(near, units, strict=True), key=lambda item: item[0]):
        here = [unit for _, unit in run]
        plain = [Planned(unit.kind, _place(unit), unit) for unit in here]
        found += plain if shown else [_folded(here)]
    return found


def rendered(plan: Sequence[Planned]) -> list[Piece]:
    """Render pieces that follow each other."""
    outline = Outline()
    return [
        Piece(one.kind, one.place, outline.fit(_html(one.unit)) if one.unit else Markup(""))
        for one in plan
    ]


def _units(old: str, new: str) -> Iterator[_Unit]:
    rows: list[_Unit] = []
    for unit in _placed(old, new):
        if unit.is_table:
            rows.append(unit)
            continue
        yield from _table(rows)
        rows = []
        yield unit
    yield from _table(rows)


def _table(rows: Sequence[_Unit]) -> Iterator[_Unit]:
    if rows:
        old, new = (next((n for n in side if n), None) for side in _numbers(rows))
        yield _Unit(tuple(block for row in rows for block in row.blocks), old, new)


def _numbers(rows: Sequence[_Unit]) -> tuple[list[int | None], list[int | None]]:
    return [row.old for row in rows], [row.new for row in rows]


def _placed(old: str, new: str) -> Iterator[_Unit]:
    before, behind = _Numbers(old), _Numbers(new)
    for block in redline(old, new).blocks:
        old_number = before.take("".join(text for op, text in block.ops if op != "+"))
        new_number = behind.take("".join(text for op, text in block.ops if op != "-"))
        if _text(block).strip():
            yield _Unit((_words_only(block),), old_number, new_number)


def _words_only(block: RedlineBlock) -> RedlineBlock:
    """Give a block in which white space that came is not new, and none that went is shown."""
    ops = tuple(
        (op if text.strip() else "=", text) for op, text in block.ops if text.strip() or op != "-"
    )
    unchanged = block.kind == "changed" and all(op == "=" for op, _ in ops)
    return RedlineBlock("same" if unchanged else block.kind, ops)


class _Numbers:
    """Walks through one text and tells the number of the paragraph each part begins in."""

    def __init__(self, text: str) -> None:
        self.units: tuple[Paragraph, ...] = paragraphs(text)
        self.starts = [unit.start for unit in self.units]
        self.at = 0

    def take(self, text: str) -> int | None:
        start = self.at + len(text) - len(text.lstrip())
        self.at += len(text)
        place = bisect_right(self.starts, start) - 1
        return self.units[place].number if text.strip() and place >= 0 else None


def _is_near(units: Sequence[_Unit], at: int) -> bool:
    around = units[max(0, at - CONTEXT) : at + CONTEXT + 1]
    return any(unit.kind != "same" for unit in around)


def _folded(run: Sequence[_Unit]) -> Planned:
    numbers = sorted({unit.new for unit in run if unit.new})
    if not numbers:
        return Planned("folded", "")
    if len(numbers) == 1:
        return Planned("folded", f"Absatz {numbers[0]} ist unverändert.")
    to = "und" if len(numbers) == 2 else "bis"
    return Planned("folded", f"Absätze {numbers[0]} {to} {numbers[-1]} sind unverändert.")


def _place(unit: _Unit) -> str:
    old, new = unit.old, unit.new
    match unit.kind:
        case "deleted":
            return f"früher Absatz {old}" if old else ""
        case "inserted":
            return f"Absatz {new}" if new else ""
        case _ if not new:
            return ""
        case _:
            return f"Absatz {new}" + (f", früher {old}" if old and old != new else "")


def _text(block: RedlineBlock) -> str:
    return "".join(text for _, text in block.ops)


def _html(unit: _Unit) -> Markup:
    """Render a unit; the words of a changed one wear what became of them."""
    if unit.is_table and unit.kind == "changed":
        return _rows(unit)
    text = "".join(_text(block) for block in unit.blocks)
    spans: list[Span] = []
    at = 0
    for op, words in (op for block in unit.blocks for op in block.ops):
        if unit.kind == "changed" and op != "=" and words.strip():
            spans.append(Span(at, at + len(words), op))
        at += len(words)
    return marked(text, spans, _WEAR) or _as_written(unit)


def _as_written(unit: _Unit) -> Markup:
    ops = (op for block in unit.blocks for op in block.ops)
    worn = Markup("").join(_worn(op, text) for op, text in ops)
    return Markup('<p class="wie-geschrieben">{}</p>').format(worn)


def _worn(op: str, text: str) -> Markup:
    return _WEAR[op].format(text) if op in _WEAR and text.strip() else escape(text)


_LINE = re.compile(r"[\s|:-]+")  # between a table's head and its body
_BAR = re.compile(r"(?<!\\)\|")


def _rows(unit: _Unit) -> Markup:
    """Give a changed table: every row, its cells' words wearing what became of them."""
    rows = [_cells(block) for block in unit.blocks if not _LINE.fullmatch(_text(block))]
    tag = Markup('<th scope="col">{}</th>')
    lines = []
    for row in rows:
        lines.append(Markup("<tr>{}</tr>").format(Markup("").join(tag.format(c) for c in row)))
        tag = Markup("<td>{}</td>")
    return Markup('<table class="text-tabelle">{}</table>').format(Markup("").join(lines))


def _cells(block: RedlineBlock) -> list[Markup]:
    cells = [Markup("")]
    for op, text in block.ops:
        first, *rest = _BAR.split(text)
        cells[-1] += _worn(op, first)
        cells += [_worn(op, part) for part in rest]
    return cells[1:-1] or cells  # outside the first and the last bar there is nothing


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
