"""A file's container, checked before anything in it is read: what it is, how large it unpacks,
whether it runs, loads or hides anything.

Nothing is unpacked to a disk, and of the parts only those are read that hold text.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from lxml import etree

from review_service.word.refusals import (
    FileHasEntities,
    FileHasMacros,
    FileHasTooMuch,
    FileIsBroken,
    FileIsEncrypted,
    FileIsNoDocument,
    FileIsOldWord,
    FilePointsOutside,
    FileUnpacksTooLarge,
)

Element = etree._Element

MOST_ENTRIES = 3_000
MOST_UNPACKED = 200_000_000
"""Bytes of all entries of a container at most, pictures among them."""
MOST_OF_A_PART = 60_000_000
MOST_RATIO = 250
"""How many times larger than packed an entry of more than a megabyte is at most; text that repeats
itself a lot has 100."""
MOST_SIGNS = 1_200_000
"""Tags and attributes of the parts that are read at most: each takes memory when it is parsed."""

DOCX, ODT = "docx", "odt"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_ODT = "application/vnd.oasis.opendocument.text"
_KNOWN_ZIPS = {
    "spreadsheetml": "eine Tabelle (Excel)",
    "presentationml": "eine Präsentation (PowerPoint)",
    "opendocument.spreadsheet": "eine Tabelle",
    "opendocument.presentation": "eine Präsentation",
}
_STRICT, _LOOSE = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
    (b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)  # fmt: skip
"""Namespaces as `Strict Open XML` writes them, and as everybody else does."""


@dataclass
class Container:
    """A checked container: its kind and its parts, by name."""

    kind: str
    archive: ZipFile
    _signs: int = field(default=0, init=False)
    _trees: dict[str, Element | None] = field(default_factory=dict, init=False)

    def part(self, name: str) -> bytes | None:
        """Give the bytes of a part, None where there is none; raises UnusableFile."""
        try:
            info = self.archive.getinfo(name)
        except KeyError:
            return None
        if info.file_size > MOST_OF_A_PART:
            raise FileUnpacksTooLarge(what=_megabytes(info.file_size))
        try:
            return self.archive.read(info)
        except (BadZipFile, ZlibError, EOFError, OSError, NotImplementedError) as error:
            raise FileIsBroken from error

    def tree(self, name: str) -> Element | None:
        """Give a part's XML, the same each time, None where there is none; raises UnusableFile."""
        if name not in self._trees:
            self._trees[name] = self._parsed(name)
        return self._trees[name]

    def _parsed(self, name: str) -> Element | None:
        data = self.part(name)
        if data is None:
            return None
        self._signs += data.count(b"<") + data.count(b'="') + data.count(b"='")
        if self._signs > MOST_SIGNS:
            raise FileHasTooMuch(limit=f"{MOST_SIGNS // 1000}.000 Auszeichnungen")
        return parse(data)

    @cached_property
    def main(self) -> str:
        """The name of the part that holds the text."""
        if self.kind == ODT:
            return "content.xml"
        for kind, target, _ in self.relationships(""):
            if kind == "officeDocument":
                return target
        raise FileIsBroken

    def relationships(self, part: str) -> list[tuple[str, str, bool]]:
        """Give what a part is related to: kind, name or address, whether it lies outside."""
        return [(kind, target, out) for _, kind, target, out in self._related(part)]

    def related(self, kind: str) -> list[Element]:
        """Give the parts of a kind that belong to the text, `styles` for one."""
        trees = (self.tree(name) for name in self.names(kind))
        return [tree for tree in trees if tree is not None]

    def names(self, kind: str) -> list[str]:
        """Give the names of the parts of a kind that belong to the text."""
        found = [target for one, target, _ in self.relationships(self.main) if one == kind]
        return [*dict.fromkeys(found)]

    def addresses(self, part: str) -> dict[str, str]:
        """Give by id what a part leads to outside of the file."""
        return {name: target for name, _, target, out in self._related(part) if out}

    def _related(self, part: str) -> list[tuple[str, str, str, bool]]:
        folder, name = posixpath.split(part)
        tree = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = []
        for one in () if tree is None else tree:
            outside = one.get("TargetMode") == "External"
            target = one.get("Target", "")
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = one.get("Type", "").rpartition("/")[2]
            found.append((one.get("Id", ""), kind, target, outside))
        return found

    def packed_text(self) -> bytes:
        """Give a container of only the parts that hold text: neither pictures nor properties."""
        kept = BytesIO()
        with ZipFile(kept, "w", ZIP_DEFLATED, compresslevel=9) as archive:
            for info in self.archive.infolist():
                if _KEPT[self.kind].fullmatch(info.filename):
                    archive.writestr(ZipInfo(info.filename), self.part(info.filename) or b"",
                                     ZIP_DEFLATED)  # fmt: skip
        return kept.getvalue()


