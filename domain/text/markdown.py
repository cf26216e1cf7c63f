"""The one reading of Markdown: CommonMark, tables and notes, and where in it each word stands.

A star inside a word is a Genderstern (`Expert*innen`), never emphasis. What a parser would swallow
is read as it is written: definitions of links, their titles, cells too many, what a fence says of
its code, a link without words or to what is no web site.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import (
    StateBlock,
    code,
    fence,
    heading,
    lheading,
    list_block,
    paragraph,
    table,
)
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token
from markdown_it.utils import EnvType

from domain.text.notes import CITED, DEFINED, EVERY, NONE, Notes, raised
from domain.text.places import Piece, Source, cells_of

LIMIT = 100_000
"""Most characters that are read as Markdown; the parser takes seconds for more wrong signs."""

AS_WRITTEN = "as_written"
"""The type of a token whose content is read as it stands in the text."""

NOTE, NOTE_LABEL = "note", "note_label"
"""The types of tokens that are the number of a note (`info`): where it is cited, and in front of
its own words, which are a block of type `note_open`."""

PIECES = "pieces"
"""Where the `meta` of a token has what `pieces_of` gives."""

TORN = "torn"
"""Where the `meta` of a star says whether it could end emphasis, could begin it, and how many stars
there are."""


def parse(text: str, *, column: int = 0, notes: Notes = NONE) -> list[Token]:
    """Give the tokens of one block, or of a whole text; `pieces_of` a token tells its words.

    `column` is where a block stands that is taken out of a list; `notes` are its text's.
    """
    if len(text) > LIMIT:
        return [_whole(text)]
    return _PARSER.parse(text, {_COLUMN: column, _NOTES: notes})


def pieces_of(token: Token) -> Sequence[Piece]:
    """Give the words a token has of its own, in the order of the text; an item has its number."""
    found: Sequence[Piece] = token.meta.get(PIECES, ())
    return found


def begins_at(token: Token) -> int | None:
    """Give where the words of a block or a cell begin, also of an empty one; None of others."""
    source: Source | None = token.meta.get(_SOURCE)
    return source.place(0) if source else None


_SOURCE, _AT, _END, _COLUMN, _NOTES = "source", "at", "end", "column", "notes"
_WORD = re.compile(r"[^\W_]")


# -- Blocks ------------------------------------------------------------------------------------

_BlockRule = Callable[[StateBlock, int, int, bool], bool]


def _with_lines(rule: _BlockRule) -> _BlockRule:
    """Let a rule for a block of lines say where they stand."""

    def read(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        known = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        for token in state.tokens[known:]:
            if token.type == "fence" and _WORD.search(token.info):
                _rewrite(state, known, start)
            elif token.type in ("inline", "fence", "code_block"):
                token.meta[_SOURCE] = _lines(state, token, start + (token.type == "fence"))
        return True

    return read


def _lines(state: StateBlock, token: Token, first: int) -> Source:
    source = Source([], [])
    offset = 0
    for number, line in enumerate(token.content.split("\n"), start=first):
        words = line.lstrip(" \t")
        begin = state.bMarks[number] + state.tShift[number]
        indent = len(line) - len(words)
        if indent:
            source.offsets.append(offset)
            source.places.append(max(state.bMarks[number], begin - indent))
        source.offsets.append(offset + indent)
        source.places.append(state.src.find(words, begin))
        offset += len(line) + 1
    return source


def _headline(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    known = len(state.tokens)
    if not heading(state, start, end, silent):
        return False
    if not silent:
        opening, token = state.tokens[known : known + 2]
        begin = state.bMarks[start] + state.tShift[start] + len(opening.markup)
        token.meta[_SOURCE] = Source([0], [state.src.find(token.content, begin)])
    return True


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    known = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    if silent:
        return True
    rows: dict[int, list[Token]] = {}
    for token in state.tokens[known:]:
        if token.type == "inline" and token.map:
            rows.setdefault(token.map[0], []).append(token)
    for line, row in rows.items():
        begin = state.bMarks[line] + state.tShift[line]
        cells = cells_of(state.src[begin : state.eMarks[line]], begin)
        if any(_WORD.search(state.src, *cell) for cell, _ in cells[len(row) :]):
            _rewrite(state, known, start)
            return True
        for token, (_, source) in zip(row, cells, strict=False):  # missing cells are empty
            token.meta[_SOURCE] = source
    return True


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    known, level = len(state.tokens), state.level + 1
    if not list_block(state, start, end, silent):
        return False
    if silent:
        return True
    expected = None
    for token in state.tokens[known:]:
        if token.type != "list_item_open" or token.level != level or not token.info:
            continue
        number = int(token.info)
        if expected is not None and number != expected:
            token.attrSet("value", number)
        expected = number + 1
        line = token.map[0] if token.map else start
        begin = state.bMarks[line] + state.tShift[line]
        sign = state.src[begin : begin + len(token.info) + 1]
        token.meta[PIECES] = [Piece(sign, begin, begin + len(sign))]
    return True


def _note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read lines that define a note, up to those that define another one.

    Of words taken out of a text it is not known what stood in front of such a line.
    """
    notes: Notes = state.env[_NOTES]
    if notes is NONE or state.level or not (found := _defined(state, start)):
        return False
    if silent:
        return notes is EVERY
    known, last = len(state.tokens), state.lineMax
    lines = range(start + 1, last)
    state.lineMax = next((line for line in lines if _defined(state, line)), last)
    _with_lines(paragraph)(state, start, end, False)
    state.lineMax = last
    opening, words, closing = state.tokens[known:]
    if found[1] in notes:
        source: Source = words.meta[_SOURCE]
        first = len(found[0])
        words.content = words.content[first:]
        offsets = [max(offset - first, 0) for offset in source.offsets]
        places = [source.places[0] + first, *source.places[1:]]
        words.meta[_SOURCE] = Source(offsets, places)
        opening.type, closing.type, opening.info = "note_open", "note_close", found[1]
        opening.meta[_AT] = source.places[0]
    return True


