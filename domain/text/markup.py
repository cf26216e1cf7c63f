"""What of a Markdown text are signs that no reader sees: where they stand, and what they do.

Read as far as a redline needs it, block by block; a star inside a word is a Genderstern and no
sign. What this module decides is part of algorithm `paragraphs-3`: it stays as released.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from domain.text.blocks import Block, blocks


class Look(StrEnum):
    """What signs do to the words at them."""

    BOLD = "bold"
    EMPHASIS = "emphasis"
    CODE = "code"
    HEADING = "heading"
    LIST = "list"
    QUOTE = "quote"
    TABLE = "table"
    ALIGNMENT = "alignment"
    ESCAPE = "escape"
    SPACE = "space"


class Mark(NamedTuple):
    """Signs from `start` to `end` (code points); `number`: they number an item of a list."""

    start: int
    end: int
    look: Look
    number: bool = False


def marks(text: str, *, row: bool = False) -> list[Mark]:
    """Give all signs of some whole blocks, or of a table's row, in order; none overlap."""
    if row:
        return sorted([*_of_row(text), *inline(text, 0, len(text))])
    words_may = may_mark(text)
    if not words_may and not _MAY_LEAD.search(text):
        return []
    found: list[Mark] = []
    at = 0
    for block in blocks(text, column=_column(text)):
        signs, begin = _lead(block)
        tail, end = _tail(block, begin)
        signs += tail
        if block.kind == "row":
            signs += _of_row(block.text)
        found += [Mark(at + start, at + stop, look, n) for start, stop, look, n in signs]
        if words_may and block.kind not in _AS_WRITTEN:
            found += inline(text, at + begin, at + end)
        at += len(block.text)
    return sorted(found)


def may_mark(text: str) -> bool:
    """Whether there may be signs within the words of a text."""
    return "\\" in text or "*" in text or "_" in text or "`" in text or "&" in text


def leads(text: str) -> str:
    """Give the signs that a block begins with, and the white space around them."""
    first = text[:1]
    if first not in _LEADING and not first.isspace() and not first.isdecimal():
        return ""
    found = _LEADS.match(text)
    return found[0] if found else ""


def list_number(text: str) -> int | None:
    """Give the number that an item of a list begins with, as it is written."""
    found = _NUMBER.match(text)
    return int(found[1]) if found else None


def is_between(row: str) -> bool:
    """Whether a table's row is the line between its head and its body."""
    inside = row.strip().removeprefix("|").removesuffix("|")
    return all(_BETWEEN.fullmatch(cell.strip()) for cell in inside.split("|"))


_AS_WRITTEN = ("code", "rule")
_BETWEEN = re.compile(r":?--+:?|:-:?|-:")
_LEAD = re.compile(
    r"\s*(?:(?P<list>[-+*]|(?P<number>\d{1,9})[.)])(?=\s|\Z)|(?P<heading>\#{1,6})(?=\s|\Z)"
    r"|(?P<quote>(?:>[ ]?)+)|(?P<code>(?:`{3,}|~{3,})[^\n]*))[ \t]*"
)
_LEADS = re.compile(r"(?:\s*(?:(?:[-+*]|\d{1,9}[.)])(?=\s|\Z)|>))*(?:\s*\#{1,6}(?=\s|\Z))?\s*")
_LEADING = frozenset("-+*>#")
_MAY_LEAD = re.compile(r"^\s*(?:[-+*>#`~|=:]|\d{1,9}[.)](?:\s|\Z))", re.MULTILINE)
_NUMBER = re.compile(r"\s*(?:>\s*)*(\d{1,9})[.)](?=\s|\Z)")
_QUOTED = re.compile(r"(?<=\n)[ ]{0,3}(?:>[ ]?)+")
_WORD = re.compile(r"[^\W_]")
_FENCE = re.compile(r"(?<=\n)[ \t]*(?:`{3,}|~{3,})\s*\Z")
_UNDERLINE = re.compile(r"(?<=\n)[ \t]*(?:=+|-+)\s*\Z|(?<=[ \t])#+\s*\Z")
_EDGE = re.compile(r"(?<!\\)\|")


def _column(text: str) -> int:
    indent = text[: len(text) - len(text.lstrip())].rpartition("\n")[2]
    return len(indent.expandtabs(4))


