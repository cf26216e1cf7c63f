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

from domain import lip
from domain.gremium import Kind, Role
from review_service.app import create_app
from review_service.database import Pool, open_pool
from review_service.reviews import Reviews
from review_service.service import Service
from review_service.settings import Settings
from tests.api.callers import Callers
from tests.api.states import accepted, submitted
from tests.api.way import Way
from tests.conftest import Server

CONFIG = SchemathesisConfig.from_dict(
    {
        "seed": 2472,
        "generation": {
            "max-examples": 12,
            "deterministic": True,
            "database": "none",
            # No schema says `no NUL` for every text without growing out of hand.
            "allow-x00": False,
        },
        "checks": {
            # 412 is what If-Match asks for; a passage that is not in the text, 422, is nothing
            # that a schema could say.
            "positive_data_acceptance": {
                "expected-statuses": ["2xx", "3xx", "401", "403", "404", "409", "412"]
            },
        },
        "operations": [
            {
                "include-path-regex": "/(statements|consultation|decisions)$",
                "checks": {
                    "positive_data_acceptance": {
                        "expected-statuses": [
                            "2xx",
                            "3xx",
                            "401",
                            "403",
                            "404",
                            "409",
                            "412",
                            "422",
                        ]
                    }
                },
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
    return create_app(Service(Settings(), nowhere, Reviews(nowhere))).openapi()


RELAY = Relay()
schema = schemathesis.openapi.from_dict(_document(), config=CONFIG)
schema.app = RELAY


@pytest.mark.parametrize("account", ACCOUNTS)
@schema.parametrize()
def test_the_api_keeps_to_its_document(
    case: Any, account: str, tokens: dict[str, str], drafts: Callable[[str], list[str]]
) -> None:
    _mean_something(case, tokens[account], drafts(f"{case.operation.label} {account}"))

    response = case.call()
    print(
        "STAT",
        case.operation.label,
        account[:5],
        case.meta.generation.mode,
        response.status_code,
        file=open("/tmp/stat.txt", "a"),
    )
    case.validate_response(response)


def _mean_something(case: Any, token: str, drafts: list[str]) -> None:
    """Let a token be the account's, an id one of a draft that is there, and no key used twice.

    What is left out, or could be none at all, stays as it is.
    """
    headers = {name.lower(): name for name in case.headers}
    if "authorization" in headers:
        case.headers[headers["authorization"]] = token
    if 1 <= len(str(case.headers.get("idempotency-key", ""))) <= 200:
        case.headers["idempotency-key"] = uuid4().hex
    if len(str(case.headers.get("if-match", ""))) <= 1000:
        case.headers["if-match"] = "*"
    asked = case.path_parameters.get("id")
    if isinstance(asked, str) and _UUID.fullmatch(asked):
        case.path_parameters["id"] = drafts[UUID(asked).int % len(drafts)]


_UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
