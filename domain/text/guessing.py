"""Guesses where an orphaned passage may stand now: offered for a person to confirm, never taken.

The sentences that share the passage's rare words are looked at; words that stand everywhere
count for little.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log

from domain.text.passages import LIMIT, Passage, at_place
from domain.text.sentences import sentences

_ALIKE = 0.4  # of all words, by weight: with less in common nothing is offered
_RAREST = 12  # words of the passage whose sentences are looked at
_MOST = 40  # sentences looked at for each of these words
_LONGEST = 20  # sentences of a place that is offered
_WORD = re.compile(r"\w+(?:[*:]\w+)*")


def guess(exact: str, text: str) -> Passage | None:
    """Give the place of a text most like these words, None where nothing is like them."""
    places = list(sentences(text))
    words = [_words(text[place.start : place.end]) for place in places]
    common = Counter(word for counted in words for word in counted)
    wanted = _words(exact)
    count = min(max(sum(1 for _ in sentences(exact)), 1), _LONGEST)
    best, found = _ALIKE, None
    for start in sorted(_starts(wanted, words, common, count)):
        end = min(start + count, len(places))
        likeness = _likeness(wanted, sum(words[start:end], Counter()), common)
        if likeness > best:
            best, found = likeness, (places[start].start, places[end - 1].end)
    return _at(text, *found) if found else None


def _at(text: str, start: int, end: int) -> Passage | None:
    return at_place(text, start, end) if end - start <= LIMIT else None


def _words(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in _WORD.findall(text))


def _starts(
    wanted: Iterable[str], words: Sequence[Counter[str]], common: Counter[str], count: int
) -> set[int]:
    """Give where runs of `count` sentences begin that hold a rare word of the passage."""
    rare = sorted((word for word in wanted if word in common), key=lambda word: common[word])
    where = _where(set(rare[:_RAREST]), words)
    return {
        start
        for held in where.values()
        for at in held[:_MOST]
        for start in range(max(at - count + 1, 0), at + 1)
    }


def _where(rare: set[str], words: Sequence[Counter[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, counted in enumerate(words):
        for word in rare.intersection(counted):
            found[word].append(at)
    return found


def _likeness(wanted: Counter[str], here: Counter[str], common: Counter[str]) -> float:
    """Give how much of both is shared, from 0 to 1: a word weighs the more the rarer it is."""
    shared = _weight((wanted & here).items(), common)
    return 2 * shared / ((_weight(wanted.items(), common) + _weight(here.items(), common)) or 1)


def _weight(counted: Iterable[tuple[str, int]], common: Counter[str]) -> float:
    return sum(times / (1 + log(1 + common[word])) for word, times in counted)
