"""Which numbers are those of notes: of each that a text defines once and cites elsewhere; anything
else is read as it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from markdown_it.token import Token

from domain.text.markdown import NOTE, parse
from domain.text.notes import DEFINED, NONE, Notes, may_have

if TYPE_CHECKING:
    from domain.text.blocks import Paragraph


def notes_of(units: Iterable[Paragraph]) -> frozenset[str]:
    """Give the numbers of the notes of a text by its paragraphs."""
    some = [unit for unit in units if may_have(unit.text)]
    count = Counter(number for unit in some if _defines(unit) for number in _numbers(unit.text))
    defined = frozenset(number for number, times in count.items() if times == 1)
    if not defined:
        return NONE
    cited = {number for unit in some if not _defines(unit) for number in _cited(unit, defined)}
    return frozenset(cited)


def defined_in(unit: Paragraph) -> list[str]:
    """Give the notes that a paragraph says the words of."""
    if not unit.notes or not _defines(unit):
        return []
    return [number for number in _numbers(unit.text) if number in unit.notes]


def cited_in(unit: Paragraph) -> list[str]:
    """Give the notes that a paragraph cites, in their order."""
    return list(_cited(unit, unit.notes)) if unit.notes and may_have(unit.text) else []


def _defines(unit: Paragraph) -> bool:
    return unit.kind == "paragraph" and DEFINED.match(unit.text) is not None


def _cited(unit: Paragraph, notes: Notes) -> Iterator[str]:
    return _cited_by(parse(unit.text, notes=notes))


def _cited_by(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == NOTE:
            yield token.info
        yield from _cited_by(token.children or ())


def _numbers(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if found := DEFINED.match(line):
            yield found[1]
