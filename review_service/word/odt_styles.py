"""Styles and lists of an .odt: what words wear, how a list counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from review_service.word.content import is_page_number
from review_service.word.counting import Level, by_level
from review_service.word.opening import Container, Element, words_of

_OASIS = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}".format
TEXT, OFFICE, STYLE = _OASIS("text"), _OASIS("office"), _OASIS("style")
TABLE, DRAW = _OASIS("table"), _OASIS("drawing")
FO, SVG = _OASIS("xsl-fo-compatible"), _OASIS("svg-compatible")
XLINK, DC = "{http://www.w3.org/1999/xlink}", "{http://purl.org/dc/elements/1.1/}"
HEADING, PARAGRAPH, LIST, GRID = f"{TEXT}h", f"{TEXT}p", f"{TEXT}list", f"{TABLE}table"
_QUOTES = ("quotations", "block text", "quote")
_CODE = ("preformatted text", "source code")
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman",
          "I": "upperRoman", "": "none"}  # fmt: skip


def whole(said: str | None) -> int | None:
    """Give a number as a file has it, None for none."""
    return int(said) if said and re.fullmatch(r"\d{1,9}", said) else None


@dataclass(frozen=True)
class Look:
    """What a style says, with what it has of those above it; None where nothing is said."""

    name: str = ""
    bold: bool | None = None
    italic: bool | None = None
    struck: bool | None = None
    hidden: bool | None = None
    position: str | None = None
    size: float | None = None
    outline: int | None = None

    def on(self, base: Look) -> Look:
        """Give what it says, on what another says."""
        both = {
            key: getattr(base, key) if own in (None, "") else own for key, own in vars(self).items()
        }
        return Look(**both)

    @property
    def level(self) -> int:
        """The level of the headings it makes of its paragraphs, 0 for none."""
        return 1 if self.name == "title" else self.outline or 0

    @property
    def kind(self) -> str:
        """What its paragraphs are, for some by name."""
        return "quote" if self.name in _QUOTES else "code" if self.name in _CODE else ""

    @property
    def code(self) -> bool:
        """Whether its words are code."""
        return self.name in ("source text", "verbatim char")


@dataclass
class Sheet:
    """All styles by name, the lists by theirs, the numbers of the outline, the words at the margins
    of pages."""

    looks: dict[str, tuple[Look, str]] = field(default_factory=dict)
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    outline: dict[int, Level] = field(default_factory=dict)
    margins: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, container: Container) -> Sheet:
        """Read the styles of a file."""
        found = cls()
        for part in ("styles.xml", "content.xml"):
            root = container.tree(part)
            if root is None:
                continue
            for one in root.iter(f"{STYLE}style"):
                found.looks[one.get(f"{STYLE}name", "")] = _look(one)
            for one in root.iter(f"{TEXT}list-style"):
                found.lists[one.get(f"{STYLE}name", "")] = by_level(_levels(one))
            for one in root.iter(f"{TEXT}outline-style"):
                levels = by_level(_levels(one))
                found.outline = {at: level for at, level in levels.items() if level.text}
            found.margins += _margins(root)
        return found

    def look(self, name: str | None) -> Look:
        """Give a style, with what it has of those above it."""
        found, seen = Look(), set()
        while name and name in self.looks and name not in seen:
            seen.add(name)
            look, name = self.looks[name]
            found = found.on(look)
        return found


def _look(one: Element) -> tuple[Look, str]:
    words = one.find(f"{STYLE}text-properties")
    automatic = one.getparent()
    named = automatic is None or not str(automatic.tag).endswith("automatic-styles")
    shown = one.get(f"{STYLE}display-name") or one.get(f"{STYLE}name") or ""
    look = Look(
        name=shown.replace("_20_", " ").lower() if named else "",
        outline=whole(one.get(f"{STYLE}default-outline-level")),
    )
    parent = one.get(f"{STYLE}parent-style-name", "")
    if words is None:
        return look, parent

    def said(name: str, *on: str) -> bool | None:
        value = words.get(name) if words is not None else None
        return None if value is None else value in on

    line = words.get(f"{STYLE}text-line-through-style")
    size = re.match(r"([\d.]{1,6})pt", words.get(f"{FO}font-size", ""))
    return Look(
        name=look.name, outline=look.outline,
        bold=said(f"{FO}font-weight", "bold", "600", "700", "800", "900"),
        italic=said(f"{FO}font-style", "italic", "oblique"),
        struck=None if line is None else line != "none",
        hidden=said(f"{TEXT}display", "none"),
        position=words.get(f"{STYLE}text-position"),
        size=float(size[1]) if size and size[1].count(".") < 2 else None,
    ), parent  # fmt: skip


def _levels(style: Element) -> Iterator[tuple[int, Level]]:
    for one in style:
        at = (whole(one.get(f"{TEXT}level")) or 0) - 1
        kind = str(one.tag).rpartition("}")[2]
        if kind == "list-level-style-bullet":
            yield at, Level("bullet", one.get(f"{TEXT}bullet-char", ""))
        elif kind in ("list-level-style-number", "outline-level-style"):
            form = _FORMS.get(one.get(f"{STYLE}num-format", ""), "decimal")
            shown = whole(one.get(f"{TEXT}display-levels")) or 1
            numbers = ".".join(f"%{n}" for n in range(max(1, at + 2 - shown), at + 2))
            prefix, suffix = (one.get(f"{STYLE}num-{side}", "") for side in ("prefix", "suffix"))
            text = "" if form == "none" else f"{prefix}{numbers}{suffix}"
            start = whole(one.get(f"{TEXT}start-value"))
            yield at, Level(form, text, 1 if start is None else start)
        elif kind == "list-level-style-image":
            yield at, Level("bullet", "•")


def _margins(root: Element) -> Iterator[tuple[str, str]]:
    for tag, kind in (("header", "Kopfzeile"), ("footer", "Fußzeile")):
        lines = {words_of(one) for one in root.iter(f"{STYLE}{tag}")}
        yield from ((kind, line) for line in sorted(lines) if not is_page_number(line))


def raised(text: str, position: str | None) -> str:
    """Give figures that stand above or below the line as such."""
    if not position:
        return text
    first = position.split()[0]
    if first == "super" or first.startswith(tuple("123456789")):
        return text.translate(RAISED)
    return text.translate(LOWERED) if first == "sub" or first.startswith("-") else text


RAISED = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
