"""Questions about elections: all of them, and one from its roll to its seats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from domain.election import counting
from domain.election.counting import Count, Place
from domain.election.terms import Terms
from domain.election.values import RUN_OFF, Seated
from domain.procedure.termin import Termin
from projections.read_model import Database

R = TypeVar("R")


@dataclass(frozen=True)
class Head:
    """An election: by which terms, when, and how far it is (`called`, `counting`, `lot`, `decided`,
    `concluded`); who sits from `since` on and which seats stay vacant, once it is concluded."""

    election: UUID
    version: int
    slug: str
    name: str
    body: str
    terms: Terms
    deadline: datetime
    meeting: Termin
    called_at: datetime
    stage: str
    since: date | None
    seated: tuple[Seated, ...]
    vacant: tuple[str, ...]
    concluded_at: datetime | None

    def __post_init__(self) -> None:
        _set(self, terms=Terms.model_validate(self.terms))
        _set(self, meeting=Termin.model_validate(self.meeting), vacant=tuple(self.vacant))
        _set(self, seated=tuple(Seated.model_validate(one) for one in self.seated))


@dataclass(frozen=True)
class OnRoll:
    """An organisation on the roll, and on which day it was invited."""

    slug: str
    name: str
    invited: date | None


@dataclass(frozen=True)
class Change:
    """The meeting was `postponed`, or an organisation `added` to the roll or `removed`."""

    kind: str
    name: str
    meeting: Termin | None
    deadline: datetime | None
    reason: str
    at: datetime

    def __post_init__(self) -> None:
        if self.meeting is not None:
            _set(self, meeting=Termin.model_validate(self.meeting))


@dataclass(frozen=True)
class Candidate:
    """Who (pseudonym) was put up by which organisation, and whether that still stands."""

    organisation: str
    candidate: str
    at: datetime
    in_run_off: bool
    withdrawn_at: datetime | None
    reason: str


@dataclass(frozen=True)
class Told:
    """A teller's (pseudonym) count of a round."""

    round: int
    teller: str
    count: Count
    at: datetime

    def __post_init__(self) -> None:
        _set(self, count=Count.model_validate(self.count))


@dataclass(frozen=True)
class Round:
    """A round: who took part (slugs), whom the ballot named, and what came of it."""

    round: int
    held_at: datetime
    took_part: tuple[str, ...]
    candidates: tuple[str, ...]
    count: Count | None
    ranking: tuple[Place, ...]
    goes_on: tuple[str, ...]
    elected: tuple[str, ...]
    tied: tuple[str, ...]
    lots: int
    decided_at: datetime | None
    drawn: tuple[str, ...]
    witnesses: tuple[str, ...]
    drawn_at: datetime | None

    def __post_init__(self) -> None:
        lists = ("took_part", "candidates", "goes_on", "elected", "tied", "drawn", "witnesses")
        _set(self, **{name: tuple(getattr(self, name)) for name in lists})
        _set(self, ranking=tuple(Place.model_validate(place) for place in self.ranking))
        if self.count is not None:
            _set(self, count=Count.model_validate(self.count))

    @property
    def lot_due(self) -> bool:
        """Whether a lot is to be drawn."""
        return self.lots > 0 and not self.drawn


@dataclass(frozen=True)
class Course:
    """One election, from the roll to the seats."""

    head: Head
    roll: tuple[OnRoll, ...]
    changes: tuple[Change, ...]
    candidates: tuple[Candidate, ...]
    rounds: tuple[Round, ...]
    told: tuple[Told, ...]

    @property
    def open(self) -> Round | None:
        """The round that is being counted."""
        return next((one for one in self.rounds if one.decided_at is None), None)

    @property
    def lot(self) -> Round | None:
        """The round a lot is due in."""
        return next((one for one in self.rounds if one.lot_due), None)

    @property
    def standing(self) -> tuple[str, ...]:
        """Whom the next ballot names, or the open one, in the order they were put up."""
        last = max((one.round for one in self.rounds if one.decided_at), default=0)
        return tuple(
            one.candidate
            for one in self.candidates
            if one.withdrawn_at is None and last != RUN_OFF and (one.in_run_off or not last)
        )

    @property
    def next_round(self) -> int | None:
        """The round to hold next; None where one is being counted, a lot is due, nobody stands or
        all is done."""
        if self.open or self.lot or not self.standing or self.head.stage == "concluded":
            return None
        if not self.rounds:
            return counting.first_round(self.head.terms, len(self.standing))
        return RUN_OFF if self.rounds[-1].round != RUN_OFF else None

    def round(self, number: int) -> Round | None:
        """Give a round that was held."""
        return next((one for one in self.rounds if one.round == number), None)

    def told_in(self, number: int) -> tuple[Told, ...]:
        """Give the counts of a round, the first teller's first."""
        return tuple(one for one in self.told if one.round == number)

    @property
    def persons(self) -> set[str]:
        """The pseudonyms of all who stand, count or bear witness."""
        witnesses = {one for held in self.rounds for one in held.witnesses}
        tellers = {one.teller for one in self.told}
        return {one.candidate for one in self.candidates} | tellers | witnesses


