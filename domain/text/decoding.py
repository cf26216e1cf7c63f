"""From the bytes of a file to a text. What is not certain is said, never taken silently."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from domain.text.normalise import before
from domain.text.refusals import UploadHasAFault, UploadIsNotText


class Decoded(NamedTuple):
    """A text as it stands in a file; `guessed` is the encoding it seems to have, None where there
    is no doubt."""

    text: str
    guessed: str | None = None


def decode(data: bytes) -> Decoded:
    """Give a file's text: UTF-8, UTF-16 where it is marked, else what older systems wrote.

    Raises UploadHasAFault for UTF-8 with wrong bytes in it, UploadIsNotText for what nothing can
    read, and for what contains NUL. The text is neither normalised nor checked.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        found = Decoded(_utf16(data))
    else:
        found = _utf8_or_older(data.removeprefix(codecs.BOM_UTF8), data)
    if "\0" in found.text:
        raise UploadIsNotText
    return found


def _utf16(data: bytes) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise UploadIsNotText from error


def _utf8_or_older(content: bytes, data: bytes) -> Decoded:
    try:
        return Decoded(content.decode())
    except UnicodeDecodeError as error:
        faults = len(_STRAY.findall(content.decode(errors="surrogateescape")))
        right = len(_SIGN.findall(content.decode(errors="ignore")))
        if content != data or right > faults:  # hardly a sign of an older encoding is also UTF-8
            raise _fault(content, error.start, len(data) - len(content)) from error
        return _older(content)


_STRAY, _SIGN = re.compile("[\udc80-\udcff]"), re.compile("[^\0-\x7f]")


def _fault(content: bytes, at: int, mark: int) -> UploadHasAFault:
    *above, line = re.split("\r\n?|\n", content[:at].decode())
    words = before(line, len(line))
    return UploadHasAFault(
        line=len(above) + 1, column=len(line) + 1, behind=f" hinter „{words}“" if words else "",
        place=at + mark + 1, byte=f"{content[at]:02X}",
    )  # fmt: skip


def _older(content: bytes) -> Decoded:
    """Give the text in the encoding in which most signs are such as German texts have."""
    possible = []
    for name, encoding in (("Windows-1252", "windows-1252"), ("Mac OS Roman", "mac-roman")):
        text = content.decode(encoding, errors="replace")
        usual = len(_USUAL.findall(text))
        if usual * 2 > len(_SIGN.findall(text)) and not _CONTRADICTS.search(text):
            possible.append((usual, Decoded(text, name)))
    if not possible:
        raise UploadIsNotText
    return max(possible, key=lambda one: one[0])[1]


_USUAL = re.compile("[äöüÄÖÜß„“”‚‘’«»–—…€§°éèáàçñ·•]")
_CONTRADICTS = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
