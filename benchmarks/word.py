"""word: what changed in a law as a document of Word, over its redline; the memory of writing it."""

from __future__ import annotations

import multiprocessing
from datetime import UTC, datetime
from uuid import UUID

from benchmarks import texts
from benchmarks.figures import Bar, Figure
from benchmarks.rounds import peak, ratio, seconds
from benchmarks.server import Server
from domain.text.redline import Redline, redline
from review_service.word.package import Source, docx
from review_service.word.tracking import woven

ROUNDS = 7
_SOURCE = Source(
    UUID(int=1), "Gesetz", 2, "0" * 64, datetime(2026, 1, 1, tzinfo=UTC), "Expertengruppe", since=1
)


def changes(_: Server) -> float:
    """Give the time of writing a document with all changes, over that of the redline it shows."""
    old, new = texts.amended()
    found = redline(old, new)
    return ratio(
        lambda: seconds(lambda: written(found)),
        lambda: seconds(lambda: redline(old, new)),
        rounds=ROUNDS,
    )


def memory(_: Server) -> float:
    """Give the most memory, in megabytes, of a process that compares and writes."""
    with multiprocessing.get_context("spawn").Pool(1) as process:
        return process.apply(_peak, texts.amended())


def written(found: Redline) -> bytes:
    """Give a redline as a document."""
    return docx(woven(found), _SOURCE)


def _peak(old: str, new: str) -> float:
    written(redline(old, new))
    return peak()


_LAW = "AufenthG 2013 to 2018" if texts.HAS_CORPUS else "invented prose"
FIGURES = (
    Figure(
        "word/changes",
        f"changes of {_LAW} as a document of Word : their redline (seconds)",
        Bar(3, at_least=False),
        changes,
    ),
    Figure(
        "word/memory", "most memory of a process that writes it (MB)", Bar(300, at_least=False),
        memory,
    ),
)  # fmt: skip
