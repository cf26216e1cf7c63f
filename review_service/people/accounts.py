"""Accounts: a name to sign in with, a random pseudonym for the log, and the seats it speaks for."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from psycopg import Connection
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from domain.gremium import Actor, Gremium, Role
from domain.lip import GREMIEN

HASHER = PasswordHash((Argon2Hasher(),))
_DECOY = HASHER.hash(secrets.token_urlsafe())
MIN_PASSWORD = 12
"""Characters a password has at least."""

Database = Connection[Any]


class AccountRefused(ValueError):
    """Das Konto lässt sich so nicht anlegen."""


@dataclass(frozen=True)
class Seat:
    """A body an account speaks for, and in which role."""

    body: Gremium
    role: Role


@dataclass(frozen=True)
class Account:
    """Who is signed in: account name, pseudonym in the log, display name, seats."""

    name: str
    pseudonym: str
    display_name: str
    seats: tuple[Seat, ...]
    seen_at: datetime | None = None

    def has(self, role: Role) -> bool:
        """Whether one of the seats is held in this role."""
        return any(seat.role is role for seat in self.seats)

    def acting(self, seat: Seat) -> Actor:
        """Give who stands in the event when this account acts from a seat."""
        return Actor(person=self.pseudonym, body=seat.body, role=seat.role)


_SELECT = """
    SELECT a.name, a.pseudonym, coalesce(r.display_name, a.name), a.seen_at,
           coalesce(array_agg(ARRAY[s.body, s.role] ORDER BY s.body, s.role)
                    FILTER (WHERE s.body IS NOT NULL), '{}')
    FROM people.account a
    LEFT JOIN people.register r ON r.pseudonym = a.pseudonym
    LEFT JOIN people.seat s ON s.account = a.name
"""


def by_name(database: Database, name: str) -> Account | None:
    """Give an account by its name, or None."""
    row = database.execute(
        f"{_SELECT} WHERE a.name = %s GROUP BY a.name, r.display_name", (name,)
    ).fetchone()
    return _account(row) if row else None


def by_token(database: Database, hashed: bytes, purpose: str) -> Account | None:
    """Give the account of a valid token by the token's hash, or None."""
    row = database.execute(
        f"{_SELECT} JOIN people.token t ON t.account = a.name"
        " WHERE t.id = %s AND t.purpose = %s AND t.expires_at > now()"
        " GROUP BY a.name, r.display_name",
        (hashed, purpose),
    ).fetchone()
    return _account(row) if row else None


def everyone(database: Database) -> list[Account]:
    """Give all accounts, by name."""
    rows = database.execute(f"{_SELECT} GROUP BY a.name, r.display_name ORDER BY a.name")
    return [_account(row) for row in rows]


def _account(row: tuple[Any, ...]) -> Account:
    name, pseudonym, display_name, seen_at, seats = row
    known = tuple(Seat(GREMIEN[body], Role(role)) for body, role in seats if body in GREMIEN)
    return Account(name, pseudonym, display_name, known, seen_at)


def add(
    database: Database,
    name: str,
    *,
    seats: list[tuple[str, Role]],
    display_name: str = "",
    password: str | None = None,
) -> Account:
    """Add an account with its seats (body slug, role); raises AccountRefused with a sentence."""
    unknown = [slug for slug, _ in seats if slug not in GREMIEN]
    if unknown:
        raise AccountRefused(f"Unbekanntes Gremium: {', '.join(unknown)}.")
    if not seats:
        raise AccountRefused("Ein Konto spricht für mindestens ein Gremium.")
    if by_name(database, name):
        raise AccountRefused(f"Das Konto {name} gibt es schon.")
    pseudonym = secrets.token_hex(8)
    with database.transaction():
        database.execute(
            "INSERT INTO people.account (name, pseudonym, password) VALUES (%s, %s, %s)",
            (name, pseudonym, HASHER.hash(password) if password else None),
        )
        database.execute(
            "INSERT INTO people.register (pseudonym, display_name) VALUES (%s, %s)",
            (pseudonym, display_name or name),
        )
        database.cursor().executemany(
            "INSERT INTO people.seat (account, body, role) VALUES (%s, %s, %s)",
            [(name, slug, role) for slug, role in seats],
        )
    added = by_name(database, name)
    assert added
    return added


def set_password(database: Database, name: str, password: str) -> None:
    """Set a password and end the account's sessions; too short raises AccountRefused."""
    if len(password) < MIN_PASSWORD:
        raise AccountRefused(f"Das Passwort braucht mindestens {MIN_PASSWORD} Zeichen.")
    with database.transaction():
        database.execute(
            "UPDATE people.account SET password = %s WHERE name = %s",
            (HASHER.hash(password), name),
        )
        database.execute("DELETE FROM people.session WHERE account = %s", (name,))


def names(database: Database, pseudonyms: set[str]) -> dict[str, str]:
    """Give display names by pseudonym; an erased person is missing."""
    rows = database.execute(
        "SELECT pseudonym, display_name FROM people.register WHERE pseudonym = ANY(%s)",
        (list(pseudonyms),),
    )
    return dict(rows.fetchall())


# Signing in ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wait:
    """Too many failed tries: how many seconds until the next one is looked at."""

    seconds: int


def sign_in(database: Database, name: str, password: str, address: str) -> Account | Wait | None:
    """Check a password: the account, None where name or password is wrong, or Wait.

    Failed tries are delayed by account and address (up to 30 seconds), never locked out. An
    unknown account costs the same one hash and reads alike.
    """
    waiting = _waiting(database, name, address)
    if waiting:
        return waiting
    row = database.execute(
        "SELECT password FROM people.account WHERE name = %s", (name,)
    ).fetchone()
    stored = row[0] if row and row[0] else None
    right = HASHER.verify(password, stored or _DECOY) and stored is not None
    if not right:
        _remember_failure(database, name, address)
        return None
    database.execute(
        "DELETE FROM people.failed_sign_in WHERE account = %s AND address = %s", (name, address)
    )
    return by_name(database, name)


def _waiting(database: Database, name: str, address: str) -> Wait | None:
    row = database.execute(
        "SELECT count, last_at FROM people.failed_sign_in WHERE account = %s AND address = %s",
        (name, address),
    ).fetchone()
    if row is None or row[0] < 3:
        return None
    until = row[1] + timedelta(seconds=min(2 ** (row[0] - 2), 30))
    left = (until - datetime.now(UTC)).total_seconds()
    return Wait(int(left) + 1) if left > 0 else None


def _remember_failure(database: Database, name: str, address: str) -> None:
    database.execute("DELETE FROM people.failed_sign_in WHERE last_at < now() - interval '1 day'")
    database.execute(
        """
        INSERT INTO people.failed_sign_in AS f (account, address, count, last_at)
        VALUES (%s, %s, 1, now())
        ON CONFLICT (account, address) DO UPDATE SET count = f.count + 1, last_at = now()
        """,
        (name[:200], address),
    )
