"""What commands print: answers to standard output, whatever else is said to standard error.

Here alone a terminal is kept from obeying what it is to show: all that is printed goes through one
of the consoles, or through `print_json`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel
from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderHook
from rich.segment import Segment
from rich.table import Table

from domain.text import unseen

_UNLIMITED = 10_000  # columns: into a file or a pipe nothing is wrapped
_HALF = re.compile("[\0\ud800-\udfff]")  # as in the name of a file that is not in UTF-8


def harmless(text: str) -> str:
    """Give a text with U+FFFD for what a terminal obeys, or hides, instead of showing it."""
    return _HALF.sub("\ufffd", unseen.pattern().sub("\ufffd", text))


@dataclass(frozen=True)
class _Harmless:
    """Something to print, with its words made harmless; the styles are ours."""

    inner: ConsoleRenderable

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        for part in console.render(self.inner, options):
            yield part if part.control else Segment(harmless(part.text), part.style)


class _Cleaning(RenderHook):
    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        return [_Harmless(one) for one in renderables]


def _console(*, stderr: bool, width: int | None = None) -> Console:
    console = Console(
        markup=False, emoji=False, highlight=False, soft_wrap=True, stderr=stderr, width=width
    )
    console.push_render_hook(_Cleaning())
    return console


ANSWERS = _console(stderr=False, width=None if sys.stdout.isatty() else _UNLIMITED)
ERRORS = _console(stderr=True)


def print_json(answer: BaseModel) -> None:
    """Print what the API answers: the same values, with escapes for what is not to be seen."""
    print(unseen.pattern().sub(_escaped, answer.model_dump_json(indent=2)))


def _escaped(sign: re.Match[str]) -> str:
    return json.dumps(sign[0])[1:-1]


def table(*columns: str) -> Table:
    """Give an empty table that wraps inside its cells where the terminal is narrow."""
    made = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        made.add_column(column)
    return made


def print_lines(*rows: Sequence[str]) -> None:
    """Print rows in columns, one line a row however long: to be searched, copied, cut."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        ANSWERS.print("  ".join(padded).rstrip())