_KEPT = {
    DOCX: re.compile(
        r"\[Content_Types\]\.xml|_rels/\.rels|word/_rels/(?:document|footnotes|endnotes)\d*\.xml\.rels"
        r"|word/(?:document|styles|numbering|footnotes|endnotes|comments|header|footer)\d*\.xml"
    ),
    ODT: re.compile(r"mimetype|content\.xml|styles\.xml"),
}


def open_container(data: bytes) -> Container | None:
    """Open a .docx or .odt; None for what is no container at all. Raises UnusableFile."""
    if data.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise FileIsEncrypted if encrypted else FileIsOldWord
    if data.startswith(b"%PDF"):
        raise FileIsNoDocument(what="ein PDF")
    if data.startswith(rb"{\rtf"):
        raise FileIsNoDocument(what="ein Dokument im Format RTF")
    if not data.startswith(b"PK"):
        return None
    if data.count(b"PK\1\2") > MOST_ENTRIES:
        raise FileUnpacksTooLarge(what="mehr als 3.000 Teile")
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise FileIsBroken from error
    _check_sizes(archive.infolist())
    container = Container(_kind(archive), archive)
    _check_inside(container)
    return container


def _check_sizes(entries: Iterable[ZipInfo]) -> None:
    total = 0
    for entry in entries:
        if entry.flag_bits & 1:
            raise FileIsEncrypted
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise FileIsBroken
        total += entry.file_size
        packed = max(entry.compress_size, 1)
        if total > MOST_UNPACKED:
            raise FileUnpacksTooLarge(what=_megabytes(total))
        if entry.file_size > 1_000_000 and entry.file_size > MOST_RATIO * packed:
            raise FileUnpacksTooLarge(what=f"{entry.file_size // packed}-fach gepackt")


def _megabytes(size: int) -> str:
    return f"{size // 1_000_000} MB ausgepackt"


def _kind(archive: ZipFile) -> str:
    """Say what a container holds, by what it says itself, never by the file's name."""
    probe = Container("", archive)
    said = (probe.part("mimetype") or b"").decode("ascii", "replace").strip()
    types = (probe.part("[Content_Types].xml") or b"").decode("utf-8", "replace")
    if said in (_ODT, f"{_ODT}-template"):
        return ODT
    for sign, what in _KNOWN_ZIPS.items():
        if sign in said or f"{sign}.sheet.main" in types or f"{sign}.presentation.main" in types:
            raise FileIsNoDocument(what=what)
    if "ms-word.document.macroEnabled" in types or "ms-word.template.macroEnabled" in types:
        raise FileHasMacros
    if f"{_WORD}document.main" in types or f"{_WORD}template.main" in types:
        return DOCX
    if said or types:
        raise FileIsBroken if _WORD in types else FileIsNoDocument(what="eine andere Art von Datei")
    raise FileIsNoDocument(what="ein Archiv (ZIP)")


_HARMLESS = ("hyperlink", "attachedTemplate")
"""What may lie outside: where a link leads to, and the template a text was once made from; neither
is loaded."""


def _check_inside(container: Container) -> None:
    names = container.archive.namelist()
    if container.kind == ODT:
        manifest = container.part("META-INF/manifest.xml") or b""
        if b"encryption-data" in manifest:
            raise FileIsEncrypted
        return
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FileHasMacros
    for name in names:
        folder, file = posixpath.split(name)
        if posixpath.basename(folder) == "_rels" and file.endswith(".rels"):
            part = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
            for kind, target, outside in container.relationships(part):
                if outside and kind not in _HARMLESS:
                    raise FilePointsOutside(what=f"{kind}: {target[:80]}")
    if container.main not in names:
        raise FileIsBroken


def parse(data: bytes) -> Element:
    """Parse XML that resolves, loads and expands nothing; raises UnusableFile."""
    for strict, loose in zip(_STRICT, _LOOSE, strict=True):
        data = data.replace(strict, loose)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FileHasEntities if b"<!DOCTYPE" in data else FileIsBroken from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise FileHasEntities
    return root


def words_of(one: Element) -> str:
    """Give all words in an element, with single blanks."""
    return " ".join("".join(map(str, one.itertext())).split())
