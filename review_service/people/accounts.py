"""Accounts: a name to sign in with, a random pseudonym for the log, and the seats it speaks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from psycopg import Connection, errors

from domain.gremium import Actor, Gremium, Kind, Role
from projections import procedures
from projections.read_model import Cursor
from projections.seats import HELD_ON
from review_service.database import Pool
from review_service.people import passwords, register, sign_ins
from review_service.people.sign_ins import Outcome

MIN_PASSWORD = 12
"""Characters a password has at least."""

Database = Connection[Any]


class AccountRefused(ValueError):
    """Das Konto lässt sich so nicht anlegen."""


@dataclass(frozen=True)
class Seat:
    """A seat an account holds today: of which body, in which role; or stands in for its holder,
    as the holder of the seat `through` where the procedure says so."""

    body: Gremium
    role: Role
    slug: str = ""
    deputising: bool = False
    through: str = ""


@dataclass(frozen=True)
class Account:
    """Who is signed in: account name, pseudonym in the log, display name, seats; and how many
    events the procedure had then (`procedure`), which says what those seats may do."""

    name: str
    pseudonym: str
    display_name: str
    seats: tuple[Seat, ...]
    seen_at: datetime | None = None
    procedure: int = 0

    def has(self, role: Role) -> bool:
        """Whether one of the seats is held in this role."""
        return any(seat.role is role for seat in self.seats)

    def acting(self, seat: Seat) -> Actor:
        """Give who stands in the event when this account acts from a seat."""
        return Actor(
            person=self.pseudonym, body=seat.body, role=seat.role, seat=seat.slug,
            deputising=seat.deputising,
        )  # fmt: skip


_SELECT = f"""
    SELECT a.name, a.pseudonym, coalesce(r.display_name, a.name), a.seen_at, {procedures.VERSION},
           coalesce(array_agg(ARRAY[s.body, s.kind, s.role, s.seat, s.deputising::text, s.through]
                              ORDER BY s.deputising, s.body, s.role, s.seat)
                    FILTER (WHERE s.body IS NOT NULL), '{{}}')
    FROM people.account a
    LEFT JOIN people.register r ON r.pseudonym = a.pseudonym
    LEFT JOIN {HELD_ON} s ON s.person = a.pseudonym
"""


_USED = """
    WITH used AS (
        UPDATE people.token SET used_at = now()
        WHERE id = %(hashed)s AND (used_at IS NULL OR used_at < now() - interval '1 hour')
            AND set_config('synchronous_commit', 'local', true) = 'local'
    )
"""
"""When a token was last used is noted by the hour: most requests write nothing. It waits for no
standby, for whoever reads must not wait where a save has to."""


def by_name(database: Database, name: str, day: date) -> Account | None:
    """Give an account by its name with the seats it holds on a day, or None."""
    row = database.execute(
        f"{_SELECT} WHERE a.name = %(name)s GROUP BY a.name, r.display_name",
        {"name": name, "day": day},
    ).fetchone()
    return _account(row) if row else None


def by_token(database: Database, hashed: bytes, purpose: str, day: date) -> Account | None:
    """Give the account of a valid token by the token's hash, with the seats of a day, or None."""
    row = database.execute(
        f"{_USED} {_SELECT} JOIN people.token t ON t.account = a.name"
        " WHERE t.id = %(hashed)s AND t.purpose = %(purpose)s AND t.expires_at > now()"
        " GROUP BY a.name, r.display_name",
        {"hashed": hashed, "purpose": purpose, "day": day},
    ).fetchone()
    return _account(row) if row else None


def everyone(database: Database, day: date) -> list[Account]:
    """Give all accounts with the seats of a day, by name."""
    query = f"{_SELECT} GROUP BY a.name, r.display_name ORDER BY a.name"
    return [_account(row) for row in database.execute(query, {"day": day})]


def _account(row: tuple[Any, ...]) -> Account:
    name, pseudonym, display_name, seen_at, procedure, seats = row
    held = tuple(
        Seat(Gremium(slug=body, kind=Kind(kind)), Role(role), slug, deputising == "true", through)
        for body, kind, role, slug, deputising, through in seats
    )
    return Account(name, pseudonym, display_name, held, seen_at, procedure)


def add(
    database: Database, name: str, *, display_name: str = "", password: str | None = None
) -> Account:
    """Add an account and its person; it has no seat yet. Raises AccountRefused with a sentence."""
    with database.transaction():
        pseudonym = register.register(database, display_name or name)
        open_for(database, name, pseudonym, password=password)
    return Account(name, pseudonym, display_name or name, ())


def open_for(database: Database, name: str, pseudonym: str, *, password: str | None = None) -> None:
    """Open an account for a registered person; raises AccountRefused with a sentence."""
    hashed = passwords.HASHER.hash(password) if password else None
    try:
        with database.transaction():
            write(database, name, pseudonym, hashed)
    except errors.UniqueViolation:
        must_be_free(database, name, pseudonym)
        raise


