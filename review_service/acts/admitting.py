"""Accounts: opening one for a person, letting it in anew, ending its sessions, closing it.

Who was let in, and by whom, is an event, by pseudonym: names of accounts and links stay outside the
log. The event is recorded before what it tells of is committed, so nobody gets in unrecorded.
"""

from __future__ import annotations

from collections.abc import Callable

from domain.aggregate import Aggregate
from domain.gremium import Actor
from domain.person import Person
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
    by = doing.actor(doing.seat(Act.ADMINISTER))
    with doing.service.pool.connection() as database:
        if accounts.by_name(database, name, doing.service.today):
            raise AccountRefused(f"Das Konto {name} gibt es schon.")
    pseudonym = registering.noted(doing, new, by=by)
    return _opened(doing, name, pseudonym, by)


def open_for_registered(doing: Doing, name: str, pseudonym: str) -> str:
    """Open an account for a registered person; gives the one-time link's secret.

    Raises NotYours, NoSuchPerson, ThePersonIsErased, AccountRefused.
    """
    by = doing.actor(doing.seat(Act.ADMINISTER))
    return _opened(doing, name, pseudonym, by)


def _opened(doing: Doing, name: str, pseudonym: str, by: Actor) -> str:
    with doing.service.pool.connection() as database, database.transaction():
        if not register.hold(database, pseudonym):
            raise registering.NoSuchPerson
        accounts.open_for(database, name, pseudonym)
        secret = sessions.issue_token(database, name, days=LINK_DAYS, purpose="first_password")
        _note(doing, pseudonym, by, Person.open_account)
    return secret


def link(doing: Doing, name: str) -> str:
    """Give a new one-time link's secret; those before it are void. Raises NoSuchAccount."""
    pseudonym, by = _must_exist(doing, name)
    with doing.service.pool.connection() as database, database.transaction():
        sessions.void_links(database, name)
        secret = sessions.issue_token(database, name, days=LINK_DAYS, purpose="first_password")
        _note(doing, pseudonym, by, Person.issue_link)
    return secret


def end_sessions(doing: Doing, name: str) -> None:
    """End all sessions of an account and all its tokens; raises NotYours, NoSuchAccount."""
    _must_exist(doing, name)
    with doing.service.pool.connection() as database:
        sessions.end_all(database, name)


def close(doing: Doing, name: str) -> None:
    """Delete an account; its person stays registered. Raises NotYours, NoSuchAccount."""
    pseudonym, by = _must_exist(doing, name)
    with doing.service.pool.connection() as database, database.transaction():
        if erasing.close_account(database, pseudonym):
            _note(doing, pseudonym, by, Person.close_account)


def _note(doing: Doing, pseudonym: str, by: Actor, what: Callable[..., None]) -> None:
    at = doing.service.now()

    def work() -> list[Aggregate]:
        person = registering.of(doing.service, pseudonym, by, at)
        what(person, by=by, at=at)
        return [person]

    doing.service.reviews.change(work)


def _must_exist(doing: Doing, name: str) -> tuple[str, Actor]:
    """Give the pseudonym behind an account, and who acts; raises NotYours, NoSuchAccount."""
    by = doing.actor(doing.seat(Act.ADMINISTER))
    with doing.service.pool.connection() as database:
        found = accounts.by_name(database, name, doing.service.today)
    if found is None:
        raise NoSuchAccount
    return found.pseudonym, by
