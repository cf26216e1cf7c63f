"""What lies within a paragraph of a .docx: words and looks, fields, notes, what is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review_service.word.content import (
    MOST_WORDS,
    NUMBER,
    Block,
    Comment,
    Document,
    Rule,
    Span,
    merged,
)
from review_service.word.odt_styles import LOWERED, RAISED
from review_service.word.opening import Container, Element
from review_service.word.styles import VAL, Style, Styles, W, is_on, number, value

PARAGRAPH, TABLE, SDT = f"{W}p", f"{W}tbl", f"{W}sdt"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
VML = "{urn:schemas-microsoft-com:vml}"
HOLDERS = frozenset(
    {SDT, f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{MC}AlternateContent",
     f"{MC}Choice"}
)  # fmt: skip
"""What holds blocks, or words, and is nothing itself."""
CITED = "absatznummer"
"""The style of the number that this service's own documents cite a paragraph by: no word of it."""
_AROUND = HOLDERS | {f"{W}smartTag", f"{W}bdo", f"{W}dir", f"{W}rubyBase", f"{W}ruby"}
_RUN, _TEXT, _TAB, _PROPERTIES = f"{W}r", f"{W}t", f"{W}tab", f"{W}rPr"
_LEADS = re.compile(r'HYPERLINK\s+"([^"]*)"')


Worn = tuple[bool, bool, bool, str, float]
"""Bold, italic, code; what else is to be said of it; the size of its letters."""


