"""Connections: one pool for the application's role, and what `migrate` does as the owner."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import psycopg
from psycopg import Connection, OperationalError
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.errors import ReadOnlySqlTransaction
from psycopg.types.string import StrDumperUnknown
from psycopg_pool import ConnectionPool

from domain.aggregate import EVENTS
from domain.text.normalise import refuse_nul
from projections import rebuild
from review_service import owning, queue

MIGRATION_LOCK = (2472, 3)

RECONNECT_SECONDS = 3
"""How long the pool tries for a new connection by itself, waiting longer each time; afterwards it
tries at once whenever a request needs one."""

LOCK_SECONDS = 5
"""How long a request waits for a lock before it is told that the service is busy."""

IDLE_IN_TRANSACTION_SECONDS = 30
"""When the server ends a transaction that does nothing: that of a process which was stopped."""


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


class Unreachable(OperationalError):
    """The line to the database was lost, or it leads to a server that takes no writes any more."""


class SecondConnection(Exception):
    """A thread asked for a connection while it holds one. As many such requests at once as there
    are connections wait for one another, and everybody else for them."""


class Pool(ConnectionPool[Connection[Any]]):
    """The application's connections: one a thread, one a request, one at a time."""

    ONE_EACH: ClassVar[bool] = False
    """Whether to raise SecondConnection; so all tests prove that nobody takes a second one."""

    def __init__(self, url: str, *, size: int, timeout: float) -> None:
        self._holding = threading.local()
        super().__init__(
            primary(url),
            min_size=min(2, size),
            max_size=size,
            timeout=timeout,
            reconnect_timeout=RECONNECT_SECONDS,
            configure=_configure_for_requests,
            kwargs={"autocommit": True},
            open=False,
        )

    @contextmanager
    def connection(self, timeout: float | None = None) -> Iterator[Connection[Any]]:
        """Give a connection for the block; raises Unreachable where its line is lost meanwhile.

        With one that is lost all go that lie in the pool: they led to the same server.
        """
        if self.ONE_EACH and getattr(self._holding, "one", False):
            raise SecondConnection
        connection = self.getconn(timeout)
        self._holding.one = True
        try:
            yield connection  # whoever begins a transaction ends it: there is nothing to commit
        except psycopg.Error as error:
            if isinstance(error, ReadOnlySqlTransaction):  # a standby since a change of leader
                connection.close()
            if not connection.closed:
                connection.rollback()  # what was begun in one message with its end
                raise
            self.drain()
            raise Unreachable(str(error)) from error
        finally:
            self._holding.one = False
            self.putconn(connection)


def configure(connection: Connection[Any]) -> None:
    """Set up a connection of the application: read models in reach, times in UTC."""
    connection.adapters.register_loader("json", RawJson)
    connection.adapters.register_dumper(str, Storable)
    connection.execute("SET search_path = views")
    connection.execute("SET TIME ZONE 'UTC'")


def _configure_for_requests(connection: Connection[Any]) -> None:
    """Bound what one request may wait for, and how long others wait for one that was stopped.

    No statement_timeout: a commit that waits for its standby has happened already, and is never
    cancelled.
    """
    configure(connection)
    connection.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
    idle = f"'{IDLE_IN_TRANSACTION_SECONDS}s'"
    connection.execute(f"SET idle_in_transaction_session_timeout = {idle}")


def primary(url: str) -> str:
    """Give an address at which, of several hosts, the one is found that takes writes."""
    named = conninfo_to_dict(url)
    if "," not in str(named.get("host", "")) or "target_session_attrs" in named:
        return url
    return make_conninfo(url, target_session_attrs="read-write")


def open_pool(url: str, *, size: int, timeout: float = 10.0) -> Pool:
    """Open a pool of at most `size` autocommit connections; `timeout` in seconds for one."""
    pool = Pool(url, size=size, timeout=timeout)
    pool.open(wait=True, timeout=timeout)
    return pool


@contextmanager
def connect(url: str) -> Iterator[Connection[Any]]:
    """Give one connection of the application outside the pool, set up alike."""
    with psycopg.connect(primary(url), autocommit=True) as connection:
        configure(connection)
        yield connection


def migrate(owner_url: str, application_url: str) -> list[str]:
    """Bring the database up to date: tables by the owner, rights, topics, then read models.

    Gives the names of the read models that were rebuilt because their version differed. Raises
    OthersWereHere.
    """
    with owning.as_owner(primary(owner_url)) as owner:
        # Ends with the connection, so a killed process leaves no lock behind; the library's would.
        owner.execute("SELECT pg_advisory_lock(%s, %s)", MIGRATION_LOCK)
        owning.must_be_alone(owner)
        owning.apply_pending(owner)
        queue.apply_schema(owner)
        owning.grant(owner, _role_of(application_url))
        owner.cursor().executemany(
            "INSERT INTO log.topic (name) VALUES (%s) ON CONFLICT DO NOTHING",
            [(topic,) for topic in sorted(EVENTS)],
        )
    with connect(application_url) as application:
        return rebuild.where_outdated(application)


def _role_of(url: str) -> str:
    with psycopg.connect(primary(url)) as connection:
        return connection.info.user


def pending_in(database: Connection[Any]) -> list[str]:
    """Give the ids of migrations that are not applied yet, the queue's own among them."""
    return owning.pending(database) + queue.pending(database)
