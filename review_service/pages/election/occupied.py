"""Seats that are still held when others are elected to them."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from projections import seats
from review_service.pages.visitor import Visitor
from review_service.people import register
from review_service.words import election as words
from review_service.words import german


class Occupied(NamedTuple):
    """A seat that is held today: its title, by whom, since when (`seit 01.01.2020`)."""

    seat: str
    holder: str
    since: str


def occupied(visitor: Visitor, body: str, of: Collection[str]) -> list[Occupied]:
    """Give who holds seats (slugs) of a body today."""
    with visitor.database() as database:
        found = seats.on(database, visitor.ordnung.day, [body])
        held = [one for one in found if one.seat in of and not one.deputising]
        names = register.names(database, [one.person for one in held])
    return [
        Occupied(
            words.seat_title(visitor.ordnung, body, one.seat),
            names.get(one.person) or "gelöschte Person", f"seit {german.day(one.since)}",
        )
        for one in held
    ]  # fmt: skip
