"""A Markdown text as paragraphs and tables of a word processor, from the tokens pages are made of.

Each keeps where it stands in the text, so that what a redline says of places holds for its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from markdown_it.token import Token

from domain.text.blocks import Paragraph, paragraphs
from domain.text.markdown import AS_WRITTEN, NOTE, parse, pieces_of
from domain.text.places import Piece

DEEPEST = 8
"""The lowest level of a list, counted from 0, that a word processor has."""


class Face(NamedTuple):
    """How words look, and where they lead; of the number of a note which one it is (`note`), and
    the `mark` that it has where notes do not count themselves."""

    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""
    note: str = ""
    mark: str = ""


PLAIN = Face()


class Run(NamedTuple):
    """Words that look the same, and their place in the text: letter by letter where both are as
    long, else all stands for all. A line feed ends the line."""

    text: str
    face: Face
    start: int
    end: int


class Sign(NamedTuple):
    """What an item begins with: a bullet, or a number with what stands behind it."""

    kind: str
    number: int = 0


BULLET = "•"
_MOST = 32_767  # the highest number that a list counts to; a higher one is written as words


class Look(NamedTuple):
    """What a paragraph is: a heading of a level, code, a line, the note of a number (its level); in
    how many quotes and lists it lies; what its list puts in front of it; whether its words are set
    right."""

    kind: str = "paragraph"
    level: int = 0
    quotes: int = 0
    depth: int = 0
    sign: Sign | None = None
    right: bool = False


class Leaf(NamedTuple):
    """A paragraph. `start` and its runs' places count from `origin`, where its unit begins;
    `number` is what a reader cites the unit by that begins with it, `skipped` how many numbers in
    front of it are those of notes."""

    look: Look
    runs: tuple[Run, ...]
    start: int
    origin: int = 0
    number: int | None = None
    skipped: int = 0

    @property
    def place(self) -> int:
        """Give where it begins in the text."""
        return self.origin + self.start

    @property
    def end(self) -> int:
        """Give where its last words end in the text."""
        return self.origin + max((run.end for run in self.runs), default=self.start)

    def set_in(self, unit: Paragraph, number: int | None) -> Leaf:
        """Give it where it stands in a text."""
        return Leaf(self.look, self.runs, self.start, unit.start, number)


class Row(NamedTuple):
    """A table's row: a paragraph a cell."""

    cells: tuple[Leaf, ...]
    is_head: bool
    start: int
    origin: int = 0

    @property
    def place(self) -> int:
        """Give where it begins in the text."""
        return self.origin + self.start


class Table(NamedTuple):
    """A table, in how many lists it lies; its first cell has the number it is cited by."""

    rows: tuple[Row, ...]
    depth: int

    @property
    def place(self) -> int:
        """Give where it begins in the text."""
        return self.rows[0].place

    @property
    def end(self) -> int:
        """Give where its last row begins, or its words end."""
        last = self.rows[-1]
        return max(last.place, *(cell.end for cell in last.cells))

    @property
    def width(self) -> int:
        """Give how many columns it has."""
        return len(self.rows[0].cells)

    def set_in(self, unit: Paragraph, number: int | None) -> Table:
        """Give it where it stands in a text."""
        rows = [
            row._replace(
                cells=tuple(cell._replace(origin=unit.start) for cell in row.cells),
                origin=unit.start,
            )
            for row in self.rows
        ]
        if number is not None:
            first, *rest = rows[0].cells
            rows[0] = rows[0]._replace(cells=(first._replace(number=number), *rest))
        return self._replace(rows=tuple(rows))


Element = Leaf | Table


class Reader:
    """Reads texts; a unit that stands in several, or several times, is read once."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str, frozenset[str]], tuple[Element, ...]] = {}

    def elements(self, text: str) -> Iterator[Element]:
        """Give a normalised text's paragraphs and tables; each unit is read as pages read it."""
        for unit in paragraphs(text):
            key = unit.text, unit.kind, unit.notes
            if key not in self._read:
                self._read[key] = _laid(*key)
            for at, element in enumerate(self._read[key]):
                yield element.set_in(unit, unit.number if at == 0 else None)


