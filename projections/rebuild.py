"""Projects everything again beside the live tables, then swaps; saves go on meanwhile.

Live tables stand in the schema `views`, the new ones in `views_new`. Every save holds the rebuild
lock shared before it touches a read model; the swap takes it alone, so nothing is lost between.
Deferred read models begin anew, empty: the worker fills them again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from psycopg import sql

from domain.aggregate import DomainEvent
from projections import DEFERRED, READ_MODELS, deferred, snapshot, stored
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


def create_tables(database: Database, schema: str) -> None:
    """Create the tables of all read models in a schema, which becomes the search path."""
    database.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
    database.execute(sql.SQL("SET LOCAL search_path = {}").format(sql.Identifier(schema)))
    for model in READ_MODELS:
        database.execute(model.TABLES.encode())


def project(events: Iterable[DomainEvent], database: Database) -> None:
    """Project events of any streams in one go, statements of a kind together.

    Statements of different drafts commute and those of one draft and read model keep their order,
    so each gets a level: one more than the last of its draft where the statement differs.
    """
    collected = _Collected()
    for event in events:
        for model in READ_MODELS:
            collected.of(model.__name__, event.originator_id)
            model.project(event, collected)
    with database.cursor() as cursor:
        for query, rows in collected.groups():
            cursor.executemany(query, rows)


class _Collected:
    """A cursor that runs nothing: it groups statements by read model, level and text."""

    def __init__(self) -> None:
        self._groups: dict[tuple[str, int, str], list[Sequence[Any]]] = {}
        self._last: dict[tuple[str, UUID], tuple[int, str]] = {}
        self._of: tuple[str, UUID]

    def of(self, model: str, stream: UUID) -> None:
        """Say whose statements come next."""
        self._of = (model, stream)

    def execute(self, query: str, params: Sequence[Any] | None = None, /) -> None:
        level, before = self._last.get(self._of, (0, query))
        level += query != before
        self._last[self._of] = level, query
        self._groups.setdefault((self._of[0], level, query), []).append(params or ())

    def groups(self) -> list[tuple[str, list[Sequence[Any]]]]:
        """Give statements with all their rows, in an order that keeps each draft's own."""
        ordered = sorted(self._groups.items(), key=lambda group: group[0][:2])
        return [(key[2], rows) for key, rows in ordered]


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
    total = _last_position(database)
    for batch in stored.batches(database, after=after):
        with database.transaction():
            database.execute("SET LOCAL search_path = views_new")
            project((recorded.event for recorded in batch), database)
        after = batch[-1].position
        progress(after, max(total, after))
    return after


def _swap(database: Database, done: int, progress: Progress) -> int:
    with database.transaction():
        database.execute("SELECT pg_advisory_xact_lock(%s, %s)", deferred.PROJECTING_LOCK)
        database.execute("SELECT pg_advisory_xact_lock(%s, %s)", REBUILD_LOCK)
        database.execute("SELECT pg_advisory_xact_lock(%s, %s)", APPEND_LOCK)
        done = _catch_up(database, done, progress)
        if versions(database):
            database.execute("INSERT INTO views_new.snapshot SELECT * FROM views.snapshot")
        database.execute("DROP SCHEMA IF EXISTS views CASCADE")
        database.execute("ALTER SCHEMA views_new RENAME TO views")
        deferred.wake(database)
    return done


def _last_position(database: Database) -> int:
    row = database.execute("SELECT coalesce(max(position), 0) FROM log.event").fetchone()
    return int(row[0]) if row else 0
