"""`python -m benchmarks [NAME …]`: all figures, or those of the named groups or names.

Prints every measured value and a table, writes `bench.json` where it is called; the exit status
is 1 where a figure does not hold.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import NoReturn

from rich.console import Console

from benchmarks import (
    append,
    big,
    blaming,
    carrying,
    importing,
    load,
    merging,
    page,
    rebuild,
    redlining,
    report,
    request,
    word,
)
from benchmarks.figures import Figure, Result, take
from benchmarks.server import running
from review_service.serving import collect_rarely

FIGURES: tuple[Figure, ...] = (
    *append.FIGURES,
    *big.FIGURES,
    *rebuild.FIGURES,
    *load.FIGURES,
    *page.FIGURES,
    *request.FIGURES,
    *redlining.FIGURES,
    *merging.FIGURES,
    *blaming.FIGURES,
    *carrying.FIGURES,
    *word.FIGURES,
    *importing.FIGURES,
)
ANSWERS = Path("bench.json")
WIDTH = 120  # characters, also where the output is no terminal


def main(names: list[str]) -> int:
    """Measure and report; gives the exit status."""
    figures = chosen(names)
    console = Console(stderr=True)
    collect_rarely()  # as the service
    with running() as server:
        results = []
        for figure in figures:
            with console.status(f"{figure.name}: {figure.compares}"):
                results.append(take(figure, server))
            _tell(results[-1], console)
    Console(width=WIDTH).print(report.table(results))
    report.write(results, ANSWERS)
    return 0 if all(result.holds for result in results) else 1


def chosen(names: list[str]) -> list[Figure]:
    """Give the figures of these names (`append/raw`) or groups (`append`), all where none."""
    known = {name for figure in FIGURES for name in (figure.name, _group(figure))}
    unknown = [name for name in names if name not in known]
    if unknown:
        _refuse(unknown, sorted(known))
    return [figure for figure in FIGURES if not names or {figure.name, _group(figure)} & set(names)]


def _group(figure: Figure) -> str:
    return figure.name.partition("/")[0]


def _refuse(unknown: list[str], known: list[str]) -> NoReturn:
    print(f"Unknown: {', '.join(unknown)}. There are: {', '.join(known)}.", file=sys.stderr)
    raise SystemExit(2)


def _tell(result: Result, console: Console) -> None:
    values = ", ".join(f"{value:.3f}" for value in result.measured)
    console.print(f"{result.figure.name}: {values}{'' if result.holds else ' (misses its bar)'}")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped
    sys.exit(main(sys.argv[1:]))
