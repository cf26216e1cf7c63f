"""A document of OpenDocument: the parts it is made of, and what it says of where it comes from.

The same blocks and facts give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from review_service.word.changed import Block
from review_service.word.comments import Remark, anchored
from review_service.word.elements import BULLET, DEEPEST
from review_service.word.marking import escaped, moment
from review_service.word.odt_writing import LISTS, Body
from review_service.word.package import Source, packed, part_of
from review_service.word.parting import parted

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"


def odt(blocks: Iterable[Block], source: Source, remarks: Sequence[Remark] = ()) -> bytes:
    """Write a text as it is or, where it says since when, with all that changed in it; with remarks
    as comments."""
    laid = anchored(list(parted(blocks)), remarks)
    by = f"<dc:creator>{escaped(source.author)}</dc:creator><dc:date>{moment(source.at)}</dc:date>"
    body = Body(remarks, by)
    words = "".join(body.written(laid) if source.since is None else body.tracked(laid))
    changes = "".join(body.changes)
    if changes:
        changes = f"<text:tracked-changes>{changes}</text:tracked-changes>"
    styles = part_of("odt_styles").replace("<!--Listen-->", _lists())
    parts = {
        "mimetype": MEDIA_TYPE,
        "content.xml": f"{_CONTENT}{changes}{_NUMBERS}{words}{_END}",
        "styles.xml": styles.replace("<!--Seite-->", _page(source)),
        "meta.xml": _meta(source),
        "META-INF/manifest.xml": _MANIFEST,
    }
    return packed(parts, stored=["mimetype"])


_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = "".join(
    f' xmlns:{name}="{address}"'
    for name, address in (
        *((name, f"{_OASIS}:{name}:1.0") for name in ("office", "text", "table", "style", "meta")),
        ("xlink", "http://www.w3.org/1999/xlink"), ("dc", "http://purl.org/dc/elements/1.1/"),
        ("fo", f"{_OASIS}:xsl-fo-compatible:1.0"), ("ooow", "http://openoffice.org/2004/writer"),
    )
)  # fmt: skip
_CELL = 'fo:padding="0.1cm" fo:border="0.5pt solid #8c98a8"'
_TABLES = (
    '<style:style style:name="Tabelle" style:family="table"><style:table-properties'
    ' table:align="margins" table:border-model="collapsing"/></style:style>'
    '<style:style style:name="Zelle" style:family="table-cell"><style:table-cell-properties'
    f' {_CELL}/></style:style><style:style style:name="Kopf" style:family="table-cell">'
    f'<style:table-cell-properties {_CELL} fo:background-color="#e6e9ee"/></style:style>'
)
_CONTENT = (
    f'{_HEAD}<office:document-content{_SPACES} office:version="1.3">'
    f"<office:automatic-styles>{_TABLES}</office:automatic-styles><office:body><office:text>"
)
_NUMBERS = (
    '<text:sequence-decls><text:sequence-decl text:display-outline-level="0" text:name="Absatz"/>'
    "</text:sequence-decls>"
)
_END = "</office:text></office:body></office:document-content>"
_MANIFEST = (
    f'{_HEAD}<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.3">'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (
            ("/", MEDIA_TYPE), ("content.xml", "text/xml"), ("styles.xml", "text/xml"),
            ("meta.xml", "text/xml"),
        )
    )
    + "</manifest:manifest>"
)  # fmt: skip


def _meta(source: Source) -> str:
    named = "".join(
        f'<meta:user-defined meta:name="{name}" meta:value-type="string">{escaped(value)}'
        "</meta:user-defined>"
        for name, value in source.properties.items()
    )
    author, at = escaped(source.author), moment(source.at)
    return (
        f'{_HEAD}<office:document-meta{_SPACES} office:version="1.3"><office:meta>'
        f"<dc:title>{escaped(source.title)}</dc:title><dc:subject>{source.said}</dc:subject>"
        f"<meta:initial-creator>{author}</meta:initial-creator><dc:creator>{author}</dc:creator>"
        f"<meta:creation-date>{at}</meta:creation-date><dc:date>{at}</dc:date>"
        f"<dc:language>de-DE</dc:language>{named}</office:meta></office:document-meta>"
    )


def _page(source: Source) -> str:
    """Give the margins of a page: title, revision and fingerprint; day and number."""
    said = f"{source.said} · SHA-256 {source.sha256[:16]}"
    return (
        f'<style:header><text:p text:style-name="Header">{escaped(source.title)}</text:p>'
        f'<text:p text:style-name="Header">{said}</text:p></style:header>'
        f'<style:footer><text:p text:style-name="Footer">{source.at:%d.%m.%Y}<text:tab/>Seite '
        '<text:page-number text:select-page="current">1</text:page-number> von '
        "<text:page-count>1</text:page-count></text:p></style:footer>"
    )


_BULLETS = (BULLET, "◦", "▪")


def _lists() -> str:
    return "".join(
        f'<text:list-style style:name="{name}">'
        + "".join(_level(kind, level) for level in range(DEEPEST + 1))
        + "</text:list-style>"
        for kind, name in LISTS.items()
    )


def _level(kind: str, level: int) -> str:
    indent = 0.75 * (level + 1)
    place = (
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab"'
        f' text:list-tab-stop-position="{indent}cm" fo:text-indent="-0.75cm"'
        f' fo:margin-left="{indent}cm"/></style:list-level-properties>'
    )
    said = f'text:level="{level + 1}"'
    if kind == BULLET:
        bullet = f'text:bullet-char="{_BULLETS[level % 3]}"'
        return (
            f"<text:list-level-style-bullet {said} {bullet}>{place}</text:list-level-style-bullet>"
        )
    number = f'style:num-format="1" style:num-suffix="{kind}"'
    return f"<text:list-level-style-number {said} {number}>{place}</text:list-level-style-number>"
