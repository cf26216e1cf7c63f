"""How far is each election: the roll, who stands, what was counted, who is elected?

One row an election, and one for each organisation, nomination, postponement, round and count of it.
Candidates, tellers and witnesses are pseudonyms.
"""

from __future__ import annotations

from typing import Any

from psycopg.types.json import Jsonb

from domain.aggregate import DomainEvent
from domain.election.election import Election
from domain.value import Value
from projections.read_model import Cursor

VERSION = 1
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
    concluded_at timestamptz
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
    election uuid NOT NULL,
    version  integer NOT NULL,
    kind     text NOT NULL,
    name     text NOT NULL,
    meeting  jsonb,
    deadline timestamptz,
    reason   text NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (election, version)
);
CREATE TABLE election_candidates (
    election     uuid NOT NULL,
    version      integer NOT NULL,
    organisation text NOT NULL,
    candidate    text NOT NULL,
    at           timestamptz NOT NULL,
    in_run_off   boolean NOT NULL DEFAULT false,
    withdrawn_at timestamptz,
    reason       text NOT NULL DEFAULT '',
    PRIMARY KEY (election, version)
);
CREATE TABLE election_rounds (
    election   uuid NOT NULL,
    round      integer NOT NULL,
    held_at    timestamptz NOT NULL,
    took_part  jsonb NOT NULL,
    candidates jsonb NOT NULL,
    count      jsonb,
    ranking    jsonb NOT NULL DEFAULT '[]',
    goes_on    jsonb NOT NULL DEFAULT '[]',
    elected    jsonb NOT NULL DEFAULT '[]',
    tied       jsonb NOT NULL DEFAULT '[]',
    lots       integer NOT NULL DEFAULT 0,
    decided_at timestamptz,
    drawn      jsonb NOT NULL DEFAULT '[]',
    witnesses  jsonb NOT NULL DEFAULT '[]',
    drawn_at   timestamptz,
    PRIMARY KEY (election, round)
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
    INSERT INTO election_changes (election, version, kind, name, meeting, deadline, reason, at)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""
_REMOVED = """
    INSERT INTO election_changes (election, version, kind, name, reason, at)
    SELECT election, %s, 'removed', name, %s, %s FROM election_roll
    WHERE election = %s AND slug = %s
"""
_NOMINATED = """
    INSERT INTO election_candidates (election, version, organisation, candidate, at)
    VALUES (%s, %s, %s, %s, %s)
"""
_WITHDRAWN = """
    UPDATE election_candidates SET withdrawn_at = %s, reason = %s, in_run_off = false
    WHERE election = %s AND candidate = %s AND withdrawn_at IS NULL
"""
_GO_ON = """
    UPDATE election_candidates SET in_run_off = true
    WHERE election = %s AND candidate = ANY(%s) AND withdrawn_at IS NULL
"""
_HELD = """
    INSERT INTO election_rounds AS r (election, round, held_at, took_part, candidates)
    VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (election, round) DO UPDATE SET took_part = excluded.took_part
"""
_COUNTED = """
    INSERT INTO election_counts AS c (election, round, teller, first, count, at)
    VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (election, round, teller) DO UPDATE SET count = excluded.count, at = excluded.at
"""
_DECIDED = """
    UPDATE election_rounds SET count = %s, ranking = %s, goes_on = %s, elected = %s, tied = %s,
        lots = %s, decided_at = %s WHERE election = %s AND round = %s
"""
_DRAWN = """
    UPDATE election_rounds SET drawn = %s, witnesses = %s, drawn_at = %s
    WHERE election = %s AND round = %s
"""
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
            added = (version, "added", one.name, None, None, reason, at)
            cursor.execute(_CHANGED, (election, *added))
        case Election.OrganisationRemoved(organisation=slug, reason=reason):
            cursor.execute(_REMOVED, (version, reason, at, election, slug))
            delete = "DELETE FROM election_roll WHERE election = %s AND slug = %s"
            cursor.execute(delete, (election, slug))
        case Election.Invited(organisations=slugs, on=day):
            cursor.execute(_INVITED, (day, election, list(slugs)))
        case Election.Postponed(meeting=meeting, deadline=deadline, reason=reason):
            moved = (version, "postponed", "", _json(meeting), deadline, reason, at)
            cursor.execute(_CHANGED, (election, *moved))
            cursor.execute(
                "UPDATE elections SET meeting = %s, deadline = coalesce(%s, deadline)"
                " WHERE election = %s",
                (_json(meeting), deadline, election),
            )
        case Election.Nominated(organisation=slug, candidate=candidate):
            cursor.execute(_NOMINATED, (election, version, slug, candidate, at))
        case Election.NominationWithdrawn(candidate=candidate, reason=reason):
            cursor.execute(_WITHDRAWN, (at, reason, election, candidate))
            cursor.execute(_GO_ON, (election, list(event.moves_up)))
        case Election.RoundHeld(round=round, took_part=took_part, candidates=candidates):
            cursor.execute(
                _HELD, (election, round, at, Jsonb(list(took_part)), Jsonb(list(candidates)))
            )
        case Election.CountEntered(round=round, teller=teller, count=count):
            cursor.execute(_COUNTED, (election, round, teller, version, _json(count), at))
        case Election.RoundDecided():
            _project_decision(event, cursor)
        case Election.LotDrawn(round=round, drawn=drawn, witnesses=witnesses):
            lot = (Jsonb(list(drawn)), Jsonb(list(witnesses)), at, election, round)
            cursor.execute(_DRAWN, lot)
            cursor.execute(_GO_ON, (election, list(drawn)))
        case Election.Concluded(seated=seated, vacant=vacant, since=since):
            seats = Jsonb([one.model_dump() for one in seated])
            cursor.execute(_CONCLUDED, (seats, Jsonb(list(vacant)), since, at, election))
        case _:
            pass
    _advance(event, cursor)


def _project_decision(event: Election.RoundDecided, cursor: Cursor) -> None:
    election = event.originator_id
    outcome = [Jsonb(list(names)) for names in (event.goes_on, event.elected, event.tied)]
    ranking = Jsonb([place.model_dump() for place in event.ranking])
    place = (event.lots, event.timestamp, election, event.round)
    cursor.execute(_DECIDED, (_json(event.count), ranking, *outcome, *place))
    cursor.execute(_GO_ON, (election, list(event.goes_on)))


def _advance(event: Election.Event | Election.Called, cursor: Cursor) -> None:
    """Note the version, and how far the election is."""
    stage = None
    match event:
        case Election.RoundHeld():
            stage = "counting"
        case Election.RoundDecided(lots=lots):
            stage = "lot" if lots else "decided"
        case Election.LotDrawn():
            stage = "decided"
        case Election.Concluded():
            stage = "concluded"
        case _:
            pass
    cursor.execute(
        "UPDATE elections SET version = %s, stage = coalesce(%s, stage) WHERE election = %s",
        (event.originator_version, stage, event.originator_id),
    )


def _json(value: Value) -> Any:
    return Jsonb(value.model_dump(mode="json"))
