"""Sessions of the pages and bearer tokens of the API: 256 bit, stored as hashes, revocable."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from review_service.people import accounts
from review_service.people.accounts import Account, Database


@dataclass(frozen=True)
class Session:
    """A signed-in browser: the account, the form token, and when it was last here before."""

    account: Account
    csrf: str
    since: datetime | None


def _hashed(secret: str) -> bytes:
    return sha256(secret.encode()).digest()


def begin(database: Database, account: Account) -> str:
    """Open a new session, whatever came before; gives the secret for the cookie."""
    secret = secrets.token_urlsafe(32)
    with database.transaction():
        database.execute(
            "INSERT INTO people.session (id, account, csrf, since) VALUES (%s, %s, %s, %s)",
            (_hashed(secret), account.name, secrets.token_urlsafe(32), account.seen_at),
        )
        database.execute(
            "UPDATE people.account SET seen_at = now() WHERE name = %s", (account.name,)
        )
    return secret


def resume(database: Database, secret: str, *, idle: timedelta, day: date) -> Session | None:
    """Give the session of a cookie, or None where there is none or it idled too long."""
    row = database.execute(
        "SELECT account, csrf, since, used_at < now() - interval '1 minute'"
        " FROM people.session WHERE id = %s AND used_at > now() - %s",
        (_hashed(secret), idle),
    ).fetchone()
    if row is None:
        return None
    name, csrf, since, stale = row
    if stale:
        database.execute(
            "UPDATE people.session SET used_at = now() WHERE id = %s", (_hashed(secret),)
        )
        database.execute("UPDATE people.account SET seen_at = now() WHERE name = %s", (name,))
    account = accounts.by_name(database, name, day)
    return Session(account, csrf, since) if account else None


def end(database: Database, secret: str) -> None:
    """End a session; unknown ones are ended already."""
    database.execute("DELETE FROM people.session WHERE id = %s", (_hashed(secret),))


def forget_idle(database: Database, *, idle: timedelta) -> None:
    """Delete sessions that idled too long and tokens that have expired."""
    database.execute("DELETE FROM people.session WHERE used_at <= now() - %s", (idle,))
    database.execute("DELETE FROM people.token WHERE expires_at <= now()")


def issue_token(
    database: Database, name: str, *, days: int, purpose: str = "api", secret: str | None = None
) -> str:
    """Issue a bearer token (`api`) or a one-time link (`first_password`); gives its secret."""
    secret = secret or secrets.token_urlsafe(32)
    database.execute(
        "INSERT INTO people.token (id, account, purpose, expires_at)"
        " VALUES (%s, %s, %s, now() + %s) ON CONFLICT (id) DO NOTHING",
        (_hashed(secret), name, purpose, timedelta(days=days)),
    )
    return secret


def by_token(database: Database, secret: str, *, day: date, purpose: str = "api") -> Account | None:
    """Give the account of a valid token with the seats of a day, or None."""
    return accounts.by_token(database, _hashed(secret), purpose, day)


def revoke(database: Database, secret: str) -> None:
    """Revoke a token."""
    database.execute("DELETE FROM people.token WHERE id = %s", (_hashed(secret),))
