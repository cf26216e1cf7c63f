"""A revision line by line, for a sitting to cite: "Zeile 12 bis 14, Fassung 3"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.text.blocks import paragraphs
from domain.text.lines import RULE, Line, lines
from projections import diff_history
from review_service import access
from review_service.pages.rendering import render
from review_service.pages.text.choosing import choice
from review_service.pages.text.reading import WHOLE
from review_service.pages.typed import whole_number
from review_service.pages.visitor import Number, Seen, Visiting

router = APIRouter()

LINES = 1_000
"""Lines on one page at most."""


@dataclass(frozen=True)
class Passage:
    """Lines of one paragraph, each with its number; `paragraph` where it begins with them."""

    paragraph: int | None
    lines: tuple[tuple[int, str], ...]


@router.get("/entwuerfe/{id}/zeilen")
def lines_page(
    request: Request, visitor: Visiting, shown: Seen, fassung: Number | None = None,
    teil: Number = 1, von: str = "", bis: str = "", ganz: bool = False,
) -> Response:  # fmt: skip
    """Show a revision with its line numbers, in parts or `ganz`; lines `von` to `bis` are marked,
    and cited."""
    revision = fassung or shown.revision
    with visitor.database() as database:
        text = access.revision(database, shown, revision)
        (own,) = diff_history.revisions(database, shown.draft, upto=revision, after=revision - 1)
        revisions = choice(database, shown)
    every = lines(text.text)
    parts = max(1, -(-len(every) // LINES))
    cited = _cited(whole_number(von), whole_number(bis), len(every))
    part = (cited[0] - 1) // LINES + 1 if cited else min(teil, parts)
    fits = len(text.text) <= WHOLE
    whole = ganz and fits
    here = every if whole else every[(part - 1) * LINES : part * LINES]
    return render(
        request, "lines.html", title=f"Zeilen – {shown.title}", shown=shown, text=text,
        at=own.at, revisions=revisions, rule=RULE, total=len(every), part=part, parts=parts,
        cited=cited, passages=_passages(text.text, here), whole=whole, fits=fits,
    )  # fmt: skip


def _cited(first: int | None, last: int | None, total: int) -> tuple[int, int] | None:
    """Give the lines that are cited, the first one first; one alone stands for itself."""
    named = sorted(min(line, total) for line in (first, last) if line)
    return (named[0], named[-1]) if named and total else None


def _passages(text: str, here: Sequence[Line]) -> list[Passage]:
    units = paragraphs(text)
    starts = [unit.start for unit in units]
    found = []
    for place, run in groupby(here, key=lambda line: bisect_right(starts, line.end - 1) - 1):
        members = tuple(run)
        begins = place >= 0 and members[0].start <= starts[place]
        shown = tuple((line.number, text[line.start : line.end]) for line in members)
        found.append(Passage(units[place].number if begins else None, shown))
    return found
