"""Deferred read models follow the log: each event once and in order, some moments after it.

Rows and the position they reach are one transaction, so each event is projected exactly once,
wherever a process dies. What cannot be projected is tried again, never skipped.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from psycopg import OperationalError, sql

from projections import DEFERRED, rows, stored
from projections.read_model import Database, Deferred, name_of

PROJECTING_LOCK = (2472, 5)
"""Held by each transaction that projects; a rebuild takes it before the lock that saves wait for,
so nobody who saves waits for a deferred read model."""

TOGETHER_SECONDS = 0.2
"""How long events are projected in one transaction; one event at least."""

LONGEST_WAIT = 300
"""Seconds between two tries of an event that cannot be projected, at most."""

VERSION = 1
TABLES = """
CREATE TABLE deferred (
    name     text PRIMARY KEY,
    position bigint NOT NULL DEFAULT 0,
    failures integer NOT NULL DEFAULT 0,
    error    text,
    retry_at timestamptz
)
"""

_NEXT = """
    SELECT position, coalesce(retry_at > clock_timestamp(), false)
    FROM deferred JOIN read_model USING (name)
    WHERE name = %s AND version = %s FOR UPDATE OF deferred
"""
_REACHED = """
    UPDATE deferred SET position = %s, failures = 0, error = NULL, retry_at = NULL WHERE name = %s
"""
_FAILED = """
    UPDATE deferred SET position = %s, failures = failures + 1, error = %s,
        retry_at = clock_timestamp() + least(2 ^ least(failures, 20), %s) * interval '1 second'
    WHERE name = %s
"""
_LAGS = """
    SELECT name, deferred.position, last - deferred.position AS events,
        coalesce(extract(epoch FROM clock_timestamp() - recorded_at), 0)::float AS seconds,
        failures, error
    FROM views.deferred
    CROSS JOIN (SELECT coalesce(max(position), 0) AS last FROM log.event) AS log
    LEFT JOIN log.event AS next ON next.position = deferred.position + 1
    WHERE name = ANY(%s) ORDER BY name
"""


@dataclass(frozen=True)
class Lag:
    """How far a model is behind: in events, and in seconds since the first of them.

    `position` is the last one projected; `error` names the kind of what the next one failed with,
    `failures` times in a row.
    """

    name: str
    position: int
    events: int
    seconds: float
    failures: int
    error: str | None


@dataclass(frozen=True)
class Step:
    """What one transaction did: how many events it projected, and why not the next one."""

    events: int
    position: int = 0
    error: Exception | None = None


def lags(database: Database, models: Sequence[Deferred] = DEFERRED) -> list[Lag]:
    """Give how far each model is behind."""
    return rows.every(database, Lag, _LAGS, ([name_of(model) for model in models],))


def caught_up(database: Database, models: Sequence[Deferred] = DEFERRED) -> bool:
    """Whether nothing waits to be projected."""
    return all(lag.events == 0 for lag in lags(database, models))


def catch_up(database: Database, models: Sequence[Deferred] = DEFERRED) -> None:
    """Project what waits, in this thread; raises what a model raises. An autocommit connection."""
    for model in models:
        while not caught_up(database, [model]):
            done = step(database, model, now=True)
            if done.error:
                raise done.error
            if not done.events:  # its tables are of another version
                break


def step(database: Database, model: Deferred, *, now: bool = False) -> Step:
    """Project what comes next for one model, in one transaction of an autocommit connection.

    What failed is tried again when it is time, or `now`. A connection that is lost raises.
    """
    name, began = name_of(model), time.monotonic()
    with database.transaction():
        database.execute("SELECT pg_advisory_xact_lock(%s, %s)", PROJECTING_LOCK)
        row = database.execute(_NEXT, (name, model.VERSION)).fetchone()
        if row is None or (row[1] and not now):
            return Step(0)
        start: int = row[0]
        reached = start
        try:
            for recorded in stored.read(database, after=start, events=100, size=4_000_000):
                if isinstance(recorded.event, model.EVENTS):
                    with database.transaction():  # what fails takes none of those before it along
                        model.project(recorded.event, database)
                reached = recorded.position
                if time.monotonic() - began > TOGETHER_SECONDS:
                    break
        except OperationalError:
            raise
        except Exception as error:
            wrong = type(error).__name__
            database.execute(_FAILED, (reached, wrong, LONGEST_WAIT, name))
            return Step(reached - start, reached, error)
        if reached > start:
            database.execute(_REACHED, (reached, name))
        return Step(reached - start, reached)


def create(database: Database, models: Sequence[Deferred]) -> None:
    """Create empty tables in the schema the search path begins with; the worker fills them."""
    database.execute(TABLES)
    for model in models:
        database.execute(model.TABLES.encode())
        database.execute("INSERT INTO deferred (name) VALUES (%s)", (name_of(model),))


def restart(database: Database, model: Deferred) -> None:
    """Replace the live tables of one model by empty ones of its present version."""
    name = name_of(model)
    with database.transaction():
        database.execute("SELECT pg_advisory_xact_lock(%s, %s)", PROJECTING_LOCK)
        _replace_tables(database, model)
        database.execute(
            "INSERT INTO views.deferred (name) VALUES (%s) ON CONFLICT (name) DO UPDATE"
            " SET position = 0, failures = 0, error = NULL, retry_at = NULL",
            (name,),
        )
        database.execute(
            "INSERT INTO views.read_model (name, version) VALUES (%s, %s)"
            " ON CONFLICT (name) DO UPDATE SET version = excluded.version",
            (name, model.VERSION),
        )
        wake(database)


def wake(database: Database) -> None:
    """Wake the worker once the transaction is committed, as every save does."""
    database.execute("SELECT pg_notify('event', '')")


def _replace_tables(database: Database, model: Deferred) -> None:
    """Create the tables beside the live ones, which tells their names, and move them there."""
    database.execute("CREATE SCHEMA views_restarted")
    database.execute("SET LOCAL search_path = views_restarted")
    database.execute(model.TABLES.encode())
    names = database.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'views_restarted'"
    ).fetchall()
    for (table,) in names:
        live = sql.Identifier("views", table)
        database.execute(sql.SQL("DROP TABLE IF EXISTS {} CASCADE").format(live))
        beside = sql.Identifier("views_restarted", table)
        database.execute(sql.SQL("ALTER TABLE {} SET SCHEMA views").format(beside))
    database.execute("DROP SCHEMA views_restarted CASCADE")
    database.execute("SET LOCAL search_path = views")
