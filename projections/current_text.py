"""What does the draft say, in each of its revisions?"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from domain.aggregate import DomainEvent
from domain.draft import Draft
from projections import rows
from projections.read_model import Cursor, Database

VERSION = 1
EVENTS = (Draft.Authored, Draft.Revised)
TABLES = """
CREATE TABLE current_text (
    draft    uuid NOT NULL,
    revision integer NOT NULL,
    current  boolean NOT NULL,
    sha256   text NOT NULL,
    text     text NOT NULL,
    PRIMARY KEY (draft, revision)
)
"""

_SUPERSEDE = "UPDATE current_text SET current = false WHERE draft = %s AND current"
_INSERT = """
    INSERT INTO current_text (draft, revision, current, sha256, text)
    VALUES (%s, %s, true, %s, %s)
"""


def project(event: DomainEvent, cursor: Cursor) -> None:
    """Keep every revision's text and mark the last one."""
    match event:
        case Draft.Authored():
            cursor.execute(_INSERT, (event.originator_id, 1, event.sha256, event.text))
        case Draft.Revised():
            cursor.execute(_SUPERSEDE, (event.originator_id,))
            values = (event.originator_id, event.revision, event.sha256, event.text)
            cursor.execute(_INSERT, values)
        case _:
            pass


@dataclass(frozen=True)
class Text:
    """A revision's text with its sha256 (hex); `current` where no later one is written."""

    revision: int
    current: bool
    sha256: str
    text: str


def of_revision(database: Database, draft: UUID, revision: int) -> Text | None:
    """Give the text of one revision, or None where there is none."""
    return rows.one(
        database, Text,
        "SELECT revision, current, sha256, text FROM current_text"
        " WHERE draft = %s AND revision = %s",
        (draft, revision),
    )  # fmt: skip


def of_content(database: Database, sha256: str) -> Text | None:
    """Give a revision, of any draft, whose text has this sha256 (hex), or None."""
    return rows.one(
        database, Text,
        "SELECT revision, current, sha256, text FROM current_text WHERE sha256 = %s LIMIT 1",
        (sha256,),
    )  # fmt: skip
