"""Numbered notes of a text: `[^3]` among its words, `[^3]: Wortlaut` as a paragraph.

A number is a note's where it is defined once and cited outside of definitions; anything else is
read as it is written. What is read is the number, raised: `Absatz 1[^2]` is not `Absatz 12`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from domain.text.blocks import Paragraph

Notes = Container[str]
"""The numbers of the notes of a text."""

NONE: frozenset[str] = frozenset()

_SIGN = "[^"
_NUMBER = r"\[\^([1-9]\d{0,3})\]"
CITED = re.compile(_NUMBER)
DEFINED = re.compile(rf"{_NUMBER}:[ \t]*(?=\S)")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = {high: low for low, high in _RAISED.items()}


def raised(number: str) -> str:
    """Give a number as it stands among words."""
    return number.translate(_RAISED)


def plain(number: str) -> str:
    """Give a raised number as it is written."""
    return number.translate(_LOWERED)


class _Every(Container[str]):
    """All numbers: those of words whose text is not known."""

    def __contains__(self, number: object) -> bool:
        return True


EVERY = _Every()


def notes_of(units: Iterable[Paragraph]) -> frozenset[str]:
    """Give the numbers of the notes of a text by its paragraphs."""
    defined: Counter[str] = Counter()
    cited: set[str] = set()
    for unit in units:
        if _SIGN not in unit.text:
            continue
        if defines(unit):
            defined.update(_numbers(unit.text))
        elif unit.kind != "code":
            cited.update(CITED.findall(unit.text))
    return frozenset(number for number, times in defined.items() if times == 1 and number in cited)


def may_have(text: str) -> bool:
    """Whether a text may have notes; far sooner known than which."""
    return _SIGN in text


def defines(unit: Paragraph) -> bool:
    """Whether a paragraph is made of definitions."""
    return unit.kind == "paragraph" and DEFINED.match(unit.text) is not None


def defined_in(unit: Paragraph) -> list[str]:
    """Give the notes that a paragraph says the words of."""
    if not unit.notes or not defines(unit):
        return []
    return [number for number in _numbers(unit.text) if number in unit.notes]


def cited_in(unit: Paragraph) -> list[str]:
    """Give the notes that a paragraph cites, in their order."""
    if not unit.notes or defines(unit):
        return []
    return [number for number in CITED.findall(unit.text) if number in unit.notes]


def _numbers(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if found := DEFINED.match(line):
            yield found[1]
