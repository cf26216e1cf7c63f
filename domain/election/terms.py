"""The rules an election is held by: what the council paper says, and what it leaves open."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from domain.value import Key, Value


class TieToRunOff(StrEnum):
    """Several are tied for the last place in the run-off."""

    ALL = "all"
    LOT = "lot"


class TieOnSeat(StrEnum):
    """Several are tied for a seat."""

    LOT = "lot"
    VACANT = "vacant"


class Few(StrEnum):
    """There are no more candidates than places in the run-off."""

    RUN_OFF_AT_ONCE = "run_off_at_once"
    BOTH_ROUNDS = "both_rounds"


class Withdrawal(StrEnum):
    """A candidate withdraws between the rounds."""

    NEXT_MOVES_UP = "next_moves_up"
    NOT_REPLACED = "not_replaced"


class Terms(Value):
    """How an election goes: for which seats of which Gremium (slugs), how many go into the
    run-off, how many votes a ballot has. `sources` says by the name of a field where it stands;
    what is missing there is "von der Vorlage nicht geregelt"."""

    slug: str
    name: str
    body: str
    seats: tuple[str, ...] = Field(min_length=1)
    run_off: int = Field(4, ge=2, le=100)
    votes_a_ballot: int = Field(1, ge=1, le=100)
    tie_to_run_off: TieToRunOff = TieToRunOff.ALL
    tie_on_seat: TieOnSeat = TieOnSeat.LOT
    few: Few = Few.RUN_OFF_AT_ONCE
    withdrawal: Withdrawal = Withdrawal.NEXT_MOVES_UP
    sources: dict[Key, str] = Field(default_factory=dict)
