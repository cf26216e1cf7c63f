"""Where a Markdown text falls into parts: the blocks a redline aligns, the units a reader cites.

The rules are CommonMark's, read line by line: what is split here is split by the page's parser
too. Only lines that begin with a sign or follow an empty line are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import ClassVar, Literal, NamedTuple

from domain.text.citing import notes_of
from domain.text.notes import NONE, may_have

BlockKind = Literal["heading", "paragraph", "item", "row", "code", "rule"]
UnitKind = Literal["heading", "paragraph", "item", "table", "code", "rule"]


class Block(NamedTuple):
    """A run of whole lines with the empty lines behind it; nested: part of the item before it."""

    kind: BlockKind
    text: str
    nested: bool


class Paragraph(NamedTuple):
    """What a reader cites by its number; headings and rules have none.

    `text` is the text's own from `start` to `end` (code points), a list item with all that lies
    in it, a table with all its rows. `notes` are the numbers of its text's notes.
    """

    number: int | None
    kind: UnitKind
    start: int
    end: int
    text: str
    notes: frozenset[str] = NONE


class Borders(NamedTuple):
    """Where the blocks of a text begin and, last, where it ends (code points), and what they are:
    of each block its kind, and whether it is nested."""

    places: list[int]
    kinds: list[BlockKind]
    nested: list[bool]


def blocks(text: str, *, column: int = 0) -> list[Block]:
    """Split a normalised text; the texts of all blocks, joined, are the text again.

    `column` is where the text's blocks stand in a list that it is a part of.
    """
    found = _Scan(text, column).borders()
    parts = [text[begin:end] for begin, end in pairwise(found.places)]
    return list(map(Block, found.kinds, parts, found.nested))


def borders(text: str) -> Borders:
    """Give where a normalised text falls into blocks."""
    return _Scan(text).borders()


def borders_by_bars(text: str) -> Borders:
    """Split as algorithm `paragraphs-2` does: every line that a bar begins is a row, and a fence
    ends code however far indented."""
    return _ScanByBars(text).borders()


def paragraphs(text: str, among: Sequence[Block] | None = None) -> tuple[Paragraph, ...]:
    """Give all units of a normalised text in order, numbered from 1.

    The numbers follow from the text alone, so a revision keeps them for ever. `among` spares
    splitting the text where its blocks are known.
    """
    found = []
    number = 0
    for kind, begin, end in _units(blocks(text) if among is None else among):
        unit = text[begin:end].rstrip()
        start = begin + _empty_lines(unit)
        if not unit.strip():
            continue
        counted = kind not in ("heading", "rule")
        number += counted
        end = begin + len(unit)
        found.append(Paragraph(number if counted else None, kind, start, end, text[start:end]))
    notes = notes_of(found) if may_have(text) else NONE
    return tuple([unit._replace(notes=notes) for unit in found] if notes else found)


def _units(found: Iterable[Block]) -> Iterator[tuple[UnitKind, int, int]]:
    """Join what is read as one: an item with what lies in it, the rows of a table."""
    kind: UnitKind | None = None
    begin = end = 0
    table_goes_on = False
    for block in found:
        goes_on = block.nested or (block.kind == "row" and table_goes_on)
        if kind and not goes_on:
            yield kind, begin, end
            begin = end
        if not goes_on:
            kind = "table" if block.kind == "row" else block.kind
        end += len(block.text)
        table_goes_on = kind == "table" and block.text.count("\n") == 1  # no empty line behind it
    if kind:
        yield kind, begin, end


def _empty_lines(text: str) -> int:
    lines = re.match(r"(?:[ \t]*\n)*", text)
    return lines.end() if lines else 0


_LINE = re.compile(
    r"""^(?P<empty>(?:[ \t]*\n)*)(?P<indent>[ \t]*)
    (?: (?P<underline>=+|-+)[ \t]*$
      | (?P<rule>(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$)
      | (?P<heading>\#{1,6}(?=[ \t\n]|\Z))
      | (?P<row>\|)
      | (?P<code>`{3,}(?=[^`\n]*$)|~{3,})
      | (?P<item>[-+*]|(?P<number>\d{1,9})[.)])(?=[ \t\n]|\Z)
        (?P<gap>[ \t]*)(?P<inner>`{3,}(?=[^`\n]*$)|~{3,})?
      | (?=[^ \t\n]) | \Z )""",
    re.MULTILINE | re.VERBOSE,
)
_NEXT = re.compile(
    r"""\n (?: (?:[ \t]*\n)++
        (?: (?P<plain>(?=[^\W\d_]|[(§„])) | (?P<item>(?:[-+*]|\d{1,9}[.)])[ ]{1,4})(?=[^\W\d_]) )?
      | (?=[ \t]*(?:[-=+*_#|`~:]|\d{1,9}[.)](?:[ \t\n]|\Z))) )""",
    re.VERBOSE,
)
_CODE_INDENT = 4  # columns from which on a sign is no sign but code, or text that goes on


class _Scan:
    """One pass over the lines of a text."""

    always: ClassVar[dict[str, BlockKind | None]] = {
        "rule": "rule",
        "heading": "heading",
        "row": None,
        "code": "code",
    }

    def __init__(self, text: str, column: int = 0) -> None:
        self.text = text
        self.places: list[int] = []  # of each block found where it starts, and:
        self.kinds: list[BlockKind] = []
        self.nested: list[bool] = []
        self.closed = True  # the next line opens a block, whatever it is
        self.levels = [column] if column else []  # where each open list item's text stands
        self.skipped = 0  # where the code or the table ends that was read

    def borders(self) -> Borders:
        """Give where each block begins, and as what; the first one has what stands before it."""
        at = 0
        while at >= 0 and (line := _LINE.match(self.text, at)):
            opens = self.closed or line.end("empty") > at
            if line.end("indent") < len(self.text):
                self._read(line, opens)
            at = self._next(max(line.end(), self.skipped))
        if self.text and not self.places:
            self._add(0, "paragraph")
        self.places[:1] = [0]
        if self.text:
            self.places.append(len(self.text))
        return Borders(self.places, self.kinds, self.nested)

    def _add(self, at: int, kind: BlockKind, *, nested: bool = False) -> None:
        self.places.append(at)
        self.kinds.append(kind)
        self.nested.append(nested)

    def _next(self, position: int) -> int:
        """Give where the next line begins that is to be read, -1 where none is.

        Behind an empty line, what begins without indent is opened on the way: paragraphs that
        begin with a letter or as "(1)" and "§ 1" do, and items whose text begins with a letter.
        """
        if self.closed:
            return self.text.find("\n", position) + 1 or -1
        for line in _NEXT.finditer(self.text, position):
            sign = line.lastgroup
            if not sign:
                return line.start() + 1
            begin, end = line.span(sign)
            self._add(begin, "item" if end > begin else "paragraph")
            self.levels = [end - begin] if end > begin else []
        return -1

    def _read(self, line: re.Match[str], opens: bool) -> None:
        indent = line["indent"]
        column = _columns(indent) if indent else 0
        outer = [level for level in self.levels if level <= column] if column else []
        kind = None
        if column - (outer[-1] if outer else 0) < _CODE_INDENT:
            begin = self.text[line.end("indent") : line.end("indent") + 1]
            if not opens and begin in "|:-" and self._table(line, outer):
                return
            if line.lastgroup != "indent":
                goes_on = not opens and len(outer) == len(self.levels)
                kind = self._kind(line, goes_on)
        if kind or opens:
            self._open(line, kind or "paragraph", outer)

    def _kind(self, line: re.Match[str], goes_on: bool) -> BlockKind | None:
        """Say what a line's sign begins, if anything; `goes_on`: it may be more of the same."""
        sign = line.lastgroup or ""
        if sign == "underline":
            return self._underline(line["underline"], goes_on)
        if sign in self.always:
            return self.always[sign]
        return None if goes_on and self._is_no_first_item(line) else "item"

    def _underline(self, sign: str, goes_on: bool) -> BlockKind | None:
        if goes_on and self.kinds[-1] == "paragraph":
            self.kinds[-1] = "heading"
            self.closed = True
            return None
        if sign.startswith("---"):
            return "rule"
        return "item" if sign == "-" and not goes_on else None

    def _is_no_first_item(self, line: re.Match[str]) -> bool:
        """CommonMark: only a list that starts with 1 and some text may interrupt a paragraph."""
        behind = self.text[line.end("gap") : line.end("gap") + 1]
        return behind in ("", "\n") or int(line["number"] or 1) != 1

    def _open(self, line: re.Match[str], kind: BlockKind, outer: list[int]) -> None:
        self._add(line.start("indent"), kind, nested=bool(outer))
        self.levels = outer
        self.closed = kind not in ("paragraph", "item")
        if kind == "item":
            outer.append(_content_column(line))
        fence = line["inner"] if kind == "item" else kind == "code" and line["code"]
        if fence:
            self._skip_code(fence, line.end())

    def _skip_code(self, fence: str, position: int) -> None:
        closing = re.compile(rf"^([ \t]*){fence}{fence[0]}*[ \t]*$", re.MULTILINE)
        ends = (end for end in closing.finditer(self.text, position) if self._closes(end[1]))
        end = next(ends, None)
        self.skipped = end.end() if end else len(self.text)
        self.closed = True

    def _closes(self, indent: str) -> bool:
        """Whether a fence behind this white space ends code; further in it is code itself."""
        return _columns(indent) - (self.levels[-1] if self.levels else 0) < _CODE_INDENT

    def _table(self, line: re.Match[str], outer: list[int]) -> bool:
        """Open the rows of a table where a line stands between its head and its body.

        GFM: as many cells as in the line before it; no row needs a bar at its ends.
        """
        begin, before = line.start("indent"), self.kinds[-1]
        head = self.text.rfind("\n", 0, begin - 1) + 1
        starts = head <= self.places[-1]
        if before not in ("paragraph", "item") or len(outer) < len(self.levels):
            return False
        if before == "item" and starts:
            return False
        sought = _delimited(self.text[begin : self._line_end(begin)])
        if not sought or sought != _cells(self.text[head : begin - 1]):
            return False
        if starts:
            self.kinds[-1] = "row"
        else:
            self._add(head, "row", nested=self.nested[-1] or before == "item")
        self._add_rows(begin)
        return True

    def _add_rows(self, begin: int) -> None:
        """Add the line between a table's head and its body, and the body up to its end."""
        nested, inside = self.nested[-1], self.levels[-1] if self.levels else 0
        while True:
            self._add(begin, "row", nested=nested)
            end = self._line_end(begin)
            line = _LINE.match(self.text, end + 1)
            if not line or line.end("empty") > end + 1 or not self._is_row(line, inside):
                break
            begin = end + 1
        self.skipped, self.closed = end, True

    def _is_row(self, line: re.Match[str], inside: int) -> bool:
        column = _columns(line["indent"]) - inside
        if line.end("indent") == len(self.text) or not 0 <= column < _CODE_INDENT:
            return False
        sign = line["underline"] or ""
        begins = self.text[line.end("indent")]
        return (line.lastgroup in ("indent", "row") and begins != ">") or sign.startswith("=")

    def _line_end(self, begin: int) -> int:
        end = self.text.find("\n", begin)
        return end if end >= 0 else len(self.text)


class _ScanByBars(_Scan):
    """The rules of algorithm `paragraphs-2`; they stay as they were."""

    always: ClassVar[dict[str, BlockKind | None]] = {**_Scan.always, "row": "row"}

    def _closes(self, indent: str) -> bool:
        return True

    def _table(self, line: re.Match[str], outer: list[int]) -> bool:
        return False


_BAR = re.compile(r"(?<!\\)\|")
_BETWEEN = re.compile(r":?-+:?")  # in a cell between a table's head and its body


def _cells(line: str) -> int:
    """Count the cells of a line that may be a table's row; 0 of one without any bar."""
    parts = _BAR.split(line.strip())
    return (len(parts) > 1) * (len(parts) - (not parts[0]) - (not parts[-1]))


def _delimited(line: str) -> int:
    """Count the cells of the line between a table's head and its body; 0 of any other line."""
    parts = line.strip().removeprefix("|").removesuffix("|").split("|")
    if parts[0][:2] in ("- ", "-\t"):  # an item
        return 0
    return len(parts) if all(_BETWEEN.fullmatch(part.strip()) for part in parts) else 0


def _columns(text: str) -> int:
    return len(text.expandtabs(_CODE_INDENT)) if "\t" in text else len(text)


def _content_column(line: re.Match[str]) -> int:
    indent, item, space = line.group("indent", "item", "gap")
    sign = indent + (item or "-")
    column = _columns(sign)
    gap = _columns(sign + (space or "")) - column
    return column + (gap if 1 <= gap <= _CODE_INDENT else 1)