def _laid(text: str, kind: str, notes: frozenset[str]) -> tuple[Element, ...]:
    plain = _plain(text, kind)
    return (plain,) if plain else tuple(_Laying(text).elements(parse(text, notes=notes)))


# Without a sign ----------------------------------------------------------------------------------

_BEGIN = r"(?!\d{1,9}[.)](?:\s|\Z))(?:§§?[ ]|[(„])?"
_LINE = rf"{_BEGIN}[^\W_][^\\`*_\[\]&<>|!#~\n]*(?<![ \t])"
_WORDS = re.compile(rf"{_LINE}(?:\n{_LINE})*")
_HEADING = re.compile(rf"(\#{{1,6}})[ ](?={_LINE}\Z)")
_ITEM = re.compile(
    rf"(?P<sign>[-+*]|(?P<number>\d{{1,4}})(?P<behind>[.)]))[ ]{{1,4}}{_LINE}"
    rf"(?:\n[ ]{{2,8}}{_LINE})*"
)


def _plain(text: str, kind: str) -> Leaf | None:
    """Give a paragraph, or an item, in whose words no sign is; None where there may be one."""
    if kind == "paragraph" and _WORDS.fullmatch(text):
        return Leaf(Look(), (Run(text.replace("\n", " "), PLAIN, 0, len(text)),), 0)
    if kind == "heading" and (heading := _HEADING.match(text)):
        words = Run(text[heading.end() :], PLAIN, heading.end(), len(text))
        return Leaf(Look("heading", len(heading[1])), (words,), 0)
    if kind == "item" and (item := _ITEM.fullmatch(text)):
        number = item["number"] or ""
        if number.startswith("0"):
            return None
        sign = Sign(item["behind"], int(number)) if number else Sign(BULLET)
        at = item.end("sign")
        return Leaf(Look(depth=1, sign=sign), tuple(_lines(text, at)), 0)
    return None


def _lines(text: str, at: int) -> Iterator[Run]:
    """Give lines as runs, with the blank that a line's end is read as."""
    while at < len(text):
        words = text[at:].partition("\n")[0]
        begin = at + len(words) - len(words.lstrip())
        end = at + len(words)
        yield Run(text[begin:end], PLAIN, begin, end)
        if end < len(text):
            yield Run(" ", PLAIN, end, end + 1)
        at = end + 1


# With signs --------------------------------------------------------------------------------------


