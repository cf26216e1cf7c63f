"""A long text in parts that a page can hold, cut at its headings, and its table of contents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.text import quoting
from domain.text.blocks import Paragraph, paragraphs
from review_service.words.german import shortened

PARAGRAPHS, CHARACTERS = 120, 24_000
"""Most paragraphs and characters in one part; a longer single paragraph is a part of its own."""
NAME = 80
"""Most characters of a heading in the table of contents."""


@dataclass(frozen=True)
class Heading:
    """A heading of a text: the how manieth, from 1; its level, from 1; its words; its part."""

    number: int
    level: int
    words: str
    part: int


@dataclass(frozen=True)
class Parts:
    """A text in parts, at least one; `contents` has all its headings in order."""

    units: tuple[tuple[Paragraph, ...], ...]
    contents: tuple[Heading, ...]

    def __len__(self) -> int:
        return len(self.units)

    def name(self, part: int) -> str:
        """Name a part, counted from 1, by the heading it begins with or goes on from."""
        before = [heading for heading in self.contents if heading.part < part]
        here = next((heading for heading in self.contents if heading.part == part), None)
        if here and self.units[part - 1][0].kind == "heading":
            return here.words
        return f"{before[-1].words}, Fortsetzung" if before else f"Teil {part}"

    def of_heading(self, number: int) -> int | None:
        """Give the part of a heading; None where there is none of this number."""
        return self.contents[number - 1].part if 1 <= number <= len(self.contents) else None

    def of_place(self, at: int) -> tuple[int | None, int]:
        """Give the number of the paragraph (headings have none) in which a place of the text
        (code points) lies, and its part."""
        for part, units in enumerate(self.units, start=1):
            if units and units[-1].end > at:
                return next(unit.number for unit in units if unit.end > at), part
        return None, 1

    def of_paragraph(self, number: int) -> int | None:
        """Give the part of a numbered paragraph; None where there is none."""
        for part, units in enumerate(self.units, start=1):
            if any(unit.number == number for unit in units):
                return part
        return None


@lru_cache(maxsize=8)
def parts_of(text: str) -> Parts:
    """Part a normalised text; the last ones are remembered, for who turns their pages."""
    return portions(paragraphs(text))


def portions(units: Iterable[Paragraph]) -> Parts:
    """Part the units of a text before headings, and within a section only where it is too long."""
    parts: list[list[Paragraph]] = [[]]
    length = 0
    for section in _sections(units):
        whole = sum(len(unit.text) for unit in section)
        for unit in section:
            first, last = unit is section[0], parts[-1]
            more, longer = (len(section), whole) if first else (1, len(unit.text))
            if last and (len(last) + more > PARAGRAPHS or length + longer > CHARACTERS):
                parts.append([])
                length = 0
            parts[-1].append(unit)
            length += len(unit.text)
    return Parts(tuple(map(tuple, parts)), tuple(_contents(parts)))


def _sections(units: Iterable[Paragraph]) -> Iterator[list[Paragraph]]:
    """Give what stands under each heading, with it and with those right above it."""
    section: list[Paragraph] = []
    for unit in units:
        if unit.kind == "heading" and any(one.kind != "heading" for one in section):
            yield section
            section = []
        section.append(unit)
    yield section


def _contents(parts: Sequence[Sequence[Paragraph]]) -> Iterator[Heading]:
    found = [
        (part, unit.text)
        for part, units in enumerate(parts, start=1)
        for unit in units
        if unit.kind == "heading"
    ]
    levels = sorted({_level(text) for _, text in found})
    for number, (part, text) in enumerate(found, start=1):
        yield Heading(number, levels.index(_level(text)) + 1, _words(text), part)


_SIGNS = re.compile(r"\s*(#{1,6})(?=\s|\Z)\s*")
_PLAIN = re.compile(r"[^\\`*_\[\]&<>~#\n]*")


def _level(text: str) -> int:
    sign = _SIGNS.match(text)
    return len(sign[1]) if sign else 1 if text.rstrip().endswith("=") else 2


def _words(text: str) -> str:
    sign = _SIGNS.match(text)
    words = text[sign.end() :].strip() if sign else text
    return shortened(words if _PLAIN.fullmatch(words) else quoting.as_read(text), NAME) or "…"
