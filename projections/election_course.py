"""Questions about elections: all of them, and one from its roll to its seats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from psycopg.types.json import Jsonb

from domain.election.counting import Count, Place
from domain.election.next_step import Next, Step, next_step
from domain.election.terms import Terms
from domain.election.values import RUN_OFF, Seated
from domain.procedure.termin import Termin
from projections import rows
from projections.read_model import Database

R = TypeVar("R")
ENDED = ("concluded", "abandoned")
"""The stages of an election after which nothing is recorded."""


@dataclass(frozen=True)
class Head:
    """An election: by which terms, when, and how far it is (`called`, `counting`, `lot`, `decided`,
    `concluded`, `abandoned`); who sits from `since` on and which seats stay vacant, once it is
    concluded; why it was `abandoned`."""

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
    abandoned_at: datetime | None
    abandoned: str

    @property
    def runs(self) -> bool:
        """Whether something can still be recorded."""
        return self.stage not in ENDED

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
    organisation: str
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
    """Who (pseudonym) was put up by which organisation, and whether that still stands; who moved
    up where it does not."""

    organisation: str
    candidate: str
    at: datetime
    withdrawn_at: datetime | None
    reason: str
    moves_up: tuple[str, ...]

    def __post_init__(self) -> None:
        _set(self, moves_up=tuple(self.moves_up))


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
    """A round: who took part (slugs), whom the ballot named, who counts, and what came of it.

    `goes_on` to `lots` are as decided; `inside` is who goes into the run-off or is elected as it
    stands now, after lots and withdrawals; `lot_places` among `lot_among` a lot is due for.
    """

    round: int
    held_at: datetime
    took_part: tuple[str, ...]
    candidates: tuple[str, ...]
    tellers: tuple[str, ...]
    count: Count | None
    ranking: tuple[Place, ...]
    goes_on: tuple[str, ...]
    elected: tuple[str, ...]
    tied: tuple[str, ...]
    lots: int
    decided_at: datetime | None
    inside: tuple[str, ...]
    lot_among: tuple[str, ...]
    lot_places: int

    def __post_init__(self) -> None:
        lists = (
            "took_part", "candidates", "tellers", "goes_on", "elected", "tied", "inside",
            "lot_among",
        )  # fmt: skip
        _set(self, **{name: tuple(getattr(self, name)) for name in lists})
        _set(self, ranking=tuple(Place.model_validate(place) for place in self.ranking))
        if self.count is not None:
            _set(self, count=Count.model_validate(self.count))


@dataclass(frozen=True)
class Drawn:
    """A lot that was drawn in a round: among whom, on whom it fell, who saw it."""

    round: int
    among: tuple[str, ...]
    drawn: tuple[str, ...]
    witnesses: tuple[str, ...]
    at: datetime

    def __post_init__(self) -> None:
        lists = ("among", "drawn", "witnesses")
        _set(self, **{name: tuple(getattr(self, name)) for name in lists})


@dataclass(frozen=True)
class Course:
    """One election, from the roll to the seats."""

    head: Head
    roll: tuple[OnRoll, ...]
    changes: tuple[Change, ...]
    candidates: tuple[Candidate, ...]
    rounds: tuple[Round, ...]
    told: tuple[Told, ...]
    lots: tuple[Drawn, ...]

    @property
    def open(self) -> Round | None:
        """The round that is being counted."""
        return next((one for one in self.rounds if one.decided_at is None), None)

    @property
    def lot(self) -> Round | None:
        """The round a lot is due in."""
        return next((one for one in self.rounds if one.lot_places), None)

    @property
    def decided(self) -> Round | None:
        """The round that was decided last."""
        return next((one for one in reversed(self.rounds) if one.decided_at), None)

    @property
    def elected(self) -> tuple[str, ...]:
        """Who is elected as it stands now, in the order of the seats."""
        last = self.decided
        return last.inside if last and last.round == RUN_OFF else ()

    @property
    def stand(self) -> tuple[Candidate, ...]:
        """Whose nomination stands."""
        return tuple(one for one in self.candidates if one.withdrawn_at is None)

    @property
    def standing(self) -> tuple[str, ...]:
        """Whom the next ballot names, or the open one, in the order they were put up."""
        last = self.decided
        if last and last.round == RUN_OFF:
            return ()
        up = (one.candidate for one in self.stand)
        return tuple(one for one in up if last is None or one in last.inside)

    def next(self, at: datetime) -> Next | None:
        """Give what comes next at a moment; None once the election has ended."""
        if not self.head.runs:
            return None
        return next_step(
            self.head.terms, self.head.deadline, at, standing=len(self.standing),
            decided=self.decided.round if self.decided else 0,
            open=self.open.round if self.open else 0, lot=self.lot.round if self.lot else 0,
        )  # fmt: skip

    @property
    def next_round(self) -> int | None:
        """The round to hold next, be it before the deadline; None where one is being counted, a lot
        is due, nobody stands or all is done."""
        following = self.next(self.head.deadline)
        return following.round if following and following.step is Step.ROUND else None

    @property
    def due_round(self) -> int | None:
        """The round to hold next, or the one being counted."""
        following = self.next(self.head.deadline)
        return following.due if following else None

    def round(self, number: int) -> Round | None:
        """Give a round that was held."""
        return next((one for one in self.rounds if one.round == number), None)

    def lots_in(self, number: int) -> tuple[Drawn, ...]:
        """Give the lots that were drawn in a round."""
        return tuple(one for one in self.lots if one.round == number)

    def told_in(self, number: int) -> tuple[Told, ...]:
        """Give the counts of a round, the first teller's first."""
        return tuple(one for one in self.told if one.round == number)

    @property
    def persons(self) -> set[str]:
        """The pseudonyms of all who stand, count or bear witness."""
        witnesses = {one for lot in self.lots for one in lot.witnesses}
        named = {one for held in self.rounds for one in held.tellers}
        tellers = {one.teller for one in self.told} | named
        return {one.candidate for one in self.candidates} | tellers | witnesses


