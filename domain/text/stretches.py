"""A part of a text read as its page reads it: within the paragraphs it lies in.

By itself a row is no table, and what makes a page show a whole table, or a whole item, as written
may stand in another part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from domain.text.blocks import Paragraph
from domain.text.markdown import as_written, parse
from domain.text.notes import NONE
from domain.text.places import Piece, cut
from domain.text.seen import read


class Stretch(NamedTuple):
    """Some whole blocks of a text: where they begin, and the paragraphs they lie in."""

    start: int
    text: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def end(self) -> int:
        """Give where it ends."""
        return self.start + len(self.text)


class Reading:
    """Reads stretches of a text; what lies in one paragraph has it parsed once."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, frozenset[str]], list[Piece]] = {}

    def tokens(self, stretches: Sequence[Stretch]) -> list[Token]:
        """Give the tokens of stretches that are shown together, one behind the other.

        They are laid out by themselves where that says what the page says, else as it says it.
        """
        text = "".join(stretch.text for stretch in stretches)
        notes = stretches[0].paragraphs[0].notes if stretches and stretches[0].paragraphs else NONE
        own = parse(text, column=_column(stretches), notes=notes)
        if not around(stretches):
            return own
        said = list(self._said(stretches))
        return own if _words(read(own)) == _words(said) else [as_written(said)]

    def _said(self, stretches: Iterable[Stretch]) -> Iterator[Piece]:
        """Give what the page says of them, with its places in their texts, joined."""
        at = 0
        for start, text, paragraphs in stretches:
            for number, paragraph in enumerate(paragraphs):
                first = start - paragraph.start
                if number or at:
                    place = at + max(-first, 0)
                    yield Piece("\n", place, place)
                for piece in self._pieces(paragraph):
                    words, begin, end = cut(piece, first, first + len(text))
                    if words:
                        yield Piece(words, at + begin - first, at + end - first)
            at += len(text)

    def _pieces(self, paragraph: Paragraph) -> list[Piece]:
        key = paragraph.text, paragraph.notes
        if key not in self._read:
            self._read[key] = list(read(parse(paragraph.text, notes=paragraph.notes)))
        return self._read[key]


def around(stretches: Sequence[Stretch]) -> frozenset[Paragraph]:
    """Give the paragraphs that are read beside stretches: none where they are all of one."""
    paragraphs = frozenset(one for stretch in stretches for one in stretch.paragraphs)
    if len(paragraphs) == 1:
        (paragraph,), ends = paragraphs, [stretch.end for stretch in stretches]
        joined = [stretch.start for stretch in stretches[1:]] == ends[:-1]
        if joined and stretches[0].start <= paragraph.start and paragraph.end <= ends[-1]:
            return frozenset()
    return paragraphs


def _column(stretches: Sequence[Stretch]) -> int:
    """Give where they stand in the item they are taken out of: 0 where they begin it, or none."""
    for start, text, (paragraph, *_) in stretches[:1]:
        words = text.lstrip()
        place = start + len(text) - len(words) - paragraph.start
        if paragraph.kind == "item" and paragraph.text[:place].strip():
            indent = text[: len(text) - len(words)].rpartition("\n")[2]
            return len(indent.expandtabs(4))
    return 0


def _words(pieces: Iterable[Piece]) -> str:
    """Give what is read but for white space, and for bars, which a row shows that is no table's."""
    return "".join("".join(piece.text for piece in pieces).replace("|", "").split())
