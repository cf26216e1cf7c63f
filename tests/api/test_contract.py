"""The API keeps to its own document: schemathesis asks whatever the document allows, and more."""

from __future__ import annotations

from collections.abc import Iterator
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
from tests.api.states import STATES, submitted
from tests.conftest import Server

CONFIG = SchemathesisConfig.from_dict(
    {
        "seed": 2472,
        "generation": {"max-examples": 25, "deterministic": True, "database": "none"},
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
def drafts(api: Callers) -> list[str]:
    """Ids of drafts in every state."""
    return [way(api).id for way in STATES.values()] + [submitted(api).id for _ in range(3)]


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
    case: Any, account: str, tokens: dict[str, str], drafts: list[str]
) -> None:
    _ask_about_one_of(drafts, case)
    case.call_and_validate(headers={"Authorization": tokens[account]})


def _ask_about_one_of(drafts: list[str], case: Any) -> None:
    """Lead an id that could be one to a draft that is there, and use no key twice."""
    try:
        asked = UUID(case.path_parameters["id"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return
    case.path_parameters["id"] = drafts[asked.int % len(drafts)]
    for name, value in case.headers.items():
        if name.lower() == "idempotency-key" and 1 <= len(str(value)) <= 200:
            case.headers[name] = uuid4().hex
