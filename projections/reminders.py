"""Who was reminded of what is awaited from them, when, and by whom?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.aggregate import DomainEvent
from domain.draft import Draft
from projections import rows
from projections.read_model import Cursor, Database

VERSION = 1
EVENTS = (Draft.Reminded,)
TABLES = """
CREATE TABLE reminders (
    draft    uuid NOT NULL,
    round    integer NOT NULL,
    body     text NOT NULL,
    version  integer NOT NULL,
    by_body  text NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (draft, round, body, version)
)
"""
_REMINDED = """
    INSERT INTO reminders (draft, round, body, version, by_body, at)
    VALUES (%s, %s, %s, %s, %s, %s)
"""


def project(event: DomainEvent, cursor: Cursor) -> None:
    """Keep one row a reminded body; a later one stands beside the earlier."""
    if isinstance(event, Draft.Reminded):
        draft, version = event.originator_id, event.originator_version
        for body in event.bodies:
            by = event.by.body.slug
            row = (draft, event.round, body.slug, version, by, event.timestamp)
            cursor.execute(_REMINDED, row)


@dataclass(frozen=True)
class Reminder:
    """The last reminder of a body (slug): when, and by which body (slug)."""

    body: str
    at: datetime
    by_body: str


def of_round(database: Database, draft: UUID, round: int) -> dict[str, Reminder]:
    """Give the last reminder of each body (slug) in a round, or after its return."""
    found = rows.every(
        database, Reminder,
        "SELECT DISTINCT ON (body) body, at, by_body FROM reminders"
        " WHERE draft = %s AND round = %s ORDER BY body, version DESC",
        (draft, round),
    )  # fmt: skip
    return {one.body: one for one in found}


LAST = """
    LEFT JOIN LATERAL (SELECT m.at AS reminded_at, m.by_body AS reminded_by FROM reminders m
        WHERE m.draft = d.draft AND m.round = r.round AND m.body = {body}
        ORDER BY m.version DESC LIMIT 1) m ON true
"""
"""Of a query over drafts `d` with their round `r`: the last reminder of a body."""
