"""All drafts at a glance: six Themenfelder, two papers, several drafts where there are several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from domain.draft import Status
from domain.procedure import Ordnung
from projections import overview
from projections.overview import Glance
from review_service import access
from review_service.access import Act, NotVisible
from review_service.pages.rendering import render
from review_service.pages.visitor import Visiting, Visitor
from review_service.words.german import capital, count, date
from review_service.words.signs import NOTHING_OPEN

router = APIRouter()

IN_A_CELL, ON_A_PAGE = 3, 50
"""Drafts of one Themenfeld and paper on the board, and on the list of them all."""

NOTICES = {"gesichert": "Ihr Text ist gespeichert. Sie finden ihn unter „Meine Aufgaben“."}


@dataclass(frozen=True)
class Shown:
    """A draft on the board, and what is to be known beside its status, line by line."""

    glance: Glance
    details: tuple[str, ...]


@router.get("/entwuerfe")
def board(
    request: Request,
    visitor: Visiting,
    ok: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """Show where every draft stands."""
    cells: dict[tuple[str, str], list[Shown]] = {}
    for one in _shown(visitor, most=IN_A_CELL):
        cells.setdefault((one.glance.theme, one.glance.paper), []).append(one)
    return render(
        request, "board.html", title="Entwürfe", cells=cells,
        dezernat=_leading(visitor.ordnung), authors=_may_author(visitor), own=_own_themes(visitor),
        notice=NOTICES.get(ok),
    )  # fmt: skip


@router.get("/entwuerfe/themenfeld/{theme}/{paper}")
def of_cell(
    request: Request,
    visitor: Visiting,
    theme: str,
    paper: str,
    seite: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """List all drafts of a Themenfeld and paper, newest first."""
    ordnung = visitor.ordnung
    if theme not in ordnung.themes or paper not in ordnung.papers:
        raise NotVisible
    after = (seite - 1) * ON_A_PAGE
    found = _shown(visitor, most=ON_A_PAGE, after=after, theme=theme, paper=paper)
    total = found[0].glance.of_cell if found else 0
    return render(
        request, "board_cell.html",
        title=f"{ordnung.themes[theme].name}, {ordnung.papers[paper]} – Entwürfe",
        theme=theme, paper=paper, drafts=found, total=total, first=after + 1,
        page=seite, pages=-(-total // ON_A_PAGE),
    )  # fmt: skip


def _shown(
    visitor: Visitor, *, most: int, after: int = 0, theme: str | None = None,
    paper: str | None = None,
) -> list[Shown]:  # fmt: skip
    with visitor.database() as database:
        glances = overview.glances(
            database,
            own=access.own_groups(visitor.account),
            everything=access.sees_everything(visitor.account),
            most=most, after=after, theme=theme, paper=paper,
        )  # fmt: skip
        running = [one.draft for one in glances if one.status is Status.IN_BERATUNG]
        rounds = overview.open_rounds(
            database, visitor.ordnung, visitor.service.now(), limit=len(running), of=running
        )
    points = {one.head.draft: len(one.open_points) for one in rounds}
    return [Shown(one, _details(one, points.get(one.draft))) for one in glances]


def _details(glance: Glance, open_points: int | None) -> tuple[str, ...]:
    return tuple(line for line in (_state(glance), _open(open_points), _kept(glance)) if line)


def _state(glance: Glance) -> str:
    match glance.status:
        case Status.IN_BERATUNG:
            return f"{glance.heard} von {glance.addressed} Stellen gehört"
        case Status.ZURUECKGEGEBEN if glance.vorgaben:
            return f"mit {count(glance.vorgaben, 'einer Vorgabe', 'Vorgaben')}"
        case Status.ANGENOMMEN if glance.closed_at:
            return f"am {date(glance.closed_at)}, Fassung {glance.revision}"
        case _:
            return ""


def _open(points: int | None) -> str:
    if points is None:
        return ""
    return capital(count(points, "ein Punkt offen", "Punkte offen")) if points else NOTHING_OPEN


def _kept(glance: Glance) -> str:
    return f"Fassung {glance.revision}, noch nicht eingereicht" if glance.unsubmitted else ""


def _may_author(visitor: Visitor) -> bool:
    return any(access.seats_for(visitor.account, Act.AUTHOR))


def _own_themes(visitor: Visitor) -> set[str]:
    bodies = {seat.body for seat in visitor.account.seats}
    themes = visitor.ordnung.themes.values()
    return {theme.slug for theme in themes if visitor.ordnung.group_of(theme.slug) in bodies}


def _leading(ordnung: Ordnung) -> dict[str, str]:
    """Give who leads each Themenfeld: `Dezernat III mit Dezernat VI`."""
    return {
        theme.slug: " mit ".join(map(ordnung.name_of, (theme.lead, *theme.jointly)))
        for theme in ordnung.themes.values()
    }
