"""How a draft stands, printed: its matrix, its open points, its Vorgaben, its text."""

from __future__ import annotations

from projections.consensus_state import Cell, Consensus, HeardState, RoundOutcome, RoundView
from projections.drafts import Shown
from projections.standing import Standing
from projections.vorgaben import Line
from review_service.cli.terminal import ANSWERS, table
from review_service.words import german, signs

_BUNDLING = {"minority": ", als Minderheit", "not_taken_up": ", nicht aufgenommen"}


def print_standing(standing: Standing) -> None:
    """Print a draft with all that is said about it; its text comes last, as it is."""
    shown = standing.shown
    under = standing.consensus.under
    paper, theme = under.paper_names[shown.paper], under.theme_names[shown.theme]
    ANSWERS.print(shown.title, style="bold")
    ANSWERS.print(f"{paper}, {theme}, Kennung {shown.draft}")
    ANSWERS.print(f"{where(shown)}, Fassung {shown.revision}, nach {_events(shown.version)}")
    if standing.recorded_at:
        ANSWERS.print(f"Das letzte Ereignis ist vom {german.moment(standing.recorded_at)}.")
    if standing.consensus.last:
        _print_matrix(standing.consensus)
        _print_open_points(standing.consensus)
    if standing.vorgaben:
        _print_vorgaben(standing.vorgaben)
    _print_title(f"Text der Fassung {shown.revision}")
    ANSWERS.print(standing.text)


def where(shown: Shown) -> str:
    """Give a draft's status with its round: `In Beratung, 3. Runde`."""
    word = signs.STATUS[shown.status].word
    return f"{word}, {shown.round}. Runde" if shown.round else word


def _events(count: int) -> str:
    return german.count(count, "einem Ereignis", "Ereignissen")


def _print_title(title: str) -> None:
    ANSWERS.print(f"\n{title}", style="bold")


def _print_matrix(consensus: Consensus) -> None:
    _print_title("Wer sich geäußert hat")
    columns = [f"{view.row.round}. Runde, Fassung {view.row.revision}" for view in consensus.rounds]
    rows = table("Stelle", *columns)
    for slug in dict.fromkeys(slug for view in consensus.rounds for slug in view.cells):
        cells = [
            _cell(view, view.cells[slug]) if slug in view.cells else "" for view in consensus.rounds
        ]
        rows.add_row(consensus.under.name_of(slug), *cells)
    ANSWERS.print(rows)


def _cell(view: RoundView, cell: Cell) -> str:
    position = signs.POSITION[cell.position].word
    if cell.state is HeardState.HEARD:
        return position + _BUNDLING.get(cell.bundling or "", "")
    open_round = view.row.outcome is RoundOutcome.OPEN
    awaited = signs.AWAITED if open_round else signs.NO_ANSWER
    state = awaited if cell.state is HeardState.AWAITED else signs.NOT_ADDRESSED
    if cell.version is None:
        return state.word
    return f"{state.word} (zu Fassung {cell.revision}: {position}, zählt nicht)"


def _print_open_points(consensus: Consensus) -> None:
    _print_title("Was noch aussteht")
    for point in consensus.open_points:
        ANSWERS.print(f"- {point.text}")
    if not consensus.open_points:
        ANSWERS.print("Nichts steht mehr aus.")


def _print_vorgaben(lines: list[Line]) -> None:
    _print_title("Vorgaben")
    rows = table("Nr.", "Runde", "Vorgabe", "Antwort")
    for line in lines:
        text = line.text if line.binding else f"{line.text} (Empfehlung)"
        answer = signs.VORGABE[line.outcome or "unanswered"].word
        rows.add_row(str(line.number), str(line.round), text, answer)
    ANSWERS.print(rows)
