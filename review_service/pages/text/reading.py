"""A revision to read: numbered paragraphs, marked passages, and in the margin who spoke of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from markupsafe import Markup

from domain.text.blocks import Paragraph, paragraphs
from review_service.markup.marked import Span, marked
from review_service.pages.text.headings import Outline
from review_service.pages.text.portions import numbers, portions
from review_service.words.signs import Sign

NOTES = 4
"""Notes beside one paragraph at most; the others are counted."""


@dataclass(frozen=True)
class Note:
    """A remark on a passage: who, what, where the whole of it stands; places in code points.

    `number` is the passage's, `way` the address of its way through the revisions.
    """

    kind: Literal["statement", "vorgabe"]
    start: int
    end: int
    sign: Sign
    heading: str
    words: str
    href: str
    number: int
    way: str
    became: Sign | None = None
    """Of the passage, since it was pointed at in an earlier revision."""


@dataclass(frozen=True)
class Unit:
    """A paragraph as shown: its number (headings have none), its HTML, its notes."""

    number: int | None
    html: Markup
    notes: tuple[Note, ...]
    more: int
    """Notes that are not shown."""


@dataclass(frozen=True)
class Reading:
    """A part of a text, counted from 1; `of` says which paragraphs each part holds."""

    units: tuple[Unit, ...]
    part: int
    of: tuple[tuple[int, int], ...]

    @property
    def parts(self) -> int:
        """How many parts the text has."""
        return len(self.of)


def reading(text: str, notes: Sequence[Note], part: int) -> Reading:
    """Give a part of a normalised text with its notes; a part too high gives the last one."""
    parts = portions(paragraphs(text))
    part = min(part, len(parts))
    return Reading(
        units=tuple(_units(parts[part - 1], notes)),
        part=part,
        of=tuple(numbers(units) for units in parts),
    )


class Places:
    """Tells in which paragraph of a text, and in which part of it, a passage begins."""

    def __init__(self, text: str) -> None:
        self._parts = portions(paragraphs(text))

    def of(self, passage: Mapping[str, Any]) -> tuple[int | None, int]:
        """Give the paragraph's number (headings have none) and the part, counted from 1."""
        for part, units in enumerate(self._parts, start=1):
            if units and units[-1].end > passage["start"]:
                number = next(unit.number for unit in units if unit.end > passage["start"])
                return number, part
        return None, 1


def _units(part: Sequence[Paragraph], notes: Sequence[Note]) -> Iterator[Unit]:
    outline = Outline()
    for paragraph in part:
        here = [n for n in notes if n.start < paragraph.end and n.end > paragraph.start]
        beside = tuple(note for note in here if note.start >= paragraph.start)
        html = outline.fit(_marked(paragraph, here))
        yield Unit(paragraph.number, html, beside[:NOTES], more=len(beside[NOTES:]))


_WEAR = {
    "vorgabe": Markup('<mark class="stelle stelle--vorgabe">{}</mark>'),
    "statement": Markup('<mark class="stelle">{}</mark>'),
}


def _marked(paragraph: Paragraph, notes: Sequence[Note]) -> Markup:
    spans = [
        Span(max(note.start - paragraph.start, 0), note.end - paragraph.start, note.kind)
        for note in notes
    ]
    return marked(paragraph.text, spans, _WEAR)
