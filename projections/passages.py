"""What passages were pointed at, by whom, and what became of each in every later revision?

Numbers count a draft's passages in the order of events. A reader who may not see the last
revisions (`upto`) is shown only what was recorded of those before, and counts only what is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from domain.aggregate import DomainEvent
from domain.draft import Draft, passages_in
from domain.statement import Marked
from domain.text.carrying import Carried, Known, State
from domain.text.passages import Passage, at_place
from projections import rows
from projections.read_model import Cursor, Database

VERSION = 2
EVENTS = (
    Draft.Revised, Draft.PassagePlaced, Draft.ReturnedWithVorgaben, Draft.GleichstellungConsulted,
    Draft.Statement,
)  # fmt: skip
TABLES = """
CREATE TABLE passages (
    draft    uuid NOT NULL,
    number   integer NOT NULL,
    version  integer NOT NULL,
    source   text NOT NULL,
    vorgabe  integer,
    body     text NOT NULL,
    revision integer NOT NULL,
    place    jsonb NOT NULL,
    remark   text NOT NULL,
    PRIMARY KEY (draft, number)
);
CREATE TABLE passages_carried (
    draft     uuid NOT NULL,
    number    integer NOT NULL,
    version   integer NOT NULL,
    revision  integer NOT NULL,
    state     text NOT NULL,
    place     jsonb,
    algorithm text NOT NULL,
    PRIMARY KEY (draft, number, version)
)
"""

_POINTED_AT = """
    INSERT INTO passages (draft, number, version, source, vorgabe, body, revision, place, remark)
    SELECT %s, coalesce(max(number), 0) + 1, %s, %s, %s, %s, %s, %s, %s
    FROM passages WHERE draft = %s
"""
_CARRIED = """
    INSERT INTO passages_carried (draft, number, version, revision, state, place, algorithm)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
"""


class Source(StrEnum):
    """In what a passage is pointed at."""

    STATEMENT = "statement"
    CONSULTATION = "consultation"
    VORGABE = "vorgabe"
    ANSWER = "answer"


PLACED = "placed"
"""What became of an orphaned passage that its body found again; the other words are `State`'s."""


def project(event: DomainEvent, cursor: Cursor) -> None:
    """Keep one row a passage, and one for each time something was recorded of it."""
    draft, version = event.originator_id, event.originator_version
    match event:
        case Draft.Revised():
            for one in event.carried:
                cursor.execute(_CARRIED, (draft, *_became(one, event)))
            vorgaben = [answer.vorgabe for answer in event.answers for _ in answer.passages]
            _point_at(event, event.revision, cursor, Source.ANSWER, vorgaben)
        case Draft.PassagePlaced():
            place = event.place.model_dump_json()
            placed = (draft, event.passage, version, event.revision, PLACED, place, "")
            cursor.execute(_CARRIED, placed)
        case Draft.ReturnedWithVorgaben():
            vorgaben = [vorgabe.number for vorgabe in event.vorgaben for _ in vorgabe.about]
            _point_at(event, event.revision, cursor, Source.VORGABE, vorgaben)
        case Draft.GleichstellungConsulted():
            _point_at(event, event.revision, cursor, Source.CONSULTATION)
        case Draft.Statement():
            _point_at(event, event.revision, cursor, Source.STATEMENT)
        case _:
            pass


def _point_at(
    event: DomainEvent, revision: int, cursor: Cursor, source: Source, vorgaben: Sequence[int] = ()
) -> None:
    """Keep the passages an event points at, in the order of their numbers."""
    draft, version, body = event.originator_id, event.originator_version, event.by.body.slug
    for index, passage in enumerate(passages_in(event)):
        vorgabe = vorgaben[index] if vorgaben else None
        remark = passage.remark if isinstance(passage, Marked) else ""
        place = passage.model_dump_json(exclude={"remark"})
        facts = (version, source, vorgabe, body, revision, place, remark)
        cursor.execute(_POINTED_AT, (draft, *facts, draft))


def _became(one: Carried, event: Draft.Revised) -> tuple[Any, ...]:
    place = at_place(event.text, one.at.start, one.at.end).model_dump_json() if one.at else None
    key = one.passage, event.originator_version, event.revision
    return *key, one.state, place, one.algorithm


