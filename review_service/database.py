"""Connections: one pool for the application's role, and what `migrate` does as the owner."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import psycopg
import yoyo
from psycopg import Connection, sql
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.types.string import StrDumperUnknown
from psycopg_pool import ConnectionPool

from domain.aggregate import EVENTS
from domain.text.normalise import refuse_nul
from projections import rebuild
from review_service import queue

Pool = ConnectionPool[Connection[Any]]
MIGRATION_LOCK = (2472, 3)


class RawJson(Loader):
    """Gives stored `json` as the bytes it was written in; it is decoded once, by its reader."""

    def load(self, data: Any) -> bytes:
        return bytes(data)


class Storable(StrDumperUnknown):
    """Gives the database a text it can store: the one place every text of a request comes by,
    be it of a path, a query, a form or a body.

    Raises TextContainsNul, the sentence of which says what to do.
    """

    def dump(self, obj: str) -> Buffer | None:
        """Give the text's bytes."""
        refuse_nul(obj)
        return super().dump(obj)


def configure(connection: Connection[Any]) -> None:
    """Set up a connection of the application: read models in reach, times in UTC."""
    connection.adapters.register_loader("json", RawJson)
    connection.adapters.register_dumper(str, Storable)
    connection.execute("SET search_path = views")
    connection.execute("SET TIME ZONE 'UTC'")


def open_pool(url: str, *, size: int, timeout: float = 10.0) -> Pool:
    """Open a pool of at most `size` autocommit connections; `timeout` in seconds for one."""
    pool: Pool = ConnectionPool(
        url,
        min_size=min(2, size),
        max_size=size,
        timeout=timeout,
        configure=configure,
        kwargs={"autocommit": True},
        open=False,
    )
    pool.open(wait=True, timeout=timeout)
    return pool


@contextmanager
def connect(url: str) -> Iterator[Connection[Any]]:
    """Give one connection outside the pool, set up alike."""
    with psycopg.connect(url, autocommit=True) as connection:
        configure(connection)
        yield connection


def migrate(owner_url: str, application_url: str) -> list[str]:
    """Bring the database up to date: tables by the owner, rights, topics, then read models.

    Gives the names of the read models that were rebuilt because their version differed.
    """
    with psycopg.connect(owner_url, autocommit=True) as owner:
        # Ends with the connection, so a killed process leaves no lock behind; the library's would.
        owner.execute("SELECT pg_advisory_lock(%s, %s)", MIGRATION_LOCK)
        _apply_pending(owner_url)
        queue.apply_schema(owner)
        grant(owner, _role_of(application_url))
        owner.cursor().executemany(
            "INSERT INTO log.topic (name) VALUES (%s) ON CONFLICT DO NOTHING",
            [(topic,) for topic in sorted(EVENTS)],
        )
    with connect(application_url) as application:
        return rebuild.where_outdated(application)


def _role_of(url: str) -> str:
    with psycopg.connect(url) as connection:
        return connection.info.user


def _apply_pending(owner_url: str) -> None:
    """Apply each migration and note it as applied in one transaction: both or neither."""
    with _migrations() as migrations, yoyo.get_backend(_yoyo_url(owner_url)) as backend:
        backend.ensure_internal_schema_updated()
        for migration in backend.to_apply(migrations):
            with backend.transaction():
                migration.process_steps(backend, "apply")
                backend.mark_one(migration, log=False)


def pending_in(database: Connection[Any]) -> list[str]:
    """Give the ids of migrations that are not applied yet, the queue's own among them."""
    with _migrations() as migrations:
        rows = database.execute("SELECT migration_id FROM public._yoyo_migration").fetchall()
    applied = {row[0] for row in rows}
    return [m.id for m in migrations if m.id not in applied] + queue.pending(database)


@contextmanager
def _migrations() -> Iterator[Any]:
    with as_file(files("review_service") / "migrations") as folder:
        yield yoyo.read_migrations(str(folder))


def _yoyo_url(url: str) -> str:
    parts = urlsplit(url)
    query = urlencode(parse_qsl(parts.query))
    return urlunsplit(("postgresql+psycopg", parts.netloc, parts.path, query, ""))


def grant(owner: Connection[Any], application: str) -> None:
    """Give the application's role what it needs and nothing else; safe to repeat."""
    script = (files("review_service") / "migrations" / "rights.sql.template").read_text()
    database = owner.info.dbname
    owner.execute(
        sql.SQL(script).format(
            application=sql.Identifier(application), database=sql.Identifier(database)
        )
    )
