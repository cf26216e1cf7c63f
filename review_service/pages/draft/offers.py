"""What a reader may do with a draft now: never a button that would be refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from domain.draft import Status
from domain.gremium import Kind
from projections.consensus_state import HeardState
from projections.standing import Standing
from review_service import access
from review_service.access import Act
from review_service.acts import offering
from review_service.acts.doing import Doing
from review_service.pages.visitor import Visitor


class Offer(NamedTuple):
    """A button: what it says, where it leads below the draft's page; whether it is expected."""

    label: str
    path: str
    expected: bool = True


def offers(visitor: Visitor, standing: Standing) -> list[Offer]:
    """Give the buttons of a draft's page, the most expected one first."""
    return list(_offers(visitor, standing))


def _offers(visitor: Visitor, standing: Standing) -> Iterator[Offer]:
    shown = standing.shown
    doing = visitor.doing()
    acts = offering.open_acts(doing, shown)
    missing = [line for line in standing.vorgaben if line.outcome is None]
    if Act.DECIDE in acts:
        yield Offer("Entscheidung festhalten", "entscheidung")
    yield from _to_speak(doing, standing)
    if Act.SUBMIT in acts:
        yield Offer(f"Fassung {shown.revision} einreichen", "einreichen")
    if Act.REVISE in acts:
        label = "Vorgaben beantworten und überarbeiten" if missing else "Überarbeiten"
        yield Offer(label, "ueberarbeiten")
    if Act.CONSULT in acts:
        yield from _to_consult(visitor, standing)
    if Act.WITHDRAW in acts:
        yield Offer("Einreichung zurückziehen", "zurueckziehen", expected=False)


def _to_speak(doing: Doing, standing: Standing) -> Iterator[Offer]:
    running = standing.shown.status is Status.IN_BERATUNG
    cells = standing.consensus.last.cells if standing.consensus.last else {}
    for act in (Act.STATE, Act.TRANSMIT):
        for seat in access.seats_for(doing.account, act):
            if not offering.silenced(doing, standing.shown, seat.body.slug):
                cell = cells.get(seat.body.slug)
                heard = cell is not None and cell.state is HeardState.HEARD
                yield _speak(act, seat.body.kind, running, heard)
                break


def _to_consult(visitor: Visitor, standing: Standing) -> Iterator[Offer]:
    """The Gleichstellungsbeauftragte brings herself in once; others may ask her again."""
    seats = access.seats_for(visitor.account, Act.CONSULT, body=standing.shown.body)
    if any(seat.body.kind is not Kind.EQUALITY for seat in seats):
        label = "Rücksprache mit der Gleichstellungsbeauftragten"
        yield Offer(label, "ruecksprache", expected=False)
    elif not _equality_is_asked(standing):
        yield Offer("Von mir aus Rücksprache beginnen", "ruecksprache")


def _equality_is_asked(standing: Standing) -> bool:
    last = standing.consensus.last
    return last is not None and any(
        cell.kind is Kind.EQUALITY and cell.state is not HeardState.NOT_ADDRESSED
        for cell in last.cells.values()
    )


def _speak(act: Act, kind: Kind, running: bool, heard: bool) -> Offer:
    if act is Act.TRANSMIT:
        word = "Einschätzungen bündeln und übermitteln"
        path = "buendelung"
    else:
        word = "Einschätzung abgeben" if kind is Kind.COUNCIL else "Stellungnahme abgeben"
        path = "stellungnahme"
    if not running:
        return Offer(f"{word} (zählt nicht mehr)", path, expected=False)
    return Offer(_AGAIN[path], path, expected=False) if heard else Offer(word, path)


_AGAIN = {
    "buendelung": "Bündelung ändern und neu übermitteln",
    "stellungnahme": "Stellungnahme ändern",
}
