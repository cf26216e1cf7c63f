"""A file's content as Markdown in which a reader sees its words, signs and all.

Only what would be read as a sign is escaped. A look that cannot be said (bold within a word, where
the star is one of gender) is left out, never a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from review_service.word.content import Block, Document, Paragraph, Rule, Span, Table, merged

_WEB = re.compile(r"https?://[\w.-]+(?::\d+)?(?:[/?#]\S*)?|mailto:[^\s:]+", re.IGNORECASE)


def markdown(document: Document) -> str:
    """Give the whole text, its notes at the end by their numbers."""
    parts = [*_blocks(document.blocks)]
    for label, note in document.notes.items():
        parts.append(_note(label, note))
    return "".join(parts).strip("\n") + "\n"


def written(block: Block) -> str:
    """Give one block as it stands in the text, but for how far in."""
    return _block(block, [])[0]


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    """Give each block with what parts it from the one before."""
    columns: list[tuple[int, int]] = []  # of each open item its depth, and where its words begin
    before: Block | None = None
    for kind, group in groupby(blocks, key=lambda one: getattr(one, "kind", "")):
        if kind == "code":
            yield "\n\n" if before else ""
            yield _fenced([one for one in group if isinstance(one, Paragraph)])
            columns, before = [], Rule()
            continue
        for block in group:
            words, columns = _block(block, columns)
            if words:
                yield _gap(before, block)
                yield words
                before = block


def _gap(before: Block | None, block: Block) -> str:
    """Items of one list stand line by line; all else has an empty line between."""
    if before is None:
        return ""
    if isinstance(before, Paragraph) and isinstance(block, Paragraph):
        if before.sign and block.sign and _joins(before, block):
            return "\n"
        if before.kind == block.kind == "quote":
            return "\n>\n"
    return "\n\n"


def _joins(before: Paragraph, block: Paragraph) -> bool:
    if block.depth == before.depth:
        return block.sign[-1] == before.sign[-1]
    return block.depth < before.depth or block.sign in ("-", "1.", "1)")


def _block(block: Block, columns: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    match block:
        case Table():
            return _table(block), []
        case Rule():
            return "---", []
    if block.heading:
        line = inline(block.spans, before=block.before).replace("\\\n", " ")
        return (f"{'#' * min(block.heading, 6)} {_heading_end(line)}" if line else ""), []
    open_above = block.depth - (0 if block.sign or block.before else -1)
    columns = [one for one in columns if one[0] < open_above]
    indent = columns[-1][1] if columns else 0
    words = _lines(inline(block.spans, before=block.before))
    if block.kind == "quote":
        return _indented(words, 0, "> "), []
    if block.sign:
        head = f"{block.sign} "
        columns = [*columns, (block.depth, indent + len(head))]
        if not words:
            return " " * indent + block.sign, columns
        return _indented(words, indent, head, " " * len(head)), columns
    return (_indented(words, indent) if words else ""), columns


def _indented(words: str, indent: int, head: str = "", rest: str | None = None) -> str:
    first, *others = words.split("\n")
    rest = head if rest is None else rest
    blank = " " * indent
    return "\n".join([f"{blank}{head}{first}", *(f"{blank}{rest}{line}" for line in others)])


def _heading_end(line: str) -> str:
    """A row of `#` at the end would be taken off."""
    return re.sub(r"(^|\s)(#+)$", r"\1\\\2", line)


def _fenced(lines: Iterable[Paragraph]) -> str:
    code = "\n".join("".join(span.text for span in line.spans) for line in lines)
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", code)), 3)
    return f"{fence}\n{code}\n{fence}"


def _table(table: Table) -> str:
    width = max((len(row) for row in table.rows), default=0)
    if not width:
        return ""
    lines = []
    for at, row in enumerate(table.rows):
        cells = [cell(spans) for spans in row] + [""] * (width - len(row))
        lines.append("| " + " | ".join(cells) + " |")
        if at == 0:
            lines.append("|" + " --- |" * width)
    return "\n".join(re.sub(" {2,}", " ", line) for line in lines)


def cell(spans: list[Span]) -> str:
    """Give the words of a cell, in one line and without a bar."""
    return re.sub(
        r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", inline(spans).replace("\\\n", " ").replace("\n", " ")
    )


def _note(label: str, note: list[Block]) -> str:
    words = " ".join(inline(one.spans) for one in note if isinstance(one, Paragraph))
    words = words.replace("\\\n", " ")
    return f"\n\n[^{label}]: {' '.join(words.split())}"


# Words -------------------------------------------------------------------------------------------


def inline(spans: list[Span], *, before: str = "") -> str:
    """Give the words of a paragraph with their looks; a break is a backslash and a line's end."""
    if before:
        spans = [Span(f"{before} "), *spans]
    spans = _trimmed(_linked(merged(spans)))
    return _dressed(spans).strip()


