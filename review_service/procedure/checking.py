"""Everything that is wrong in a procedure's file, at once: on which line, and what to do."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.procedure.fitting import Flaw, flaws
from domain.procedure.ordnung import Ordnung
from review_service.procedure.lines import Lines, Path
from review_service.procedure.shapes import Shaped, shape
from review_service.procedure.wording import syntax

_KEPT = ("resolution", "retention", "ended_vote_groups")
NOTHING = Ordnung(date.min)
"""The procedure before it is constituted."""


@dataclass(frozen=True, order=True)
class Complaint:
    """What is wrong on a line of a file (1 is the first), as a sentence."""

    line: int
    sentence: str


class NotInOrder(Exception):
    """A file cannot be read; `complaints` say why."""

    def __init__(self, complaints: list[Complaint]) -> None:
        self.complaints = complaints
        first = complaints[0]
        more = f" (und {len(complaints) - 1} weitere)" if len(complaints) > 1 else ""
        super().__init__(f"Zeile {first.line}: {first.sentence}{more}")


def check(text: str, amends: Ordnung = NOTHING) -> list[Complaint]:
    """Give what is wrong in a file that constitutes a procedure or changes the one it amends."""
    parsed = parse(text)
    if isinstance(parsed, Complaint):
        return [parsed]
    shaped = shape(parsed)
    lines = Lines(plain(text))
    told = [*shaped.wrong, *_of_the_whole(shaped, amends)]
    return sorted({Complaint(lines.of(path), sentence) for path, sentence in told})


def parse(text: str) -> dict[str, Any] | Complaint:
    """Parse a file's text; a Complaint where it is no TOML."""
    last = max(1, len(plain(text).splitlines()))
    try:
        told = tomllib.loads(plain(text))
    except tomllib.TOMLDecodeError as error:
        return Complaint(*syntax(str(error), last))
    except (RecursionError, ValueError):  # nested too deeply, a number of thousands of digits
        return Complaint(last, "Das lässt sich nicht als TOML lesen: Ein Wert ist zu groß.")
    large = next(_too_large(told), None)
    if large is not None:
        return Complaint(Lines(plain(text)).of(large), "Diese Zahl ist zu groß.")
    return told


def _too_large(told: Any, here: Path = ()) -> Iterator[Path]:
    """Give where a number has more than the 64 bit TOML promises; the parser reads any."""
    match told:
        case int() if told.bit_length() > 63:
            yield here
        case dict():
            for key, value in told.items():
                yield from _too_large(value, (*here, key))
        case list():
            for number, value in enumerate(told):
                yield from _too_large(value, (*here, number))


def plain(text: str) -> str:
    """Give a text without what editors of some systems add."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def shape_complaints(text: str, shaped: Shaped) -> list[Complaint]:
    """Give what is wrong with the parts of a file, each by itself."""
    lines = Lines(plain(text))
    return sorted({Complaint(lines.of(path), sentence) for path, sentence in shaped.wrong})


def _of_the_whole(shaped: Shaped, amends: Ordnung) -> list[tuple[Path, str]]:
    """What does not fit together. Not told: what is only missing because it could not be read."""
    found = flaws(amends, shaped.content, shaped.resolution)
    told = [flaw for flaw in found if not _is_broken(flaw, shaped)]
    return [(_in_file(flaw.path, shaped.paths), flaw.sentence) for flaw in told]


def _is_broken(flaw: Flaw, shaped: Shaped) -> bool:
    whole = not flaw.path and bool(shaped.wrong)
    return whole or bool(flaw.missing and flaw.missing in shaped.broken)


def _in_file(path: Path, paths: dict[Path, Path]) -> Path:
    """Give the path in the file of one in the content."""
    for length in range(len(path), 0, -1):
        if path[:length] in paths:
            return (*paths[path[:length]], *path[length:])
    return path if path[:1] and path[0] in _KEPT else ()
