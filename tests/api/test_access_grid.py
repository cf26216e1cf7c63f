"""Every account × every call × every state of a draft: allowed, or refused with which status.

A call that changes something is sent with a body that is no JSON: whoever may do it is told so
(422), everybody else is refused first (401, 404, 403). So nothing changes while the grid is asked.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from httpx import ASGITransport, AsyncClient

from projections import deferred
from review_service.access import Act
from review_service.app import create_app
from review_service.database import open_pool
from review_service.reviews import Reviews
from review_service.service import Service
from review_service.settings import Settings
from tests.api.callers import Callers, token
from tests.api.grid import ACCOUNTS, BILDUNG, NOON, may, seat_accounts
from tests.api.states import STATES
from tests.conftest import Server
from tests.lip import ORDNUNG

DRAFT = "/api/drafts/{id}"
UNSUBMITTED = ("never submitted", "returned, then revised", "withdrawn, then revised")


@dataclass(frozen=True)
class Call:
    """A call: the route, and whose it is.

    `acts`: the seats that may do one of these; without any, every account. `body` is the Gremium
    it is about. `asks`: what is filled into the path and what follows it. `hidden`: what is asked
    for is not submitted in the states of UNSUBMITTED; `missing`: states in which it is not there.
    """

    method: str
    path: str
    acts: tuple[Act, ...] = ()
    body: str | None = None
    asks: str = ""
    hidden: bool = False
    missing: tuple[str, ...] = ()

    @property
    def of_draft(self) -> bool:
        return self.path.startswith(DRAFT)

    def answer(self, name: str, state: str) -> int:
        """What the account is answered with, whatever the code says."""
        group = BILDUNG if self.of_draft else self.body
        if self.of_draft and (state == "never submitted" or (self.hidden and state in UNSUBMITTED)):
            if not may(name, Act.SEE_UNSUBMITTED, group):
                return 404
        if state in self.missing:
            return 404
        if self.acts and not any(may(name, act, group) for act in self.acts):
            return 403
        return 200 if self.method == "GET" else 422


def _on_drafts() -> Iterator[Call]:
    for what in ("", "/revisions", "/statements", "/consensus", "/vorgaben", "/passages"):
        yield Call("GET", DRAFT + what)
    for what in ("/history", "/redline", "/blame"):
        yield Call("GET", DRAFT + what)
    yield Call("GET", f"{DRAFT}/revisions/{{n}}", asks="1")
    yield Call("GET", f"{DRAFT}/revisions/{{n}}", asks="last", hidden=True)
    yield Call("GET", f"{DRAFT}/passages/{{n}}", asks="1", missing=("never submitted",))
    yield Call("POST", f"{DRAFT}/passages/{{n}}/place", (Act.PLACE,), asks="1")
    yield Call("POST", f"{DRAFT}/revisions", (Act.REVISE,))
    yield Call("POST", f"{DRAFT}/submission", (Act.SUBMIT,))
    yield Call("POST", f"{DRAFT}/withdrawal", (Act.WITHDRAW,))
    yield Call("POST", f"{DRAFT}/statements", (Act.STATE, Act.TRANSMIT))
    yield Call("POST", f"{DRAFT}/consultation", (Act.CONSULT,))
    yield Call("POST", f"{DRAFT}/decisions", (Act.DECIDE,))


CALLS = (
    *_on_drafts(),
    Call("GET", "/api/drafts"),
    Call("POST", "/api/drafts", (Act.AUTHOR,)),
    Call("GET", "/api/events", (Act.READ_LOG,)),
)


class Grid:
    """A service in which every state of a draft can be asked about by every account."""

    def __init__(self, service: Service) -> None:
        self.app = create_app(service)
        callers = Callers(service)
        self.drafts = {state: begin(callers).id for state, begin in STATES.items()}
        with service.pool.connection() as database:
            deferred.catch_up(database)
        seat_accounts(service)
        self.tokens = {name: token(service, name) for name in ACCOUNTS}

    def address(self, call: Call, state: str) -> str:
        last = "2" if state in UNSUBMITTED else "1"
        asked = last if call.asks == "last" else call.asks
        return call.path.format(id=self.drafts.get(state), n=asked)

    async def ask(self, name: str | None) -> dict[tuple[Call, str], int]:
        """Ask everything of one account; nobody's is without a token."""
        headers = {"Authorization": f"Bearer {self.tokens[name]}"} if name else {}
        answers = {}
        transport = ASGITransport(self.app)
        async with AsyncClient(transport=transport, base_url="http://t", headers=headers) as client:
            for call, state in cells():
                content = None if call.method == "GET" else b"{"
                answer = await client.request(
                    call.method, self.address(call, state), content=content
                )
                answers[call, state] = answer.status_code
        return answers


def cells() -> Iterator[tuple[Call, str]]:
    for call in CALLS:
        yield from ((call, state) for state in (STATES if call.of_draft else ("",)))


@pytest.fixture(scope="module")
def grid(server: Server) -> Iterator[Grid]:
    with server.database() as urls, open_pool(urls.application, size=5) as pool:
        settings = Settings(database_url=urls.application)
        yield Grid(Service(settings, pool, Reviews(pool), lambda: NOON))


@pytest.mark.parametrize("name", ACCOUNTS)
def test_every_call_in_every_state_is_answered_as_the_table_says(grid: Grid, name: str) -> None:
    answers = asyncio.run(grid.ask(name))
    wrong = {
        f"{call.method} {call.path} {call.asks} {state}": (answer, call.answer(name, state))
        for (call, state), answer in answers.items()
        if answer != call.answer(name, state)
    }
    assert wrong == {}, "(answered, expected)"


def test_nobody_is_let_in_without_a_token(grid: Grid) -> None:
    assert set(asyncio.run(grid.ask(None)).values()) == {401}


def test_every_call_of_the_api_is_in_the_grid(grid: Grid) -> None:
    """A call without a line in CALLS fails here: say whose it is."""
    assert routes(grid.app) == {(call.method, call.path) for call in CALLS}


def routes(app: FastAPI) -> set[tuple[str, str]]:
    routers = [getattr(route, "original_router", app) for route in app.routes]
    return {
        (method, route.path)
        for router in routers
        for route in router.routes
        if isinstance(route, APIRoute) and route.path.startswith("/api/")
        for method in route.methods
    }


def test_every_kind_and_role_of_the_procedure_is_in_the_grid() -> None:
    asked = {
        (ORDNUNG.bodies[holding.body].kind, holding.role)
        for holdings in ACCOUNTS.values()
        for holding in holdings
    }
    known = {(body.kind, seat.role) for body in ORDNUNG.bodies.values() for seat in body.seats}
    assert asked == known
