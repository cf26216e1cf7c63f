"""What a revision says of the two texts it was merged from: what was clean, what was decided."""

from __future__ import annotations

from enum import StrEnum

from domain.value import Value


class Take(StrEnum):
    """What the author took at a place: one of three texts, the proposal, or words of their own."""

    BASE = "base"
    THEIRS = "theirs"
    OURS = "ours"
    MERGED = "merged"
    TEXT = "text"


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