_HEAD = """
    SELECT election, version, slug, name, body, terms, deadline, meeting, called_at, stage, since,
           seated, vacant, concluded_at, abandoned_at, abandoned FROM elections
"""


def listed(
    database: Database, *, limit: int, after: tuple[datetime, UUID] | None = None
) -> list[Head]:
    """Give the elections, the first called first; those after one (when called, id)."""
    where = "WHERE (called_at, election) > (%s, %s)" if after else ""
    query = f"{_HEAD} {where} ORDER BY called_at, election LIMIT %s"
    return rows.every(database, Head, query, (*(after or ()), limit))


def underway(database: Database) -> list[Head]:
    """Give the elections in which something can still be recorded, the first called first."""
    query = f"{_HEAD} WHERE stage <> ALL(%s) ORDER BY called_at, election"
    return rows.every(database, Head, query, (list(ENDED),))


def head(database: Database, election: UUID) -> Head | None:
    """Give an election without its way, or None."""
    return rows.one(database, Head, f"{_HEAD} WHERE election = %s", (election,))


def of(database: Database, election: UUID) -> Course | None:
    """Give one election, or None."""
    found = head(database, election)
    if found is None:
        return None
    return Course(
        head=found,
        roll=tuple(rows.every(database, OnRoll, _ROLL, (election,))),
        changes=tuple(rows.every(database, Change, _CHANGES, (election,))),
        candidates=tuple(rows.every(database, Candidate, _CANDIDATES, (election,))),
        rounds=tuple(rows.every(database, Round, _ROUNDS, (election,))),
        told=tuple(rows.every(database, Told, _TOLD, (election,))),
        lots=tuple(rows.every(database, Drawn, _LOTS, (election,))),
    )


def running(database: Database, body: str, seats: Sequence[str]) -> bool:
    """Whether an election for one of these seats of a Gremium has no result yet."""
    found = database.execute(
        "SELECT EXISTS (SELECT FROM elections WHERE body = %s AND stage <> ALL(%s)"
        " AND terms->'seats' ?| %s)",
        (body, list(ENDED), list(seats)),
    ).fetchone()
    return bool(found and found[0])


@dataclass(frozen=True)
class Candidacy:
    """An election without a result in which somebody stands."""

    election: UUID
    name: str


def candidacies(database: Database, person: str) -> list[Candidacy]:
    """Give where a person (pseudonym) stands for election."""
    return rows.every(database, Candidacy, _CANDIDACIES, (person, list(ENDED)))


_CANDIDACIES = """
    SELECT election, name FROM election_candidates JOIN elections USING (election)
    WHERE candidate = %s AND withdrawn_at IS NULL AND stage <> ALL(%s) ORDER BY called_at, election
"""


@dataclass(frozen=True)
class Part:
    """What somebody did in an election: stood as `candidate`, was a `teller` of a round, was a
    `witness`."""

    election: UUID
    name: str
    part: str
    at: datetime


def of_person(database: Database, person: str) -> list[Part]:
    """Give what a person (pseudonym) did in which elections, oldest first."""
    among = Jsonb([person])
    return rows.every(
        database, Part,
        _PARTS,
        (
            person,
            person,
            among,
            person,
            among,
        ),
    )  # fmt: skip


_PARTS = """
    SELECT election, name, part, at FROM (
        SELECT election, 'candidate' AS part, at FROM election_candidates WHERE candidate = %s
        UNION ALL
        SELECT election, 'teller', at FROM election_counts WHERE teller = %s
        UNION ALL
        SELECT r.election, 'teller', r.held_at FROM election_rounds r
        WHERE r.tellers @> %s AND NOT EXISTS (SELECT FROM election_counts c
            WHERE (c.election, c.round, c.teller) = (r.election, r.round, %s))
        UNION ALL
        SELECT election, 'witness', at FROM election_lots WHERE witnesses @> %s
    ) AS parts JOIN elections USING (election) ORDER BY at, part
"""
_ROLL = "SELECT slug, name, invited FROM election_roll WHERE election = %s ORDER BY place"
_CHANGES = """
    SELECT kind, organisation, name, meeting, deadline, reason, at FROM election_changes
    WHERE election = %s ORDER BY version
"""
_CANDIDATES = """
    SELECT organisation, candidate, at, withdrawn_at, reason, moves_up FROM election_candidates
    WHERE election = %s ORDER BY version
"""
_ROUNDS = """
    SELECT round, held_at, took_part, candidates, tellers, count, ranking, goes_on, elected, tied,
           lots, decided_at, inside, lot_among, lot_places
    FROM election_rounds WHERE election = %s ORDER BY round
"""
_LOTS = """
    SELECT round, among, drawn, witnesses, at FROM election_lots
    WHERE election = %s ORDER BY version
"""
_TOLD = """
    SELECT round, teller, count, at FROM election_counts WHERE election = %s ORDER BY round, first
"""


def _set(row: object, **values: object) -> None:
    for name, value in values.items():
        object.__setattr__(row, name, value)
