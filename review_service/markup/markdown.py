"""A draft's Markdown as HTML; nothing in it loads, runs or imitates a page.

Links lead to web sites and mail programs only, an image is its description, headings rank below
the page's own two. Every block is set in the direction of its first letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

from domain.text.blocks import Paragraph
from domain.text.markdown import AS_WRITTEN, NOTE, NOTE_LABEL, parse, pieces_of
from domain.text.notes import plain
from review_service.markup.unseen import labelled

WORN = "worn"
"""Where the `meta` of a token has its content as a list of Words, if not all of it is bare."""

ITEM_NUMBER = "number"
"""Where the `meta` of an item has its number as a list of Words, to stand among its own."""

TABLE, NUMBER, WRITTEN, OWN_NUMBER = "text-tabelle", "zahl", "wie-geschrieben", "eigene-nummer"
"""Classes of the style sheet: a table, a cell set right, what is shown with its signs, an item
whose number stands in its words."""

NOTED = "data-fussnote"
"""Says of which note something is the number, or the words: `notes.linked` makes links of them."""

_PAGE_HEADINGS = 2  # the page's own h1 and h2
_LOWEST_HEADING = 5


class Words(NamedTuple):
    """Words as they are read that wear the same, nothing where `wear` is empty; `place` is where
    they stand in the text."""

    text: str
    wear: str
    place: int = 0


def render(text: str) -> Markup:
    """Give one block, or a whole text, as safe HTML; one that is too long stands as written."""
    return laid_out(parse(text), {})


def render_paragraph(paragraph: Paragraph) -> Markup:
    """Give one unit of `paragraphs(text)` as safe HTML; an item keeps its number.

    Each unit stands for itself: a link whose address is defined elsewhere in the text stays text.
    `notes.linked` makes links of the numbers of notes.
    """
    return laid_out(parse(paragraph.text, notes=paragraph.notes), {})


def laid_out(tokens: Sequence[Token], wear: Mapping[str, Markup]) -> Markup:
    """Give parsed Markdown as safe HTML; words with a name put on what `wear` has for it."""
    for token in tokens:
        _fit_into_page(token)
    tokens = list(_with_numbers(tokens))
    edge = next(sign for sign in map(chr, _EDGES) if not _contain(tokens, sign))
    names: list[str] = []
    html = _PARSER.renderer.render(tokens, _PARSER.options, {"edge": edge, "names": names})
    cleaned = labelled(_CLEANER.clean(html))
    if not names:
        return cleaned
    plain, *pieces = cleaned.split(edge)
    clad = list(zip(names, pieces[::2], pieces[1::2], strict=True))
    found, words = [plain], ""
    for (name, first, behind), following in zip(clad, [*clad[1:], None], strict=True):
        words += first
        if following and following[0] == name and not behind.strip():
            words += behind
            continue
        found += [wear[name].format(Markup(words)) if name else Markup(words), behind]
        words = ""
    return Markup("".join(found))


def _with_numbers(tokens: Sequence[Token]) -> Iterator[Token]:
    """Write numbers into the words of items: those that changed, and `05.` and `5)`, which no list
    has."""
    number: list[Token] = []
    for token in tokens:
        if number and token.type == "inline":
            token.children = [*number, *(token.children or [])]
        elif number and token.type != "paragraph_open":
            yield Token("inline", "", 0, children=number)
        if token.type != "paragraph_open":
            number = []
        own = token.info.startswith("0") or token.markup == ")"
        if own and token.type == "list_item_open":
            token.meta.setdefault(
                ITEM_NUMBER, [Words(piece.text, "") for piece in pieces_of(token)]
            )
        if ITEM_NUMBER in token.meta:
            token.attrSet("class", OWN_NUMBER)
            words = [*token.meta[ITEM_NUMBER], Words(" ", "")]
            number = [Token("text", "", 0, meta={WORN: words})]
        yield token


_EDGES = range(0xE000, 0xF900)  # for private use: set around words that wear something


def _contain(tokens: Sequence[Token], sign: str) -> bool:
    return any(sign in token.content or _contain(token.children or (), sign) for token in tokens)


def _words(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    return "".join(_put_on(words, env) for words in worn(token))


def worn(token: Token) -> Sequence[Words]:
    """Give the words of a token with what they wear."""
    found: Sequence[Words] = token.meta.get(WORN, (Words(token.content, ""),))
    return found


def _put_on(words: Words, env: EnvType) -> str:
    is_gap = words.text.isspace()
    if bool(words.wear) == is_gap or not words.text:
        return str(escape(words.text))
    env["names"].append(words.wear)  # nothing for a gap in both texts: it parts what is beside it
    inside = words.text if is_gap else words.text.strip()
    lead, trail = words.text.split(inside, 1)
    return f"{lead}{env['edge']}{escape(inside)}{env['edge']}{trail}"


def _note(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    said = [words._replace(text=plain(words.text)) for words in worn(token)]
    number = "".join(_put_on(words, env) for words in said)
    of = f' {NOTED}="{token.info}"' if token.type == NOTE else ""
    return f"<sup{of}>{number}</sup>" if number else ""


def _code(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f"<code>{_words(renderer, tokens, index, options, env)}</code>"


def _code_block(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<pre dir="auto">{_code(renderer, tokens, index, options, env)}</pre>\n'


def _as_written(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    words = _words(renderer, tokens, index, options, env)
    if tokens[index].block:
        return f'<p class="{WRITTEN}" dir="auto">{words}</p>\n'
    return f'<span class="{WRITTEN}">{words}</span>'


def _description(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "".join(_described(tokens[index].children or (), env))


def _described(tokens: Sequence[Token], env: EnvType) -> Iterator[str]:
    for token in tokens:
        for words in worn(token):
            yield _put_on(words, env)
        yield from _described(token.children or (), env)


_DIRECTED = {
    *("paragraph_open", "heading_open", "blockquote_open", "table_open", "th_open", "td_open"),
    *("bullet_list_open", "ordered_list_open", "list_item_open", "note_open"),
}


def _fit_into_page(token: Token) -> None:
    if token.type in ("heading_open", "heading_close"):
        level = int(token.tag[1:]) + _PAGE_HEADINGS
        token.tag = f"h{min(level, _LOWEST_HEADING)}"
    elif token.type == "table_open":
        token.attrSet("class", TABLE)
    elif token.type == "note_open":
        token.attrSet(NOTED, token.info)
    elif token.type in ("th_open", "td_open"):
        if token.attrs.pop("style", "") == "text-align:right":  # no inline style under our CSP
            token.attrSet("class", NUMBER)
        if token.type == "th_open":
            token.attrSet("scope", "col")
    if token.type in _DIRECTED:
        token.attrSet("dir", "auto")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    for name, rule in (
        ("text", _words),
        ("text_special", _words),
        ("softbreak", _words),
        ("code_inline", _code),
        ("code_block", _code_block),
        ("fence", _code_block),
        (AS_WRITTEN, _as_written),
        (NOTE, _note),
        (NOTE_LABEL, _note),
        ("image", _description),
    ):
        parser.add_render_rule(name, rule)
    return parser


_PARSER = _parser()
_CLEANER = nh3.Cleaner(  # takes the address from other links, and is the second lock on the door
    tags={
        *("h3", "h4", "h5", "p", "br", "hr", "strong", "em", "a", "code", "pre", "blockquote"),
        *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "span", "sup"),
    },
    attributes={
        **{"*": {"dir"}, "a": {"href"}, "ol": {"start"}, "li": {"value"}, "th": {"scope"}},
        **{"p": {NOTED}, "sup": {NOTED}},
    },
    allowed_classes={
        **{"table": {TABLE}, "th": {NUMBER}, "td": {NUMBER}},
        **{"p": {WRITTEN}, "span": {WRITTEN}, "li": {OWN_NUMBER}},
    },
    link_rel="noopener noreferrer nofollow",
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
)
