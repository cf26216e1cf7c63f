"""What is printed for an election: roll, ballots, tally sheet, record of the result."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.election.course import Course
from domain.election.values import RUN_OFF
from review_service.pages.election.elections import SeenElection, desk
from review_service.pages.rendering import render
from review_service.pages.visitor import Visiting

router = APIRouter()
MOST_BALLOTS = 1000


@router.get("/wahlen/{id}/waehlerverzeichnis")
def roll(request: Request, visitor: Visiting, seen: SeenElection) -> Response:
    """The roll, with a column to sign in for each round."""
    closed = visitor.service.now() >= seen.deadline
    first = seen.rounds[0].round if seen.rounds else (closed and seen.next_round) or 1
    return render(
        request, "election_roll.html", title=f"Wählerverzeichnis – {seen.name}",
        rounds=range(first, RUN_OFF + 1), **desk(visitor, seen).facts,
    )  # fmt: skip


@router.get("/wahlen/{id}/stimmzettel")
def ballots(
    request: Request, visitor: Visiting, seen: SeenElection, runde: int = 0, anzahl: int = 0
) -> Response:
    """Ballots of a round, as many as organisations may vote."""
    many = min(anzahl if anzahl > 0 else len(seen.roll), MOST_BALLOTS)
    round = _round(seen, runde)
    return render(
        request, "election_ballots.html", title=f"Stimmzettel – {seen.name}", many=many,
        round=round, on_ballot=_on_ballot(seen, round), **desk(visitor, seen).facts,
    )  # fmt: skip


@router.get("/wahlen/{id}/zaehlliste")
def tally(request: Request, visitor: Visiting, seen: SeenElection, runde: int = 0) -> Response:
    """A tally sheet with a column for each of two tellers."""
    round = _round(seen, runde)
    return render(
        request, "election_tally.html", title=f"Zählliste – {seen.name}", round=round,
        on_ballot=_on_ballot(seen, round), **desk(visitor, seen).facts,
    )  # fmt: skip


@router.get("/wahlen/{id}/niederschrift")
def record(request: Request, visitor: Visiting, seen: SeenElection) -> Response:
    """The record of the election, to be signed."""
    return render(
        request, "election_record.html", title=f"Niederschrift – {seen.name}",
        **desk(visitor, seen).facts,
    )  # fmt: skip


def _round(seen: Course, asked: int) -> int:
    """Give the round asked for, else the one being counted or held next."""
    if asked in (1, RUN_OFF):
        return asked
    last = seen.rounds[-1].round if seen.rounds else RUN_OFF
    return seen.due_round or last


def _on_ballot(seen: Course, round: int) -> tuple[str, ...]:
    """Give whom the ballot names: as recorded, else who stands now."""
    held = seen.round(round)
    return held.candidates if held else seen.standing
