"""Where a German text falls into sentences: a full stop behind `Abs`, `z. B` or `1` ends none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from domain.text.blocks import Block, blocks


class Place(NamedTuple):
    """From `start` to `end`, counted in code points."""

    start: int
    end: int


def sentences(
    text: str, start: int = 0, end: int | None = None, *, among: Iterable[Block] | None = None
) -> Iterator[Place]:
    """Give the sentences of a normalised text in order, without the white space between them.

    A heading, a table row and a block of code is one each; the sign that an item or a heading
    begins with, a rule and what else has no word belongs to none. With `start` and `end` only
    those of the blocks that lie between them; `among` spares splitting the text where its blocks
    are known.
    """
    at = 0
    for block in blocks(text) if among is None else among:
        begin, at = at, at + len(block.text)
        if at <= start or (end is not None and begin >= end):
            continue
        sign = _SIGN.match(block.text) if block.kind in ("heading", "item") else None
        split = _in_prose if block.kind in ("paragraph", "item") else _trimmed
        yield from split(text, begin + (sign.end() if sign else 0), at)


def _in_prose(text: str, start: int, end: int) -> Iterator[Place]:
    begun, before, last = start, "", None
    for chunk in _CHUNK.finditer(text, start, end):
        if last and _ends(before, last[0], chunk[0]):
            yield from _trimmed(text, begun, last.end())
            begun = chunk.start()
        before, last = last[0] if last else "", chunk
    yield from _trimmed(text, begun, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Place]:
    piece = text[start:end]
    if _WORD.search(piece):
        yield Place(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))


def _ends(before: str, chunk: str, following: str) -> bool:
    """Whether a sentence ends with `chunk`, by what stands in front of it and behind it."""
    closed = chunk.rstrip(_CLOSING)
    if not closed.endswith(_STOPS) or following.lstrip(_OPENING)[:1].islower():
        return False
    if not closed.endswith(".") or closed.endswith(".."):
        return True
    word = closed[:-1].lstrip(_OPENING)
    if word.lower() in _ABBREVIATED or _LETTERS.fullmatch(word) or _JOINED.fullmatch(word):
        return False
    if _ORDINAL.fullmatch(word):
        return before.rstrip(".").lstrip(_OPENING).lower() in _NUMBERED
    return True


_SIGN = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)]|#{1,6})(?=\s)")
_CHUNK = re.compile(r"\S+")
_WORD = re.compile(r"\w")
_STOPS = (".", "!", "?", "…")
_CLOSING = "\"'“”‘’»«›‹)]*_"
_OPENING = "\"'„“”‚‘’»«›‹([*_>"
_LETTERS = re.compile(r"[^\W\d_](?:\.[^\W\d_]){0,4}")  # z.B., i.d.R., A. Muster
_JOINED = re.compile(r"\w+\.(?:-\w+\.?){1,3}|[A-Z]\.\w{2,3}")  # Dipl.-Ing., Dipl.-Soz.-Päd., B.Sc.
_ORDINAL = re.compile(r"\d{1,3}|\d{1,2}\.\d{1,2}|[IVXL]{2,6}")  # 1. Januar, 15.6., II. Abschnitt
_NUMBERED = frozenset({
    "§", "§§", "absatz", "absätze", "absätzen", "abs", "abschnitt", "anlage", "artikel", "art",
    "aufgabe", "buchstabe", "fassung", "fußnote", "kapitel", "nr", "nummer", "nummern",
    "paragraph", "punkt", "runde", "satz", "sätze", "seite", "teil", "tabelle", "vorgabe",
    "vorgaben", "ziffer", "ziel",
})  # fmt: skip
"""Behind these a number is a name and no ordinal: `nach Absatz 2. Danach …`"""
_ABBREVIATED = frozenset({
    "abb", "abs", "abt", "anl", "anm", "art", "aufl", "az", "bd", "bek", "bgbl", "bsp", "bspw",
    "betr", "bez", "buchst", "bzgl", "bzw", "ca", "dgl", "dipl", "dr", "dt", "ebd", "einschl",
    "entspr", "evtl", "exkl", "fa", "fn", "fr", "geb", "gem", "ggf", "ggfs", "ggü", "grds",
    "gvbl", "hr", "hrsg", "ing", "inkl", "insb", "insbes", "jan", "feb", "febr", "apr", "aug",
    "sept", "okt", "nov", "dez", "jg", "jh", "kap", "kl", "lfd", "lit", "lt", "max", "mind",
    "min", "mio", "mrd", "nr", "nrn", "num", "o.ä", "p.a", "pos", "prof", "rd", "rn", "s.o",
    "s.u", "sen", "sog", "st", "std", "str", "tab", "tel", "tsd", "tz", "u.ä", "u.u", "urspr",
    "agr", "dent", "habil", "iur", "jur", "med", "nat", "oec", "phil", "pol", "rer", "theol", "vet",
    "vgl", "vorbem", "vs", "zit", "ziff", "zzgl", "zzt",
})  # fmt: skip
