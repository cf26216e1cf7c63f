"""Which of the paragraphs that went and of those that came are the same paragraph, rewritten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import ceil

from domain.text.redline.affixes import shared_end, shared_start
from domain.text.redline.sequences import Work, rising
from domain.text.redline.sides import Side, Words

Pair = tuple[int, int]

ALIKE = 0.4
"""The likeness (0 to 1) from which on two paragraphs are taken for one."""

_FEW = 1_000  # pairs that are all compared; among more, rare words show the way


class Pairing:
    """Pairs blocks of the old side with blocks of the new one."""

    def __init__(self, old: Side, new: Side, words: Words, work: Work) -> None:
        self.old, self.new, self.words, self.work = old, new, words, work

    def alike(self, gone: Sequence[int], come: Sequence[int], depth: int = 8) -> list[Pair]:
        """Give pairs of blocks that share enough words; both numbers rise."""
        if len(gone) == len(come) and all(map(self._plainly_alike, gone, come)):
            return list(zip(gone, come, strict=True))
        pairs = len(gone) * len(come)
        if not pairs:
            return []
        if pairs <= _FEW and self.work.take(pairs):
            return self._best(gone, come)
        anchors = self._by_rare_words(gone, come) if depth else []
        if not anchors:
            return []
        found = []
        i = j = 0
        for old_at, new_at in [*anchors, (len(gone), len(come))]:
            found += self.alike(gone[i:old_at], come[j:new_at], depth - 1)
            found += zip(gone[old_at : old_at + 1], come[new_at : new_at + 1], strict=True)
            i, j = old_at + 1, new_at + 1
        return found

    def _plainly_alike(self, i: int, j: int) -> bool:
        """Whether what two blocks begin and end with alike is enough."""
        old, new = self.old.contents[i], self.new.contents[j]
        least = ceil(ALIKE * max(len(old), len(new)))
        if old[:least] == new[:least] or old[-least:] == new[-least:]:
            return True
        start = shared_start(old, new)
        return start + shared_end(old, new, min(len(old), len(new)) - start) >= least

    def _by_rare_words(self, gone: Sequence[int], come: Sequence[int]) -> list[Pair]:
        """Pair blocks through words that stand in one block on either side; gives positions."""
        if self.work.strangers:
            return []
        old_words, new_words = self._words(gone, come)
        shared = _in_one(old_words) & _in_one(new_words)
        home = {word: j for j, words in enumerate(new_words) for word in words & shared}
        found = []
        for i, words in enumerate(old_words):
            votes = Counter(home[word] for word in words & shared)
            if votes:
                j = min(votes, key=lambda candidate: (-votes[candidate], candidate))
                if _likeness(words, new_words[j]) >= ALIKE:
                    found.append((i, j))
        return rising(found)

    def _best(self, gone: Sequence[int], come: Sequence[int]) -> list[Pair]:
        """Give the rising pairs with the greatest likeness in all."""
        old_words, new_words = self._words(gone, come)
        likeness = [[_likeness(here, there) for there in new_words] for here in old_words]
        total = [[0.0] * (len(come) + 1) for _ in range(len(gone) + 1)]
        for i in reversed(range(len(gone))):
            for j in reversed(range(len(come))):
                paired = likeness[i][j] + total[i + 1][j + 1] if likeness[i][j] >= ALIKE else 0.0
                total[i][j] = max(total[i + 1][j], total[i][j + 1], paired)
        found = []
        i = j = 0
        while i < len(gone) and j < len(come):
            alike = likeness[i][j] >= ALIKE
            if alike and total[i][j] == likeness[i][j] + total[i + 1][j + 1]:
                found.append((gone[i], come[j]))
                i, j = i + 1, j + 1
            elif total[i][j] == total[i + 1][j]:
                i += 1
            else:
                j += 1
        return found

    def _words(
        self, gone: Sequence[int], come: Sequence[int]
    ) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
        old = [self.words[self.old.contents[i]] for i in gone]
        return old, [self.words[self.new.contents[j]] for j in come]


def _in_one(texts: Iterable[frozenset[str]]) -> set[str]:
    """Give the words that stand in exactly one of the texts."""
    texts_with: Counter[str] = Counter()
    for words in texts:
        texts_with.update(words)
    return {word for word, count in texts_with.items() if count == 1}


def _likeness(old: frozenset[str], new: frozenset[str]) -> float:
    """Give a Tversky index: with as many words on both sides Dice's; more for one in the other.

    A sentence that became a long paragraph is still the same paragraph, and the other way round.
    """
    shared = len(old & new)
    if not shared:
        return float(old == new)
    fewer, more = len(old) - shared, len(new) - shared
    if fewer > more:
        fewer, more = more, fewer
    return shared / (shared + 0.8 * fewer + 0.2 * more)
