"""How far is each election: the roll, who stands, what was counted, who is elected?

One row an election, and one for each organisation, nomination, postponement, round, count and lot
of it.
Candidates, tellers and witnesses are pseudonyms.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from psycopg.types.json import Jsonb

from domain.aggregate import DomainEvent
from domain.election.election import Election
from domain.value import Value
from projections.read_model import Cursor

VERSION = 2
TABLES = """
CREATE TABLE elections (
    election     uuid PRIMARY KEY,
    version      integer NOT NULL,
    slug         text NOT NULL,
    name         text NOT NULL,
    body         text NOT NULL,
    terms        jsonb NOT NULL,
    deadline     timestamptz NOT NULL,
    meeting      jsonb NOT NULL,
    called_at    timestamptz NOT NULL,
    stage        text NOT NULL DEFAULT 'called',
    since        date,
    seated       jsonb NOT NULL DEFAULT '[]',
    vacant       jsonb NOT NULL DEFAULT '[]',
    concluded_at timestamptz,
    abandoned_at timestamptz,
    abandoned    text NOT NULL DEFAULT ''
);
CREATE TABLE election_roll (
    election uuid NOT NULL,
    place    bigint NOT NULL,
    slug     text NOT NULL,
    name     text NOT NULL,
    invited  date,
    PRIMARY KEY (election, slug)
);
CREATE TABLE election_changes (
    election     uuid NOT NULL,
    version      integer NOT NULL,
    kind         text NOT NULL,
    organisation text NOT NULL,
    name         text NOT NULL,
    meeting      jsonb,
    deadline     timestamptz,
    reason       text NOT NULL,
    at           timestamptz NOT NULL,
    PRIMARY KEY (election, version)
);
CREATE TABLE election_candidates (
    election     uuid NOT NULL,
    version      integer NOT NULL,
    organisation text NOT NULL,
    candidate    text NOT NULL,
    at           timestamptz NOT NULL,
    withdrawn_at timestamptz,
    reason       text NOT NULL DEFAULT '',
    moves_up     jsonb NOT NULL DEFAULT '[]',
    PRIMARY KEY (election, version)
);
CREATE TABLE election_rounds (
    election   uuid NOT NULL,
    round      integer NOT NULL,
    held_at    timestamptz NOT NULL,
    took_part  jsonb NOT NULL,
    candidates jsonb NOT NULL,
    tellers    jsonb NOT NULL,
    count      jsonb,
    ranking    jsonb NOT NULL DEFAULT '[]',
    goes_on    jsonb NOT NULL DEFAULT '[]',
    elected    jsonb NOT NULL DEFAULT '[]',
    tied       jsonb NOT NULL DEFAULT '[]',
    lots       integer NOT NULL DEFAULT 0,
    decided_at timestamptz,
    inside     jsonb NOT NULL DEFAULT '[]',
    lot_among  jsonb NOT NULL DEFAULT '[]',
    lot_places integer NOT NULL DEFAULT 0,
    PRIMARY KEY (election, round)
);
CREATE TABLE election_lots (
    election  uuid NOT NULL,
    version   integer NOT NULL,
    round     integer NOT NULL,
    among     jsonb NOT NULL,
    drawn     jsonb NOT NULL,
    witnesses jsonb NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (election, version)
);
CREATE TABLE election_counts (
    election uuid NOT NULL,
    round    integer NOT NULL,
    teller   text NOT NULL,
    first    integer NOT NULL,
    count    jsonb NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (election, round, teller)
)
"""

_CALLED = """
    INSERT INTO elections (election, version, slug, name, body, terms, deadline, meeting, called_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_ON_ROLL = "INSERT INTO election_roll (election, place, slug, name) VALUES (%s, %s, %s, %s)"
_INVITED = "UPDATE election_roll SET invited = %s WHERE election = %s AND slug = ANY(%s)"
_CHANGED = """
    INSERT INTO election_changes
        (election, version, kind, organisation, name, meeting, deadline, reason, at)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_REMOVED = """
    INSERT INTO election_changes (election, version, kind, organisation, name, reason, at)
    SELECT election, %s, 'removed', slug, name, %s, %s FROM election_roll
    WHERE election = %s AND slug = %s
"""
_NOMINATED = """
    INSERT INTO election_candidates (election, version, organisation, candidate, at)
    VALUES (%s, %s, %s, %s, %s)
"""
_WITHDRAWN = """
    UPDATE election_candidates SET withdrawn_at = %s, reason = %s, moves_up = %s
    WHERE election = %s AND candidate = %s AND withdrawn_at IS NULL
"""
_LEFT = """
    UPDATE election_rounds SET inside = (inside - %s::text) || %s, lot_among = %s, lot_places = %s
    WHERE election = %s AND round = (
        SELECT max(round) FROM election_rounds WHERE election = %s AND decided_at IS NOT NULL)
"""
_HELD = """
    INSERT INTO election_rounds AS r (election, round, held_at, took_part, candidates, tellers)
    VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (election, round)
    DO UPDATE SET took_part = excluded.took_part, tellers = excluded.tellers
"""
_COUNTED = """
    INSERT INTO election_counts AS c (election, round, teller, first, count, at)
    VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (election, round, teller) DO UPDATE SET count = excluded.count, at = excluded.at
"""
_DECIDED = """
    UPDATE election_rounds SET count = %s, ranking = %s, goes_on = %s, elected = %s, tied = %s,
        lots = %s, decided_at = %s, inside = %s, lot_among = %s, lot_places = %s
    WHERE election = %s AND round = %s
"""
_DRAWN = """
    INSERT INTO election_lots (election, version, round, among, drawn, witnesses, at)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
"""
_AFTER_LOT = """
    UPDATE election_rounds SET inside = inside || %s, lot_among = '[]', lot_places = 0
    WHERE election = %s AND round = %s
"""
_ABANDONED = "UPDATE elections SET abandoned_at = %s, abandoned = %s WHERE election = %s"
_CONCLUDED = """
    UPDATE elections SET seated = %s, vacant = %s, since = %s, concluded_at = %s
    WHERE election = %s
"""


def project(event: DomainEvent, cursor: Cursor) -> None:
    """Keep the state of each election."""
    if not isinstance(event, Election.Event | Election.Called):
        return
    election, version, at = event.originator_id, event.originator_version, event.timestamp
    match event:
        case Election.Called(terms=terms):
            facts = (terms.slug, terms.name, terms.body, _json(terms), event.deadline)
            cursor.execute(_CALLED, (election, version, *facts, _json(event.meeting), at))
            for place, one in enumerate(event.roll):
                cursor.execute(_ON_ROLL, (election, place, one.slug, one.name))
        case Election.OrganisationAdded(organisation=one, reason=reason):
            place = version * 10_000  # behind all that were called
            cursor.execute(_ON_ROLL, (election, place, one.slug, one.name))
            added = (version, "added", one.slug, one.name, None, None, reason, at)
            cursor.execute(_CHANGED, (election, *added))
        case Election.OrganisationRemoved(organisation=slug, reason=reason):
            cursor.execute(_REMOVED, (version, reason, at, election, slug))
            delete = "DELETE FROM election_roll WHERE election = %s AND slug = %s"
            cursor.execute(delete, (election, slug))
        case Election.Invited(organisations=slugs, on=day):
            cursor.execute(_INVITED, (day, election, list(slugs)))
        case Election.Postponed(meeting=meeting, deadline=deadline, reason=reason):
            moved = (version, "postponed", "", "", _json(meeting), deadline, reason, at)
            cursor.execute(_CHANGED, (election, *moved))
            cursor.execute(
                "UPDATE elections SET meeting = %s, deadline = coalesce(%s, deadline)"
                " WHERE election = %s",
                (_json(meeting), deadline, election),
            )
        case Election.Nominated(organisation=slug, candidate=candidate):
            cursor.execute(_NOMINATED, (election, version, slug, candidate, at))
        case Election.NominationWithdrawn():
            _project_withdrawal(event, cursor)
        case Election.RoundHeld(round=round, took_part=took_part, candidates=candidates):
            lists = [_list(named) for named in (took_part, candidates, event.tellers)]
            cursor.execute(_HELD, (election, round, at, *lists))
        case Election.CountEntered(round=round, teller=teller, count=count):
            cursor.execute(_COUNTED, (election, round, teller, version, _json(count), at))
        case Election.RoundDecided():
            _project_decision(event, cursor)
        case Election.LotDrawn(round=round, drawn=drawn):
            lists = [_list(named) for named in (event.among, drawn, event.witnesses)]
            cursor.execute(_DRAWN, (election, version, round, *lists, at))
            cursor.execute(_AFTER_LOT, (_list(drawn), election, round))
        case Election.Concluded(seated=seated, vacant=vacant, since=since):
            seats = Jsonb([one.model_dump() for one in seated])
            cursor.execute(_CONCLUDED, (seats, _list(vacant), since, at, election))
        case Election.Abandoned(reason=reason):
            cursor.execute(_ABANDONED, (at, reason, election))
        case _:
            pass
    _advance(event, cursor)


def _project_withdrawal(event: Election.NominationWithdrawn, cursor: Cursor) -> None:
    election, gone, moves_up = event.originator_id, event.candidate, _list(event.moves_up)
    cursor.execute(_WITHDRAWN, (event.timestamp, event.reason, moves_up, election, gone))
    cursor.execute(_LEFT, (gone, moves_up, _list(event.tied), event.lots, election, election))


def _project_decision(event: Election.RoundDecided, cursor: Cursor) -> None:
    outcome = [_list(names) for names in (event.goes_on, event.elected, event.tied)]
    ranking = Jsonb([place.model_dump() for place in event.ranking])
    inside = _list(event.elected or event.goes_on)
    lot = (_list(event.tied if event.lots else ()), event.lots)
    facts = (_json(event.count), ranking, *outcome, event.lots, event.timestamp, inside, *lot)
    cursor.execute(_DECIDED, (*facts, event.originator_id, event.round))


def _advance(event: Election.Event | Election.Called, cursor: Cursor) -> None:
    """Note the version, and how far the election is."""
    stage = None
    match event:
        case Election.RoundHeld():
            stage = "counting"
        case Election.RoundDecided(lots=lots) | Election.NominationWithdrawn(lots=lots) if lots:
            stage = "lot"
        case Election.NominationWithdrawn():
            cursor.execute(_NO_LOT_ANY_MORE, (event.originator_id,))
        case Election.RoundDecided() | Election.LotDrawn():
            stage = "decided"
        case Election.Concluded():
            stage = "concluded"
        case Election.Abandoned():
            stage = "abandoned"
        case _:
            pass
    cursor.execute(
        "UPDATE elections SET version = %s, stage = coalesce(%s, stage) WHERE election = %s",
        (event.originator_version, stage, event.originator_id),
    )


_NO_LOT_ANY_MORE = "UPDATE elections SET stage = 'decided' WHERE election = %s AND stage = 'lot'"


def _list(names: Sequence[str]) -> Any:
    return Jsonb(list(names))


def _json(value: Value) -> Any:
    return Jsonb(value.model_dump(mode="json"))