def _linked(spans: list[Span]) -> list[Span]:
    """Let only that be a link which a page makes one of."""
    if not any(span.link for span in spans):
        return spans
    found: list[Span] = []
    for address, group in groupby(spans, key=lambda one: one.link):
        some = [*group]
        keeps = not address or _leads(address, some)
        found += some if keeps else [span._replace(link="") for span in some]
    return merged(found)


def _trimmed(spans: list[Span]) -> list[Span]:
    """Take off blanks at both ends, and those at a look's edges out of the look."""
    while spans and not spans[0].note and not spans[0].text.strip():
        spans = spans[1:]
    while spans and not spans[-1].note and not spans[-1].text.strip():
        spans = spans[:-1]
    if spans:
        spans[0] = spans[0]._replace(text=spans[0].text.lstrip())
        spans[-1] = spans[-1]._replace(text=spans[-1].text.rstrip())
    found: list[Span] = []
    for span in spans:
        if span.note or not (span.bold or span.italic or span.link):
            found.append(span)
            continue
        words = span.text.strip()
        if not words:
            found.append(Span(span.text))
            continue
        begin = span.text.index(words)
        found.append(Span(span.text[:begin]))
        found.append(span._replace(text=words))
        found.append(Span(span.text[begin + len(words) :]))
    return _joined_looks([span for span in found if span.text or span.note])


def _joined_looks(spans: list[Span]) -> list[Span]:
    """Let a look go on over the blanks between two spans that wear it."""
    for at in range(1, len(spans) - 1):
        left, span, right = spans[at - 1 : at + 2]
        if not span.note and not span.text.strip() and not span.link:
            link = left.link if left.link == right.link else ""
            bold = left.bold and right.bold and left.link == right.link
            same = left.bold == right.bold and left.link == right.link
            italic = left.italic and right.italic and same
            spans[at] = span._replace(bold=bold, italic=italic, link=link)
    return merged(spans)


_LOOKS = (("link", ""), ("bold", "**"), ("italic", "_"))


def _dressed(spans: list[Span]) -> str:
    return _wrapped(spans, 0, "", "")


def _wrapped(spans: list[Span], look: int, left: str, right: str) -> str:
    """Write spans, the outermost look first; `left` and `right` are the signs beside them."""
    if look == len(_LOOKS):
        return _plain(spans, left, right)
    name, mark = _LOOKS[look]
    groups = [
        (worn, [*group]) for worn, group in groupby(spans, key=lambda one: getattr(one, name))
    ]
    found = left
    for at, (worn, group) in enumerate(groups):
        behind = _first(groups[at + 1][1], look) if at + 1 < len(groups) else right
        if not worn or (name == "link" and not _leads(str(worn), group)):
            found += _wrapped(group, look + 1, found[-1:], behind)[len(found[-1:]) :]
        elif name == "link":
            words = re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", _wrapped(group, 1, "[", "]")[1:])
            found = re.sub("!$", r"\\!", found)  # else it would be a picture
            found += f"[{words}]({_address(str(worn))})"
        elif _stands(found[-1:], behind):
            found += mark + _wrapped(group, look + 1, mark[-1], mark[-1])[1:] + mark
        else:
            found += _wrapped(group, look + 1, found[-1:], behind)[len(found[-1:]) :]
    return found


