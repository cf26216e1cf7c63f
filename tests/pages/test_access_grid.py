"""Every kind of account × every page and form: open to it, or refused with which status.

Forms are sent empty, with the session's own token: whoever may send them is told what to mend.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

import pytest
from httpx import ASGITransport, AsyncClient, Response

from review_service.pages.visitor import cookie_name
from review_service.people import accounts, sessions
from tests.api.asking import Grid, asked, routes
from tests.api.calls import Call, cells
from tests.api.loops import finished
from tests.conftest import Server
from tests.pages.calls import PAGES, PUBLIC

ACCOUNTS = (
    "chair", "management", "member", "other-chair", "beirat-01", "conference", "equality",
    "steering", "office", "auditor", "admin", "chair of dezernat-3", "office of dezernat-4",
    "member of internationaler-ausschuss", "deputising chair", "named as deputy", "former office",
    "former administrator", "no seat",
)  # fmt: skip
STATES = ("never submitted", "submitted", "withdrawn, then revised")
REFUSED = (401, 403, 404)


async def ask(
    grid: Grid, name: str | None, states: Iterable[str] = STATES
) -> dict[tuple[Call, str], Response]:
    """Ask everything of an account in its session, or of nobody; gives the answers."""
    cookies, csrf = session(grid, name) if name else ({}, "")
    transport, answers = ASGITransport(grid.app), {}
    async with AsyncClient(transport=transport, base_url="http://t", cookies=cookies) as http:
        for call, state in cells(PAGES, states):
            sent = {"csrf": (None, csrf)} if call.method == "POST" else None
            path = grid.address(call, state)
            answers[call, state] = await http.request(call.method, path, files=sent)
    return answers


def session(grid: Grid, name: str) -> tuple[dict[str, str], str]:
    """Begin a session of an account; gives its cookie and the token of its forms."""
    day = grid.service.today
    with grid.service.pool.connection() as database:
        account = accounts.by_name(database, name, day)
        assert account
        secret = sessions.begin(database, account)
        session = sessions.resume(database, secret, idle=timedelta(hours=1), day=day)
    assert session
    return {cookie_name(grid.service.settings): secret}, session.csrf


@pytest.fixture(scope="module")
def grid(server: Server) -> Iterator[Grid]:
    with asked(server) as found:
        yield found


@pytest.mark.parametrize("name", ACCOUNTS)
def test_every_page_is_open_to_whom_the_table_says(grid: Grid, name: str) -> None:
    wrong = {}
    for (call, state), answered in finished(ask(grid, name)).items():
        answer = answered.status_code
        expected = call.answer(name, state)
        if answer >= 500 or (answer != expected and (answer in REFUSED or expected in REFUSED)):
            wrong[call.said(state)] = f"{answer}, not {expected}"
    assert wrong == {}


def test_nobody_sees_a_page_without_signing_in(grid: Grid) -> None:
    answers = {cell: said.status_code for cell, said in finished(ask(grid, None)).items()}
    assert {answer for (call, _), answer in answers.items() if call.method == "GET"} == {303}
    assert {answer for (call, _), answer in answers.items() if call.method == "POST"} == {401}


NOWHERE = (
    "/nirgendwo", "/static/nirgendwo.css", "/static/nirgendwo-AAAAAAAA.css", "/static/",
    "/api/nirgendwo", "/entwuerfe/keine-kennung", "/health/nirgendwo",
)  # fmt: skip
"""Where nothing is, and the answer may still name who is signed in."""


async def lost(grid: Grid, name: str) -> list[Response]:
    """Ask for what is nowhere, in every way."""
    cookies, _ = session(grid, name)
    transport = ASGITransport(grid.app)
    async with AsyncClient(transport=transport, base_url="http://t", cookies=cookies) as http:
        return [
            await http.request(method, path)
            for path in NOWHERE
            for method in ("GET", "HEAD", "POST", "PUT")
        ]


@pytest.mark.parametrize("name", ["chair", "no seat"])
def test_nothing_a_signed_in_person_is_answered_is_stored(grid: Grid, name: str) -> None:
    answers = [*finished(ask(grid, name, ("submitted",))).values(), *finished(lost(grid, name))]
    assert {200, 403, 404, 405, 422} <= {answer.status_code for answer in answers}
    stored = [
        f"{answer.request.method} {answer.request.url.path} {answer.status_code}"
        for answer in answers
        if answer.headers.get_list("cache-control") != ["no-store"]
    ]
    assert stored == []


def test_every_page_is_in_the_grid(grid: Grid) -> None:
    """A page without a line in calls.py fails here: say whose it is."""
    pages = {
        (method, path)
        for method, path in routes(grid.app)
        if not path.startswith(("/api/", "/health/", "/metrics"))
    }
    assert sorted(pages - PUBLIC) == sorted({(call.method, call.path) for call in PAGES})
