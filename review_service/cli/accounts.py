"""Accounts of a real installation: add, list, issue a one-time link or a token."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from domain.gremium import Role
from domain.procedure import Ordnung, day_of
from review_service.acts import staffing
from review_service.cli.database import opened, serviced
from review_service.cli.drafts import ordnung_at
from review_service.cli.refusals import NoSuchAccount, NoSuchSeat
from review_service.cli.terminal import ANSWERS, print_lines
from review_service.pages import german
from review_service.pages.rendering import speaks_as
from review_service.people import accounts, sessions
from review_service.people.accounts import Account, Database
from review_service.settings import Settings

LINK_DAYS = 3
"""How long a one-time link to the first password is good."""

app = typer.Typer(help="Konten anlegen und zeigen, Links und Tokens ausstellen.")
Name = Annotated[str, typer.Argument(help="Name des Kontos, mit dem man sich anmeldet.")]


@app.command()
def add(
    name: Name,
    seat: Annotated[
        list[str], typer.Option("--seat", help="GREMIUM:ROLLE, etwa beirat-01:member; mehrfach.")
    ],
    shown: Annotated[str, typer.Option("--name", help="Wie das Konto angezeigt wird.")] = "",
) -> None:
    """Ein Konto anlegen; gibt einen Einmal-Link, unter dem sein erstes Passwort gesetzt wird."""
    with serviced() as service, service.pool.connection() as database:
        seats = [_seat(service.ordnung, given) for given in seat]
        with database.transaction():
            person = accounts.add(database, name, display_name=shown).pseudonym
            wishes = [staffing.Wish(person, body, role) for body, role in seats]
            service.reviews.record(
                *staffing.fill(
                    service.reviews, service.ordnung, wishes, since=service.today,
                    by=staffing.OPERATOR, at=service.now(),
                )
            )  # fmt: skip
        _print_link(database, name)


@app.command("list")
def list_all() -> None:
    """Alle Konten mit ihren Sitzen zeigen."""
    with opened() as database:
        now = datetime.now(UTC)
        ordnung = ordnung_at(database, now)
        print_lines(
            ("Konto", "Anzeigename", "Spricht als", "Zuletzt da"),
            *(_row(account, ordnung) for account in accounts.everyone(database, day_of(now))),
        )


@app.command()
def link(name: Name) -> None:
    """Einen neuen Einmal-Link ausstellen, etwa für ein vergessenes Passwort."""
    with opened() as database:
        _must_exist(database, name)
        _print_link(database, name)


@app.command()
def token(
    name: Name,
    days: Annotated[int, typer.Option(min=1, max=3650, help="Gültig so viele Tage.")] = 90,
) -> None:
    """Ein Token für die API ausstellen; es wird nur dieses eine Mal gezeigt."""
    with opened() as database:
        _must_exist(database, name)
        ANSWERS.print(sessions.issue_token(database, name, days=days))


def _row(account: Account, ordnung: Ordnung) -> tuple[str, str, str, str]:
    seats = "; ".join(speaks_as(ordnung, seat.role, seat.body.slug) for seat in account.seats)
    seen = german.moment(account.seen_at) if account.seen_at else "noch nie"
    return account.name, account.display_name, seats, seen


def _seat(ordnung: Ordnung, given: str) -> tuple[str, Role]:
    body, _, role = given.partition(":")
    if body not in ordnung.bodies or role not in list(Role):
        raise NoSuchSeat(seat=given, roles=", ".join(Role), bodies=", ".join(ordnung.bodies))
    return body, Role(role)


def _must_exist(database: Database, name: str) -> None:
    if accounts.by_name(database, name, day_of(datetime.now(UTC))) is None:
        raise NoSuchAccount(name=name)


def _print_link(database: Database, name: str) -> None:
    secret = sessions.issue_token(database, name, days=LINK_DAYS, purpose="first_password")
    settings = Settings()
    ANSWERS.print(f"Einmal-Link für {name}, gültig {LINK_DAYS} Tage:")
    ANSWERS.print(f"http://{settings.host}:{settings.port}/erstes-passwort/{secret}")
    ANSWERS.print("Erreichen andere den Dienst unter einer anderen Adresse, steht die vorn.")
