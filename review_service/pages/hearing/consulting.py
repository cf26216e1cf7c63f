"""Asking the Gleichstellungsbeauftragte in the open round (Rücksprache)."""

from __future__ import annotations

from collections.abc import Iterator

from domain.gremium import Kind
from projections import statements
from projections.consensus_state import HeardState
from projections.standing import Standing
from review_service import access
from review_service.access import Act
from review_service.acts import hearing as acts
from review_service.acts import offering
from review_service.acts.doing import Doing
from review_service.acts.hearing import NewConsultation
from review_service.pages.draft.acting import FASSUNG, DraftStep, Offer, OnRevision, Reviewing
from review_service.pages.hearing import marking
from review_service.pages.kinds import Field, Section, Text
from review_service.pages.steps import Told
from review_service.words import german


def _offers(doing: Doing, standing: Standing) -> Iterator[Offer]:
    """The Gleichstellungsbeauftragte brings herself in once; others may ask her again."""
    shown = standing.shown
    if not offering.is_open(doing, Act.CONSULT, shown):
        return
    seats = access.seats_for(doing.account, Act.CONSULT, body=shown.body)
    if any(seat.body.kind is not Kind.EQUALITY for seat in seats):
        yield Offer("Rücksprache mit der Gleichstellungsbeauftragten", expected=False)
    elif not _is_asked(standing):
        yield Offer("Von mir aus Rücksprache beginnen")


def _is_asked(standing: Standing) -> bool:
    last = standing.consensus.last
    return last is not None and any(
        cell.kind is Kind.EQUALITY and cell.state is not HeardState.NOT_ADDRESSED
        for cell in last.cells.values()
    )


def _fields(desk: Reviewing) -> list[Field]:
    question = Text(
        "frage", "Ihre Frage", "question", "Was soll die Gleichstellungsbeauftragte prüfen?",
        "Bitte schreiben Sie Ihre Frage.",
    )  # fmt: skip
    return [
        OnRevision(FASSUNG, "", value=desk.on),
        Section("r1", "1. Was möchten Sie wissen?", parts=[question]),
        Section("r2", "2. Welche Stellen meinen Sie?", parts=[marking.to_mark(desk)],
                lead=marking.HOW, wide=True),
    ]  # fmt: skip


def _asked_before(desk: Reviewing) -> list[Told]:
    with desk.visitor.database() as database:
        asked = statements.questions(database, desk.shown.draft)
    name = desk.visitor.ordnung.name_of
    lines = [
        (f"„{one.question}“" if one.question else "Mit der Einreichung, ohne eigene Frage",
         f"{german.date(one.at)}, {name(one.by['body']['slug'])}")
        for one in asked if one.round == desk.shown.round
    ]  # fmt: skip
    return [Told("In dieser Runde schon gefragt", lines)] if lines else []


FORMS = (
    DraftStep(
        "ruecksprache", "Rücksprache", "Um Rücksprache bitten",
        "Die Gleichstellungsbeauftragte ist um Rücksprache gebeten.", Act.CONSULT, _fields,
        NewConsultation, acts.consult, begun="Bitte um Rücksprache", offers=_offers,
        heading="Rücksprache mit der Gleichstellungsbeauftragten",
        lead="Ihre Frage steht im Verlauf. Bis zur Antwort ist die Gleichstellungsbeauftragte zu"
        " diesem Entwurf noch zu hören.",
        unsent="Ihre Frage ist noch nicht gestellt", told=_asked_before,
    ),
)  # fmt: skip
