"""Accounts: opening one for a person, letting it in anew, ending its sessions, closing it."""

from __future__ import annotations

from domain import rules
from projections import persons
from review_service.access import Act
from review_service.acts import registering
from review_service.acts.doing import Doing
from review_service.acts.requests.persons import NewPerson
from review_service.people import accounts, erasing, register, sessions
from review_service.people.accounts import AccountRefused

LINK_DAYS = 3
"""How long a one-time link to the first password is good."""


class NoSuchAccount(Exception):
    """Dieses Konto gibt es nicht."""


def open_for_new(doing: Doing, name: str, new: NewPerson) -> str:
    """Open an account for a person who is registered along the way; gives the one-time link's
    secret. Raises NotYours, AccountRefused."""
    seat = doing.seat(Act.ADMINISTER)
    with doing.service.pool.connection() as database:
        if accounts.by_name(database, name, doing.service.today):
            raise AccountRefused(f"Das Konto {name} gibt es schon.")
    pseudonym = registering.noted(doing, new, by=doing.actor(seat))
    return _opened(doing, name, pseudonym)


def open_for_registered(doing: Doing, name: str, pseudonym: str) -> str:
    """Open an account for a registered person; gives the one-time link's secret.

    Raises NotYours, NoSuchPerson, ThePersonIsErased, AccountRefused.
    """
    doing.seat(Act.ADMINISTER)
    with doing.service.pool.connection() as database:
        if register.find(database, pseudonym) is None:
            raise registering.NoSuchPerson
        if persons.erasure(database, pseudonym):
            raise rules.ThePersonIsErased
    return _opened(doing, name, pseudonym)


def _opened(doing: Doing, name: str, pseudonym: str) -> str:
    with doing.service.pool.connection() as database, database.transaction():
        accounts.open_for(database, name, pseudonym)
        return sessions.issue_token(database, name, days=LINK_DAYS, purpose="first_password")


def link(doing: Doing, name: str) -> str:
    """Give a new one-time link's secret; those before it are void. Raises NoSuchAccount."""
    _must_exist(doing, name)
    with doing.service.pool.connection() as database, database.transaction():
        sessions.void_links(database, name)
        return sessions.issue_token(database, name, days=LINK_DAYS, purpose="first_password")


def end_sessions(doing: Doing, name: str) -> None:
    """End all sessions of an account and all its tokens; raises NotYours, NoSuchAccount."""
    _must_exist(doing, name)
    with doing.service.pool.connection() as database:
        sessions.end_all(database, name)


def close(doing: Doing, name: str) -> None:
    """Delete an account; its person stays registered. Raises NotYours, NoSuchAccount."""
    pseudonym = _must_exist(doing, name)
    with doing.service.pool.connection() as database:
        erasing.close_account(database, pseudonym)


def _must_exist(doing: Doing, name: str) -> str:
    """Give the pseudonym behind an account; raises NotYours, NoSuchAccount."""
    doing.seat(Act.ADMINISTER)
    with doing.service.pool.connection() as database:
        found = accounts.by_name(database, name, doing.service.today)
    if found is None:
        raise NoSuchAccount
    return found.pseudonym
