"""What two sides changed of one text, side by side: what can be made together, and what not."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from domain.text.blocks import Block, blocks
from domain.text.merging.edits import BETWEEN, TAIL, WITHIN, Edit, apply
from domain.text.merging.lists import NumberedList, numbered_lists, numbered_on


class Side(StrEnum):
    """Who changed something."""

    THEIRS = "theirs"
    OURS = "ours"
    BOTH = "both"


@dataclass(eq=False, slots=True)
class Change:
    """An edit of one side; `start` to `end`: the paragraphs whose words it changes, whole.

    `made`: which of their edits it is, and which of ours; several may put in at one place.
    """

    edit: Edit
    side: Side
    made: tuple[int, int]
    start: int
    end: int
    against: list[Change] = field(default_factory=list)  # the other side's, which it cannot join
    beside: list[Change] = field(default_factory=list)  # those it is asked with
    lists: tuple[NumberedList, ...] = ()  # that both sides count anew
    elsewhere: bool = False  # paragraphs the other side deleted, or moved to another place

    @property
    def hindered(self) -> bool:
        """Whether it cannot be made beside the other side's, in words and not in white space."""
        in_words = not self.edit.blank and any(not other.edit.blank for other in self.against)
        return in_words or self.elsewhere

    @property
    def gives_way(self) -> bool:
        """Whether it is about white space alone where the other side changed something else."""
        return self.edit.blank and any(
            self.side is Side.THEIRS or not other.edit.blank for other in self.against
        )

    @property
    def region(self) -> Region:
        """The change as a region of its own."""
        empty = self.edit.start == self.edit.end
        point = (self.edit.start, self.edit.order)
        first = min((self.start, WITHIN), point) if self.start < self.end else point
        last = max((self.end, _BEFORE), point) if empty else (self.end, _BEFORE)
        return Region([self], self.start, self.end, first, last)


_BEFORE = TAIL - 1  # what reaches up to a place ends in front of all that is put in there


@dataclass(slots=True)
class Region:
    """Changes that are merged or asked together, and the part of the base they lie in.

    `first` and `last` say where among the insertions at its ends it begins and ends.
    """

    changes: list[Change]
    start: int
    end: int
    first: tuple[int, int]
    last: tuple[int, int]

    @property
    def asks(self) -> bool:
        """Whether both sides changed something here, each its own."""
        if len(self.changes) == 1:
            return self.changes[0].elsewhere
        sides = {change.side for change in self.changes} - {Side.BOTH}
        return len(sides) > 1 or any(change.elsewhere for change in self.changes)

    def take(self, other: Region) -> None:
        self.changes += other.changes
        self.start, self.first = min(self.start, other.start), min(self.first, other.first)
        self.end, self.last = max(self.end, other.end), max(self.last, other.last)

    def holds(self, other: Region) -> bool:
        """Whether a region that does not begin earlier lies in this one, in part at least."""
        return other.first < self.last

    @property
    def side(self) -> Side:
        """Who changed something here, where not both did, each its own."""
        sides = {change.side for change in self.changes} - {Side.BOTH}
        return sides.pop() if len(sides) == 1 else Side.BOTH

    def written(self, base: str, side: Side) -> str:
        """Give what stands here with what one side changed, alone or like the other."""
        own = [change for change in self.changes if change.side in (side, Side.BOTH)]
        if not own:
            return base[self.start : self.end]
        own.sort(key=lambda change: change.made[side is Side.OURS])
        return apply(base, self.start, self.end, [change.edit for change in own])

    def written_together(self, base: str) -> str:
        """Give what stands here with all changes; white space alone gives way to words, and a list
        is numbered on."""
        in_order = sorted(self.changes, key=lambda change: change.made)
        kept = [change.edit for change in in_order if not change.gives_way]
        lists = [numbered for change in self.changes for numbered in change.lists]
        return numbered_on(apply(base, self.start, self.end, kept), lists)


def regions(base: str, theirs: list[Edit], ours: list[Edit]) -> list[Region]:
    """Give what is merged or asked together, in the order of the base; none overlap."""
    return _Changes(base, theirs, ours).regions()


def _places(made: list[Edit]) -> dict[tuple[int, int, str], int]:
    return {edit.same_as: at for at, edit in enumerate(made)}