def _leads(address: str, group: list[Span]) -> bool:
    """Whether a page makes a link of it: it leads to the web, from a word."""
    words = re.search(r"[^\W_]", "".join(span.text for span in group))
    return bool(words and _WEB.fullmatch(address)) and not any(span.note for span in group)


def _first(group: list[Span], look: int) -> str:
    """Give the sign that a group begins with, as it will be written."""
    first = group[0]
    name, mark = _LOOKS[look]  # what is worn outside of it has begun already
    if getattr(first, name):
        return mark[:1] or "["
    return "[" if first.note else first.text[:1]


def _stands(left: str, right: str) -> bool:
    """Whether a pair of signs between these is read as one: at a word's edge, not within."""
    return not _is_word(left) and not _is_word(right)


def _is_word(sign: str) -> bool:
    return bool(sign) and not sign.isspace() and unicodedata.category(sign)[0] not in "PS"


def _address(address: str) -> str:
    return re.sub(r"[()\\<>\s]", lambda sign: f"%{ord(sign[0]):02X}", address)


def _plain(spans: list[Span], left: str, right: str) -> str:
    found = left
    for at, span in enumerate(spans):
        behind = spans[at + 1] if at + 1 < len(spans) else None
        following = right if behind is None else ("[" if behind.note else behind.text[:1])
        if span.note:
            found += f"[^{span.note}]"
        elif span.code and span.text.strip():
            found += _code(span.text)
        else:
            found += escaped(span.text, found[-1:], following)
    return found


def _code(text: str) -> str:
    text = text.replace("\n", " ")
    ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


_SIGNS = re.compile(
    r"""(?P<slash>\\(?=[!-/:-@\[-`{-~\n]|\Z)) | (?P<stars>[*_]+) | (?P<tick>`+)
    | (?P<entity>&(?=\#?\w+;)) | (?P<angle><(?=[a-zA-Z]|\Z))
    | (?P<note>\[(?=\^\d+\])) | (?P<link>\](?=\(|\Z)) | (?P<line>\s*\n\s*)""",
    re.VERBOSE,
)


_OPENS = ("", "*", "_", "[")
"""What may be written behind words and yet be left out: then the next word is not known here."""


def _harmless(signs: str) -> bool:
    return not _SIGNS.match(signs)


def escaped(text: str, left: str = "", right: str = "") -> str:
    """Give words as Markdown that is read as them; what begins a line is escaped elsewhere."""

    def written(found: re.Match[str]) -> str:
        sign = found[0]
        match found.lastgroup:
            case "stars":
                before = text[found.start() - 1 : found.start()] if found.start() else left
                behind = text[found.end() : found.end() + 1] or right
                inside = _is_word(before) and _is_word(behind)
                return sign if inside else re.sub(r"(.)", r"\\\1", sign)
            case "tick":
                return re.sub(r"(.)", r"\\\1", sign)
            case "line":
                return "\\\n"
            case _ if found.end() == len(text) and right not in _OPENS and _harmless(sign + right):
                return sign
            case _:
                return f"\\{sign}"

    return _SIGNS.sub(written, text.replace("\t", " "))


_BEGINS = re.compile(
    r"(?P<sign>[-+](?=\s|$)|\#{1,6}(?=\s|$)|>|~{3,}|\||=+\s*$|[-:|\s]+$)"
    r"|(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$)"
    r"|(?P<note>\[\^\d+\])(?P<colon>:)"
)


def _lines(words: str) -> str:
    """Escape what would begin a block at the beginning of a line."""
    return "\n".join(map(_begun, words.split("\n")))


def _begun(line: str) -> str:
    line = line.strip(" ")
    found = _BEGINS.match(line)
    if not found:
        return line
    if found["note"]:  # a number that a colon follows is cited here, not said the words of
        return f"{found['note']}\\{line[found.start('colon') :]}"
    if found["number"]:
        return f"{found['number']}\\{line[found.start('dot') :]}"
    return f"\\{line}"
