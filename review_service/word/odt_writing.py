"""A document's body as OpenDocument has it: paragraphs, lists, tables, notes and remarks.

It is what a text says as it is; every change in it is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from review_service.word.changed import Anchor, Block, Cited, Grid, Note, Paragraph, Part, Words
from review_service.word.comments import Remark
from review_service.word.elements import BULLET, DEEPEST, Face, Look
from review_service.word.marking import escaped, moment

LISTS = {BULLET: "Punkte", ".": "Nummern", ")": "Klammern"}
"""The styles of lists, by what stands behind their numbers."""


class Body:
    """Writes blocks, and the remarks on them."""

    def __init__(self, remarks: Sequence[Remark] = ()) -> None:
        self._remarks = remarks
        self._lists = _Lists()
        self._notes = self._tables = 0

    def written(self, blocks: Iterable[Block]) -> Iterator[str]:
        """Give the body's children one by one."""
        for block in blocks:
            if isinstance(block, Grid):
                yield self._lists.closed(0)
                yield self._table(block)
            elif block.new is not None:
                yield from self._paragraph(block, block.new.look)
        yield self._lists.closed(0)

    def _paragraph(self, paragraph: Paragraph, look: Look) -> Iterator[str]:
        words = "".join(self._parts(paragraph.parts))
        yield self._lists.place(look)
        if look.kind == "heading":
            said = f'text:style-name="Heading_20_{look.level}" text:outline-level="{look.level}"'
            yield f"<text:h {said}>{words}</text:h>"
        else:
            yield f'<text:p text:style-name="{_style(look)}">{words}</text:p>'

    # Words

    def _parts(self, parts: Sequence[Part]) -> Iterator[str]:
        """Give words, those that look alike in one; links around them."""
        skipped = 0
        for face, group in groupby(parts, key=_face):
            if face is not None:
                yield _worn("".join(one.text for one in group if isinstance(one, Words)), face)
                continue
            for one in group:
                match one:
                    case Cited(number=0):
                        skipped += 1
                    case Cited():
                        yield _number(one.number, skipped + 1)
                        skipped = 0
                    case Note():
                        yield self._note(one)
                    case Anchor():
                        yield self._remark(one)

    def _note(self, note: Note) -> str:
        self._notes += 1
        own = f' text:label="{escaped(note.mark)}"' if note.mark else ""
        words = "".join(self._parts(note.paragraph.parts))
        return (
            f'<text:note text:id="ftn{self._notes}" text:note-class="footnote">'
            f"<text:note-citation{own}>{escaped(note.mark) or self._notes}</text:note-citation>"
            f'<text:note-body><text:p text:style-name="Footnote">{words}</text:p>'
            "</text:note-body></text:note>"
        )

    def _remark(self, anchor: Anchor) -> str:
        name = f'office:name="Anmerkung{anchor.remark + 1}"'
        if not anchor.begins:
            return f"<office:annotation-end {name}/>"
        remark = self._remarks[anchor.remark]
        lines = "".join(f"<text:p>{_text(line)}</text:p>" for line in remark.words or ("",))
        return (
            f"<office:annotation {name}><dc:creator>{escaped(remark.author)}</dc:creator>"
            f"<dc:date>{moment(remark.at)}</dc:date>{lines}</office:annotation>"
        )

    # Tables

    def _table(self, grid: Grid) -> str:
        self._tables += 1
        head = [line for line in grid.lines if line.is_head]
        rows = [line for line in grid.lines if not line.is_head]
        return (
            f'<table:table table:name="Tabelle{self._tables}" table:style-name="Tabelle">'
            f'<table:table-column table:number-columns-repeated="{grid.width}"/>'
            + "".join(
                f"<table:table-header-rows>{self._row(line.cells, 'Kopf')}"
                "</table:table-header-rows>"
                for line in head
            )
            + "".join(self._row(line.cells, "Zelle") for line in rows)
            + '</table:table><text:p text:style-name="Abstand"/>'
        )

    def _row(self, cells: Iterable[Paragraph], style: str) -> str:
        inside = "".join(
            f'<table:table-cell table:style-name="{style}" office:value-type="string">'
            f'<text:p text:style-name="{_cell_style(cell)}">{"".join(self._parts(cell.parts))}'
            "</text:p></table:table-cell>"
            for cell in cells
        )
        return f"<table:table-row>{inside}</table:table-row>"


