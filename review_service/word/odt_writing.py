"""A document's body as OpenDocument has it: paragraphs, lists, tables, notes, remarks, changes.

What went stands apart, in front of all, and has a mark where it was; what came stands between two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from review_service.word.changed import (
    Anchor,
    Block,
    Cited,
    Fate,
    Grid,
    Note,
    Paragraph,
    Part,
    Words,
)
from review_service.word.comments import Remark
from review_service.word.elements import BULLET, DEEPEST, Face, Look
from review_service.word.marking import escaped, moment
from review_service.word.odt_changes import steps

LISTS = {BULLET: "Punkte", ".": "Nummern", ")": "Klammern"}
"""The styles of lists, by what stands behind their numbers."""


class Body:
    """Writes blocks, and the remarks on them; `changes` are those of `by`, once it is written."""

    def __init__(self, remarks: Sequence[Remark] = (), by: str = "") -> None:
        self.changes: list[str] = []
        self._remarks, self._by = remarks, by
        self._lists = _Lists()
        self._notes = self._tables = 0
        self._in_changes = False

    def written(self, blocks: Iterable[Block]) -> Iterator[str]:
        """Give the body's children one by one, of a text as it is."""
        for block in blocks:
            yield from self._block(block)
        yield self._lists.closed(0)

    def tracked(self, blocks: Iterable[Block]) -> Iterator[str]:
        """Give the body's children with what changed. Every item has a list of its own, so that
        what went and came is whole lists."""
        self._in_changes = True
        gone: list[str] = []
        marks = came = ""
        for fate, block in steps(blocks):
            if fate is Fate.GONE:
                gone += self._block(block)
                continue
            if came and (gone or fate is Fate.KEPT):
                marks, came = f'<text:change-end text:change-id="{came}"/>', ""
            if gone:
                marks += self._went("".join(gone) + _EMPTY)
                gone = []
            if fate is Fate.COME and not came:
                came = self._change("insertion")
                marks += f'<text:change-start text:change-id="{came}"/>'
            if marks and isinstance(block, Grid):
                yield _paragraph("Abstand", marks)
                marks = ""
            yield from self._block(block, marks)
            marks = ""
        marks = f'<text:change-end text:change-id="{came}"/>' if came else ""
        yield _paragraph("Abstand", marks + (self._went("".join(gone) + _EMPTY) if gone else ""))

    def _change(self, kind: str, inside: str = "") -> str:
        """Note a change, and give its name."""
        name = f"ct{len(self.changes) + 1}"
        self.changes.append(
            f'<text:changed-region xml:id="{name}" text:id="{name}"><text:{kind}>'
            f"<office:change-info>{self._by}</office:change-info>{inside}</text:{kind}>"
            "</text:changed-region>"
        )
        return name

    def _went(self, blocks: str) -> str:
        return f'<text:change text:change-id="{self._change("deletion", blocks)}"/>'

    def _block(self, block: Block, marks: str = "") -> Iterator[str]:
        if isinstance(block, Grid):
            yield self._lists.closed(0)
            yield self._table(block)
        elif block.new is not None:
            yield from self._paragraph(block, block.new.look, marks)

    def _paragraph(self, paragraph: Paragraph, look: Look, marks: str) -> Iterator[str]:
        words = marks + "".join(self._parts(paragraph.parts))
        before, behind = _alone(look) if self._in_changes else (self._lists.place(look), "")
        yield before
        if look.kind == "heading":
            said = f'text:style-name="Heading_20_{look.level}" text:outline-level="{look.level}"'
            yield f"<text:h {said}>{words}</text:h>"
        else:
            yield _paragraph(_style(look), words)
        yield behind

    # Words

    def _parts(self, parts: Sequence[Part]) -> Iterator[str]:
        """Give words, those that have one fate and look alike in one."""
        for fate, group in groupby(parts, key=lambda part: part.fate):
            words = "".join(self._of_one_fate(list(group)))
            match fate:
                case Fate.GONE:
                    yield self._went(_paragraph("Standard", words))
                case Fate.COME:
                    name = f'text:change-id="{self._change("insertion")}"'
                    yield f"<text:change-start {name}/>{words}<text:change-end {name}/>"
                case _:
                    yield words

    def _of_one_fate(self, parts: Sequence[Part]) -> Iterator[str]:
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
            f"<text:note-body>{_paragraph('Footnote', words)}</text:note-body></text:note>"
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
            + f"</table:table>{_EMPTY}"
        )

    def _row(self, cells: Iterable[Paragraph], style: str) -> str:
        inside = "".join(
            f'<table:table-cell table:style-name="{style}" office:value-type="string">'
            f"{_paragraph(_cell_style(cell), ''.join(self._parts(cell.parts)))}</table:table-cell>"
            for cell in cells
        )
        return f"<table:table-row>{inside}</table:table-row>"


def _paragraph(style: str, words: str) -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


_EMPTY = _paragraph("Abstand", "")


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


def _alone(look: Look) -> tuple[str, str]:
    """Give what stands around a paragraph that has lists of its own."""
    depth = min(look.depth, DEEPEST + 1)
    if not depth:
        return "", ""
    kind, begin, end = BULLET, "<text:list-header>", "</text:list-header>"
    if look.sign:
        kind, begin, end = look.sign.kind, _item(look.sign.number, 1), "</text:list-item>"
    around, behind = f"{_list(BULLET)}<text:list-item>", "</text:list-item></text:list>"
    outer = depth - 1
    return f"{around * outer}{_list(kind)}{begin}", f"{end}</text:list>{behind * outer}"


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
