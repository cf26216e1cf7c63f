"""Each rule of the register of persons, broken through the API."""

from __future__ import annotations

from collections.abc import Callable

from httpx import Response

from domain import rules
from domain.rules import RuleBroken
from tests.api.callers import Callers
from tests.api.test_gremien import appoint
from tests.api.test_persons import NEW, sitting
from tests.api.way import created

Case = Callable[[Callers], Response]
REQUEST = {"reason": "request"}


def erasing(api: Callers, who: str) -> Response:
    """Erase somebody who sits in a Beirat."""
    return api[who].post(f"/api/persons/{sitting(api)}/erasure", REQUEST)


def seating_an_erased_person(api: Callers) -> Response:
    """Seat somebody who is erased and still named, having acted in office."""
    person = api["chair"].get("/api/me").json()["person"]
    created(api["office"].post(f"/api/persons/{person}/erasure", REQUEST))
    return appoint(api["office"], name=None, person=person)


CASES: dict[type[RuleBroken], Case] = {
    rules.OnlyTheRegistrarKeepsTheRegister: lambda api: api["auditor"].post("/api/persons", NEW),
    rules.OnlyTheRegistrarReadsTheRegister: lambda api: api["chair"].get("/api/persons"),
    rules.OnlyTheRegistrarErasesWhoSits: lambda api: erasing(api, "admin"),
    rules.ThePersonIsErased: seating_an_erased_person,
}
