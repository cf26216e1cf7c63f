"""A small reader of Word's documents: as they are, with every change taken, or with none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Literal, NamedTuple
from xml.etree import ElementTree as ET
from zipfile import ZipFile

Element = ET.Element
Choice = Literal["new", "old"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PUT_IN, _TAKEN_OUT = {f"{_W}ins", f"{_W}moveTo"}, {f"{_W}del", f"{_W}moveFrom"}


class Read(NamedTuple):
    """A paragraph: style, what its list puts in front of it, how it is set, its words by look."""

    style: str
    label: str
    setting: tuple[str, ...]
    words: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.words)


class Rows(NamedTuple):
    """A table: of each row whether it is a head, and its cells."""

    rows: tuple[tuple[bool, tuple[tuple[Read, ...], ...]], ...]


def parts(data: bytes) -> dict[str, Element]:
    """Give all parts of a document; each is well-formed."""
    with ZipFile(BytesIO(data)) as container:
        return {name: ET.fromstring(container.read(name)) for name in container.namelist()}


def taken(data: bytes, choice: Choice) -> list[Read | Rows]:
    """Give what a document says with all changes taken ("new") or refused ("old")."""
    found = parts(data)
    body = found["word/document.xml"].find(f"{_W}body")
    assert body is not None
    notes = found.get("word/footnotes.xml")
    taking = _Taking(choice, _Numbers(found["word/numbering.xml"]), _links(found, "document"))
    taking.links_of_notes = _links(found, "footnotes")
    taking.notes = {} if notes is None else {one.attrib[f"{_W}id"]: one for one in notes}
    return taking.blocks(body)


def _links(found: dict[str, Element], part: str) -> dict[str, str]:
    """Give where the links of a part lead, by their ids: each part has its own."""
    relations = found.get(f"word/_rels/{part}.xml.rels")
    return {
        one.attrib["Id"]: one.attrib["Target"]
        for one in (relations if relations is not None else ())
    }


class _Numbers:
    """Counts as a word processor does."""

    def __init__(self, numbering: Element) -> None:
        kinds = {
            one.attrib[f"{_W}abstractNumId"]: one for one in numbering.iter(f"{_W}abstractNum")
        }
        self.kinds, self.starts = {}, {}
        for one in numbering.iter(f"{_W}num"):
            number = one.attrib[f"{_W}numId"]
            self.kinds[number] = kinds[_value(one, "abstractNumId")]
            for override in one.iter(f"{_W}lvlOverride"):
                key = (number, override.attrib[f"{_W}ilvl"])
                self.starts[key] = int(_value(override, "startOverride"))
        self.counts: Counter[tuple[str, str]] = Counter()

    def label(self, number: str, level: str) -> str:
        for one in self.kinds[number].iter(f"{_W}lvl"):
            if one.attrib[f"{_W}ilvl"] == level:
                text = _value(one, "lvlText")
                if _value(one, "numFmt") == "bullet":
                    return f"{level} {text}"
                at = self.starts[number, level] + self.counts[number, level]
                self.counts[number, level] += 1
                return f"{level} " + text.replace(f"%{int(level) + 1}", str(at))
        raise AssertionError("no such level")


class _Taking:
    def __init__(self, choice: Choice, numbers: _Numbers, links: dict[str, str]) -> None:
        self.keep, self.drop = (_PUT_IN, _TAKEN_OUT) if choice == "new" else (_TAKEN_OUT, _PUT_IN)
        self.choice, self.numbers, self.links = choice, numbers, links
        self.cited = self.noted = 0
        self.notes: dict[str, Element] = {}
        self.links_of_notes: dict[str, str] = {}

    def blocks(self, parent: Element) -> list[Read | Rows]:
        found: list[Read | Rows] = []
        words: list[tuple[str, str]] = []
        for child in parent:
            if child.tag == f"{_W}tbl":
                assert not words, "words that no mark ends stand in front of a table"
                rows = tuple(self.rows(child))
                found += [Rows(rows)] if rows else []
            elif child.tag == f"{_W}p":
                properties = child.find(f"{_W}pPr")
                words += self.words(child, "")
                if self.drops(_find(properties, "rPr")):
                    continue
                found.append(self.paragraph(properties, words))
                words = []
        assert not words, "words that no mark ends stand at the end"
        return found

    def drops(self, properties: Element | None) -> bool:
        return properties is not None and any(one.tag in self.drop for one in properties)

    def rows(self, table: Element) -> Iterator[tuple[bool, tuple[tuple[Read, ...], ...]]]:
        for row in table.iter(f"{_W}tr"):
            properties = row.find(f"{_W}trPr")
            if not self.drops(properties):
                cells = tuple(
                    tuple(one for one in self.blocks(cell) if isinstance(one, Read))
                    for cell in row.iter(f"{_W}tc")
                )
                yield _find(properties, "tblHeader") is not None, cells

    def paragraph(self, properties: Element | None, words: list[tuple[str, str]]) -> Read:
        change = _find(properties, "pPrChange")
        if change is not None and self.choice == "old":
            properties = change.find(f"{_W}pPr")
        style = label = ""
        setting = []
        for one in properties if properties is not None else ():
            match one.tag.removeprefix(_W):
                case "pStyle":
                    style = one.attrib[f"{_W}val"]
                case "numPr":
                    label = self.numbers.label(_value(one, "numId"), _value(one, "ilvl"))
                case "ind" | "jc":
                    setting.append(f"{one.tag} {sorted(one.attrib.items())}")
        return Read(style, label, tuple(setting), tuple(_joined(words)))

    def words(self, parent: Element, link: str) -> Iterator[tuple[str, str]]:
        for child in parent:
            if child.tag == f"{_W}r":
                yield from self.run(child, link)
            elif child.tag == f"{_W}hyperlink":
                yield from self.words(child, self.links[child.attrib[f"{_R}id"]])
            elif child.tag in self.keep:
                yield from self.words(child, link)

    def run(self, run: Element, link: str) -> Iterator[tuple[str, str]]:
        properties = run.find(f"{_W}rPr")
        change = _find(properties, "rPrChange")
        if change is not None and self.choice == "old":
            properties = change.find(f"{_W}rPr")
        look = sorted(
            f"{one.tag.removeprefix(_W)} {one.attrib.get(f'{_W}val', '')}".strip()
            for one in (properties if properties is not None else ())
            if one.tag != f"{_W}rPrChange"
        )
        for one in run:
            match one.tag.removeprefix(_W):
                case "footnoteReference":
                    yield from self.note(one, run)
                    break
                case "footnoteRef":
                    yield str(self.noted), "mark"
                case "t" | "delText" if "rStyle FootnoteReference" in look:
                    yield one.text or "", "mark"
                case "instrText" | "delInstrText":
                    self.cited += 1
                    if "\\h" in (one.text or ""):
                        continue
                    yield f"[{self.cited}]", "Absatz"
                case "t" | "delText" if "rStyle Absatznummer" not in look:
                    yield one.text or "", " ".join([*look, link])
                case "br":
                    yield "\n", " ".join([*look, link])
                case "tab":
                    yield "\t", " ".join([*look, link])

    def note(self, cited: Element, run: Element) -> Iterator[tuple[str, str]]:
        """Give a note where it is cited: the number that people see, and its words."""
        (paragraph,) = self.notes[cited.attrib[f"{_W}id"]]
        mark = run.find(f"{_W}t")
        self.noted += mark is None
        yield f"⟦{self.noted if mark is None else mark.text} ", "note"
        here, self.links = self.links, self.links_of_notes
        yield from self.words(paragraph, "in a note")
        self.links = here
        yield "⟧", "note"


def _joined(words: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    text, look = "", ""
    for more, other in words:
        if text and other != look:
            yield text, look
            text = ""
        text, look = text + more, other
    if text:
        yield text, look


def _find(parent: Element | None, name: str) -> Element | None:
    return None if parent is None else parent.find(f"{_W}{name}")


def _value(parent: Element, name: str) -> str:
    found = parent.find(f"{_W}{name}")
    assert found is not None
    return found.attrib[f"{_W}val"]
