"""One draft: where it stands, who says what, its way, its Vorgaben, its text, its revisions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from domain import lip
from domain.lip import name_of
from projections import current_text, diff_history, standing, statements
from projections.current_text import Text
from projections.drafts import Shown
from projections.read_model import Database
from projections.standing import Standing
from projections.statements import Said
from review_service.access import NotVisible
from review_service.pages import signs, verdict
from review_service.pages.chronicle import quoted
from review_service.pages.matrix import matrix
from review_service.pages.offers import offers
from review_service.pages.reading import Note, found_again, reading
from review_service.pages.rendering import render
from review_service.pages.visitor import Seen, Visiting
from review_service.people import accounts

router = APIRouter()

REVISIONS = 20
"""Revisions listed on a draft's page, the newest ones."""

NOTICES = {
    "angelegt": "Der Entwurf ist angelegt. Eingereicht ist er noch nicht.",
    "gespeichert": "Die Fassung ist gespeichert. Eingereicht ist sie noch nicht.",
    "eingereicht": "Der Entwurf ist eingereicht. Die Beratungsrunde läuft.",
    "zurueckgezogen": "Die Einreichung ist zurückgezogen.",
    "stellungnahme": "Ihre Stellungnahme ist abgegeben.",
    "zaehlt-nicht": "Ihre Stellungnahme ist festgehalten. Sie kam nach dem Ende der Runde und"
    " zählt deshalb nicht mehr.",
    "uebermittelt": "Ihre Stellungnahme ist an die Lenkungsgruppe übermittelt.",
    "gefragt": "Die Gleichstellungsbeauftragte ist um Rücksprache gebeten.",
    "angenommen": "Die Annahme ist festgehalten.",
    "zurueckgegeben": "Die Rückgabe mit Vorgaben ist festgehalten.",
    "gesichert": "Ihr Text ist gespeichert und noch nicht abgegeben. Sie finden ihn unter"
    " „Meine Aufgaben“.",
}
"""What a form says after it is done, by the name it leaves with."""

Number = Annotated[int, Query(ge=1, le=2**31 - 1)]


@router.get("/entwuerfe/{id}")
def draft_page(
    request: Request, visitor: Visiting, shown: Seen, fassung: Number | None = None,
    teil: Number = 1, ok: Annotated[str, Query(max_length=40)] = "",
) -> Response:  # fmt: skip
    """Show a draft; `fassung` shows the text of an earlier revision, `teil` another part of it."""
    with visitor.database() as database:
        stands = standing.now(database, shown, visitor.service.rules)
        text = _text(database, shown, fassung or shown.revision)
        revisions = diff_history.revisions(
            database, shown.draft, upto=shown.revision, after=max(0, shown.revision - REVISIONS)
        )
        notes = list(notes_on(database, stands, text))
        names = accounts.names(database, {revision.by["person"] for revision in revisions})
    return render(
        request, "draft.html", title=shown.title, shown=shown, text=text, names=names,
        revisions=revisions[::-1], read=reading(text.text, notes, teil),
        notice=NOTICES.get(ok), offers=offers(visitor, stands), **facts(stands),
    )  # fmt: skip


def facts(stands: Standing) -> dict[str, Any]:
    """Give what a page says about where a draft stands, now or then."""
    return {
        "stands": stands,
        "verdict": verdict.verdict(stands),
        "matrix": matrix(stands.consensus),
        "way": verdict.way(stands),
        "open_heading": verdict.open_heading(stands),
        "earlier_submitted": earlier_submitted(stands),
    }


def earlier_submitted(stands: Standing) -> int | None:
    """Give the last submitted revision before the one submitted last."""
    revisions = [view.row.revision for view in stands.consensus.rounds]
    return max((r for r in revisions if r < revisions[-1]), default=None)


def _text(database: Database, shown: Shown, revision: int) -> Text:
    found = None
    if revision <= shown.revision:
        found = current_text.of_revision(database, shown.draft, revision)
    if found is None:
        raise NotVisible
    return found


def notes_on(database: Database, stands: Standing, text: Text) -> Iterator[Note]:
    """Give the notes in the margin of a revision: Vorgaben first, then statements."""
    rounds = {view.row.round: view.row.revision for view in stands.consensus.rounds}
    yield from _of_vorgaben(stands, text, rounds)
    with_this = [round for round, revision in rounds.items() if revision == text.revision]
    if with_this:
        said = statements.counting(database, stands.shown.draft, with_this[-1])
        for body in lip.HEARD:
            if body.slug in said:
                yield from _of_statement(stands.shown, said[body.slug])


def _of_vorgaben(stands: Standing, text: Text, rounds: dict[int, int]) -> Iterator[Note]:
    for line in stands.vorgaben:
        if line.passage is None:
            continue
        if rounds[line.round] == text.revision:
            place: tuple[int, int] | None = (line.passage["start"], line.passage["end"])
        else:
            place = found_again(text.text, line.passage["exact"])
        if place and rounds[line.round] <= text.revision:
            yield Note(
                "vorgabe", *place, sign=signs.VORGABE[line.state],
                heading=f"Vorgabe {line.number}", words=quoted(line.text, 120),
                href=f"#vorgabe-{line.number}",
            )  # fmt: skip


def _of_statement(shown: Shown, said: Said) -> Iterator[Note]:
    for passage in said.passages:
        yield Note(
            "statement", passage["start"], passage["end"], sign=signs.POSITION[said.position],
            heading=name_of(said.body), words=quoted(said.text, 120),
            href=f"/entwuerfe/{shown.draft}/stellungnahmen?runde={said.round}#{said.body}",
        )  # fmt: skip
