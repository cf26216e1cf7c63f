"""What the API answers about what changed between two texts."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from domain.text.changes import looks_of, new_text, old_text, places
from domain.text.markup import Look, list_number
from domain.text.redline.ops import BlockKind, Redline

Ops = list[tuple[Literal["=", "-", "+"], str]]


class RedlineBlock(BaseModel):
    """A part of the text; its ops rebuild both sides. `old` and `new` number its paragraph there.

    What moved is two blocks with one number `move`: `moved_away` where it stood, `moved_here`
    where it stands; there `inner` says what changed in its words on the way. `looks` names what
    signs do that came or went, in words that stayed; `old_item` and `new_item` are the numbers of
    an item of a list.
    """

    kind: BlockKind
    ops: Ops
    old: int | None
    new: int | None
    move: int | None
    inner: Ops
    looks: list[Look]
    old_item: int | None
    new_item: int | None

    @classmethod
    def all_of(cls, found: Redline) -> list[Self]:
        """Give the blocks of a redline with the numbers of their paragraphs."""
        return [
            cls(
                kind=block.kind, ops=list(block.ops), move=block.move or None,
                inner=list(block.inner), old=old.number if old else None,
                new=new.number if new else None, looks=sorted(looks_of(block)),
                old_item=list_number(old_text(block.ops)),
                new_item=list_number(new_text(block.ops)),
            )
            for block, (old, new) in zip(found.blocks, places(found), strict=True)
        ]  # fmt: skip


class RedlineOfTexts(BaseModel):
    """What changed between two texts that are no revisions."""

    from_sha256: str
    to_sha256: str
    algorithm: str
    blocks: list[RedlineBlock]


class RedlineAnswer(BaseModel):
    """What changed between two revisions; an op is one of `=`, `-`, `+` with its text.

    The same two texts (`from_sha256`, `to_sha256`) under the same `algorithm` always give it.
    """

    model_config = ConfigDict(validate_by_name=True)
    from_: int = Field(alias="from")
    to: int
    from_sha256: str
    to_sha256: str
    algorithm: str
    blocks: list[RedlineBlock]


class ComputingAnswer(BaseModel):
    """A long redline that is being computed: how much of how much; of 0 while it waits."""

    done: int
    total: int
