"""Paragraphs that went in one place and came in another, also with some other words in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from domain.text.redline.ops import RedlineBlock, TextOp
from domain.text.redline.sequences import Work
from domain.text.redline.sides import Words
from domain.text.redline.spans import MOVABLE

_ALIKE = 0.65  # of the letters of two paragraphs' words: more than where they stand side by side
_RARE = 4  # in how many paragraphs a word may stand that shows where one went
_TRIED = 3  # how many of the most likely places are looked at


Compare = Callable[[str, str, Work], tuple[TextOp, ...]]
"""Gives what changed between two paragraphs."""


def with_moves(
    blocks: Sequence[RedlineBlock], words: Words, work: Work, compare: Compare
) -> list[RedlineBlock]:
    """Give the blocks with those that were deleted and inserted as moved, where they were."""
    if work.strangers:
        return list(blocks)
    gone = _texts(blocks, "deleted")
    come = _texts(blocks, "inserted")
    pairs = _exact(gone, come, words)
    pairs += _reworded(
        {i: words[text] for i, text in _without(gone, {i for i, _ in pairs}).items()},
        {j: words[text] for j, text in _without(come, {j for _, j in pairs}).items()},
    )
    found = list(blocks)
    for number, (j, i) in enumerate(sorted((j, i) for i, j in pairs), start=1):
        (_, old), (_, new) = blocks[i].ops[0], blocks[j].ops[0]
        found[i] = RedlineBlock("moved_away", blocks[i].ops, number)
        found[j] = RedlineBlock("moved_here", blocks[j].ops, number, compare(old, new, work))
    return found


_Texts = dict[int, str]
"""Each block that may have moved, without the white space around it, by its number."""


def _texts(blocks: Sequence[RedlineBlock], kind: str) -> _Texts:
    texts = {at: b.ops[0][1].strip() for at, b in enumerate(blocks) if b.kind == kind}
    return {at: text for at, text in texts.items() if len(text) >= MOVABLE}


def _without(texts: _Texts, found: AbstractSet[int]) -> _Texts:
    return {at: text for at, text in texts.items() if at not in found}


def _exact(gone: _Texts, come: _Texts, words: Words) -> list[tuple[int, int]]:
    """Pair those with the same words, in order."""
    shared = {words[text] for text in gone.values()} & {words[text] for text in come.values()}
    places: dict[str, list[int]] = {}
    for j, text in reversed(come.items()):
        if words[text] in shared:
            places.setdefault(_respaced(text), []).append(j)
    pairs = []
    for i, text in gone.items():
        free = places.get(_respaced(text)) if words[text] in shared else None
        if free:
            pairs.append((i, free.pop()))
    return pairs


def _respaced(text: str) -> str:
    return " ".join(text.split())


def _reworded(
    old: dict[int, frozenset[str]], new: dict[int, frozenset[str]]
) -> list[tuple[int, int]]:
    """Pair those that share rare words and most of their letters, the likest first."""
    home = _homes(new, known=frozenset().union(*old.values()))
    likely = []
    for i, words in old.items():
        votes = Counter(chain.from_iterable(filter(None, map(home.get, words))))
        for j in sorted(votes, key=lambda j: (-votes[j], j))[:_TRIED]:
            likeness = _likeness(words, new[j])
            if likeness >= _ALIKE:
                likely.append((-likeness, i, j))
    pairs = []
    for _, i, j in sorted(likely):
        if i in old and j in new:
            pairs.append((i, j))
            del old[i], new[j]
    return pairs


def _homes(texts: dict[int, frozenset[str]], known: AbstractSet[str]) -> dict[str, list[int]]:
    """Give for each word that is known, and rare, the texts it stands in."""
    sought = {at: words & known for at, words in texts.items()}
    texts_with = Counter(chain.from_iterable(sought.values()))
    homes: dict[str, list[int]] = {word: [] for word, n in texts_with.items() if n <= _RARE}
    rare = frozenset(homes)
    for at, words in sought.items():
        for word in words & rare:
            homes[word].append(at)
    return homes


def _likeness(old: AbstractSet[str], new: AbstractSet[str]) -> float:
    shared = 2 * sum(map(len, old & new))
    return shared / (sum(map(len, old)) + sum(map(len, new)))
