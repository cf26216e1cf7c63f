"""Carries passages from one revision to the next: by what the redline kept, else by their words.

The rules are measured in the W3C's terms: position first, quote second. Nothing is guessed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from domain.text.passages import Passage
from domain.text.redline import Redline
from domain.value import Value

ALGORITHM = "carry-1"
"""The name of the rules below; recorded behind that of the redline they went by."""


class State(StrEnum):
    """What became of a passage."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MOVED = "moved"
    ORPHANED = "orphaned"


class Carried(Value):
    """What became of passage number `passage` of a draft; `at` its place now, None if orphaned."""

    passage: int
    state: State
    at: Passage | None
    algorithm: str


def carry(
    passages: Sequence[tuple[int, Passage]], old: str, new: str, found: Redline
) -> list[Carried]:
    """Carry numbered passages of the old text to the new one along the redline between them."""
    raise NotImplementedError
