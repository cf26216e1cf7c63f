"""The demo's accounts: one an office or body, no persons, and one password that all may know."""

from __future__ import annotations

from dataclasses import dataclass

from domain import lip
from domain.gremium import Actor, Gremium, Role
from review_service.people import accounts, sessions
from review_service.people.accounts import HASHER, Database

PASSWORD = "Gemeinsam-beraten"
_DAYS = 36_500  # a demo's tokens outlive the demo


@dataclass(frozen=True)
class DemoAccount:
    """An account of the demo: its name, what a page calls it, and its one seat."""

    name: str
    display_name: str
    body: Gremium
    role: Role

    @property
    def token(self) -> str:
        """Its bearer token for the API."""
        return f"demo-{self.name}"


def _own(body: Gremium, role: Role) -> DemoAccount:
    return DemoAccount(body.slug, lip.name_of(body.slug), body, role)


def _in_groups(office: str, title: str, role: Role) -> list[DemoAccount]:
    return [
        DemoAccount(f"{office}-{theme}", f"{title} {lip.name_of(group.slug)}", group, role)
        for theme, group in lip.GROUPS.items()
    ]


ACCOUNTS = (
    *_in_groups("vorsitz", "Vorsitz", Role.CHAIR),
    *_in_groups("geschaeftsfuehrung", "Geschäftsführung", Role.GESCHAEFTSFUEHRUNG),
    *(_own(beirat, Role.MEMBER) for beirat in lip.BEIRAETE),
    _own(lip.DELEGIERTENKONFERENZ, Role.MEMBER),
    _own(lip.RUNDER_TISCH, Role.MEMBER),
    _own(lip.GLEICHSTELLUNG, Role.OFFICE),
    DemoAccount("lenkungsgruppe", "Büro der Lenkungsgruppe", lip.LENKUNGSGRUPPE, Role.OFFICE),
    _own(lip.OE_50_6, Role.OFFICE),
    DemoAccount("auditor", "Rechnungsprüfung", lip.RECHNUNGSPRUEFUNG, Role.AUDITOR),
    DemoAccount("admin", "Systembetreuung", lip.SYSTEMBETREUUNG, Role.ADMINISTRATOR),
)


def are_in(database: Database) -> bool:
    """Whether this is a demo's database: one of the known tokens opens it."""
    return sessions.by_token(database, ACCOUNTS[0].token) is not None


def add_all(database: Database) -> dict[str, Actor]:
    """Add all accounts with password and token; gives who stands in events, by account name."""
    actors = {}
    for demo in ACCOUNTS:
        account = accounts.add(
            database,
            demo.name,
            seats=[(demo.body.slug, demo.role)],
            display_name=demo.display_name,
        )
        sessions.issue_token(database, demo.name, days=_DAYS, secret=demo.token)
        actors[demo.name] = account.acting(account.seats[0])
    hashed = HASHER.hash(PASSWORD)  # once: thirty times would be a second of waiting
    database.execute("UPDATE people.account SET password = %s", (hashed,))
    return actors