def _defined(state: StateBlock, line: int) -> re.Match[str] | None:
    return DEFINED.match(state.src, state.bMarks[line])


def _rewrite(state: StateBlock, known: int, start: int) -> None:
    """Put what is written in place of the tokens that say less."""
    content = state.getLines(start, state.line, state.blkIndent, False)
    token = Token(AS_WRITTEN, "", 0, content=content, map=[start, state.line], block=True)
    token.meta[PIECES] = _lines(state, token, start).pieces(content, 0)
    state.tokens[known:] = [token]


def as_written(pieces: list[Piece]) -> Token:
    """Give a block that says these words and lays nothing out."""
    text = "".join(piece.text for piece in pieces)
    lines = [0, text.count("\n") + 1]
    return Token(AS_WRITTEN, "", 0, content=text, map=lines, block=True, meta={PIECES: pieces})


def _whole(text: str) -> Token:
    return as_written([Piece(text, 0, len(text))])


class _ParserBlock(ParserBlock):
    def parse(
        self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]
    ) -> list[Token] | None:
        state = StateBlock(src, md, env, outTokens)
        for column in (env[_COLUMN], 0):  # what stands further out follows the item
            state.blkIndent = column
            self.tokenize(state, state.line, state.lineMax)
        return state.tokens


# -- Words -------------------------------------------------------------------------------------


class _Inline(StateInline):
    """Remembers of every token where its content begins."""

    _pending_at = 0

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self._pending_at = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:
        token = super().pushPending()
        token.meta[_AT] = self._pending_at
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta[_AT] = self.pos
        return token


