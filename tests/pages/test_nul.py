"""A NUL in an address or in a field of a form is refused, never a fault.

Every page is asked with one in each part of its path and in each question behind it; every form
is sent with one in each of its fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.api.asking import Grid, asked
from tests.api.calls import Call
from tests.api.grid import ACCOUNTS
from tests.conftest import Server
from tests.pages.calls import PAGES, PUBLIC
from tests.pages.hands import Hands, Person
from tests.pages.test_access_grid import session

MECHANICS = {"csrf", "schluessel", "knopf"}


@pytest.fixture(scope="module")
def grid(server: Server) -> Iterator[Grid]:
    with asked(server) as found:
        yield found


class People:
    """Every account, signed in when it is asked for."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._known: dict[str, tuple[Person, str]] = {}

    def whose(self, call: Call) -> tuple[Person, str]:
        """Somebody a page is open to, and the token of the session's forms."""
        name = call.whose(ACCOUNTS)
        if name not in self._known:
            cookies, csrf = session(self.grid, name)
            client = TestClient(self.grid.app, follow_redirects=False)
            client.cookies.update(cookies)
            self._known[name] = Person(client), csrf
        return self._known[name]


def test_a_nul_in_an_address_is_refused(grid: Grid) -> None:
    people, statuses = People(grid), {}
    for call in (*PAGES, *(Call(*one) for one in sorted(PUBLIC))):
        somebody, csrf = people.whose(call)
        sent = {"csrf": (None, csrf)} if call.method == "POST" else None
        for address in grid.addresses_with_nul(call):
            answer = somebody.client.request(call.method, address, files=sent)
            statuses[f"{call.method} {address}"] = answer.status_code
    assert len(statuses) > 100
    assert {at: status for at, status in statuses.items() if status >= 500} == {}


def test_a_nul_in_a_field_is_refused(grid: Grid) -> None:
    people, statuses = People(grid), {}
    for call in {call.said(""): call for call in PAGES if call.method == "POST"}.values():
        somebody, _ = people.whose(call)
        path = grid.address(call, "submitted")
        sheet = somebody.open(path)
        named = re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', sheet.answer.text)
        for field in {*named} - MECHANICS:
            others = [(name, value) for name, value in sheet.fields if name != field]
            answer = somebody.send(path, [*others, (field, "a\0b"), ("knopf", call.n)])
            statuses[path, field] = answer.status
    assert len(statuses) > 80
    assert {at: status for at, status in statuses.items() if status >= 500} == {}


@pytest.mark.parametrize(
    ("path", "who", "status"),
    [
        ("/personen/%00", "office", 404),
        ("/personen/%00/loeschen", "office", 404),
        ("/personen/%00/daten", "office", 404),
        ("/personen?suche=%00", "office", 422),
        ("/konten/%00", "admin", 404),
        ("/konten/neu?person=%00", "admin", 422),
        ("/konten/neu?suche=%00", "admin", 422),
    ],
)
def test_the_register_and_the_accounts(hands: Hands, path: str, who: str, status: int) -> None:
    assert hands[who].open(path).status == status


@pytest.mark.parametrize("account", ["\0", "office\0"])
def test_nobody_signs_in_with_one(hands: Hands, account: str) -> None:
    client = TestClient(hands.api.app, follow_redirects=False)
    answer = client.post("/anmelden", data={"konto": account, "passwort": "x"})
    assert answer.status_code == 422
    assert "ein Zeichen, das es in Texten nicht gibt" in answer.text
    assert client.post("/anmelden", data={"konto": "x", "passwort": "\0"}).status_code == 403
