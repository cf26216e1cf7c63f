"""Both texts of a change as they are read: each by itself, or woven into one.

What wears a mark is what a reader sees in one of the texts alone: words, signs, an item's number.
Where both are read in one, the new text's structure holds, and what went stands where it was.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import groupby, takewhile

from markdown_it.token import Token

from domain.text.changes import new_text, old_text
from domain.text.markdown import NOTE_LABEL, PIECES, begins_at, pieces_of
from domain.text.places import Piece
from domain.text.redline.ops import TextOp
from review_service.markup.markdown import ITEM_NUMBER, WORN, Words, worn
from review_service.markup.marked import Marks, Span, put_on

GONE, COME = "-", "+"
"""What words wear that are read in the old text alone, or in the new one."""

_WORD = re.compile(r"[^\W_]")


class Change:
    """A block's two texts and what is read in one of them alone.

    `old` and `new` are their tokens; `hides` says that words changed which no reader sees, as in
    the address of a link.
    """

    def __init__(self, ops: Sequence[TextOp], old: list[Token], new: list[Token]) -> None:
        self._old = _Side(old_text(ops), GONE, old)
        self._new = _Side(new_text(ops), COME, new)
        self._starts: list[int] = []  # of what is of the old text, and where it is in the new one
        self._targets: list[tuple[int, bool]] = []
        self.hides = False
        here = there = 0
        went = ""  # just before, from `here - len(went)`
        for op, text in ops:
            if op == COME and self._is_space(here - len(went), here, there, there + len(text)):
                self._old.let_go(here - len(went), here)
                self._new.let_go(there, there + len(text))
            went = text if op == GONE else ""
            if op != COME:
                self._starts.append(here)
                self._targets.append((there, op == "="))
            if op == "=":
                self._pair(here, there, len(text))
            else:
                side, at = (self._old, here) if op == GONE else (self._new, there)
                self.hides |= bool(_WORD.search(text)) and side.hides(at, at + len(text))
            here += len(text) * (op != COME)
            there += len(text) * (op != GONE)

    def old(self) -> list[Token]:
        """Give the old text's tokens; what the new text lacks wears GONE."""
        return self._old.clad()

    def new(self) -> list[Token]:
        """Give the new text's tokens; what the old text lacks wears COME."""
        return self._new.clad()

    def both(self) -> list[Token]:
        """Give the new text's tokens with what the new text lacks of the old one."""
        old, new = self._old.clad(), self._new.clad()
        loom = _Loom(new, self._place, lambda place: bool(self._new.alone[place]))
        items = [item for item in new if ITEM_NUMBER in item.meta]
        for number in (item.meta[ITEM_NUMBER] for item in old if ITEM_NUMBER in item.meta):
            at, gone = number[0].place, [words for words in number if words.wear]
            same = (item for item in items if self._may_replace(at, item))
            item = next(same, None)
            if item:
                items.remove(item)
                item.meta[ITEM_NUMBER] = [*gone, *item.meta[ITEM_NUMBER]]
            else:
                loom.add(gone)
        loom.weave(old)
        return loom.woven()

    def _may_replace(self, old: int, item: Token) -> bool:
        """Whether an item's number came where one of the old text went."""
        begin, place = self._place(old), item.meta[ITEM_NUMBER][0].place
        return begin <= place and all(self._new.alone[begin:place])

    def _pair(self, old: int, new: int, length: int) -> None:
        """Let go as the same what is read alike in both texts."""
        here, there = self._old.seen[old : old + length], self._new.seen[new : new + length]
        for at in range(length) if here != there else ():
            if here[at] != there[at]:
                continue
            self._old.alone[old + at] = self._new.alone[new + at] = 0
        if here == there:
            self._old.let_go(old, old + length)
            self._new.let_go(new, new + length)

    def _is_space(self, old: int, old_end: int, new: int, new_end: int) -> bool:
        """Whether in both places white space is read and nothing else: a gap written otherwise."""
        return self._old.is_space(old, old_end) and self._new.is_space(new, new_end)

    def _place(self, old: int) -> int:
        """Give where in the new text something of the old one would stand."""
        at = bisect_right(self._starts, old) - 1
        target, same = self._targets[at] if at >= 0 else (0, False)
        return target + (old - self._starts[at] if same else 0)


