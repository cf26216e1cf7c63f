"""page: the page of a draft among 1,000 and among 100,000 events, and those of long texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from statistics import median
from typing import Any
from uuid import UUID, uuid4

from psycopg import Connection

from benchmarks import big, drafts, procedure, texts
from benchmarks.figures import Bar, Figure
from benchmarks.rounds import ratio, seconds
from benchmarks.server import Database, Server
from benchmarks.web import Client, request, service
from domain.gremium import Kind, Role
from domain.text.blocks import paragraphs
from projections import current_text
from review_service.pages.visitor import cookie_name
from review_service.people import accounts, sessions
from review_service.reviews import Reviews
from review_service.settings import Settings

OFFICE = procedure.only(Kind.STEERING)
EVENTS_LARGE, EVENTS_SMALL = 100_000, 1_000
WARM_UP = 20
ROUNDS = 200
LONG_ROUNDS = 9
LAW_ROUNDS = 25
SHORT = 20_000
"""Characters of a short draft."""


def large_over_small(server: Server) -> float:
    """Give the median time of the page in the large store over that in the small one."""
    draft = uuid4()
    with (
        _showing(server, draft, EVENTS_LARGE) as large,
        _showing(server, draft, EVENTS_SMALL) as small,
    ):
        for _ in range(WARM_UP):
            large(), small()
        times = [(large(), small()) for _ in range(ROUNDS)]
    return median(time for time, _ in times) / median(time for _, time in times)


def long_over_splitting(server: Server) -> float:
    """Give the time of the page of a text of 4 MB over that of fetching the text and splitting it
    into its paragraphs."""
    text = big.rewritten(0)
    with server.database() as database:
        _seat_the_office(database)
        draft = _submitted(database, text)
        with database.as_application() as application:
            asked = _page(draft, _session(application), "/text")
            with service(database.application) as port, Client(port) as client:
                return ratio(
                    lambda: seconds(lambda: client.expect(200, asked)),
                    lambda: seconds(lambda: _split(application, draft)),
                    rounds=LONG_ROUNDS,
                )


def law_over_short(server: Server) -> float:
    """Give the time of the first part of a law of 540 KB over that of its first 20 KB alone."""
    law = texts.amended()[1]
    short = law[: law.rindex("\n\n", 0, SHORT)]
    with server.database() as database:
        _seat_the_office(database)
        ids = [_submitted(database, text) for text in (law, short)]
        with database.as_application() as application:
            session = _session(application)
        asked = [_page(draft, session, "/text") for draft in ids]
        with service(database.application) as port, Client(port) as client:
            whole, part = (partial(client.expect, 200, one) for one in asked)
            return ratio(lambda: seconds(whole), lambda: seconds(part), rounds=LAW_ROUNDS)


def _submitted(database: Database, text: str) -> UUID:
    with database.pool(1) as pool:
        draft = drafts.author(text)
        chair = drafts.actor(draft.group, Role.CHAIR)
        draft.submit(revision=1, by=chair, at=drafts.BEGAN, under=drafts.ORDNUNG)
        Reviews(pool).record(draft)
    return draft.id


def _split(application: Connection[Any], draft: UUID) -> None:
    found = current_text.of_revision(application, draft, 1)
    assert found, "it was submitted"
    paragraphs(found.text)


@contextmanager
def _showing(server: Server, draft: UUID, events: int) -> Iterator[Callable[[], float]]:
    """Serve a store with so many events; gives what takes the draft's page once, in seconds."""
    with server.database() as database:
        with database.as_owner() as owner, database.as_application() as application:
            drafts.fill(owner, drafts=events // drafts.EVENTS_A_DRAFT, known=draft)
            _seat_the_office(database)
            drafts.settle(owner, application)
            asked = _page(draft, _session(application))
        with service(database.application) as port, Client(port) as client:
            yield lambda: seconds(lambda: client.expect(200, asked))


def _page(draft: UUID, session: str, room: str = "") -> bytes:
    cookie = f"{cookie_name(Settings())}={session}"
    return request("GET", f"/entwuerfe/{draft}{room}", {"Cookie": cookie})


def _seat_the_office(database: Database) -> None:
    """Let somebody sign in who is offered much: the office of the Lenkungsgruppe."""
    procedure.constitute(database)
    procedure.seat(database, (OFFICE, Role.OFFICE))


def _session(application: Connection[Any]) -> str:
    account = accounts.by_name(application, OFFICE.slug, date.today())
    assert account, "it was added"
    return sessions.begin(application, account)


FIGURES = (
    Figure(
        "page",
        "a draft's page with 100,000 events in the store : with 1,000 (seconds)",
        Bar(1.3, at_least=False),
        large_over_small,
    ),
    Figure(
        "page/long",
        "the page of a text of 4 MB : fetching and splitting the text (seconds)",
        Bar(3, at_least=False),
        long_over_splitting,
    ),
    Figure(
        "page/law",
        "the text of a law of 540 KB : that of its first 20 KB (seconds)",
        Bar(2, at_least=False),
        law_over_short,
    ),
)
