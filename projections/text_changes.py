"""How much did each revision change, and which of its changes answer which Vorgabe?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from domain.aggregate import DomainEvent
from domain.draft import Draft
from domain.text.carrying import State
from domain.text.extent import Counts, Extent, Span, extent, numbers_of, spans
from domain.text.redline import redline
from projections import current_text, redlines, rows
from projections.read_model import Database

VERSION = 2
EVENTS: tuple[type[DomainEvent], ...] = (Draft.Authored, Draft.Revised)
TABLES = """
CREATE TABLE text_changes (
    draft      uuid NOT NULL,
    revision   integer NOT NULL,
    added      integer NOT NULL,
    removed    integer NOT NULL,
    words      integer NOT NULL,
    changed    integer NOT NULL,
    inserted   integer NOT NULL,
    deleted    integer NOT NULL,
    moved      integer NOT NULL,
    split      integer NOT NULL,
    joined     integer NOT NULL,
    formatted  integer NOT NULL,
    orphaned   integer NOT NULL,
    paragraphs jsonb NOT NULL,
    answers    jsonb NOT NULL,
    PRIMARY KEY (draft, revision)
)
"""

_INSERT = """
    INSERT INTO text_changes (draft, revision, added, removed, words, changed, inserted, deleted,
        moved, split, joined, formatted, orphaned, paragraphs, answers)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def project(event: DomainEvent, database: Database) -> None:
    """Keep one row a revision: against nothing for the first, against its first parent later."""
    match event:
        case Draft.Authored():
            found = redline("", event.text)
            _keep(database, event.originator_id, 1, extent(found, event.text), 0, [])
        case Draft.Revised():
            _project_revision(event, database)
        case _:
            pass


def _project_revision(event: Draft.Revised, database: Database) -> None:
    draft = event.originator_id
    old = current_text.of_revision(database, draft, event.parents[0].revision)
    new = current_text.of_revision(database, draft, event.revision)
    assert old and new
    found = redlines.between(database, old, new)
    orphaned = sum(one.state is State.ORPHANED for one in event.carried)
    answers = list(_answers(event, new.text))
    _keep(database, draft, event.revision, extent(found, new.text), orphaned, answers)


def _answers(event: Draft.Revised, text: str) -> Iterator[dict[str, Any]]:
    for answer in event.answers:
        places = [(passage.start, passage.end) for passage in answer.passages]
        paragraphs = spans(numbers_of(text, places)) if places else None
        yield {"vorgabe": answer.vorgabe, "paragraphs": paragraphs}


def _keep(
    database: Database, draft: UUID, revision: int, reach: Extent, orphaned: int,
    answers: list[dict[str, Any]],
) -> None:  # fmt: skip
    *numbers, paragraphs = astuple(reach)
    values = (draft, revision, *numbers, orphaned, Jsonb(paragraphs), Jsonb(answers))
    database.execute(_INSERT, values)


@dataclass(frozen=True)
class Answering:
    """The paragraphs that answer a Vorgabe; where none was named (`located` is false) all those
    the revision touched, for it was written to answer."""

    vorgabe: int
    paragraphs: tuple[Span, ...]
    located: bool


@dataclass(frozen=True, kw_only=True)
class Changes(Counts):
    """What a revision changed against the one before: words, blocks, passages that lost their
    place (`orphaned`), numbers of paragraphs touched, and what answers which Vorgabe."""

    revision: int
    orphaned: int
    paragraphs: list[Span]
    answers: list[Any]

    @property
    def answering(self) -> list[Answering]:
        """Which paragraphs answer which Vorgabe."""
        return [
            Answering(
                vorgabe=answer["vorgabe"],
                paragraphs=_pairs(self.paragraphs if found is None else found),
                located=found is not None,
            )
            for answer in self.answers
            for found in [answer["paragraphs"]]
        ]


def _pairs(found: list[Any]) -> tuple[Span, ...]:
    return tuple((first, last) for first, last in found)


def of_draft(database: Database, draft: UUID, *, upto: int, after: int = 0) -> dict[int, Changes]:
    """Give what the revisions after number `after` up to number `upto` changed, by their numbers;
    one that is not worked off yet is missing."""
    found = rows.every(
        database, Changes,
        """
        SELECT revision, added, removed, words, changed, inserted, deleted, moved, split,
               joined, formatted, orphaned, paragraphs, answers
        FROM text_changes WHERE draft = %s AND revision > %s AND revision <= %s
        ORDER BY revision
        """,
        (draft, after, upto),
    )  # fmt: skip
    return {row.revision: row for row in found}


@dataclass(frozen=True)
class Size:
    """A revision in three numbers: words that came, that went, that there are."""

    revision: int
    added: int
    removed: int
    words: int


def sizes(database: Database, draft: UUID, *, upto: int) -> list[Size]:
    """Give the numbers of all revisions up to number `upto`, as far as they are worked off."""
    return rows.every(
        database, Size,
        "SELECT revision, added, removed, words FROM text_changes"
        " WHERE draft = %s AND revision <= %s ORDER BY revision",
        (draft, upto),
    )  # fmt: skip
