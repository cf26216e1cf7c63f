"""An .odt read from its XML: the same content as a .docx gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from review_service.word import odt_styles
from review_service.word.content import (
    MOST_PARAGRAPHS,
    MOST_WORDS,
    NUMBER,
    Block,
    Change,
    Comment,
    Document,
    Paragraph,
    Rule,
    Span,
    Table,
    merged,
)  # fmt: skip
from review_service.word.counting import Counting, Sign
from review_service.word.odt_styles import DC, DRAW, OFFICE, SVG, TABLE, TEXT, XLINK, Look, Sheet
from review_service.word.opening import Container, Element, words_of
from review_service.word.refusals import FileHasTooMuch, FileIsBroken

_BLOCKS = (f"{TEXT}section", f"{TEXT}index-body", f"{TEXT}list-header")
_CONTENTS = tuple(
    f"{TEXT}{name}"
    for name in ("table-of-content", "illustration-index", "table-index", "alphabetical-index",
                 "bibliography", "user-index", "object-index")
)  # fmt: skip
_FIELDS = frozenset(
    f"{TEXT}{name}"
    for name in ("bookmark-ref", "reference-ref", "sequence-ref", "note-ref", "sequence", "date",
                 "time", "chapter", "user-field-get", "variable-get", "title", "page-number")
)  # fmt: skip
CITED, RULE = "absatznummer", "trennlinie"
"""Styles of this service's own documents: the number that a paragraph is cited by, no word of it; a
line across the page."""
_UNREAD = (f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{TEXT}tracked-changes")


def body_of(container: Container) -> Element:
    """Give the element that holds the text."""
    tree = container.tree("content.xml")
    body = None if tree is None else tree.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise FileIsBroken
    return body


def read(container: Container) -> Document:
    """Read a text as it stands with all its changes."""
    return _Reading(container).whole()


@dataclass(frozen=True)
class _Place:
    """Where a paragraph stands: in which list, how far in."""

    style: str = ""
    depth: int = -1


class _Reading:
    def __init__(self, container: Container) -> None:
        self.body = body_of(container)
        self.sheet = Sheet.of(container)
        self.found = Document()
        self.left = MOST_PARAGRAPHS
        self.outline = Counting()
        self.lists: dict[str, Counting] = {}  # by id, and the last one of each style
        self.spans: list[Span] = []
        self.size = 0.0

    def whole(self) -> Document:
        self.found.blocks.extend(self._blocks(self.body, _Place()))
        self.found.comments.extend(_comments(self.body))
        for kind, words in self.sheet.margins:
            self.found.lose(kind, words)
        return self.found

    def _blocks(self, parent: Element, place: _Place) -> Iterator[Block]:
        for one in parent:
            match one.tag:
                case odt_styles.HEADING | odt_styles.PARAGRAPH:
                    yield from self._paragraph(one, place, Sign())
                case odt_styles.LIST:
                    yield from self._list(one, place, self._counting(one))
                case odt_styles.GRID:
                    yield self._table(one)
                case _ if one.tag in _CONTENTS:
                    self.found.lose("Inhaltsverzeichnis", "")
                case _ if one.tag in _BLOCKS:
                    yield from self._blocks(one, place)
                case _ if one.tag == f"{DRAW}frame":
                    self._frame(one)

    # Paragraphs ----------------------------------------------------------------------------------

    def _paragraph(self, one: Element, place: _Place, sign: Sign) -> Iterator[Paragraph | Rule]:
        self.left -= 1
        if self.left < 0:
            raise FileHasTooMuch(limit=f"{MOST_PARAGRAPHS // 1000}.000 Absätze")
        look = self.sheet.look(one.get(f"{TEXT}style-name"))
        level = odt_styles.whole(one.get(f"{TEXT}outline-level")) or 0
        level = (level if one.tag == odt_styles.HEADING else 0) or look.level
        base = replace(look, bold=None, italic=None) if level else look
        spans, self.spans, self.size = self.spans, [], 0.0
        self._inline(one, base, "")
        found = Paragraph(merged(self.spans), heading=min(level, 6), kind=look.kind)
        self.spans, found.size = spans, self.size
        if not any(span.text.strip() or span.note for span in found.spans):
            yield from [Rule()] if look.name == RULE else []
            return
        if level:
            found.before, found.kind = self._numbered(one, level, sign), ""
            if all(span.bold or not span.text.strip() for span in found.spans):
                found.spans = merged([span._replace(bold=False) for span in found.spans])
        else:
            found.sign, found.before, found.depth = sign.item, sign.read, place.depth
        self.found.tally[_kind(found)] += 1
        yield found

    def _numbered(self, one: Element, level: int, sign: Sign) -> str:
        """Give the number of a heading: its list's, else that of the outline."""
        if sign != Sign():
            return (sign.item if sign.item != "-" else "") or sign.read
        unnumbered = one.get(f"{TEXT}is-list-header") == "true"
        if unnumbered or level - 1 not in self.sheet.outline or one.tag != odt_styles.HEADING:
            return ""
        counted = self.outline.next(self.sheet.outline, level - 1)
        return counted.item or counted.read

    def _counting(self, one: Element) -> Counting:
        """Give how far a list has counted: another's, where it goes on."""
        style = one.get(f"{TEXT}style-name", "")
        before = one.get(f"{TEXT}continue-list") or (
            style if one.get(f"{TEXT}continue-numbering") == "true" else ""
        )
        counting = self.lists.get(before) or Counting()
        self.lists[style] = counting
        for name, value in one.attrib.items():
            if str(name).endswith("}id"):
                self.lists[str(value)] = counting
        return counting

    def _list(self, one: Element, above: _Place, counting: Counting) -> Iterator[Block]:
        place = _Place(one.get(f"{TEXT}style-name") or above.style, min(above.depth + 1, 8))
        levels = self.sheet.lists.get(place.style, {})
        for item in one:
            sign: Sign | None = None
            for part in item:
                if part.tag == odt_styles.LIST:
                    yield from self._list(part, place, counting)
                elif part.tag in (odt_styles.PARAGRAPH, odt_styles.HEADING):
                    if sign is None and item.tag == f"{TEXT}list-item":
                        begin = odt_styles.whole(item.get(f"{TEXT}start-value"))
                        sign = counting.next(levels, place.depth, begin)
                        yield from self._paragraph(part, place, sign)
                    else:
                        yield from self._paragraph(part, place, Sign())
                elif part.tag == odt_styles.GRID:
                    yield self._table(part)

    # Words ---------------------------------------------------------------------------------------

    def _inline(self, parent: Element, look: Look, link: str) -> None:
        self._add(parent.text, look, link)
        for one in parent:
            self._one(one, look, link)
            self._add(one.tail, look, link)

    def _one(self, one: Element, look: Look, link: str) -> None:
        tag = one.tag
        if tag == f"{TEXT}span":
            own = self.sheet.look(one.get(f"{TEXT}style-name"))
            if own.name != CITED:
                self._inline(one, own.on(look), link)
        elif tag == f"{TEXT}a":
            self.found.tally["link"] += 1
            self._inline(one, look, one.get(f"{XLINK}href", ""))
        elif tag == f"{TEXT}s":
            self._put(" " * min(odt_styles.whole(one.get(f"{TEXT}c")) or 1, 100), look, link)
        elif tag in (f"{TEXT}tab", f"{TEXT}line-break"):
            self._put(" " if tag == f"{TEXT}tab" else "\n", look, link)
        elif tag == f"{TEXT}note":
            self._note(one)
        elif tag == f"{DRAW}frame":
            self._frame(one)
        elif tag.startswith(DRAW):
            self.found.lose("Bild", _words(one))
        elif tag not in _UNREAD:
            self.found.tally["field"] += tag in _FIELDS
            self._inline(one, look, link)

    def _add(self, text: str | None, look: Look, link: str) -> None:
        if text:
            blank = " " if text[0].isspace() else ""
            behind = " " if text[-1].isspace() and text.strip() else ""
            self._put(blank + " ".join(text.split()) + behind, look, link)

    def _put(self, text: str, look: Look, link: str) -> None:
        if look.hidden:
            self.found.lose("Ausgeblendeter Text", text)
            return
        if look.struck and text.strip():
            self.found.lose("Durchgestrichen", text)
        self.size = max(self.size, look.size or 0.0)
        text = odt_styles.raised(text, look.position)
        self.spans.append(Span(text, bool(look.bold), bool(look.italic), look.code, link))

    def _note(self, one: Element) -> None:
        citation = one.find(f"{TEXT}note-citation")
        label = "" if citation is None else words_of(citation)
        kind = one.get(f"{TEXT}note-class", "footnote")
        body = one.find(f"{TEXT}note-body")
        label = "".join(label.split())
        if not NUMBER.fullmatch(label):
            known = self.found.notes
            label = next(str(at) for at in count(len(known) + 1) if str(at) not in known)
        self.spans.append(Span("", note=label))
        spans = self.spans
        blocks = [] if body is None else [*self._blocks(body, _Place())]
        self.spans = spans
        for block in blocks:
            if isinstance(block, Paragraph):
                self.found.tally[_kind(block)] -= 1
        self.found.tally[kind] += self.found.add_note(label, blocks)

    def _frame(self, one: Element) -> None:
        box = one.find(f"{DRAW}text-box")
        if box is not None:
            self.found.lose("Textfeld", _words(box))
        elif one.find(f"{DRAW}object") is not None:
            self.found.lose("Eingebettetes Objekt", "")
        else:
            told = one.find(f"{SVG}desc")
            told = one.find(f"{SVG}title") if told is None else told
            self.found.lose("Bild", "" if told is None else told.text or "")

    # Tables --------------------------------------------------------------------------------------

    def _table(self, one: Element) -> Table:
        self.found.tally["table"] += 1
        self.found.tally["headless"] += one.find(f"{TABLE}table-header-rows") is None
        rows = [[*self._cells(row)] for row in _rows(one)]
        return Table([row[:64] for row in rows])

    def _cells(self, row: Element) -> Iterator[list[Span]]:
        for one in row:
            if one.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                continue
            self.found.tally["merged"] += one.tag == f"{TABLE}covered-table-cell"
            spans: list[Span] = []
            for words in self._within(one):
                spans += [Span(" "), *words] if spans else words
            for _ in range(min(odt_styles.whole(one.get(_REPEATED)) or 1, 64)):
                yield merged([*spans])

    def _within(self, cell: Element) -> Iterator[list[Span]]:
        for block in self._blocks(cell, _Place()):
            if isinstance(block, Paragraph):
                self.found.tally[_kind(block)] -= 1
                sign = {"": block.before, "-": "•"}.get(block.sign, block.sign)
                yield [Span(f"{sign} "), *block.spans] if sign else block.spans
            elif isinstance(block, Table):
                self.found.tally["nested"] += 1
                yield from (words for row in block.rows for words in row if words)


