"""What someone is typing and has not submitted: kept across errors, sign-outs and devices.

A form may be open in several windows. Its working copy carries a version, the window that wrote it
last and how often it was written by then; one that has not seen just those words overwrites
nothing: what it sends is kept beside them, until the person chooses.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from psycopg.types.json import Jsonb

from review_service.people.accounts import Database

Fields = dict[str, Any]


class Window(NamedTuple):
    """Where a form is open: a name of its own, and the version it has seen."""

    name: str = ""
    seen: str = ""


NOWHERE = Window()


@dataclass(frozen=True)
class WorkingCopy:
    """The fields of one form as they were last typed, and when (UTC); in `others`, by window, what
    was typed without having seen them."""

    fields: Fields
    saved_at: datetime
    version: str = ""
    others: dict[str, Fields] | None = None

    def written(self, window: Window, fields: Fields) -> WorkingCopy:
        """Give it after a window has sent its fields."""
        others = {key: was for key, was in self._others.items() if key != window.name}
        if fields == self.fields or self._is_behind(window):
            return replace(self, fields=fields, version=self._next(window.name), others=others)
        return replace(self, others=others | {window.name: fields})

    def taken(self, name: str) -> WorkingCopy:
        """Give it with a window's words in the place of those it has, which stand beside them."""
        if name not in self._others:
            return self
        others = {**self._others, self.writer: self.fields}
        return replace(self, fields=others.pop(name), version=self._next(name), others=others)

    def without(self, window: Window) -> WorkingCopy | None:
        """Give what is left of it once a window's words are done with; None for nothing."""
        others = {key: was for key, was in self._others.items() if key != window.name}
        if not self._is_behind(window):
            return replace(self, others=others)
        if not others:
            return None
        first = next(iter(others))
        return replace(self, fields=others.pop(first), version=self._next(first), others=others)

    @property
    def writer(self) -> str:
        """The window that wrote it last."""
        name, _, times = self.version.rpartition("-")
        return name if times.isdigit() else self.version

    def _is_behind(self, window: Window) -> bool:
        """Whether a window wrote these very words, or has seen them."""
        return window.name == self.writer or window.seen == self.version

    def _next(self, name: str) -> str:
        times = self.version.rpartition("-")[2]
        return f"{name}-{int(times) + 1 if times.isdigit() else 1}"

    @property
    def _others(self) -> dict[str, Fields]:
        return self.others or {}


def keep(
    database: Database, account: str, act: str, subject: str, fields: Fields,
    window: Window = NOWHERE,
) -> WorkingCopy:  # fmt: skip
    """Keep what was typed in the form of an act on a subject (a draft's id, or empty); the words
    are the working copy's `others` where they would have overwritten some they had not seen."""
    row = database.execute(
        """
        INSERT INTO people.working_copy (account, act, subject, fields, version)
        VALUES (%s, %s, %s, %s, %s)
        ON CONFLICT (account, act, subject) DO UPDATE SET act = excluded.act
        RETURNING fields, saved_at, version, others
        """,
        (account, act, subject, Jsonb(fields), window.name),
    ).fetchone()
    assert row, "it is there, and locked"
    return _store(database, account, act, subject, WorkingCopy(*row).written(window, fields))


def take(database: Database, account: str, act: str, subject: str, name: str) -> None:
    """Put the words of a window into the form; those that were in it stand beside them."""
    found = _locked(database, account, act, subject)
    if found:
        _store(database, account, act, subject, found.taken(name))


def settle(database: Database, account: str, act: str, subject: str) -> None:
    """Forget what stands beside the words of a form: the person has chosen."""
    database.execute(
        "UPDATE people.working_copy SET others = '{}'"
        " WHERE account = %s AND act = %s AND subject = %s",
        (account, act, subject),
    )


def find(database: Database, account: str, act: str, subject: str) -> WorkingCopy | None:
    """Give the working copy of a form, or None."""
    row = database.execute(_FIND, (account, act, subject)).fetchone()
    return WorkingCopy(*row) if row else None


def drop(
    database: Database, account: str, act: str, subject: str, window: Window = NOWHERE
) -> None:
    """Forget what a window typed: its act is done, or it was discarded; never what it has not
    seen."""
    found = _locked(database, account, act, subject)
    left = found.without(window) if found else None
    if left:
        _store(database, account, act, subject, left)
        return
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


_FIND = (
    "SELECT fields, saved_at, version, others FROM people.working_copy"
    " WHERE account = %s AND act = %s AND subject = %s"
)


def _locked(database: Database, account: str, act: str, subject: str) -> WorkingCopy | None:
    """Give it, and let nobody else change it before this transaction ends."""
    row = database.execute(f"{_FIND} FOR UPDATE", (account, act, subject)).fetchone()
    return WorkingCopy(*row) if row else None


def _store(
    database: Database, account: str, act: str, subject: str, copy: WorkingCopy
) -> WorkingCopy:
    row = database.execute(
        "UPDATE people.working_copy SET fields = %s, version = %s, others = %s, saved_at = now()"
        " WHERE account = %s AND act = %s AND subject = %s RETURNING saved_at",
        (Jsonb(copy.fields), copy.version, Jsonb(copy.others or {}), account, act, subject),
    ).fetchone()
    assert row, "it was locked"
    return replace(copy, saved_at=row[0])
