"""The demo's accounts: one an office or body, no persons, and one password that all may know."""

from __future__ import annotations

from dataclasses import dataclass

from domain.gremium import Actor, Gremium, Kind
from domain.procedure.seats import Seat
from review_service.people import accounts, sessions
from review_service.people.accounts import Database
from review_service.people.passwords import HASHER
from review_service.procedure.files import shipped

PASSWORD = "Gemeinsam-beraten"
_DAYS = 36_500  # a demo's tokens outlive the demo
_CONTENT = shipped("lip-2472-2019").content
THEMES = tuple(theme.slug for theme in _CONTENT.themes)
BODIES = {body.slug: body for body in _CONTENT.bodies}


@dataclass(frozen=True)
class DemoAccount:
    """An account of the demo: its name, what a page calls it, and the seat it holds."""

    name: str
    display_name: str
    body: Gremium
    seat: Seat

    @property
    def token(self) -> str:
        """Its bearer token for the API."""
        return f"demo-{self.name}"

    def acting(self, person: str) -> Actor:
        """Give who stands in an event when it acts."""
        return Actor(person=person, body=self.body, role=self.seat.role, seat=self.seat.slug)


def _own(slug: str, seat: str, *, name: str = "", shown: str = "") -> DemoAccount:
    body = BODIES[slug]
    found = body.seat(seat)
    assert found, f"{slug} has a seat {seat}"
    return DemoAccount(name or slug, shown or body.name, body.gremium, found)


def _in_groups(office: str, title: str) -> list[DemoAccount]:
    return [
        _own(
            theme.group, office, name=f"{office}-{theme.slug}",
            shown=f"{title} {BODIES[theme.group].name}",
        )
        for theme in _CONTENT.themes
    ]  # fmt: skip


ACCOUNTS = (
    *_in_groups("vorsitz", "Vorsitz"),
    *_in_groups("geschaeftsfuehrung", "Geschäftsführung"),
    *(_own(b.slug, "mitglied") for b in _CONTENT.bodies if b.kind is Kind.COUNCIL),
    _own("delegiertenkonferenz", "mitglied"),
    _own("runder-tisch", "mitglied"),
    _own("gleichstellung", "gleichstellungsbeauftragte"),
    _own("lenkungsgruppe", "buero", shown="Büro der Lenkungsgruppe"),
    *(_own(f"dezernat-{n}", "buero") for n in (3, 4, 5)),
    _own("internationaler-ausschuss", "mitglied"),
    _own("oe-50-6", "sachgebiet"),
    _own("rechnungspruefung", "pruefung", name="auditor"),
    _own("systembetreuung", "betreuung", name="admin"),
)


def are_in(database: Database) -> bool:
    """Whether this is a demo's database: one of the known tokens opens it."""
    return sessions.is_known(database, ACCOUNTS[0].token)


def add_all(database: Database) -> dict[str, str]:
    """Add all accounts with password and token; gives their pseudonyms by account name."""
    persons = {}
    for demo in ACCOUNTS:
        account = accounts.add(database, demo.name, display_name=demo.display_name)
        sessions.issue_token(database, demo.name, days=_DAYS, secret=demo.token)
        persons[demo.name] = account.pseudonym
    hashed = HASHER.hash(PASSWORD)  # once: thirty times would be a second of waiting
    database.execute("UPDATE people.account SET password = %s", (hashed,))
    return persons