class _Lists:
    """The lists that are open, each with its kind and the number that its next item has."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int]] = []

    def closed(self, depth: int) -> str:
        """End all lists that lie deeper."""
        ended = len(self._open) - depth
        del self._open[depth:]
        return "</text:list-item></text:list>" * max(ended, 0)

    def place(self, look: Look) -> str:
        """Go to where a paragraph stands: in an item of its own, or in one that is open."""
        depth = min(look.depth, DEEPEST + 1)
        sign = look.sign
        if sign is None:
            return self.closed(min(depth, len(self._open)))
        found = self.closed(min(depth, len(self._open)))
        if len(self._open) == depth and self._open[-1][0] != sign.kind:
            found += self.closed(depth - 1)
        if len(self._open) == depth:
            _, following = self._open.pop()
            found += f"</text:list-item>{_item(sign.number, following)}"
        else:
            while len(self._open) < depth - 1:
                found += _list(BULLET) + "<text:list-item>"
                self._open.append(("", 1))
            found += _list(sign.kind) + _item(sign.number, 1)
        self._open.append((sign.kind, sign.number + 1))
        return found


def _list(kind: str) -> str:
    return f'<text:list text:style-name="{LISTS[kind]}">'


def _item(number: int, following: int) -> str:
    """Begin an item; one that does not go on counting says its number."""
    if not number or number == following:
        return "<text:list-item>"
    return f'<text:list-item text:start-value="{number}">'


def _style(look: Look) -> str:
    match look.kind:
        case "code":
            return "Preformatted_20_Text"
        case "rule":
            return "Trennlinie"
    if look.quotes and not look.depth:
        return "Quotations"
    return "List" if look.sign else "Text_20_body"


def _cell_style(cell: Paragraph) -> str:
    right = cell.new is not None and cell.new.look.right
    return "Tabellenzahl" if right else "Tabellentext"


# Words -------------------------------------------------------------------------------------------


def _face(part: Part) -> Face | None:
    return part.face if isinstance(part, Words) else None


def _worn(text: str, face: Face) -> str:
    """Give words in what they wear; code is the innermost."""
    found = _text(text)
    for worn, style in (
        (face.code, "Source_20_Text"),
        (face.italic, "Emphasis"),
        (face.bold, "Strong_20_Emphasis"),
    ):
        if worn:
            found = f'<text:span text:style-name="{style}">{found}</text:span>'
    if face.link:
        found = f'<text:a xlink:type="simple" xlink:href="{escaped(face.link)}">{found}</text:a>'
    return found


def _number(number: int, step: int) -> str:
    """Give a number that counts itself, `step` behind the one before."""
    return (
        '<text:span text:style-name="Absatznummer"><text:sequence text:name="Absatz"'
        f' text:formula="ooow:Absatz+{step}" style:num-format="1">{number}</text:sequence>'
        "\u00a0</text:span>"
    )


_BLANKS = re.compile(r"^ +| +$| {2,}|[\t\n]")
_AS_SIGN: dict[str, str] = {"\t": "<text:tab/>", "\n": "<text:line-break/>"}


def _text(text: str) -> str:
    """Give words; blanks that would be lost, tabs and the ends of lines have signs of their own."""

    def sign(found: re.Match[str]) -> str:
        blanks = found[0]
        return _AS_SIGN.get(blanks, f'<text:s text:c="{len(blanks)}"/>')

    return _BLANKS.sub(sign, escaped(text))
