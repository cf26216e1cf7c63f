"""Where does every word of a revision come from, and which Vorgabe does it answer?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from domain.aggregate import DomainEvent
from domain.draft import Draft
from domain.text.blame import Runs, Sentence, Vorgaben, answering, first, sentences, step
from projections import current_text, diff_history, redlines
from projections.current_text import Text
from projections.read_model import Database

VERSION = 2
EVENTS: tuple[type[DomainEvent], ...] = (Draft.Authored, Draft.Revised)
TABLES = """
CREATE TABLE blame (
    draft     uuid NOT NULL,
    revision  integer NOT NULL,
    lengths   integer[] NOT NULL,
    revisions integer[] NOT NULL,
    answers   jsonb NOT NULL,
    PRIMARY KEY (draft, revision)
)
"""

_INSERT = """
    INSERT INTO blame (draft, revision, lengths, revisions, answers) VALUES (%s, %s, %s, %s, %s)
"""
_SELECT = "SELECT lengths, revisions, answers FROM blame WHERE draft = %s AND revision = %s"


def project(event: DomainEvent, database: Database) -> None:
    """Keep one row a revision: the runs of its first parent, one step on."""
    match event:
        case Draft.Authored():
            runs = _Runs(first(event.text, 1), first(event.text, ()))
            _keep(database, event.originator_id, 1, runs)
        case Draft.Revised():
            _project_revision(event, database)
        case _:
            pass


def _project_revision(event: Draft.Revised, database: Database) -> None:
    draft, parent = event.originator_id, event.parents[0].revision
    old = current_text.of_revision(database, draft, parent)
    new = current_text.of_revision(database, draft, event.revision)
    before = _runs(database, draft, parent)
    assert old and new and before
    found = redlines.between(database, old, new)
    answers = step(before.answers, found, ())
    for answer in event.answers:
        places = [(passage.start, passage.end) for passage in answer.passages]
        answers = answering(answers, places, answer.vorgabe)
    after = _Runs(step(before.origins, found, event.revision), answers)
    _keep(database, draft, event.revision, after)


@dataclass(frozen=True)
class _Runs:
    """What is kept of a revision: where its characters come from, and what they answer."""

    origins: Runs[int]
    answers: Runs[Vorgaben]


def _keep(database: Database, draft: UUID, revision: int, runs: _Runs) -> None:
    lengths = [length for length, _ in runs.origins]
    revisions = [origin for _, origin in runs.origins]
    database.execute(_INSERT, (draft, revision, lengths, revisions, Jsonb(runs.answers)))


def _runs(database: Database, draft: UUID, revision: int) -> _Runs | None:
    row = database.execute(_SELECT, (draft, revision)).fetchone()
    if row is None:
        return None
    lengths, revisions, answers = row
    said = [(length, tuple(numbers)) for length, numbers in answers]
    return _Runs(list(zip(lengths, revisions, strict=True)), said)


@dataclass(frozen=True)
class Origin:
    """A revision that words come from: when, and who wrote it (an Actor's fields).

    `answered` are the Vorgaben it answered without naming a passage: all of its words were
    written in their course.
    """

    revision: int
    at: datetime
    by: dict[str, Any]
    answered: Vorgaben


@dataclass(frozen=True)
class Blame:
    """A revision's text with where its characters come from; `origins` by revision."""

    text: Text
    runs: _Runs
    origins: dict[int, Origin]

    def sentences(self, start: int = 0, end: int | None = None) -> Iterator[Sentence]:
        """Give the sentences, or those of the paragraphs between two places (code points)."""
        runs = self.runs
        return sentences(self.text.text, runs.origins, runs.answers, start=start, end=end)


def of_revision(database: Database, draft: UUID, revision: int) -> Blame | None:
    """Give where a revision's words come from; None where that is not worked off yet."""
    runs = _runs(database, draft, revision)
    text = current_text.of_revision(database, draft, revision)
    if runs is None or text is None:
        return None
    wanted = sorted({origin for _, origin in runs.origins})
    written = diff_history.numbered(database, draft, wanted)
    return Blame(text, runs, {one.revision: _origin(one) for one in written})


def _origin(written: diff_history.Revision) -> Origin:
    answered = (a["vorgabe"] for a in written.answers if not a.get("passages"))
    return Origin(written.revision, written.at, written.by, tuple(sorted(answered)))
