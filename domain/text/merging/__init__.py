"""Two texts written on one are merged: what only one side changed is taken, the rest is asked.

A merge of three ways over the redlines of both sides, whole paragraphs at a time. Nothing is
decided here where both changed the same words, and no word that either side put in gets lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from domain.text.merging.edits import edits
from domain.text.merging.regions import Region, Side, regions
from domain.text.redline import Redline, redline
from domain.text.redline.sides import Words

ALGORITHM = "merge-2"
"""The name of the rules below; recorded behind that of the redlines they went by."""


class Origin(NamedTuple):
    """Where a paragraph moved from that is asked about there, and what may be decided there for it
    to have moved: one of the texts in which it is `gone`."""

    at: int
    gone: tuple[str, ...]

    def left(self, decided: Mapping[int, str]) -> bool:
        """Whether nothing is left there of the paragraph, as it was decided."""
        text = decided[self.at]
        return text in self.gone or not text.strip()


class Clean(NamedTuple):
    """What one side changed, or both alike, at place `at` of the base; merged without a question.

    All places are code points of the base. `moved_from`: it comes only where nothing is left there.
    """

    at: int
    side: Side
    base: str
    theirs: str
    ours: str
    moved_from: Origin | None = None

    @property
    def text(self) -> str:
        """What stands there now."""
        return self.ours if self.side is Side.OURS else self.theirs


class Proposal(NamedTuple):
    """One paragraph in which both changed different words; `merged` holds both, to be confirmed."""

    at: int
    base: str
    theirs: str
    ours: str
    merged: str


class Conflict(NamedTuple):
    """What both changed differently, or one deleted; `moved`: it stands elsewhere now, too."""

    at: int
    base: str
    theirs: str
    ours: str
    moved: bool = False


Asked = Proposal | Conflict
"""A place the author decides; no two have the same `at`."""


class Merged(NamedTuple):
    """The merged text in parts: what neither side touched (str), what was merged, what is asked."""

    algorithm: str
    parts: tuple[str | Clean | Asked, ...]

    @property
    def clean(self) -> list[Clean]:
        """What was merged without a question."""
        return [part for part in self.parts if isinstance(part, Clean)]

    @property
    def asked(self) -> list[Asked]:
        """What the author decides."""
        return [part for part in self.parts if isinstance(part, Proposal | Conflict)]

    def text(self, decided: Mapping[int, str]) -> str:
        """Give the merged text with what was decided at each place that is asked."""
        return "".join(_text(part, decided) for part in self.parts)


def merge(base: str, theirs: str, ours: str) -> Merged:
    """Merge two normalised texts written on `base`."""
    words = Words()
    found = redline(base, theirs, words=words), redline(base, ours, words=words)
    return merge_redlines(base, *found)


def merge_redlines(base: str, theirs: Redline, ours: Redline) -> Merged:
    """Merge by the redlines of both texts with their base."""
    algorithm = f"{theirs.algorithm}+{ALGORITHM}"
    parts: list[str | Clean | Asked] = []
    at = 0
    found = regions(base, edits(theirs), edits(ours))
    outcomes = [_outcome(region, base) for region in found]
    origins = _origins(found, outcomes)
    for region, outcome in zip(found, outcomes, strict=True):
        if isinstance(outcome, Clean):
            outcome = outcome._replace(moved_from=_moved_from(region, origins))
        parts += [base[at : region.start], outcome]
        at = region.end
    parts.append(base[at:])
    return Merged(algorithm, tuple(part for part in parts if part != ""))


_Moves = dict[tuple[Side, int], Origin]
"""Where a paragraph is asked about that a side moved, by the number of the move."""


def _origins(found: Sequence[Region], outcomes: Sequence[Clean | Asked]) -> _Moves:
    origins: _Moves = {}
    for region, outcome in zip(found, outcomes, strict=True):
        for change in region.changes if not isinstance(outcome, Clean) else ():
            for move in change.edit.moves if change.edit.end > change.edit.start else ():
                gone = [outcome.ours if change.side is Side.OURS else outcome.theirs]
                gone += [outcome.merged] if isinstance(outcome, Proposal) else []
                origins[change.side, move] = Origin(outcome.at, tuple(gone))
    return origins


def _moved_from(region: Region, origins: _Moves) -> Origin | None:
    moves = [(change.side, move) for change in region.changes for move in change.edit.moves]
    return next((origins[move] for move in moves if move in origins), None)


def framed(place: Asked, words: str) -> str:
    """Give an author's own words with the empty lines that stand around the place."""
    if not words.strip():
        return ""
    pattern = next((text for text in (place.ours, place.theirs, place.base) if text.strip()), "")
    lead = _LEAD.match(pattern)
    return (lead[0] if lead else "") + words.strip("\n") + pattern[len(pattern.rstrip()) :]


_LEAD = re.compile(r"(?:[^\S\n]*\n)*")


def _text(part: str | Clean | Asked, decided: Mapping[int, str]) -> str:
    match part:
        case str():
            return part
        case Clean():
            moved = part.moved_from is None or part.moved_from.left(decided)
            return part.text if moved else part.base
        case _:
            return decided[part.at]


def _outcome(region: Region, base: str) -> Clean | Asked:
    at, before = region.start, base[region.start : region.end]
    theirs, ours = region.written(base, Side.THEIRS), region.written(base, Side.OURS)
    if not region.asks or theirs == ours:
        return Clean(at, region.side, before, theirs, ours)
    hindered = [change for change in region.changes if change.hindered]
    if hindered:
        moved = any(change.edit.moves for change in hindered)
        return Conflict(at, before, theirs, ours, moved)
    return Proposal(at, before, theirs, ours, region.written_together(base))
