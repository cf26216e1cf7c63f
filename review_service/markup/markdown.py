"""A draft's Markdown as HTML: CommonMark and tables; nothing in it loads, runs or imitates a page.

A star inside a word is a Genderstern (`Expert*innen`), never emphasis. Links lead to web sites
and mail programs only, an image is its description, headings rank below the page's own two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

from domain.text.blocks import Paragraph

LIMIT = 100_000
"""Most characters that are laid out; the parser takes seconds for more of the wrong signs."""

TABLE, NUMBER = "text-tabelle", "zahl"  # classes of the style sheet: a table, a cell set right
_PAGE_HEADINGS = 2  # the page's own h1 and h2
_LOWEST_HEADING = 5


def render(text: str) -> Markup:
    """Give one block, or a whole text of at most LIMIT characters, as safe HTML.

    A longer one is given as one paragraph of plain text.
    """
    if len(text) > LIMIT:
        return Markup("<p>{}</p>\n").format(text)
    tokens = _PARSER.parse(text)
    for token in tokens:
        _fit_into_page(token)
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return Markup(_CLEANER.clean(html))


def render_paragraph(paragraph: Paragraph) -> Markup:
    """Give one unit of `paragraphs(text)` as safe HTML; an item keeps its number.

    Each unit stands for itself: a link whose address is defined elsewhere in the text stays text.
    """
    return render(paragraph.text)


def as_read(text: str) -> str:
    """Give a piece of Markdown, whole or torn, in one line without its signs."""
    lines = (_LINE_SIGN.sub("", line) for line in text.split("\n") if not _RULER.fullmatch(line))
    return " ".join(_INLINE_SIGN.sub("", " ".join(lines)).replace("|", " ").split())


_LINE_SIGN = re.compile(r"^\s*(?:#{1,6}\s+|[-*+]\s+|>\s?)+")
_RULER = re.compile(r"[\s|:=-]*[|:=-]{2}[\s|:=-]*")
_INLINE_SIGN = re.compile(
    r"(?<!\w)[*_]+|[*_]+(?!\w)"  # emphasis; the star in Expert*innen stays
    r"|`|\\(?=[!-/:-@\[-`{-~])|!?\[(?=[^\]]*\]\()|(?<=\w)\]\([^)]*\)"
)


def _stars_and_underscores(state: StateInline, silent: bool) -> bool:
    """Read `*` by CommonMark's rule for `_`: inside a word it neither opens nor closes emphasis."""
    sign = state.src[state.pos]
    if silent or sign not in "*_":
        return False
    run = state.scanDelims(state.pos, False)
    for _ in range(run.length):
        state.push("text", "", 0).content = sign
        state.delimiters.append(
            Delimiter(
                marker=ord(sign),
                length=run.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=run.can_open,
                close=run.can_close,
            )
        )
    state.pos += run.length
    return True


def _description(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return escape(renderer.renderInlineAsText(tokens[index].children, options, env))


def _fit_into_page(token: Token) -> None:
    if token.type in ("heading_open", "heading_close"):
        level = int(token.tag[1:]) + _PAGE_HEADINGS
        token.tag = f"h{min(level, _LOWEST_HEADING)}"
    elif token.type == "table_open":
        token.attrSet("class", TABLE)
    elif token.type in ("th_open", "td_open"):
        if token.attrs.pop("style", "") == "text-align:right":  # no inline style under our CSP
            token.attrSet("class", NUMBER)
        if token.type == "th_open":
            token.attrSet("scope", "col")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.inline.ruler.at("emphasis", _stars_and_underscores)
    parser.add_render_rule("image", _description)
    return parser


_PARSER = _parser()
_CLEANER = nh3.Cleaner(  # takes the address from other links, and is the second lock on the door
    tags={
        *("h3", "h4", "h5", "p", "br", "hr", "strong", "em", "a", "code", "pre", "blockquote"),
        *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"),
    },
    attributes={"*": set(), "a": {"href"}, "ol": {"start"}, "th": {"scope"}},
    allowed_classes={"table": {TABLE}, "th": {NUMBER}, "td": {NUMBER}},
    link_rel="noopener noreferrer nofollow",
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
)
