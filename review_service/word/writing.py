"""A document's body as Word writes it: paragraphs, tables, and what changed in them.

Elements stand in the order of ECMA-376's schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from review_service.word.changed import (
    Anchor,
    Block,
    Cited,
    Fate,
    Grid,
    Line,
    Note,
    Paragraph,
    Part,
    Words,
)
from review_service.word.comments import sign
from review_service.word.elements import DEEPEST, Face, Leaf, Look
from review_service.word.marking import Mark, escaped
from review_service.word.numbering import Numbering

INDENT = 425
"""Twentieths of a point that a list, or a quote, is set in."""
WIDTH = 9070
"""Those that a line has."""

_CONTINUED = 5  # levels that have a style for what goes on in an item

_AROUND = {Fate.COME: "w:ins", Fate.GONE: "w:del", Fate.LEFT: "w:moveFrom", Fate.MOVED: "w:moveTo"}
_NUMBER = '<w:rPr><w:rStyle w:val="Absatznummer"/></w:rPr>'
_NOTE = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'


class Body:
    """Writes blocks; `links` are the addresses that its words lead to, by their relationship, and
    `notes` what it cites, once it is written, with links of their own."""

    def __init__(self, numbering: Numbering, mark: Mark) -> None:
        self.links: dict[str, str] = {}
        self.notes: list[str] = []
        self.links_of_notes: dict[str, str] = {}
        self._numbering, self._mark = numbering, mark
        self._move = 0

    def written(self, blocks: Iterable[Block]) -> Iterator[str]:
        """Give the body's children one by one."""
        for block in blocks:
            if isinstance(block, Grid):
                yield self._left_move()
                yield self._table(block)
                continue
            if block.move != self._move:
                yield self._left_move()
            yield self._paragraph(block)
        yield self._left_move()

    def _left_move(self) -> str:
        """End the move that was being written."""
        if not self._move:
            return ""
        name, number = self._range
        self._move = 0
        return f'<w:{name}RangeEnd w:id="{number}"/>'

    def _began_move(self, paragraph: Paragraph) -> str:
        if not paragraph.move or paragraph.move == self._move:
            return ""
        self._move = paragraph.move
        name = "moveFrom" if paragraph.fate is Fate.LEFT else "moveTo"
        said = self._mark()
        self._range = (name, said.split('"')[1])
        return f'<w:{name}RangeStart {said} w:name="Verschiebung{paragraph.move}"/>'

    # Paragraphs

    def _paragraph(self, paragraph: Paragraph, row: Fate = Fate.KEPT) -> str:
        begins = self._began_move(paragraph)
        inside = "".join(self._parts(paragraph.parts))
        return f"<w:p>{self._properties(paragraph, row)}{begins}{inside}</w:p>"

    def _properties(self, paragraph: Paragraph, row: Fate) -> str:
        now = self._look(paragraph.new, new=True)
        was = self._look(paragraph.old, new=False)
        look = was if now is None else now
        change = ""
        if now is not None and was is not None and now != was:
            change = f"<w:pPrChange {self._mark()}><w:pPr>{was}</w:pPr></w:pPrChange>"
        end = ""
        if paragraph.fate is not Fate.KEPT and row is Fate.KEPT:
            end = f"<w:rPr><{_AROUND[paragraph.fate]} {self._mark()}/></w:rPr>"
        inside = f"{look}{end}{change}"
        return f"<w:pPr>{inside}</w:pPr>" if inside else ""

    def _look(self, leaf: Leaf | None, *, new: bool) -> str | None:
        if leaf is None:
            return None
        counts = leaf.look.kind not in ("cell", "note")
        return looks(leaf, self._numbering.of(leaf, new=new) if counts else 0)

    # Words

    def _parts(self, parts: Sequence[Part]) -> Iterator[str]:
        """Give words, those that look alike and have one fate in one; links around them."""
        for address, group in groupby(parts, key=_address):
            inside = "".join(self._runs(list(group)))
            link = f'<w:hyperlink r:id="{self._link(address)}">' if address else ""
            yield f"{link}{inside}</w:hyperlink>" if link else inside

    def _link(self, address: str) -> str:
        return self.links.setdefault(address, f"link{len(self.links) + 1}")

    def _runs(self, parts: Sequence[Part]) -> Iterator[str]:
        for (fate, face, was), group in groupby(parts, key=_wears):
            same = list(group)
            if face is None:
                inside = "".join(
                    sign(one)
                    if isinstance(one, Anchor)
                    else self._note(one)
                    if isinstance(one, Note)
                    else self._number(one, fate)
                    for one in same
                    if not isinstance(one, Words)
                )
            else:
                text = "".join(one.text for one in same if isinstance(one, Words))
                inside = f"<w:r>{self._face(face, was or face)}{_text(text, fate)}</w:r>"
            tag = _AROUND.get(fate)
            yield f"<{tag} {self._mark()}>{inside}</{tag}>" if tag else inside

    def _face(self, face: Face, was: Face) -> str:
        now = _faces(face)
        if _faces(was) == now:
            return f"<w:rPr>{now}</w:rPr>" if now else ""
        change = f"<w:rPrChange {self._mark()}><w:rPr>{_faces(was)}</w:rPr></w:rPrChange>"
        return f"<w:rPr>{now}{change}</w:rPr>"

    def _number(self, cited: Cited, fate: Fate) -> str:
        """Give a number that counts itself: a field, with what it counts to."""
        asks = "w:delInstrText" if fate is Fate.GONE else "w:instrText"
        if not cited.number:
            said = f'<{asks} xml:space="preserve"> SEQ Absatz \\h </{asks}>'
            around = ('<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>')
            return f"<w:r>{_NUMBER}{said.join(around)}</w:r>"
        return "".join(
            f"<w:r>{_NUMBER}{inside}</w:r>"
            for inside in (
                '<w:fldChar w:fldCharType="begin"/>',
                f'<{asks} xml:space="preserve"> SEQ Absatz \\* ARABIC </{asks}>',
                '<w:fldChar w:fldCharType="separate"/>',
                _text(str(cited.number), fate),
                '<w:fldChar w:fldCharType="end"/>',
                _text("\u00a0", fate),
            )
        )

    def _note(self, note: Note) -> str:
        """Give the number of a note; the note itself is written to the others."""
        ident = len(self.notes) + 1
        own = _text(note.mark, Fate.KEPT)
        self.notes.append("")
        links, self.links = self.links, self.links_of_notes
        words = "".join(self._parts(note.paragraph.parts))
        self.links = links
        self.notes[-1] = (
            f'<w:footnote w:id="{ident}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
            f"<w:r>{_NOTE}{own or '<w:footnoteRef/>'}</w:r>"
            f'<w:r><w:t xml:space="preserve"> </w:t></w:r>{words}</w:p></w:footnote>'
        )
        follows = ' w:customMarkFollows="1"' if own else ""
        return f'<w:r>{_NOTE}<w:footnoteReference{follows} w:id="{ident}"/>{own}</w:r>'

    # Tables

    def _table(self, grid: Grid) -> str:
        widths = [
            WIDTH * (at + 1) // grid.width - WIDTH * at // grid.width for at in range(grid.width)
        ]
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        indent = f'<w:tblInd w:w="{INDENT * grid.depth}" w:type="dxa"/>' if grid.depth else ""
        lines = "".join(self._line(line, widths) for line in grid.lines)
        end = ""
        if grid.fate is not Fate.KEPT:
            end = f"<w:rPr><{_AROUND[grid.fate]} {self._mark()}/></w:rPr>"
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>'
            f'{indent}<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
            ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{lines}</w:tbl>"
            f'<w:p><w:pPr><w:pStyle w:val="Abstand"/>{end}</w:pPr></w:p>'
        )

    def _line(self, line: Line, widths: Sequence[int]) -> str:
        head = "<w:tblHeader/>" if line.is_head else ""
        fate = "" if line.fate is Fate.KEPT else f"<{_AROUND[line.fate]} {self._mark()}/>"
        properties = f"<w:trPr><w:cantSplit/>{head}{fate}</w:trPr>"
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"{self._paragraph(cell, line.fate)}</w:tc>"
            for cell, width in zip(line.cells, widths, strict=True)
        )
        return f"<w:tr>{properties}{cells}</w:tr>"


