"""Every account × every call × every state of a draft: allowed, or refused with which status.

A call that changes something is sent with a body that is no JSON: whoever may do it is told so
(422), everybody else is refused first (401, 404, 403). So nothing changes while the grid is asked.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from httpx import ASGITransport, AsyncClient

from projections import deferred
from review_service.database import open_pool
from review_service.reviews import Reviews
from review_service.service import Service
from review_service.settings import Settings
from tests.api.callers import Callers, token
from tests.api.calls import CALLS, UNSUBMITTED, Call, cells
from tests.api.grid import ACCOUNTS, NOON, seat_accounts
from tests.api.states import STATES
from tests.api.test_elections import call as election
from tests.api.test_procedure import CUT
from tests.api.way import created
from tests.conftest import Server
from tests.lip import ORDNUNG

SUGGESTED = {
    "name": "Bo Beispiel", "contact": "bo@example.org", "consent": True,
    "themes": ["bildung"], "organisation": "Verein 1", "reason": "Leitet eine Schule.",
}  # fmt: skip


class Grid:
    """A service that has what the calls ask for, and every account's token."""

    def __init__(self, service: Service) -> None:
        api = Callers(service)
        self.app = api.app
        self.drafts = {state: begin(api).id for state, begin in STATES.items()}
        self.ids = _begun(api)
        with service.pool.connection() as database:
            deferred.catch_up(database)
        seat_accounts(service)
        self.tokens = {name: token(service, name) for name in ACCOUNTS}

    def address(self, call: Call, state: str) -> str:
        """Where a call goes to."""
        newest = "2" if state in UNSUBMITTED else "1"
        resource = call.path.split("/")[2]
        id = self.drafts[state] if call.of_draft else self.ids.get(resource)
        n = newest if call.n == "newest" else call.n
        return call.path.format(id=id, n=n, number=n, slug=call.body, person=self.ids["persons"])

    async def ask(self, token: str | None) -> dict[tuple[Call, str], int]:
        """Ask everything with a token; gives the statuses."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        transport, answers = ASGITransport(self.app), {}
        async with AsyncClient(transport=transport, base_url="http://t", headers=headers) as http:
            for call, state in cells():
                content = b"{" if call.method == "POST" else None
                answer = await http.request(call.method, self.address(call, state), content=content)
                answers[call, state] = answer.status_code
        return answers


def _begun(api: Callers) -> dict[str, Any]:
    """Begin one of everything else; gives what each is called by, by its resource."""
    office = api["office"]
    created(office.post("/api/procedure/recuts", CUT))
    suggested = created(office.post("/api/suggestions", SUGGESTED))["id"]
    forwarded = {"department": "dezernat-4"}
    created(office.post(f"/api/suggestions/{suggested}/forwarding", forwarded))
    return {
        "elections": created(office.post("/api/elections", election()))["id"],
        "suggestions": suggested,
        "persons": created(office.post("/api/persons", {"name": "Ada Muster"}))["person"],
        "me": uuid4(),
    }


@pytest.fixture(scope="module")
def grid(server: Server) -> Iterator[Grid]:
    with server.database() as urls, open_pool(urls.application, size=5) as pool:
        settings = Settings(database_url=urls.application)
        yield Grid(Service(settings, pool, Reviews(pool), lambda: NOON))


@pytest.mark.parametrize("name", ACCOUNTS)
def test_every_call_is_answered_as_the_table_says(grid: Grid, name: str) -> None:
    answers = asyncio.run(grid.ask(grid.tokens[name]))
    wrong = {
        call.said(state): f"{answer}, not {call.answer(name, state)}"
        for (call, state), answer in answers.items()
        if answer != call.answer(name, state)
    }
    assert wrong == {}


@pytest.mark.parametrize("token", [None, "kein-Token"])
def test_nobody_is_let_in_without_a_token(grid: Grid, token: str | None) -> None:
    assert set(asyncio.run(grid.ask(token)).values()) == {401}


def test_every_call_of_the_api_is_in_the_grid(grid: Grid) -> None:
    """A call without a line in calls.py fails here: say whose it is."""
    assert sorted(routes(grid.app)) == sorted({(call.method, call.path) for call in CALLS})


def routes(app: FastAPI) -> set[tuple[str, str]]:
    """Method and path of every call the application answers under /api."""
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