class _Changes:
    """All changes of both sides; one made alike on both is one."""

    def __init__(self, base: str, theirs: list[Edit], ours: list[Edit]) -> None:
        self.base = base
        among = blocks(base)
        self.words = _Words(among)
        self.lists = list(numbered_lists(among))
        in_theirs, in_ours = _places(theirs), _places(ours)
        alike = in_theirs.keys() & in_ours.keys()
        self.theirs = [
            self._change(edit, Side.THEIRS, (at, at))
            for at, edit in enumerate(theirs)
            if edit.same_as not in alike
        ]
        self.ours = [
            self._change(edit, Side.OURS, (at, at))
            for at, edit in enumerate(ours)
            if edit.same_as not in alike
        ]
        self.shared = [
            self._change(edit, Side.BOTH, (in_theirs[edit.same_as], at))
            for at, edit in enumerate(ours)
            if edit.same_as in alike
        ]
        _mark_elsewhere(self.theirs, theirs, ours)
        _mark_elsewhere(self.ours, ours, theirs)

    def _change(self, edit: Edit, side: Side, made: tuple[int, int]) -> Change:
        return Change(edit, side, made, *self.words.around(edit))

    def regions(self) -> list[Region]:
        for mine, other in self._collisions():
            mine.against.append(other)
            other.against.append(mine)
        for mine, other in _put_in_twice(self.base, self.theirs, self.ours):
            mine.against.append(other)
            other.against.append(mine)
        for numbered in self.lists:
            self._count_together(numbered)
        self._come_together()
        found: list[Region] = []
        for region in sorted(self._joined(), key=lambda region: (region.first, region.last)):
            if found and found[-1].holds(region):
                found[-1].take(region)
            else:
                found.append(region)
        return _each_place_once(found)

    def _joined(self) -> Iterator[Region]:
        """Give each change with all that it collides with."""
        seen: set[Change] = set()
        for change in self._in_turn():
            if change in seen:
                continue
            region = change.region
            if not change.against and not change.beside:
                yield region
                continue
            seen.add(change)
            for joined in region.changes:  # grows on the way
                tied = dict.fromkeys([*joined.against, *joined.beside])
                new = [other for other in tied if other not in seen]
                seen.update(new)
                for other in new:
                    region.take(other.region)
            yield region

    def _in_turn(self) -> list[Change]:
        """Give all changes; what is put in at one place in the order of the side that did so."""
        by_ours = {change.edit.start for change in self.ours if change.edit.order == BETWEEN}
        return sorted(
            [*self.theirs, *self.shared, *self.ours],
            key=lambda change: change.made[change.edit.start in by_ours],
        )

    def _count_together(self, numbered: NumberedList) -> None:
        """Let a list be asked as one that both sides count anew, each in its own way."""
        theirs, shared, ours = (
            [change for change in changes if numbered.counts(change.edit)]
            for changes in (self.theirs, self.shared, self.ours)
        )
        if theirs and ours:
            first, *others = [*theirs, *shared, *ours]
            first.start, first.end = min(first.start, numbered.start), max(first.end, numbered.end)
            first.lists = (numbered,)
            first.beside = others
            for change in others:
                change.beside.append(first)

    def _come_together(self) -> None:
        """Let all that is put in at one place be asked as one where some of it is: it has an
        order."""
        at: dict[int, list[Change]] = {}
        for change in [*self.theirs, *self.shared, *self.ours]:
            if change.edit.order == BETWEEN:
                at.setdefault(change.edit.start, []).append(change)
        for first, *others in at.values():
            if others and any(
                one.against or one.beside or one.elsewhere for one in at[first.edit.start]
            ):
                first.beside += others
                for change in others:
                    change.beside.append(first)

    def _collisions(self) -> Iterator[tuple[Change, Change]]:
        reach = [self._reach(change.edit) for change in self.theirs]
        first = 0
        for mine in self.ours:
            start, end = self._reach(mine.edit)
            while first < len(reach) and reach[first][1] < start:
                first += 1
            for at in range(first, len(reach)):
                if reach[at][0] > end:
                    break
                if self._collide(mine, self.theirs[at]):
                    yield mine, self.theirs[at]

    def _reach(self, edit: Edit) -> tuple[int, int]:
        """Give where another edit meets this one: with nothing but white space between them."""
        start, end = edit.start, edit.end
        if self.base[start - 1 : start].isspace():
            start -= len(self._space_before(start))
        if self.base[end : end + 1].isspace():
            end += len(self._space_behind(end))
        return start, end

    def _collide(self, mine: Change, other: Change) -> bool:
        one, two = sorted((mine.edit, other.edit), key=_order)
        if one.order == two.order == BETWEEN or _order(one) == _order(two):
            return True
        if one.end > two.start:  # they overlap
            shared = self.base[two.start : min(one.end, two.end)]
            return bool(one.text or two.text or shared.strip()) or two.start == two.end
        same_words = max(mine.start, other.start) < min(mine.end, other.end)
        if one.end < two.start:
            return same_words and not one.blank and not two.blank
        return same_words or not self._stay_apart(one, two)

    def _stay_apart(self, one: Edit, two: Edit) -> bool:
        """Whether paragraphs stay paragraphs where two edits touch and both are made."""
        before, behind = self._space_before(one.start), self._space_behind(two.end)
        left = _Seam(one.text, before, first=one.start == len(before))
        right = _Seam(two.text[::-1], behind, first=two.end + len(behind) == len(self.base))
        if left.nothing or right.nothing:
            return True
        alone = left.lines + self._space_behind(one.end).count("\n")
        other = self._space_before(two.start).count("\n") + right.lines
        return left.lines + right.lines >= min(_APART, max(alone, other))

    def _space_before(self, at: int) -> str:
        start = at
        while start and self.base[start - 1].isspace():
            start -= 1
        return self.base[start:at]

    def _space_behind(self, at: int) -> str:
        space = _SPACE.match(self.base, at)
        return space[0] if space else ""