class _Side:
    """One of the texts: what of it is read, and what the other one lacks."""

    def __init__(self, text: str, wear: str, tokens: list[Token]) -> None:
        self._text, self._wear, self._tokens = text, wear, tokens
        self.seen, self.alone = bytearray(len(text)), bytearray(b"\1" * len(text))
        self._escaped: list[int] = []  # where `\\*` says no more than `*`
        for token in _every(self._tokens):
            for piece in pieces_of(token):
                if text[piece.start : piece.end] == f"\\{piece.text}":
                    self.seen[piece.end - 1] = 1
                    self._escaped.append(piece.start)
                    continue
                length = piece.end - piece.start
                one_by_one = len(piece.text) == length  # else, as in `&amp;`, all of it or nothing
                as_one = b"\3" if piece.text.isspace() else b"\2"
                self.seen[piece.start : piece.end] = (b"\1" if one_by_one else as_one) * length

    def hides(self, start: int, end: int) -> bool:
        """Whether nothing is read of a place, though the words it belongs to are in both texts."""
        if any(self.seen[start:end]):
            return False
        before = len(self.seen[:start].rstrip(b"\0"))
        return not (before and self.alone[before - 1])

    def is_space(self, start: int, end: int) -> bool:
        """Whether white space is read in a place, and nothing else."""
        read = [at for at in range(start, end) if self.seen[at]]
        return bool(read) and all(self.seen[at] == 3 or self._text[at].isspace() for at in read)

    def let_go(self, start: int, end: int) -> None:
        """Take a place for one that the other text has too."""
        self.alone[start:end] = bytes(end - start)

    def clad(self) -> list[Token]:
        """Give its tokens, whose words wear what became of them."""
        for at in self._escaped:
            self.alone[at] = self.alone[at + 1]
        marks = self._marks()
        put_on(self._tokens, marks)
        for token in self._tokens:
            number = list(marks.of(pieces_of(token))) if token.type == "list_item_open" else []
            if any(words.wear for words in number):
                token.meta[ITEM_NUMBER] = number
        return self._tokens

    def _marks(self) -> Marks:
        runs = re.finditer(b"\1+", bytes(self.alone))
        return Marks([Span(*run.span(), self._wear) for run in runs], [self._wear])


