"""What has the Lenkungsgruppe demanded, and how was each Vorgabe answered?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.aggregate import DomainEvent
from domain.draft import Draft
from domain.vorgaben import Asked, Outcome, Vorgaben
from projections import rows
from projections.read_model import Cursor, Database

VERSION = 2
EVENTS = (Draft.ReturnedWithVorgaben, Draft.Revised)
TABLES = """
CREATE TABLE vorgaben (
    draft   uuid NOT NULL,
    number  integer NOT NULL,
    round   integer NOT NULL,
    version integer NOT NULL,
    at      timestamptz NOT NULL,
    text    text NOT NULL,
    binding boolean NOT NULL,
    passages jsonb NOT NULL,
    PRIMARY KEY (draft, number)
);
CREATE TABLE vorgaben_answers (
    draft    uuid NOT NULL,
    vorgabe  integer NOT NULL,
    revision integer NOT NULL,
    version  integer NOT NULL,
    at       timestamptz NOT NULL,
    outcome  text NOT NULL,
    reason   text NOT NULL,
    passages jsonb NOT NULL,
    PRIMARY KEY (draft, vorgabe, revision)
)
"""

_ISSUED = """
    INSERT INTO vorgaben (draft, number, round, version, at, text, binding, passages)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""
_ANSWERED = """
    INSERT INTO vorgaben_answers (draft, vorgabe, revision, version, at, outcome, reason,
        passages)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""


def project(event: DomainEvent, cursor: Cursor) -> None:
    """Keep one row a Vorgabe and one an answer."""
    draft, version, at = event.originator_id, event.originator_version, event.timestamp
    match event:
        case Draft.ReturnedWithVorgaben():
            for v in event.vorgaben:
                said = (v.text, v.binding, rows.as_json(v.about))
                cursor.execute(_ISSUED, (draft, v.number, event.round, version, at, *said))
        case Draft.Revised():
            for a in event.answers:
                answer = (a.outcome, a.reason, rows.as_json(a.passages))
                cursor.execute(_ANSWERED, (draft, a.vorgabe, event.revision, version, at, *answer))
        case _:
            pass


@dataclass(frozen=True)
class Answered:
    """One answer: in which revision, when, with which outcome and reason, and where to read it."""

    vorgabe: int
    revision: int
    at: datetime
    outcome: Outcome
    reason: str
    passages: list[dict[str, Any]]

    def __post_init__(self) -> None:
        object.__setattr__(self, "outcome", Outcome(self.outcome))


@dataclass(frozen=True)
class Line:
    """A Vorgabe from issue to its last answer; answers oldest first, passages as recorded."""

    number: int
    round: int
    at: datetime
    text: str
    binding: bool
    passages: list[dict[str, Any]]
    answers: list[Answered] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome | None:
        """The last answer's outcome; None while unanswered."""
        return self.answers[-1].outcome if self.answers else None

    @property
    def state(self) -> str:
        """`unanswered` or the last answer's outcome."""
        return self.outcome or "unanswered"


def of_draft(database: Database, draft: UUID, *, upto: int) -> list[Line]:
    """Give all Vorgaben of a draft, with the answers of revisions up to `upto`."""
    lines = rows.every(
        database, Line,
        "SELECT number, round, at, text, binding, passages FROM vorgaben"
        " WHERE draft = %s ORDER BY number",
        (draft,),
    )  # fmt: skip
    by_number = {line.number: line for line in lines}
    if lines:
        for answer in rows.every(
            database,
            Answered,
            "SELECT vorgabe, revision, at, outcome, reason, passages FROM vorgaben_answers"
            " WHERE draft = %s AND revision <= %s ORDER BY revision, vorgabe",
            (draft, upto),
        ):
            by_number[answer.vorgabe].answers.append(answer)
    return lines


def as_judged(lines: list[Line]) -> Vorgaben:
    """Give the value the domain judges by."""
    return Vorgaben(
        asked=tuple(
            Asked(number=line.number, binding=line.binding, outcome=line.outcome) for line in lines
        )
    )
