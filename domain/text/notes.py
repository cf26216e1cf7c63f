"""The signs of numbered notes: `[^3]` among words, `[^3]: Wortlaut` as a paragraph.

What is read is the number, raised: `Absatz 1[^2]` is not `Absatz 12`. Which numbers are those of
notes, `citing.py` says.
"""

from __future__ import annotations

import re
from collections.abc import Container

Notes = Container[str]
"""The numbers of the notes of a text."""

NONE: frozenset[str] = frozenset()

_NUMBER = r"\[\^([1-9]\d{0,3})\]"
CITED = re.compile(_NUMBER)
DEFINED = re.compile(rf"{_NUMBER}:[ \t]*(?=\S)")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = {high: low for low, high in _RAISED.items()}


def may_have(text: str) -> bool:
    """Whether a text may have notes; far sooner known than which."""
    return "[^" in text


def raised(number: str) -> str:
    """Give a number as it stands among words."""
    return number.translate(_RAISED)


def plain(number: str) -> str:
    """Give a raised number as it is written."""
    return number.translate(_LOWERED)


class _Every(Container[str]):
    """All numbers: those of words whose text is not known."""

    def __contains__(self, number: object) -> bool:
        return True


EVERY = _Every()
