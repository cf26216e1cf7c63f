"""Projects everything again beside the live tables, then swaps; saves go on meanwhile.

Live tables stand in the schema `views`, the new ones in `views_new`. Every save holds the rebuild
lock shared before it touches a read model; the swap takes it alone, so nothing is lost between.
Deferred read models begin anew, empty: the worker fills them again. So do snapshots, which each
save of a draft writes: they may be of events that a log restored from a backup no longer has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from psycopg import sql

from projections import DEFERRED, READ_MODELS, deferred, snapshot, stored
from projections.collecting import Collected
from projections.read_model import Database, Deferred, name_of

REBUILD_LOCK = (2472, 2)
APPEND_LOCK = (2472, 1)
_ONE_REBUILD_LOCK = (2472, 4)

Progress = Callable[[int, int], None]
"""Told how many events of how many are projected."""


class ARebuildIsRunning(Exception):
    """Another rebuild is running; wait until it has ended."""


def versions(database: Database) -> dict[str, int]:
    """Give the versions of the live read models; empty where there are none yet."""
    exists = database.execute("SELECT to_regclass('views.read_model')").fetchone()
    if not exists or exists[0] is None:
        return {}
    return dict(database.execute("SELECT name, version FROM views.read_model").fetchall())


def outdated(database: Database, models: Sequence[Deferred] = DEFERRED) -> list[str]:
    """Give the names of read models whose live tables are of another version than the code.

    `models` are the deferred ones, here and below.
    """
    live = versions(database)
    return [name for name, version in _wanted(models).items() if live.get(name) != version]


_AHEAD = """
    SELECT {name} WHERE EXISTS (
        SELECT FROM (SELECT {stream} AS stream, max(version) AS last FROM {table} GROUP BY 1) known
        WHERE last > (SELECT coalesce(max(version), 0) FROM log.event AS e
                      WHERE e.stream = known.stream))
"""
_AHEAD_BY_POSITION = """
    SELECT name FROM views.deferred
    WHERE position > (SELECT coalesce(max(position), 0) FROM log.event)
"""
_BY_STREAM = """
    SELECT table_name, min(column_name) FROM information_schema.columns
    WHERE table_schema = 'views' AND column_name IN ('stream', 'election')
        AND table_name IN (SELECT table_name FROM information_schema.columns
                           WHERE table_schema = 'views' AND column_name = 'version')
    GROUP BY table_name
"""


def ahead(database: Database) -> list[str]:
    """Give the names of tables that know events which the log does not have: it was restored from a
    backup older than they are."""
    asked = [
        sql.SQL(_AHEAD).format(
            name=sql.Literal(name), table=sql.Identifier("views", name), stream=sql.Identifier(key)
        )
        for name, key in database.execute(_BY_STREAM).fetchall()
    ]
    union = sql.SQL(" UNION ").join([sql.SQL(_AHEAD_BY_POSITION), *asked])
    return sorted(row[0] for row in database.execute(union))


def where_outdated(database: Database, models: Sequence[Deferred] = DEFERRED) -> list[str]:
    """Rebuild where a version differs; gives the names that differed.

    Where only deferred read models differ, these alone begin anew.
    """
    names = outdated(database, models)
    behind = [model for model in models if name_of(model) in names]
    if len(names) > len(behind):
        everything(database, models=models)
        return names
    with _alone(database):
        for model in behind:
            deferred.restart(database, model)
    return names


def everything(
    database: Database,
    progress: Progress = lambda done, total: None,
    *,
    models: Sequence[Deferred] = DEFERRED,
) -> int:
    """Rebuild all read models from the whole log and swap them in; gives the number of events.

    `database` is an autocommit connection of the application's role. Raises ARebuildIsRunning.
    """
    with _alone(database):
        _create(database, "views_new", models)
        with _not_waiting_for_the_disk(database):
            done = _catch_up(database, 0, progress)
        return _swap(database, done, progress)


@contextmanager
def _alone(database: Database) -> Iterator[None]:
    got = database.execute("SELECT pg_try_advisory_lock(%s, %s)", _ONE_REBUILD_LOCK).fetchone()
    if not got or not got[0]:
        raise ARebuildIsRunning
    try:
        yield
    finally:
        database.execute("SELECT pg_advisory_unlock(%s, %s)", _ONE_REBUILD_LOCK)


@contextmanager
def _not_waiting_for_the_disk(database: Database) -> Iterator[None]:
    """Commit without waiting: what the server loses with a crash is only what is not swapped in."""
    database.execute("SET synchronous_commit = off")
    try:
        yield
    finally:
        database.execute("RESET synchronous_commit")


def create_tables(database: Database, schema: str) -> None:
    """Create the tables of all read models in a schema, which becomes the search path."""
    database.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
    database.execute(sql.SQL("SET LOCAL search_path = {}").format(sql.Identifier(schema)))
    for model in READ_MODELS:
        database.execute(model.TABLES.encode())


def _wanted(models: Sequence[Deferred]) -> dict[str, int]:
    versions = {name_of(model): model.VERSION for model in READ_MODELS}
    versions |= {name_of(model): model.VERSION for model in models}
    return versions | {"deferred": deferred.VERSION}


def _create(database: Database, schema: str, models: Sequence[Deferred]) -> None:
    with database.transaction():
        database.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema)))
        create_tables(database, schema)
        database.execute(snapshot.TABLES.encode())
        database.execute("CREATE TABLE read_model (name text PRIMARY KEY, version int NOT NULL)")
        database.cursor().executemany(
            "INSERT INTO read_model (name, version) VALUES (%s, %s)", list(_wanted(models).items())
        )
        deferred.create(database, models)


def _catch_up(database: Database, after: int, progress: Progress) -> int:
    """Project the log from a position to its end."""
    total = _last_position(database)
    while (batch := Collected(stored.read(database, after=after))).position:
        progress(after, max(total, after))
        after = batch.position
        batch.send(database)
    progress(after, max(total, after))
    return after


def _swap(database: Database, done: int, progress: Progress) -> int:
    with database.transaction():
        database.execute("SELECT pg_advisory_xact_lock(%s, %s)", deferred.PROJECTING_LOCK)
        database.execute("SELECT pg_advisory_xact_lock(%s, %s)", REBUILD_LOCK)
        database.execute("SELECT pg_advisory_xact_lock(%s, %s)", APPEND_LOCK)
        done = _catch_up(database, done, progress)
        database.execute("DROP SCHEMA IF EXISTS views CASCADE")
        database.execute("ALTER SCHEMA views_new RENAME TO views")
        deferred.wake(database)
    return done


def _last_position(database: Database) -> int:
    row = database.execute("SELECT coalesce(max(position), 0) FROM log.event").fetchone()
    return int(row[0]) if row else 0
