"""A NUL, which no database stores, is refused wherever a request can hold one: never a fault.

Every call of the API is asked with one in each part of its path and in each question behind it;
the pages are in `tests/pages/test_nul.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from httpx import ASGITransport, AsyncClient

from domain.text.refusals import TextContainsNul
from review_service.database import Pool
from tests.api.asking import Grid, asked, questions
from tests.api.callers import Callers, token
from tests.api.calls import CALLS
from tests.api.grid import ACCOUNTS
from tests.api.loops import finished
from tests.api.way import problem
from tests.conftest import Server


@pytest.fixture(scope="module")
def grid(server: Server) -> Iterator[Grid]:
    with asked(server) as found:
        yield found


async def ask(grid: Grid) -> dict[str, int]:
    """Ask each call of somebody it is open to; gives the statuses."""
    tokens = {name: token(grid.service, name) for name in ACCOUNTS}
    transport, answers = ASGITransport(grid.app), {}
    async with AsyncClient(transport=transport, base_url="http://t") as http:
        for call in CALLS:
            headers = {"Authorization": f"Bearer {tokens[call.whose(ACCOUNTS)]}"}
            content = b"{}" if call.method == "POST" else None
            for address in grid.addresses_with_nul(call):
                answer = await http.request(call.method, address, content=content, headers=headers)
                answers[f"{call.method} {address}"] = answer.status_code
    return answers


def test_a_nul_in_an_address_is_refused(grid: Grid) -> None:
    answers = finished(ask(grid))
    assert len(answers) > 100
    assert {at: status for at, status in answers.items() if status not in (403, 404, 422)} == {}


def test_there_are_questions_to_ask(grid: Grid) -> None:
    asked = {name for names in questions(grid.app).values() for name in names}
    assert {"q", "at", "after", "am", "suche", "weiter", "person", "ok"} <= asked


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("office", "/api/persons/%00", 404),
        ("office", "/api/persons/%00/data", 404),
        ("auditor", "/api/persons?q=%00", 422),
        ("office", "/api/persons?q=Ada%00", 422),
    ],
)
def test_what_is_asked_of_the_register(api: Callers, who: str, path: str, status: int) -> None:
    answer = api[who].get(path)
    assert (answer.status_code, problem(answer)["status"]) == (status, status)


SEAT = {"seat": "dgb", "since": "2020-01-01"}
TERM = {**SEAT, "until": "2020-01-31"}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("appointments", {**SEAT, "person": "\0"}),
        ("deputies", {**SEAT, "person": "a\0"}),
        ("departures", {"seat": "dgb", "until": "2020-01-31", "person": "\0"}),
        ("deputies/dismissals", {"seat": "dgb", "until": "2020-01-31", "person": "\0"}),
        ("deputisings", {**TERM, "person": "\0"}),
    ],
)
def test_a_pseudonym_has_none(api: Callers, path: str, body: dict[str, Any]) -> None:
    answer = api["office"].post(f"/api/gremien/lenkungsgruppe/{path}", body)
    assert answer.status_code == 422
    assert problem(answer)["errors"] == [
        {"field": "person", "message": "Das hat nicht die erwartete Form."}
    ]


def test_whatever_comes_by_another_way_is_refused_at_the_database(pool: Pool) -> None:
    with pool.connection() as database:
        for given in ("a\0b", ["a", "b\0"], [["\0"]]):
            with pytest.raises(TextContainsNul):
                database.execute("SELECT %s", (given,))
        row = database.execute("SELECT %s, %s::text[]", ("ä ✓", ["a", "b"])).fetchone()
        assert row == ("ä ✓", ["a", "b"])
