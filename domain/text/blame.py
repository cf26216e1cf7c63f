"""Where every word of a text comes from: the revision that brought it, whatever became of it since.

Kept as runs: so many characters in a row, and what is said of them. One more revision is one step
along the redline to it; a paragraph that moved brings its runs along.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby
from typing import Generic, NamedTuple, TypeVar

from domain.text import sentences as split
from domain.text.blocks import blocks, paragraphs
from domain.text.redline.ops import Redline
from domain.text.seen import Seen, seen_of
from domain.text.sentences import Place
from domain.text.tokens import tokens
from domain.text.tracing import kept

T = TypeVar("T")
Runs = list[tuple[int, T]]
"""Lengths in code points, none of them 0, with what is said of so many; together the text's."""

Vorgaben = tuple[int, ...]
"""The numbers of the Vorgaben that words answer, in order; mostly none."""


def first(text: str, said: T) -> Runs[T]:
    """Say the same of a whole text."""
    return _joined([(len(text), said)])


def step(runs: Runs[T], found: Redline, new: T) -> Runs[T]:
    """Take the runs of the old text of a redline to the new one; what came is `new`."""
    reader = _Reader(runs)
    pieces: list[tuple[int, T]] = []
    at = 0
    for old, begin, length, _ in kept(found):
        if begin > at:
            pieces.append((begin - at, new))
        pieces += reader.between(old, old + length)
        at = begin + length
    pieces.append((_length(found) - at, new))
    return _joined(pieces)


def answering(
    runs: Runs[Vorgaben], places: Iterable[tuple[int, int]], vorgabe: int
) -> Runs[Vorgaben]:
    """Say of all characters in these places (start, end) that they answer a Vorgabe too."""
    for start, end in places:
        reader = _Reader(runs)
        runs = _joined(
            [
                *reader.between(0, start),
                *((n, tuple(sorted({*said, vorgabe}))) for n, said in reader.between(start, end)),
                *reader.between(end, reader.length),
            ]
        )
    return runs


_PIECE = re.compile(r"\w+|[^\w\s]+$")  # of a word its letters: not the star in `Bürger*innen`


class Part(NamedTuple):
    """Words that follow each other and have one origin; `words` is 0 of mere punctuation, and of
    what no reader sees."""

    start: int
    end: int
    revision: int
    answers: Vorgaben
    words: int


class Sentence(NamedTuple):
    """A sentence, heading or table row with its parts, in order; places in code points."""

    start: int
    end: int
    parts: tuple[Part, ...]

    @property
    def revision(self) -> int:
        """The revision most of its words are from; of several the oldest."""
        return self.shares[0][0]

    @property
    def newest(self) -> int:
        """The last revision that put anything into it."""
        return max(part.revision for part in self.parts)

    @property
    def shares(self) -> tuple[tuple[int, int], ...]:
        """How many words are from which revision, (revision, words), the most first."""
        words: dict[int, int] = {}
        for part in self.parts:
            words[part.revision] = words.get(part.revision, 0) + part.words
        return tuple(sorted(words.items(), key=lambda share: (-share[1], share[0])))

    @property
    def answers(self) -> Vorgaben:
        """The Vorgaben that any of its words answer."""
        return tuple(sorted({number for part in self.parts for number in part.answers}))


def sentences(
    text: str,
    origins: Runs[int],
    answers: Runs[Vorgaben],
    *,
    start: int = 0,
    end: int | None = None,
) -> Iterator[Sentence]:
    """Give where each sentence of a text comes from, word by word; no word is ever split.

    A word that has characters of several revisions is the newest one's. With `start` and `end`
    only those of the paragraphs that lie between them.
    """
    among = blocks(text)
    units = [
        unit
        for unit in paragraphs(text, among)
        if unit.end > start and (end is None or unit.start < end)
    ]
    said = _Said(seen_of(units, numbers=False), _Reader(origins), _Reader(answers))
    for place in split.sentences(text, start, end, among=among):
        yield Sentence(place.start, place.end, tuple(_parts(said.parts(text, place))))


class _Said:
    """What is read of a text, and what is said of its characters."""

    def __init__(self, seen: Seen, revisions: _Reader[int], vorgaben: _Reader[Vorgaben]) -> None:
        self._seen, self._revisions, self._vorgaben = seen, revisions, vorgaben

    def parts(self, text: str, place: Place) -> Iterator[Part]:
        """Give the words of a sentence one by one, and the signs between that no reader sees."""
        behind = place.start
        at, end = self._seen.between(*place)
        read = self._seen.text[at:end]
        bare = read == text[place.start : place.end]  # nothing in it but what is read
        for token in tokens(read):
            word = token.rstrip()
            if word:
                spans = [piece.span() for piece in _PIECE.finditer(word)]
                if bare:
                    begin = place.end - (end - at)
                    stop = begin + len(word)
                    letters = [(begin + a, begin + b) for a, b in spans]
                else:
                    begin, stop = self._seen.source(at, at + len(word))
                    letters = [one for a, b in spans for one in self._seen.places(at + a, at + b)]
                if not bare:
                    yield from self._signs(text, behind, begin)
                is_word = any(map(str.isalnum, word))
                yield self._part(begin, stop, letters, is_word=is_word)
                behind = stop
            at += len(token)
        yield from self._signs(text, behind, place.end)

    def _signs(self, text: str, start: int, end: int) -> Iterator[Part]:
        for signs in _SIGNS.finditer(text, start, end):
            yield self._part(*signs.span(), [signs.span()], is_word=False)

    def _part(
        self, start: int, end: int, letters: Iterable[tuple[int, int]], *, is_word: bool
    ) -> Part:
        newest = max(
            revision for piece in letters for _, revision in self._revisions.between(*piece)
        )
        answered = {number for _, said in self._vorgaben.between(start, end) for number in said}
        return Part(start, end, newest, tuple(sorted(answered)), int(is_word))


_SIGNS = re.compile(r"\S+")


def _parts(words: Iterable[Part]) -> Iterator[Part]:
    """Join neighbours of one origin."""
    for _, run in groupby(words, key=lambda word: (word.revision, word.answers)):
        here = list(run)
        yield here[0]._replace(end=here[-1].end, words=sum(word.words for word in here))


class _Reader(Generic[T]):
    """Gives the runs of any part of a text."""

    def __init__(self, runs: Runs[T]) -> None:
        self._runs = runs
        self._ends = list(accumulate(length for length, _ in runs))
        self.length = self._ends[-1] if runs else 0

    def between(self, start: int, end: int) -> Runs[T]:
        """Give the runs from `start` to `end`, the first and the last cut to it."""
        end = min(end, self.length)
        found: Runs[T] = []
        number = bisect_right(self._ends, start)
        while start < end:
            stop = min(self._ends[number], end)
            found.append((stop - start, self._runs[number][1]))
            start, number = stop, number + 1
        return found


def _joined(pieces: Iterable[tuple[int, T]]) -> Runs[T]:
    """Make one run of neighbours that say the same, and none of nothing."""
    runs: Runs[T] = []
    for length, said in pieces:
        if runs and runs[-1][1] == said:
            runs[-1] = (runs[-1][0] + length, said)
        elif length:
            runs.append((length, said))
    return runs


def _length(found: Redline) -> int:
    return sum([len(text) for block in found.blocks for op, text in block.ops if op != "-"])
