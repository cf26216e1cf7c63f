"""Passages of one draft: their numbers, who pointed at them, which of them are orphaned."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from pydantic import Field

from domain import rules
from domain.text.carrying import Carried, State
from domain.value import Value

LIMIT = 1_000
"""Passages of one draft that one body may point at: each revision says what became of all."""


class Passages(Value):
    """Numbered from 1 in the order in which they were pointed at, through the draft's whole life.

    `makers` are the slugs of the bodies that did, with the numbers of theirs.
    """

    born: int = 0
    makers: dict[str, tuple[int, ...]] = Field(default_factory=dict)
    orphaned: tuple[int, ...] = ()

    @property
    def alive(self) -> list[int]:
        """The numbers of those that are not orphaned."""
        return sorted({*range(1, self.born + 1)} - {*self.orphaned})

    def must_have_room(self, count: int, body: str) -> None:
        """Refuse passages of a body beyond the limit."""
        if len(self.makers.get(body, ())) + count > LIMIT:
            raise rules.ABodyPointsAtSoMany(limit=f"{LIMIT:,}".replace(",", "."))

    def must_be_carried(self, carried: Iterable[Carried]) -> None:
        """Refuse unless just those alive are carried, each once."""
        if sorted(one.passage for one in carried) != self.alive:
            raise rules.ThePassagesHaveMovedOn

    def must_be_orphaned(self, number: int, body: str) -> None:
        """Refuse to place a passage that has its place, or is another body's."""
        if number not in self.makers.get(body, ()):
            raise rules.OnlyItsBodyPlacesAPassage
        if number not in self.orphaned:
            raise rules.ThePassageHasItsPlace(passage=number)

    def pointed_at(self, count: int, body: str) -> Self:
        """Remember passages that a body newly pointed at."""
        if not count:
            return self
        numbers = tuple(range(self.born + 1, self.born + count + 1))
        makers = {**self.makers, body: (*self.makers.get(body, ()), *numbers)}
        return self.model_copy(update={"born": self.born + count, "makers": makers})

    def carried(self, carried: Iterable[Carried]) -> Self:
        """Remember which were orphaned."""
        lost = tuple(one.passage for one in carried if one.state is State.ORPHANED)
        return self.model_copy(update={"orphaned": (*self.orphaned, *lost)}) if lost else self

    def placed(self, number: int) -> Self:
        """Remember that a person found an orphaned one again."""
        orphaned = tuple(one for one in self.orphaned if one != number)
        return self.model_copy(update={"orphaned": orphaned})
