"""A small city's procedure, and those who act on it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from domain.gremium import Actor, Gremium, Kind, Role
from domain.procedure import Procedure
from domain.procedure.content import Content, Milestone, Paper, Resolution, RuleOfProcedure, Theme
from domain.procedure.seats import Body, Filled, Seat
from domain.procedure.termin import Termin

LEITUNG = Seat(slug="leitung", title="Leitung", filled=Filled.EX_OFFICIO, votes=True)
GEWAEHLT = Seat(slug="gewaehlt", title="Gewählt", filled=Filled.ELECTED, votes=True)
STEERING = Body(
    slug="lenkungskreis", kind=Kind.STEERING, name="Lenkungskreis", seats=(LEITUNG, GEWAEHLT)
)
WOHNEN = Body(slug="gruppe-wohnen", kind=Kind.EXPERT_GROUP, name="Gruppe Wohnen")
DEZERNAT = Body(slug="dezernat-1", kind=Kind.DEPARTMENT, name="Dezernat 1")
STAB = Body(slug="stab", kind=Kind.OFFICE, name="Stab")
THEME = Theme(slug="wohnen", name="Wohnen", lead="dezernat-1", group="gruppe-wohnen")
ELECTION = Milestone(
    slug="wahl", name="Wahl", planned=Termin(words="Mitte November 2019"), source="17/2019"
)

FIRST = Resolution(number="17/2019", title="Leitbild", since=date(2019, 11, 1))
SECOND = Resolution(number="18/2019", title="Änderung", since=date(2019, 12, 1))


def content(**other: Any) -> Content:
    """What the first resolution says, or something else in places."""
    told: dict[str, Any] = {
        "papers": (Paper(slug="leitbild", name="Leitbild", stage=1),),
        "themes": (THEME,),
        "bodies": (STEERING, WOHNEN, DEZERNAT, STAB),
        "milestones": (ELECTION,),
        "rules": (RuleOfProcedure(key="quorum", value="half", source="17/2019"),),
    }
    return Content(**{**told, **other})


def actor(body: Body, role: Role = Role.OFFICE) -> Actor:
    """Someone who acts for a body."""
    return Actor(person=f"p-{body.slug}", body=body.gremium, role=role)


OFFICE, LENKUNGSKREIS, CHAIR = actor(STAB), actor(STEERING), actor(WOHNEN, Role.CHAIR)
OTHER = Actor(person="p", body=Gremium(slug="gruppe-x", kind=Kind.EXPERT_GROUP), role=Role.CHAIR)


def noon(year: int, month: int, day: int) -> datetime:
    """The middle of a day."""
    return datetime(year, month, day, 11, tzinfo=UTC)


def constituted(**other: Any) -> Procedure:
    """The procedure after its first resolution."""
    return Procedure.constitute(
        resolution=FIRST, content=content(**other), by=OFFICE, at=noon(2019, 11, 1)
    )