_HEAD = """
    SELECT election, version, slug, name, body, terms, deadline, meeting, called_at, stage, since,
           seated, vacant, concluded_at FROM elections
"""


def listed(
    database: Database, *, limit: int, after: tuple[datetime, UUID] | None = None
) -> list[Head]:
    """Give the elections, the first called first; those after one (when called, id)."""
    where = "WHERE (called_at, election) > (%s, %s)" if after else ""
    query = f"{_HEAD} {where} ORDER BY called_at, election LIMIT %s"
    return _asked(database, Head, query, *(after or ()), limit)


def underway(database: Database) -> list[Head]:
    """Give the elections that are not concluded, the first called first."""
    query = f"{_HEAD} WHERE stage <> 'concluded' ORDER BY called_at, election"
    return _asked(database, Head, query)


def head(database: Database, election: UUID) -> Head | None:
    """Give an election without its way, or None."""
    return next(iter(_asked(database, Head, f"{_HEAD} WHERE election = %s", election)), None)


def of(database: Database, election: UUID) -> Course | None:
    """Give one election, or None."""
    found = head(database, election)
    if found is None:
        return None
    return Course(
        head=found,
        roll=tuple(_asked(database, OnRoll, _ROLL, election)),
        changes=tuple(_asked(database, Change, _CHANGES, election)),
        candidates=tuple(_asked(database, Candidate, _CANDIDATES, election)),
        rounds=tuple(_asked(database, Round, _ROUNDS, election)),
        told=tuple(_asked(database, Told, _TOLD, election)),
    )


@dataclass(frozen=True)
class Part:
    """What somebody did in an election: stood as `candidate`, was a `teller`, was a `witness`."""

    election: UUID
    name: str
    part: str
    at: datetime


def of_person(database: Database, person: str) -> list[Part]:
    """Give what a person (pseudonym) did in which elections, oldest first."""
    return _asked(database, Part, _PARTS, person, person, Jsonb([person]))


_PARTS = """
    SELECT election, name, part, at FROM (
        SELECT election, 'candidate' AS part, at FROM election_candidates WHERE candidate = %s
        UNION ALL
        SELECT election, 'teller', at FROM election_counts WHERE teller = %s
        UNION ALL
        SELECT election, 'witness', drawn_at FROM election_rounds WHERE witnesses @> %s
    ) AS parts JOIN elections USING (election) ORDER BY at, part
"""
_ROLL = "SELECT slug, name, invited FROM election_roll WHERE election = %s ORDER BY place"
_CHANGES = """
    SELECT kind, name, meeting, deadline, reason, at FROM election_changes
    WHERE election = %s ORDER BY version
"""
_CANDIDATES = """
    SELECT organisation, candidate, at, in_run_off, withdrawn_at, reason FROM election_candidates
    WHERE election = %s ORDER BY version
"""
_ROUNDS = """
    SELECT round, held_at, took_part, candidates, count, ranking, goes_on, elected, tied, lots,
           decided_at, drawn, witnesses, drawn_at
    FROM election_rounds WHERE election = %s ORDER BY round
"""
_TOLD = """
    SELECT round, teller, count, at FROM election_counts WHERE election = %s ORDER BY round, first
"""


def _asked(database: Database, row: type[R], query: str, *values: object) -> list[R]:
    with database.cursor(row_factory=class_row(row)) as cursor:
        rows: Sequence[Any] = cursor.execute(query.encode(), values).fetchall()
    return list(rows)


def _set(row: object, **values: object) -> None:
    for name, value in values.items():
        object.__setattr__(row, name, value)
