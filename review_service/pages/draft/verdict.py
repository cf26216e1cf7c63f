"""Where a draft stands, in one sentence and one more; and the way that led there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from domain.statement import Position
from projections.consensus_state import HeardState, RoundOutcome, RoundView
from projections.drafts import Shown
from projections.standing import Standing
from projections.vorgaben import Line
from review_service.words.chronicle import quoted
from review_service.words.german import capital, count, date, listed
from review_service.words.signs import NOTHING_OPEN, Sign


@dataclass(frozen=True)
class Verdict:
    """The sentence with its icon and tone, what explains it, and the reason given for it."""

    sign: Sign
    more: tuple[str, ...] = ()
    reason: str = ""


def verdict(standing: Standing) -> Verdict:
    """Say where a draft stands."""
    last = standing.consensus.last
    if last is None:
        return _never_submitted(standing.shown)
    match last.row.outcome:
        case RoundOutcome.OPEN:
            return _running(standing, last)
        case RoundOutcome.WITHDRAWN:
            return _withdrawn(last)
        case RoundOutcome.RETURNED:
            return _returned(standing, last)
        case RoundOutcome.ACCEPTED:
            return _accepted(standing, last)


def heard(view: RoundView) -> tuple[int, int]:
    """Give how many bodies were heard in a round, and how many were asked."""
    cells = view.cells.values()
    asked = sum(cell.state is not HeardState.NOT_ADDRESSED for cell in cells)
    return sum(cell.state is HeardState.HEARD for cell in cells), asked


def said(view: RoundView) -> str:
    """Say who was heard in a round: `12 von 14 Stellen …: 7 zustimmend, 1 mit Bedenken.`"""
    spoke, asked = heard(view)
    if not spoke:
        return f"Von {asked} Stellen hat sich noch keine zu Fassung {view.row.revision} geäußert."
    positions = Counter(
        cell.position for cell in view.cells.values() if cell.state is HeardState.HEARD
    )
    parts = [f"{positions[p]}\u00a0{words}" for p, words in _POSITIONS.items() if positions[p]]
    has = "hat" if spoke == 1 else "haben"
    return (
        f"{spoke} von {asked} Stellen {has} sich zu Fassung {view.row.revision} geäußert:"
        f" {listed(parts)}."
    )


_POSITIONS = {
    Position.ZUSTIMMEND: "zustimmend",
    Position.ZUSTIMMEND_MIT_AENDERUNGEN: "zustimmend mit Änderungen",
    Position.BEDENKEN: "mit Bedenken",
    Position.ABLEHNEND: "ablehnend",
    None: "ohne Haltung",
}


def _never_submitted(shown: Shown) -> Verdict:
    return Verdict(
        Sign("Noch nicht eingereicht", "edit"),
        (
            f"Fassung {shown.revision} ist gespeichert. Bisher sehen sie nur die"
            " Expert*innengruppe, die Geschäftsstelle und die Rechnungsprüfung.",
        ),
    )


def _running(standing: Standing, last: RoundView) -> Verdict:
    points = len(standing.consensus.open_points)
    if not points:
        return Verdict(Sign(NOTHING_OPEN, "success", "gut"), (said(last),))
    sentence = capital(count(points, "ein Punkt ist", "Punkte sind")) + " noch offen"
    return Verdict(Sign(sentence, "warning", "achtung"), (said(last),))


def _withdrawn(last: RoundView) -> Verdict:
    row = last.row
    return Verdict(
        Sign("Die Einreichung ist zurückgezogen", "arrow-back", "achtung"),
        (f"Die Stellungnahmen der {row.round}. Runde bleiben lesbar, zählen aber nicht.",),
        f"Grund: {quoted(row.reason)}",
    )


def _returned(standing: Standing, last: RoundView) -> Verdict:
    issued = [line for line in standing.vorgaben if line.round == last.row.round]
    demands = count(len(issued), "einer Vorgabe", "Vorgaben")
    sign = Sign(f"Mit {demands} zurückgegeben", "arrow-back", "achtung")
    more = (*_answered(standing.vorgaben), *_unsubmitted(standing.shown), *_reminded(standing))
    return Verdict(sign, more)


def _answered(lines: list[Line]) -> tuple[str, ...]:
    missing = [line for line in lines if line.outcome is None]
    if not missing:
        return ("Alle Vorgaben sind beantwortet.",)
    if len(missing) == len(lines):
        return ("Die Antworten der Expert*innengruppe stehen noch aus.",)
    numbers = listed(str(line.number) for line in missing)
    noun = "Vorgabe" if len(missing) == 1 else "Vorgaben"
    return (f"Noch nicht beantwortet: {noun} {numbers}.",)


def _unsubmitted(shown: Shown) -> tuple[str, ...]:
    if not shown.unsubmitted:
        return ()
    return (f"Fassung {shown.revision} ist gespeichert und noch nicht eingereicht.",)


def _reminded(standing: Standing) -> tuple[str, ...]:
    found = standing.consensus.reminded.get(standing.shown.body)
    if found is None:
        return ()
    by = standing.consensus.under.name_of(found.by_body)
    return (f"Die Expert*innengruppe ist am {date(found.at)} erinnert worden (von: {by}).",)


def _accepted(standing: Standing, last: RoundView) -> Verdict:
    row = last.row
    on = f" am {date(row.closed_at)}" if row.closed_at else ""
    sign = Sign(f"Fassung {row.revision} ist{on} angenommen", "success", "gut")
    points = len(standing.consensus.open_points)
    if not points:
        return Verdict(sign, (said(last), "Nichts stand mehr aus."))
    open_then = capital(count(points, "ein Punkt war", "Punkte waren"))
    reason = f"Begründung: {quoted(row.reason, 1000)}"
    return Verdict(sign, (said(last), f"{open_then} noch offen."), reason)


def open_heading(standing: Standing) -> str | None:
    """Give the heading above the open points; None where there are none to speak of."""
    last = standing.consensus.last
    if last is None or last.row.outcome is RoundOutcome.WITHDRAWN:
        return None
    if not standing.consensus.open_points:
        return None
    running = last.row.outcome is RoundOutcome.OPEN
    return "Das steht noch aus" if running else "Das war bei der Entscheidung offen"


@dataclass(frozen=True)
class Step:
    """One step on a draft's way: when, what, details; `here` for the last one."""

    at: datetime
    what: str
    more: str = ""
    here: bool = False


