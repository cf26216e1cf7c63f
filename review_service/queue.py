"""The queue: work that nobody waits for, in the schema `jobs`, done by the worker.

The tables and functions are procrastinate's own, taken from the installed package by `migrate`.
Whatever stands in the queue may be lost: it is asked for again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.resources import files
from typing import Any, NamedTuple

from procrastinate import App, JobContext, PsycopgConnector, RetryStrategy
from procrastinate.schema import SchemaManager
from psycopg import Connection

_OPTIONS = {"options": "-c search_path=jobs"}
_DEFERRING = App(connector=PsycopgConnector())
"""Never opened: jobs are deferred on the connection of whoever asks."""


class Task(NamedTuple):
    """What jobs of one name do: `do(context, …)`, at most so many `tries`, the database's address
    in `context.additional_context["url"]`. The arguments are ids, never words of a text."""

    name: str
    do: Callable[..., None]
    tries: int

    def is_last_try(self, context: JobContext) -> bool:
        """Whether a job that fails now is not tried again."""
        return context.job.attempts + 1 >= self.tries


def app_on(url: str, tasks: Iterable[Task]) -> App:
    """Give the queue of a database, for the worker."""
    app = App(connector=PsycopgConnector(conninfo=url, min_size=1, max_size=2, kwargs=_OPTIONS))
    for name, do, tries in tasks:
        again = RetryStrategy(max_attempts=tries - 1, exponential_wait=2)
        app.task(name=name, pass_context=True, retry=again)(do)
    return app


def defer(database: Connection[Any], task: str, **arguments: str) -> int:
    """Put a job into the queue, as part of the present transaction; gives its number."""
    database.execute("SET LOCAL search_path = jobs")
    job = _DEFERRING.configure_task(task, connection=database).defer(**arguments)
    database.execute("SET LOCAL search_path = views")
    return job


def pending(database: Connection[Any]) -> list[str]:
    """Give the names of procrastinate's own migrations that are not applied yet."""
    applied = _applied(database)
    return [name for name, _ in _migrations() if name not in applied]


def apply_schema(owner: Connection[Any]) -> None:
    """Create the queue's tables, or bring them up to date, as their owner; safe to repeat."""
    owner.execute("CREATE SCHEMA IF NOT EXISTS jobs")
    owner.execute("CREATE TABLE IF NOT EXISTS jobs.applied (name text PRIMARY KEY)")
    if not _applied(owner):
        _apply(owner, SchemaManager.get_schema(), [name for name, _ in _migrations()])
    missing = pending(owner)
    for name, script in _migrations():
        if name in missing:
            _apply(owner, script, [name])


def _apply(owner: Connection[Any], script: str, names: list[str]) -> None:
    """Run a script and note what it brings, both or neither."""
    with owner.transaction():
        owner.execute("SET LOCAL search_path = jobs, pg_temp")
        owner.execute(script.encode())
        rows = [(name,) for name in names]
        owner.cursor().executemany("INSERT INTO applied (name) VALUES (%s)", rows)


def _applied(database: Connection[Any]) -> set[str]:
    return {row[0] for row in database.execute("SELECT name FROM jobs.applied")}


def _migrations() -> list[tuple[str, str]]:
    """Give names and scripts in their order."""
    folder = files("procrastinate.sql") / "migrations"
    found = [file for file in folder.iterdir() if file.name.endswith(".sql")]
    return sorted((file.name, file.read_text(encoding="utf-8")) for file in found)
