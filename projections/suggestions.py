"""Which suggestions for expert seats are there, with whom do they lie, and what came of them?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.aggregate import DomainEvent
from domain.suggestion import Suggestion, SuggestionStatus
from projections import rows
from projections.read_model import Cursor, Database

MOST_WAITING = 200
"""Suggestions in one state that are looked at for tasks."""
VERSION = 3
EVENTS = (Suggestion.Event,)
TABLES = """
CREATE TABLE suggestions (
    stream       uuid PRIMARY KEY,
    version      integer NOT NULL,
    person       text NOT NULL,
    entered      boolean NOT NULL,
    organisation text NOT NULL,
    themes       text[] NOT NULL,
    reason       text NOT NULL,
    status       text NOT NULL,
    department   text NOT NULL,
    body         text NOT NULL,
    seat         text NOT NULL,
    collected_at timestamptz NOT NULL,
    changed_at   timestamptz NOT NULL
);
CREATE INDEX suggestions_person ON suggestions (person);
CREATE TABLE suggestions_forwarded (
    stream     uuid NOT NULL,
    version    integer NOT NULL,
    department text NOT NULL,
    PRIMARY KEY (stream, version)
);
CREATE TABLE suggestions_declined (
    stream      uuid NOT NULL,
    version     integer NOT NULL,
    department  text NOT NULL,
    reason      text NOT NULL,
    declined_at timestamptz NOT NULL,
    PRIMARY KEY (stream, version)
)
"""

_COLLECTED = """
    INSERT INTO suggestions (stream, version, person, entered, organisation, themes, reason,
        status, department, body, seat, collected_at, changed_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, '', '', '', %s, %s)
"""
_CHANGED = """
    UPDATE suggestions SET version = %s, changed_at = %s, status = %s, department = %s,
        body = %s, seat = %s WHERE stream = %s
"""
_WITHDRAWN = "UPDATE suggestions SET version = %s, changed_at = %s, status = %s WHERE stream = %s"
_DECLINED = """
    INSERT INTO suggestions_declined (stream, version, department, reason, declined_at)
    VALUES (%s, %s, %s, %s, %s)
