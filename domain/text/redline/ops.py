"""What a redline is made of: blocks of ops, each op a piece of either text or of both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

Op = Literal["=", "-", "+"]
Edit = tuple[Op, int]
"""What happens to how many elements; neighbours of one kind are not joined."""
TextOp = tuple[Op, str]
"""What happens to a piece of text."""

BlockKind = Literal[
    "same", "formatted", "changed", "split", "joined", "deleted", "inserted", "moved_away",
    "moved_here",
]  # fmt: skip

_MOST = 0.6


class RedlineBlock(NamedTuple):
    """One paragraph of either text, or of both; of a `same` one every op is "=".

    In a `formatted` one only white space changed and signs that no reader sees. A `split` one is a
    paragraph that became several, or was cut elsewhere, a `joined` one several that became fewer;
    what changed in their words shows in their ops. A moved paragraph is two blocks with one number
    `move` (from 1): `moved_away` where it stood, its one op "-", and `moved_here` where it stands,
    its one op "+"; there `inner` says what changed in its words on the way.
    """

    kind: BlockKind
    ops: tuple[TextOp, ...]
    move: int = 0
    inner: tuple[TextOp, ...] = ()

    @property
    def mostly_changed(self) -> bool:
        """Whether over 60 % of the letters of its words went or came: better shown whole, twice.

        Of a moved paragraph: on the way. What stands in one text alone has no other to be shown.
        """
        if self.kind not in ("changed", "moved_here"):
            return False
        ops = self.inner or self.ops
        kept = 2 * _letters(ops, "=")  # once in each text
        changed = _letters(ops, "-") + _letters(ops, "+")
        return changed > _MOST * (kept + changed)


class Redline(NamedTuple):
    """All "=" and "-" of all blocks, joined, are the old text; all "=" and "+" the new one."""

    algorithm: str
    blocks: tuple[RedlineBlock, ...]


def _letters(ops: Sequence[TextOp], wanted: Op) -> int:
    return sum(len(word) for op, text in ops if op == wanted for word in text.split())
