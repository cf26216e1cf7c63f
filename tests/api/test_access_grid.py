"""Every account × every call × every state of a draft: allowed, or refused with which status.

A call that changes something is sent with a body that is no JSON: whoever may do it is told so
(422), everybody else is refused first (401, 404, 403). So nothing changes while the grid is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from httpx import ASGITransport, AsyncClient

from tests.api.asking import Grid, asked, routes
from tests.api.callers import token
from tests.api.calls import CALLS, PUBLIC, Call, cells
from tests.api.grid import ACCOUNTS
from tests.api.loops import finished
from tests.conftest import Server
from tests.lip import ORDNUNG


async def ask(grid: Grid, secret: str | None) -> dict[tuple[Call, str], int]:
    """Ask everything with a token; gives the statuses."""
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    transport, answers = ASGITransport(grid.app), {}
    async with AsyncClient(transport=transport, base_url="http://t", headers=headers) as http:
        for call, state in cells(CALLS):
            content = b"{" if call.method == "POST" else None
            answer = await http.request(call.method, grid.address(call, state), content=content)
            answers[call, state] = answer.status_code
    return answers


@pytest.fixture(scope="module")
def grid(server: Server) -> Iterator[Grid]:
    with asked(server) as found:
        yield found


@pytest.mark.parametrize("name", ACCOUNTS)
def test_every_call_is_answered_as_the_table_says(grid: Grid, name: str) -> None:
    answers = finished(ask(grid, token(grid.service, name)))
    wrong = {
        call.said(state): f"{answer}, not {call.answer(name, state)}"
        for (call, state), answer in answers.items()
        if answer != call.answer(name, state)
    }
    assert wrong == {}


@pytest.mark.parametrize("secret", [None, "kein-Token"])
def test_nobody_is_let_in_without_a_token(grid: Grid, secret: str | None) -> None:
    assert set(finished(ask(grid, secret)).values()) == {401}


def test_every_call_of_the_api_is_in_the_grid(grid: Grid) -> None:
    """A call without a line in calls.py fails here: say whose it is."""
    found = {(method, path) for method, path in routes(grid.app) if path.startswith("/api/")}
    assert sorted(found - PUBLIC) == sorted({(call.method, call.path) for call in CALLS})


def test_every_kind_and_role_of_the_procedure_is_in_the_grid() -> None:
    asked = {
        (ORDNUNG.bodies[holding.body].kind, holding.role)
        for holdings in ACCOUNTS.values()
        for holding in holdings
    }
    known = {(body.kind, seat.role) for body in ORDNUNG.bodies.values() for seat in body.seats}
    assert asked == known
