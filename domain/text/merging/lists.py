"""Numbered lists that both sides counted anew: no number may stand there twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from domain.text.blocks import Block, blocks
from domain.text.markup import list_number
from domain.text.merging.edits import Edit

_DIGITS = re.compile(r"\d+")
_ITEM = re.compile(r"^\d{1,9}[.)]\s", re.MULTILINE)
_NUMBER = re.compile(r"\s*\d")


class NumberedList(NamedTuple):
    """Items that are numbered on, from where to where in a text; `first` is the first number."""

    start: int
    end: int
    first: int
    items: tuple[int, ...]

    def counts(self, edit: Edit) -> bool:
        """Whether an edit changes the numbers, or which items there are."""
        if not self.start <= edit.start <= edit.end <= self.end:
            return False
        if edit.whole:
            return edit.start < edit.end or bool(_ITEM.search(edit.text))
        return edit.start in self.items and bool(_NUMBER.match(edit.text))


def numbered_lists(among: Sequence[Block]) -> Iterator[NumberedList]:
    """Give the lists of a text's blocks whose numbers rise one by one, in order."""
    numbers: list[int] = []
    items: list[int] = []
    start = at = 0
    for block in [*among, None]:
        number = list_number(block.text) if block and block.kind == "item" else None
        if not block or (not block.nested and (number is None or number == 1)):
            if numbers and all(here - numbers[0] == n for n, here in enumerate(numbers)):
                yield NumberedList(start, at, numbers[0], tuple(items))
            numbers, items, start = [], [], at
        if block and not block.nested and number is not None:
            numbers.append(number)
            items.append(at + len(block.text) - len(block.text.lstrip()))
        at += len(block.text) if block else 0


def numbered_on(text: str, lists: Sequence[NumberedList]) -> str:
    """Give a part of a text that begins with some list, its items numbered one by one."""
    if not lists:
        return text
    parts: list[str] = []
    number = lists[0].first - 1
    for block in blocks(text):
        if block.kind == "item" and not block.nested and list_number(block.text) is not None:
            number += 1
            parts.append(_DIGITS.sub(str(number), block.text, count=1))
        else:
            parts.append(block.text)
    return "".join(parts)
