"""What a body says about a revision: its position, and the statements a conference bundles."""

from __future__ import annotations

from enum import StrEnum

from domain.text.passages import Passage
from domain.value import Value


class Position(StrEnum):
    """Where a body stands."""

    ZUSTIMMEND = "zustimmend"
    ZUSTIMMEND_MIT_AENDERUNGEN = "zustimmend_mit_aenderungen"
    BEDENKEN = "bedenken"
    ABLEHNEND = "ablehnend"


class Marked(Passage):
    """A passage that a statement speaks of; `remark` is what it says of this one alone, if
    anything."""

    remark: str = ""

    @classmethod
    def of(cls, passage: Passage, remark: str = "") -> Marked:
        """Give a passage with what is said of it alone; one that has a remark keeps it."""
        return passage if isinstance(passage, cls) else cls(**dict(passage), remark=remark)


class Bundled(Value):
    """A Beirat's statement in a bundle: whose it is and its version in the draft's stream."""

    body: str
    version: int


class Minority(Value):
    """A position that the bundle does not share, in the words of the body that holds it."""

    body: str
    text: str