def _every(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _every(token.children or ())


def _text(words: list[Words]) -> Token:
    return Token("text", "", 0, content="".join(one.text for one in words), meta={WORN: words})


@dataclass(frozen=True)
class _Leaf:
    """A block of words, or a cell: which tokens it is, those of its row, where its words stand."""

    token: Token
    first: int
    last: int
    row: tuple[int, int] | None
    start: int
    end: int

    @property
    def is_alone(self) -> bool:
        """Whether none of its words stands in the other text."""
        said = [words for token in _every([self.token]) for words in token.meta.get(WORN, ())]
        return all(words.wear for words in said if words.text.strip())


def _leaves(tokens: Sequence[Token]) -> list[_Leaf]:
    rows: dict[int, tuple[int, int]] = {}
    begun = 0
    for at, token in enumerate(tokens):
        if token.type == "tr_open":
            begun = at
        elif token.type == "tr_close":
            rows |= dict.fromkeys(range(begun, at + 1), (begun, at))
    found = []
    for at, token in enumerate(tokens):
        inside = [piece for one in _every([token]) for piece in pieces_of(one)]
        start = inside[0].start if inside else begins_at(token)
        if token.type != "list_item_open" and start is not None:
            around = token.type == "inline"
            end = inside[-1].end if inside else start
            found.append(_Leaf(token, at - around, at + around, rows.get(at), start, end))
    return found


@dataclass
class _Gone:
    """Words of the old text, the signs they stood in, and where they would stand in the new one."""

    words: Words
    within: tuple[Token, ...]

    @property
    def place(self) -> int:
        return self.words.place

    def laid(self, inside: Sequence[Token]) -> list[Token]:
        """Give them as tokens, in what they are not inside of already."""
        tags = {token.tag for token in inside}
        signs = [token for token in self.within if token.nesting and token.tag not in tags]
        around = [copy(token) for token in signs]
        behind = [Token(f"{one.tag}_close", one.tag, -1) for one in reversed(around)]
        words = _text([self.words])
        if any(token.tag == "sup" for token in self.within):
            words.type = NOTE_LABEL
        return [*around, words, *behind]


class _Loom:
    """The new text's tokens, and what of the old one is put among them."""

    def __init__(
        self, tokens: list[Token], place: Callable[[int], int], came: Callable[[int], bool]
    ) -> None:
        self._tokens, self._place, self._came = tokens, place, came
        if not _leaves(tokens):
            tokens.append(Token("inline", "", 0, children=[], meta={PIECES: [Piece("", 0, 0)]}))
        self._leaves = _leaves(tokens)
        self._ends = [leaf.end for leaf in self._leaves]
        self._between: dict[int, list[Token]] = {}
        self._gone: dict[int, list[_Gone]] = {}

    def weave(self, tokens: Sequence[Token]) -> None:
        """Put in what wears GONE, rows and blocks as a whole where nothing of them stayed."""
        for row, members in groupby(_leaves(tokens), key=lambda leaf: leaf.row):
            leaves = list(members)
            if row and all(self._is_apart(leaf) for leaf in leaves):
                self._put(tokens[row[0] : row[1] + 1], self._place(leaves[0].start), is_row=True)
                continue
            for leaf in leaves:
                if not row and self._is_apart(leaf):
                    block = tokens[leaf.first : leaf.last + 1]
                    self._put(block, self._place(leaf.start), is_row=False)
                else:
                    self._thread(leaf)

    def add(self, number: Sequence[Words]) -> None:
        """Put in the number of what is no item any more."""
        place = self._place(number[0].place)
        for words in (Words(" ", ""), *number, Words(" ", "")):
            self._add(_Gone(words._replace(place=place), ()))

    def woven(self) -> list[Token]:
        """Give the new text's tokens with all that was put in."""
        for at, gone in self._gone.items():
            leaf = self._leaves[at].token
            gone.sort(key=lambda one: one.place)
            if leaf.type == "inline":
                leaf.children = _among(leaf.children or [], gone)
            else:
                leaf.meta[WORN] = _between(worn(leaf), gone)
        found: list[Token] = []
        for at in range(len(self._tokens) + 1):
            found += self._between.get(at, ())
            found += self._tokens[at : at + 1]
        return found

    def _is_apart(self, leaf: _Leaf) -> bool:
        """Whether nothing of it stayed, and it stood in no block or cell that there is."""
        place = self._place(leaf.start)
        at = bisect_left(self._ends, place)
        near = self._leaves[at : at + 1]
        inside = near and near[0].start <= place and not near[0].start < place == near[0].end
        return leaf.is_alone and not inside

    def _put(self, tokens: Sequence[Token], place: int, *, is_row: bool) -> None:
        """Put a block, or a row, in front of the one that follows it."""
        at = bisect_right(self._ends, place)
        behind = self._leaves[at] if at < len(self._leaves) else None
        last = self._leaves[-1] if self._leaves else None
        if behind:
            index = behind.row[0] if behind.row else behind.first
        elif last:
            index = (last.row[1] if last.row else last.last) + 1
        else:
            index = len(self._tokens)
        near = behind or last
        in_table = bool(near and near.row)
        if is_row and not in_table:
            tokens = list(_without_cells(tokens))
        elif in_table and not is_row:
            index = self._table(index, before=behind is not None)
        self._between.setdefault(index, []).extend(map(_shown, tokens))

    def _table(self, index: int, *, before: bool) -> int:
        step, end = (-1, "table_open") if before else (1, "table_close")
        while self._tokens[index].type != end:
            index += step
        return index + (not before)

    def _thread(self, leaf: _Leaf) -> None:
        within: list[Token] = []
        found: list[tuple[Words, tuple[Token, ...]]] = []
        for token in _every(leaf.token.children or [leaf.token]):
            if token.nesting > 0:
                within.append(token)
            elif token.nesting < 0 and within:
                within.pop()
            around = [*within, Token("code_open", "code", 1)] if token.tag == "code" else within
            around = [*within, token] if token.tag == "sup" else around
            found += [(words, tuple(around)) for words in token.meta.get(WORN, ()) if words.text]
        gone = [
            _Gone(words._replace(place=self._place(words.place)), signs)
            for words, signs in found
            if words.wear
        ]
        for one in self._apart(gone, found):
            self._add(one)

    def _apart(self, gone: list[_Gone], every: Sequence[tuple[Words, object]]) -> list[_Gone]:
        """Keep words that a block of the old text began or ended with apart from those beside."""
        if not gone:
            return gone
        (first, last), (head, tail) = (gone[0], gone[-1]), (every[0][0], every[-1][0])
        at = self._leaf(first.place)
        begins = head.wear and (at in self._gone or first.place > self._leaves[at].start)
        ends = tail.wear and last.place < self._leaves[self._leaf(last.place)].end
        if ends and not self._came(last.place):
            gone = [*gone, _Gone(Words(" ", "", last.place), ())]
        return [_Gone(Words(" ", "", first.place), ()), *gone] if begins else gone

    def _add(self, gone: _Gone) -> None:
        self._gone.setdefault(self._leaf(gone.place), []).append(gone)

    def _leaf(self, place: int) -> int:
        """Give the block of words, or the cell, at a place or behind it, else the last one."""
        return min(bisect_left(self._ends, place), len(self._leaves) - 1)


def _shown(token: Token) -> Token:
    shown = copy(token)
    shown.hidden = False
    return shown


def _without_cells(row: Sequence[Token]) -> Iterator[Token]:
    """Give the words of a table's row as a paragraph."""
    yield Token("paragraph_open", "p", 1, block=True)
    children: list[Token] = []
    for cell in row:
        children += [*(cell.children or ()), *[_text([Words(" ", "")])] * bool(cell.children)]
    yield Token("inline", "", 0, children=children)
    yield Token("paragraph_close", "p", -1, block=True)


def _between(words: Sequence[Words], gone: Sequence[_Gone]) -> list[Words]:
    """Give words with those that went at their places."""
    found: list[Words] = []
    coming = list(reversed(gone))
    for one in words:
        rest = one
        while coming and coming[-1].place < rest.place + len(rest.text):
            cut = max(coming[-1].place - rest.place, 0)
            found += [Words(rest.text[:cut], rest.wear, rest.place), coming.pop().words]
            rest = Words(rest.text[cut:], rest.wear, rest.place + cut)
        found.append(rest)
    return [one for one in [*found, *(one.words for one in reversed(coming))] if one.text]


def _among(children: Sequence[Token], gone: Sequence[_Gone]) -> list[Token]:
    """Give the words of a block with those that went at their places, in the signs they had."""
    found: list[Token] = []
    within: list[Token] = []
    coming = list(reversed(gone))
    for child in children:
        pieces = [piece for one in _every([child]) for piece in pieces_of(one)]
        if child.type == "text" and WORN in child.meta:
            while coming and pieces and coming[-1].place < pieces[-1].end:
                head, child = _halves(child, coming[-1].place)
                found += head
                _lay(found, within, coming.pop())
        elif pieces:
            while coming and coming[-1].place <= pieces[0].start:
                _lay(found, within, coming.pop())
            inside = []
            while coming and coming[-1].place < pieces[-1].end:
                inside.append(coming.pop())
            if inside and child.children:
                child.children = _among(child.children, inside)
            elif inside:
                child.meta[WORN] = _between(worn(child), inside)
        found.append(child)
        if child.nesting > 0:
            within.append(child)
        elif child.nesting < 0 and within:
            within.pop()
    while coming:
        _lay(found, within, coming.pop())
    return found


def _lay(found: list[Token], within: Sequence[Token], gone: _Gone) -> None:
    """Put words that went behind those before them, out of signs that begin there."""
    tags = {token.tag for token in gone.within}
    at, inside = len(found), len(within)
    while at and found[at - 1].nesting > 0 and found[at - 1].tag not in tags:
        at, inside = at - 1, inside - 1
    found[at:at] = gone.laid(within[:inside])


def _halves(token: Token, place: int) -> tuple[list[Token], Token]:
    """Cut a token's words at a place of the text; nothing stands in front of where they begin."""
    words: list[Words] = token.meta[WORN]
    head = list(takewhile(lambda one: one.place + len(one.text) <= place, words))
    tail = words[len(head) :]
    if tail and tail[0].place < place:
        cut = place - tail[0].place
        head.append(tail[0]._replace(text=tail[0].text[:cut]))
        tail[0] = tail[0]._replace(text=tail[0].text[cut:], place=place)
    rest = copy(token)
    rest.meta = {**token.meta, WORN: tail}
    return [_text(head)] if head else [], rest
