"""Paragraphs that went in one place and came in another, also with some other words in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from domain.text.ops import RedlineBlock
from domain.text.sequences import Work
from domain.text.spans import MOVABLE
from domain.text.words import compare

_ALIKE = 0.65  # of the letters of two paragraphs' words: more than where they stand side by side
_RARE = 4  # in how many paragraphs a word may stand that shows where one went
_TRIED = 3  # how many of the most likely places are looked at


def with_moves(blocks: Sequence[RedlineBlock], work: Work) -> list[RedlineBlock]:
    """Give the blocks with those that were deleted and inserted as moved, where they were."""
    gone = _texts(blocks, "deleted")
    come = _texts(blocks, "inserted")
    pairs = _exact(gone, come)
    pairs += _reworded(_without(gone, {i for i, _ in pairs}), _without(come, {j for _, j in pairs}))
    found = list(blocks)
    for number, (j, i) in enumerate(sorted((j, i) for i, j in pairs), start=1):
        (_, old), (_, new) = blocks[i].ops[0], blocks[j].ops[0]
        found[i] = RedlineBlock("moved_away", blocks[i].ops, number)
        found[j] = RedlineBlock("moved_here", blocks[j].ops, number, compare(old, new, work))
    return found


_Texts = dict[int, list[str]]
"""The words of each block that may have moved, by its number."""


def _texts(blocks: Sequence[RedlineBlock], kind: str) -> _Texts:
    texts = {at: block.ops[0][1] for at, block in enumerate(blocks) if block.kind == kind}
    return {at: text.split() for at, text in texts.items() if len(text.strip()) >= MOVABLE}


def _without(texts: _Texts, found: AbstractSet[int]) -> _Texts:
    return {at: words for at, words in texts.items() if at not in found}


def _exact(gone: _Texts, come: _Texts) -> list[tuple[int, int]]:
    """Pair those with the same words, in order."""
    places: dict[tuple[str, ...], list[int]] = {}
    for j in reversed(come):
        places.setdefault(tuple(come[j]), []).append(j)
    pairs = []
    for i, words in gone.items():
        free = places.get(tuple(words))
        if free:
            pairs.append((i, free.pop()))
    return pairs


def _reworded(gone: _Texts, come: _Texts) -> list[tuple[int, int]]:
    """Pair those that share rare words and most of their letters, the likest first."""
    old = {i: frozenset(words) for i, words in gone.items()}
    new = {j: frozenset(words) for j, words in come.items()}
    home = _homes(new, known=frozenset().union(*old.values()))
    likely = []
    for i, words in old.items():
        votes = Counter(j for word in words for j in home.get(word, ()))
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
    texts_with: Counter[str] = Counter()
    for words in texts.values():
        texts_with.update(words & known)
    rare = frozenset(word for word, count in texts_with.items() if count <= _RARE)
    homes: dict[str, list[int]] = {}
    for at, words in texts.items():
        for word in words & rare:
            homes.setdefault(word, []).append(at)
    return homes


def _likeness(old: AbstractSet[str], new: AbstractSet[str]) -> float:
    shared = 2 * sum(map(len, old & new))
    return shared / (sum(map(len, old)) + sum(map(len, new)))