_REPEATED = f"{TABLE}number-columns-repeated"


def _rows(table: Element) -> Iterator[Element]:
    for one in table:
        if one.tag == f"{TABLE}table-row":
            yield one
        elif one.tag in (
            f"{TABLE}table-header-rows",
            f"{TABLE}table-rows",
            f"{TABLE}table-row-group",
        ):
            yield from _rows(one)


def _kind(block: Paragraph) -> str:
    return "heading" if block.heading else "item" if block.sign or block.before else "paragraph"


def _words(one: Element) -> str:
    return " ".join(map(words_of, one.iter(*_TEXTS)))


_TEXTS = (f"{TEXT}p", f"{TEXT}h")


# Changes and comments ----------------------------------------------------------------------------

_CHANGES = {"insertion": "eingefügt", "deletion": "gestrichen", "format-change": "Format"}


def changes(container: Container) -> Iterator[Change]:
    """Give the open changes of a text, as it lists them."""
    body = body_of(container)
    for region in body.iter(f"{TEXT}changed-region"):
        for one in region:
            name = one.tag.rpartition("}")[2]
            if name not in _CHANGES:
                continue
            words = _words(one) or _between(body, region.get(f"{TEXT}id", ""))
            yield Change(_CHANGES[name], *_by(one), words[:MOST_WORDS])


