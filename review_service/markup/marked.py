"""Markdown with places marked in it, rendered: tags stay whole, no word changes."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markdown_it.token import Token
from markupsafe import Markup

from domain.text.markdown import Piece, parse, pieces_of
from review_service.markup.markdown import WORN, laid_out


class Span(NamedTuple):
    """A place in a text (code points), and the name of what its words wear."""

    start: int
    end: int
    wear: str


def marked(text: str, spans: Sequence[Span], wear: Mapping[str, Markup]) -> Markup:
    """Render Markdown with all that is read inside a span put into `wear[span.wear]`.

    Where spans overlap, the first name in `wear` wins.
    """
    tokens = parse(text)
    _put_on(tokens, _Worn(spans, list(wear)))
    return laid_out(tokens, wear)


def _put_on(tokens: Sequence[Token], worn: _Worn) -> None:
    for token in tokens:
        if token.content and pieces_of(token):
            names = [part for piece in pieces_of(token) for part in worn.of(piece)]
            rest = token.content[sum(len(words) for words, _ in names) :]
            token.meta[WORN] = [*names, (rest, "")]
        _put_on(token.children or (), worn)


class _Worn:
    """Tells by place what words wear: the borders of all spans, and the name between each two."""

    def __init__(self, spans: Sequence[Span], order: Sequence[str]) -> None:
        changes: dict[int, Counter[str]] = {}
        for span in spans:
            if span.start < span.end:
                changes.setdefault(span.start, Counter())[span.wear] += 1
                changes.setdefault(span.end, Counter())[span.wear] -= 1
        active: Counter[str] = Counter()
        self.borders, self.names = [0], [""]
        for place in sorted(changes):
            active.update(changes[place])
            self.borders.append(place)
            self.names.append(next((name for name in order if active[name] > 0), ""))

    def of(self, piece: Piece) -> Iterator[tuple[str, str]]:
        """Give the words of a piece, cut where what they wear changes."""
        at = bisect_right(self.borders, piece.start) - 1
        if len(piece.text) != piece.end - piece.start:
            last = bisect_right(self.borders, piece.end - 1)
            yield piece.text, next(filter(None, self.names[at:last]), "")
            return
        place = piece.start
        while place < piece.end:
            following = self.borders[at + 1] if at + 1 < len(self.borders) else piece.end
            end = min(following, piece.end)
            yield piece.text[place - piece.start : end - piece.start], self.names[at]
            place, at = end, at + 1