def _lead(block: Block) -> tuple[list[Mark], int]:
    """Give the signs a block begins with, with those of further lines, and where words begin."""
    found: list[Mark] = []
    begin = 0
    while block.kind != "rule" and (sign := _LEAD.match(block.text, begin)):
        code = sign["code"]
        if code and (_WORD.search(code) or (block.kind != "code" and not found)):
            break  # what a fence says of its code is read as it is written, fence and all
        kind = sign.lastgroup or ""
        found.append(Mark(sign.start(kind), sign.end(), Look(kind), bool(sign["number"])))
        begin = sign.end()
        if kind == Look.QUOTE:
            lines = _QUOTED.finditer(block.text, begin)
            found += [Mark(*line.span(), Look.QUOTE) for line in lines]
        if kind in (Look.CODE, Look.HEADING):
            break
    return found, begin


def _tail(block: Block, begin: int) -> tuple[list[Mark], int]:
    """Give the signs a block ends with, and where its words end."""
    sign = None
    if block.kind == "heading":
        sign = _UNDERLINE.search(block.text, begin)
    if block.kind == "code" and begin:
        sign = _FENCE.search(block.text, begin)
    if not sign:
        return [], len(block.text)
    return [Mark(*sign.span(), Look(block.kind))], sign.start()


def _of_row(text: str) -> list[Mark]:
    if is_between(text):
        return [Mark(0, len(text), Look.ALIGNMENT)]
    return [Mark(*bar.span(), Look.TABLE) for bar in _EDGE.finditer(text)]


def inline(text: str, begin: int, end: int) -> list[Mark]:
    """Give the signs within words that stand from `begin` to `end`."""
    if not may_mark(text):
        return []
    return sorted(_Inline(text, begin, end).marks())


_SIGN = re.compile(
    r"""(?P<escape>\\(?=[!-/:-@\[-`{-~\n])) | (?P<code>`+) | (?P<run>\*+|_+)
    | (?P<space>&(?:nbsp|ensp|emsp|thinsp|\#160|\#8239|\#x0*(?:a0|202f));)""",
    re.VERBOSE | re.IGNORECASE,
)
_TICKS = re.compile(r"`+")


class _Inline:
    """One pass over words; openers of each sign wait for what closes them."""

    def __init__(self, text: str, begin: int, end: int) -> None:
        self.text, self.begin, self.end = text, begin, end
        self.open: dict[str, list[tuple[int, int]]] = {"*": [], "_": []}

    def marks(self) -> Iterator[Mark]:
        at = self.begin
        while sign := _SIGN.search(self.text, at, self.end):
            at = sign.end()
            match sign.lastgroup:
                case "escape":
                    hard = self.text[at] == "\n"
                    yield Mark(*sign.span(), Look.SPACE if hard else Look.ESCAPE)
                    at += 1
                case "code":
                    close = self._closing_ticks(len(sign[0]), at)
                    if close >= 0:
                        yield Mark(*sign.span(), Look.CODE)
                        at = close + len(sign[0])
                        yield Mark(close, at, Look.CODE)
                case "space":
                    yield Mark(*sign.span(), Look.SPACE)
                case _:
                    yield from self._run(sign[0][0], *sign.span())

    def _closing_ticks(self, length: int, at: int) -> int:
        places = self._ticks.get(length, [])
        found = bisect_left(places, at)
        return places[found] if found < len(places) else -1

    @cached_property
    def _ticks(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for run in _TICKS.finditer(self.text, self.begin, self.end):
            found.setdefault(len(run[0]), []).append(run.start())
        return found

    def _run(self, sign: str, start: int, end: int) -> Iterator[Mark]:
        """Close what waits, as far as a run of signs can, and let the rest wait."""
        before = self.text[start - 1] if start > self.begin else " "
        behind = self.text[end] if end < self.end else " "
        left = not behind.isspace() and (_letter(behind) or not _letter(before))
        right = not before.isspace() and (_letter(before) or not _letter(behind))
        waiting = self.open[sign]
        while right and (not left or not _letter(behind)) and waiting and start < end:
            opened, length = waiting.pop()
            count = min(2, length, end - start)
            look = Look.BOLD if count == 2 else Look.EMPHASIS
            yield Mark(opened + length - count, opened + length, look)
            yield Mark(start, start + count, look)
            start += count
            for others in self.open.values():
                while others and others[-1][0] > opened:
                    others.pop()
            if length > count:
                waiting.append((opened, length - count))
        if left and (not right or not _letter(before)) and start < end:
            waiting.append((start, end - start))


def _letter(char: str) -> bool:
    return char.isalnum()
