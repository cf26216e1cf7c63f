"""Which drafts are there, and where does each stand?

One row a draft. A revision that was never submitted is its group's own business: whoever may not
see it is shown the draft as of the last event visible to everyone (`Shown`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.aggregate import DomainEvent
from domain.draft import Draft, Status
from projections import rows
from projections.read_model import Cursor, Database

VERSION = 2
EVENTS = (Draft.Event,)
TABLES = """
CREATE TABLE drafts (
    draft             uuid PRIMARY KEY,
    paper             text NOT NULL,
    theme             text NOT NULL,
    body              text NOT NULL,
    title             text NOT NULL,
    equality_relevant boolean NOT NULL,
    authored_at       timestamptz NOT NULL,
    changed_at        timestamptz NOT NULL,
    shown_at          timestamptz,
    status            text NOT NULL,
    round             integer,
    revision          integer NOT NULL,
    submitted         integer NOT NULL,
    version           integer NOT NULL,
    hidden            integer NOT NULL
);
CREATE INDEX drafts_authored ON drafts (authored_at, draft)
"""

_AUTHORED = """
    INSERT INTO drafts (draft, paper, theme, body, title, equality_relevant, authored_at,
        changed_at, shown_at, status, round, revision, submitted, version, hidden)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, NULL, 'in_erarbeitung', NULL, 1, 0, %s, 1)
"""
_REVISED = """
    UPDATE drafts SET revision = %s, hidden = hidden + 1, version = %s, changed_at = %s
    WHERE draft = %s
"""
_SUBMITTED = """
    UPDATE drafts SET status = 'in_beratung', round = %s, submitted = %s, hidden = 0,
        version = %s, changed_at = %s, shown_at = %s WHERE draft = %s
"""
_DECIDED = """
    UPDATE drafts SET status = %s, version = %s, changed_at = %s, shown_at = %s WHERE draft = %s
"""
_PLACED = """
    UPDATE drafts SET version = %s, changed_at = %s, hidden = hidden + (%s > submitted)::int,
        shown_at = CASE WHEN %s > submitted THEN shown_at ELSE %s END WHERE draft = %s
"""
_HEARD = "UPDATE drafts SET version = %s, changed_at = %s, shown_at = %s WHERE draft = %s"


def project(event: DomainEvent, cursor: Cursor) -> None:
    """Keep the draft's row at its last event."""
    draft, version, at = event.originator_id, event.originator_version, event.timestamp
    match event:
        case Draft.Authored():
            known = (event.paper, event.theme, event.group.slug, event.title)
            cursor.execute(_AUTHORED, (draft, *known, event.equality_relevant, at, at, version))
        case Draft.Revised():
            cursor.execute(_REVISED, (event.revision, version, at, draft))
        case Draft.Submitted():
            cursor.execute(_SUBMITTED, (event.round, event.revision, version, at, at, draft))
        case Draft.SubmissionWithdrawn() | Draft.ReturnedWithVorgaben() | Draft.Accepted():
            cursor.execute(_DECIDED, (_status_after(event), version, at, at, draft))
        case Draft.PassagePlaced(revision=revision):
            cursor.execute(_PLACED, (version, at, revision, revision, at, draft))
        case Draft.Event():
            cursor.execute(_HEARD, (version, at, at, draft))
        case _:
            pass


def _status_after(event: DomainEvent) -> Status:
    match event:
        case Draft.Accepted():
            return Status.ANGENOMMEN
        case Draft.SubmissionWithdrawn(round=1):
            return Status.IN_ERARBEITUNG
        case _:
            return Status.ZURUECKGEGEBEN


@dataclass(frozen=True)
class Shown:
    """A draft as one reader sees it: `version` counts the events this reader may see."""

    draft: UUID
    paper: str
    theme: str
    body: str
    title: str
    equality_relevant: bool
    authored_at: datetime
    changed_at: datetime
    status: Status
    round: int | None
    revision: int
    submitted: int
    version: int
    unsubmitted: bool
    """Whether the reader sees an unsubmitted revision of it."""
    total: int
    last_at: datetime
    """How many events it has and when the last was, seen or not: for the service alone."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "status", Status(self.status))


_COLUMNS = """draft, paper, theme, body, title, equality_relevant, authored_at, status, round,
    submitted, version AS total, changed_at AS last_at"""
_INSIDE = f"""{_COLUMNS}, changed_at, revision, version, hidden > 0 AS unsubmitted"""
_OUTSIDE = f"""{_COLUMNS}, shown_at AS changed_at, submitted AS revision,
    version - hidden AS version, false AS unsubmitted"""


def one(database: Database, draft: UUID) -> Shown | None:
    """Give a draft as its group sees it; None where there is none."""
    query = f"SELECT {_INSIDE} FROM drafts WHERE draft = %s"
    return rows.one(database, Shown, query, (draft,))


def shown_to(
    database: Database, draft: UUID, sees_unsubmitted: Callable[[str], bool]
) -> Shown | None:
    """Give a draft as a reader sees it, by whether they see its group's unsubmitted revisions.

    `sees_unsubmitted` is asked with the group's slug. None where there is nothing to be seen.
    """
    query = f"""
        SELECT {_INSIDE} FROM drafts WHERE draft = %(draft)s
        UNION ALL SELECT {_OUTSIDE} FROM drafts WHERE draft = %(draft)s AND submitted > 0
    """
    views = rows.every(database, Shown, query, {"draft": draft})
    if views and sees_unsubmitted(views[0].body):
        return views[0]
    return views[1] if len(views) == 2 else None


def listed(
    database: Database,
    *,
    own: list[str],
    everything: bool,
    after: tuple[datetime, UUID] | None = None,
    limit: int = 100,
) -> list[Shown]:
    """Give drafts, oldest first: of the groups `own` (slugs) with unsubmitted revisions, of the
    others what is submitted; `everything` for who sees all. `after` is the last one's
    (authored_at, draft)."""
    at, last = after or (None, None)
    query = f"""
        SELECT * FROM (
            SELECT {_INSIDE} FROM drafts WHERE %(all)s OR body = ANY(%(own)s)
            UNION ALL
            SELECT {_OUTSIDE} FROM drafts
            WHERE NOT (%(all)s OR body = ANY(%(own)s)) AND submitted > 0
        ) AS seen
        WHERE %(at)s::timestamptz IS NULL OR (authored_at, draft) > (%(at)s, %(last)s::uuid)
        ORDER BY authored_at, draft LIMIT %(limit)s
    """
    values = {"all": everything, "own": own, "at": at, "last": last, "limit": limit}
    return rows.every(database, Shown, query, values)
