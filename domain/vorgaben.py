"""Vorgaben of the Lenkungsgruppe: their numbers, their answers, and what is still unanswered."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from domain import rules
from domain.text.passages import Passage
from domain.value import Value


class Outcome(StrEnum):
    """How a group answers a Vorgabe."""

    ERFUELLT = "erfuellt"
    TEILWEISE = "teilweise"
    ABGELEHNT = "abgelehnt"


class Demand(Value):
    """A Vorgabe before it has its number: text, whether binding or a recommendation, passages."""

    text: str
    binding: bool = True
    passages: tuple[Passage, ...] = ()


class Vorgabe(Value):
    """A numbered Vorgabe; the numbers run through the draft's whole life.

    `passage` is where earlier events kept the only one there could be; see `about`.
    """

    number: int
    text: str
    binding: bool = True
    passage: Passage | None = None
    passages: tuple[Passage, ...] = ()

    @property
    def about(self) -> tuple[Passage, ...]:
        """The passages it speaks of."""
        return (self.passage, *self.passages) if self.passage else self.passages


class Answer(Value):
    """The group's answer to one Vorgabe; a reason unless it is fulfilled, and where to read it."""

    vorgabe: int
    outcome: Outcome
    reason: str = ""
    passages: tuple[Passage, ...] = ()


class Asked(Value):
    """What is remembered of a Vorgabe: its number, whether it binds, the last answer's outcome."""

    number: int
    binding: bool
    outcome: Outcome | None = None


class Vorgaben(Value):
    """All Vorgaben of one draft."""

    asked: tuple[Asked, ...] = ()

    def numbered(self, demands: Iterable[Demand]) -> tuple[Vorgabe, ...]:
        """Give the demands their numbers, counting on from the last Vorgabe."""
        first = len(self.asked) + 1
        return tuple(
            Vorgabe(number=number, text=d.text, binding=d.binding, passages=d.passages)
            for number, d in enumerate(demands, start=first)
        )

    def must_take(self, answers: Iterable[Answer]) -> None:
        """Refuse answers to unknown Vorgaben, two to one, and a shortfall without a reason."""
        seen: set[int] = set()
        for answer in answers:
            if not 1 <= answer.vorgabe <= len(self.asked):
                raise rules.ThisVorgabeDoesNotExist(vorgabe=answer.vorgabe)
            if answer.vorgabe in seen:
                raise rules.AVorgabeIsAnsweredOnce(vorgabe=answer.vorgabe)
            if answer.outcome is not Outcome.ERFUELLT and not answer.reason.strip():
                raise rules.AShortfallNeedsAReason(vorgabe=answer.vorgabe)
            seen.add(answer.vorgabe)

    def must_be_answered(self) -> None:
        """Refuse while a Vorgabe, binding or not, has no answer yet."""
        missing = [str(asked.number) for asked in self.asked if asked.outcome is None]
        if missing:
            raise rules.VorgabenAreUnanswered(vorgaben=", ".join(missing))

    def issued(self, vorgaben: Iterable[Vorgabe]) -> Self:
        """Remember newly issued Vorgaben."""
        new = (Asked(number=v.number, binding=v.binding) for v in vorgaben)
        return self.model_copy(update={"asked": (*self.asked, *new)})

    def answered(self, answers: Iterable[Answer]) -> Self:
        """Remember the last answer to each Vorgabe."""
        outcomes = {answer.vorgabe: answer.outcome for answer in answers}
        asked = tuple(
            a.model_copy(update={"outcome": outcomes[a.number]}) if a.number in outcomes else a
            for a in self.asked
        )
        return self.model_copy(update={"asked": asked})
