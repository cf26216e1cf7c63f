"""Sessions of the pages and bearer tokens of the API: 256 bit, stored as hashes, revocable."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from projections import rows
from projections.read_model import Cursor
from review_service.people import accounts
from review_service.people.accounts import Account, Database


@dataclass(frozen=True)
class Session:
    """A signed-in browser: the account, the form token, and when it was last here before."""

    account: Account
    csrf: str
    since: datetime | None


@dataclass(frozen=True)
class Shown:
    """A session as its owner sees it: by a public id, in which kind of browser, begun and last
    used when (UTC); `own` is the one that looks."""

    id: UUID
    browser: str
    begun_at: datetime
    used_at: datetime
    own: bool


@dataclass(frozen=True)
class Token:
    """A token as its owner sees it: by a public id, without its secret; times in UTC."""

    id: UUID
    label: str
    purpose: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None


def _hashed(secret: str) -> bytes:
    return sha256(secret.encode()).digest()


def begin(database: Database, account: Account, *, browser: str = "") -> str:
    """Open a new session, whatever came before; gives the secret for the cookie.

    `browser` is at most its family (`Firefox`).
    """
    secret = new_secret()
    with database.transaction():
        database.execute(
            "INSERT INTO people.session (id, account, csrf, since, browser)"
            " VALUES (%s, %s, %s, %s, %s)",
            (_hashed(secret), account.name, secrets.token_urlsafe(32), account.seen_at, browser),
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
        with database.transaction():
            # Whoever reads must not wait for a standby where a save has to.
            database.execute("SET LOCAL synchronous_commit = local")
            database.execute(
                "UPDATE people.session SET used_at = now() WHERE id = %s", (_hashed(secret),)
            )
            database.execute("UPDATE people.account SET seen_at = now() WHERE name = %s", (name,))
    account = accounts.by_name(database, name, day)
    return Session(account, csrf, since) if account else None


def end(database: Database, secret: str) -> None:
    """End a session; unknown ones are ended already."""
    database.execute("DELETE FROM people.session WHERE id = %s", (_hashed(secret),))


def of_account(
    database: Database, account: str, *, idle: timedelta, secret: str = ""
) -> list[Shown]:
    """Give an account's sessions that did not idle too long, last used first; `secret` is that of
    the one that looks."""
    return rows.every(
        database, Shown,
        "SELECT public_id AS id, browser, created_at AS begun_at, used_at, id = %s AS own"
        " FROM people.session WHERE account = %s AND used_at > now() - %s"
        " ORDER BY used_at DESC, public_id",
        (_hashed(secret), account, idle),
    )  # fmt: skip


def end_one(database: Database, account: str, public_id: UUID) -> bool:
    """End one of an account's sessions; False where it has no such session."""
    return _deleted(
        database, "people.session WHERE account = %s AND public_id = %s", account, public_id
    )


def end_others(database: Database, account: str, secret: str) -> None:
    """End all sessions of an account but the one with this secret."""
    _deleted(database, "people.session WHERE account = %s AND id <> %s", account, _hashed(secret))


def end_all(database: Database, account: str) -> None:
    """End all sessions of an account, and its tokens with them: nobody is in any more."""
    with database.transaction():
        _deleted(database, "people.session WHERE account = %s", account)
        _deleted(database, "people.token WHERE account = %s", account)


def _deleted(database: Database, what: str, *values: object) -> bool:
    return database.execute(f"DELETE FROM {what}".encode(), values).rowcount > 0


def forget_idle(database: Database, *, idle: timedelta) -> None:
    """Delete sessions that idled too long and tokens that have expired."""
    database.execute("DELETE FROM people.session WHERE used_at <= now() - %s", (idle,))
    database.execute("DELETE FROM people.token WHERE expires_at <= now()")


def new_secret() -> str:
    """Give a new secret (256 bit, random)."""
    return secrets.token_urlsafe(32)


def issue_token(
    database: Cursor, name: str, *, days: int, purpose: str = "api", label: str = "",
    secret: str | None = None,
) -> str:  # fmt: skip
    """Issue a bearer token (`api`) or a one-time link (`first_password`); gives its secret.

    `label` is what its owner calls it.
    """
    secret = secret or new_secret()
    database.execute(
        "INSERT INTO people.token (id, account, purpose, label, expires_at)"
        " VALUES (%s, %s, %s, %s, now() + %s) ON CONFLICT (id) DO NOTHING",
        (_hashed(secret), name, purpose, label, timedelta(days=days)),
    )
    return secret


def by_token(database: Database, secret: str, *, day: date, purpose: str = "api") -> Account | None:
    """Give the account of a valid token with the seats of a day, or None."""
    return accounts.by_token(database, _hashed(secret), purpose, day)


def is_known(database: Database, secret: str) -> bool:
    """Whether a token or one-time link was issued and not revoked, be it expired or not."""
    known = database.execute("SELECT FROM people.token WHERE id = %s", (_hashed(secret),))
    return known.fetchone() is not None


def tokens_of(database: Database, account: str) -> list[Token]:
    """Give an account's tokens and one-time links that are still good, newest first."""
    return rows.every(
        database, Token,
        "SELECT public_id AS id, label, purpose, created_at, expires_at, used_at"
        " FROM people.token WHERE account = %s AND expires_at > now()"
        " ORDER BY created_at DESC, public_id",
        (account,),
    )  # fmt: skip


def revoke_one(database: Database, account: str, public_id: UUID) -> bool:
    """Revoke one of an account's tokens; False where it has no such token."""
    return _deleted(
        database, "people.token WHERE account = %s AND public_id = %s", account, public_id
    )


def revoke_all(database: Database, account: str) -> None:
    """Revoke an account's tokens for the API."""
    _deleted(database, "people.token WHERE account = %s AND purpose = %s", account, "api")


def void_links(cursor: Cursor, account: str) -> None:
    """Make an account's one-time links void."""
    cursor.execute(
        "DELETE FROM people.token WHERE account = %s AND purpose = 'first_password'", (account,)
    )


def take_link(database: Database, secret: str) -> str | None:
    """Use up a one-time link; gives the account it is for, None where it is used up already."""
    row = database.execute(
        "DELETE FROM people.token WHERE id = %s AND purpose = 'first_password'"
        " AND expires_at > now() RETURNING account",
        (_hashed(secret),),
    ).fetchone()
    return row[0] if row else None
