"""What changed between two revisions: side by side, in the text, or only the places themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from domain.text.changes import Unit, tally, units
from projections import diff_history
from projections.current_text import Text
from projections.drafts import Shown
from review_service import pairs, redlines
from review_service.markup.redlining import Row, View, anchor, parts, rendered, rows
from review_service.pages.rendering import render
from review_service.pages.text.choosing import CHOICE, choice
from review_service.pages.text.reading import WHOLE
from review_service.pages.visitor import Number, Seen, Visiting
from review_service.redlines import Computing
from review_service.words import changes as change_names

router = APIRouter()

AGAIN = 2
"""Seconds after which a page that shows progress asks again."""

VIEWS: dict[View, str] = {
    "nebeneinander": "Nebeneinander",
    "im-text": "Im Text",
    "stellen": "Nur geänderte Stellen",
}

Address = Callable[..., str]
"""Gives the page's address with some of its query otherwise: `here(teil=2)`."""


@router.get("/entwuerfe/{id}/aenderungen")
def changes_page(
    request: Request, visitor: Visiting, shown: Seen,
    von: Number | None = None, bis: Number | None = None, ansicht: View = "nebeneinander",
    ganz: Annotated[bool, Query()] = False, teil: Number = 1, aenderung: Number | None = None,
    alle: bool = False,
) -> Response:  # fmt: skip
    """Show what changed from revision `von` to `bis`; `ganz` also what did not.

    `aenderung` opens the part with that change and says so above it; `alle` shows all parts on one
    page, to print them.
    """
    if von and bis:
        von, bis = sorted((von, bis))
    with visitor.database() as database:
        texts = pairs.of_draft(database, shown, old=von, new=bis)
        old, new = (text.revision for text in texts)
        since = diff_history.revisions(
            database, shown.draft, upto=new, after=max(0, old - 1), limit=CHOICE
        )
        revisions = choice(database, shown)
    redline = redlines.ask(visitor.service, visitor.account, *texts)
    fits = max(len(text.text) for text in texts) <= WHOLE
    here = _address(shown, von=old, bis=new, ansicht=ansicht, ganz=ganz, alle=alle and fits)
    facts: dict[str, Any] = {
        "shown": shown, "old": old, "new": new, "since": since, "revisions": revisions,
        "sha256": texts[1].sha256, "here": here, "view": ansicht, "views": VIEWS, "whole": ganz,
        "fits": fits, "together": alle and fits,
    }  # fmt: skip
    title = f"Änderungen – {shown.title}"
    if isinstance(redline, Computing):
        return computing(request, shown, texts, redline, here())
    found = units(redline)
    return render(
        request, "changes.html", title=title, summed_up=change_names.summed_up(tally(found)),
        **facts, **_part(found, ansicht, teil, aenderung, whole=ganz, together=facts["together"]),
    )  # fmt: skip


def computing(
    request: Request, shown: Shown, texts: tuple[Text, Text], progress: Computing, here: str
) -> Response:
    """Show how far a comparison is; the page asks again for `here`, which shows what it gives."""
    old, new = texts
    answer = render(
        request, "computing.html", title=f"Änderungen – {shown.title}", shown=shown,
        progress=progress, old=old.revision, new=new.revision, sha256=new.sha256, here=here,
    )  # fmt: skip
    answer.headers["Refresh"] = str(AGAIN)
    return answer


def _part(
    found: Sequence[Unit], view: View, part: int, change: int | None, *, whole: bool,
    together: bool,
) -> dict[str, Any]:  # fmt: skip
    """Give one part of the comparison, or all `together`, and where everything is that it links
    to."""
    shown = rows(found, view, whole=whole)
    parted = parts(shown)
    every = [shown] if together else parted
    where = _whereabouts(every)
    total = sum(unit.counted for unit in found)
    current = min(change, total) if change else 0
    part = where.get(f"aenderung-{current}", min(part, len(every)))
    here = every[part - 1]
    numbers = [number for row in here for number in row.changes]
    return {
        "pieces": rendered(here, view), "part": part, "parts": len(every), "where": where,
        "all_parts": len(parted), "total": total, "current": current, "numbers": numbers,
        "anchor": anchor, "names": change_names, "unfolded": _unfolded(here, found, view),
    }  # fmt: skip


def _whereabouts(every: Sequence[Sequence[Row]]) -> dict[str, int]:
    """Give in which part each change is, and each place something moved away from."""
    return {
        anchor(unit): part
        for part, shown in enumerate(every, start=1)
        for row in shown
        for unit in row.units
        if unit.changed
    }


def _unfolded(here: Sequence[Row], found: Sequence[Unit], view: View) -> dict[int, int]:
    """Give in which part of the whole text the folded paragraphs are, by where they start."""
    wanted = {row.units[0].new.start for row in here if row.kind == "folded" and row.units[0].new}
    if not wanted:
        return {}
    return {
        row.units[0].new.start: part
        for part, shown in enumerate(parts(rows(found, view, whole=True)), start=1)
        for row in shown
        if row.units[0].new and row.units[0].new.start in wanted
    }


def _address(shown: Shown, **query: Any) -> Address:
    def here(**other: Any) -> str:
        asked = {**query, **other}
        if asked["ansicht"] == "nebeneinander":
            del asked["ansicht"]
        for name in ("ganz", "alle"):
            if asked.pop(name):
                asked[name] = "true"
        return f"/entwuerfe/{shown.draft}/aenderungen?{urlencode(asked)}"

    return here
