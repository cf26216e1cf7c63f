"""Which of the paragraphs that went and of those that came are the same paragraph, rewritten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from domain.text.sequences import Work, rising

Pair = tuple[int, int]

ALIKE = 0.4
"""The likeness (0 to 1) from which on two paragraphs are taken for one."""

_FEW = 1_000  # pairs that are all compared; among more, rare words show the way


def alike(old: Sequence[str], new: Sequence[str], work: Work, depth: int = 8) -> list[Pair]:
    """Give index pairs of paragraphs that share enough words; both numbers rise."""
    pairs = len(old) * len(new)
    if pairs <= _FEW and work.take(pairs):
        return _best(old, new)
    anchors = _by_rare_words(old, new) if depth else []
    if not anchors:
        return []
    found = []
    i = j = 0
    for old_next, new_next in [*anchors, (len(old), len(new))]:
        between = alike(old[i:old_next], new[j:new_next], work, depth - 1)
        found += [(i + here, j + there) for here, there in between]
        found.append((old_next, new_next))
        i, j = old_next + 1, new_next + 1
    return found[:-1]


def _by_rare_words(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Pair paragraphs through words that stand in one paragraph on either side."""
    shared = _in_one(old) & _in_one(new)
    if not shared:
        return []
    home = {word: j for j, text in enumerate(new) for word in shared.intersection(text.split())}
    found = []
    for i, text in enumerate(old):
        votes = Counter(home[word] for word in shared.intersection(text.split()))
        if votes:
            j = min(votes, key=lambda candidate: (-votes[candidate], candidate))
            if _likeness(set(text.split()), set(new[j].split())) >= ALIKE:
                found.append((i, j))
    return rising(found)


def _in_one(texts: Sequence[str]) -> set[str]:
    """Give the words that stand in exactly one of the texts."""
    texts_with: Counter[str] = Counter()
    for text in texts:
        texts_with.update(set(text.split()))
    return {word for word, count in texts_with.items() if count == 1}


def _best(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Give the rising pairs with the greatest likeness in all."""
    old_words = [set(text.split()) for text in old]
    new_words = [set(text.split()) for text in new]
    likeness = [[_likeness(here, there) for there in new_words] for here in old_words]
    total = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = likeness[i][j] + total[i + 1][j + 1] if likeness[i][j] >= ALIKE else 0.0
            total[i][j] = max(total[i + 1][j], total[i][j + 1], paired)
    found = []
    i = j = 0
    while i < len(old) and j < len(new):
        alike = likeness[i][j] >= ALIKE
        if alike and total[i][j] == likeness[i][j] + total[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif total[i][j] == total[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _likeness(old: AbstractSet[str], new: AbstractSet[str]) -> float:
    """Give a Tversky index: with as many words on both sides Dice's; more for one in the other.

    A sentence that became a long paragraph is still the same paragraph, and the other way round.
    """
    shared = len(old & new)
    fewer, more = sorted((len(old) - shared, len(new) - shared))
    return shared / (shared + 0.8 * fewer + 0.2 * more) if shared else float(old == new)
