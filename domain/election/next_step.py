"""What comes next in an election: one answer for guards, pages, tasks and the API."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.election import counting
from domain.election.terms import Terms
from domain.election.values import RUN_OFF


class Step(StrEnum):
    """What an election waits for."""

    NOMINATIONS = "nominations"
    ROUND = "round"
    COUNT = "count"
    LOT = "lot"
    RESULT = "result"


@dataclass(frozen=True)
class Next:
    """The step an election waits for, and the round it is about; 0 where it is about none."""

    step: Step
    round: int = 0

    @property
    def due(self) -> int | None:
        """The round that can be recorded, a corrected one too; None where none can."""
        return self.round if self.step in (Step.ROUND, Step.COUNT) else None


def next_step(
    terms: Terms, deadline: datetime, at: datetime, *, decided: int, standing: int, open: int,
    lot: int,
) -> Next:  # fmt: skip
    """Give what an election that runs waits for at a moment.

    `decided` is the round decided last, `open` the one being counted, `lot` the one in which a
    lot is due, each 0 for none; `standing` are how many the next ballot names.
    """
    if lot:
        return Next(Step.LOT, lot)
    if at < deadline:
        return Next(Step.NOMINATIONS)
    if open:
        return Next(Step.COUNT, open)
    if round := _round_after(decided, standing, terms):
        return Next(Step.ROUND, round)
    return Next(Step.RESULT)


def _round_after(decided: int, standing: int, terms: Terms) -> int:
    if decided == RUN_OFF or not standing:
        return 0
    return RUN_OFF if decided else counting.first_round(terms, standing)