@dataclass(frozen=True)
class Named:
    """A passage as it was pointed at: by which body, in what, in which revision, at what place.

    `version` is that of the event in the draft's stream; `vorgabe` the number it belongs to,
    `remark` what is said of it alone, if anything.
    """

    number: int
    source: Source
    vorgabe: int | None
    body: str
    version: int
    revision: int
    place: dict[str, Any]
    remark: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "source", Source(self.source))


@dataclass(frozen=True)
class Standing(Named):
    """Where a passage stands in one revision: `at`, None where it is orphaned.

    `state` is what was recorded last, in revision `since`: "named" where nothing was but the
    passage itself, "placed", or a `State`. `last` is its place before that, in revision
    `last_revision`. Where `since` is an earlier revision than the one asked for, nothing was
    recorded of it there: it was pointed at too late, or found again in the earlier one.
    """

    state: str
    since: int
    at: dict[str, Any] | None
    last: dict[str, Any]
    last_revision: int

    @property
    def orphaned(self) -> bool:
        """Whether its place is lost."""
        return self.state == State.ORPHANED


@dataclass(frozen=True)
class Became:
    """What was recorded of a passage in one revision; no algorithm where a person placed it."""

    revision: int
    state: str
    place: dict[str, Any] | None
    algorithm: str


_NAMED = """
    SELECT draft, number AS recorded, row_number() OVER (ORDER BY number)::int AS number, source,
           vorgabe, body, version, revision, place, remark
    FROM passages WHERE draft = %(draft)s AND revision <= %(upto)s
"""
_STANDING = f"""
    SELECT named.number, named.source, named.vorgabe, named.body, named.version, named.revision,
           named.place, named.remark, coalesce(now.state, 'named') AS state,
           coalesce(now.revision, named.revision) AS since,
           CASE WHEN now.state IS NULL THEN named.place ELSE now.place END AS at,
           coalesce(earlier.place, named.place) AS last,
           coalesce(earlier.revision, named.revision) AS last_revision
    FROM ({_NAMED}) AS named
    LEFT JOIN LATERAL (
        SELECT * FROM passages_carried c
        WHERE c.draft = named.draft AND c.number = named.recorded AND c.revision <= %(revision)s
        ORDER BY c.version DESC LIMIT 1) AS now ON true
    LEFT JOIN LATERAL (
        SELECT * FROM passages_carried c
        WHERE c.draft = named.draft AND c.number = named.recorded AND c.version < now.version
          AND c.place IS NOT NULL
        ORDER BY c.version DESC LIMIT 1) AS earlier ON true
    WHERE named.revision <= %(revision)s ORDER BY named.number
"""


def of_revision(database: Database, draft: UUID, revision: int, *, upto: int) -> list[Standing]:
    """Give where each passage pointed at until then stands in a revision, by number."""
    return rows.every(
        database, Standing, _STANDING, {"draft": draft, "revision": revision, "upto": upto}
    )


def one(database: Database, draft: UUID, number: int, *, upto: int) -> Named | None:
    """Give a passage by its number as the reader counts, or None."""
    return rows.one(
        database, Named,
        f"SELECT number, source, vorgabe, body, version, revision, place, remark"
        f" FROM ({_NAMED}) AS named WHERE number = %(number)s",
        {"draft": draft, "number": number, "upto": upto},
    )  # fmt: skip


def way(database: Database, draft: UUID, number: int, *, upto: int) -> list[Became]:
    """Give what became of a passage in one revision after the other, in order of recording."""
    return rows.every(
        database, Became,
        f"""
        SELECT c.revision, c.state, c.place, c.algorithm
        FROM ({_NAMED}) AS named JOIN passages_carried c
          ON c.draft = named.draft AND c.number = named.recorded
        WHERE named.number = %(number)s AND c.revision <= %(upto)s ORDER BY c.version
        """,
        {"draft": draft, "number": number, "upto": upto},
    )  # fmt: skip


def last_known(database: Database, draft: UUID) -> dict[int, Known]:
    """Give where every passage was last known to stand, in whatever revision, by its number."""
    rows = database.execute(
        """
        SELECT DISTINCT ON (number) number, revision, place FROM (
            SELECT number, version, revision, place FROM passages WHERE draft = %(draft)s
            UNION ALL
            SELECT number, version, revision, place FROM passages_carried
            WHERE draft = %(draft)s AND place IS NOT NULL
        ) AS known ORDER BY number, version DESC
        """,
        {"draft": draft},
    )
    return {row[0]: Known(row[1], Passage.model_validate(row[2])) for row in rows}
