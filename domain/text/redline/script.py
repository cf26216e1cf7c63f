"""Changes in the making: how the ops of a block are put together so that they read well."""

from __future__ import annotations

import re

from domain.text.redline.affixes import begins_word, shared_end, shared_lead, shared_tail
from domain.text.redline.ops import Op, TextOp


class Script:
    """Neighbours of one kind become one, "-" comes before "+", shared white space is no change."""

    def __init__(self) -> None:
        self._ops: list[TextOp] = []
        self._same: list[str] = []  # what was added last, or:
        self._gone: list[str] = []
        self._come: list[str] = []

    def same(self, text: str) -> None:
        """Add text that stands on both sides."""
        if text:
            if self._gone or self._come:
                self.border()
            self._same.append(text)

    def change(self, gone: str, come: str) -> None:
        """Add text of the old side alone, and text of the new side alone."""
        if gone:
            self._gone.append(gone)
        if come:
            self._come.append(come)

    def border(self) -> None:
        """Begin another change: none goes on from here."""
        if not self._gone and not self._come:
            return
        old, new = "".join(self._gone), "".join(self._come)
        self._gone, self._come = [], []
        self._flush(old, new)

    def ops(self) -> tuple[TextOp, ...]:
        """Give what was added."""
        self.border()
        self._put_same()
        return tuple(at_sentences(self._ops))

    def _flush(self, old: str, new: str) -> None:
        lead, tail = self._shared(old, new)
        if lead:
            self._keep(old[:lead])
        self._put("-", old[lead : len(old) - tail])
        self._put("+", new[lead : len(new) - tail])
        if tail:
            self._keep(old[-tail:])

    def _shared(self, old: str, new: str) -> tuple[int, int]:
        """Give how many characters both texts begin and end with alike, which are no change."""
        lead = shared_lead(old, new)
        return lead, shared_tail(old[lead:], new[lead:])

    def _keep(self, text: str) -> None:
        if text:
            self._same.append(text)

    def _put(self, op: Op, text: str) -> None:
        if text:
            self._put_same()
            self._ops.append((op, text))

    def _put_same(self) -> None:
        if self._same:
            self._ops.append(("=", "".join(self._same)))
            self._same = []


def at_sentences(ops: list[TextOp]) -> list[TextOp]:
    """Move changes that could as well stand further ahead to the beginning of a sentence.

    "Die {+Stadt zahlt. Die +}Kosten …" is the same as "{+Die Stadt zahlt. +}Die Kosten …".
    """
    for at in range(1, len(ops) - 1):
        if ops[at - 1][0] == ops[at + 1][0] == "=" != ops[at][0]:
            (_, kept), (op, text), (_, rest) = ops[at - 1 : at + 2]
            slide = _slide(kept, text, first=at == 1)
            if slide:
                ops[at - 1] = ("=", kept[:-slide])
                ops[at] = (op, kept[-slide:] + text[:-slide])
                ops[at + 1] = ("=", text[-slide:] + rest)
    return [op for op in ops if op[1]]


_SENTENCE = re.compile(r"[.;:!?]\s+")


def _slide(kept: str, text: str, *, first: bool) -> int:
    """Give how many characters further ahead the change may stand, to begin a sentence there."""
    if kept[-1:] != text[-1:]:
        return 0
    most = shared_end(kept, text, min(len(kept), len(text) - 1))
    if not most or "|" in kept[-most:]:
        return 0
    begins = [found.end() for found in _SENTENCE.finditer(kept, max(0, len(kept) - most - 2))]
    if first and len(kept) == most:
        begins.insert(0, 0)
    for begin in reversed(begins):
        slide = len(kept) - begin
        if slide <= most and (not slide or begins_word(text, len(text) - slide)):
            return slide
    return 0
