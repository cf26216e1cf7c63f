"""Changes that end one paragraph and begin the next, kept apart.

LibreOffice takes two of one kind, author and minute for one where only the end of a paragraph lies
between them, and drops that end with them. The document says the same either way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from review_service.word.changed import Block, Fate, Paragraph, Part, Words

_LAST = re.compile(r"\S*\s*\Z")
_KINDS = {Fate.COME: Fate.COME, Fate.MOVED: Fate.COME, Fate.GONE: Fate.GONE, Fate.LEFT: Fate.GONE}


def parted(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give blocks of which none ends, with an end that stays, as the next one begins."""
    waiting: Block | None = None
    for block in blocks:
        if waiting is not None:
            yield _before(waiting, block)
        waiting = block
    if waiting is not None:
        yield waiting


def _before(block: Block, following: Block) -> Block:
    if not isinstance(block, Paragraph) or not isinstance(following, Paragraph):
        return block
    begins = following.parts[0].fate if following.parts else following.fate
    kind = _KINDS.get(begins)
    if block.fate is not Fate.KEPT or not kind or not block.parts:
        return block
    if block.parts[-1].fate is not kind:
        return block
    return block._replace(parts=tuple(_turned(block.parts, kind)))


def _turned(parts: tuple[Part, ...], kind: Fate) -> list[Part]:
    """Let what changed at the end of a paragraph end with the other kind; where there is none, the
    last word that stays goes and comes again."""
    at = len(parts)
    while at and parts[at - 1].fate in (Fate.COME, Fate.GONE):
        at -= 1
    kept, tail = list(parts[:at]), list(parts[at:])
    if all(part.fate is kind for part in tail):
        if not kept or not isinstance(kept[-1], Words):
            return list(parts)
        kept[-1:], last = _last_word(kept[-1])
        if kind is Fate.COME:
            tail = [last._replace(fate=Fate.COME, old=None), *tail, _gone(last)]
        else:
            tail = [_gone(last), *tail, last._replace(fate=Fate.COME, old=None)]
        return [*kept, *tail]
    return [*kept, *sorted(tail, key=lambda part: part.fate is not kind)]


def _gone(words: Words) -> Words:
    return words._replace(fate=Fate.GONE, face=words.was, new=None)


def _last_word(words: Words) -> tuple[list[Part], Words]:
    at = len(words.text) - len(_LAST.findall(words.text)[0])
    if not at:
        return [], words
    last = words._replace(
        text=words.text[at:],
        old=None if words.old is None else words.old + at,
        new=None if words.new is None else words.new + at,
    )
    return [words._replace(text=words.text[:at])], last
