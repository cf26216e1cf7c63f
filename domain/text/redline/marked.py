"""The words of paragraphs compared as a reader sees them: signs that no reader sees are no words.

Rules of algorithm `paragraphs-3`: `**Kosten**` and `Kosten`, `Bürger\\*innen` and `Bürger*innen`
are the same word with other signs at it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Self

from domain.text.markup import Look, Mark, inline, is_between, leads, marks, may_mark
from domain.text.redline.affixes import shared_words
from domain.text.redline.cells import paired
from domain.text.redline.ops import TextOp
from domain.text.redline.script import Script
from domain.text.redline.sequences import Work, edits_of_words
from domain.text.redline.words import add_middle
from domain.text.tokens import keys, tokens


def compare(
    old: str, new: str, work: Work, *, row: bool = False, several: bool = False
) -> tuple[TextOp, ...]:
    """Give what changed from old to new: no word is cut but for signs in it.

    In a table's `row` no change spans two cells; `several`: either text may have several blocks.
    """
    if old == new:
        return (("=", new),) if new else ()
    script = _Script()
    if row:
        _add_row(script, old, new, work)
    elif several or _reach_far(old) or _reach_far(new) or leads(old) != leads(new):
        _add(script, _Seen(old, marks(old)), _Seen(new, marks(new)), work)
    else:
        start, end = shared_words(old, new)
        gone, come = old[start : len(old) - end], new[start : len(new) - end]
        script.same(old[:start])
        if may_mark(gone) or may_mark(come):
            _add(script, _Seen.of_words(gone), _Seen.of_words(come), work)
        else:
            add_middle(script, gone, come, work)
        script.same(old[len(old) - end :])
    return script.ops()


def _reach_far(text: str) -> bool:
    """Whether a block may have signs, but those it begins with, that belong to others far away."""
    if text.rstrip()[-1:] in _UNDERLINES:
        return True
    may = "*" in text or "_" in text or "`" in text or ">" in text or "~~~" in text
    return may and bool(_FAR.search(text))


_FAR = re.compile(r"[`>]|~~~|(?<!\w)[*_]|[*_](?!\w)")
_UNDERLINES = ("=", "-", "#")


def _add_row(script: _Script, old: str, new: str, work: Work) -> None:
    (old_lead, old_cells, old_end), (new_lead, new_cells, new_end) = _cells(old), _cells(new)
    script.change(old_lead, new_lead)
    script.border()
    here, there = iter(old_cells), iter(new_cells)
    gone_cells, come_cells = (
        [f"{words.strip()}|" for words, _ in row] for row in (old_cells, new_cells)
    )
    for gone, come in paired(gone_cells, come_cells, work):
        _add_cell(script, next(here) if gone else _NO_CELL, next(there) if come else _NO_CELL, work)
    script.change(old_end, new_end)


_Cell = tuple[str, str]
"""What stands in a cell of a table, and the bar behind it, which the last one may lack."""
_NO_CELL = ("", "")
_CELL = re.compile(r"((?:[^|\\]|\\.|\\\Z)*)(\||\Z)", re.DOTALL)


def _cells(row: str) -> tuple[str, list[_Cell], str]:
    """Split a row into the bar it begins with, its cells, and the white space behind it."""
    inside = row.strip()
    lead = row.index(inside)
    bar = inside.startswith("|")
    found = [(cell[1], cell[2]) for cell in _CELL.finditer(inside, bar) if cell[0]]
    return row[: lead + bar], found, row[lead + len(inside) :]


def _add_cell(script: _Script, old: _Cell, new: _Cell, work: Work) -> None:
    if _NO_CELL in (old, new):
        script.change("".join(old), "".join(new))
    else:
        _add(script, _Seen.of_cell(old[0]), _Seen.of_cell(new[0]), work)
        script.border()
        script.change(old[1], new[1])
    script.border()


class _Seen:
    """A text as the words a reader sees: its pieces, joined, are the text; the first one has what
    stands in front of all words, each other one a word with the signs and white space behind it."""

    def __init__(self, text: str, found: Sequence[Mark]) -> None:
        self.text = text
        self.unseen = bytearray(len(text))
        self._starts: list[int] = []  # where each part of what is seen begins there,
        self._origins: list[int] = []  # and here
        seen = self._without(found)
        lead = len(seen) - len(seen.lstrip())
        words = tokens(seen[lead:])
        ends = accumulate(map(len, words), initial=lead)
        self.keys = ["", *keys(seen, words)]
        self.places = [0, *map(self._origin, list(ends)[:-1]), len(text)]

    @classmethod
    def of_words(cls, text: str) -> Self:
        """Give words that stand within a block."""
        return cls(text, inline(text, 0, len(text)))

    @classmethod
    def of_cell(cls, text: str) -> Self:
        """Give the words of a table's cell."""
        if is_between(text):
            return cls(text, [Mark(0, len(text), Look.ALIGNMENT)])
        return cls.of_words(text)

    def _without(self, found: Sequence[Mark]) -> str:
        parts: list[str] = []
        length = at = 0
        ends = (len(self.text), len(self.text))
        for start, end in [*((mark.start, mark.end) for mark in found), ends]:
            blank = "\u00a0" if self.text[start : start + 1] == "&" else ""
            for origin, part in ((at, self.text[at:start]), (start, blank)):
                self._starts.append(length)
                self._origins.append(origin)
                parts.append(part)
                length += len(part)
            self.unseen[start:end] = b"\1" * (end - start)
            at = end
        self._starts.append(length)
        self._origins.append(at)
        return "".join(parts)

    def _origin(self, place: int) -> int:
        part = bisect_right(self._starts, place) - 1
        return self._origins[part] + place - self._starts[part]

    def between(self, first: int, last: int) -> str:
        """Give the text of some pieces."""
        return self.text[self.places[first] : self.places[last]]

    def letters(self, piece: int) -> Iterator[tuple[str, str]]:
        """Give each character of a piece that is seen, with the unseen ones in front of it; last
        those behind all, with none."""
        start, end = self.places[piece], self.places[piece + 1]
        for at in range(start, end):
            if not self.unseen[at] and not self.text[at].isspace():
                yield self.text[start:at], self.text[at]
                start = at + 1
        yield self.text[start:end], ""


