"""Words taken out of a text, as they were read there: the piece may have lost what was around it.

A piece is read by itself where it can be; where a star, a bracket or a bar in it lacks its partner,
with what stands in front of it and behind it. What lacks it even then was a sign, and no word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from domain.text.markdown import PIECES, TORN, parse, pieces_of
from domain.text.notes import EVERY
from domain.text.places import Piece, cut
from domain.text.seen import read

CONTEXT = 32
"""Most characters that are known in front of a piece, and behind it."""


def as_read(
    words: str, before: str | None = None, behind: str | None = None, *, most: int | None = None
) -> str:
    """Give a piece of a normalised text in one line as it is read, without the signs of Markdown.

    `before` and `behind` are what stands around it, at most CONTEXT characters: nothing where the
    text begins or ends, None where it is not known. Of a long one it is enough to give more than
    `most` characters: signs may take up some of the text, and beyond that an ellipsis stands.
    """
    if most is None:
        return _read(words, before, behind)
    said = ""
    for reach in (2 * most, 8 * most):
        rest = words[reach : reach + CONTEXT]
        said = _read(words[:reach], before, f"{rest}{behind or ''}"[:CONTEXT] if rest else behind)
        if not rest or len(said) > most:
            return said
    return f"{said} …"


def _read(words: str, before: str | None, behind: str | None) -> str:
    tokens, start = parse(words, notes=EVERY), 0
    lead, trail = before or "", behind or ""
    if words.endswith("\\") and trail.startswith("\n"):
        trail = f"\n{trail}"  # it is read, so its block ends there: else it would break a line
    inline = _SIGN.match(words) and lead.rpartition("\n")[2].strip()
    if _goes_on(before) and lead.count("`") % 2 and not words.count("`") % 2:
        lead = lead.partition("`")[2]  # the end of a code that began before what is known
    halved = "`" in words and "`" in lead + trail
    broken = "\\\n" in words  # or a heading ends there
    if inline or halved or broken or _torn(tokens):
        tokens, start = parse(f"{lead}{words}{trail}", notes=EVERY), len(lead)
        _mend(tokens, begins=_goes_on(before), ends=_goes_on(behind))
    inside = (_said(piece, start, start + len(words)) for piece in read(tokens))
    return " ".join("".join(inside).split()) or " ".join(words.split())


_SIGN = re.compile(r"[-+*>#=|~`\d]")  # begins a block at the beginning of a line alone


def whole(text: str, start: int, end: int, said: str) -> tuple[int, int]:
    """Widen a place of a text by the signs at its ends which its words need to be read alone.

    `said` is what is read there: what stands at its ends may be read, and no sign.
    """
    lead = _OPENED.match(text[max(start - CONTEXT, 0) : start][::-1])
    trail = _CLOSED.match(text, end)
    opened, closed = start - (lead.end() if lead else 0), trail.end() if trail else end
    places = dict.fromkeys([(start, end), (opened, end), (start, closed), (opened, closed)])
    if len(places) == 1:
        return start, end
    words = " ".join(said.split())
    right = [place for place in places if _of(text, *place) == words]
    return min(right, key=lambda place: _torn(parse(text[slice(*place)])), default=(start, end))


def _of(text: str, start: int, end: int) -> str:
    around = text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT]
    return as_read(text[start:end], *around)


_OPENED = re.compile(r"(?:[*_`<]|\[!?|\^\[)*")  # from right to left
_CLOSED = re.compile(r"(?:[*_`>]|\]\([^()\s]*\)|\](?!\())*")
_LINK = re.compile(r"!?\[(?![^\[\]]*\](?!\([^()\s]*\Z))|\]\([^()\s]*\)?")  # what is left of one
_LEFT = re.compile(rf"{_LINK.pattern}|[`|]")
_TORN = re.compile(rf"{_LEFT.pattern}|<https?:|https?:[^\s<]*>")


def _torn(tokens: Sequence[Token]) -> int:
    return sum(TORN in token.meta or bool(_TORN.search(token.content)) for token in _texts(tokens))


def _goes_on(context: str | None) -> bool:
    """Whether the block may go on behind what is known of it."""
    return context is None or (len(context) >= CONTEXT and "\n\n" not in context)


def _mend(tokens: Sequence[Token], *, begins: bool, ends: bool) -> None:
    """Take away what lacks its partner, where that may stand outside of what is known.

    A single star stays: it may be one that a reader sees, and a word less is another word.
    """
    for token in _texts(tokens):
        closes, opens, stars = token.meta.get(TORN, (False, False, 0))
        if stars > 1 and ((closes and begins) or (opens and ends)):
            token.meta[PIECES] = ()
        elif not stars and (begins or ends):
            token.meta[PIECES] = list(_without_left(pieces_of(token)))


def _without_left(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        at = 0
        for left in _LEFT.finditer(piece.text):
            yield Piece(piece.text[at : left.start()], piece.start + at, piece.start + left.start())
            at = left.end()
            if left[0] == "|":
                yield Piece(" ", piece.start + left.start(), piece.start + at)
        yield piece if not at else Piece(piece.text[at:], piece.start + at, piece.end)


def _texts(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "text" and token.content:
            yield token
        yield from _texts(token.children or ())


def _said(piece: Piece, start: int, end: int) -> str:
    """Give what a piece says between two places; what says none of it parts words."""
    inside = cut(piece, start, end).text
    return inside if inside or len(piece.text) == piece.end - piece.start else " "
