"""How did the draft come to be: who wrote which revision, when, on what, and why?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.aggregate import DomainEvent
from domain.draft import Draft
from projections import rows, text_changes
from projections.read_model import Cursor, Database
from projections.text_changes import Changes

VERSION = 1
EVENTS = (Draft.Authored, Draft.Revised)
TABLES = """
CREATE TABLE diff_history (
    draft      uuid NOT NULL,
    revision   integer NOT NULL,
    version    integer NOT NULL,
    at         timestamptz NOT NULL,
    by         jsonb NOT NULL,
    summary    text NOT NULL,
    characters integer NOT NULL,
    bytes      integer NOT NULL,
    sha256     text NOT NULL,
    parents    jsonb NOT NULL,
    answers    jsonb NOT NULL,
    PRIMARY KEY (draft, revision)
)
"""

_INSERT = """
    INSERT INTO diff_history (draft, revision, version, at, by, summary, characters, bytes,
        sha256, parents, answers)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def project(event: DomainEvent, cursor: Cursor) -> None:
    """Keep one row a revision."""
    match event:
        case Draft.Authored():
            cursor.execute(_INSERT, _row(event, 1, "", "[]", "[]"))
        case Draft.Revised():
            lists = rows.as_json(event.parents), rows.as_json(event.answers)
            cursor.execute(_INSERT, _row(event, event.revision, event.summary, *lists))
        case _:
            pass


def _row(
    event: Draft.Authored | Draft.Revised, revision: int, summary: str, parents: str, answers: str
) -> tuple[Any, ...]:
    return (
        event.originator_id, revision, event.originator_version, event.timestamp,
        event.by.model_dump_json(), summary,
        len(event.text), len(event.text.encode()), event.sha256, parents, answers,
    )  # fmt: skip


@dataclass(frozen=True)
class Revision:
    """A revision without its text: size in characters and bytes of UTF-8, sha256 in hex.

    `changes` is None as long as that is not worked off.
    """

    revision: int
    version: int
    at: datetime
    by: dict[str, Any]
    summary: str
    characters: int
    bytes: int
    sha256: str
    parents: list[dict[str, Any]]
    answers: list[dict[str, Any]]
    changes: Changes | None = None


_COLUMNS = "revision, version, at, by, summary, characters, bytes, sha256, parents, answers"


def revisions(
    database: Database, draft: UUID, *, upto: int, after: int = 0, limit: int = 1000
) -> list[Revision]:
    """Give the revisions after number `after` up to number `upto`, oldest first."""
    found = rows.every(
        database, Revision,
        f"SELECT {_COLUMNS} FROM diff_history"
        " WHERE draft = %s AND revision > %s AND revision <= %s ORDER BY revision LIMIT %s",
        (draft, after, upto, limit),
    )  # fmt: skip
    last = found[-1].revision if found else after
    changes = text_changes.of_draft(database, draft, after=after, upto=last)
    return [replace(row, changes=changes.get(row.revision)) for row in found]


def numbered(database: Database, draft: UUID, numbers: Sequence[int]) -> list[Revision]:
    """Give the revisions of these numbers, oldest first, without what they changed."""
    return rows.every(
        database, Revision,
        f"SELECT {_COLUMNS} FROM diff_history"
        " WHERE draft = %s AND revision = ANY(%s) ORDER BY revision",
        (draft, list(numbers)),
    )  # fmt: skip