def _add(script: _Script, old: _Seen, new: _Seen, work: Work) -> None:
    i = j = 0
    for op, count in edits_of_words(old.keys, new.keys, work):
        gone, come = i + count * (op != "+"), j + count * (op != "-")
        if op != "=":
            script.change(old.between(i, gone), new.between(j, come))
        elif old.between(i, gone) == new.between(j, come):
            script.same(new.between(j, come))
        else:
            for shift in range(count):
                _add_word(script, old, i + shift, new, j + shift)
        i, j = gone, come


def _add_word(script: _Script, old: _Seen, i: int, new: _Seen, j: int) -> None:
    """Add a word that is the same on both sides, with other signs or white space at it."""
    before, behind = old.between(i, i + 1), new.between(j, j + 1)
    word = before.rstrip()
    if behind.startswith(word) and behind[len(word) :].isspace():
        script.same(word)
        script.change(before[len(word) :], behind[len(word) :])
        return
    for (gone, letter), (come, _) in zip(old.letters(i), new.letters(j), strict=True):
        if gone == come:
            script.same(gone)
        else:
            script.change(gone, come)
        script.same(letter)


class _Script(Script):
    """White space is no change between the same words, and signs at both ends that stay none."""

    def _flush(self, old: str, new: str) -> None:
        if not old or not new or (old[0] != new[0] and old[-1] != new[-1] and old.isspace()):
            self._put("-", old)
            self._put("+", new)
        elif not old.isspace() and not new.isspace() and _same_words(old, new):
            for gone, come, word in _side_by_side(old, new):
                if gone == come:
                    self._keep(gone)
                else:
                    super()._flush(gone, come)
                self._keep(word)
        else:
            super()._flush(old, new)

    def _shared(self, old: str, new: str) -> tuple[int, int]:
        lead = _shared(old, new, _OPENING)
        if old[-1:] != new[-1:]:
            return lead, 0
        most = min(len(old) - lead, len(new) - lead, _ENDS)
        tail = _shared(old[len(old) - most :][::-1], new[len(new) - most :][::-1], _CLOSING)
        return lead, tail


_SIGNS = re.compile(r"[-+*>]|\#{1,6}")
_PIECES = re.compile(r"\S+|\s+")


def _same_words(old: str, new: str) -> bool:
    """Whether two texts are the same but for white space and signs that stand alone."""
    if old[-1:] != new[-1:] and old.rstrip()[-1:] != new.rstrip()[-1:]:
        return False
    words = _without_signs(old)
    return bool(words) and words == _without_signs(new)


def _without_signs(text: str) -> list[str]:
    return [word for word in text.split() if not _SIGNS.fullmatch(word)]


def _side_by_side(old: str, new: str) -> Iterator[tuple[str, str, str]]:
    """Give what stands in front of each of the same words on either side, and the word."""
    there = _words(new)
    for gone, word in _words(old):
        come, _ = next(there)
        yield gone, come, word


def _words(text: str) -> Iterator[tuple[str, str]]:
    """Give each word with the signs and white space in front of it; last what is behind all."""
    before = ""
    for piece in _PIECES.findall(text):
        if piece.isspace() or _SIGNS.fullmatch(piece):
            before += piece
        else:
            yield before, piece
            before = ""
    yield before, ""


_ENDS = 100  # characters in which two texts that went and came are looked at for a shared end
_OPENING, _CLOSING = "*_`#>", "*_`#>.)"


def _shared(old: str, new: str, signs: str) -> int:
    """Give how many signs and how much white space both begin with alike."""
    if old[:1] != new[:1]:
        return 0
    count = 0
    for here, there in zip(old, new, strict=False):
        if here != there or not (here.isspace() or here in signs):
            break
        count += 1
    return count
