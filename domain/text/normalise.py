"""How a text is taken in: one spelling for what looks alike, nothing that cannot be stored."""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from functools import cache

from domain.text import unseen
from domain.text.refusals import (
    TextContainsHalfACharacter,
    TextContainsNul,
    TextIsEmpty,
    TextIsTooLarge,
    TextPilesUpMarks,
)

LIMIT = 5_000_000
"""Most bytes of UTF-8 in one text."""

MARKS_LIMIT = 30
"""Most combining marks in a row: the Stream-Safe Text Format of Unicode (UAX #15, section 13)."""

_LINE_ENDS = re.compile("[\r\x0b\x0c\x85\u2028\u2029](?:(?<=\r)\n)?")
"""As Windows, Word and Unicode write them."""


def normalise(raw: str) -> str:
    """Give the text as it is stored: NFC, lines ended by LF, without what no reader sees.

    What that is says `unseen`. Doing it twice changes nothing. Raises TextPilesUpMarks, because
    normalising takes time in the square of a row of combining marks: hours for a megabyte of them.
    """
    text = unseen.without(_LINE_ENDS.sub("\n", raw))
    if text.isascii():
        return text
    _refuse_piles_of_marks(text)
    return unicodedata.normalize("NFC", text)


def refuse_nul(text: str) -> None:
    """Raise TextContainsNul where a text has what no database stores; else nothing."""
    nul = text.find("\0")
    if nul >= 0:
        raise TextContainsNul(before=before(text, nul))


def check(text: str) -> None:
    """Raise the UnusableText that says why this (normalised) text is not taken; else nothing."""
    refuse_nul(text)
    try:
        size = len(text) if text.isascii() else len(text.encode())
    except UnicodeEncodeError as error:
        raise TextContainsHalfACharacter(before=before(text, error.start)) from error
    if size > LIMIT:
        megabytes = f"{math.ceil(size / 100_000) / 10:.1f}".replace(".", ",")
        raise TextIsTooLarge(megabytes=megabytes, limit=LIMIT // 1_000_000)
    if all(char == _NO_DOT or unicodedata.category(char) in _BLANK for char in text.lstrip()):
        raise TextIsEmpty


def sha256_of(text: str) -> str:
    """Give the SHA-256 of the text's UTF-8 bytes as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


_BLANK = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})  # controls, formats, separators
_NO_DOT = "\u2800"  # a sign of Braille that is empty


def before(text: str, position: int) -> str:
    """Give the last printable characters in front of a position, for a sentence."""
    words = "".join(char for char in text[max(0, position - 60) : position] if char.isprintable())
    return words[-20:].lstrip()


def _refuse_piles_of_marks(text: str) -> None:
    step = MARKS_LIMIT + 1  # a row longer than the limit covers one of every `step` characters
    mark = _mark()
    pile = re.compile(mark.pattern + f"{{{step}}}")
    for hit in mark.finditer(text[::step]):
        at = hit.start() * step
        found = pile.search(text, max(0, at - MARKS_LIMIT), at + step)
        if found:
            raise TextPilesUpMarks(before=before(text, found.start()), limit=MARKS_LIMIT)


@cache
def _mark() -> re.Pattern[str]:
    planes = map(chr, range(0x300, 0x20000))  # every combining mark lies in the first two planes
    marks = (char for char in planes if unicodedata.combining(char))
    return re.compile(f"[{''.join(marks)}]")
