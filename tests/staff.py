"""Accounts with seats: they are appointed as everybody is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.gremium import Role
from review_service.acts import staffing
from review_service.people import accounts
from review_service.people.accounts import Account
from review_service.service import Service
from tests.lip import CONSTITUTED, SINCE

Seats = Iterable[tuple[str, Role]]


def staff(
    service: Service, seats: Mapping[str, Seats], *, password: str | None = None
) -> dict[str, Account]:
    """Add accounts and appoint each to bodies (slug, role) since the procedure was constituted."""
    wishes = []
    with service.pool.connection() as database, database.transaction():
        for name, wanted in seats.items():
            person = accounts.add(database, name, password=password).pseudonym
            wishes += [staffing.Wish(person, body, role) for body, role in wanted]
    ordnung = service.procedures.on(service.today)
    changed = staffing.fill(
        service.reviews, ordnung, wishes, since=SINCE, by=staffing.OPERATOR, at=CONSTITUTED
    )
    if changed:
        service.reviews.record(*changed)
    with service.pool.connection() as database:
        known = {name: accounts.by_name(database, name, service.today) for name in seats}
    return {name: account for name, account in known.items() if account}