"""
_RECALLED = "DELETE FROM suggestions_forwarded WHERE stream = %s AND department = %s"
_FORWARDED = "INSERT INTO suggestions_forwarded (stream, version, department) VALUES (%s, %s, %s)"


def project(event: DomainEvent, cursor: Cursor) -> None:
    """Keep one row for each suggestion, one for each Dezernat it went to, one for each that
    declined."""
    match event:
        case Suggestion.Collected():
            themes = list(event.themes)
            facts = (event.person, event.entered, event.organisation, themes, event.reason)
            key = (event.originator_id, event.originator_version)
            moments = (event.timestamp, event.timestamp)
            cursor.execute(_COLLECTED, (*key, *facts, SuggestionStatus.COLLECTED, *moments))
        case Suggestion.Forwarded(department=department):
            _change(event, cursor, SuggestionStatus.FORWARDED, department.slug)
            key = (event.originator_id, event.originator_version)
            cursor.execute(_FORWARDED, (*key, department.slug))
        case Suggestion.Recalled(department=department):
            _change(event, cursor, SuggestionStatus.COLLECTED, "")
            cursor.execute(_RECALLED, (event.originator_id, department.slug))
        case Suggestion.Appointed(department=department, gremium=gremium, seat=seat):
            found = (gremium.slug, seat)
            _change(event, cursor, SuggestionStatus.APPOINTED, department.slug, found=found)
        case Suggestion.Declined(department=department, reason=reason):
            _change(event, cursor, SuggestionStatus.DECLINED, department.slug)
            key = (event.originator_id, event.originator_version)
            cursor.execute(_DECLINED, (*key, department.slug, reason, event.timestamp))
        case Suggestion.ConsentWithdrawn():
            now = (event.originator_version, event.timestamp, SuggestionStatus.CONSENT_WITHDRAWN)
            cursor.execute(_WITHDRAWN, (*now, event.originator_id))
        case _:
            pass


def _change(
    event: Suggestion.Event, cursor: Cursor, status: SuggestionStatus, department: str,
    *, found: tuple[str, str] = ("", ""),
) -> None:  # fmt: skip
    now = (event.originator_version, event.timestamp, status)
    cursor.execute(_CHANGED, (*now, department, *found, event.originator_id))


@dataclass(frozen=True)
class Declined:
    """Which Dezernat did not appoint the person, why, and when (UTC)."""

    department: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class Suggested:
    """A suggestion as it stands: `entered` where the person came into the register with it,
    `department` is where it lies or was answered last, `body` and `seat` where the person sits;
    `forwarded` every Dezernat it went to and was not called back from."""

    suggestion: UUID
    version: int
    person: str
    entered: bool
    organisation: str
    themes: list[str]
    reason: str
    status: SuggestionStatus
    department: str
    body: str
    seat: str
    collected_at: datetime
    changed_at: datetime
    forwarded: list[str]
    declined_by: list[str]
    declined_for: list[str]
    declined_at: list[datetime]

    def __post_init__(self) -> None:
        object.__setattr__(self, "status", SuggestionStatus(self.status))

    @property
    def declined(self) -> list[Declined]:
        """Who declined, in that order."""
        told = zip(self.declined_by, self.declined_for, self.declined_at, strict=True)
        return [Declined(*one) for one in told]


_SELECT = """
    SELECT stream AS suggestion, version, person, entered, organisation, themes, reason, status,
        department, body, seat, collected_at, changed_at,
        ARRAY(SELECT f.department FROM suggestions_forwarded f WHERE f.stream = s.stream
              ORDER BY f.version) AS forwarded,
        ARRAY(SELECT d.department FROM suggestions_declined d WHERE d.stream = s.stream
              ORDER BY d.version) AS declined_by,
        ARRAY(SELECT d.reason FROM suggestions_declined d WHERE d.stream = s.stream
              ORDER BY d.version) AS declined_for,
        ARRAY(SELECT d.declined_at FROM suggestions_declined d WHERE d.stream = s.stream
              ORDER BY d.version) AS declined_at
    FROM suggestions s
"""


def one(database: Database, suggestion: UUID) -> Suggested | None:
    """Give a suggestion, or None."""
    query = f"{_SELECT} WHERE stream = %s"
    return rows.one(database, Suggested, query, (suggestion,))


def listed(
    database: Database, *, departments: Iterable[str] | None = None,
    after: Suggested | None = None, limit: int = 1000,
) -> list[Suggested]:  # fmt: skip
    """Give suggestions in the order they came; those that went to one of some Dezernate only."""
    mark = (after.collected_at, after.suggestion) if after else (None, None)
    query = f"""{_SELECT}
        WHERE (%(all)s OR EXISTS (SELECT FROM suggestions_forwarded g
                WHERE g.stream = s.stream AND g.department = ANY(%(departments)s)))
            AND (%(at)s::timestamptz IS NULL OR (collected_at, stream) > (%(at)s, %(last)s))
        ORDER BY collected_at, stream LIMIT %(limit)s"""
    asked = {
        "all": departments is None, "departments": list(departments or ()),
        "at": mark[0], "last": mark[1], "limit": limit,
    }  # fmt: skip
    return rows.every(database, Suggested, query, asked)


def waiting(database: Database, status: SuggestionStatus) -> list[Suggested]:
    """Give the suggestions in a state, those longest in it first."""
    query = f"{_SELECT} WHERE status = %s GROUP BY s.stream ORDER BY changed_at LIMIT %s"
    return rows.every(database, Suggested, query, (status, MOST_WAITING))


def of_person(database: Database, person: str) -> list[Suggested]:
    """Give the suggestions of a person (pseudonym)."""
    query = f"{_SELECT} WHERE person = %s ORDER BY collected_at"
    return rows.every(database, Suggested, query, (person,))
