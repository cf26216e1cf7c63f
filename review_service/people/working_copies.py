"""What someone is typing and has not submitted: kept across errors, sign-outs and devices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from review_service.people.accounts import Database


@dataclass(frozen=True)
class WorkingCopy:
    """The fields of one form as they were last typed, and when (UTC)."""

    fields: dict[str, Any]
    saved_at: datetime


def keep(database: Database, account: str, act: str, subject: str, fields: dict[str, Any]) -> None:
    """Keep what was typed in the form of an act on a subject (a draft's id, or empty)."""
    database.execute(
        """
        INSERT INTO people.working_copy (account, act, subject, fields) VALUES (%s, %s, %s, %s)
        ON CONFLICT (account, act, subject)
        DO UPDATE SET fields = excluded.fields, saved_at = now()
        """,
        (account, act, subject, Jsonb(fields)),
    )


def find(database: Database, account: str, act: str, subject: str) -> WorkingCopy | None:
    """Give the working copy of a form, or None."""
    row = database.execute(
        "SELECT fields, saved_at FROM people.working_copy"
        " WHERE account = %s AND act = %s AND subject = %s",
        (account, act, subject),
    ).fetchone()
    return WorkingCopy(*row) if row else None


def drop(database: Database, account: str, act: str, subject: str) -> None:
    """Forget a working copy: its act is done, or it was discarded."""
    database.execute(
        "DELETE FROM people.working_copy WHERE account = %s AND act = %s AND subject = %s",
        (account, act, subject),
    )


def all_of(database: Database, account: str) -> list[tuple[str, str, datetime]]:
    """Give (act, subject, saved_at) of every working copy of an account, newest first."""
    return database.execute(
        "SELECT act, subject, saved_at FROM people.working_copy WHERE account = %s"
        " ORDER BY saved_at DESC",
        (account,),
    ).fetchall()
