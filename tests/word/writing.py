"""A Markdown text as a .docx, by hand: what the reader is tried on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from markdown_it.token import Token

from domain.text.markdown import AS_WRITTEN, parse
from tests.word.making import docx, levels, num, outside, p, style

BULLETS, DOTS, BRACKETS, GOES_ON = 1, 2, 3, 4
_BOLD, _ITALIC = "<w:b/>", "<w:i/>"
STYLES = "".join(
    [
        *(style(f"heading {n}", ident=f"h{n}", more="<w:rPr><w:b/></w:rPr>") for n in range(1, 7)),
        style("Quote", ident="quote"), style("Source Code", ident="code"),
        '<w:style w:type="character" w:styleId="verb"><w:name w:val="Verbatim Char"/></w:style>',
    ]
)  # fmt: skip


def as_docx(text: str) -> bytes:
    """Give the file that holds a text."""
    writer = _Writer()
    body = "".join(writer.blocks(parse(text), -1, ""))
    signs = (("bullet", "•"), ("decimal", "%{}."), ("decimal", "%{})"), ("bullet", " "))
    lists = "".join(
        levels(*((form, sign.format(at)) for at in range(1, 10)), ident=ident)
        for ident, (form, sign) in enumerate(signs, start=1)
    )
    numbers = "".join([num(BULLETS, BULLETS), num(GOES_ON, GOES_ON), *writer.numbers])
    return docx(body, links="".join(writer.links), styles=STYLES, numbering=lists + numbers)


class _Writer:
    def __init__(self) -> None:
        self.numbers: list[str] = []
        self.links: list[str] = []

    def blocks(self, tokens: Sequence[Token], depth: int, named: str) -> Iterator[str]:
        """Write blocks; `depth` is that of the item they stand in."""
        at, first = 0, None
        while at < len(tokens):
            token = tokens[at]
            end = _end(tokens, at)
            inner = tokens[at + 1 : end]
            match token.type:
                case "heading_open":
                    yield p(*self.words(inner[0]), style=f"h{token.tag[1]}")
                case "paragraph_open":
                    place = (first or GOES_ON, depth) if depth >= 0 else None
                    yield p(*self.words(inner[0]), style=named, number=place)
                case "blockquote_open":
                    yield from self.blocks(inner, depth, "quote")
                case "bullet_list_open" | "ordered_list_open":
                    yield from self.items(inner, depth + 1)
                case "fence" | "code_block":
                    for line in token.content.removesuffix("\n").split("\n"):
                        yield p(_run(line), style="code")
                case "hr":
                    yield p('<w:r><w:pict><v:rect o:hr="t"/></w:pict></w:r>')
                case "table_open":
                    yield self.table(inner)
                case _ if token.type == AS_WRITTEN:
                    yield p(_run(token.content))
            at = end + 1

    def items(self, tokens: Sequence[Token], depth: int) -> Iterator[str]:
        at = 0
        while at < len(tokens):
            end = _end(tokens, at)
            sign = BULLETS
            if tokens[at].info:
                abstract = DOTS if tokens[at].markup == "." else BRACKETS
                start = f'<w:startOverride w:val="{tokens[at].info}"/>'
                override = f'<w:lvlOverride w:ilvl="{depth}">{start}</w:lvlOverride>'
                sign = 10 + len(self.numbers)
                self.numbers.append(num(sign, abstract, override))
            inner = tokens[at + 1 : end]
            if not inner or inner[0].type != "paragraph_open":
                yield p(number=(sign, depth))
                behind = 0
            else:
                yield p(*self.words(inner[1]), number=(sign, depth))
                behind = 3
            yield from self.blocks(inner[behind:], depth, "")
            at = end + 1

    def table(self, tokens: Sequence[Token]) -> str:
        rows: list[list[str]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(f"<w:tc>{p(*self.words(token))}</w:tc>")
        head = "<w:trPr><w:tblHeader/></w:trPr>"
        written = (f"<w:tr>{head if n == 0 else ''}{''.join(r)}</w:tr>" for n, r in enumerate(rows))
        return f"<w:tbl>{''.join(written)}</w:tbl>"

    def words(self, token: Token) -> Iterator[str]:
        """Write what an `inline` holds, run by run."""
        worn: list[str] = []
        for child in token.children or ():
            match child.type:
                case "strong_open" | "em_open":
                    worn.append(_BOLD if child.tag == "strong" else _ITALIC)
                case "strong_close" | "em_close":
                    worn.remove(_BOLD if child.tag == "strong" else _ITALIC)
                case "link_open":
                    ident = f"link{len(self.links)}"
                    self.links.append(
                        outside("hyperlink", quoteattr(str(child.attrs["href"]))[1:-1], ident)
                    )
                    yield f'<w:hyperlink r:id="{ident}">'
                case "link_close":
                    yield "</w:hyperlink>"
                case "softbreak":
                    yield _run(" ", *worn)
                case "hardbreak":
                    yield "<w:r><w:br/></w:r>"
                case "code_inline":
                    yield _run(child.content, '<w:rStyle w:val="verb"/>', *worn)
                case _:
                    yield _run(child.content, *worn)


def _run(text: str, *worn: str) -> str:
    looks = "".join(worn)
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _end(tokens: Sequence[Token], at: int) -> int:
    """Give where what begins at a token ends."""
    level = 0
    for place in range(at, len(tokens)):
        level += tokens[place].nesting
        if level == 0:
            return place
    raise AssertionError(tokens[at])
