"""Who takes part: bodies (Gremien) of a kind, and the person who acts for one of them in a role."""

from __future__ import annotations

from enum import StrEnum

from domain.value import Value


class Kind(StrEnum):
    """What a body does in the procedure; rules ask for the kind, never for a particular body."""

    STEERING = "steering"
    EXPERT_GROUP = "expert_group"
    COUNCIL = "council"
    CONFERENCE = "conference"
    ROUND_TABLE = "round_table"
    EQUALITY = "equality"
    OFFICE = "office"
    COMMITTEE = "committee"
    DEPARTMENT = "department"


class Role(StrEnum):
    """In which capacity a person acts for a body."""

    CHAIR = "chair"
    GESCHAEFTSFUEHRUNG = "geschaeftsfuehrung"
    MEMBER = "member"
    OFFICE = "office"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Gremium(Value):
    """A body, by its slug (`beirat-01`) and its kind."""

    slug: str
    kind: Kind


class Actor(Value):
    """Who acts: a random pseudonym, never a name; for which body; in which role.

    `seat` is that of the body's Besetzung; `deputising` where somebody stands in for its holder.
    """

    person: str
    body: Gremium
    role: Role
    seat: str = ""
    deputising: bool = False
