"""How a text is taken in: one spelling for what looks alike, nothing that cannot be stored."""

from __future__ import annotations

import codecs
import hashlib
import math
import re
import unicodedata
from functools import cache

from domain.text.refusals import (
    TextContainsHalfACharacter,
    TextContainsNul,
    TextIsEmpty,
    TextIsTooLarge,
    TextPilesUpMarks,
    UploadIsNotText,
)

LIMIT = 5_000_000
"""Most bytes of UTF-8 in one text."""

MARKS_LIMIT = 30
"""Most combining marks in a row: the Stream-Safe Text Format of Unicode (UAX #15, section 13)."""

_INVISIBLE = ("\ufeff", "\u00ad")  # byte order mark, soft hyphen


def normalise(raw: str) -> str:
    """Give the text as it is stored: NFC, lines ended by LF, no byte order mark, no soft hyphen.

    Doing it twice changes nothing. Raises TextPilesUpMarks, because normalising takes time in the
    square of a row of combining marks: hours for a megabyte of them.
    """
    text = raw
    for sign in _INVISIBLE:
        text = text.replace(sign, "")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return text
    _refuse_piles_of_marks(text)
    return unicodedata.normalize("NFC", text)


def refuse_nul(text: str) -> None:
    """Raise TextContainsNul where a text has what no database stores; else nothing."""
    nul = text.find("\0")
    if nul >= 0:
        raise TextContainsNul(before=_before(text, nul))


def check(text: str) -> None:
    """Raise the UnusableText that says why this (normalised) text is not taken; else nothing."""
    refuse_nul(text)
    try:
        size = len(text) if text.isascii() else len(text.encode())
    except UnicodeEncodeError as error:
        raise TextContainsHalfACharacter(before=_before(text, error.start)) from error
    if size > LIMIT:
        megabytes = f"{math.ceil(size / 100_000) / 10:.1f}".replace(".", ",")
        raise TextIsTooLarge(megabytes=megabytes, limit=LIMIT // 1_000_000)
    if not any(unicodedata.category(char) not in _UNSEEN for char in text.lstrip()):
        raise TextIsEmpty


def decode_upload(data: bytes) -> str:
    """Give the text of an uploaded file: UTF-8, else Windows-1252; UTF-16 where it is marked.

    Raises UploadIsNotText for what none of them can read, and for what contains NUL. The text is
    neither normalised nor checked.
    """
    try:
        text = _decoded(data)
    except UnicodeDecodeError as error:
        raise UploadIsNotText from error
    if "\0" in text:
        raise UploadIsNotText
    return text


def sha256_of(text: str) -> str:
    """Give the SHA-256 of the text's UTF-8 bytes as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})  # controls, formats, separators


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("windows-1252")


def _before(text: str, position: int) -> str:
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
            raise TextPilesUpMarks(before=_before(text, found.start()), limit=MARKS_LIMIT)


@cache
def _mark() -> re.Pattern[str]:
    planes = map(chr, range(0x300, 0x20000))  # every combining mark lies in the first two planes
    marks = (char for char in planes if unicodedata.combining(char))
    return re.compile(f"[{''.join(marks)}]")