def write(cursor: Cursor, name: str, pseudonym: str, hashed: str | None = None) -> None:
    """Open an account that is free, with a hashed password or none yet."""
    cursor.execute(
        "INSERT INTO people.account (name, pseudonym, password) VALUES (%s, %s, %s)",
        (name, pseudonym, hashed),
    )


def must_be_free(database: Database, name: str, pseudonym: str) -> None:
    """Refuse a name that is an account's, and a person who has one; raises AccountRefused."""
    found = database.execute(
        "SELECT name FROM people.account WHERE name = %s OR pseudonym = %s ORDER BY name <> %s",
        (name, pseudonym, name),
    ).fetchone()
    if found and found[0] == name:
        raise AccountRefused(f"Das Konto {name} gibt es schon.")
    if found:
        raise AccountRefused("Diese Person hat schon ein Konto.")


def must_be_long(password: str) -> None:
    """Refuse a password that is too short; raises AccountRefused with a sentence."""
    if len(password) < MIN_PASSWORD:
        raise AccountRefused(f"Das Passwort braucht mindestens {MIN_PASSWORD} Zeichen.")


def set_password(database: Database, name: str, hashed: str) -> None:
    """Set a password, end the account's sessions and void its one-time links."""
    with database.transaction():
        database.execute(
            "UPDATE people.account SET password = %s WHERE name = %s",
            (hashed, name),
        )
        database.execute("DELETE FROM people.session WHERE account = %s", (name,))
        database.execute(
            "DELETE FROM people.token WHERE account = %s AND purpose = 'first_password'", (name,)
        )


# Signing in ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wait:
    """Too many failed tries: how many seconds until the next one is looked at."""

    seconds: int


def sign_in(pool: Pool, name: str, password: str, address: str, day: date) -> Account | Wait | None:
    """Check a password: the account, None where name or password is wrong, or Wait.

    Failed tries are delayed by account and address (up to 30 seconds), never locked out. An
    unknown account costs the same one hash and reads alike. Every try that is looked at is in the
    access log. Raises TooManySignIns.
    """
    right = check_password(pool, name, password, address)
    match right:
        case Wait():
            outcome = Outcome.TOO_SOON
        case True:
            outcome = Outcome.SIGNED_IN
        case False:
            outcome = Outcome.WRONG_PASSWORD
    with pool.connection() as database:
        sign_ins.note(database, name, address, outcome)
        if isinstance(right, Wait):
            return right
        return by_name(database, name, day) if right else None


def check_password(pool: Pool, name: str, password: str, address: str) -> bool | Wait:
    """Check an account's password; failed tries are counted and delayed. Raises TooManySignIns.

    A try counts before it is looked at: of many at once no more are looked at than one by one.
    """
    with passwords.turn(address):
        with pool.connection() as database:
            waiting = _counted(database, name, address)
            if waiting:
                return waiting
            row = database.execute(
                "SELECT password FROM people.account WHERE name = %s", (name,)
            ).fetchone()
        right = passwords.is_right(password, row[0] if row else None)
    if right:
        with pool.connection() as database:
            database.execute(
                "DELETE FROM people.failed_sign_in WHERE account = %s AND address = %s",
                (name, address),
            )
    return right


_UNTIL = "f.last_at + least(2 ^ least(f.count - 2, 5), 30) * interval '1 second'"
"""From the third failed try on the next one waits: 2, 4, 8, 16, 30 seconds."""
_COUNTED = f"""
    INSERT INTO people.failed_sign_in AS f (account, address, count, last_at)
    VALUES (%(name)s, %(address)s, 1, clock_timestamp())
    ON CONFLICT (account, address) DO UPDATE SET count = f.count + 1, last_at = clock_timestamp()
    WHERE f.count < 3 OR {_UNTIL} <= clock_timestamp()
"""
_LEFT = f"""
    SELECT ceil(extract(epoch FROM {_UNTIL} - clock_timestamp()))
    FROM people.failed_sign_in f WHERE account = %(name)s AND address = %(address)s
"""


def _counted(database: Database, name: str, address: str) -> Wait | None:
    """Count a try as failed until it is not; gives Wait where none is due yet."""
    tried = {"name": name, "address": address}
    if database.execute(_COUNTED, tried).rowcount:
        return None
    left = database.execute(_LEFT, tried).fetchone()
    return Wait(max(int(left[0]), 1) if left else 1)


def forget_failures(database: Database) -> None:
    """Delete failed tries of more than a day ago; nobody waits for them any more."""
    database.execute("DELETE FROM people.failed_sign_in WHERE last_at < now() - interval '1 day'")
