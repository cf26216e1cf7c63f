"""Where the characters of a text stood in the text before: passages and blame follow them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from domain.text.redline.ops import Redline, TextOp


class Kept(NamedTuple):
    """A run of characters that stand in both texts, from these places on (code points)."""

    old: int
    new: int
    length: int
    moved: bool


def kept(found: Redline) -> list[Kept]:
    """Give all runs that both texts share, in the order of the new one; none overlap."""
    stood = _places_of_moved(found)
    runs: list[Kept] = []
    old = new = 0
    for block in found.blocks:
        if block.kind == "moved_here":
            _, new = _add(runs, block.inner, stood[block.move], new, moved=True)
        else:
            old, new = _add(runs, block.ops, old, new, moved=False)
    return runs


def _places_of_moved(found: Redline) -> dict[int, int]:
    places: dict[int, int] = {}
    old = 0
    for block in found.blocks:
        if block.kind == "moved_away":
            places[block.move] = old
        for op, text in block.ops:
            if op != "+":
                old += len(text)
    return places


def _add(
    runs: list[Kept], ops: Sequence[TextOp], old: int, new: int, *, moved: bool
) -> tuple[int, int]:
    """Add the runs of ops that begin at these places of either text; give where the ops end."""
    for op, text in ops:
        length = len(text)
        if op == "=":
            runs.append(Kept(old, new, length, moved))
            old, new = old + length, new + length
        elif op == "-":
            old += length
        else:
            new += length
    return old, new