def looks(leaf: Leaf, number: int) -> str:
    """Give the properties of a paragraph, in the list of this number, 0 in none."""
    look = leaf.look
    found = ""
    style = _style(leaf)
    if style:
        found += f'<w:pStyle w:val="{style}"/>'
    if number:
        level = min(look.depth - 1, DEEPEST)
        found += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    if _sets_itself_in(look):
        hanging = f' w:hanging="{INDENT}"' if number else ""
        found += f'<w:ind w:left="{INDENT * (look.depth + look.quotes)}"{hanging}/>'
    if look.right:
        found += '<w:jc w:val="right"/>'
    return found


def _sets_itself_in(look: Look) -> bool:
    """Whether neither its style nor its list says how far it is set in."""
    if look.kind == "cell" or not look.depth + look.quotes:
        return False
    in_one = look.depth == 0 or look.quotes == 0
    by_style = look.sign is not None or (look.quotes <= 1 and look.depth <= _CONTINUED)
    return not (look.kind == "paragraph" and in_one and by_style)


def _style(leaf: Leaf) -> str:
    look = leaf.look
    match look.kind:
        case "heading":
            return f"Heading{look.level}"
        case "code":
            return "HTMLPreformatted"
        case "rule":
            return "Trennlinie"
        case "cell":
            return "Tabellentext"
    if look.sign:
        return "ListParagraph"
    if look.quotes:
        return "Quote"
    if look.depth:
        return f"ListContinue{min(look.depth, _CONTINUED)}".removesuffix("1")
    return ""


def _address(part: Part) -> str:
    return part.face.link if isinstance(part, Words) else ""


def _wears(part: Part) -> tuple[Fate, Face | None, Face | None]:
    if isinstance(part, Words):
        return part.fate, part.face, part.was if part.fate is Fate.KEPT else None
    return part.fate, None, None


def _faces(face: Face) -> str:
    style = "HTMLCode" if face.code else "Hyperlink" if face.link else ""
    return (
        (f'<w:rStyle w:val="{style}"/>' if style else "")
        + "<w:b/><w:bCs/>" * face.bold
        + "<w:i/><w:iCs/>" * face.italic
    )


def _text(text: str, fate: Fate) -> str:
    """Give words; a line feed is the end of a line, a tab one."""
    tag = "w:delText" if fate is Fate.GONE else "w:t"
    found = []
    for number, line in enumerate(text.split("\n")):
        if number:
            found.append("<w:br/>")
        for at, words in enumerate(line.split("\t")):
            if at:
                found.append("<w:tab/>")
            if words:
                found.append(f'<{tag} xml:space="preserve">{escaped(words)}</{tag}>')
    return "".join(found)
