"""The rules of procedure (Verfahrensregeln) a decision is judged by.

The council paper leaves open what makes a draft ready; each such choice is a field here, with its
default and its meaning. A decision records the values it was judged by.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import Field, ValidationError

from domain.gremium import Kind
from domain.statement import Position
from domain.value import Value
from domain.vorgaben import Outcome

UNREGULATED = "von der Vorlage nicht geregelt"
MOST_DAYS = 3650
"""Days of a deadline at most: a moment so much later is still one the calendar has."""


class Quorum(StrEnum):
    """How many votes must be present."""

    NONE = "none"
    HALF = "half"
    MORE_THAN_HALF = "more_than_half"
    TWO_THIRDS = "two_thirds"


class Majority(StrEnum):
    """How many votes carry a decision."""

    SIMPLE = "simple"
    ABSOLUTE = "absolute"
    TWO_THIRDS = "two_thirds"
    UNANIMOUS = "unanimous"


class Tie(StrEnum):
    """What an equal number of votes means."""

    REJECTED = "rejected"
    CHAIR_DECIDES = "chair_decides"


class Missing(StrEnum):
    """What a statement means that is missing when its deadline has passed."""

    STAYS_OPEN = "stays_open"
    NO_OBJECTION = "no_objection"


class Ready(StrEnum):
    """When a draft counts as konsensfähig."""

    DECLARED = "declared"
    NOTHING_OPEN = "nothing_open"


class NewText(StrEnum):
    """What happens to a statement when the text changes."""

    ASKED_AGAIN = "asked_again"
    STAYS = "stays"


class Frist(Value):
    """How many days bodies of a kind have for a statement, from the submission on."""

    kind: Kind
    days: int = Field(ge=1, le=MOST_DAYS, strict=True)


class Rules(Value):
    """What counts as an open point of a round. The description of a field is its German name."""

    must_be_heard: tuple[Kind, ...] = Field(
        (Kind.CONFERENCE, Kind.ROUND_TABLE, Kind.EQUALITY),
        description="Wer gehört sein muss, soweit beteiligt",
    )
    may_object: tuple[Kind, ...] = Field(
        (Kind.CONFERENCE, Kind.ROUND_TABLE, Kind.EQUALITY),
        description="Wessen Einwände offen bleiben",
    )
    objections: tuple[Position, ...] = Field(
        (Position.BEDENKEN, Position.ABLEHNEND),
        description="Welche Haltungen als Einwand zählen",
    )
    unfulfilled: tuple[Outcome, ...] = Field(
        (Outcome.TEILWEISE, Outcome.ABGELEHNT),
        description="Welche Antworten eine verbindliche Vorgabe offen lassen",
    )
    ready: Ready = Field(Ready.DECLARED, description="Wann ein Entwurf als konsensfähig gilt")
    deadlines: tuple[Frist, ...] = Field((), description="Fristen für Stellungnahmen")
    missing: Missing = Field(
        Missing.STAYS_OPEN, description="Was eine fehlende Stellungnahme nach der Frist bedeutet"
    )
    new_text: NewText = Field(
        NewText.ASKED_AGAIN,
        description="Was mit einer Stellungnahme geschieht, wenn sich der Text ändert",
    )
    quorum: Quorum = Field(Quorum.NONE, description="Wann die Lenkungsgruppe beschlussfähig ist")
    majority: Majority = Field(Majority.SIMPLE, description="Welche Mehrheit entscheidet")
    tie: Tie = Field(Tie.REJECTED, description="Was Stimmengleichheit bedeutet")
    source: str = Field(UNREGULATED, description="Quelle")

    def days_for(self, kind: Kind) -> int | None:
        """Give how many days a body of this kind has for a statement; None without a deadline."""
        return next((frist.days for frist in self.deadlines if frist.kind is kind), None)


def sound(key: str, value: Any) -> bool:
    """Whether there is a rule of this key and it may have this value."""
    try:
        Rules.model_validate({key: value})
    except ValidationError:
        return False
    return key != "source"
