"""A .docx read from its XML: what people see of it, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from review_service.word import inside
from review_service.word.content import (
    MOST_PARAGRAPHS,
    Block,
    Document,
    Paragraph,
    Rule,
    Span,
    Table,
    is_page_number,
    merged,
)
from review_service.word.inside import Runs
from review_service.word.opening import Container, Element
from review_service.word.refusals import FileHasTooMuch, FileIsBroken
from review_service.word.styles import (
    VAL,
    Lists,
    Style,
    Styles,
    W,
    indent_of,
    lists_of,
    number,
    value,
)

RULE = "trennlinie"
"""The style of a line across the page in this service's own documents."""
MOST_CELLS_ACROSS = 64


def read(container: Container) -> Document:
    """Read a text; its tracked changes were accepted or rejected before."""
    tree = container.tree(container.main)
    if tree is None:
        raise FileIsBroken
    return _Reading(container).whole(tree)


class _Reading:
    def __init__(self, container: Container) -> None:
        self.container = container
        self.found = Document()
        self.styles = Styles.of(next(iter(container.related("styles")), None))
        self.lists: Lists = lists_of(container, self.styles)
        self.runs = Runs(
            self.found, self.styles, container.addresses(container.main), _footnotes(container)
        )
        self.left = MOST_PARAGRAPHS
        self.item: Paragraph | None = None  # the list item that goes on, and how far in it stands:
        self.item_indent: int | None = None

    def whole(self, tree: Element) -> Document:
        body = tree.find(f"{W}body")
        if body is None:
            raise FileIsBroken
        self.found.blocks.extend(self._blocks(body))
        self._notes()
        self.found.comments.extend(inside.comments(self.container, tree))
        for kind, name in (("header", "Kopfzeile"), ("footer", "Fußzeile")):
            words = {inside.bare(one) for one in self.container.related(kind)}
            for line in sorted(words):
                if not is_page_number(line):
                    self.found.lose(name, line)
        return self.found

    def _blocks(self, parent: Element) -> Iterator[Block]:
        for one in parent:
            match one.tag:
                case inside.PARAGRAPH:
                    yield from self._paragraph(one)
                case inside.TABLE:
                    self.item = None
                    yield self._table(one)
                case inside.SDT if inside.is_contents(one):
                    self.found.lose("Inhaltsverzeichnis", "")
                case _ if one.tag in inside.HOLDERS:
                    yield from self._blocks(one)

    def _paragraph(self, one: Element) -> Iterator[Block]:
        self._count()
        properties = one.find(f"{W}pPr")
        style = self.styles.get(value(properties, "pStyle"))
        if style.is_contents:
            return
        outline = number(value(properties, "outlineLvl"))
        level = (style.level or 0) if outline is None else (outline + 1 if outline < 9 else 0)
        base = replace(style, bold=None, italic=None) if level else style
        found = Paragraph(self.runs.of(one, base), kind=style.kind)
        found.size = self.runs.size
        yield from self.runs.left_out
        if not found.spans:
            yield from [Rule()] if style.name == RULE else []
            return
        self._number(found, properties, style, heading=level)
        found.heading = min(level, 6)
        if found.heading:
            found.spans = _bare_heading(found.spans)
            found.depth, found.kind = -1, ""
        self._tell(found)
        yield found

    def _count(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise FileHasTooMuch(limit=f"{MOST_PARAGRAPHS // 1000}.000 Absätze")

    def _number(
        self, found: Paragraph, properties: Element | None, style: Style, *, heading: int
    ) -> None:
        """Give a paragraph the number people see before it, and how far in it stands."""
        numbers = None if properties is None else properties.find(f"{W}numPr")
        ident, depth = number(value(numbers, "numId")), number(value(numbers, "ilvl"))
        ident = style.list if ident is None else ident
        depth = (style.depth or 0) if depth is None else depth
        indent = indent_of(properties)
        indent = style.indent if indent is None else indent
        counted = self.lists.next(ident, depth) if ident else None
        if counted is None:
            if self._goes_on(indent):
                found.depth = self.item.depth if self.item else -1
            else:
                self.item = None
            return
        sign, level = counted
        if heading:
            found.before = (sign.item if sign.item != "-" else "") or sign.read
            return
        found.sign, found.before, found.depth = sign.item, sign.read, depth
        if found.sign:
            self.item = found
            own = indent_of(properties)
            self.item_indent = level.indent if own is None else own

    def _goes_on(self, indent: int | None) -> bool:
        """Whether a paragraph without a number is a further one of the item before it."""
        return bool(self.item and indent and self.item_indent and indent >= self.item_indent)

    def _tell(self, found: Paragraph) -> None:
        kind = "heading" if found.heading else "item" if found.sign or found.before else "paragraph"
        self.found.tally[kind] += 1

    # Tables --------------------------------------------------------------------------------------

    def _table(self, one: Element) -> Table:
        self.found.tally["table"] += 1
        rows: list[list[list[Span]]] = []
        headed = False
        for row in inside.rows(one):
            headed = headed or bool(rows == [] and inside.is_head(one, row))
            rows.append([cell for cells in inside.cells(row) for cell in self._cell(cells)])
        if not headed:
            self.found.tally["headless"] += 1
        return Table([row[:MOST_CELLS_ACROSS] for row in rows])

    def _cell(self, one: Element) -> Iterator[list[Span]]:
        properties = one.find(f"{W}tcPr")
        across = min(number(value(properties, "gridSpan")) or 1, MOST_CELLS_ACROSS)
        merge = None if properties is None else properties.find(f"{W}vMerge")
        goes_on = merge is not None and merge.get(VAL, "continue") == "continue"
        if across > 1 or goes_on:
            self.found.tally["merged"] += 1
        spans: list[Span] = []
        for block in self._within(one):
            spans += [Span(" "), *block] if spans else block
        yield merged(spans)
        for _ in range(across - 1):
            yield []

    def _within(self, cell: Element) -> Iterator[list[Span]]:
        """Give the words of a cell's paragraphs; a table in it is read cell by cell."""
        for block in self._blocks(cell):
            match block:
                case Paragraph():
                    self.found.tally[_counted_as(block)] -= 1
                    sign = {"": block.before, "-": "•"}.get(block.sign, block.sign)
                    yield [Span(f"{sign} "), *block.spans] if sign else block.spans
                case Table(rows=rows):
                    self.found.tally["nested"] += 1
                    yield from (words for row in rows for words in row if words)
        self.item = None

    # Notes ---------------------------------------------------------------------------------------

    def _notes(self) -> None:
        links, self.runs.in_note = self.runs.links, True
        for kind, labels in self.runs.notes.items():
            (part,) = self.container.names(f"{kind}s")[:1] or ("",)
            tree = self.container.tree(part)
            by_id = {} if tree is None else {one.get(f"{W}id"): one for one in tree}
            self.runs.links = self.container.addresses(part)
            for ident, label in labels.items():
                note = by_id.get(ident)
                blocks = [] if note is None else [*self._blocks(note)]
                for block in blocks:
                    if isinstance(block, Paragraph):
                        self.found.tally[_counted_as(block)] -= 1
                self.found.tally[kind] += self.found.add_note(label, blocks)
        self.runs.links, self.runs.in_note = links, False


def _footnotes(container: Container) -> int:
    tree = container.tree(container.main)
    cited = () if tree is None else tree.iter(f"{W}footnoteReference")
    return len({one.get(f"{W}id") for one in cited})


def _counted_as(block: Paragraph) -> str:
    return "heading" if block.heading else "item" if block.sign or block.before else "paragraph"


def _bare_heading(spans: list[Span]) -> list[Span]:
    """A heading that is bold all through is no bolder than others."""
    if all(span.bold or not span.text.strip() for span in spans):
        spans = merged([span._replace(bold=False) for span in spans])
    return spans
