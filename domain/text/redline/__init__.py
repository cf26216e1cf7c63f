"""A redline: what changed between two texts, paragraph by paragraph, word by word.

The same two texts give the same redline on every machine: no clock, no chance, bounded work.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from domain.text.blocks import Borders, borders, borders_by_bars
from domain.text.redline import marked
from domain.text.redline import words as written
from domain.text.redline.cells import is_row
from domain.text.redline.engine import Engine, accelerated
from domain.text.redline.looks import looks, may_be_signs
from domain.text.redline.moves import Compare, with_moves
from domain.text.redline.ops import BlockKind, Redline, RedlineBlock, TextOp
from domain.text.redline.sequences import Work
from domain.text.redline.sides import Side, Words, WordsAsWritten
from domain.text.redline.spans import Grouping, Span, pairs_alone, spans
from domain.text.redline.splitting import Group, Splitting

__all__ = ["ALGORITHM", "ALGORITHMS", "BlockKind", "Progress", "Redline", "RedlineBlock", "redline"]

ALGORITHM = "paragraphs-3"
"""The name of the rules new redlines are made by; whoever changes what they give changes it."""

Progress = Callable[[int, int], None]
"""Is told now and then how many characters of how many are done; the last call has them all."""

_WORK = 4_000_000  # cells: some seconds at most
_TOLD_EVERY = 100_000  # characters


def redline(
    old: str,
    new: str,
    algorithm: str = ALGORITHM,
    *,
    progress: Progress | None = None,
    engine: Engine = accelerated,
    words: Words | None = None,
) -> Redline:
    """Compare two normalised texts by the rules of this name; KeyError where there are none.

    `words` spares splitting paragraphs again where one text is compared with several. Neither
    they nor what is told of the progress nor the engine change the result.
    """
    rules = ALGORITHMS[algorithm]
    known = words if isinstance(words, rules.words) else rules.words()
    return Redline(algorithm, _blocks(old, new, rules, Work(_WORK, engine), known, progress))


class Rules(NamedTuple):
    """What makes one algorithm another: where texts fall into blocks, which blocks are put
    together, how a block that stands in both texts is compared, and one that moved."""

    cut: Callable[[str], Borders]
    words: type[Words]
    grouping: Callable[[Side, Side, Words, Work], Grouping]
    block: Callable[[Pair, Work], RedlineBlock]
    moved: Compare


class Pair(NamedTuple):
    """What stands in both texts, differently."""

    gone: str
    come: str
    group: Group
    row: bool


def _blocks(
    old: str, new: str, rules: Rules, work: Work, words: Words, progress: Progress | None
) -> tuple[RedlineBlock, ...]:
    """Align paragraphs first, then words inside pairs.

    A paragraph without a counterpart is deleted or inserted whole, or it has moved. What would
    take more work than the bound allows is replaced whole.
    """
    here, there = Side(old, rules.cut(old)), Side(new, rules.cut(new))
    told, total = 0, len(old) + len(new)
    found = []
    for span in spans(here, there, words, work, rules.grouping(here, there, words, work)):
        gone, come = old[span.old : span.old_end], new[span.new : span.new_end]
        if span.group and gone != come:
            row = here.kinds[span.group.old] == there.kinds[span.group.new] == "row"
            found.append(rules.block(Pair(gone, come, span.group, row), work))
        else:
            found.append(_whole(span, gone, come))
        if progress and span.old_end + span.new_end >= told + _TOLD_EVERY:
            told = span.old_end + span.new_end
            progress(told, total)
    moved = tuple(with_moves(found, words, work, rules.moved))
    if progress and told < total:
        progress(total, total)
    return moved


def _whole(span: Span, gone: str, come: str) -> RedlineBlock:
    if span.group:
        return RedlineBlock("same", (("=", come),))
    if gone:
        return RedlineBlock("deleted", (("-", gone),))
    return RedlineBlock("inserted", (("+", come),))


def _as_written(pair: Pair, work: Work) -> RedlineBlock:
    ops = written.compare(pair.gone, pair.come, work)
    blank = all(op == "=" or text.isspace() for op, text in ops)
    return RedlineBlock("formatted" if blank else "changed", ops)


def _as_seen(pair: Pair, work: Work) -> RedlineBlock:
    group = pair.group
    ops = marked.compare(pair.gone, pair.come, work, row=pair.row, several=group.several)
    if group.several:
        more = group.new_end - group.new >= group.old_end - group.old
        return RedlineBlock("split" if more else "joined", ops)
    if any(op != "=" and not may_be_signs(text) for op, text in ops):
        return RedlineBlock("changed", ops)
    unseen = all(
        op == "=" or look for (op, _), look in zip(ops, looks(ops, row=pair.row), strict=True)
    )
    return RedlineBlock("formatted" if unseen else "changed", ops)


def _moved_as_seen(old: str, new: str, work: Work) -> tuple[TextOp, ...]:
    return marked.compare(old, new, work, row=is_row(old) and is_row(new))


ALGORITHMS: dict[str, Rules] = {
    "paragraphs-2": Rules(
        borders_by_bars, WordsAsWritten, lambda *_: pairs_alone, _as_written, written.compare
    ),
    ALGORITHM: Rules(
        borders, Words, lambda *sides: Splitting(*sides).groups, _as_seen, _moved_as_seen
    ),
}
"""All rules ever released, under the names redlines are kept with."""
