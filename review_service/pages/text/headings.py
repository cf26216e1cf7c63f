"""Headings of a draft below those of the page: none skips a level, whatever its author wrote."""

from __future__ import annotations

import re

from markupsafe import Markup

FIRST, LAST = 3, 6
"""The level of a text's own highest heading on a page, and the lowest there is."""

_HEADING = re.compile(r"<(/?)h([1-6])(?=[ >])")


class Outline:
    """Walks through the parts of a text in order and gives each heading its level on the page."""

    def __init__(self) -> None:
        self._open: list[int] = []  # the author's levels of the headings above the present place

    def fit(self, html: Markup) -> Markup:
        """Give a part with its headings on their levels."""
        return Markup(_HEADING.sub(self._level, html)) if "<h" in html else html

    def _level(self, tag: re.Match[str]) -> str:
        if not tag[1]:
            written = int(tag[2])
            while self._open and self._open[-1] >= written:
                self._open.pop()
            self._open.append(written)
        return f"<{tag[1]}h{min(FIRST - 1 + len(self._open), LAST)}"
