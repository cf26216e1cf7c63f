"""Accounts of a real installation: add, list, issue a one-time link or a token."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from domain.aggregate import Aggregate
from domain.besetzung import Besetzung
from domain.gremium import Role
from domain.procedure import Ordnung, day_of
from domain.procedure.seats import Body, Seat
from projections import persons
from projections.read_model import Cursor
from review_service.acts import besetzungen, registering
from review_service.acts.admitting import issue_link
from review_service.acts.requests.persons import name as named
from review_service.cli.database import opened, serviced
from review_service.cli.drafts import ordnung_at
from review_service.cli.refusals import (
    NoFreeSeat,
    NoProcedure,
    NoSuchAccount,
    NoSuchDay,
    NoSuchPerson,
    NoSuchSeat,
    UnusableName,
)
from review_service.cli.terminal import ANSWERS, print_lines
from review_service.event_store import Beside, Save
from review_service.people import accounts, register, sessions
from review_service.people.accounts import Account
from review_service.service import Service
from review_service.settings import Settings
from review_service.words import german
from review_service.words.persons import speaks_as

app = typer.Typer(help="Konten anlegen und zeigen, Links und Tokens ausstellen.")
Name = Annotated[str, typer.Argument(help="Name des Kontos, mit dem man sich anmeldet.")]


@dataclass(frozen=True)
class _Wanted:
    """What `--seat` names: seats of a body, the first of which with a place left is taken."""

    given: str
    body: Body
    seats: tuple[Seat, ...]


@app.command()
def add(
    name: Name,
    seat: Annotated[
        list[str] | None,
        typer.Option(
            "--seat",
            help="GREMIUM:ROLLE (beirat-01:member) oder GREMIUM/SITZ (lenkungsgruppe/vorsitz);"
            " mehrfach.",
        ),
    ] = None,
    shown: Annotated[str, typer.Option("--name", help="Wie die Person angezeigt wird.")] = "",
    person: Annotated[
        str, typer.Option("--person", help="Pseudonym einer Person, die schon eingetragen ist.")
    ] = "",
    since: Annotated[
        str, typer.Option(help="Erster Tag auf den Sitzen, etwa 2019-12-01; sonst heute.")
    ] = "",
) -> None:
    """Ein Konto anlegen; gibt einen Einmal-Link, unter dem sein erstes Passwort gesetzt wird."""
    with serviced() as service:
        first_day = _day(since) if since else service.today
        ordnung = service.ordnung
        wanted = [_seat(ordnung, given) for given in seat or ()]
        entry = None if person else register.new(_displayed(shown or name))
        pseudonym, secret = entry.pseudonym if entry else person, sessions.new_secret()
        _must_be_free(service, name, person, pseudonym)

        def write(cursor: Cursor) -> None:
            if entry:
                register.write(cursor, entry)
            accounts.write(cursor, name, pseudonym)
            issue_link(cursor, name, secret, service.settings.link_days)

        found = registering.of(service, pseudonym, besetzungen.OPERATOR, service.now())
        found.open_account(by=besetzungen.OPERATOR, at=service.now())
        seated = _appointed(service, pseudonym, wanted, first_day)
        service.reviews.record(found, *seated, save=Save(beside=[write]))
        _print_link(name, secret)


def _displayed(given: str) -> str:
    try:
        return named(given)
    except ValueError as error:
        raise UnusableName(reason=error) from error


def _must_be_free(service: Service, name: str, person: str, pseudonym: str) -> None:
    with service.pool.connection() as database:
        if person and (
            register.find(database, person) is None or persons.erasure(database, person)
        ):
            raise NoSuchPerson(person=person)
        accounts.must_be_free(database, name, pseudonym)


def _appointed(
    service: Service, person: str, wanted: Iterable[_Wanted], since: date
) -> list[Aggregate]:
    """Appoint a person to the first of each group of seats that has a place left."""
    by, at = besetzungen.OPERATOR, service.now()
    changed: dict[str, Besetzung] = {}
    for one in wanted:
        gremium = one.body.gremium
        found = changed.get(gremium.slug) or besetzungen.of(service.reviews, gremium, by=by, at=at)
        free = (seat for seat in one.seats if _has_room(found, seat, since))
        seat = next(free, None)
        if seat is None:
            raise NoFreeSeat(seat=one.given)
        found.appoint(seat, person, since=since, by=by, at=at)
        changed[gremium.slug] = found
    return list(changed.values())


def _has_room(besetzung: Besetzung, seat: Seat, since: date) -> bool:
    return seat.has_room(sum(held.meets(since, None) for held in besetzung.of_seat(seat.slug)))


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
    with serviced() as service:
        secret = sessions.new_secret()

        def write(cursor: Cursor) -> None:
            sessions.void_links(cursor, name)
            issue_link(cursor, name, secret, service.settings.link_days)

        _let_in(service, name, write)
        _print_link(name, secret)


@app.command()
def token(
    name: Name,
    days: Annotated[int, typer.Option(min=1, max=3650, help="Gültig so viele Tage.")] = 90,
) -> None:
    """Ein Token für die API ausstellen; es wird nur dieses eine Mal gezeigt."""
    with serviced() as service:
        secret = sessions.new_secret()

        def write(cursor: Cursor) -> None:
            sessions.issue_token(cursor, name, days=days, secret=secret)

        _let_in(service, name, write)
        ANSWERS.print(secret)


def _row(account: Account, ordnung: Ordnung) -> tuple[str, str, str, str]:
    seats = "; ".join(speaks_as(ordnung, seat.role, seat.body.slug) for seat in account.seats)
    seen = german.moment(account.seen_at) if account.seen_at else "noch nie"
    return account.name, account.display_name, seats, seen


def _seat(ordnung: Ordnung, given: str) -> _Wanted:
    """Find the seats meant: one by its slug, or those of a role in a body."""
    if not ordnung.constituted:
        raise NoProcedure
    slug, sign, rest = given.partition("/" if "/" in given else ":")
    body = ordnung.bodies.get(slug)
    if body and sign == "/":
        seat = body.seat(rest)
        seats = [seat] if seat else []
    else:
        seats = [seat for seat in body.seats if seat.role == rest] if body else []
    if body is None or not seats:
        raise NoSuchSeat(seat=given, roles=", ".join(Role), bodies=", ".join(ordnung.bodies))
    return _Wanted(given, body, tuple(seats))


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise NoSuchDay(day=given) from error


def _let_in(service: Service, name: str, write: Beside) -> None:
    """Note that whoever is given the link or the token gets in as this person, and write it."""
    at = service.now()
    with service.pool.connection() as database:
        account = accounts.by_name(database, name, service.today)
    if account is None:
        raise NoSuchAccount(name=name)
    person = registering.of(service, account.pseudonym, besetzungen.OPERATOR, at)
    person.issue_link(by=besetzungen.OPERATOR, at=at)
    service.reviews.record(person, save=Save(beside=[write]))


def _print_link(name: str, secret: str) -> None:
    settings = Settings()
    ANSWERS.print(f"Einmal-Link für {name}, gültig {settings.link_days} Tage:")
    ANSWERS.print(settings.link(f"/erstes-passwort/{secret}"))
    if not settings.public_address:
        ANSWERS.print("Erreichen andere den Dienst unter einer anderen Adresse, steht die vorn.")