class Runs:
    """Reads the words of paragraphs one behind the other: a field may reach across several."""

    def __init__(
        self, found: Document, styles: Styles, links: dict[str, str], footnotes: int = 0
    ) -> None:
        """Take what a document has; of its notes, endnotes are numbered behind `footnotes` ones."""
        self.found, self.styles, self.links = found, styles, links
        self._counts = {"footnote": 0, "endnote": footnotes}
        self.notes: dict[str, dict[str, str]] = {"footnote": {}, "endnote": {}}
        self.in_note = False
        self.fields: list[list[str]] = []  # of each open one: what it says, whether it has begun
        self.left_out: list[Block] = []
        self.size = 0.0
        self._spans: list[Span] = []
        self._base = Style()
        self._worn_by: dict[object, Worn] = {}

    def of(self, paragraph: Element, base: Style) -> list[Span]:
        """Give the words of a paragraph whose style is `base`."""
        self._spans, self._base, self.left_out, self.size = [], base, [], 0.0
        self._read(paragraph, "")
        return merged(self._spans)

    def _read(self, parent: Element, link: str) -> None:
        for one in parent:
            tag = one.tag
            if tag == _RUN:
                self._run(one, link)
            elif tag == f"{W}hyperlink":
                self.found.tally["link"] += 1
                self._read(one, self.links.get(one.get(f"{R}id", ""), ""))
            elif tag == f"{W}fldSimple":
                self.found.tally["field"] += 1
                self._read(one, link)
            elif tag in (f"{MATH}oMath", f"{MATH}oMathPara"):
                self.found.tally["formula"] += 1
                self._add("".join(t.text or "" for t in one.iter(f"{MATH}t")), link)
            elif tag in _AROUND:
                self._read(one, link)

    def _run(self, run: Element, link: str) -> None:
        looks = run.find(_PROPERTIES)
        style = None if looks is None else self.styles.by_id.get(value(looks, "rStyle") or "")
        name = style.name if style else ""
        if name == CITED or (self.in_note and name in _MARKS and run.find(_TEXT) is not None):
            return
        own = False  # whether words are the mark of the note before them
        for one in run:
            tag = one.tag
            if own and tag == _TEXT:
                own = False
                continue
            if tag == _TEXT:
                self._add(one.text or "", link, looks)
            elif tag in _AS_WORDS:
                self._add(_AS_WORDS[tag], link, looks)
            elif tag == f"{W}br":
                if one.get(f"{W}type") in (None, "textWrapping"):
                    self._add("\n", link, looks)
            elif tag == f"{W}fldChar":
                self._field(one.get(f"{W}fldCharType", ""))
            elif tag == f"{W}instrText" and self.fields:
                self.fields[-1][0] += one.text or ""
            elif tag in _NOTES:
                own = one.get(f"{W}customMarkFollows") in ("1", "true", "on")
                self._note(_NOTES[tag], one, run.findtext(_TEXT, "") if own else "")
            elif tag == f"{W}sym":
                self._symbol(one, link)
            elif tag in _PICTURES:
                self._picture(one)
            elif tag in (f"{MC}AlternateContent", f"{W}ruby"):
                self._alternative(one, link)

    def _alternative(self, one: Element, link: str) -> None:
        """Of what is there twice, for newer and older programs, the first is read."""
        chosen = one.find(f"{MC}Choice")
        chosen = one.find(f"{W}rubyBase") if chosen is None else chosen
        if chosen is None:
            return
        for picture in chosen:
            if picture.tag in _PICTURES:
                self._picture(picture)
        self._read(chosen, link)

    # Words and looks -----------------------------------------------------------------------------

    def _add(self, text: str, link: str, looks: Element | None = None) -> None:
        if not text:
            return
        if any(field[1] == "" or field[0].lstrip()[:4] == "TOC " for field in self.fields):
            return
        bold, italic, code, what, size = self._looked(looks)
        self.size = max(self.size, size)
        if what in ("Ausgeblendeter Text", "Durchgestrichen") and text.strip():
            self.found.lose(what, text)
        if what == "Ausgeblendeter Text":
            return
        if what == "superscript":
            text = text.translate(RAISED)
        if what == "subscript":
            text = text.translate(LOWERED)
        for field in reversed(self.fields):
            if not link and (leads := _LEADS.search(field[0])):
                link = leads[1]
        self._spans.append(Span(text, bold, italic, code, link))

    def _looked(self, looks: Element | None) -> Worn:
        """Give what words wear; few looks come up again and again."""
        if looks is None or not len(looks):
            return bool(self._base.bold), bool(self._base.italic), False, "", 0.0
        base = self._base
        said = tuple((one.tag, one.get(VAL)) for one in looks)
        key = base.bold, base.italic, base.hidden, said
        found = self._worn_by.get(key)
        if found is None:
            found = self._worn_by[key] = self._worn(looks)
        return found

    def _worn(self, looks: Element) -> Worn:
        own = self.styles.by_id.get(value(looks, "rStyle") or "", Style())
        bold, italic, hidden = (
            next((one for one in (is_on(looks, name), *said) if one is not None), False)
            for name, said in (
                ("b", (own.bold, self._base.bold)),
                ("i", (own.italic, self._base.italic)),
                ("vanish", (own.hidden, self._base.hidden)),
            )
        )
        what = "Ausgeblendeter Text" if hidden else ""
        if not what and (is_on(looks, "strike") or is_on(looks, "dstrike")):
            what = "Durchgestrichen"
        size = (number(value(looks, "sz")) or 0) / 2
        return bold, italic, own.name in _CODES, what or value(looks, "vertAlign") or "", size

    def _symbol(self, one: Element, link: str) -> None:
        """A sign of a font of signs: an arrow, a box to tick; what it looks like is not said."""
        code = int(one.get(f"{W}char", "0"), 16) if _is_hex(one.get(f"{W}char", "")) else 0
        sign = _SIGNS.get(code & 0xFF)
        if sign is None:
            self.found.lose("Sonderzeichen", "".join(span.text for span in self._spans)[-40:])
        self._add(sign or "□", link)

    # Fields and notes ----------------------------------------------------------------------------

    def _field(self, what: str) -> None:
        if what == "begin":
            self.fields.append(["", ""])
        elif what == "separate" and self.fields:
            self.fields[-1][1] = "shown"
        elif what == "end" and self.fields:
            said, _ = self.fields.pop()
            kind = "link" if _LEADS.search(said) else "field"
            if said.lstrip().startswith("TOC "):
                self.found.lose("Inhaltsverzeichnis", "")
            else:
                self.found.tally[kind] += 1

    def _note(self, kind: str, one: Element, mark: str) -> None:
        """Note a number that people see: the mark a note has, where it is one, else its count."""
        ident = one.get(f"{W}id", "")
        known = self.notes[kind]
        if ident not in known:
            known[ident] = mark if NUMBER.fullmatch(mark) else self._next(kind)
        self._spans.append(Span("", note=known[ident]))

    def _next(self, kind: str) -> str:
        used = {label for labels in self.notes.values() for label in labels.values()}
        self._counts[kind] += 1
        while str(self._counts[kind]) in used:
            self._counts[kind] += 1
        return str(self._counts[kind])

    # What is left out ----------------------------------------------------------------------------

    def _picture(self, one: Element) -> None:
        boxes = [*one.iter(f"{W}txbxContent")]
        for box in boxes:
            self.found.lose("Textfeld", bare(box))
        if boxes:
            return
        if any(line.get(f"{_OFFICE}hr") in ("t", "true", "1") for line in one.iter(f"{VML}rect")):
            self.left_out.append(Rule())
        elif one.tag == f"{W}object":
            self.found.lose("Eingebettetes Objekt", "")
        else:
            told = one.find(f".//{DRAWING}docPr")
            self.found.lose("Bild", "" if told is None else told.get("descr", ""))


