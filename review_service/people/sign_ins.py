"""The access log: every try to sign in, kept for 30 days and shown to whom it was about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from psycopg import Connection

Database = Connection[Any]
KEPT_DAYS = 30


class Outcome(StrEnum):
    """How a try ended."""

    SIGNED_IN = "signed_in"
    FIRST_PASSWORD = "first_password"
    WRONG_PASSWORD = "wrong_password"
    TOO_SOON = "too_soon"


@dataclass(frozen=True)
class SignIn:
    """A try to sign in: when (UTC), from which address, how it ended."""

    at: datetime
    address: str
    outcome: Outcome


def note(database: Database, account: str, address: str, outcome: Outcome) -> None:
    """Note a try; of a name that is no account's only that there was one."""
    database.execute(
        """
        INSERT INTO people.sign_in (pseudonym, account, address, outcome)
        SELECT a.pseudonym, a.name, %s, %s
        FROM (VALUES (%s)) AS tried (name) LEFT JOIN people.account a USING (name)
        """,
        (address, outcome, account),
    )


def of_person(database: Database, pseudonym: str) -> list[SignIn]:
    """Give the tries of the last 30 days for a person's account, newest first: the name of an
    account that was closed may be somebody else's now."""
    rows = database.execute(
        "SELECT at, address, outcome FROM people.sign_in"
        " WHERE pseudonym = %s AND at > now() - make_interval(days => %s) ORDER BY at DESC",
        (pseudonym, KEPT_DAYS),
    )
    return [SignIn(at, address, Outcome(outcome)) for at, address, outcome in rows]


def forget_old(database: Database) -> int:
    """Delete what is older than 30 days; gives how many rows."""
    return database.execute(
        "DELETE FROM people.sign_in WHERE at <= now() - make_interval(days => %s)", (KEPT_DAYS,)
    ).rowcount
