"""A passage: the words of a text that a statement, a question or a Vorgabe speaks of.

The fields are those of the W3C Web Annotation Data Model: TextQuoteSelector and
TextPositionSelector.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property, lru_cache

from domain.text import quoting
from domain.text.blocks import paragraphs
from domain.text.normalise import normalise
from domain.text.notes import raised
from domain.text.refusals import (
    ParagraphUnknown,
    PassageFoundTwice,
    PassageIsEmpty,
    PassageIsTooLong,
    PassageNotFound,
)
from domain.text.seen import Seen, seen
from domain.value import Value

LIMIT = 20_000
"""Most characters in one passage."""

SHORT = 20_000
"""Most characters of a text of which many are kept prepared for quotes."""

CONTEXT = quoting.CONTEXT
"""Most characters kept in front of a passage and behind it."""

_Place = tuple[int, int]  # start and end


class Place(Value):
    """Where words stand in a text: from `start` to `end`, counted in code points."""

    start: int
    end: int


class Passage(Value):
    """Words of one text, and where they stand: from `start` to `end`, counted in code points."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


def locate(
    text: str, exact: str, prefix: str = "", suffix: str = "", *, start: int | None = None
) -> Passage:
    """Find the one place of a normalised text where `exact` stands between prefix and suffix.

    The words are as a page shows them, without the signs of Markdown, with other white space;
    where no reader sees them, as they stand in the text; else with other quotation marks and
    dashes. The passage has the text's own characters. Where they stand at `start` (code points),
    that place is meant, however often they recur. Raises PassageIsEmpty, PassageIsTooLong,
    PassageNotFound, PassageFoundTwice.
    """
    before, words, behind = normalise(prefix), normalise(exact).strip(), normalise(suffix)
    if not words:
        raise PassageIsEmpty
    _refuse_too_long(words)
    if start is not None and text.startswith(words, start):
        return _passage(text, start, start + len(words))
    ways = _of_a_long_text(text) if len(text) > SHORT else _of_a_short_text(text)
    places = _literal(text, before, words, behind)
    if len(places) != 1 or ways.may_say_again(before + words + behind):
        places = _as_read(ways, (before, words, behind), places)
    if not places:
        raise PassageNotFound
    if len(places) > 1:
        raise PassageFoundTwice
    return _passage(text, *places.pop())


def of_paragraph(text: str, number: int) -> Passage:
    """Give a whole paragraph by its number. Raises ParagraphUnknown, PassageIsTooLong."""
    numbered = [unit for unit in paragraphs(text) if unit.number]
    if not 1 <= number <= len(numbered):
        possible = {0: "keiner", 1: "nur 1"}.get(len(numbered), f"1 bis {len(numbered)}")
        raise ParagraphUnknown(number=number, possible=possible)
    unit = numbered[number - 1]
    return _passage(text, unit.start, unit.end)


def at_place(text: str, start: int, end: int) -> Passage:
    """Give the passage between two places of a text, without white space at its ends."""
    exact = text[start:end]
    start += len(exact) - len(exact.lstrip())
    exact = exact.strip()
    end = start + len(exact)
    prefix, suffix = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Passage(exact=exact, prefix=prefix, suffix=suffix, start=start, end=end)


def _passage(text: str, start: int, end: int) -> Passage:
    passage = at_place(text, start, end)
    _refuse_too_long(passage.exact)
    return passage


def _refuse_too_long(exact: str) -> None:
    if len(exact) > LIMIT:
        raise PassageIsTooLong(limit=f"{LIMIT:,}".replace(",", "."))


def _literal(text: str, prefix: str, exact: str, suffix: str) -> set[_Place]:
    """Give up to two places where the quote stands letter by letter."""
    places: set[_Place] = set()
    at = text.find(prefix + exact + suffix)
    while at >= 0 and len(places) < 2:
        start = at + len(prefix)
        places.add((start, start + len(exact)))
        at = text.find(prefix + exact + suffix, at + 1)
    return places


_Quote = tuple[str, str, str]  # what stands before it, its words, what stands behind it


