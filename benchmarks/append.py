"""append: events a second at 8 threads, 1 KB each, one a save, each in a stream of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, ClassVar
from uuid import UUID, uuid4

from eventsourcing.application import Application
from psycopg.conninfo import conninfo_to_dict

from benchmarks import drafts
from benchmarks.figures import Bar, Figure
from benchmarks.rounds import Act, per_second, ratio
from benchmarks.server import Database, Server
from domain.aggregate import DomainEvent
from domain.draft import Draft
from projections.stored import encode
from review_service.database import Pool
from review_service.event_store import Save
from review_service.reviews import Reviews

THREADS = 8
SECONDS = 1.0
ROUNDS = 9
PAYLOAD = 1024  # bytes of an event's data

_RAW = """
    CREATE TABLE public.raw (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        stream uuid NOT NULL,
        version integer NOT NULL,
        topic text NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        data json NOT NULL,
        UNIQUE (stream, version)
    )
"""
_INSERT = "INSERT INTO public.raw (stream, version, topic, data) VALUES (%s, 1, %s, %s::json)"
WITHOUT = Save(read_models=False)


def over_raw(server: Server) -> float:
    """Give our recorder's rate over that of single-row INSERT commits through a pool."""
    with server.database() as database, raw(database) as insert, own(database) as reviews:
        return _ratio(lambda: reviews.save(_draft(), save=WITHOUT), insert)


def over_library(server: Server) -> float:
    """Give our recorder's rate over that of the library's own, with the same mapper."""
    with server.database() as database, own(database) as reviews, library(database) as theirs:
        return _ratio(lambda: reviews.save(_draft(), save=WITHOUT), lambda: theirs.save(_draft()))


def inline_over_without(server: Server) -> float:
    """Give the rate with all inline read models over that without, both with the snapshot."""
    with server.database() as database, own(database) as reviews:
        return _ratio(
            lambda: reviews.record(_draft()), lambda: reviews.record(_draft(), save=WITHOUT)
        )


def _ratio(one: Act, other: Act) -> float:
    measures = [partial(per_second, [act] * THREADS, lasting=SECONDS) for act in (one, other)]
    return ratio(*measures, rounds=ROUNDS)


_FILL = PAYLOAD - len(encode(drafts.author("").pending_events[0]))  # type: ignore[arg-type]


def _draft() -> Draft:
    return drafts.author("." * _FILL)


@contextmanager
def own(database: Database) -> Iterator[Reviews]:
    """Give the service's way into the log."""
    with database.pool(THREADS) as pool:
        yield Reviews(pool)


@contextmanager
def raw(database: Database) -> Iterator[Callable[[], None]]:
    """Give what inserts and commits one event's data, ready made, into a table like the log's."""
    event = _draft().pending_events[0]
    assert isinstance(event, DomainEvent)
    topic, payload = event.TOPIC, encode(event).decode()
    with database.as_owner() as owner:
        owner.execute(_RAW)

    def insert(pool: Pool) -> None:
        with pool.connection() as connection:
            connection.execute(_INSERT, (uuid4(), topic, payload))

    with database.owners_pool(THREADS) as pool:
        yield partial(insert, pool)


class Theirs(Application[UUID]):
    """The library's application on its own PostgreSQL recorder, with our mapper."""

    name = "theirs"
    env: ClassVar[dict[str, str]] = {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "MAPPER_TOPIC": "review_service.event_store:EventMapper",
        "POSTGRES_SCHEMA": "public",
        "POSTGRES_POOL_SIZE": str(THREADS),
        "POSTGRES_MAX_OVERFLOW": "0",
    }


@contextmanager
def library(database: Database) -> Iterator[Application[UUID]]:
    """Give the library's application on the same server."""
    known: dict[str, Any] = conninfo_to_dict(database.owner)
    names = {"DBNAME": "dbname", "HOST": "host", "PORT": "port", "USER": "user"}
    env = {f"POSTGRES_{name}": str(known[key]) for name, key in names.items()}
    theirs = Theirs(env={**env, "POSTGRES_PASSWORD": str(known["password"])})
    try:
        yield theirs
    finally:
        theirs.close()


FIGURES = (
    Figure(
        "append/raw",
        "recorder without read models : pooled single-row INSERT commits",
        Bar(0.2, at_least=True),
        over_raw,
    ),
    Figure(
        "append/library",
        "recorder : the library's recorder, both without read models",
        Bar(1.4, at_least=True),
        over_library,
    ),
    Figure(
        "append/inline",
        "saves with all inline read models : without, the snapshot in both",
        Bar(0.35, at_least=True),
        inline_over_without,
    ),
)
