"""Who held a seat before the procedure was data: taken over as appointments, once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from domain.aggregate import Aggregate
from domain.besetzung import Besetzung
from domain.gremium import Actor, Role
from domain.procedure import Ordnung
from domain.procedure.seats import Body, Filled, Seat
from projections.read_model import Cursor, Database
from review_service.acts import besetzungen
from review_service.reviews import Reviews

_FORMER = """
    SELECT s.account, a.pseudonym, s.body, s.role
    FROM people.former_seat s JOIN people.account a ON a.name = s.account
    ORDER BY s.body, s.role, s.account
"""


@dataclass(frozen=True)
class Former:
    """An account, the pseudonym of its person, the body (slug) it spoke for, its role there."""

    account: str
    person: str
    body: str
    role: Role


def former(database: Database) -> list[Former]:
    """Give who held which seat before."""
    return [
        Former(account, person, body, Role(role))
        for account, person, body, role in database.execute(_FORMER)
    ]


def empty(cursor: Cursor) -> None:
    """Forget who held which seat before: the log has it now."""
    cursor.execute("DELETE FROM people.former_seat")


def take_over(
    reviews: Reviews, ordnung: Ordnung, former: Iterable[Former], *, since: date, by: Actor,
    at: datetime,
) -> tuple[list[Aggregate], list[Former]]:  # fmt: skip
    """Appoint each to the first seat of its role with a place left; gives the Besetzungen, to be
    recorded, and those for whom the procedure has no seat."""
    filled: dict[str, Besetzung] = {}
    left: list[Former] = []
    for one in former:
        body = ordnung.bodies.get(one.body)
        found = body and (
            filled.get(one.body) or besetzungen.of(reviews, body.gremium, by=by, at=at)
        )
        seat = body and found and besetzungen.first_free(found, _of_role(body, one.role), since)
        if found and seat:
            found.appoint(seat, one.person, since=since, by=by, at=at)
            filled[one.body] = found
        else:
            left.append(one)
    return list(filled.values()), left


def _of_role(body: Body, role: Role) -> list[Seat]:
    """Give the seats of a role that appointing fills."""
    return [one for one in body.seats if one.role is role and one.filled is not Filled.ELECTED]
