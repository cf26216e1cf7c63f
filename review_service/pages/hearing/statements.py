"""The hearing of a draft: what every body said, round by round, and the Vorgaben with answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.gremium import Kind
from domain.procedure import Ordnung
from projections import consensus_state, current_text, statements, vorgaben
from projections.consensus_state import Consensus, HeardState, RoundOutcome, RoundView
from projections.current_text import Text
from projections.drafts import Shown
from projections.read_model import Database
from projections.statements import Said
from projections.vorgaben import Line
from review_service.access import NotVisible
from review_service.markup.templating import quote
from review_service.pages.hearing.matrix import Field, field, matrix
from review_service.pages.rendering import render
from review_service.pages.text.beside import spoken_of
from review_service.pages.text.portions import Parts, parts_of
from review_service.pages.visitor import Number, Seen, Visiting
from review_service.people import register
from review_service.words.bodies import shared_by_councils
from review_service.words.german import listed

router = APIRouter()
FIRST = (Kind.CONFERENCE, Kind.ROUND_TABLE, Kind.EQUALITY, Kind.COUNCIL)
"""The order of reading: those whose statement is awaited first, then the Beiräte."""


_MOST = 400  # characters of a passage


@dataclass(frozen=True)
class Place:
    """A passage a statement speaks of: its words in quotes, what is said of it alone, its
    paragraph, its part of the text."""

    words: str
    remark: str
    number: int | None
    part: int


@dataclass(frozen=True)
class Voice:
    """A body in a round: its last statement, those it replaced, why it does not count."""

    body: str
    name: str
    said: Said
    field: Field
    places: tuple[Place, ...]
    replaced: tuple[Said, ...]
    why_not: str


@router.get("/entwuerfe/{id}/stellungnahmen")
def former_address(request: Request, shown: Seen) -> Response:
    """Lead to where the statements are now."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/entwuerfe/{shown.draft}/beratung{query}", 308)


@router.get("/entwuerfe/{id}/beratung")
def hearing_page(
    request: Request, visitor: Visiting, shown: Seen, runde: Number | None = None,
    ansicht: Literal["stellen", "absaetze", "vorgaben"] = "stellen",
) -> Response:  # fmt: skip
    """Show all statements of a round, the last one where none is asked for; what is said of each
    paragraph of the newest text; or all Vorgaben."""
    with visitor.database() as database:
        consensus = consensus_state.of_draft(
            database,
            shown.draft,
            upto=shown.revision,
            under=visitor.ordnung,
            at=visitor.service.now(),
        )
        view = _chosen(consensus, runde)
        lines = vorgaben.of_draft(database, shown.draft, upto=shown.revision)
        heard = (
            _heard(database, shown, view, visitor.ordnung)
            if view and ansicht == "stellen"
            else {"voices": [], "questions": []}
        )
        newest = current_text.of_revision(database, shown.draft, shown.revision)
        assert newest, "a draft has a text"
        asked = ansicht == "absaetze"
        beside = _beside(database, shown, newest, lines, visitor.ordnung) if asked else {}
    return render(
        request, "statements.html", title=f"Beratung – {shown.title}", shown=shown,
        rounds=consensus.rounds, view=view, lines=lines, seen_as=ansicht,
        newest=newest.sha256, matrix=matrix(consensus), **heard, **beside,
    )  # fmt: skip


def _beside(
    database: Database, shown: Shown, text: Text, lines: Sequence[Line], ordnung: Ordnung
) -> dict[str, Any]:
    """Give what is said of each paragraph of the newest text, and of what it has no more."""
    spoken = spoken_of(
        database, shown.draft, lines, revision=shown.revision, upto=shown.revision, ordnung=ordnung
    )
    parts = parts_of(text.text)
    here = [(parts.of_place(one.standing.at["start"])[0] or 0, one) for one in spoken if one.here
            and one.standing.at]  # fmt: skip
    here.sort(key=lambda placed: placed[0])
    return {"spoken": spoken, "paragraphs": groupby(here, key=lambda placed: placed[0])}


def _chosen(consensus: Consensus, number: int | None) -> RoundView | None:
    """Give the round asked for, else the last one; None before the first submission."""
    if number is None:
        return consensus.last
    found = [view for view in consensus.rounds if view.row.round == number]
    if not found:
        raise NotVisible
    return found[0]


def _heard(database: Database, shown: Shown, view: RoundView, ordnung: Ordnung) -> dict[str, Any]:
    said = statements.of_round(database, shown.draft, view.row.round)
    asked = [
        question
        for question in statements.questions(database, shown.draft)
        if question.round == view.row.round and question.question
    ]
    text = current_text.of_revision(database, shown.draft, view.row.revision)
    assert text, "a submitted revision has a text"
    people = {one.by["person"] for one in said} | {one.by["person"] for one in asked}
    spoke = voices(view, said, text.text, ordnung)
    return {
        "voices": spoke,
        "questions": asked,
        "names": register.names(database, people),
        "silent": _silent(view, spoke, ordnung),
        "sha256": text.sha256,
    }


def voices(view: RoundView, said: Sequence[Said], text: str, ordnung: Ordnung) -> list[Voice]:
    """Give who spoke in a round, in the order of reading; `text` is that of its revision."""
    found = []
    places = parts_of(text)
    for cell in sorted(view.cells.values(), key=lambda cell: FIRST.index(cell.kind)):
        own = [one for one in said if one.body == cell.body]
        if own:
            found.append(_voice(view, own, places, ordnung))
    return found


def _voice(view: RoundView, own: Sequence[Said], places: Parts, ordnung: Ordnung) -> Voice:
    """Give a body's voice: its last counting statement, else its last one."""
    last = next((one for one in reversed(own) if one.counts), own[-1])
    cell = view.cells[last.body]
    return Voice(
        body=last.body,
        name=ordnung.name_of(last.body),
        said=last,
        field=field(cell, view.row),
        places=tuple(
            Place(quote(p, _MOST), p["remark"], *places.of_place(p["start"])) for p in last.passages
        ),
        replaced=tuple(one for one in reversed(own) if one is not last),
        why_not=_why_not(view, last),
    )


def _why_not(view: RoundView, said: Said) -> str:
    if view.row.outcome is RoundOutcome.WITHDRAWN:
        return "Zählt nicht: Die Einreichung ist zurückgezogen."
    return "" if said.counts else "Zählt nicht: Sie kam nach dem Ende der Beratungsrunde."


def _silent(view: RoundView, voices: Sequence[Voice], ordnung: Ordnung) -> str:
    """Name the bodies that were asked and said nothing in a round; a withdrawn one asks nobody."""
    if view.row.outcome is RoundOutcome.WITHDRAWN:
        return ""
    spoke = {voice.body for voice in voices}
    silent = [
        cell
        for cell in view.cells.values()
        if cell.state is HeardState.AWAITED and cell.body not in spoke
    ]
    councils = [ordnung.name_of(cell.body) for cell in silent if cell.kind is Kind.COUNCIL]
    others = [ordnung.name_of(cell.body) for cell in silent if cell.kind is not Kind.COUNCIL]
    if len(councils) > 1:
        short = [name.removeprefix(shared_by_councils(ordnung)) for name in councils]
        councils = [f"Integrationsbeiräte {listed(short)}"]
    return "; ".join([*councils, *others])
