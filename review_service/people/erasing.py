"""Taking a person out of everything that can be erased; the log has only a pseudonym."""

from __future__ import annotations

from typing import Any

from psycopg import Connection

from projections.read_model import Cursor
from review_service.people import register

Database = Connection[Any]


def wipe(database: Database, pseudonym: str, *, keep_name: bool) -> None:
    """Remove account, sessions, tokens, working copies, sign-ins and contact; the name too,
    unless it stays on record. Safe to repeat.

    Whoever is opening an account for the person at the command line (`register.hold`) comes first,
    or not at all.
    """
    with database.transaction():
        register.hold(database, pseudonym)
        close_account(database, pseudonym)
        database.execute("DELETE FROM people.sign_in WHERE pseudonym = %s", (pseudonym,))
        if keep_name:
            database.execute(
                "UPDATE people.register SET contact = '' WHERE pseudonym = %s", (pseudonym,)
            )
        else:
            register.remove(database, pseudonym)


def close_account(database: Database, pseudonym: str) -> None:
    """Delete a person's account, if there is one, with all that hangs on it.

    The access log keeps its rows, and the person stays registered.
    """
    row = database.execute(
        "SELECT name FROM people.account WHERE pseudonym = %s", (pseudonym,)
    ).fetchone()
    if row:
        with database.transaction():
            delete_account(database, *row)
            forget_computing(database, *row)


def delete_account(cursor: Cursor, name: str) -> None:
    """Delete an account with its sessions, tokens, working copies and failed sign-ins."""
    cursor.execute("DELETE FROM people.account WHERE name = %s", (name,))
    cursor.execute("DELETE FROM people.failed_sign_in WHERE account = %s", (name,))


def forget_computing(database: Database, account: str) -> None:
    """Large redlines that are being computed know for whom; the cache may not be there at all."""
    found = database.execute("SELECT to_regclass('cache.redline_job') IS NOT NULL").fetchone()
    if found and found[0]:
        database.execute("DELETE FROM cache.redline_job WHERE account = %s", (account,))
