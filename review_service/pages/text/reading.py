"""A revision to read: numbered paragraphs, marked passages, and in the margin who spoke of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from markupsafe import Markup

from domain.text.blocks import Paragraph
from review_service.markup.marked import Span, marked
from review_service.markup.notes import linked
from review_service.pages.text.headings import Outline
from review_service.pages.text.notes import at_the_end
from review_service.pages.text.portions import Parts, parts_of
from review_service.pages.text.searching import Hit
from review_service.words.signs import Sign

WHOLE = 1_000_000
"""Characters of a text that is shown whole, to be printed, at most."""


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
    """A paragraph as shown: its number, or that of a heading, its HTML, the notes on it."""

    number: int | None
    heading: int | None
    html: Markup
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Reading:
    """A part, counted from 1, of a text that is parted so, or the whole of it."""

    units: tuple[Unit, ...]
    part: int
    parts: Parts
    whole: bool = False


def reading(
    text: str, notes: Sequence[Note], part: int, hits: Sequence[Hit] = (), *, whole: bool = False
) -> Reading:
    """Give a part of a normalised text with its notes and with what was searched in it, or the
    whole of it up to WHOLE characters; a part too high gives the last one."""
    parts = parts_of(text)
    whole = whole and len(text) <= WHOLE
    part = min(part, len(parts))
    shown = range(1, len(parts) + 1) if whole else range(part, part + 1)
    units = list(_units(parts, shown, notes, hits))
    htmls = linked([unit.html for unit in units])
    units = [replace(unit, html=html) for unit, html in zip(units, htmls, strict=True)]
    return Reading(tuple(units), part, parts, whole)


def _units(
    parts: Parts, shown: Sequence[int], notes: Sequence[Note], hits: Sequence[Hit]
) -> Iterator[Unit]:
    outline = Outline()
    headings = (heading.number for heading in parts.contents if heading.part in shown)
    paragraphs = [paragraph for part in shown for paragraph in parts.units[part - 1]]
    for paragraph in at_the_end(paragraphs, chain.from_iterable(parts.units)):
        here = [n for n in notes if n.start < paragraph.end and n.end > paragraph.start]
        beside = tuple(note for note in here if note.start >= paragraph.start)
        html = outline.fit(_marked(paragraph, here, hits))
        heading = next(headings) if paragraph.kind == "heading" else None
        yield Unit(paragraph.number, heading, html, beside)


_WEAR = {
    "hit": Markup('<mark class="treffer">{}</mark>'),
    "vorgabe": Markup('<mark class="stelle stelle--vorgabe">{}</mark>'),
    "statement": Markup('<mark class="stelle">{}</mark>'),
}


def _marked(paragraph: Paragraph, notes: Sequence[Note], hits: Sequence[Hit]) -> Markup:
    at = paragraph.start
    found = [
        Span(hit.start - at, hit.end - at, "hit") for hit in hits if at <= hit.start < paragraph.end
    ]
    said = [Span(max(note.start - at, 0), note.end - at, note.kind) for note in notes]
    return marked(paragraph.text, [*found, *said], _WEAR, paragraph.notes)
