"""What commands print: answers to standard output, whatever else is said to standard error."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

_UNLIMITED = 10_000  # columns: into a file or a pipe nothing is wrapped

ANSWERS = Console(
    markup=False,
    highlight=False,
    soft_wrap=True,
    width=None if sys.stdout.isatty() else _UNLIMITED,
)
ERRORS = Console(markup=False, highlight=False, soft_wrap=True, stderr=True)


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
