"""Who says what: one row a body, one column a round, and why something does not count."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from domain.gremium import Kind
from projections.consensus_state import (
    Cell,
    Consensus,
    HeardState,
    RoundOutcome,
    RoundRow,
    RoundView,
)
from review_service.words import signs
from review_service.words.bodies import shared_by_councils
from review_service.words.german import count
from review_service.words.signs import Sign

EARLIER = 3
"""Earlier rounds shown beside the last one at most."""


@dataclass(frozen=True)
class Field:
    """One body in one round: its sign, what is to be said beside it, its statement's version and
    whether that counts here."""

    sign: Sign
    notes: tuple[str, ...] = ()
    statement: int | None = None
    counts: bool = False


@dataclass(frozen=True)
class Row:
    """One body: slug, name as short as its group allows, earlier rounds, the last round."""

    body: str
    name: str
    earlier: tuple[Field, ...]
    now: Field


@dataclass(frozen=True)
class Matrix:
    """The rounds shown, and rows under headings; `left_out` earlier rounds are not shown."""

    earlier: tuple[RoundRow, ...]
    now: RoundRow
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    left_out: int

    @property
    def councils(self) -> list[tuple[Sign, int]]:
        """What the Beiräte say in the last round: each sign with how many of them, most first."""
        (_, rows), _ = self.groups
        return Counter(row.now.sign for row in rows).most_common()

    @property
    def withdrawn(self) -> bool:
        """Whether an earlier round shown was withdrawn."""
        return any(row.outcome is RoundOutcome.WITHDRAWN for row in self.earlier)

    @property
    def running(self) -> bool:
        """Whether the last round is open."""
        return self.now.outcome is RoundOutcome.OPEN


def matrix(consensus: Consensus) -> Matrix | None:
    """Give the matrix of a draft, None before its first submission."""
    if not consensus.rounds:
        return None
    *before, last = consensus.rounds
    shown = before[-EARLIER:]
    bodies = {slug: cell.kind for view in (*shown, last) for slug, cell in view.cells.items()}
    council = shared_by_councils(consensus.under)
    rows = {
        slug: Row(
            body=slug,
            name=consensus.under.name_of(slug).removeprefix(council),
            earlier=tuple(field(_cell_of(view, slug, kind), view.row) for view in shown),
            now=_with_bundle(field(_cell_of(last, slug, kind), last.row), kind, last),
        )
        for slug, kind in bodies.items()
    }
    councils = tuple(rows[slug] for slug, kind in bodies.items() if kind is Kind.COUNCIL)
    others = tuple(rows[slug] for slug, kind in bodies.items() if kind is not Kind.COUNCIL)
    return Matrix(
        earlier=tuple(view.row for view in shown),
        now=last.row,
        groups=(("Integrationsbeiräte", councils), ("Weitere Stellen", others)),
        left_out=len(before) - len(shown),
    )


def _cell_of(view: RoundView, slug: str, kind: Kind) -> Cell:
    """Give a body's cell; one that did not take part in the procedure then was not asked."""
    return view.cells.get(slug) or Cell(slug, kind, HeardState.NOT_ADDRESSED)


def field(cell: Cell, round: RoundRow) -> Field:
    """Say one cell of the matrix."""
    if cell.state is HeardState.HEARD:
        notes = tuple(note for note in (_carried(cell),) if note)
        return Field(signs.POSITION[cell.position], notes, cell.version, counts=True)
    return replace(_with_last_word(cell), sign=_silent(cell, round))


def _silent(cell: Cell, round: RoundRow) -> Sign:
    if cell.state is HeardState.NOT_ADDRESSED:
        return signs.NOT_ADDRESSED
    if cell.why == "withdrawn":
        return signs.WITHDRAWN
    return signs.AWAITED if round.outcome is RoundOutcome.OPEN else signs.NO_ANSWER


def _with_last_word(cell: Cell) -> Field:
    if cell.revision is None or cell.why is None:
        return Field(signs.AWAITED)
    said = signs.POSITION[cell.position].word
    return Field(
        signs.AWAITED, (f"{said} {_WHY[cell.why].format(revision=cell.revision)}",), cell.version
    )


_WHY = {
    "earlier_round": "(Fassung {revision}, frühere Runde)",
    "withdrawn": "(Fassung {revision})",
    "after_the_round": "(Fassung {revision}; zählt nicht, kam nach dem Ende der Runde)",
}


def _carried(cell: Cell) -> str:
    """Say what the transmission made of a Beirat's statement; that it is bundled is the rule."""
    match cell.bundling, cell.after_transmission:
        case "not_taken_up", True:
            return "nach der Übermittlung, nicht aufgenommen"
        case "not_taken_up", False:
            return "nicht aufgenommen"
        case "minority", _:
            return "als Minderheitsposition übermittelt"
        case _:
            return ""


def _with_bundle(field: Field, kind: Kind, view: RoundView) -> Field:
    """Say beside the Delegiertenkonferenz how many statements it bundles."""
    cells = view.cells.values()
    bundled = sum(cell.bundling in ("bundled", "minority") for cell in cells)
    if kind is not Kind.CONFERENCE or not (bundled and field.counts):
        return field
    number = count(bundled, "eine Einschätzung", "Einschätzungen")
    return replace(field, notes=(f"bündelt {number}", *field.notes))
