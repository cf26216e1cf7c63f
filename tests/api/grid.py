"""Accounts and drafts for asking every call of every account; who may do what, told apart.

What an account may do is worked out here a second time: from the rows of the table and from what
this module says about who holds which seat and who leads what, not by asking `access.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from domain.gremium import Kind, Role
from domain.procedure.seats import Seat
from review_service.access import TABLE, Act, Row, Scope
from review_service.acts import besetzungen
from review_service.people import accounts
from review_service.service import Service
from tests.api.callers import SEATS
from tests.lip import CONSTITUTED, ORDNUNG, SINCE

NOON = datetime(2020, 1, 7, 11, tzinfo=UTC)
TODAY = date(2020, 1, 7)
DAY = timedelta(days=1)

BILDUNG = "expertengruppe-bildung"
OFFICE = "oe-50-6"


@dataclass(frozen=True)
class Holding:
    """A seat somebody has from a day to a day; or deputises on; or is only `named` deputy for."""

    body: str
    role: Role
    since: date = SINCE
    until: date | None = None
    how: str = "holds"

    @property
    def today(self) -> bool:
        """Whether it gives rights today."""
        ahead = self.until is None or self.until >= TODAY
        return self.how != "is named" and self.since <= TODAY and ahead


def one(body: str, role: Role) -> tuple[Holding, ...]:
    return (Holding(body, role),)


def deputy(body: str, role: Role, since: date, until: date) -> tuple[Holding, ...]:
    return (Holding(body, role, since, until, "deputises"),)


MORE = {
    f"{role} of {body}": one(body, role)
    for body, roles in {
        "expertengruppe-wirtschaft": (Role.GESCHAEFTSFUEHRUNG, Role.MEMBER),
        "lenkungsgruppe": (Role.CHAIR,),
        "beirat-01": (Role.CHAIR,),
        "delegiertenkonferenz": (Role.CHAIR,),
        "runder-tisch": (Role.CHAIR,),
        "internationaler-ausschuss": (Role.MEMBER,),
        "dezernat-3": (Role.CHAIR, Role.OFFICE),
        "dezernat-4": (Role.CHAIR, Role.OFFICE),
        "dezernat-6": (Role.CHAIR,),
    }.items()
    for role in roles
}
ACCOUNTS: dict[str, tuple[Holding, ...]] = {
    **{name: one(*seat) for name, seat in SEATS.items()},
    **MORE,
    "deputising chair": deputy(BILDUNG, Role.CHAIR, TODAY, TODAY),
    "deputising chair of the Lenkungsgruppe": deputy("lenkungsgruppe", Role.CHAIR, TODAY, TODAY),
    "deputising head of the Dezernat": deputy("dezernat-4", Role.CHAIR, TODAY - DAY, TODAY + DAY),
    "deputised until yesterday": deputy(BILDUNG, Role.CHAIR, SINCE, TODAY - DAY),
    "deputises tomorrow": deputy(BILDUNG, Role.CHAIR, TODAY + DAY, TODAY + DAY),
    "named as deputy": (Holding("lenkungsgruppe", Role.CHAIR, how="is named"),),
    "former office": (Holding(OFFICE, Role.OFFICE, until=TODAY - DAY),),
    "former member": (Holding(BILDUNG, Role.MEMBER, until=TODAY - DAY),),
    "former auditor": (Holding("rechnungspruefung", Role.AUDITOR, until=TODAY - DAY),),
    "former administrator": (Holding("systembetreuung", Role.ADMINISTRATOR, until=TODAY - DAY),),
    "last day in the office": (Holding(OFFICE, Role.OFFICE, until=TODAY),),
    "first day in the Lenkungsgruppe": (Holding("lenkungsgruppe", Role.OFFICE, since=TODAY),),
    "office from tomorrow": (Holding(OFFICE, Role.OFFICE, since=TODAY + DAY),),
    "auditor from tomorrow": (Holding("rechnungspruefung", Role.AUDITOR, since=TODAY + DAY),),
    "no seat": (),
    "several seats": (*one("beirat-02", Role.MEMBER), *one("systembetreuung", Role.ADMINISTRATOR)),
}
"""Every kind and role of the shipped procedure, and what the calendar makes of a seat."""

LEADING = {
    BILDUNG: ("dezernat-4",),
    "expertengruppe-wirtschaft": ("dezernat-5",),
    "expertengruppe-stadtleben-und-kultur": ("dezernat-3", "dezernat-6"),
}
"""As the council paper has it."""


def seat_accounts(service: Service) -> None:
    """Add the accounts that are not among SEATS, appoint and deputise them."""
    with service.pool.connection() as database, database.transaction():
        added = {name: accounts.add(database, name).pseudonym for name in ACCOUNTS.keys() - SEATS}
    found = _Besetzungen(service)
    # Those who deputise after those who hold: a deputy stands in for somebody.
    for how in ("holds", "is named", "deputises"):
        for name, person in added.items():
            for holding in ACCOUNTS[name]:
                if holding.how == how:
                    found.seat(person, holding)
    service.reviews.record(*found.changed.values())


class _Besetzungen:
    def __init__(self, service: Service) -> None:
        self.service = service
        self.changed: dict[str, besetzungen.Besetzung] = {}

    def seat(self, person: str, holding: Holding) -> None:
        by, at = besetzungen.OPERATOR, CONSTITUTED
        body = holding.body
        if body not in self.changed:
            gremium = ORDNUNG.bodies[body].gremium
            self.changed[body] = besetzungen.of(self.service.reviews, gremium, by=by, at=at)
        besetzung = self.changed[body]
        seat = self._place(holding)
        since, until = holding.since, holding.until
        if holding.how == "holds":
            besetzung.appoint(seat, person, since=since, until=until, by=by, at=at)
            return
        besetzung.name_deputy(seat, person, since=since, until=until, by=by, at=at)
        if holding.how == "deputises" and until:
            besetzung.deputise(seat, person, since=since, until=until, by=by, at=at)

    def _place(self, holding: Holding) -> Seat:
        """The seat of that role; where there are several, the first with a place left."""
        seats = besetzungen.seats_in(ORDNUNG, holding.body, holding.role)
        if holding.how != "holds":
            return seats[0]
        taken = [held.seat for held in self.changed[holding.body].held]
        return next(seat for seat in seats if seat.has_room(taken.count(seat.slug)))


# The oracle ----------------------------------------------------------------------------------


def may(name: str, act: Act, body: str | None = None) -> bool:
    """Whether the account may do the act to this body; to any body at all without one."""
    return any(
        _gives(row, holding, body)
        for holding in ACCOUNTS[name]
        for row in _rows(act)
        if holding.today
    )


def holds(name: str, body: str) -> bool:
    """Whether the account has a seat in a body today."""
    return any(holding.body == body and holding.today for holding in ACCOUNTS[name])


def _rows(act: Act) -> Iterable[Row]:
    return (row for row in TABLE if row.act is act)


def _gives(row: Row, holding: Holding, body: str | None) -> bool:
    if ORDNUNG.bodies[holding.body].kind is not row.kind or holding.role not in row.roles:
        return False
    if body is None or row.scope is Scope.ALL:
        return True
    kind = ORDNUNG.bodies[body].kind
    return {
        Scope.OWN: body == holding.body,
        Scope.LED: holding.body in LEADING.get(body, ()),
        Scope.OFFICES: kind is Kind.OFFICE,
        Scope.OTHERS: kind not in (Kind.OFFICE, Kind.EXPERT_GROUP),
    }[row.scope]
