"""All revisions of a draft: how much each changed, and in one picture how the draft grew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.text.extent import Span
from projections import consensus_state, diff_history, text_changes
from projections.consensus_state import RoundOutcome, RoundRow
from projections.text_changes import Changes
from review_service.access import NotVisible
from review_service.pages.history.growth import growth
from review_service.pages.rendering import render
from review_service.pages.visitor import Number, Seen, Visiting
from review_service.people import register
from review_service.words.german import listed, number

router = APIRouter()

REVISIONS = 50
"""Revisions on one page."""
SPANS = 6
"""Runs of paragraphs that are named; more of them are `weitere`."""

OUTCOMES = {
    RoundOutcome.OPEN: "läuft",
    RoundOutcome.WITHDRAWN: "zurückgezogen",
    RoundOutcome.RETURNED: "mit Vorgaben zurückgegeben",
    RoundOutcome.ACCEPTED: "angenommen",
}
"""How a round ended, as a word behind its number."""


@router.get("/entwuerfe/{id}/fassungen")
def revisions_page(request: Request, visitor: Visiting, shown: Seen, seite: Number = 1) -> Response:
    """Show the revisions, the newest first, and the picture of all of them."""
    pages = -(-shown.revision // REVISIONS)
    if seite > pages:
        raise NotVisible
    upto = shown.revision - (seite - 1) * REVISIONS
    with visitor.database() as database:
        found = diff_history.revisions(
            database, shown.draft, upto=upto, after=max(0, upto - REVISIONS)
        )
        sizes = text_changes.sizes(database, shown.draft, upto=shown.revision)
        rounds = consensus_state.rounds(database, shown.draft)
        names = register.names(database, {revision.by["person"] for revision in found})
    ended = [row.revision for row in rounds if row.outcome is not RoundOutcome.OPEN]
    return render(
        request, "revisions.html", title=f"Fassungen – {shown.title}", shown=shown,
        revisions=found[::-1], names=names, page=seite, pages=pages, growth=growth(sizes, ended),
        pending=shown.revision - len(sizes), rounds=_rounds(rounds), touched=touched, named=named,
    )  # fmt: skip


def touched(changes: Changes) -> str:
    """Say what became of paragraphs: `3 geändert, 1 neu`; empty where nothing did."""
    said = [
        (changes.changed, "geändert"),
        (changes.inserted, "neu"),
        (changes.deleted, "entfallen"),
        (changes.moved, "verschoben"),
        (changes.split, "geteilt"),
        (changes.joined, "zusammengezogen"),
        (changes.formatted, "nur anders formatiert"),
    ]
    return ", ".join(f"{number(many)} {word}" for many, word in said if many)


def named(paragraphs: Sequence[Span]) -> str:
    """Name paragraphs: `Absatz 3`, `Absätze 3, 5 bis 9 und 12`; empty where there are none."""
    if not paragraphs:
        return ""
    shown = [f"{a} bis {b}" if b > a else str(a) for a, b in paragraphs[:SPANS]]
    if len(paragraphs) > SPANS:
        shown.append("weitere")
    noun = "Absatz" if len(paragraphs) == 1 and paragraphs[0][0] == paragraphs[0][1] else "Absätze"
    return f"{noun} {listed(shown)}"


def _rounds(rows: Iterable[RoundRow]) -> dict[int, list[str]]:
    """Give the rounds of each revision in words: `2. Runde, angenommen`."""
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.revision, []).append(f"{row.round}. Runde, {OUTCOMES[row.outcome]}")
    return found
