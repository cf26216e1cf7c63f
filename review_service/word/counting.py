"""Numbers of lists and headings as people see them: computed, for a file has only the rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

MOST_LEVELS = 10


class Level(NamedTuple):
    """How one level of a list is numbered; `text` has `%1` for the number of the first level."""

    form: str = "decimal"
    text: str = "%1."
    start: int = 1
    restarts: bool = True
    indent: int | None = None
    plain: bool = False
    """All numbers in it are written in digits."""


class Sign(NamedTuple):
    """What stands before a paragraph: a sign that Markdown knows, or else what is read."""

    item: str = ""
    read: str = ""


@dataclass
class Counting:
    """The numbers that one list has reached, level by level."""

    reached: list[int | None] = field(default_factory=lambda: [None] * MOST_LEVELS)

    def next(self, levels: dict[int, Level], at: int, begin: int | None = None) -> Sign:
        """Count one further at a level; from `begin`, where the list begins anew there."""
        level = levels.get(at, Level())
        known = self.reached[at]
        start = level.start if begin is None else begin
        self.reached[at] = start if known is None or begin is not None else known + 1
        for deeper in range(at + 1, MOST_LEVELS):
            if levels.get(deeper, Level()).restarts:
                self.reached[deeper] = None
        return self._sign(levels, at)

    def _sign(self, levels: dict[int, Level], at: int) -> Sign:
        level = levels.get(at, Level())
        if level.form == "bullet":
            return Sign("-" if level.text.strip() else "")
        if level.form == "none" and "%" not in level.text:
            return Sign(read=level.text.strip())

        def number(found: re.Match[str]) -> str:
            other = int(found[1]) - 1
            asked = levels.get(other, Level())
            if self.reached[other] is None:
                self.reached[other] = asked.start
            return formed(self.reached[other] or 0, "decimal" if level.plain else asked.form)

        read = re.sub(r"%([1-9])", number, level.text).strip()
        simple = re.fullmatch(rf"%{at + 1}([.)])", level.text.strip())
        if simple and level.form == "decimal" and (self.reached[at] or 0) < 10**9:
            return Sign(f"{self.reached[at]}{simple[1]}")
        return Sign(read=read)


def _letters(number: int) -> str:
    """a … z, aa, bb … as Word counts."""
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * min(times + 1, 20) if number > 0 else ""


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    found = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        found += sign * times
    return found


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda _: "",
    "bullet": lambda _: "",
    "ordinal": lambda number: f"{number}.",
}


def formed(number: int, form: str) -> str:
    """Give a number as a format writes it; one that is not known writes digits."""
    return _FORMS.get(form, str)(number)


def by_level(levels: Iterable[tuple[int, Level]]) -> dict[int, Level]:
    """Give levels by their place, none beyond the last that is counted."""
    return {at: level for at, level in levels if 0 <= at < MOST_LEVELS}
