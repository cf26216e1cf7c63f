"""Where the characters of a text stood in the text before: passages and blame follow them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from domain.text.ops import Redline, TextOp


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
            runs += _runs(block.inner, stood[block.move], new, moved=True)
        else:
            runs += _runs(block.ops, old, new, moved=False)
        old += sum(len(text) for op, text in block.ops if op != "+")
        new += sum(len(text) for op, text in block.ops if op != "-")
    return runs


def _places_of_moved(found: Redline) -> dict[int, int]:
    places: dict[int, int] = {}
    old = 0
    for block in found.blocks:
        if block.kind == "moved_away":
            places[block.move] = old
        old += sum(len(text) for op, text in block.ops if op != "+")
    return places


def _runs(ops: Iterable[TextOp], old: int, new: int, *, moved: bool) -> Iterator[Kept]:
    for op, text in ops:
        if op == "=":
            yield Kept(old, new, len(text), moved)
        old += len(text) * (op != "+")
        new += len(text) * (op != "-")
