"""A redline: what changed between two texts, paragraph by paragraph, word by word.

The same two texts give the same redline on every machine: no clock, no chance, bounded work.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domain.text.redline.engine import Engine, accelerated
from domain.text.redline.moves import with_moves
from domain.text.redline.ops import BlockKind, Redline, RedlineBlock, TextOp
from domain.text.redline.sequences import Work
from domain.text.redline.sides import Words
from domain.text.redline.spans import Span, spans
from domain.text.redline.words import compare

__all__ = ["ALGORITHM", "ALGORITHMS", "BlockKind", "Progress", "Redline", "RedlineBlock", "redline"]

ALGORITHM = "paragraphs-2"
"""The name of the rules new redlines are made by; whoever changes what they give changes it."""

Progress = Callable[[int, int], None]
"""Is told now and then how many characters of how many are done; the last call has them all."""

Algorithm = Callable[[str, str, Engine, Words, Progress | None], tuple[RedlineBlock, ...]]

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
    known = Words() if words is None else words
    return Redline(algorithm, ALGORITHMS[algorithm](old, new, engine, known, progress))


def _paragraphs_2(
    old: str, new: str, engine: Engine, words: Words, progress: Progress | None
) -> tuple[RedlineBlock, ...]:
    """Align paragraphs first, then words inside pairs.

    A paragraph without a counterpart is deleted or inserted whole, or it has moved. What would
    take more work than the bound allows is replaced whole.
    """
    work = Work(_WORK, engine)
    told, total = 0, len(old) + len(new)
    found = []
    for span in spans(old, new, words, work):
        found.append(_block(span, old, new, work))
        if progress and span.old_end + span.new_end >= told + _TOLD_EVERY:
            told = span.old_end + span.new_end
            progress(told, total)
    moved = tuple(with_moves(found, words, work))
    if progress and told < total:
        progress(total, total)
    return moved


def _block(span: Span, old: str, new: str, work: Work) -> RedlineBlock:
    gone, come = old[span.old : span.old_end], new[span.new : span.new_end]
    if not span.paired:
        return _whole(gone, come)
    if gone == come:
        return RedlineBlock("same", (("=", come),))
    ops = compare(gone, come, work)
    return RedlineBlock("formatted" if _is_blank(ops) else "changed", ops)


def _whole(gone: str, come: str) -> RedlineBlock:
    if gone:
        return RedlineBlock("deleted", (("-", gone),))
    return RedlineBlock("inserted", (("+", come),))


def _is_blank(ops: Sequence[TextOp]) -> bool:
    return all(op == "=" or text.isspace() for op, text in ops)


ALGORITHMS: dict[str, Algorithm] = {ALGORITHM: _paragraphs_2}
"""All rules ever released, under the names redlines are kept with."""
