"""Remarks on passages as comments of a word processor."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from review_service.word.changed import Anchor, Block, Paragraph, Part, Words
from review_service.word.marking import escaped, moment


class Remark(NamedTuple):
    """What a body says, of when, in paragraphs, and of which words of the text, or, where
    `in_old`, of the text before it (code points)."""

    author: str
    at: datetime
    words: tuple[str, ...]
    start: int
    end: int
    in_old: bool = False


def anchored(blocks: Sequence[Block], remarks: Sequence[Remark]) -> list[Block]:
    """Give blocks with anchors around the words that remarks speak of.

    What speaks of words that do not stand there stands with the last ones in front of them.
    """
    if not remarks:
        return list(blocks)
    cut = _Cut(remarks)
    pieces = [_with_parts(block, cut.of) for block in blocks]
    every = [part for block in pieces for part in _parts(block) if isinstance(part, Words)]
    setting = _Setting(every, remarks)
    return [_with_parts(block, setting.of) for block in pieces]


class _Cut:
    """Parts words where remarks begin and end."""

    def __init__(self, remarks: Iterable[Remark]) -> None:
        self._borders: dict[bool, list[int]] = {False: [], True: []}
        for one in remarks:
            self._borders[one.in_old] += [one.start, one.end]
        for borders in self._borders.values():
            borders.sort()

    def of(self, part: Part) -> Iterator[Part]:
        if not isinstance(part, Words):
            yield part
            return
        within = {*self._within(part.old, part, True), *self._within(part.new, part, False)}
        begin = 0
        for end in (*sorted(within), len(part.text)):
            yield part._replace(
                text=part.text[begin:end],
                old=None if part.old is None else part.old + begin,
                new=None if part.new is None else part.new + begin,
            )
            begin = end

    def _within(self, at: int | None, words: Words, in_old: bool) -> Iterator[int]:
        if at is not None:
            borders = self._borders[in_old]
            first = bisect_right(borders, at)
            last = bisect_left(borders, at + len(words.text))
            yield from (border - at for border in borders[first:last])


class _Setting:
    """Sets anchors in front of words and behind them, in the order of a document."""

    def __init__(self, words: Sequence[Words], remarks: Sequence[Remark]) -> None:
        self._begin: dict[int, list[Anchor]] = defaultdict(list)
        self._end: dict[int, list[Anchor]] = defaultdict(list)
        self._at = -1
        places = {
            in_old: sorted(
                (place, at)
                for at, one in enumerate(words)
                if (place := one.old if in_old else one.new) is not None
            )
            for in_old in {remark.in_old for remark in remarks}
        }
        for number, remark in enumerate(remarks):
            found = places[remark.in_old]
            if found:
                first = bisect_left(found, (remark.start, -1))
                last = max(bisect_left(found, (remark.end, -1)) - 1, 0)
                begin, end = sorted((found[min(first, last)][1], found[last][1]))
                self._begin[begin].append(Anchor(number, True))
                self._end[end].append(Anchor(number, False))

    def of(self, part: Part) -> Iterator[Part]:
        """Give a part with the anchors at it; all are asked for once, in their order."""
        if not isinstance(part, Words):
            yield part
            return
        self._at += 1
        yield from self._begin.get(self._at, ())
        yield part
        yield from self._end.get(self._at, ())


def _with_parts(block: Block, of: Callable[[Part], Iterator[Part]]) -> Block:
    if isinstance(block, Paragraph):
        return block._replace(parts=tuple(one for part in block.parts for one in of(part)))
    lines = [
        line._replace(cells=tuple(_cell(cell, of) for cell in line.cells)) for line in block.lines
    ]
    return block._replace(lines=tuple(lines))


def _cell(cell: Paragraph, of: Callable[[Part], Iterator[Part]]) -> Paragraph:
    return cell._replace(parts=tuple(one for part in cell.parts for one in of(part)))


def _parts(block: Block) -> Iterator[Part]:
    if isinstance(block, Paragraph):
        yield from block.parts
    else:
        yield from (part for line in block.lines for cell in line.cells for part in cell.parts)


def comments(remarks: Iterable[Remark]) -> str:
    """Give the comments of a document."""
    return "".join(_comment(number, remark) for number, remark in enumerate(remarks))


def _comment(number: int, remark: Remark) -> str:
    lines = "".join(
        '<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escaped(line)}</w:t></w:r></w:p>'
        for line in remark.words or ("",)
    )
    said = f'w:author="{escaped(remark.author)}" w:date="{moment(remark.at)}"'
    return f'<w:comment w:id="{number}" {said}>{lines}</w:comment>'


def sign(anchor: Anchor) -> str:
    """Give an anchor as it stands between words."""
    if anchor.begins:
        return f'<w:commentRangeStart w:id="{anchor.remark}"/>'
    return (
        f'<w:commentRangeEnd w:id="{anchor.remark}"/>'
        '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
        f'<w:commentReference w:id="{anchor.remark}"/></w:r>'
    )
