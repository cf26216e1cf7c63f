"""Who was heard in which round, what is still open, and what was decided?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any
from uuid import UUID

from domain.aggregate import DomainEvent
from domain.consensus import OpenPoint, open_points
from domain.draft import Draft
from domain.gremium import Gremium, Kind
from domain.procedure import Ordnung, Rules
from domain.procedure.rules_of_procedure import NewText
from domain.round import Heard, Round
from domain.statement import Position
from projections import reminders, rows, statements, vorgaben
from projections.read_model import Cursor, Database
from projections.reminders import Reminder
from projections.statements import Voice

VERSION = 1
EVENTS = (Draft.Submitted, Draft.SubmissionWithdrawn, Draft.Decision)
TABLES = """
CREATE TABLE rounds (
    draft       uuid NOT NULL,
    round       integer NOT NULL,
    revision    integer NOT NULL,
    version     integer NOT NULL,
    opened_at   timestamptz NOT NULL,
    addressees  jsonb NOT NULL,
    outcome     text NOT NULL,
    closed_at   timestamptz,
    reason      text NOT NULL,
    open_points jsonb,
    judged_by   jsonb,
    PRIMARY KEY (draft, round)
)
"""

_OPENED = """
    INSERT INTO rounds (draft, round, revision, version, opened_at, addressees, outcome, reason)
    VALUES (%s, %s, %s, %s, %s, %s, 'open', '')
"""
_CLOSED = """
    UPDATE rounds SET outcome = %s, closed_at = %s, reason = %s, open_points = %s, judged_by = %s
    WHERE draft = %s AND round = %s
"""


class RoundOutcome(StrEnum):
    """How a round ended, or that it has not."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    ACCEPTED = "accepted"


def project(event: DomainEvent, cursor: Cursor) -> None:
    """Keep one row a round, from its submission to its end."""
    match event:
        case Draft.Submitted():
            addressees = rows.as_json(event.addressees)
            key = (event.originator_id, event.round, event.revision, event.originator_version)
            cursor.execute(_OPENED, (*key, event.timestamp, addressees))
        case Draft.SubmissionWithdrawn():
            _close(event, RoundOutcome.WITHDRAWN, event.reason, (None, None), cursor)
        case Draft.ReturnedWithVorgaben():
            _close(event, RoundOutcome.RETURNED, "", _judged(event), cursor)
        case Draft.Accepted():
            _close(event, RoundOutcome.ACCEPTED, event.despite, _judged(event), cursor)
        case _:
            pass


def _close(
    event: Draft.SubmissionWithdrawn | Draft.Decision,
    outcome: RoundOutcome,
    reason: str,
    judged: tuple[str | None, str | None],
    cursor: Cursor,
) -> None:
    values = (outcome, event.timestamp, reason, *judged, event.originator_id, event.round)
    cursor.execute(_CLOSED, values)


def _judged(event: Draft.Decision) -> tuple[str, str]:
    return rows.as_json(event.open_points), event.judged_by.model_dump_json()


class HeardState(StrEnum):
    """Whether a body has been heard in a round."""

    AWAITED = "awaited"
    HEARD = "heard"
    NOT_ADDRESSED = "not_addressed"


@dataclass(frozen=True)
class Cell:
    """One body in one round: its counting statement, else its last one before (`counts` false).

    `why` says why the shown statement does not count; `bundling` what the Delegiertenkonferenz's
    transmission made of a Beirat's: `bundled`, `minority` or `not_taken_up`, None where there is
    no transmission.
    """

    body: str
    kind: Kind
    state: HeardState
    position: Position | None = None
    revision: int | None = None
    version: int | None = None
    counts: bool = False
    why: str | None = None
    after_transmission: bool = False
    bundling: str | None = None


@dataclass(frozen=True)
class RoundRow:
    """A Beratungsrunde as recorded; open points and rules are those of its decision."""

    round: int
    revision: int
    opened_at: datetime
    addressees: list[dict[str, Any]]
    outcome: RoundOutcome
    closed_at: datetime | None
    reason: str
    open_points: list[dict[str, Any]] | None
    judged_by: dict[str, Any] | None

    def __post_init__(self) -> None:
        object.__setattr__(self, "outcome", RoundOutcome(self.outcome))


@dataclass(frozen=True)
class RoundView:
    """A round with its matrix column."""

    row: RoundRow
    cells: dict[str, Cell]


@dataclass(frozen=True)
class Consensus:
    """Where the last round stands; `rounds` oldest first, empty before the first submission.

    `rules` are those it was judged by, `under` is the procedure of the day; `reminded` the last
    reminder of each body (slug), in the last round or since its return.
    """

    rounds: list[RoundView]
    open_points: tuple[OpenPoint, ...]
    rules: Rules
    under: Ordnung
    reminded: dict[str, Reminder] = field(default_factory=dict)

    @property
    def last(self) -> RoundView | None:
        """The round this state is about."""
        return self.rounds[-1] if self.rounds else None

    @property
    def ready(self) -> bool:
        """Whether a round took place and nothing is open in it."""
        return self.last is not None and not self.open_points


