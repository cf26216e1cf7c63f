"""What is reported: a table for people and `bench.json` for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from rich.table import Table

from benchmarks.figures import UNIT, Result


def table(results: Sequence[Result]) -> Table:
    """Give the results as a table, one line a figure, with every measured value."""
    found = Table(title="One run, ratios: a bar is a floor (>=) or a ceiling (<=)")
    for heading in ("figure", "compares"):
        found.add_column(heading)
    for heading in ("measured", "value", "bar", "holds"):
        found.add_column(heading, justify="right")
    for result in results:
        found.add_row(result.figure.name, result.figure.compares, *_numbers(result))
    return found


def _numbers(result: Result) -> tuple[str, ...]:
    bar = result.figure.bar
    return (
        " ".join(f"{value:.2f}" for value in result.measured),
        f"{result.value:.2f}",
        f"{'>=' if bar.at_least else '<='} {bar.bound:.2f}",
        "yes" if result.holds else "NO",
    )


def write(results: Sequence[Result], file: Path) -> None:
    """Write the results as a list of {name, value, unit, bar, holds}."""
    rows = [
        {
            "name": result.figure.name,
            "value": round(result.value, 4),
            "unit": UNIT,
            "bar": result.figure.bar.bound,
            "holds": result.holds,
        }
        for result in results
    ]
    file.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
