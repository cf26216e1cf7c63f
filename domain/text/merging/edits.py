"""A redline as edits of the old text: where something else stands now, and what."""

from __future__ import annotations

from operator import attrgetter
from typing import NamedTuple

from domain.text.redline import Redline, RedlineBlock

TAIL, BETWEEN, WITHIN = range(3)
"""In which order edits at one place are made: what ends a paragraph, what comes as paragraphs of
its own, what changes the paragraph behind."""


class Edit(NamedTuple):
    """`text` stands in place of the old text from `start` to `end` (code points).

    `whole`: paragraphs come or go as such. `blank`: white space alone came and went, and no
    paragraph was split or joined. `moves` are
    the numbers of the moves it is part of.
    """

    start: int
    end: int
    text: str
    order: int
    whole: bool
    blank: bool
    moves: tuple[int, ...] = ()

    @property
    def same_as(self) -> tuple[int, int, str]:
        """What makes edits of two redlines the same."""
        return self[:3]


def edits(found: Redline) -> list[Edit]:
    """Give the edits in order; made in the old text, they give the new one."""
    made: list[Edit] = []
    at = 0
    for block in found.blocks:
        if block.kind != "same":
            _add(made, _of_block(block, at))
        for op, text in block.ops:
            if op != "+":
                at += len(text)
    return made


def _add(made: list[Edit], more: list[Edit]) -> None:
    """Add edits to those in front of them, joined where they are one."""
    for edit in more:
        joined = _joined(made[-1], edit) if made else None
        if joined:
            made[-1] = joined
        else:
            made.append(edit)


def apply(text: str, start: int, end: int, made: list[Edit]) -> str:
    """Give the part of a text from `start` to `end` with edits made in it; they may only overlap
    where they delete."""
    parts = []
    at = start
    for edit in sorted(made, key=_PLACE):
        parts += [text[at : edit.start], edit.text]
        at = max(at, edit.end)
    return "".join([*parts, text[at:end]])


_PLACE = attrgetter("start", "order")


def _of_block(block: RedlineBlock, begin: int) -> list[Edit]:
    regrouped = block.kind in ("split", "joined")
    whole = block.kind in ("deleted", "inserted", "moved_away", "moved_here")
    moves = (block.move,) if block.move else ()
    made: list[Edit] = []
    start = end = begin
    gone = come = ""
    for op, text in [*block.ops, ("=", "")]:
        if op == "-":
            gone += text
            end += len(text)
        elif op == "+":
            come += text
        else:
            if gone or come:
                order = BETWEEN if whole and not gone else WITHIN
                blank = not regrouped and not gone.strip() and not come.strip()
                made.append(Edit(start, end, come, order, whole, blank, moves))
            start = end = end + len(text)
            gone = come = ""
    if made and not whole and made[-1].start == end > begin:
        made[-1] = made[-1]._replace(order=TAIL)
    return made


def _joined(before: Edit, edit: Edit) -> Edit | None:
    """Give one edit for paragraphs that come together, or in place of one that goes."""
    if not before.whole or edit.order != BETWEEN or before.end != edit.start:
        return None
    if before.moves or edit.moves:  # what moved comes only where it went
        return None
    if before.order == BETWEEN:
        return before._replace(text=before.text + edit.text)
    if before.text:
        return None
    return before._replace(text=edit.text)
