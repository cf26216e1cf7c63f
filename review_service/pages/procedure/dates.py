"""How what was said about a date reads: planned, moved, took place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.procedure import Termin
from domain.procedure.dating import Dated


@dataclass(frozen=True)
class Said:
    """One thing that was said about a date: what (`Geplant`), when it is, since when that is
    known, why."""

    what: str
    when: Termin
    known: date | None
    reason: str
    source: str


def said(told: tuple[Dated, ...]) -> Iterator[Said]:
    """Say in German what was said about a date: planned, moved, took place."""
    planned = False
    for one in told:
        known = one.said if planned else None
        if one.planned:
            what = "Verlegt auf" if planned else "Geplant"
            yield Said(what, one.planned, known, one.reason, one.source)
            planned = True
        if one.actual:
            yield Said("Stattgefunden", one.actual, one.said, one.reason, one.source)
