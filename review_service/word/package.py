"""A document of Word: the parts it is made of, and what it says of where it comes from.

The same blocks and facts give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from review_service.word.changed import Block
from review_service.word.comments import Remark, anchored, comments
from review_service.word.elements import BULLET, DEEPEST
from review_service.word.marking import Mark, escaped, moment
from review_service.word.numbering import BULLETS, Listed, Numbering
from review_service.word.origin import DRAFT, REVISION, SHA256
from review_service.word.parting import parted
from review_service.word.writing import INDENT, Body

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Source(NamedTuple):
    """Where a document comes from: a draft's revision, or what changed since `since`."""

    draft: UUID
    title: str
    revision: int
    sha256: str
    at: datetime
    author: str
    since: int | None = None

    @property
    def said(self) -> str:
        """Say which revision it is."""
        if self.since is None:
            return f"Fassung {self.revision}"
        return f"Änderungen von Fassung {self.since} zu Fassung {self.revision}"

    @property
    def properties(self) -> dict[str, str]:
        """Give what a document is known by when it comes back."""
        named = {DRAFT: str(self.draft), REVISION: str(self.revision), SHA256: self.sha256}
        return named if self.since is None else {**named, "Seit Fassung": str(self.since)}


def docx(blocks: Iterable[Block], source: Source, remarks: Sequence[Remark] = ()) -> bytes:
    """Write a document with all that changed in it, and with remarks as comments."""
    laid = anchored(list(parted(blocks)), remarks)
    numbering = Numbering(laid)
    body = Body(numbering, Mark.by(source.author, source.at))
    words = "".join(body.written(laid))
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations(_OF_PACKAGE),
        "docProps/core.xml": _core(source),
        "docProps/custom.xml": _custom(source.properties),
        "word/document.xml": f"{_DOCUMENT}{words}{_END}",
        "word/styles.xml": part_of("styles"),
        "word/settings.xml": part_of("settings"),
        "word/numbering.xml": _numbering(numbering.lists),
        "word/comments.xml": f"{_HEAD}<w:comments {_W}>{comments(remarks)}</w:comments>",
        "word/header1.xml": _header(source),
        "word/footer1.xml": _footer(source),
        "word/_rels/document.xml.rels": _relations(_OF_DOCUMENT, body.links),
    }
    if body.notes:
        parts |= {
            "[Content_Types].xml": _TYPES.replace("</Types>", f"{_type('footnotes')}</Types>"),
            "word/footnotes.xml": _footnotes(body.notes),
            "word/settings.xml": part_of("settings").replace("<w:compat>", f"{_PARTING}<w:compat>"),
            "word/_rels/document.xml.rels": _relations(
                {**_OF_DOCUMENT, "footnotes": (f"{_OFFICE}/footnotes", "footnotes.xml")}, body.links
            ),
            "word/_rels/footnotes.xml.rels": _relations({}, body.links_of_notes),
        }
    return packed(parts)


def _footnotes(notes: Iterable[str]) -> str:
    """Give the notes of a document, with the lines that part them from its text."""
    lines = "".join(
        f'<w:footnote w:type="{name}" w:id="{ident}"><w:p><w:pPr><w:spacing w:after="0"'
        f' w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{name}/></w:r></w:p></w:footnote>'
        for ident, name in ((-1, "separator"), (0, "continuationSeparator"))
    )
    return f"{_HEAD}<w:footnotes {_W} {_R}>{lines}{''.join(notes)}</w:footnotes>"


_PARTING = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'

DAY = (1980, 1, 1, 0, 0, 0)
"""What every entry of a container is dated: the same words are the same bytes."""


def packed(parts: Mapping[str, str | bytes], stored: Iterable[str] = ()) -> bytes:
    """Give parts as a container; those `stored` are not compressed."""
    found = BytesIO()
    with ZipFile(found, "w", ZIP_DEFLATED) as container:
        for name, part in parts.items():
            info = ZipInfo(name, DAY)
            info.compress_type = 0 if name in stored else ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            container.writestr(info, part)
    return found.getvalue()


def part_of(name: str) -> str:
    """Give a part that is the same in every document."""
    return (Path(__file__).parent / "parts" / f"{name}.xml").read_text("utf-8")


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPEN = "http://schemas.openxmlformats.org"
_W = f'xmlns:w="{_OPEN}/wordprocessingml/2006/main"'
_R = f'xmlns:r="{_OPEN}/officeDocument/2006/relationships"'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "application/vnd.openxmlformats-package"


def _type(name: str, kind: str = "") -> str:
    content = f"{_WORD}.{kind or name}+xml"
    return f'<Override PartName="/word/{name}.xml" ContentType="{content}"/>'


