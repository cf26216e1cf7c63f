"""Styles and lists of a .docx: what a paragraph is by the name of its style, how a list counts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from review_service.word.counting import Counting, Level, Sign, by_level
from review_service.word.opening import Container, Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
_OFF = ("0", "false", "off", "none")
_HEADING = re.compile(r"(?:heading|überschrift) ?([1-9])")
_QUOTES = ("quote", "intense quote", "block text", "quotations", "zitat", "intensives zitat")
_CODE = ("source code", "html preformatted", "preformatted text", "code")


def value(parent: Element | None, name: str) -> str | None:
    """Give what a property says, None where it is not there."""
    found = None if parent is None else parent.find(f"{W}{name}")
    return None if found is None else found.get(VAL, "")


def is_on(parent: Element | None, name: str) -> bool | None:
    """Give whether a property is switched on, None where nothing is said of it."""
    said = value(parent, name)
    return None if said is None else said not in _OFF


def number(said: str | None) -> int | None:
    """Give a number as a file has it, None for none."""
    return int(said) if said and re.fullmatch(r"-?\d{1,9}", said) else None


@dataclass
class Style:
    """What a style says, with what it has of those it is based on; None where nothing is said."""

    name: str = ""
    level: int | None = None
    list: int | None = None
    depth: int | None = None
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    size: int | None = None
    indent: int | None = None

    @property
    def kind(self) -> str:
        """What its paragraphs are, for some by name."""
        if self.name in _QUOTES:
            return "quote"
        return "code" if self.name in _CODE else ""

    @property
    def is_contents(self) -> bool:
        """Whether its paragraphs are lines of a table of contents."""
        return bool(re.fullmatch(r"toc \d|toc heading|contents (?:\d|heading)", self.name))

    def on(self, base: Style) -> Style:
        """Give what it says, on what another says."""
        found = {key: getattr(base, key) if own is None else own for key, own in vars(self).items()}
        return Style(**found)


@dataclass
class Styles:
    """All styles by their id, and the one a paragraph has that names none."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: Style = field(default_factory=Style)

    @classmethod
    def of(cls, root: Element | None) -> Styles:
        """Read the styles of a file."""
        found = cls()
        raw: dict[str, tuple[Style, str]] = {}
        usual = ""
        for one in () if root is None else root.iterfind(f"{W}style"):
            ident = one.get(f"{W}styleId", "")
            raw[ident] = (_style(one), value(one, "basedOn") or "")
            if one.get(f"{W}type") == "paragraph" and one.get(f"{W}default") not in (None, *_OFF):
                usual = ident
        for ident in raw:
            found.by_id[ident] = _based(raw, ident)
        found.default = found.by_id.get(usual, Style())
        return found

    def get(self, ident: str | None) -> Style:
        """Give a style by its id; the usual one where there is none of that id."""
        return self.by_id.get(ident or "", self.default)


def _style(one: Element) -> Style:
    paragraph, run = one.find(f"{W}pPr"), one.find(f"{W}rPr")
    name = (value(one, "name") or "").lower()
    numbers = None if paragraph is None else paragraph.find(f"{W}numPr")
    outline = number(value(paragraph, "outlineLvl"))
    named = _HEADING.fullmatch(name)
    level = int(named[1]) if named else None
    if name == "title":
        level = 1
    if outline is not None:
        level = outline + 1 if outline < 9 else 0
    return Style(
        name, level, number(value(numbers, "numId")), number(value(numbers, "ilvl")),
        is_on(run, "b"), is_on(run, "i"), is_on(run, "vanish"), number(value(run, "sz")),
        indent_of(paragraph),
    )  # fmt: skip


def indent_of(paragraph: Element | None) -> int | None:
    """Give how far in a paragraph stands, None where nothing is said of it."""
    found = None if paragraph is None else paragraph.find(f"{W}ind")
    if found is None:
        return None
    return number(found.get(f"{W}left") or found.get(f"{W}start"))


def _based(raw: dict[str, tuple[Style, str]], ident: str) -> Style:
    """Give a style with what it has of others; one that is based on itself has that once."""
    found, base = raw[ident]
    seen = {ident}
    while base in raw and base not in seen:
        seen.add(base)
        found = found.on(raw[base][0])
        base = raw[base][1]
    return found


class Lists:
    """The lists of a file, and how far each has counted."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._of: dict[int, tuple[str, dict[int, int], dict[int, Level]]] = {}
        self._counted: dict[str, Counting] = {}
        self._begun: set[tuple[int, int]] = set()
        if root is None:
            return
        linked: dict[str, int | None] = {}
        for one in root.iterfind(f"{W}abstractNum"):
            ident = one.get(f"{W}abstractNumId", "")
            self._levels[ident] = by_level(map(_level, one.iterfind(f"{W}lvl")))
            if style := value(one, "numStyleLink"):
                linked[ident] = styles.get(style).list
        for one in root.iterfind(f"{W}num"):
            begins: dict[int, int] = {}
            others: list[tuple[int, Level]] = []
            for override in one.iterfind(f"{W}lvlOverride"):
                at = number(override.get(f"{W}ilvl")) or 0
                start = number(value(override, "startOverride"))
                if start is not None:
                    begins[at] = start
                others += map(_level, override.iterfind(f"{W}lvl"))
            self._of[number(one.get(f"{W}numId")) or 0] = (
                value(one, "abstractNumId") or "",
                begins,
                by_level(others),
            )
        for ident, target in linked.items():
            if target is not None and target in self._of:
                self._levels[ident] = self._levels.get(self._of[target][0], {})

    def next(self, ident: int, at: int) -> tuple[Sign, Level] | None:
        """Count a paragraph of a list; None where there is no such list."""
        if ident not in self._of or not 0 <= at < 9:
            return None
        abstract, begins, others = self._of[ident]
        levels = {**self._levels.get(abstract, {}), **others}
        begin = begins.get(at) if (ident, at) not in self._begun else None
        self._begun.add((ident, at))
        counting = self._counted.setdefault(abstract, Counting())
        return counting.next(levels, at, begin), levels.get(at, Level())


def _level(one: Element) -> tuple[int, Level]:
    at = number(one.get(f"{W}ilvl"))
    form = value(one, "numFmt")
    if form is None:  # a format of its own stands beside a usual one
        form = next((n.get(VAL, "decimal") for n in one.iter(f"{W}numFmt")), "decimal")
    start = number(value(one, "start"))
    return -1 if at is None else at, Level(
        form=form,
        text=value(one, "lvlText") or "",
        start=1 if start is None else start,
        restarts=value(one, "lvlRestart") != "0",
        indent=indent_of(one.find(f"{W}pPr")),
        plain=bool(is_on(one, "isLgl")),
    )


def lists_of(container: Container, styles: Styles) -> Lists:
    """Read the lists of a file."""
    return Lists(next(iter(container.related("numbering")), None), styles)
