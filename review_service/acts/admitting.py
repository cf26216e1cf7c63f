"""Accounts: opening one for a person, letting it in anew, ending its sessions, closing it.

Who was let in, and by whom, is an event, by pseudonym: names of accounts and links stay outside the
log. What the event tells of is saved with it, so nobody gets in unrecorded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from domain.gremium import Actor
from domain.person import Person
from projections.read_model import Cursor
from review_service.access import Act
from review_service.acts import registering
from review_service.acts.doing import Doing
from review_service.acts.requests.persons import NewPerson
from review_service.people import accounts, erasing, register, sessions
from review_service.people.register import NewEntry
from review_service.reviews import Did


class NoSuchAccount(Exception):
    """Dieses Konto gibt es nicht."""


def open_for_new(doing: Doing, name: str, new: NewPerson) -> str:
    """Open an account for a person who is registered along the way; gives the one-time link's
    secret. Raises NotYours, AccountRefused."""
    by = doing.actor(doing.seat(Act.ADMINISTER))
    entry = register.new(new.name, new.contact, new.office)
    return _opened(doing, name, entry.pseudonym, by, entry)


def open_for_registered(doing: Doing, name: str, pseudonym: str) -> str:
    """Open an account for a registered person; gives the one-time link's secret.

    Raises NotYours, NoSuchPerson, ThePersonIsErased, AccountRefused.
    """
    by = doing.actor(doing.seat(Act.ADMINISTER))
    return _opened(doing, name, pseudonym, by)


def _opened(
    doing: Doing, name: str, pseudonym: str, by: Actor, entry: NewEntry | None = None
) -> str:
    secret = sessions.new_secret()

    def act(person: Person, at: datetime) -> Did:
        with doing.service.pool.connection() as database:
            if entry is None and register.find(database, pseudonym) is None:
                raise registering.NoSuchPerson
            accounts.must_be_free(database, name, pseudonym)
        person.open_account(by=by, at=at)
        return Did(beside=[write])

    def write(cursor: Cursor) -> None:
        if entry:
            register.write(cursor, entry)
        accounts.write(cursor, name, pseudonym)
        issue_link(cursor, name, secret, doing.service.settings.link_days)

    _change(doing, pseudonym, by, act)
    return secret


def link(doing: Doing, name: str) -> str:
    """Give a new one-time link's secret; those before it are void. Raises NoSuchAccount."""
    pseudonym, by = _must_exist(doing, name)
    secret = sessions.new_secret()

    def act(person: Person, at: datetime) -> Did:
        person.issue_link(by=by, at=at)
        return Did(beside=[write])

    def write(cursor: Cursor) -> None:
        sessions.void_links(cursor, name)
        issue_link(cursor, name, secret, doing.service.settings.link_days)

    _change(doing, pseudonym, by, act)
    return secret


def issue_link(cursor: Cursor, name: str, secret: str, days: int) -> None:
    """Write a one-time link to the first password."""
    sessions.issue_token(cursor, name, days=days, purpose="first_password", secret=secret)


def end_sessions(doing: Doing, name: str) -> None:
    """End all sessions of an account and all its tokens; raises NotYours, NoSuchAccount."""
    _must_exist(doing, name)
    with doing.service.pool.connection() as database:
        sessions.end_all(database, name)


def close(doing: Doing, name: str) -> None:
    """Delete an account; its person stays registered. Raises NotYours, NoSuchAccount."""
    pseudonym, by = _must_exist(doing, name)

    def act(person: Person, at: datetime) -> Did:
        _must_exist(doing, name)
        person.close_account(by=by, at=at)
        return Did(beside=[partial(erasing.delete_account, name=name)])

    _change(doing, pseudonym, by, act)
    with doing.service.pool.connection() as database:
        erasing.forget_computing(database, name)


def _change(
    doing: Doing, pseudonym: str, by: Actor, act: Callable[[Person, datetime], Did]
) -> None:
    """Change a person; those entered before persons had streams get theirs now."""
    replace(doing, once=None).change(
        Person, Person.id_of(pseudonym), act, doing.moment(None),
        begun=lambda at: Person.register(pseudonym, by=by, at=at),
    )  # fmt: skip


def _must_exist(doing: Doing, name: str) -> tuple[str, Actor]:
    """Give the pseudonym behind an account, and who acts; raises NotYours, NoSuchAccount."""
    by = doing.actor(doing.seat(Act.ADMINISTER))
    with doing.service.pool.connection() as database:
        found = accounts.by_name(database, name, doing.service.today)
    if found is None:
        raise NoSuchAccount
    return found.pseudonym, by
