"""What a resolution sets up or changes: papers, Themenfelder, Gremien, rules, dates.

A procedure is constituted by the content of one resolution and amended by that of others.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import Field

from domain.election.terms import Terms
from domain.procedure.seats import Body, Composition, Seat, Target, VoteGroup
from domain.procedure.termin import Termin
from domain.value import Value

MOST_STAGES = 100
MOST_YEARS = 100


class Resolution(Value):
    """A resolution: its number as the city issued it, from which day it holds; `assumed` where
    that day is not on record."""

    number: str
    title: str
    since: date
    assumed: bool = False


class Paper(Value):
    """A paper that is written, in one of the stages (Etappen)."""

    slug: str
    name: str
    stage: int = Field(le=MOST_STAGES)


class Milestone(Value):
    """Something with a date: planned, and as it took place."""

    slug: str
    name: str
    stage: int | None = Field(None, ge=1, le=MOST_STAGES)
    planned: Termin | None = None
    actual: Termin | None = None
    reason: str = ""
    source: str = ""


class Theme(Value):
    """A Themenfeld: its sub-themes, the slugs of its leading Dezernat, of those that lead with
    it, and of the expert group that writes on it."""

    slug: str
    name: str
    subthemes: tuple[str, ...] = ()
    lead: str
    jointly: tuple[str, ...] = ()
    group: str
    source: str = ""


class RuleOfProcedure(Value):
    """A rule of procedure: the field of `Rules`, its value, its source. It holds from `since`, or
    from the day its resolution holds."""

    key: str
    value: Any
    source: str
    since: date | None = None


class Retention(Value):
    """How many years after leaving an office its holder stays named in the record."""

    named_years: int = Field(le=MOST_YEARS)
    source: str


class SeatOf(Value):
    """A seat that an existing Gremium gets, or gets anew."""

    body: str
    seat: Seat


class EndedSeat(Value):
    """A seat that a Gremium no longer has."""

    body: str
    seat: str


class Content(Value):
    """All that one resolution says; what it does not name stays as it is."""

    papers: tuple[Paper, ...] = ()
    themes: tuple[Theme, ...] = ()
    bodies: tuple[Body, ...] = ()
    seats: tuple[SeatOf, ...] = ()
    ended_seats: tuple[EndedSeat, ...] = ()
    vote_groups: tuple[VoteGroup, ...] = ()
    ended_vote_groups: tuple[str, ...] = ()
    composition: tuple[Composition, ...] = ()
    targets: tuple[Target, ...] = ()
    rules: tuple[RuleOfProcedure, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    elections: tuple[Terms, ...] = ()
    retention: Retention | None = None
