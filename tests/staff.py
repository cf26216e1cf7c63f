"""Accounts with seats: they are appointed as everybody is, or deputise where the seat is taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from domain.besetzung import Besetzung
from domain.gremium import Role
from review_service.acts import besetzungen
from review_service.acts.besetzungen import Wish
from review_service.people import accounts
from review_service.people.accounts import Account
from review_service.service import Service
from tests.lip import CONSTITUTED, SINCE

Seats = Iterable[tuple[str, Role]]


def staff(
    service: Service, seats: Mapping[str, Seats], *, password: str | None = None
) -> dict[str, Account]:
    """Add accounts and appoint each to bodies (slug, role) since the procedure was constituted; on
    a seat with no place left they deputise all the time."""
    wishes = []
    with service.pool.connection() as database, database.transaction():
        for name, wanted in seats.items():
            person = accounts.add(database, name, password=password).pseudonym
            wishes += [Wish(person, body, role) for body, role in wanted]
    for wish in wishes:
        service.reviews.record(_seated(service, wish))
    with service.pool.connection() as database:
        known = {name: accounts.by_name(database, name, service.today) for name in seats}
    return {name: account for name, account in known.items() if account}


def _seated(service: Service, wish: Wish) -> Besetzung:
    ordnung = service.procedures.on(service.today)
    told: Any = {"since": SINCE, "by": besetzungen.OPERATOR, "at": CONSTITUTED}
    try:
        (changed,) = besetzungen.fill(service.reviews, ordnung, [wish], **told)
    except besetzungen.NoSuchSeat:
        changed = service.reviews.find(Besetzung, Besetzung.id_of(wish.body))
        assert changed
        seat, *_ = besetzungen.seats_in(ordnung, wish.body, wish.role)
        changed.name_deputy(seat, wish.person, **told)
        changed.deputise(seat, wish.person, until=date.max, **told)
    return changed
