"""The words of paragraphs compared as a reader sees them: signs that no reader sees are no words.

Rules of algorithm `paragraphs-3`: `**Kosten**` and `Kosten`, `Bürger\\*innen` and `Bürger*innen`
are the same word with other signs at it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Self

from domain.text.markup import Look, Mark, inline, is_between, leads, marks, may_mark
from domain.text.redline.affixes import shared_start, shared_words
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
        _add_blocks(script, old, new, work)
    else:
        _add_words(script, old, new, work)
    return script.ops()


def _add_words(script: _Script, old: str, new: str, work: Work) -> None:
    """Add a block that has the same signs in front of its words."""
    start, end = shared_words(old, new)
    gone, come = old[start : len(old) - end], new[start : len(new) - end]
    script.same(old[:start])
    if may_mark(gone) or may_mark(come):
        _add(script, _Seen.of_words(gone), _Seen.of_words(come), work)
    else:
        add_middle(script, gone, come, work)
    script.same(old[len(old) - end :])


def _add_blocks(script: _Script, old: str, new: str, work: Work) -> None:
    """Add whole blocks: what is a sign in them shows in all that stands in front of it."""
    signs, others = marks(old), marks(new)
    i, j = _opening(old, signs), _opening(new, others)
    _add_opening(script, old[:i], new[:j])
    gone, come = old[i:], new[j:]
    head = shared_start(gone, come)
    tail = min(len(gone), len(come)) - head
    for found, begin, text in ((signs, i, old), (others, j, new)):
        inner = [mark for mark in found if mark.start >= begin]
        if inner:
            head = min(head, inner[0].start - begin)
            tail = min(tail, len(text) - inner[-1].end)
    start, end = shared_words(gone, come, head, tail)
    script.same(gone[:start])
    here, there = slice(i + start, len(old) - end), slice(j + start, len(new) - end)
    _add(script, _Seen(old, signs, here), _Seen(new, others, there), work)
    script.same(old[here.stop :])


def _opening(text: str, signs: Sequence[Mark]) -> int:
    """Give where the words of a text begin, behind the signs in front of them."""
    at = 0
    for mark in signs:
        if text[at : mark.start].strip():
            break
        at = mark.end
    return len(text) - len(text[at:].lstrip())


def _add_opening(script: _Script, old: str, new: str) -> None:
    if old == new:
        script.same(new)
    elif not _add_respaced(script, old, new):
        script.change(old, new)


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


_ALL = slice(None)


class _Seen:
    """A text, or a part of it, as the words a reader sees: its pieces, joined, are the part; the
    first one has what stands in front of all words, each other one a word with the signs and
    white space behind it."""

    def __init__(self, text: str, found: Sequence[Mark], part: slice = _ALL) -> None:
        self.text = text
        self._marks = found
        begin, end, _ = part.indices(len(text))
        runs = list(self._runs(begin, end))
        seen = "".join([run for _, run in runs])
        lead = len(seen) - len(seen.lstrip())
        words = tokens(seen[lead:])
        ends = list(accumulate(map(len, words), initial=lead))
        self.keys = ["", *keys(seen, words)]
        self.places = [begin, *_origins(runs, ends[:-1]), end]

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

    def _runs(self, begin: int, end: int) -> Iterator[tuple[int, str]]:
        """Give what is seen from `begin` to `end`, and where each run of it stands."""
        at = begin
        for mark in self._marks:
            if mark.end > begin and mark.start < end:
                yield at, self.text[at : mark.start]
                yield mark.start, "\u00a0" if self.text[mark.start] == "&" else ""
                at = mark.end
        yield at, self.text[at:end]

    @cached_property
    def _unseen(self) -> bytearray:
        unseen = bytearray(len(self.text))
        for mark in self._marks:
            unseen[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
        return unseen

    def between(self, first: int, last: int) -> str:
        """Give the text of some pieces."""
        return self.text[self.places[first] : self.places[last]]

    def letters(self, piece: int) -> Iterator[tuple[str, str]]:
        """Give each character of a piece that is seen, with the unseen ones in front of it; last
        those behind all, with none."""
        start, end = self.places[piece], self.places[piece + 1]
        for at in range(start, end):
            if not self._unseen[at] and not self.text[at].isspace():
                yield self.text[start:at], self.text[at]
                start = at + 1
        yield self.text[start:end], ""


def _origins(runs: Sequence[tuple[int, str]], ends: Sequence[int]) -> list[int]:
    """Give where in the text those places stand that rise in what its runs, joined, are."""
    found: list[int] = []
    length = first = 0
    for origin, run in runs:
        shift = origin - length
        length += len(run)
        last = bisect_left(ends, length, first)
        found += [end + shift for end in ends[first:last]]
        first = last
    return found


def _add(script: _Script, old: _Seen, new: _Seen, work: Work) -> None:
    i = j = 0
    for op, count in edits_of_words(old.keys, new.keys, work):
        gone, come = i + count * (op != "+"), j + count * (op != "-")
        if op != "=":
            script.change(old.between(i, gone), new.between(j, come))
        else:
            _add_equal(script, old, new, (i, j), count)
        i, j = gone, come


def _add_equal(script: _Script, old: _Seen, new: _Seen, first: tuple[int, int], count: int) -> None:
    """Add words that are the same on both sides, some with other signs or white space at them."""
    i, j = first
    begin = j
    if old.between(i, i + count) != new.between(j, j + count):
        for here, there in zip(range(i, i + count), range(j, j + count), strict=True):
            if old.between(here, here + 1) != new.between(there, there + 1):
                script.same(new.between(begin, there))
                _add_word(script, old, here, new, there)
                begin = there + 1
    script.same(new.between(begin, j + count))


def _add_word(script: _Script, old: _Seen, i: int, new: _Seen, j: int) -> None:
    """Add a word that is the same on both sides, with other signs or white space at it."""
    if _add_respaced(script, old.between(i, i + 1), new.between(j, j + 1)):
        return
    for (gone, letter), (come, _) in zip(old.letters(i), new.letters(j), strict=True):
        if gone == come:
            script.same(gone)
        else:
            script.change(gone, come)
        script.same(letter)


def _add_respaced(script: _Script, old: str, new: str) -> bool:
    """Add what differs in the white space behind it alone; False where more does."""
    word = old.rstrip()
    if not new.startswith(word) or not new[len(word) :].isspace():
        return False
    script.same(word)
    script.change(old[len(word) :], new[len(word) :])
    return True


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


_SIGNS = frozenset(("-", "+", "*", ">", *("#" * level for level in range(1, 7))))
_PIECES = re.compile(r"\S+|\s+")


def _same_words(old: str, new: str) -> bool:
    """Whether two texts are the same but for white space and signs that stand alone."""
    if old[-1:] != new[-1:] and old.rstrip()[-1:] != new.rstrip()[-1:]:
        return False
    first, other = old.lstrip()[:1], new.lstrip()[:1]
    if first != other and first not in _SIGNS and other not in _SIGNS:
        return False
    words = _without_signs(old)
    return bool(words) and words == _without_signs(new)


def _without_signs(text: str) -> list[str]:
    return [word for word in text.split() if word not in _SIGNS]


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
        if piece.isspace() or piece in _SIGNS:
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