def way(standing: Standing) -> list[Step]:
    """Give the steps of a draft from its beginning, oldest first."""
    steps = [Step(standing.shown.authored_at, "Entwurf angelegt", "Fassung 1")]
    for view in standing.consensus.rounds:
        steps += _of_round(view, standing.vorgaben)
    shown = standing.shown
    if shown.unsubmitted and shown.revision > 1:
        steps.append(
            Step(
                shown.changed_at, f"Fassung {shown.revision} gespeichert", "noch nicht eingereicht"
            )
        )
    last = steps[-1]
    return [*steps[:-1], Step(last.at, last.what, last.more, here=True)]


def _of_round(view: RoundView, lines: list[Line]) -> list[Step]:
    row = view.row
    spoke, asked = heard(view)
    running = " läuft" if row.outcome is RoundOutcome.OPEN else ""
    counted = f"{row.round}. Runde{running} · {spoke} von {asked} Stellen gehört"
    if row.outcome is RoundOutcome.WITHDRAWN:
        counted = f"{row.round}. Runde"
    steps = [Step(row.opened_at, f"Fassung {row.revision} eingereicht", counted)]
    if row.closed_at:
        steps.append(Step(row.closed_at, *_end(view, lines)))
    return steps


def _end(view: RoundView, lines: list[Line]) -> tuple[str, str]:
    row = view.row
    match row.outcome:
        case RoundOutcome.RETURNED:
            numbers = [line.number for line in lines if line.round == row.round]
            what = f"Mit {count(len(numbers), 'einer Vorgabe', 'Vorgaben')} zurückgegeben"
            return what, "Vorgabe " + listed(str(number) for number in numbers)
        case RoundOutcome.ACCEPTED:
            return f"Fassung {row.revision} angenommen", "von der Lenkungsgruppe"
        case _:
            return "Einreichung zurückgezogen", "von der Expert*innengruppe"
