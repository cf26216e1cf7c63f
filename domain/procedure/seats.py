"""Seats: who sits in a Gremium, how a seat is filled, and which seats share a vote."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property

from pydantic import Field

from domain.gremium import Gremium, Kind, Role
from domain.value import Value

MOST_PLACES = 1000
"""Places of a seat, or persons a rule counts, at most."""


class Filled(StrEnum):
    """How a seat comes to its holder."""

    EX_OFFICIO = "ex_officio"
    SENT = "sent"
    ELECTED = "elected"
    DELEGATED = "delegated"
    APPOINTED = "appointed"


class Seat(Value):
    """A seat of a Gremium; or, where `member` is false, a function beside its seats (its office,
    who chairs an expert group), which counts neither as a person nor as a vote.

    `organisation` sends or is headed by the holder; `places` is how many may hold the seat at
    once, None for any number; `category` is what composition rules count; `deputy` is the seat
    whose holder deputises.
    """

    slug: str
    title: str
    filled: Filled
    role: Role = Role.MEMBER
    organisation: str = ""
    votes: bool = False
    places: int | None = Field(1, ge=1, le=MOST_PLACES)
    member: bool = True
    category: str = ""
    deputy: str = ""
    source: str = ""

    def has_room(self, held: int) -> bool:
        """Whether one more may hold it beside `held` others."""
        return self.places is None or held < self.places


class VoteGroup(Value):
    """Seats of one Gremium that together have one vote."""

    slug: str
    body: str
    seats: tuple[str, ...] = Field(min_length=2)
    title: str = ""
    source: str = ""


class Body(Value):
    """A Gremium as the procedure sets it up: its kind, name and seats; `lead` is the slug of the
    Dezernat that alone decides on its members."""

    slug: str
    kind: Kind
    name: str
    lead: str = ""
    seats: tuple[Seat, ...] = ()
    source: str = ""

    @cached_property
    def gremium(self) -> Gremium:
        """The Gremium as events name it."""
        return Gremium(slug=self.slug, kind=self.kind)

    @property
    def members(self) -> tuple[Seat, ...]:
        """Its seats proper."""
        return tuple(seat for seat in self.seats if seat.member)

    def seat(self, slug: str) -> Seat | None:
        """Give one of its seats or functions, or None."""
        return next((seat for seat in self.seats if seat.slug == slug), None)


class Composition(Value):
    """How many seats of a category a Gremium of a kind has, at least and at most (None: no
    limit); `exempt` are bodies for which it does not hold, by `exempt_source`, save that they have
    `exempt_least` all the same."""

    kind: Kind
    category: str
    title: str
    least: int = Field(0, le=MOST_PLACES)
    most: int | None = Field(None, le=MOST_PLACES)
    source: str
    exempt: tuple[str, ...] = ()
    exempt_least: int = Field(0, ge=0, le=MOST_PLACES)
    exempt_source: str = ""


class Quality(StrEnum):
    """What a group counts about itself, voluntarily and as numbers only."""

    GENDER = "gender"
    MIGRATION = "migration"


class Target(Value):
    """What the composition of Gremien of a kind should come near to (`möglichst`, `anzustreben`):
    reported, never enforced, and not shown of fewer persons than `least_persons`."""

    kind: Kind
    quality: Quality
    title: str
    wording: str
    least_persons: int = Field(5, ge=3, le=MOST_PLACES)
    source: str
