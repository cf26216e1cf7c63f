"""Headings of a draft in a page's outline: none skips a level, whatever signs the author typed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup

_HEADING = re.compile(r"<h(?P<level>[1-6])>(?P<words>.*?)</h(?P=level)>", re.DOTALL)
_ABOVE = 2  # the page's own h1 and h2
_LOWEST = 6


def in_order(pieces: Iterable[Markup]) -> list[Markup]:
    """Give rendered pieces of one text with their headings from h3 downwards, level by level."""
    higher: list[int] = []  # levels as typed, of the headings the next one lies below

    def levelled(heading: re.Match[str]) -> str:
        typed = int(heading["level"])
        while higher and higher[-1] >= typed:
            higher.pop()
        higher.append(typed)
        level = min(_ABOVE + len(higher), _LOWEST)
        return f"<h{level}>{heading['words']}</h{level}>"

    return [Markup(_HEADING.sub(levelled, piece)) for piece in pieces]
