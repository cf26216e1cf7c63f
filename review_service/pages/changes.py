"""What changed between two revisions: words struck out and put in, in the text itself."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from projections import consensus_state, current_text, diff_history
from projections.drafts import Shown
from projections.read_model import Database
from review_service.access import NotVisible
from review_service.pages.drafts import Number
from review_service.pages.german import capital, count, listed
from review_service.pages.redlining import Planned, planned, rendered
from review_service.pages.rendering import render
from review_service.pages.visitor import Seen, Visiting

router = APIRouter()

PIECES, CHARACTERS = 200, 200_000
"""Paragraphs and characters on one page at most."""
CHOICE = 200
"""Revisions to choose from, the newest ones."""


@router.get("/entwuerfe/{id}/aenderungen")
def changes_page(
    request: Request, visitor: Visiting, shown: Seen,
    von: Number | None = None, bis: Number | None = None,
    ganz: Annotated[bool, Query()] = False, teil: Number = 1,
) -> Response:  # fmt: skip
    """Show what changed from revision `von` to `bis`; `ganz` also what did not."""
    with visitor.database() as database:
        stands = consensus_state.of_draft(
            database, shown.draft, upto=shown.revision, rules=visitor.service.rules
        )
        submitted = [view.row.revision for view in stands.rounds]
        old, new = _chosen(shown, submitted, von, bis)
        texts = [_text(database, shown, revision) for revision in (old, new)]
        since = diff_history.revisions(database, shown.draft, upto=new, after=old, limit=CHOICE)
        revisions = diff_history.revisions(
            database, shown.draft, upto=shown.revision, after=max(0, shown.revision - CHOICE)
        )
    found = planned(*texts, whole=ganz) if old != new else []
    parts = _parts(found)
    part = min(teil, len(parts))
    return render(
        request, "changes.html", title=f"Änderungen – {shown.title}", shown=shown, old=old,
        new=new, pieces=rendered(parts[part - 1]), part=part, parts=len(parts), whole=ganz,
        summed_up=_summed_up(found), since=since, revisions=revisions[::-1],
        sha256=since[-1].sha256 if since else revisions[-1].sha256,
    )  # fmt: skip


def _chosen(
    shown: Shown, submitted: list[int], von: int | None, bis: int | None
) -> tuple[int, int]:
    """Give the revisions to compare, the older one first.

    Without a choice: the newest one and the one submitted before it.
    """
    new = bis or shown.revision
    before = max((revision for revision in submitted if revision < new), default=max(1, new - 1))
    old, new = sorted((von or before, new))
    return old, new


def _text(database: Database, shown: Shown, revision: int) -> str:
    found = None
    if revision <= shown.revision:
        found = current_text.of_revision(database, shown.draft, revision)
    if found is None:
        raise NotVisible
    return found.text


def _parts(found: list[Planned]) -> list[list[Planned]]:
    parts: list[list[Planned]] = [[]]
    characters = 0
    for piece in found:
        if parts[-1] and (len(parts[-1]) >= PIECES or characters + piece.characters > CHARACTERS):
            parts.append([])
            characters = 0
        parts[-1].append(piece)
        characters += piece.characters
    return parts


def _summed_up(found: list[Planned]) -> str:
    changed, came, went = (
        sum(piece.kind == kind for piece in found) for kind in ("changed", "inserted", "deleted")
    )
    said = [
        count(changed, "ein Absatz ist geändert", "Absätze sind geändert") if changed else "",
        count(came, "einer ist neu", "sind neu") if came else "",
        count(went, "einer entfällt", "entfallen") if went else "",
    ]
    words = listed(part for part in said if part)
    return f"{capital(words)}." if words else ""
