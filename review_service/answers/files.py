"""What was understood of a file, as the API answers it."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from domain.source import Source
from review_service.word import telling
from review_service.word.understanding import Understood


class LostAnswer(BaseModel):
    """Words of the file that are not in its text, and what they stood in."""

    kind: str
    words: str


class ChangeAnswer(BaseModel):
    """An open tracked change."""

    kind: str
    author: str
    day: date | None
    words: str


class CommentAnswer(BaseModel):
    """A comment, and the words it is about."""

    author: str
    day: date | None
    about: str
    text: str


class ProposalAnswer(BaseModel):
    """A line that looks like a heading; its number is what confirms it. `likely` where it is bold
    or has a number, not only short."""

    number: int
    words: str
    level: int
    likely: bool


class OriginAnswer(BaseModel):
    """The revision that a file went out as, as it says itself."""

    draft: UUID
    revision: int
    sha256: str


class UnderstoodAnswer(BaseModel):
    """What was understood; `text` is null as long as open changes are undecided.

    `source` is what is recorded with the text; `told` says all of it in German. `origin` is null
    unless the file once went out from here.
    """

    source: Source
    text: str | None
    counts: dict[str, int]
    told: list[str]
    lost: list[LostAnswer]
    changes: list[ChangeAnswer]
    comments: list[CommentAnswer]
    headings: list[ProposalAnswer]
    encoding: str | None
    origin: OriginAnswer | None

    @classmethod
    def of(cls, found: Understood) -> Self:
        """Tell what was understood."""
        return cls(
            source=found.source, text=found.text,
            counts={_NAMES[kind]: n for kind, n in sorted(found.tally.items()) if kind in _NAMES},
            told=[*telling.lines(found)],
            lost=[LostAnswer(**lost._asdict()) for lost in found.lost],
            changes=[ChangeAnswer(**change._asdict()) for change in found.changes],
            comments=[CommentAnswer(**comment._asdict()) for comment in found.comments],
            headings=[
                ProposalAnswer(number=number, words=one.words, level=one.level, likely=one.likely)
                for number, one in enumerate(found.proposals, start=1)
            ],
            encoding=found.guessed,
            origin=OriginAnswer(**found.origin._asdict()) if found.origin else None,
        )  # fmt: skip


_NAMES = {
    "heading": "headings", "paragraph": "paragraphs", "item": "items", "table": "tables",
    "footnote": "footnotes", "endnote": "endnotes", "link": "links", "field": "fields",
    "Bild": "pictures", "Textfeld": "text_boxes",
}  # fmt: skip
