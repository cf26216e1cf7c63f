"""A redline without its words: only the lengths of its pieces, to be kept beside both texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypedDict, cast

from domain.text.redline.ops import BlockKind, Op, Redline, RedlineBlock, TextOp


class Packed(TypedDict):
    """What `unpacked` makes a redline of again, as JSON has it.

    A block is a letter for its kind, the number of its move, its ops with their lengths (code
    points) and, of a moved one, its inner ops: "c0=12-3+4", "h1+52/=40-8+12".
    """

    algorithm: str
    blocks: list[str]


_LETTERS: dict[BlockKind, str] = {
    "same": "s",
    "formatted": "f",
    "changed": "c",
    "split": "p",
    "joined": "j",
    "deleted": "d",
    "inserted": "i",
    "moved_away": "a",
    "moved_here": "h",
}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}
_BLOCK = re.compile(r"([sfcpjdiah])(\d+)((?:[=+-]\d+)*)(?:/((?:[=+-]\d+)+))?")
_OP = re.compile(r"([=+-])(\d+)")


def packed(redline: Redline) -> Packed:
    """Give the redline as lengths."""
    return Packed(algorithm=redline.algorithm, blocks=[_letters(block) for block in redline.blocks])


def unpacked(packed: Packed, old: str, new: str) -> Redline:
    """Give the redline of these two texts; raises ValueError where it is none of them."""
    written = [_Written(block) for block in packed["blocks"]]
    here, there = _Text(old), _Text(new)
    found = [(block, _cut(block.ops, here, there)) for block in written]
    if here.rest or there.rest:
        raise ValueError("The redline ends before the texts do.")
    away = {block.move: ops[0][1] for block, ops in found if block.kind == "moved_away" and ops}
    return Redline(packed["algorithm"], tuple(_block(block, ops, away) for block, ops in found))


class _Written:
    """A block as it is written: `ops` and `inner` say what is done and to how many characters."""

    def __init__(self, text: str) -> None:
        match = _BLOCK.fullmatch(text)
        if not match:
            raise ValueError(f"This is no block: {text[:80]!r}")
        self.kind: BlockKind = _KINDS[match[1]]
        self.move = int(match[2])
        self.ops, self.inner = _lengths(match[3]), _lengths(match[4] or "")


class _Text:
    """One text, read piece by piece."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    @property
    def rest(self) -> int:
        """How many characters are unread."""
        return len(self.text) - self.at

    def take(self, length: int) -> str:
        """Give the next piece; raises ValueError where the text is shorter."""
        if length > self.rest:
            raise ValueError("The text ends before the redline does.")
        self.at += length
        return self.text[self.at - length : self.at]


def _letters(block: RedlineBlock) -> str:
    inner = f"/{_joined(block.inner)}" if block.inner else ""
    return f"{_LETTERS[block.kind]}{block.move}{_joined(block.ops)}{inner}"


def _joined(ops: Sequence[TextOp]) -> str:
    return "".join(f"{op}{len(text)}" for op, text in ops)


def _lengths(text: str) -> list[tuple[Op, int]]:
    return [(cast(Op, op), int(length)) for op, length in _OP.findall(text)]


def _block(block: _Written, ops: tuple[TextOp, ...], away: dict[int, str]) -> RedlineBlock:
    if not block.inner:
        return RedlineBlock(block.kind, ops, block.move)
    here, there = _Text(away.get(block.move, "")), _Text("".join(text for _, text in ops))
    inner = _cut(block.inner, here, there)
    if here.rest or there.rest:
        raise ValueError("What moved is longer than its redline.")
    return RedlineBlock(block.kind, ops, block.move, inner)


def _cut(ops: Sequence[tuple[Op, int]], old: _Text, new: _Text) -> tuple[TextOp, ...]:
    return tuple(_pieces(ops, old, new))


def _pieces(ops: Sequence[tuple[Op, int]], old: _Text, new: _Text) -> Iterator[TextOp]:
    for op, length in ops:
        gone = old.take(length) if op != "+" else ""
        come = new.take(length) if op != "-" else ""
        if op == "=" and gone != come:
            raise ValueError("What the redline calls the same differs.")
        yield op, come or gone
