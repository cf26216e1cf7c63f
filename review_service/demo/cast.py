"""Who sits in the demo beside its accounts: persons without an account, none of them real."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from domain.gremium import Kind
from domain.procedure.seats import Body, Filled, Seat
from review_service.demo.accounts import BODIES, THEMES
from review_service.people import register
from review_service.people.accounts import Database
from review_service.procedure.files import shipped

_MADE_UP = "für die Demo erdacht"


@dataclass(frozen=True)
class Member:
    """A person of the demo and the seat the person holds; `name` is unique and stands in the
    register only."""

    name: str
    office: str
    body: Body
    seat: Seat


@cache
def told() -> dict[str, Any]:
    """Give what cast.toml tells."""
    text = (files("review_service.demo") / "cast.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def members() -> list[Member]:
    """Give who sits from the beginning on: in the Lenkungsgruppe and in the expert groups."""
    steering = BODIES["lenkungsgruppe"]
    seats = [s for s in steering.members if s.filled is not Filled.ELECTED]
    departments = [body for body in BODIES.values() if body.kind is Kind.DEPARTMENT]
    return [
        *(_holder(steering, seat) for seat in seats),
        *(_holder(body, seat) for body in departments if (seat := body.seat("leitung"))),
        *(member for theme in THEMES for member in _experts(theme)),
    ]


def joining() -> list[Member]:
    """Give who comes with the resolution that amends the procedure."""
    amending = shipped("lip-2822-2019").content.seats
    return [_holder(BODIES[of.body], of.seat) for of in amending]


def persons() -> list[tuple[str, str]]:
    """Give name and office of everybody without an account."""
    seated = [(member.name, member.office) for member in (*members(), *joining())]
    return [*seated, *((name, _MADE_UP) for name in _at_the_election())]


def enter(database: Database) -> dict[str, str]:
    """Enter everybody in the register; gives their pseudonyms by name."""
    return {
        name: register.register(database, name, office=office) for name, office in persons()
    }  # fmt: skip


def _holder(body: Body, seat: Seat) -> Member:
    if seat.filled is Filled.EX_OFFICIO:
        return Member(seat.title, seat.organisation or body.name, body, seat)
    return Member(f"Vertretung {seat.title}", f"{seat.organisation} ({_MADE_UP})", body, seat)


def _experts(theme: str) -> list[Member]:
    content = next(one for one in shipped("lip-2472-2019").content.themes if one.slug == theme)
    body = BODIES[content.group]
    found = []
    for slug, count in told()["groups"][theme].items():
        seat = body.seat(slug)
        assert seat, f"{body.slug} has a seat {slug}"
        for number in range(1, count + 1):
            name = f"{_EXPERTS[slug]} {number} {content.name}"
            found.append(Member(name, f"{seat.title} ({_MADE_UP})", body, seat))
    return found


_EXPERTS = {
    "intern": "Fachkraft der Verwaltung",
    "extern": "Fachkraft von außerhalb",
    "fachberatung": "Fachberatung",
    "begleitung": "Wissenschaftliche Begleitung",
}


def _at_the_election() -> list[str]:
    steps = told()["election"]["step"]
    candidates = [name for step in steps for name in step.get("candidates", {}).values()]
    tellers = {step["teller"]: None for step in steps if "teller" in step}
    return [*candidates, *tellers]
