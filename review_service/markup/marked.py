"""Markdown with places marked in it, rendered: tags stay whole, no word changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from review_service.markup.markdown import render


class Span(NamedTuple):
    """A place in a text (code points), and the name of what its words wear."""

    start: int
    end: int
    wear: str


_EDGE = "\u2e20"  # punctuation nobody types: it parts words from stars as a quotation mark does
_TAG = re.compile(r"(<[^>]*>)")
_SYNTAX = re.compile(r"\s*(?:(?:[-+*]|\d{1,9}[.)]|#{1,6}|\|)[ \t]+|\|)?")


def marked(text: str, spans: Sequence[Span], wear: Mapping[str, Markup]) -> Markup | None:
    """Render Markdown with every run of text inside a span put into `wear[span.wear]`.

    Where spans overlap, the first name in `wear` wins. None where marking would change what the
    text says, as inside a link's address: the caller then shows it otherwise.
    """
    edges = _edges(text, spans)
    plain = render(text)
    if not edges:
        return plain
    if _EDGE in text:
        return None
    pieces, at = [], 0
    for place, _, _ in edges:
        pieces.append(text[at:place])
        at = place
    html = render(_EDGE.join([*pieces, text[at:]]))
    if _words(html.replace(_EDGE, "")) != _words(plain) or html.count(_EDGE) != len(edges):
        return None
    return Markup("".join(_with_marks(html, edges, wear)))


class _Edge(NamedTuple):
    place: int
    begins: bool
    wear: str


def _edges(text: str, spans: Sequence[Span]) -> list[_Edge]:
    found = []
    for span in spans:
        start, end = _words_of(text, span)
        if start < end:
            found += [_Edge(start, True, span.wear), _Edge(end, False, span.wear)]
    return sorted(found, key=lambda edge: edge[:2])


def _words_of(text: str, span: Span) -> tuple[int, int]:
    """Give a span without white space at its ends and without the sign its line begins with."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = span.start + len(words.rstrip())
    sign = _SYNTAX.match(text, text.rfind("\n", 0, start) + 1)
    return max(start, sign.end() if sign else 0), end


def _words(html: str) -> str:
    return _TAG.sub("", html)


def _with_marks(html: str, edges: Sequence[_Edge], wear: Mapping[str, Markup]) -> Iterator[str]:
    coming = iter(edges)
    active: list[str] = []
    for piece in _TAG.split(html):
        if piece.startswith("<"):
            yield piece
            continue
        first, *rest = piece.split(_EDGE)
        yield _worn(first, active, wear)
        for words in rest:
            edge = next(coming)
            if edge.begins:
                active.append(edge.wear)
            else:
                active.remove(edge.wear)
            yield _worn(words, active, wear)


def _worn(words: str, active: Sequence[str], wear: Mapping[str, Markup]) -> str:
    if not active or not words.strip():
        return words
    name = next(name for name in wear if name in active)
    return wear[name].format(Markup(words))
