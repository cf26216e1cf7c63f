"""What a word processor's file holds, whatever its format: paragraphs, tables, notes, and what of
it no Markdown can say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Span(NamedTuple):
    """Words that wear the same; a span with a `note` is the sign of one, and has no words."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""
    note: str = ""

    @property
    def wear(self) -> tuple[bool, bool, bool, str, str]:
        """All but the words."""
        return self[1:]


@dataclass(slots=True)
class Paragraph:
    """A paragraph; `heading` is its level, `sign` that of a list item Markdown knows, `before` a
    number that it does not (`§ 3`, `(1)`), `depth` how far in it stands, -1 outside of lists."""

    spans: list[Span]
    heading: int = 0
    sign: str = ""
    before: str = ""
    depth: int = -1
    kind: str = ""
    size: float = 0.0
    proposed: int = 0

    @property
    def words(self) -> str:
        """Its words in one line, its number before them."""
        words = " ".join("".join(span.text for span in self.spans).split())
        return f"{self.before} {words}".strip()


@dataclass(slots=True)
class Table:
    """Rows of cells, each the words of its paragraphs in one line."""

    rows: list[list[list[Span]]]


@dataclass(slots=True)
class Rule:
    """A line across the page."""


Block = Paragraph | Table | Rule

NUMBER = re.compile(r"[1-9]\d{0,3}")
"""A number that a note may have."""


class Lost(NamedTuple):
    """Words of the file that are not in its Markdown, and what they stood in."""

    kind: str
    words: str


class Change(NamedTuple):
    """An open tracked change: its kind, who made it on which day, its words."""

    kind: str
    author: str
    day: date | None
    words: str


class Comment(NamedTuple):
    """A comment: who wrote it on which day, the words it is about, its own."""

    author: str
    day: date | None
    about: str
    text: str


@dataclass(slots=True)
class Document:
    """A file's content; `tally` counts what was met, `notes` are by the label people see."""

    blocks: list[Block] = field(default_factory=list)
    notes: dict[str, list[Block]] = field(default_factory=dict)
    tally: Counter[str] = field(default_factory=Counter)
    lost: list[Lost] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Its paragraphs outside of tables."""
        return (block for block in self.blocks if isinstance(block, Paragraph))

    def add_note(self, label: str, blocks: list[Block]) -> bool:
        """Keep a note; one that says the same under the same label is that note, cited again, and
        no further one. What says something else is never lost."""
        known = self.notes.get(label)
        if known is None:
            self.notes[label] = blocks
        elif _words(known) != _words(blocks):
            known += blocks
        return known is None

    def lose(self, kind: str, words: str) -> None:
        """Count something that is not kept, and remember its words."""
        self.tally[kind] += 1
        words = " ".join(words.split())
        if words and len(self.lost) < MOST_LOST:
            self.lost.append(Lost(kind, words[:MOST_WORDS]))


def _words(blocks: list[Block]) -> str:
    return " ".join(one.words for one in blocks if isinstance(one, Paragraph))


MOST_PARAGRAPHS = 50_000
MOST_LOST = 200
"""Places that are named at most; all are counted."""
MOST_WORDS = 300
"""Characters of a place's words at most."""


def merged(spans: list[Span]) -> list[Span]:
    """Join neighbours that wear the same: files cut words into pieces wherever they were edited."""
    found: list[Span] = []
    for span in spans:
        if found and found[-1].wear == span.wear and not span.note:
            found[-1] = found[-1]._replace(text=found[-1].text + span.text)
        else:
            found.append(span)
    return found


def is_page_number(words: str) -> bool:
    """Whether the margin of a page says nothing else, or nothing at all."""
    pattern = r"(?:(?:Seite|-|–)? ?\d+ ?(?:(?:von|/|\|) ?\d+|-|–)?)?"
    return bool(re.fullmatch(pattern, words))