def _by(one: Element) -> tuple[str, date | None]:
    """Give who made something, and on which day."""
    author, said = one.findtext(f".//{DC}creator"), one.findtext(f".//{DC}date") or ""
    try:
        return author or "", date.fromisoformat(said[:10])
    except ValueError:
        return author or "", None


def _between(body: Element, ident: str) -> str:
    """Give the words that stand between the two ends of a change or a comment."""
    words: list[str] = []
    inside = False
    for one in body.iter():
        name = one.tag.rpartition("}")[2] if isinstance(one.tag, str) else ""
        if _is_end(one, name, ident):
            inside = name in ("change-start", "annotation")
            if not inside:
                break
        elif inside and name != "annotation":
            words.append(one.text or "")
        if inside or words:
            words.append(one.tail or "")
    return " ".join("".join(words).split())[:MOST_WORDS]


def _is_end(one: Element, name: str, ident: str) -> bool:
    if name in ("change-start", "change-end"):
        return one.get(f"{TEXT}change-id") == ident
    return name in ("annotation", "annotation-end") and one.get(f"{OFFICE}name") == ident


def _comments(body: Element) -> Iterator[Comment]:
    for one in body.iter(f"{OFFICE}annotation"):
        name = one.get(f"{OFFICE}name")
        about = ""
        if name and any(end.get(f"{OFFICE}name") == name for end in body.iter(_END)):
            about = _between_comment(body, name)
        yield Comment(*_by(one), about, _words(one))


_END = f"{OFFICE}annotation-end"


def _between_comment(body: Element, name: str) -> str:
    words: list[str] = []
    inside = False
    within: set[Element] = set()
    for one in body.iter():
        if one.tag == f"{OFFICE}annotation":
            within |= {*one.iter()}
            inside = inside or one.get(f"{OFFICE}name") == name
            words += [one.tail or ""] if inside else []
        elif one.tag == _END and one.get(f"{OFFICE}name") == name:
            break
        elif inside and one not in within:
            words += [one.text or "", one.tail or ""]
    return " ".join("".join(words).split())[:MOST_WORDS]
