"""The rules of procedure (Verfahrensregeln) a decision is judged by.

The council paper leaves open what makes a draft ready; each such choice is a field here, with its
default, its meaning and its source. A decision records the values it was judged by.
"""

from __future__ import annotations

from pydantic import Field

from domain.gremium import Kind
from domain.statement import Position
from domain.value import Value
from domain.vorgaben import Outcome

UNREGULATED = "von der Vorlage nicht geregelt"


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
    source: str = Field(UNREGULATED, description="Quelle")
