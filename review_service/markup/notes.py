"""The numbers of notes on a page as links: to the note, and from the note back to its number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from review_service.markup.markdown import NOTED

_NOTE = re.compile(rf'<p([^>]*) {NOTED}="(\d+)"([^>]*)>(.*?)</p>', re.DOTALL)
_CITED = re.compile(rf'<sup {NOTED}="(\d+)">(.*?)</sup>', re.DOTALL)


def linked(pieces: Sequence[Markup], prefix: str = "") -> list[Markup]:
    """Give all that a page shows of a text, piece by piece, with links between numbers and notes.

    A number whose note is not on the page leads nowhere, and so does a note without its number.
    Each anchor is there once; of two texts on a page, one has names with a `prefix`.
    """
    if not any(NOTED in piece for piece in pieces):
        return list(pieces)
    links = _Links(pieces, prefix)
    return [links.put_into(piece) for piece in pieces]


class _Links:
    def __init__(self, pieces: Sequence[Markup], prefix: str) -> None:
        self._noted = {found[2] for piece in pieces for found in _NOTE.finditer(piece)}
        self._cited = {found[1] for piece in pieces for found in _CITED.finditer(piece)}
        self._prefix = prefix
        self._notes: set[str] = set()
        self._numbers: Counter[str] = Counter()

    def put_into(self, piece: Markup) -> Markup:
        """Give a piece with its links."""
        return Markup(_CITED.sub(self._number, _NOTE.sub(self._note, piece)))

    def _note(self, found: re.Match[str]) -> str:
        before, number, behind, words = found.groups()
        name = "" if number in self._notes else f' id="{self._name(number)}"'
        self._notes.add(number)
        back = ""
        if number in self._cited:
            back = (
                f' <a class="fussnote__zurueck" href="#zu-{self._name(number)}"'
                f' aria-label="Zurück zur Stelle der Fußnote {number}">↑</a>'
            )
        return f'<p{before} class="fussnote"{name}{behind}>{words}{back}</p>'

    def _number(self, found: re.Match[str]) -> str:
        number, shown = found.groups()
        if number not in self._noted:
            return f"<sup>{shown}</sup>"
        self._numbers[number] += 1
        again = f"-{self._numbers[number]}" if self._numbers[number] > 1 else ""
        name = self._name(number)
        label = f' aria-label="Fußnote {number}"' if shown.isdigit() else ""
        return f'<sup><a href="#{name}" id="zu-{name}{again}"{label}>{shown}</a></sup>'

    def _name(self, number: str) -> str:
        return f"{self._prefix}fussnote-{number}"
