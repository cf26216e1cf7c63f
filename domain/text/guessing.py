"""Guesses where an orphaned passage may stand now: offered for a person to confirm, never taken.

What stands around the passage's rare words is looked at, and no more of a text than `_LOOKED_AT`;
words that stand everywhere count for little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from math import log

from domain.text.passages import LIMIT, Passage, at_place
from domain.text.sentences import Place, sentences

_ALIKE = 0.4  # of all words, by weight: with less in common nothing is offered
_RAREST = 12  # words of the passage that are looked for
_UNSEEN = 48  # words tried before these that the sample does not have
_MOST = 40  # places of each of these words
_FOUND = 1000  # times its letters are found for them
_AROUND = 500  # characters on either side of such a place, and twice the passage
_LOOKED_AT = 400_000  # characters in which sentences are compared
_SAMPLE = 500_000  # characters that tell how common a word is
_SLICES = 50  # of a longer text they are taken from so many parts of it
_LONGEST = 20  # sentences of a place that is offered
_WORD = re.compile(r"\w+(?:[*:]\w+)*")

_Weight = Callable[[str], float]


def guess(exact: str, text: str) -> Passage | None:
    """Give the place of a text most like these words, None where nothing is like them."""
    wanted, folded = Counter(_words(_folded(exact))), _folded(text)
    common = _common(folded)
    count = min(max(sum(1 for _ in sentences(exact)), 1), _LONGEST)
    by_rarity = sorted(wanted, key=lambda word: (common(word), -len(word), word))
    unseen = [word for word in by_rarity if not common(word)]
    rare = unseen[:_UNSEEN] + by_rarity[len(unseen) :][:_RAREST]
    weight = cache(lambda word: 1 / (1 + log(1 + common(word))))
    best, found = _ALIKE, None
    for window in _windows(rare, folded, _AROUND + 2 * len(exact)):
        for likeness, place in _runs(wanted, folded, _whole(text, window), count, weight):
            if likeness > best and place.end - place.start <= LIMIT:
                best, found = likeness, place
    return at_place(text, *found) if found else None


def _folded(text: str) -> str:
    """Give a text in small letters, each where it stood: İ alone would become two."""
    return text.replace("İ", "I").lower()


def _words(folded: str) -> list[str]:
    words: list[str] = _WORD.findall(folded)
    return words


def _common(folded: str) -> Callable[[str], float]:
    """Tell how often a word stands in a text; about how often in a very long one."""
    share = min(_SAMPLE / max(len(folded), 1), 1)
    step = len(folded) // _SLICES + 1 if share < 1 else len(folded) + 1
    counted: Counter[str] = Counter()
    for at in range(0, len(folded), step):
        counted.update(_words(folded[at : at + int(step * share)]))
    return lambda word: counted[word] / share


def _windows(rare: Iterable[str], folded: str, around: int) -> list[Place]:
    """Give what lies around the passage's rare words, in the order of the text; none overlap."""
    found: list[Place] = []
    there = (places for word in rare if (places := _standing(word, folded)))
    for at in (at for places in islice(there, _RAREST) for at in places):
        near = Place(max(at - around // 2, 0), min(at + around // 2, len(folded)))
        if any(window.start <= near.start and near.end <= window.end for window in found):
            continue
        found.append(Place(max(at - around, 0), min(at + around, len(folded))))
        if len(found) * 2 * around > _LOOKED_AT:
            break
    return _merged(sorted(found))


def _standing(word: str, folded: str) -> list[int]:
    """Give where a word begins; of one that other words hold, not beyond `_FOUND` of these."""
    places: list[int] = []
    at = folded.find(word)
    for _ in range(_FOUND):
        if at < 0 or len(places) == _MOST:
            break
        end = at + len(word)
        if not (_is_word(folded[at - 1 : at]) or _is_word(folded[end : end + 1])):
            places.append(at)
        at = folded.find(word, end)
    return places


def _is_word(char: str) -> bool:
    return char == "_" or char.isalnum()


def _merged(found: Iterable[Place]) -> list[Place]:
    merged: list[Place] = []
    for window in found:
        if merged and window.start <= merged[-1].end:
            window = Place(merged[-1].start, max(merged.pop().end, window.end))
        merged.append(window)
    return merged


def _whole(text: str, window: Place) -> list[Place]:
    """Give the sentences of a part of a text, without those that it cuts."""
    start, end = window
    if start:
        start = max(text.find("\n\n", start, start + _AROUND // 2), start)
    found = [Place(start + place.start, start + place.end) for place in sentences(text[start:end])]
    first = 1 if start and text[start] != "\n" else 0
    last = len(found) - 1 if end < len(text) else len(found)
    return found[first:last]


def _runs(
    wanted: Counter[str], folded: str, places: Sequence[Place], count: int, weight: _Weight
) -> Iterator[tuple[float, Place]]:
    """Give each run of `count` sentences, and how much of it and the passage is shared (0 to 1)."""
    words = [_words(folded[place.start : place.end]) for place in places]
    here: Counter[str] = Counter()
    both, shared = sum(times * weight(word) for word, times in wanted.items()), 0.0
    for at in range(len(places)):
        for word in words[at]:
            here[word] += 1
            both += weight(word)
            shared += weight(word) * (here[word] <= wanted[word])
        for word in words[at - count] if at >= count else ():
            shared -= weight(word) * (here[word] <= wanted[word])
            both -= weight(word)
            here[word] -= 1
        if at + 1 >= min(count, len(places)):
            first = places[max(at - count + 1, 0)]
            yield round(2 * shared / both, 9), Place(first.start, places[at].end)
