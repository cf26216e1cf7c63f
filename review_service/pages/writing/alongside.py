"""What stands beside a text that is being written: what was said of it, what is changed so far."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.text.blocks import paragraphs
from domain.text.changes import tally, units
from projections.current_text import Text
from projections.drafts import Shown
from projections.passages import Source
from projections.read_model import Database
from projections.vorgaben import Line
from review_service import redlines
from review_service.markup.redlining import Piece, anchor, parts, rendered, rows
from review_service.pages.text import beside
from review_service.pages.text.beside import Remark
from review_service.pages.visitor import Visitor
from review_service.redlines import AnotherIsRunning, Computing, NotComputed
from review_service.words import changes as change_names


@dataclass(frozen=True)
class Voice:
    """A passage of a text, and what was said of it; `section` is the heading above it."""

    remark: Remark
    passage: Mapping[str, Any]
    section: str


def voices(
    database: Database, visitor: Visitor, shown: Shown, lines: list[Line], text: Text
) -> list[Voice]:
    """Give what statements and questions say of the passages of a revision, in their order."""
    spoken = beside.spoken_of(
        database, shown.draft, lines, revision=text.revision, upto=shown.revision,
        ordnung=visitor.ordnung,
    )  # fmt: skip
    said = [
        one
        for one in spoken
        if one.here and one.standing.source in (Source.STATEMENT, Source.CONSULTATION)
    ]
    headings = [unit for unit in paragraphs(text.text) if unit.kind == "heading"] if said else []
    starts = [unit.start for unit in headings]
    found = []
    for one in said:
        assert one.standing.at
        before = bisect_right(starts, one.standing.at["start"])
        section = _title(headings[before - 1].text) if before else ""
        found.append(Voice(one.remark, one.standing.at, section))
    return sorted(found, key=lambda voice: voice.passage["start"])


def _title(heading: str) -> str:
    return heading.strip("#= -\n").split("\n")[0].strip()


@dataclass(frozen=True)
class Changes:
    """What is changed since revision `base`, summed up, and of it what a page holds; `computing`
    where that takes a while."""

    base: int
    summed_up: str = ""
    pieces: tuple[Piece, ...] = ()
    whole: bool = True
    computing: bool = False

    anchor = staticmethod(anchor)
    names = change_names

    @property
    def where(self) -> dict[str, int]:
        """Where each change is: all are on one page."""
        units = (unit for piece in self.pieces for unit in piece.units)
        return {anchor(unit): 1 for unit in units if unit.changed}


def changes(visitor: Visitor, base: Text, text: str | None) -> Changes | None:
    """Compare a text that is being written with the revision it began with; None where it could
    not be stored."""
    if text is None:
        return None
    try:
        redline = redlines.of_written(visitor.service, visitor.account, base, text)
    except (AnotherIsRunning, NotComputed):
        redline = Computing(0, 0)
    if isinstance(redline, Computing):
        return Changes(base.revision, computing=True)
    found = units(redline)
    every = parts(rows(found, "stellen"))
    pieces = rendered(every[0], "stellen")
    summed_up = change_names.summed_up(tally(found))
    return Changes(base.revision, summed_up, tuple(pieces), whole=len(every) == 1)