def of_draft(
    database: Database, draft: UUID, *, upto: int, under: Ordnung, at: datetime
) -> Consensus:
    """Give the consensus state of a draft; `upto` is the last revision the reader may see.

    What is open is judged at the moment `at`, by the procedure `under` of its day.
    """
    rows = rounds(database, draft)
    voices = statements.voices(database, draft)
    consulted = statements.consulted_rounds(database, draft)
    views = [
        _view(row, voices, row.round in consulted, under, _staying(row, rows, under))
        for row in rows
    ]
    if not views:
        return Consensus([], (), under.rules, under)
    last = views[-1].row
    reminded = reminders.of_round(database, draft, last.round)
    if last.open_points is not None:
        recorded = tuple(OpenPoint.model_validate(point) for point in last.open_points)
        return Consensus(views, recorded, Rules.model_validate(last.judged_by), under, reminded)
    lines = vorgaben.of_draft(database, draft, upto=upto)
    judged = _as_judged(views, voices)
    points = open_points(judged, vorgaben.as_judged(lines), under, at)
    return Consensus(views, points, under.rules, under, reminded)


def rounds(database: Database, draft: UUID) -> list[RoundRow]:
    """Give the rounds of a draft as recorded, oldest first."""
    return rows.every(
        database, RoundRow,
        "SELECT round, revision, opened_at, addressees, outcome, closed_at, reason,"
        " open_points, judged_by FROM rounds WHERE draft = %s ORDER BY round",
        (draft,),
    )  # fmt: skip


def _staying(row: RoundRow, rows: list[RoundRow], under: Ordnung) -> set[int]:
    """Give the rounds whose statements count on in a round, where the rules say that they stay."""
    rules = Rules.model_validate(row.judged_by) if row.judged_by else under.rules
    if rules.new_text is not NewText.STAYS:
        return set()
    returned = (one for one in rows if one.outcome is RoundOutcome.RETURNED)
    return {one.round for one in returned if one.round < row.round}


def _view(
    row: RoundRow, voices: list[Voice], consulted: bool, under: Ordnung, staying: set[int]
) -> RoundView:
    asked = {body["slug"]: Gremium.model_validate(body) for body in row.addressees}
    if consulted:
        asked |= {body.slug: body for body in under.of_kind(Kind.EQUALITY)}
    bodies = {**{body.slug: body for body in under.heard}, **asked}
    known = [voice for voice in voices if voice.round <= row.round]
    withdrawn = row.outcome is RoundOutcome.WITHDRAWN
    cells = {
        body.slug: _cell(body, row.round, body.slug in asked, withdrawn, known, staying)
        for body in bodies.values()
    }
    return RoundView(row, _bundled(cells, row.round, known))


def _cell(
    body: Gremium, round: int, addressed: bool, withdrawn: bool, voices: list[Voice],
    staying: set[int],
) -> Cell:  # fmt: skip
    said = [voice for voice in voices if voice.body == body.slug]
    here = [voice for voice in said if voice.round == round and voice.counts and not withdrawn]
    if here:
        return _as_cell(body, HeardState.HEARD, here[-1], None)
    stays = [voice for voice in said if voice.round in staying and voice.counts]
    if stays and addressed and not withdrawn:
        return _as_cell(body, HeardState.HEARD, stays[-1], None)
    state = HeardState.AWAITED if addressed else HeardState.NOT_ADDRESSED
    if not said:
        return Cell(body.slug, body.kind, state)
    last = max(said, key=lambda voice: voice.version)
    return _as_cell(body, state, last, _why_not(last, round, withdrawn))


def _as_cell(body: Gremium, state: HeardState, voice: Voice, why: str | None) -> Cell:
    return Cell(
        body=body.slug,
        kind=body.kind,
        state=state,
        position=voice.position,
        revision=voice.revision,
        version=voice.version,
        counts=why is None,
        why=why,
        after_transmission=voice.after_transmission,
    )


def _why_not(voice: Voice, round: int, withdrawn: bool) -> str:
    if voice.round < round:
        return "earlier_round"
    return "withdrawn" if withdrawn else "after_the_round"


def _bundled(cells: dict[str, Cell], round: int, voices: Iterable[Voice]) -> dict[str, Cell]:
    conferences = (cell for cell in cells.values() if cell.kind is Kind.CONFERENCE)
    conference = next((cell for cell in conferences if cell.state is HeardState.HEARD), None)
    if conference is None:
        return cells
    transmitted = next(v for v in voices if v.version == conference.version)
    taken = {bundled["body"]: bundled["version"] for bundled in transmitted.bundles}
    minority = {position["body"] for position in transmitted.minority}
    return {slug: _in_bundle(cell, taken, minority) for slug, cell in cells.items()}


def _in_bundle(cell: Cell, taken: dict[str, int], minority: set[str]) -> Cell:
    if cell.kind is not Kind.COUNCIL or cell.state is not HeardState.HEARD:
        return cell
    if taken.get(cell.body) != cell.version:
        bundling = "not_taken_up"
    else:
        bundling = "minority" if cell.body in minority else "bundled"
    return Cell(**{**cell.__dict__, "bundling": bundling})


def _as_judged(rounds: list[RoundView], voices: Iterable[Voice]) -> Round:
    view = rounds[-1]
    addressees = tuple(
        Gremium(slug=cell.body, kind=cell.kind)
        for cell in view.cells.values()
        if cell.state is not HeardState.NOT_ADDRESSED
    )
    heard = {
        cell.body: Heard(kind=cell.kind, version=cell.version or 0, position=cell.position)
        for cell in view.cells.values()
        if cell.state is HeardState.HEARD
    }
    returned = {r.row.round for r in rounds if r.row.outcome is RoundOutcome.RETURNED}
    earlier = {
        voice.body: Heard(
            kind=view.cells[voice.body].kind, version=voice.version, position=voice.position
        )
        for voice in sorted(voices, key=attrgetter("version"))
        if voice.counts and voice.round in returned and voice.body in view.cells
    }
    return Round(
        number=view.row.round, revision=view.row.revision, addressees=addressees, heard=heard,
        opened_at=view.row.opened_at, earlier=earlier,
    )  # fmt: skip
