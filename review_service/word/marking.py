"""Whose a change is, and the numbers that changes, moves and remarks have in a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import NamedTuple
from xml.sax.saxutils import escape as _escape

_MAY_NEED = re.compile("[^\t\n\r\u0020!#-%\u0027-;=?-\ud7ff\ue000-\ufffd]")
_UNSAID = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escaped(text: str) -> str:
    """Give a text for XML, also between quotes; what no XML may have is U+FFFD."""
    if not _MAY_NEED.search(text):
        return text
    return _escape(_UNSAID.sub("\ufffd", text), {'"': "&quot;"})


def moment(at: datetime) -> str:
    """Give a moment as documents have it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


class Mark(NamedTuple):
    """Gives the attributes of a change: a number of its own, whose it is, of when."""

    numbers: Iterator[int]
    of: str

    @classmethod
    def by(cls, author: str, at: datetime) -> Mark:
        """Give changes of one author and moment."""
        return cls(count(1), f'w:author="{escaped(author)}" w:date="{moment(at)}"')

    def __call__(self) -> str:
        return f'w:id="{next(self.numbers)}" {self.of}'
