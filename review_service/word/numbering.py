"""The numbers of items: which of them one list of a word processor counts.

A number is read as it is written, so a list ends where the next number is another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from review_service.word.changed import Block, Paragraph
from review_service.word.elements import BULLET, DEEPEST, Leaf


class Listed(NamedTuple):
    """A list that counts: what stands behind its numbers, its level, its first number."""

    kind: str
    level: int
    first: int


BULLETS = 1
"""The number of the list that all bullets are in; those that count follow."""


class Numbering:
    """The lists of a document, and which of them the paragraphs of either text are in.

    A list of the old text is taken for one of the new text that counts the same and has one of its
    items: what stayed in it has not changed.
    """

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.lists: list[Listed] = []
        old, new = _Counting(), _Counting()
        self._new: dict[int, int] = {}
        self._old: dict[int, int] = {}
        pairs: list[tuple[int, int]] = []
        for paragraph in _paragraphs(blocks):
            was = old.take(paragraph.old) if paragraph.old else None
            now = new.take(paragraph.new) if paragraph.new else None
            if was is not None and now is not None:
                pairs.append((was, now))
        self._join(pairs, old.lists, new.lists)
        self._counting = {False: iter(old.taken), True: iter(new.taken)}

    def _join(self, pairs: Iterable[tuple[int, int]], old: list[Listed], new: list[Listed]) -> None:
        same: dict[int, int] = {}
        taken: set[int] = set()
        for was, now in pairs:
            if was not in same and now not in taken and old[was] == new[now]:
                same[was] = now
                taken.add(now)
        for at, one in enumerate(new):
            self._new[at] = self._add(one)
        for at, one in enumerate(old):
            self._old[at] = self._new[same[at]] if at in same else self._add(one)

    def _add(self, one: Listed) -> int:
        self.lists.append(one)
        return BULLETS + len(self.lists)

    def of(self, leaf: Leaf, *, new: bool) -> int:
        """Give the list of the next paragraph of a text, 0 of one that is in none."""
        at = next(self._counting[new])
        if leaf.look.sign is None:
            return 0
        return BULLETS if at is None else (self._new if new else self._old)[at]


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block


class _Counting:
    """Reads one text's paragraphs in their order."""

    def __init__(self) -> None:
        self.lists: list[Listed] = []
        self.taken: list[int | None] = []
        self._open: dict[int, tuple[str, int, int]] = {}  # by level: what, which list, what next

    def take(self, leaf: Leaf) -> int | None:
        """Give the list of a paragraph; None of one that is in none that counts."""
        found = self._read(leaf)
        self.taken.append(found)
        return found

    def _read(self, leaf: Leaf) -> int | None:
        level = min(leaf.look.depth - 1, DEEPEST)
        sign = leaf.look.sign
        keep = level + (sign is None or sign.kind != BULLET)
        self._open = {at: one for at, one in self._open.items() if at < keep}
        if sign is None or sign.kind == BULLET:
            return None
        kind, at, following = self._open.get(level, ("", 0, 0))
        if (kind, following) != sign:
            at = len(self.lists)
            self.lists.append(Listed(sign.kind, level, sign.number))
        self._open[level] = (sign.kind, at, sign.number + 1)
        return at