_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_AS_WORDS = {
    _TAB: "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "‑", f"{W}ptab": " ", f"{W}softHyphen": "",
}  # fmt: skip
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_MARKS = ("footnote reference", "endnote reference")
"""Styles of the number that stands in front of a note's own words."""
_PICTURES = (f"{W}drawing", f"{W}pict", f"{W}object")
_CODES = ("verbatim char", "source text", "html code", "code")
_SIGNS = {
    0xA7: "▪", 0xB7: "•", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xE8: "➔", 0xF0: "⇨", 0x6F: "☐",
    0x70: "☐", 0x71: "☐", 0xA8: "☐", 0xFE: "☑", 0xFD: "☒", 0x78: "☒", 0xFC: "✓", 0xFB: "✗",
    0x4A: "☺", 0x2A: "✉", 0x28: "☎",
}  # fmt: skip
"""Signs of Wingdings and Symbol that stand in letters, by the second half of their code."""


def _is_hex(said: str) -> bool:
    return bool(re.fullmatch(r"[0-9A-Fa-f]{1,6}", said))


# Tables and boxes --------------------------------------------------------------------------------


def rows(table: Element) -> Iterator[Element]:
    """Give the rows of a table, those within controls too."""
    return _held(table, f"{W}tr")


def cells(row: Element) -> Iterator[Element]:
    """Give the cells of a row, those within controls too."""
    return _held(row, f"{W}tc")


def _held(parent: Element, tag: str) -> Iterator[Element]:
    for one in parent:
        if one.tag == tag:
            yield one
        elif one.tag in HOLDERS:
            yield from _held(one, tag)


def is_head(table: Element, row: Element) -> bool:
    """Whether a table says that its first row is its head."""
    if is_on(row.find(f"{W}trPr"), "tblHeader"):
        return True
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return False
    bits = look.get(VAL, "0")
    return look.get(f"{W}firstRow") == "1" or bool(_is_hex(bits) and int(bits, 16) & 0x20)


def is_contents(control: Element) -> bool:
    """Whether a control holds the table of contents."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(VAL) == "Table of Contents"


def bare(part: Element) -> str:
    """Give the bare words of a part, its paragraphs parted by a blank."""
    found = []
    for paragraph in part.iter(PARAGRAPH):
        found.append("".join(one.text or "" for one in paragraph.iter(_TEXT)))
    return " ".join(" ".join(found).split())


# Comments ----------------------------------------------------------------------------------------


def comments(container: Container, tree: Element) -> Iterator[Comment]:
    """Give the comments of a text in their order, each with the words it is about."""
    written = {one.get(f"{W}id", ""): one for part in container.related("comments") for one in part}
    if not written:
        return
    open_ones: dict[str, list[str]] = {}
    for one in tree.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", _TEXT):
        if one.tag == _TEXT:
            for words in open_ones.values():
                words.append(one.text or "")
            continue
        ident = one.get(f"{W}id", "")
        if one.tag == f"{W}commentRangeStart":
            open_ones[ident] = []
        elif ident in written:
            yield _comment(written.pop(ident), "".join(open_ones.pop(ident, [])))
    for left in written.values():
        yield _comment(left, "")


def _comment(one: Element, about: str) -> Comment:
    return Comment(one.get(f"{W}author", ""), day(one), about[:MOST_WORDS], bare(one))


def day(one: Element) -> date | None:
    """Give the day that something was written on, None where that is not said."""
    try:
        return date.fromisoformat(one.get(f"{W}date", "")[:10])
    except ValueError:
        return None