class _Seam:
    """What stands at one end of an edit's text: how many line ends, and whether any word at all.

    `around` is the white space of the base in front of it, `first` where nothing stands before.
    """

    def __init__(self, text: str, around: str, *, first: bool) -> None:
        words = text.rstrip()
        self.lines = text.count("\n", len(words)) + (0 if words else around.count("\n"))
        self.nothing = first and not words


_SPACE = re.compile(r"\s*")
_APART = 2  # line ends between two paragraphs


class _Words:
    """Where the words of each paragraph of a text begin and end."""

    def __init__(self, among: Sequence[Block]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        begin = 0
        for block in among:
            words = block.text.rstrip()
            if words:
                self.starts.append(begin + len(words) - len(words.lstrip("\n")))
                self.ends.append(begin + len(words))
            begin += len(block.text)

    def around(self, edit: Edit) -> tuple[int, int]:
        """Give the paragraphs whose words an edit changes, and the edit itself, as one place."""
        if edit.order == BETWEEN:
            return edit.start, edit.end
        start, end = edit.start, edit.end
        at = max(0, bisect_right(self.starts, start) - 1)
        if self.starts and self.starts[at] < start and end < self.ends[at]:  # within words
            return self.starts[at], self.ends[at]
        while at < len(self.starts) and self.starts[at] <= edit.end:
            if _touches(edit, self.starts[at], self.ends[at]):
                start, end = min(start, self.starts[at]), max(end, self.ends[at])
            at += 1
        return start, end


def _touches(edit: Edit, begin: int, close: int) -> bool:
    """Whether an edit changes words that stand from `begin` to `close`."""
    if edit.start < edit.end or edit.blank:
        return begin < edit.end and edit.start < close
    return begin <= edit.start <= close


def _each_place_once(regions: list[Region]) -> list[Region]:
    """Join regions that begin at one place of the base, where more than one of them asks."""
    kept: list[Region] = []
    for region in regions:
        first = len(kept)
        while first and kept[first - 1].start == region.start:
            first -= 1
        if region.asks and any(other.asks for other in kept[first:]):
            for other in kept[first:]:
                region.take(other)
            del kept[first:]
        kept.append(region)
    return kept


def _put_in_twice(
    base: str, theirs: list[Change], ours: list[Change]
) -> Iterator[tuple[Change, Change]]:
    """Give what one side put in that the other one put in, too, or changed where it stood."""
    by_theirs, by_ours = _put_in(base, theirs), _put_in(base, ours)
    for sentence in by_theirs.keys() & by_ours.keys():
        yield by_ours[sentence], by_theirs[sentence]
    for put_in, others in ((by_theirs, ours), (by_ours, theirs)):
        starts = [other.start for other in others]
        for sentence, change in put_in.items():
            at = base.find(sentence)
            last = bisect_right(starts, at) if at >= 0 else 0
            for other in others[max(0, last - _NEAR) : last]:
                if other.end > at:
                    yield change, other


def _put_in(base: str, changes: list[Change]) -> dict[str, Change]:
    """Give the sentences that a side put in where they neither stood nor moved from."""
    away = {move: one for one in changes if one.start < one.end for move in one.edit.moves}
    put_in: dict[str, Change] = {}
    for change in changes:
        sentences = _sentences(change.edit.text)
        if not sentences:
            continue
        places = [change, *(away[move] for move in change.edit.moves if move in away)]
        for place in places:
            sentences -= _sentences(base[place.start : place.end])
        put_in.update(dict.fromkeys(sentences, change))
    return put_in


def _sentences(text: str) -> set[str]:
    """Give the sentences of some words that are long enough not to stand anywhere."""
    if len(text) < _LONG or not _STOP.search(text):
        return set()
    found = (" ".join(part.split()) for part in _ENDS.split(text))
    return {sentence for sentence in found if len(sentence) >= _LONG and sentence[-1] in ".!?…"}


_LONG = 18  # characters
_NEAR = 20  # changes in front of a place that are looked at: those of a paragraph have one start
_STOP = re.compile(r"[.!?…]")
_ENDS = re.compile(r"(?<=[.!?…])\s+|\n\s*\n")


def _mark_elsewhere(changes: list[Change], own: list[Edit], others: list[Edit]) -> None:
    """Mark paragraphs moved to a place that the other side took away from where they stood."""
    gone = {(edit.start, edit.end) for edit in others if edit.whole and edit.end > edit.start}
    away = {
        move: (edit.start, edit.end) for edit in own if edit.end > edit.start for move in edit.moves
    }
    for change in changes:
        if change.edit.order == BETWEEN:
            change.elsewhere = any(away.get(move) in gone for move in change.edit.moves)


def _order(edit: Edit) -> tuple[int, int, int]:
    return edit.start, edit.order, edit.end