class _Laying:
    """Walks through the tokens of one unit."""

    def __init__(self, text: str) -> None:
        lines = [len(line) for line in text.splitlines(keepends=True)]
        self._begins = [*accumulate(lines, initial=0)]
        self._quotes = self._depth = 0
        self._sign: Sign | None = None  # of an item, until its first paragraph is laid
        self._lead: tuple[Run, ...] = ()  # a number that no list has
        self._item_at = 0
        self._level, self._kind = 0, "paragraph"  # of the words that follow

    def elements(self, tokens: Sequence[Token]) -> Iterator[Element]:
        table: list[Token] = []
        for token in tokens:
            if token.type == "table_open":
                yield from self._empty_item()
            if table or token.type == "table_open":
                table.append(token)
                if token.type == "table_close":
                    yield self._table(table)
                    table = []
            else:
                yield from self._of(token)

    def _of(self, token: Token) -> Iterator[Leaf]:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                yield from self._empty_item()
                self._depth += 1
            case "list_item_open":
                self._open_item(token)
            case "list_item_close":
                yield from self._empty_item()
            case "bullet_list_close" | "ordered_list_close":
                self._depth -= 1
            case "blockquote_open":
                self._quotes += 1
            case "blockquote_close":
                self._quotes -= 1
            case "heading_open":
                self._level, self._kind = int(token.tag[1:]), "heading"
            case "note_open":
                self._level, self._kind = int(token.info), "note"
            case "inline":
                kind, level = self._kind, self._level
                self._level, self._kind = 0, "paragraph"
                words = (token.children or [])[2 if kind == "note" else 0 :]  # without its number
                yield self._leaf(token, kind, tuple(runs(words)), level)
            case "fence" | "code_block":
                yield self._leaf(token, "code", tuple(_of_pieces(pieces_of(token), PLAIN)))
            case "hr":
                yield from self._empty_item()
                yield self._leaf(token, "rule", ())
            case type_ if type_ == AS_WRITTEN:
                yield self._leaf(token, "paragraph", tuple(_of_pieces(pieces_of(token), PLAIN)))

    def _place(self, token: Token) -> int:
        return self._begins[token.map[0]] if token.map else self._item_at

    def _leaf(self, token: Token, kind: str, words: tuple[Run, ...], level: int = 0) -> Leaf:
        return self._laid(self._place(token), kind, words, level)

    def _laid(self, at: int, kind: str, words: tuple[Run, ...], level: int = 0) -> Leaf:
        look = Look(kind, level, self._quotes, self._depth, self._sign)
        leaf = Leaf(look, (*self._lead, *words), at)
        self._sign, self._lead = None, ()
        return leaf

    def _open_item(self, token: Token) -> None:
        self._item_at = self._place(token)
        self._lead = ()
        if not token.info:
            self._sign = Sign(BULLET)
        elif token.info.startswith("0") or int(token.info) > _MOST:
            (number,) = pieces_of(token)
            tab = Run("\t", PLAIN, number.end, number.end)
            self._sign, self._lead = None, (Run(number.text, PLAIN, number.start, number.end), tab)
        else:
            self._sign = Sign(token.markup, int(token.info))

    def _empty_item(self) -> Iterator[Leaf]:
        """Give an item that begins with no words: its sign stands alone."""
        if self._sign or self._lead:
            yield self._laid(self._item_at, "paragraph", ())

    def _table(self, tokens: Sequence[Token]) -> Table:
        rows: list[Row] = []
        cells: list[Leaf] = []
        right, begin = False, 0
        for token in tokens:
            match token.type:
                case "tr_open":
                    cells, begin = [], self._place(token)
                case "th_open" | "td_open":
                    right = token.attrs.get("style") == "text-align:right"
                case "inline":
                    words = tuple(runs(token.children or ()))
                    at = words[0].start if words else begin
                    cells.append(Leaf(Look("cell", right=right), words, at))
                case "tr_close":
                    rows.append(Row(tuple(cells), not rows, begin))
        return Table(tuple(rows), self._depth)


def runs(tokens: Sequence[Token], face: Face = PLAIN) -> Iterator[Run]:
    """Give the words of a block's tokens; an image is its description."""
    around = [face]
    for token in tokens:
        if token.nesting > 0:
            around.append(_within(around[-1], token))
        elif token.nesting < 0:
            around.pop()
        elif token.type == "image":
            yield from runs(token.children or (), around[-1])
        else:
            code, softbreak = token.type == "code_inline", token.type == "softbreak"
            note = token.info if token.type == NOTE else ""
            pieces = [
                piece._replace(text=" ") if softbreak else piece for piece in pieces_of(token)
            ]
            yield from _of_pieces(pieces, around[-1]._replace(code=code, note=note))


def _within(face: Face, token: Token) -> Face:
    match token.type:
        case "strong_open":
            return face._replace(bold=True)
        case "em_open":
            return face._replace(italic=True)
        case _:
            return face._replace(link=str(token.attrs.get("href", "")))


def _of_pieces(pieces: Sequence[Piece], face: Face) -> Iterator[Run]:
    return (Run(text, face, start, end) for text, start, end in pieces if text)
