"""Small .docx and .odt files, made of XML that is written by hand."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_ROOTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes",
          "endnotes": "endnotes", "comments": "comments", "header1": "hdr", "footer1": "ftr",
          "settings": "settings"}  # fmt: skip


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Pack parts as they are."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def xml(root: str, content: str) -> str:
    """Give a part of a .docx."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {NAMESPACES}>{content}</w:{root}>'


def docx_parts(body: str, *, main: str = MAIN, links: str = "", **more: str) -> dict[str, str]:
    """Give the parts of a .docx; `more` is what stands in its other parts, by name."""
    related = "".join(
        f'<Relationship Id="p{number}" Type="{R}/{name.rstrip("1")}" Target="{name}.xml"/>'
        for number, name in enumerate(more)
    )
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'content-types"><Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": relationships(
            f'<Relationship Id="d" Type="{R}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": relationships(related + links),
        "word/document.xml": xml("document", f"<w:body>{body}</w:body>"),
        **{f"word/{name}.xml": xml(_ROOTS[name], content) for name, content in more.items()},
    }


def docx(body: str, **more: str) -> bytes:
    """Give a .docx with this body."""
    return zipped({**docx_parts(body, **more)})


def relationships(content: str) -> str:
    """Give a part that says how parts belong together."""
    kind = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{kind}">{content}</Relationships>'


def outside(kind: str, target: str, name: str = "x1") -> str:
    """Give what leads out of a file."""
    return f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{target}" TargetMode="External"/>'


def p(*runs: str, style: str = "", number: tuple[int, int] | None = None, more: str = "") -> str:
    """Give a paragraph; `number` is its list and its level."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        named += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    words = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{words}</w:p>"


def r(text: str, *looks: str) -> str:
    """Give a run that wears something: `b`, `i`, `strike`."""
    worn = "".join(look if look.startswith("<") else f"<w:{look}/>" for look in looks)
    return f'<w:r><w:rPr>{worn}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def style(name: str, *, ident: str = "", more: str = "", based: str = "") -> str:
    """Give a style of paragraphs."""
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{ident or name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/>{on}{more}</w:style>'
    )


def levels(*levels: tuple[str, str], ident: int = 1, more: str = "") -> str:
    """Give a list of (format, text) by level, to be named by its number."""
    found = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{ident}">{found}</w:abstractNum>{more}'


def num(ident: int, abstract: int = 1, more: str = "") -> str:
    """Give the number that a list is named by."""
    return f'<w:num w:numId="{ident}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'


def table(*rows: tuple[str, ...], head: bool = True) -> str:
    """Give a table; a cell is a text, or paragraphs."""
    found = []
    for at, row in enumerate(rows):
        cells = "".join(
            f"<w:tc>{cell if cell.startswith('<w:') else p(cell)}</w:tc>" for cell in row
        )
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if head and at == 0 else ""
        found.append(f"<w:tr>{mark}{cells}</w:tr>")
    return f"<w:tbl>{''.join(found)}</w:tbl>"
