"""The register: who is behind a pseudonym. Outside the log, so that it can be corrected and erased.

A person may have no account (a candidate, a teller, a witness); an account belongs to one person.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from psycopg import Connection

from projections import rows
from projections.read_model import Cursor

Database = Connection[Any]


@dataclass(frozen=True)
class Entry:
    """A person in the register: `contact` is a mail address or telephone number, `office` a title
    or organisation; `account` the name of the account, if there is one; `created_at` in UTC."""

    pseudonym: str
    display_name: str
    contact: str
    office: str
    created_at: datetime
    account: str | None


_SELECT = """
    SELECT r.pseudonym, r.display_name, r.contact, r.office, r.created_at, a.name AS account
    FROM people.register r LEFT JOIN people.account a ON a.pseudonym = r.pseudonym
"""


class NewEntry(NamedTuple):
    """A person about to be entered, under a new pseudonym."""

    pseudonym: str
    display_name: str
    contact: str
    office: str


def new(display_name: str, contact: str = "", office: str = "") -> NewEntry:
    """Give a person a new pseudonym (128 bit, random)."""
    return NewEntry(secrets.token_hex(16), display_name, contact, office)


def write(cursor: Cursor, entry: NewEntry) -> None:
    """Enter a person."""
    cursor.execute(
        "INSERT INTO people.register (pseudonym, display_name, contact, office)"
        " VALUES (%s, %s, %s, %s)",
        entry,
    )


def register(database: Database, display_name: str, contact: str = "", office: str = "") -> str:
    """Enter a person; gives its pseudonym. What people do enters with an act (`acts.entering`)."""
    entry = new(display_name, contact, office)
    write(database, entry)
    return entry.pseudonym


def correct(
    database: Database, pseudonym: str, *, display_name: str, contact: str, office: str
) -> bool:
    """Write an entry anew; False where there is none."""
    done = database.execute(
        "UPDATE people.register SET display_name = %s, contact = %s, office = %s"
        " WHERE pseudonym = %s",
        (display_name, contact, office, pseudonym),
    )
    return done.rowcount == 1


def find(database: Database, pseudonym: str) -> Entry | None:
    """Give the entry of a pseudonym, or None."""
    return rows.one(database, Entry, f"{_SELECT} WHERE r.pseudonym = %s", (pseudonym,))


def hold(database: Database, pseudonym: str) -> bool:
    """Let nobody else change or erase an entry until the transaction ends; False where there is
    none."""
    found = database.execute(
        "SELECT 1 FROM people.register WHERE pseudonym = %s FOR UPDATE", (pseudonym,)
    ).fetchone()
    return found is not None


def search(database: Database, words: str = "", *, limit: int = 100, after: int = 0) -> list[Entry]:
    """Give the entries that have each of the words in name, office or account name, by name.

    All where no word is given; contacts are not searched. Capitals, accents and apostrophes are no
    difference, nor is ü written ue or u (`people.folded`).
    """
    return rows.every(
        database, Entry,
        f"{_SELECT} WHERE {_HAS_ALL} ORDER BY lower(r.display_name), r.pseudonym"
        " LIMIT %s OFFSET %s",
        (words.split(), limit, after),
    )  # fmt: skip


_HAS_ALL = """NOT EXISTS (
    SELECT FROM (
        SELECT people.folded(word) AS folded, people.shortened(word) AS shortened
        FROM unnest(%s::text[]) AS word OFFSET 0
    ) AS asked
    WHERE strpos(concat_ws(' ', r.found_by, people.found_by(a.name)), asked.folded) = 0
    AND strpos(concat_ws(' ', r.found_by, people.found_by(a.name)), asked.shortened) = 0
)"""


def names(database: Database, pseudonyms: Iterable[str]) -> dict[str, str]:
    """Give display names by pseudonym; an erased person is missing."""
    rows = database.execute(
        "SELECT pseudonym, display_name FROM people.register WHERE pseudonym = ANY(%s)",
        (list(pseudonyms),),
    )
    return dict(rows.fetchall())


def remove(database: Database, pseudonym: str) -> None:
    """Take an entry out: nobody has this pseudonym any more."""
    database.execute("DELETE FROM people.register WHERE pseudonym = %s", (pseudonym,))