def _as_read(ways: _Ways, quote: _Quote, written: set[_Place]) -> set[_Place]:
    """Give some of the places where a quote is read, else where it is `written`, else alike."""
    parts = [_Folded(part) for part in quote]
    seen, alike = [part.seen.strip() for part in parts], [part.alike.strip() for part in parts]
    if not seen[1]:  # an eye sees nothing of it
        return written
    return (
        ways.showing(*seen, alike=False)
        or written
        or ways.showing(*alike, alike=True)
        or ways.written.places(*alike, alike=True)
    )


_GAPS = str.maketrans({char: " " for char in map(chr, range(0x3001)) if char.isspace()})
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("’‘‚‛‹›´`", "'"),
        **dict.fromkeys("‐‑‒–—", "-"),
        **{raised(digit): digit for digit in "0123456789"},  # a page sets the number of a note high
    }
)
_INVISIBLE = "\u00ad\u200b-\u200f\u2060-\u2064\ufeff"
_UNSEEN = re.compile(rf"(?<=[ ])[ {_INVISIBLE}]+|[{_INVISIBLE}]+")


class _Folded:
    """Words with one kind of space, and with nothing invisible: as an eye tells them apart."""

    def __init__(self, text: str) -> None:
        text = text.translate(_GAPS)
        pieces = []
        self._starts, self._origins = [0], [0]
        at = length = 0
        for unseen in _UNSEEN.finditer(text):
            pieces.append(text[at : unseen.start()])
            length += unseen.start() - at
            at = unseen.end()
            self._starts.append(length)
            self._origins.append(at)
        self.seen = "".join([*pieces, text[at:]])

    @cached_property
    def alike(self) -> str:
        """The same with one kind of quotation mark and dash."""
        return self.seen.translate(_ALIKE)

    def places(self, before: str, words: str, behind: str, *, alike: bool) -> set[_Place]:
        """Give some of the places of the text, as it was, where a quote stands."""
        text = self.alike if alike else self.seen
        found: set[_Place] = set()
        for gap in ("", " ") if before else ("",):  # a context may lack the space between
            for next_gap in ("", " ") if behind else ("",):
                found |= _literal(text, before + gap, words, next_gap + behind)
        return {(self.origin(start), self.origin(end - 1) + 1) for start, end in found}

    def origin(self, position: int) -> int:
        """Give where a character stands in the text as it was."""
        piece = bisect_right(self._starts, position) - 1
        return self._origins[piece] + position - self._starts[piece]


class _Ways:
    """The ways in which a quote of a text may be written: each prepared where it is first asked."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def numbered(self) -> tuple[Seen, _Folded]:
        """The text as it is read."""
        return _shown(seen(self.text))

    @cached_property
    def unnumbered(self) -> tuple[Seen, _Folded]:
        """The text as it is read, without the numbers of items."""
        return _shown(seen(self.text, numbers=False))

    @cached_property
    def written(self) -> _Folded:
        """The text as its author wrote it."""
        return _Folded(self.text)

    def showing(self, before: str, words: str, behind: str, *, alike: bool) -> set[_Place]:
        """Give some of the places where a quote is read, a single one with the signs it needs."""
        for shown, folded in (self.numbered, self.unnumbered):
            found = folded.places(before, words, behind, alike=alike)
            if len(found) == 1:
                said = shown.text[slice(*min(found))]
                return {quoting.whole(self.text, *shown.source(*found.pop()), said)}
            if found:
                return found
        return set()

    def may_say_again(self, written: str) -> bool:
        """Whether words that are written once may be read elsewhere; far sooner known than where.

        An address may hide words, or part them; an entity may be one.
        """
        if self._letters is None:
            return True
        said = _NO_LETTERS.sub("", written)
        return self._letters.find(said) != self._letters.rfind(said)

    @cached_property
    def _letters(self) -> str | None:
        hides = "](" in self.text or "&" in self.text
        return None if hides else _NO_LETTERS.sub("", self.text)


_NO_LETTERS = re.compile(r"[\W_]+")


def _shown(shown: Seen) -> tuple[Seen, _Folded]:
    return shown, _Folded(shown.text)


# Quotes come in numbers, and of one text; its paragraphs, searched in between, would push it out.
_of_a_long_text = lru_cache(maxsize=2)(_Ways)
_of_a_short_text = lru_cache(maxsize=32)(_Ways)
