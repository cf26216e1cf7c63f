"""What did the bodies say on which revision, and what was the Gleichstellungsbeauftragte asked?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.aggregate import DomainEvent
from domain.draft import Draft
from domain.gremium import Kind
from domain.statement import Position
from projections import rows
from projections.read_model import Cursor, Database

VERSION = 2
EVENTS = (Draft.Statement, Draft.GleichstellungConsulted)
TABLES = """
CREATE TABLE statements (
    draft              uuid NOT NULL,
    version            integer NOT NULL,
    body               text NOT NULL,
    kind               text NOT NULL,
    round              integer NOT NULL,
    revision           integer NOT NULL,
    position           text,
    text               text NOT NULL,
    passages           jsonb NOT NULL,
    counts             boolean NOT NULL,
    after_transmission boolean NOT NULL,
    bundles            jsonb NOT NULL,
    minority           jsonb NOT NULL,
    by                 jsonb NOT NULL,
    at                 timestamptz NOT NULL,
    PRIMARY KEY (draft, version)
);
CREATE TABLE consultations (
    draft    uuid NOT NULL,
    version  integer NOT NULL,
    round    integer NOT NULL,
    revision integer NOT NULL,
    question text NOT NULL,
    passages jsonb NOT NULL,
    by       jsonb NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (draft, version)
)
"""

_STATEMENT = """
    INSERT INTO statements (draft, version, body, kind, round, revision, position, text, passages,
        counts, after_transmission, bundles, minority, by, at)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_CONSULTATION = """
    INSERT INTO consultations (draft, version, round, revision, question, passages, by, at)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""


def project(event: DomainEvent, cursor: Cursor) -> None:
    """Keep one row a statement and one a question; a later one stands beside the earlier."""
    match event:
        case Draft.Statement():
            cursor.execute(_STATEMENT, _row(event))
        case Draft.GleichstellungConsulted():
            cursor.execute(
                _CONSULTATION,
                (
                    event.originator_id, event.originator_version, event.round, event.revision,
                    event.question, rows.as_json(event.passages),
                    event.by.model_dump_json(), event.timestamp,
                ),
            )  # fmt: skip
        case _:
            pass


def _row(event: Draft.Statement) -> tuple[Any, ...]:
    bundles = minority = "[]"
    after_transmission = False
    match event:
        case Draft.DelegiertenkonferenzStatementTransmitted():
            bundles = rows.as_json(event.bundles)
            minority = rows.as_json(event.minority)
        case Draft.BeiratStatementGiven():
            after_transmission = event.after_transmission
    return (
        event.originator_id, event.originator_version, event.body.slug, event.body.kind,
        event.round, event.revision, event.position, event.text, rows.as_json(event.passages),
        event.counts, after_transmission, bundles, minority,
        event.by.model_dump_json(), event.timestamp,
    )  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A body's statement: `version` is its place in the draft's stream; passages as recorded."""

    version: int
    body: str
    kind: Kind
    round: int
    revision: int
    position: Position | None
    text: str
    passages: list[dict[str, Any]]
    counts: bool
    after_transmission: bool
    bundles: list[dict[str, Any]]
    minority: list[dict[str, Any]]
    by: dict[str, Any]
    at: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", Kind(self.kind))
        if self.position is not None:
            object.__setattr__(self, "position", Position(self.position))


@dataclass(frozen=True)
class Asked:
    """A question to the Gleichstellungsbeauftragte; empty where the submission asked."""

    version: int
    round: int
    revision: int
    question: str
    passages: list[dict[str, Any]]
    by: dict[str, Any]
    at: datetime


_SAID = """version, body, kind, round, revision, position, text, passages, counts,
    after_transmission, bundles, minority, by, at"""


def of_draft(database: Database, draft: UUID, *, after: int = 0, limit: int = 1000) -> list[Said]:
    """Give the statements on a draft after stream version `after`, oldest first."""
    return rows.every(
        database, Said,
        f"SELECT {_SAID} FROM statements WHERE draft = %s AND version > %s"
        " ORDER BY version LIMIT %s",
        (draft, after, limit),
    )  # fmt: skip


def of_versions(database: Database, draft: UUID, versions: Iterable[int]) -> list[Said]:
    """Give the statements at these versions of a draft's stream, oldest first."""
    return rows.every(
        database, Said,
        f"SELECT {_SAID} FROM statements WHERE draft = %s AND version = ANY(%s) ORDER BY version",
        (draft, [*versions]),
    )  # fmt: skip


def of_round(database: Database, draft: UUID, round: int) -> list[Said]:
    """Give all statements that belong to a round, counting or not, oldest first."""
    return rows.every(
        database, Said,
        f"SELECT {_SAID} FROM statements WHERE draft = %s AND round = %s ORDER BY version",
        (draft, round),
    )  # fmt: skip


def counting(database: Database, draft: UUID, round: int) -> dict[str, Said]:
    """Give each body's counting statement in a round: its last, by the body's slug."""
    found = rows.every(
        database, Said,
        f"SELECT DISTINCT ON (body) {_SAID} FROM statements"
        " WHERE draft = %s AND round = %s AND counts ORDER BY body, version DESC",
        (draft, round),
    )  # fmt: skip
    return {said.body: said for said in found}


def questions(database: Database, draft: UUID) -> list[Asked]:
    """Give what the Gleichstellungsbeauftragte was asked, oldest first."""
    return rows.every(
        database, Asked,
        "SELECT version, round, revision, question, passages, by, at FROM consultations"
        " WHERE draft = %s ORDER BY version",
        (draft,),
    )  # fmt: skip


@dataclass(frozen=True)
class Voice:
    """A statement without its words: what the matrix of a draft shows."""

    body: str
    kind: Kind
    round: int
    revision: int
    version: int
    position: Position | None
    counts: bool
    after_transmission: bool
    bundles: list[dict[str, Any]]
    minority: list[dict[str, Any]]
    at: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", Kind(self.kind))
        if self.position is not None:
            object.__setattr__(self, "position", Position(self.position))


def voices(database: Database, draft: UUID) -> list[Voice]:
    """Give each body's last counting and last not counting statement of every round."""
    return rows.every(
        database, Voice,
        "SELECT DISTINCT ON (round, body, counts) body, kind, round, revision, version,"
        " position, counts, after_transmission, bundles, minority, at"
        " FROM statements WHERE draft = %s ORDER BY round, body, counts, version DESC",
        (draft,),
    )  # fmt: skip


def consulted_rounds(database: Database, draft: UUID) -> set[int]:
    """Give the rounds in which the Gleichstellungsbeauftragte was asked."""
    rows = database.execute("SELECT DISTINCT round FROM consultations WHERE draft = %s", (draft,))
    return {row[0] for row in rows}
