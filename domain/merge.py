"""What a revision says of the two texts it was merged from: what was clean, what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from domain import rules
from domain.text.merging import Asked, Clean, Conflict, Merged, framed
from domain.text.merging.regions import Side
from domain.value import Value


class Take(StrEnum):
    """What the author took at a place: one of three texts, the proposal, or words of their own."""

    BASE = "base"
    THEIRS = "theirs"
    OURS = "ours"
    MERGED = "merged"
    TEXT = "text"


class Decision(Value):
    """What the author takes at place `at` of the base (code points); `text`: words of their own."""

    at: int
    take: Take
    text: str = ""


class Decided(Value):
    """One decision of the author at place `at` of the base (code points); `text` is the result.

    `conflict` is false where a proposal was confirmed.
    """

    at: int
    conflict: bool
    base: str
    theirs: str
    ours: str
    take: Take
    text: str

    @classmethod
    def of(cls, place: Asked, decision: Decision) -> Self:
        """Give what was decided at a place; raises AConflictHasNoProposal."""
        conflict = isinstance(place, Conflict)
        match decision.take:
            case Take.MERGED if isinstance(place, Conflict):
                raise rules.AConflictHasNoProposal(at=place.at)
            case Take.TEXT:
                text = framed(place, decision.text)
            case take:
                text = getattr(place, take)
        return cls(
            at=place.at, conflict=conflict, base=place.base, theirs=place.theirs, ours=place.ours,
            take=decision.take, text=text,
        )  # fmt: skip


class Merge(Value):
    """A text written on revision `base` (sha256 in hex) was merged with the then current one.

    `clean` counts the changes that were merged without a question.
    """

    base: int
    base_sha256: str
    against: int
    algorithm: str
    clean: int
    decided: tuple[Decided, ...] = ()


class Taken(Value):
    """A change that was merged without a question: whose it was, and where; none of its words.

    It replaces `characters` code points of the base from `at` on; none where words only came.
    """

    at: int
    side: Side
    characters: int

    @classmethod
    def of(cls, part: Clean) -> Self:
        """Name a change by its place."""
        return cls(at=part.at, side=part.side, characters=len(part.base))


MOST_NAMED = 1000
"""Changes that are named, at most."""


def named(merged: Merged) -> tuple[Taken, ...]:
    """Name what was merged without a question; of very many changes the first ones."""
    return tuple(Taken.of(part) for part in merged.clean[:MOST_NAMED])


def decide(merged: Merged, decisions: Iterable[Decision]) -> tuple[Decided, ...]:
    """Give what was decided, in the order of the text.

    Raises NothingIsAskedAtThisPlace, APlaceIsDecidedOnce and AConflictHasNoProposal.
    """
    places = {place.at: place for place in merged.asked}
    decided: dict[int, Decided] = {}
    for decision in decisions:
        if decision.at not in places:
            raise rules.NothingIsAskedAtThisPlace(at=decision.at)
        if decision.at in decided:
            raise rules.APlaceIsDecidedOnce(at=decision.at)
        decided[decision.at] = Decided.of(places[decision.at], decision)
    return tuple(decided[at] for at in places if at in decided)
