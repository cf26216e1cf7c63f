"""request: statements a second of 8 clients on 8 drafts, over an endpoint with one INSERT."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from uuid import UUID

from benchmarks import drafts, procedure
from benchmarks.drafts import Way
from benchmarks.figures import Bar, Figure
from benchmarks.rounds import Act, per_second, ratio
from benchmarks.server import Database, Server
from benchmarks.web import Client, bare, request, service
from domain.gremium import Gremium, Role
from review_service.people import sessions
from review_service.reviews import Reviews

CLIENTS = 8
SECONDS = 2.0
ROUNDS = 7
_RAW = """
    CREATE TABLE public.raw (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, data json NOT NULL
    )
"""


def over_bare(server: Server) -> float:
    """Give the rate of statements over that of the bare endpoint, for the same clients."""
    with (
        server.database() as database,
        _service(database) as statements,
        _bare(database) as inserts,
    ):
        measures = [partial(per_second, acts, lasting=SECONDS) for acts in (statements, inserts)]
        return ratio(*measures, rounds=ROUNDS)


@contextmanager
def _service(database: Database) -> Iterator[list[Act]]:
    requests = [
        request("POST", f"/api/drafts/{draft}/statements", _bearing(token), _statement(body))
        for draft, body, token in _prepared(database)
    ]
    with service(database.application) as port, _clients(port, requests) as acts:
        yield acts


@contextmanager
def _bare(database: Database) -> Iterator[list[Act]]:
    with database.as_owner() as owner:
        owner.execute(_RAW)
    requests = [
        request("POST", "/statements", _bearing("0" * 43), _statement(body))
        for body in procedure.BEIRAETE[:CLIENTS]
    ]
    with bare(database.owner) as port, _clients(port, requests) as acts:
        yield acts


def _prepared(database: Database) -> list[tuple[UUID, Gremium, str]]:
    """Submit one draft a client; give it with the Beirat that speaks and its bearer token."""
    bodies = procedure.BEIRAETE[:CLIENTS]
    procedure.constitute(database)
    procedure.seat(database, *((body, Role.MEMBER) for body in bodies))
    with database.pool(1) as pool:
        submitted = [_submitted(Reviews(pool)) for _ in bodies]
    with database.as_application() as connection:
        tokens = [sessions.issue_token(connection, body.slug, days=1) for body in bodies]
    return list(zip(submitted, bodies, tokens, strict=True))


def _submitted(reviews: Reviews) -> UUID:
    way = Way(drafts.author(drafts.kilobyte(0)))
    way.go(1)
    reviews.record(way.draft)
    return way.draft.id


def _bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _statement(body: Gremium) -> bytes:
    return json.dumps(
        {
            "body": body.slug,
            "revision": 1,
            "position": "zustimmend",
            "text": drafts.kilobyte(0),
            "passages": [],
        }
    ).encode()


@contextmanager
def _clients(port: int, requests: list[bytes]) -> Iterator[list[Act]]:
    with ExitStack() as stack:
        clients = [stack.enter_context(Client(port)) for _ in requests]
        yield [
            partial(client.expect, 201, sent)
            for client, sent in zip(clients, requests, strict=True)
        ]


FIGURES = (
    Figure(
        "request",
        "POST statements, 8 clients : a bare endpoint with one INSERT (requests/s)",
        Bar(0.23, at_least=True),
        over_bare,
    ),
)
