"""A form on a draft, as other pages know it: its button, what it is called, what it said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from domain.draft import Status
from domain.gremium import Kind
from projections.consensus_state import HeardState
from projections.standing import Standing
from review_service import access
from review_service.access import Act
from review_service.acts import offering
from review_service.acts.doing import Doing


class Offer(NamedTuple):
    """A button: what it says, where it leads below the draft's page; whether it is expected."""

    label: str
    path: str
    expected: bool = True


def _nowhere(doing: Doing, standing: Standing) -> Iterable[Offer]:
    return ()


@dataclass(frozen=True)
class Door:
    """A form on a draft from outside: where it is below the draft's page, what it is called while
    it is only begun, what the draft's page says once it is done (by the name it leaves with), and
    which buttons lead to it as things are now: never one that would be refused."""

    path: str
    begun: str
    done: Mapping[str, str]
    offers: Callable[[Doing, Standing], Iterable[Offer]] = _nowhere


def speaking(
    doing: Doing, standing: Standing, act: Act, path: str, say: Callable[[Kind], str], again: str
) -> Iterator[Offer]:
    """Offer to speak for the first body of the account that is heard: in words of its kind, those
    for doing it `again`, and said not to count where the round has ended."""
    cells = standing.consensus.last.cells if standing.consensus.last else {}
    for seat in access.seats_for(doing.account, act):
        if not offering.silenced(doing, standing.shown, seat.body.slug):
            cell, word = cells.get(seat.body.slug), say(seat.body.kind)
            if standing.shown.status is not Status.IN_BERATUNG:
                yield Offer(f"{word} (zählt nicht mehr)", path, expected=False)
            elif cell is not None and cell.state is HeardState.HEARD:
                yield Offer(again, path, expected=False)
            else:
                yield Offer(word, path)
            return
