"""The API keeps to its own document: schemathesis asks whatever the document allows, and more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import pytest
import schemathesis
from psycopg_pool import ConnectionPool
from schemathesis.config import SchemathesisConfig
from starlette.types import ASGIApp, Receive, Scope, Send

from domain.gremium import Kind, Role
from review_service.acts.requests.fields import REVISION_LIMIT
from review_service.api import contract
from review_service.app import create_app
from review_service.database import Pool, open_pool
from review_service.reviews import Reviews
from review_service.service import Service
from review_service.settings import Settings
from tests import lip
from tests.api.callers import Callers
from tests.api.states import accepted, submitted
from tests.api.way import Way
from tests.conftest import Server

TAKEN = ["2xx", "3xx", "401", "403", "404", "409"]
"""What a request that keeps to the document may be answered with."""
REFUSED = [*TAKEN[2:], "400", "405", "406", "413", "415", "422", "428", "429", "5xx"]
"""And one that does not: 413, as what is too long is not read at all."""
CONFIG = SchemathesisConfig.from_dict(
    {
        "seed": 2472,
        "generation": {
            "max-examples": 20,
            "deterministic": True,
            "database": "none",
            "allow-x00": False,  # no NUL: said in words, a pattern would unfold every length
        },
        "checks": {
            "positive_data_acceptance": {"expected-statuses": TAKEN},
            "negative_data_rejection": {"expected-statuses": REFUSED},
        },
        "operations": [
            {
                # That a passage stands in the text, that a day follows another, or that bytes
                # are a document, is nothing a schema could say.
                "include-path-regex": "/(statements|consultation|decisions|revisions|place"
                "|elections|postponements|dates|files|files/draft|file)$",
                "checks": {"positive_data_acceptance": {"expected-statuses": [*TAKEN, "422"]}},
            }
        ],
    }
)
BODIES = [(body.slug, Role.MEMBER) for body in lip.HEARD if body.kind is not Kind.EQUALITY]
ACCOUNTS = {
    "a group and OE 50.6": [
        ("expertengruppe-bildung", Role.CHAIR),
        ("oe-50-6", Role.OFFICE),
    ],
    "all bodies, the Lenkungsgruppe and an auditor": [
        *BODIES,
        ("gleichstellung", Role.OFFICE),
        ("lenkungsgruppe", Role.OFFICE),
        ("rechnungspruefung", Role.AUDITOR),
    ],
}


class Relay:
    """Stands for the application where its document is read; `to` is the one that answers.

    It keeps the application's end to itself: each request would be the last.
    """

    to: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            for end in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{end}.complete"})
        else:
            await self.to(scope, receive, send)


@pytest.fixture(scope="module")
def api(server: Server) -> Iterator[Callers]:
    with server.database() as urls:
        pool = open_pool(urls.application, size=10)
        settings = Settings(database_url=urls.application)
        callers = Callers(Service(settings, pool, Reviews(pool)))
        RELAY.to = callers.app
        yield callers
        pool.close()


@pytest.fixture(scope="module")
def tokens(api: Callers) -> dict[str, str]:
    asking = {name: api.with_seats(name, *seats) for name, seats in ACCOUNTS.items()}
    return {name: caller.client.headers["Authorization"] for name, caller in asking.items()}


@pytest.fixture(scope="module")
def drafts(api: Callers) -> Callable[[str], list[str]]:
    """Gives ids of drafts in several states, most of them under review: own ones for each test,
    told by its name."""

    @cache
    def ids(test: str) -> list[str]:
        ways = [Way(api), Way(api), *(submitted(api) for _ in range(4))]
        ways += [submitted(api).give_back(), submitted(api).withdraw(), accepted(api)]
        return [way.id for way in ways]

    return ids


def _document() -> dict[str, Any]:
    """Give the document; the database it is made with is never asked."""
    nowhere: Pool = ConnectionPool(open=False)
    app = create_app(Service(Settings(), nowhere, Reviews(nowhere)))
    return contract.openapi(app, lip.ORDNUNG)


RELAY = Relay()
schema = schemathesis.openapi.from_dict(_document(), config=CONFIG)
schema.app = RELAY


@pytest.mark.parametrize("account", ACCOUNTS)
@schema.parametrize()
def test_the_api_keeps_to_its_document(
    case: Any, account: str, tokens: dict[str, str], drafts: Callable[[str], list[str]]
) -> None:
    _mean_something(case, tokens[account], drafts(f"{case.operation.label} {account}"))
    case.call_and_validate()


def _mean_something(case: Any, token: str, drafts: list[str]) -> None:
    """Let a token be the account's, an id and a revision ones that are there, a tag one that
    matches, and no key used twice. What is left out, or could be none at all, stays as it is."""
    for name, value in case.headers.items():
        match name.lower():
            case "authorization":
                case.headers[name] = token
            case "idempotency-key" if 1 <= len(str(value)) <= 200:
                case.headers[name] = uuid4().hex
            case "if-match" if len(str(value)) <= 1000:
                case.headers[name] = "*"
    for name in ("revision", "base_revision"):
        if isinstance(case.body, dict) and _counts(case.body.get(name)):
            case.body[name] = 1 + case.body[name] % 2
    asked = case.path_parameters.get("id")
    if isinstance(asked, str) and _UUID.fullmatch(asked):
        case.path_parameters["id"] = drafts[UUID(asked).int % len(drafts)]


def _counts(number: object) -> bool:
    whole = isinstance(number, int | float) and number % 1 == 0
    return whole and number is not True and 1 <= number <= REVISION_LIMIT


_UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
