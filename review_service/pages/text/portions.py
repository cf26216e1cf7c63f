"""A long text in parts that a page can hold: 4 MB of it are never shown at once."""

from __future__ import annotations

from collections.abc import Sequence

from domain.text.blocks import Paragraph

PARAGRAPHS, CHARACTERS = 200, 200_000
"""Most paragraphs and characters in one part; a longer single paragraph is a part of its own."""


def portions(units: Sequence[Paragraph]) -> list[tuple[Paragraph, ...]]:
    """Give the units of a text in parts, at least one."""
    parts: list[list[Paragraph]] = [[]]
    characters = 0
    for unit in units:
        if parts[-1] and (len(parts[-1]) >= PARAGRAPHS or characters + len(unit.text) > CHARACTERS):
            parts.append([])
            characters = 0
        parts[-1].append(unit)
        characters += len(unit.text)
    return [tuple(part) for part in parts]


def numbers(units: Sequence[Paragraph]) -> tuple[int, int]:
    """Give the first and the last number of some units; (0, 0) where none has one."""
    found = [unit.number for unit in units if unit.number]
    return (found[0], found[-1]) if found else (0, 0)
