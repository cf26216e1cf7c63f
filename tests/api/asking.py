"""A service with one of everything, in every state of a draft, for asking it of every account."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from uuid import uuid4

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from projections import deferred
from review_service.database import open_pool
from review_service.reviews import Reviews
from review_service.service import Service
from review_service.settings import Settings
from tests.api.callers import Callers
from tests.api.calls import UNSUBMITTED, Call
from tests.api.grid import NOON, seat_accounts
from tests.api.states import STATES
from tests.api.test_elections import call as election
from tests.api.test_procedure import CUT
from tests.api.way import created
from tests.conftest import Server

SUGGESTED = {
    "name": "Bo Beispiel", "contact": "bo@example.org", "consent": True,
    "themes": ["bildung"], "organisation": "Verein 1", "reason": "Leitet eine Schule.",
}  # fmt: skip
NAMES = {"theme": "bildung", "paper": "grundsatzpapier", "version": 1, "name": "niemand"}
"""What else a path may name."""


class Grid:
    """A service that has what is asked for, and every account of ACCOUNTS."""

    def __init__(self, service: Service) -> None:
        self.service, api = service, Callers(service)
        self.app = api.app
        self.drafts = {state: begin(api).id for state, begin in STATES.items()}
        self.ids = _begun(api)
        with service.pool.connection() as database:
            deferred.catch_up(database)
        seat_accounts(service)

    def address(self, call: Call, state: str) -> str:
        """Where a call goes to."""
        return call.path.format(**self._parts(call, state))

    def addresses_with_nul(self, call: Call) -> Iterator[str]:
        """Where a call would go to with a NUL in each part of its path, and in each question."""
        parts = self._parts(call, "submitted")
        for name in re.findall(r"{(\w+)}", call.path):
            yield call.path.format(**{**parts, name: "%00"})
            yield call.path.format(**{**parts, name: "a%00b"})
        for name in questions(self.app)[call.method, call.path]:
            yield f"{call.path.format(**parts)}?{name}=%00"
            yield f"{call.path.format(**parts)}?{name}=a%00b"

    def _parts(self, call: Call, state: str) -> dict[str, object]:
        newest = "2" if state in UNSUBMITTED else "1"
        id = self.drafts[state] if call.of_draft else self.ids.get(call.resource)
        n = newest if call.n == "newest" else call.n
        return {
            "id": id,
            "slug": call.body if call.resource == "gremien" else n,
            "person": self.ids["persons"],
            **dict.fromkeys(("n", "number", "step", "schritt", "runde"), n),
            **NAMES,
        }


def _begun(api: Callers) -> dict[str, Any]:
    """Begin one of everything else; gives what each is called by, by its resource."""
    office = api["office"]
    created(office.post("/api/procedure/recuts", CUT))
    suggested = created(office.post("/api/suggestions", SUGGESTED))["id"]
    forwarded = {"department": "dezernat-4"}
    created(office.post(f"/api/suggestions/{suggested}/forwarding", forwarded))
    called = created(office.post("/api/elections", election()))["id"]
    return {
        **dict.fromkeys(("elections", "wahlen"), called),
        **dict.fromkeys(("suggestions", "vorschlaege"), suggested),
        "persons": created(office.post("/api/persons", {"name": "Ada Muster"}))["person"],
        "me": uuid4(),
    }


@contextmanager
def asked(server: Server) -> Iterator[Grid]:
    """Give it on a database of its own, at noon of 7 January 2020."""
    with server.database() as urls, open_pool(urls.application, size=5) as pool:
        settings = Settings(database_url=urls.application, plain_cookie=True)
        yield Grid(Service(settings, pool, Reviews(pool), lambda: NOON))


def routes(app: FastAPI) -> set[tuple[str, str]]:
    """Give method and path of every call and page the application answers."""
    return set(questions(app))


@cache
def questions(app: FastAPI) -> dict[tuple[str, str], list[str]]:
    """Give what each call and page may be asked behind its path, by method and path."""
    routers = [getattr(route, "original_router", app) for route in app.routes]
    return {
        (method, route.path): [*dict.fromkeys(_questions_of(route.dependant))]
        for router in routers
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in route.methods
    }


def _questions_of(dependant: Dependant) -> Iterator[str]:
    yield from (field.alias for field in dependant.query_params)
    for one in dependant.dependencies:
        yield from _questions_of(one)
