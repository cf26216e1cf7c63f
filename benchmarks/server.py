"""A PostgreSQL for the benchmarks alone, with a migrated database for whoever measures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import Connection

from review_service.database import Pool, connect, migrate, open_pool
from review_service.embedded_postgres import EmbeddedPostgres


@dataclass(frozen=True)
class Database:
    """Addresses of one database: as the log's owner and as the application."""

    owner: str
    application: str

    @contextmanager
    def pool(self, size: int) -> Iterator[Pool]:
        """Give the application's own pool."""
        opened = open_pool(self.application, size=size)
        try:
            yield opened
        finally:
            opened.close()

    @contextmanager
    def owners_pool(self, size: int) -> Iterator[Pool]:
        """Give a pool of the same make for the baselines, whose tables belong to the owner."""
        opened = open_pool(self.owner, size=size)
        try:
            yield opened
        finally:
            opened.close()

    @contextmanager
    def as_application(self) -> Iterator[Connection[Any]]:
        """Give one connection of the application's role."""
        with connect(self.application) as connection:
            yield connection

    @contextmanager
    def as_owner(self) -> Iterator[Connection[Any]]:
        """Give one connection of the owner's role."""
        with connect(self.owner) as connection:
            yield connection


class Server:
    """The service's own embedded server, set up as the service sets it up, nothing tuned."""

    def __init__(self, folder: Path) -> None:
        self._postgres = EmbeddedPostgres(folder)

    def start(self) -> None:
        """Start it, with one migrated and empty database that the others are copies of."""
        self._first = self._postgres.start()
        migrate(self._first.owner, self._first.application)

    def stop(self) -> None:
        """Stop it; harmless where it does not run."""
        self._postgres.stop()

    @contextmanager
    def database(self) -> Iterator[Database]:
        """Give a migrated and empty database, dropped afterwards."""
        name = f"bench_{uuid4().hex[:12]}"
        self._as_superuser(f"CREATE DATABASE {name} OWNER review_owner TEMPLATE review")
        database = Database(_named(self._first.owner, name), _named(self._first.application, name))
        try:
            migrate(database.owner, database.application)
            yield database
        finally:
            self._as_superuser(f"DROP DATABASE {name} WITH (FORCE)")

    def _as_superuser(self, statement: str) -> None:
        with psycopg.connect(self._postgres.superuser, autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def running() -> Iterator[Server]:
    """Give a running server in a folder that is removed afterwards."""
    # In the system's own folder: as root the server runs as another user, who must get there.
    with TemporaryDirectory(prefix="review-bench-") as folder:
        server = Server(Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _named(url: str, name: str) -> str:
    head, _, query = url.partition("?")
    return f"{head.rpartition('/')[0]}/{name}?{query}"