class _ParserInline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _Inline(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _stars_and_underscores(state: StateInline, silent: bool) -> bool:
    """Read `*` by CommonMark's rule for `_`: inside a word it neither opens nor closes emphasis."""
    sign = state.src[state.pos]
    if silent or sign not in "*_":
        return False
    run = state.scanDelims(state.pos, False)
    for at in range(state.pos, state.pos + run.length):
        token = state.push("text", "", 0)
        token.content, token.meta[_AT] = sign, at
        token.meta[TORN] = (run.can_close, run.can_open, run.length)
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


def _note_number(state: StateInline, silent: bool) -> bool:
    """Read the number of a note; words with one are no link."""
    found = CITED.match(state.src, state.pos)
    if not found or found[1] not in state.env[_NOTES]:
        return False
    if not silent:
        state.push(NOTE, "sup", 0).info = found[1]
        state.tokens[-1].content, state.tokens[-1].markup = raised(found[1]), found[0]
    state.pos = found.end()
    return True


def _with_end(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """Let the rule for links, or for images, say where they end."""

    def read(state: StateInline, silent: bool) -> bool:
        if not rule(state, silent):
            return False
        if not silent:
            state.tokens[-1].meta[_END] = state.pos
        return True

    return read


def _place(state: StateCore) -> None:
    """Tell each token its pieces; what does not show all of its words is read as written."""
    end = 0
    note: Token | None = None
    for token in state.tokens:
        if token.type == "note_open":
            note = token
        elif token.type == "inline" and note:
            _place_note(note, token, state.src)
            note = None
        elif token.type == "inline":
            _place_words(token, state.src)
        elif token.type in ("fence", "code_block"):
            written = token.content.removesuffix("\n")
            token.meta[PIECES] = token.meta[_SOURCE].pieces(written, 0)
    for begin, behind in _shown(state.tokens):
        if _WORD.search(state.src, end, begin):
            break
        end = max(end, behind)
    if _WORD.search(state.src, end):
        state.tokens[:] = [_whole(state.src)]


def _shown(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Give the places whose words are shown, and those of addresses that links lead to."""
    for token in tokens:
        for piece in pieces_of(token):
            yield piece.start, piece.end
        yield from _shown(token.children or ())
        if _END in token.meta:
            yield token.meta[_END]


def _place_words(token: Token, text: str) -> None:
    source: Source = token.meta.get(_SOURCE) or Source([0], [0])
    children = token.children or []
    _place_children(children, token.content, source, 0)
    end = source.place(0) if children else 0
    for begin, behind in _shown(children):
        if _WORD.search(text, end, begin):
            break
        end = max(end, behind)
    else:
        if not children or not _WORD.search(text, end, source.place(len(token.content))):
            return
    written = Token(AS_WRITTEN, "", 0, content=token.content)
    written.meta[PIECES] = source.pieces(token.content, 0)
    token.children = [written]


def _place_note(note: Token, token: Token, text: str) -> None:
    """Put its number in front of a note's words; a number among them is none."""
    for child in token.children or ():
        if child.type == NOTE:
            child.type, child.content = "text", child.markup
    _place_words(token, text)
    at, words = note.meta[_AT] + 2, token.meta[_SOURCE].place(0)
    end = at + len(note.info)
    number = Token(NOTE_LABEL, "sup", 0, content=raised(note.info), info=note.info)
    number.meta[PIECES] = [Piece(number.content, at, end)]
    gap = Token("text", "", 0, content=" ", meta={PIECES: [Piece(" ", end, words)]})
    token.children = [number, gap, *(token.children or ())]
    token.meta[_SOURCE] = Source([0], [note.meta[_AT]])


def _place_children(children: list[Token], content: str, source: Source, base: int) -> None:
    link_open: Token | None = None
    words = False
    for token in children:
        at = base + token.meta[_AT]
        match token.type:
            case "text" if link_open and link_open.info == "auto":
                token.meta[PIECES] = source.pieces(token.content, at + 1)
            case "text":
                token.meta[PIECES] = source.pieces(token.content, at)
            case "text_special":
                end = source.place(at + len(token.markup) - 1) + 1
                token.meta[PIECES] = [Piece(token.content, source.place(at), end)]
            case "softbreak" | "hardbreak":
                token.content = "\n"
                token.meta[PIECES] = [Piece("\n", source.place(at), source.place(at) + 1)]
            case type_ if type_ == NOTE:
                token.meta[PIECES] = source.pieces(token.content, at + 2)
            case "code_inline":
                at = _inside(token, content, at)
                token.meta[PIECES] = source.pieces(token.content, at)
            case "image":
                _place_children(token.children or [], content, source, at + 2)
            case "link_open":
                link_open, words = token, False
        words = words or bool(_WORD.search(token.content))
        if _END in token.meta:
            opening = link_open if token.type == "link_close" else token
            shown = words if token.type == "link_close" else bool(_WORD.search(token.content))
            if opening and shown and not opening.attrs.get("title"):
                behind = base + token.meta[_END]
                token.meta[_END] = (source.place(at), source.place(behind - 1) + 1)
            else:
                del token.meta[_END]
        if token.type == "link_close":
            link_open = None


def _inside(token: Token, content: str, at: int) -> int:
    """Give where code between backticks begins: one blank at both ends is no part of it."""
    begin = at + len(token.markup)
    end = begin + len(token.content)
    same = content[begin:end].replace("\n", " ") == token.content
    return begin if same and content.startswith(token.markup, end) else begin + 1


# -- The parser --------------------------------------------------------------------------------

_TO_THE_WEB = re.compile(r"https?://[\w.-]+(?::\d+)?(?:[/?#].*)?|mailto:[^\s:]+", re.IGNORECASE)


class _Parser(MarkdownIt):
    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False})
        self.block, self.inline = _ParserBlock(), _ParserInline()
        self.configure("commonmark").enable("table")
        # A definition is no word to the parser, and what it defines may stand in another block.
        self.disable(["reference", "fragments_join", "text_join"])
        self.options["html"] = False
        blocks, words = self.block.ruler, self.inline.ruler
        for name, rule in (("paragraph", paragraph), ("lheading", lheading), ("code", code)):
            blocks.at(name, _with_lines(rule))
        stops = ["paragraph", "reference", "blockquote", "list"]
        blocks.before("paragraph", "note", _note, {"alt": ["paragraph"]})
        blocks.at("fence", _with_lines(fence), {"alt": stops})
        blocks.at("heading", _headline, {"alt": stops[:3]})
        blocks.at("list", _list, {"alt": stops[:3]})
        blocks.at("table", _table, {"alt": stops[:2]})
        words.before("link", "note", _note_number)
        words.at("emphasis", _stars_and_underscores)
        words.at("link", _with_end(link))
        words.at("image", _with_end(image))
        self.core.ruler.after("inline", "place", _place)

    def validateLink(self, url: str) -> bool:
        return bool(_TO_THE_WEB.fullmatch(url))

    def normalizeLinkText(self, link: str) -> str:
        return link


_PARSER = _Parser()