_TYPES = (
    f'{_HEAD}<Types xmlns="{_OPEN}/package/2006/content-types">'
    f'<Default Extension="rels" ContentType="{_PACKAGE}.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    + "".join(map(_type, ("styles", "settings", "numbering", "comments")))
    + f"{_type('header1', 'header')}{_type('footer1', 'footer')}"
    + f'<Override PartName="/docProps/core.xml" ContentType="{_PACKAGE}.core-properties+xml"/>'
    '<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.custom-properties+xml"/></Types>'
)  # fmt: skip

_OFFICE = f"{_OPEN}/officeDocument/2006/relationships"
_OF_PACKAGE = {
    "document": (f"{_OFFICE}/officeDocument", "word/document.xml"),
    "core": (f"{_OPEN}/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
    "custom": (f"{_OFFICE}/custom-properties", "docProps/custom.xml"),
}
_OF_DOCUMENT = {
    name: (f"{_OFFICE}/{name}", f"{name}{number}.xml")
    for name, number in (
        ("styles", ""), ("settings", ""), ("numbering", ""), ("comments", ""),
        ("header", 1), ("footer", 1),
    )
}  # fmt: skip


def _relations(own: Mapping[str, tuple[str, str]], links: Mapping[str, str] | None = None) -> str:
    """Give what a part relates to, and the addresses that its links lead to."""
    inside = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, (kind, target) in own.items()
    )
    inside += "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink" Target="{escaped(address)}"'
        ' TargetMode="External"/>'
        for address, name in (links or {}).items()
    )
    return (
        f'{_HEAD}<Relationships xmlns="{_OPEN}/package/2006/relationships">{inside}</Relationships>'
    )


# What it says of itself --------------------------------------------------------------------------


def _core(source: Source) -> str:
    at = f'xsi:type="dcterms:W3CDTF">{moment(source.at)}'
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_OPEN}/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(source.title)}</dc:title><dc:subject>{source.said}</dc:subject>"
        f"<dc:creator>{escaped(source.author)}</dc:creator><dc:language>de-DE</dc:language>"
        f"<dcterms:created {at}</dcterms:created><dcterms:modified {at}</dcterms:modified>"
        "</cp:coreProperties>"
    )


_PROPERTY = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def _custom(properties: Mapping[str, str]) -> str:
    inside = "".join(
        f'<property fmtid="{_PROPERTY}" pid="{pid}" name="{name}"><vt:lpwstr>{escaped(value)}'
        "</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(properties.items(), start=2)
    )
    return (
        f'{_HEAD}<Properties xmlns="{_OPEN}/officeDocument/2006/custom-properties"'
        f' xmlns:vt="{_OPEN}/officeDocument/2006/docPropsVTypes">{inside}</Properties>'
    )


def _header(source: Source) -> str:
    title, said = _run(source.title), _run(f"{source.said} · SHA-256 {source.sha256[:16]}")
    return f"{_HEAD}<w:hdr {_W}>{_line('Header', title)}{_line('Header', said)}</w:hdr>"


def _footer(source: Source) -> str:
    day = f"{source.at:%d.%m.%Y}"
    pages = f"{_run(day)}<w:r><w:tab/></w:r>{_run('Seite ')}{_field('PAGE')}{_run(' von ')}"
    return f"{_HEAD}<w:ftr {_W}>{_line('Footer', pages + _field('NUMPAGES'))}</w:ftr>"


def _line(style: str, inside: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inside}</w:p>'


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} ">{_run("1")}</w:fldSimple>'


# Lists -------------------------------------------------------------------------------------------

_BULLETS = (BULLET, "◦", "▪")
_KINDS = {BULLET: 1, ".": 2, ")": 3}


def _numbering(lists: Iterable[Listed]) -> str:
    kinds = "".join(_kind(kind, number) for kind, number in _KINDS.items())
    found = [f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="1"/></w:num>']
    for number, one in enumerate(lists, start=BULLETS + 1):
        found.append(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{_KINDS[one.kind]}"/>'
            f'<w:lvlOverride w:ilvl="{one.level}"><w:startOverride w:val="{one.first}"/>'
            "</w:lvlOverride></w:num>"
        )
    return f"{_HEAD}<w:numbering {_W}>{kinds}{''.join(found)}</w:numbering>"


def _kind(kind: str, number: int) -> str:
    levels = []
    for level in range(DEEPEST + 1):
        form, text = (
            ("bullet", _BULLETS[level % 3])
            if kind == BULLET
            else ("decimal", f"%{level + 1}{kind}")
        )
        levels.append(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>'
            f'<w:ind w:left="{INDENT * (level + 1)}" w:hanging="{INDENT}"/></w:pPr></w:lvl>'
        )
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        f"{''.join(levels)}</w:abstractNum>"
    )


_DOCUMENT = f"{_HEAD}<w:document {_W} {_R}><w:body>"
_END = (
    '<w:p><w:pPr><w:pStyle w:val="Abstand"/></w:pPr></w:p>'
    '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
    '<w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1701" w:right="1418" w:bottom="1418" w:left="1418" w:header="709"'
    ' w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>'
)
