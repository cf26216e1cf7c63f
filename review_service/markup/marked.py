"""Markdown with places marked in it, rendered: tags stay whole, no word changes."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from markdown_it.token import Token
from markupsafe import Markup

from domain.text.markdown import parse, pieces_of
from domain.text.notes import NONE, Notes
from domain.text.places import Piece
from review_service.markup.markdown import WORN, Words, laid_out


class Span(NamedTuple):
    """A place in a text (code points), and the name of what its words wear."""

    start: int
    end: int
    wear: str


def marked(
    text: str, spans: Sequence[Span], wear: Mapping[str, Markup], notes: Notes = NONE
) -> Markup:
    """Render Markdown with all that is read inside a span put into `wear[span.wear]`.

    Where spans overlap, the first name in `wear` wins. `notes` are its text's.
    """
    tokens = parse(text, notes=notes)
    put_on(tokens, Marks(spans, list(wear)))
    return laid_out(tokens, wear)


def put_on(tokens: Sequence[Token], marks: Marks) -> None:
    """Let the words of tokens wear what marks say of their place."""
    for token in tokens:
        if token.content and pieces_of(token):
            words = list(marks.of(pieces_of(token)))
            rest = token.content[sum(len(part.text) for part in words) :]
            token.meta[WORN] = [*words, Words(rest, "", words[-1].place)] if rest else words
        put_on(token.children or (), marks)


class Marks:
    """Tells by place what words wear: the borders of all spans, and the name between each two."""

    def __init__(self, spans: Iterable[Span], order: Sequence[str]) -> None:
        changes: dict[int, Counter[str]] = {}
        for span in spans:
            if span.start < span.end:
                changes.setdefault(span.start, Counter())[span.wear] += 1
                changes.setdefault(span.end, Counter())[span.wear] -= 1
        active: Counter[str] = Counter()
        self._borders, self._names = [0], [""]
        for place in sorted(changes):
            active.update(changes[place])
            self._borders.append(place)
            self._names.append(next((name for name in order if active[name] > 0), ""))

    def of(self, pieces: Iterable[Piece]) -> Iterator[Words]:
        """Give the words of pieces, cut where what they wear changes."""
        for piece in pieces:
            at = bisect_right(self._borders, piece.start) - 1
            if len(piece.text) == piece.end - piece.start:
                yield from self._cut(piece, at)
            else:
                last = bisect_right(self._borders, piece.end - 1)
                name = next(filter(None, self._names[at:last]), "")
                yield Words(piece.text, name, piece.start)

    def _cut(self, piece: Piece, at: int) -> Iterator[Words]:
        place = piece.start
        while place < piece.end:
            following = self._borders[at + 1] if at + 1 < len(self._borders) else piece.end
            end = min(following, piece.end)
            text = piece.text[place - piece.start : end - piece.start]
            yield Words(text, self._names[at], place)
            place, at = end, at + 1
