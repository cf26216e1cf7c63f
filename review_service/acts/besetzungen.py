"""Besetzungen: persons take seats; every right follows from that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from domain.besetzung import Besetzung
from domain.gremium import Actor, Gremium, Kind, Role
from domain.procedure import Ordnung
from domain.procedure.seats import Seat
from review_service.reviews import Reviews

OPERATOR = Actor(
    person="betrieb",
    body=Gremium(slug="systembetreuung", kind=Kind.OFFICE),
    role=Role.ADMINISTRATOR,
)
"""Who acts at the command line of an installation."""


class NoSuchSeat(ValueError):
    """Das Verfahren kennt keinen solchen Sitz."""


@dataclass(frozen=True)
class Wish:
    """A person (pseudonym) is to hold a seat of a body in a role: the first with a place left."""

    person: str
    body: str
    role: Role


def seats_in(ordnung: Ordnung, body: str, role: Role) -> tuple[Seat, ...]:
    """Give the seats and functions of a body held in a role; raises NoSuchSeat."""
    found = ordnung.bodies.get(body)
    seats = tuple(seat for seat in found.seats if seat.role is role) if found else ()
    if not seats:
        raise NoSuchSeat(f"{body}:{role}")
    return seats


def of(reviews: Reviews, gremium: Gremium, *, by: Actor, at: datetime) -> Besetzung:
    """Give the Besetzung of a Gremium, opened where nobody was appointed yet."""
    found = reviews.find(Besetzung, Besetzung.id_of(gremium.slug))
    return found or Besetzung.open(gremium, by=by, at=at)


def fill(
    reviews: Reviews, ordnung: Ordnung, wishes: Iterable[Wish], *, since: date, by: Actor,
    at: datetime,
) -> list[Besetzung]:  # fmt: skip
    """Appoint persons to bodies by role; gives the Besetzungen changed, to be recorded.

    Raises NoSuchSeat where no seat of that role has a place left.
    """
    changed: dict[str, Besetzung] = {}
    for wish in wishes:
        seats = seats_in(ordnung, wish.body, wish.role)
        if wish.body not in changed:
            gremium = ordnung.bodies[wish.body].gremium
            changed[wish.body] = of(reviews, gremium, by=by, at=at)
        seat = first_free(changed[wish.body], seats, since)
        if seat is None:
            raise NoSuchSeat(f"{wish.body}: kein freier Sitz")
        changed[wish.body].appoint(seat, wish.person, since=since, by=by, at=at)
    return list(changed.values())


def first_free(besetzung: Besetzung, seats: Iterable[Seat], since: date) -> Seat | None:
    """Give the first of some seats that has a place left from a day on."""
    for seat in seats:
        held = [one for one in besetzung.of_seat(seat.slug) if one.meets(since, None)]
        if seat.has_room(len(held)):
            return seat
    return None
