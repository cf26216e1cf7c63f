"""Which paragraphs were split, joined, or cut elsewhere: their words stay, in other paragraphs.

Rules of algorithm `paragraphs-3`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from domain.text.markup import leads
from domain.text.redline.pairing import Pair
from domain.text.redline.sequences import Work
from domain.text.redline.sides import Side, Words

_SHARE = 0.6  # of a block's words: so many are missing where it was split from
_BETWEEN = 1  # blocks that came or went between the parts of a paragraph
_SURE = 4  # different words: with fewer, commas at them make too much of a difference
_LEAST = 0.5
_CROSSED = 3  # words, at least, that end up in the next paragraph, for two to be cut elsewhere
_SENTENCE = 10  # characters that such words have, at least
_WORD = re.compile(r"\w+")
_BEGIN = re.compile(r"\W*(\w+)\W+(\w+)\W+(\w+)")


class Group(NamedTuple):
    """Blocks of the old text and those of the new one that have their words; mostly one each."""

    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def several(self) -> bool:
        """Whether a paragraph was split, joined or cut elsewhere."""
        return self.old_end - self.old > 1 or self.new_end - self.new > 1


class Splitting:
    """Makes groups of the blocks that went and came in one place, and of the pairs of them."""

    def __init__(self, old: Side, new: Side, words: Words, work: Work) -> None:
        self._old, self._new, self._work = _Words(old), _Words(new), work
        self._different = words

    def groups(
        self, gone: Sequence[int], come: Sequence[int], pairs: Sequence[Pair]
    ) -> list[Group]:
        """Give each pair with what was split from it or joined to it, and what is alike only then;
        both numbers rise."""
        found = [Group(i, i + 1, j, j + 1) for i, j in pairs]
        if gone and come and (len(found) < len(gone) or len(found) < len(come)):
            found = self._grown(found, gone, come)
        return self._joined(found)

    def _grown(
        self, found: Sequence[Group], gone: Sequence[int], come: Sequence[int]
    ) -> list[Group]:
        grown: list[Group] = []
        i = j = 0
        for group in [*found, None]:
            here, there = [], []
            while i < len(gone) and (not group or gone[i] < group.old):
                here.append(gone[i])
                i += 1
            while j < len(come) and (not group or come[j] < group.new):
                there.append(come[j])
                j += 1
            if grown and (here or there):
                grown[-1] = self._taking(grown[-1], here, there)
            if group and (here or there):
                group = self._taking(group, here, there, back=True)
            if here and there:
                grown += self._unlike(here, there)
            if group:
                grown.append(group)
                i, j = i + 1, j + 1
        return grown

    def _taking(
        self, group: Group, here: list[int], there: list[int], *, back: bool = False
    ) -> Group:
        """Give a group with the blocks behind it, or before it, whose words it lacks on one side,
        and some that lie between them; they are taken from the lists."""
        for free, old in ((there, False), (here, True)):
            larger, taken = group, 0
            for count, block in enumerate(reversed(free) if back else free, start=1):
                if not _beside(larger, block, old=old):
                    break
                larger = _with(larger, block, old=old)
                if self._lacks(group, block, old=old):
                    group, taken = larger, count
                elif count - taken > _BETWEEN:
                    break
            del free[len(free) - taken if back else 0 : len(free) if back else taken]
        return group

    def _lacks(self, group: Group, block: int, *, old: bool) -> bool:
        """Whether most words of a block of one side stand in a group on the other side alone."""
        others = range(group.new, group.new_end) if old else range(group.old, group.old_end)
        if not any(self._alike(*((block, at) if old else (at, block))) for at in others):
            return False
        here, there = self._of(group)
        if not old:
            here, there = there, here
        wanted = (self._old if old else self._new).count(block, block + 1)
        least = _SHARE * wanted.total()
        shared = wanted.keys() & there.keys()
        if not wanted or sum(map(wanted.__getitem__, shared)) < least:
            return False
        if len(shared - here.keys()) >= least:
            return True
        more = [(word, there[word] - here.get(word, 0)) for word in shared]
        return sum(min(wanted[word], count) for word, count in more if count > 0) >= least

    def _unlike(self, here: list[int], there: list[int]) -> list[Group]:
        """Give groups of blocks that are like nothing alone: a paragraph that became a list."""
        pairs = len(here) * len(there)
        if pairs < 2 or not self._work.take(pairs):
            return []
        found: list[Group] = []
        for i in list(here):
            for j in list(there):
                free = i in here and j in there and (not found or j >= found[-1].new_end)
                if free and self._is_part(i, j):
                    behind = [at for at in here if at > i], [at for at in there if at > j]
                    group = self._taking(Group(i, i + 1, j, j + 1), *behind)
                    if group.several:
                        found.append(group)
                        here[:] = [at for at in here if at >= group.old_end]
                        there[:] = [at for at in there if at >= group.new_end]
        return found

    def _alike(self, i: int, j: int) -> bool:
        """Whether one block may be a part of the other, as far as is seen at once."""
        old, new = self._different[self._old.text(i)], self._different[self._new.text(j)]
        fewer = min(len(old), len(new))
        return fewer < _SURE or _LEAST * fewer <= len(old & new)

    def _is_part(self, i: int, j: int) -> bool:
        if not self._alike(i, j):
            return False
        here, there = self._old.count(i, i + 1), self._new.count(j, j + 1)
        shared, least = (here & there).total(), min(here.total(), there.total())
        return least > 0 and shared >= _SHARE * least

    def _joined(self, found: Sequence[Group]) -> list[Group]:
        """Join neighbours between which a sentence crossed the border."""
        joined: list[Group] = []
        for group in found:
            before = joined[-1] if joined else None
            if before and self._crossed(before, group):
                joined[-1] = Group(before.old, group.old_end, before.new, group.new_end)
            else:
                joined.append(group)
        return joined

    def _crossed(self, one: Group, two: Group) -> bool:
        if (one.old_end, one.new_end) != (two.old, two.new) or not self._may_cross(one, two):
            return False
        old, new = _Run(self._old, one.old, one.old_end), _Run(self._new, one.new, one.new_end)
        old_two = _Run(self._old, two.old, two.old_end)
        new_two = _Run(self._new, two.new, two.new_end)
        return _carried(old, new, old_two, new_two) or _carried(new, old, new_two, old_two)

    def _may_cross(self, one: Group, two: Group) -> bool:
        """Whether one pair of blocks lost about what the other one won, by their lengths."""
        lost = self._old.length(one.old, one.old_end) - self._new.length(one.new, one.new_end)
        won = self._new.length(two.new, two.new_end) - self._old.length(two.old, two.old_end)
        return min(lost, won) >= _SENTENCE or max(lost, won) <= -_SENTENCE

    def _of(self, group: Group) -> tuple[Counter[str], Counter[str]]:
        return (
            self._old.count(group.old, group.old_end),
            self._new.count(group.new, group.new_end),
        )


def _beside(group: Group, block: int, *, old: bool) -> bool:
    """Whether a block of one side stands right before a group or right behind it."""
    return block in ((group.old - 1, group.old_end) if old else (group.new - 1, group.new_end))


def _with(group: Group, block: int, *, old: bool) -> Group:
    """Give a group with one more block of one side."""
    first, end = (group.old, group.old_end) if old else (group.new, group.new_end)
    first, end = min(first, block), max(end, block + 1)
    return Group(first, end, *group[2:]) if old else Group(*group[:2], first, end)


class _Words:
    """The words of each block of a side, without signs; of tables, code and rules none."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self._known: dict[int, list[str]] = {}
        self._counted: dict[int, Counter[str]] = {}

    def length(self, first: int, end: int) -> int:
        """Give how many characters some blocks have."""
        return sum(map(len, self._side.contents[first:end]))

    def text(self, block: int) -> str:
        """Give a block as it is written."""
        return self._side.contents[block]

    def begin(self, block: int) -> tuple[str, ...]:
        """Give the first words of a block, of which a sentence that crossed has so many at least;
        none of one that is short or has none."""
        text = self._side.contents[block]
        found = _BEGIN.match(text, len(leads(text)))
        return found.groups() if found and self._side.kinds[block] not in _WHOLE else ()

    def listed(self, first: int, end: int) -> list[str]:
        """Give the words of some blocks in order."""
        return [word for block in range(first, end) for word in self._block(block)]

    def count(self, first: int, end: int) -> Counter[str]:
        """Give how often each word stands in some blocks."""
        if end - first > 1:
            return Counter(self.listed(first, end))
        if first not in self._counted:
            self._counted[first] = Counter(self._block(first))
        return self._counted[first]

    def _block(self, block: int) -> list[str]:
        if block not in self._known:
            text, kind = self._side.contents[block], self._side.kinds[block]
            words = _WORD.findall(text, len(leads(text))) or _WORD.findall(text)
            self._known[block] = [] if kind in _WHOLE else words
        return self._known[block]


_WHOLE = ("row", "code", "rule")


class _Run(NamedTuple):
    """Some blocks of a side."""

    side: _Words
    first: int
    end: int

    def words(self) -> list[str]:
        """Give their words in order."""
        return self.side.listed(self.first, self.end)

    def may_have(self, words: Sequence[str]) -> bool:
        """Whether these words are written there, be it as a part of others."""
        texts = list(map(self.side.text, range(self.first, self.end)))
        return all(any(word in text for text in texts) for word in words)


def _carried(here: _Run, there: _Run, here_two: _Run, there_two: _Run) -> bool:
    """Whether the words that a block of this side ends with begin the next one of the other side,
    and no others went that way."""
    if not here.may_have(there_two.side.begin(there_two.first)):
        return False
    words, behind = here.words(), there_two.words()
    ends = [
        count for count in range(_CROSSED, min(len(words), len(behind)) + 1)
        if behind[count - 1] == words[-1] and behind[:count] == words[-count:]
    ]  # fmt: skip
    if not ends:
        return False
    went = (Counter(words) - Counter(there.words())) & (Counter(behind) - Counter(here_two.words()))
    return went.total() in ends
