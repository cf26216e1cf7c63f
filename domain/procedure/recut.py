"""A Themenfeld is added or cut anew midway: proposed, then agreed to by the Lenkungsgruppe."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.gremium import Actor
from domain.procedure.content import Content, Theme
from domain.procedure.seats import Body
from domain.procedure.termin import day_of


class RecutState(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    AGREED = "agreed"
    DECLINED = "declined"


@dataclass(frozen=True)
class Recut:
    """A proposal: its number, the Themenfeld as it shall be, its group where that is new.

    `version` is that of the procedure with it; `since` is the day from which it holds, `answer` the
    reason it was declined for; `answered_on` the day and `answered_by` who recorded what the
    Lenkungsgruppe decided.
    """

    number: int
    theme: Theme
    group: Body | None
    reason: str
    by: Actor
    proposed_at: datetime
    version: int
    state: RecutState = RecutState.OPEN
    since: date | None = None
    answer: str = ""
    answered_on: date | None = None
    answered_by: Actor | None = None

    def is_answered_by(self, day: date) -> bool:
        """Whether the Lenkungsgruppe has answered on or before a day."""
        return self.answered_on is not None and self.answered_on <= day

    @property
    def proposed_on(self) -> date:
        """The day on which it was proposed."""
        return day_of(self.proposed_at)

    @property
    def unanswered(self) -> Recut:
        """The proposal as it stood before it was answered."""
        return replace(
            self, state=RecutState.OPEN, since=None, answer="", answered_on=None, answered_by=None
        )

    @property
    def content(self) -> Content:
        """What the procedure gets by it."""
        return recut_content(self.theme, self.group)


def recut_content(theme: Theme, group: Body | None) -> Content:
    """Give what a Themenfeld and its new group, if any, change."""
    return Content(themes=(theme,), bodies=(group,) if group else ())
