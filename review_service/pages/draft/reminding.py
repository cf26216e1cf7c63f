"""Reminding those a draft waits for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from fastapi import Query

from domain.draft import Status
from domain.gremium import Gremium, Kind
from projections import consensus_state
from projections.consensus_state import Consensus
from projections.standing import Standing
from review_service.access import Act
from review_service.acts import reminding as acts
from review_service.acts.doing import Doing
from review_service.acts.reminding import NewReminder
from review_service.pages.draft.acting import DraftStep, Offer, Reviewing
from review_service.pages.kinds import Boxes, Field
from review_service.pages.steps import Told
from review_service.pages.visitor import Seen, Visiting
from review_service.words import german


@dataclass(frozen=True, kw_only=True)
class Reminding(Reviewing):
    """A draft that waits; `first` is the body (slug) whose box is ticked at first, else all are."""

    first: str = ""

    @cached_property
    def consensus(self) -> Consensus:
        visitor, shown = self.visitor, self.shown
        with visitor.database() as database:
            return consensus_state.of_draft(
                database, shown.draft, upto=shown.revision, under=visitor.ordnung,
                at=visitor.service.now(),
            )  # fmt: skip

    @property
    def left(self) -> list[Gremium]:
        """Whom the reader may remind today."""
        return acts.left(self.visitor.doing(), self.shown, self.consensus)


def _fields(desk: Reminding) -> list[Field]:
    name = desk.visitor.ordnung.name_of
    options = [(body.slug, name(body.slug)) for body in desk.left]
    return [
        Boxes("stellen", "Wen möchten Sie erinnern?", "bodies", options=options,
              ask="Bitte wählen Sie mindestens eine Stelle."),
    ]  # fmt: skip


def _begins(desk: Reminding) -> Mapping[str, list[str]]:
    every = [body.slug for body in desk.left]
    return {"stellen": [desk.first] if desk.first in every else every}


def _before(desk: Reminding) -> list[Told]:
    name = desk.visitor.ordnung.name_of
    lines = [
        (name(one.body), f"{german.moment(one.at)}, von: {name(one.by_body)}")
        for one in desk.consensus.reminded.values()
    ]
    return [Told("Schon erinnert", lines)] if lines else []


def _offers(doing: Doing, standing: Standing) -> Iterator[Offer]:
    """Beside an open point there is a link of its own; this is for whatever else is awaited."""
    left = acts.left(doing, standing.shown, standing.consensus)
    shown = {point.body for point in standing.consensus.open_points}
    if standing.shown.status is Status.ZURUECKGEGEBEN and left:
        yield Offer("An die Überarbeitung erinnern", expected=False)
    elif left and not any(body.slug in shown for body in left):
        councils = all(body.kind is Kind.COUNCIL for body in left)
        yield Offer("Beiräte erinnern" if councils else "Erinnern", expected=False)


def _found(
    visitor: Visiting, shown: Seen, stelle: Annotated[str, Query(max_length=80)] = ""
) -> tuple[DraftStep[Reminding], Reminding]:
    REMIND.must(visitor, shown.body)
    return REMIND, REMIND.desk_for(visitor, shown, first=stelle)


REMIND = DraftStep(
    "erinnern", "Erinnern", "Erinnern",
    "Die Erinnerung ist festgehalten. Sie steht im Verlauf und bei den Aufgaben der Stelle.",
    Act.REMIND, _fields, NewReminder, acts.remind, offers=_offers,
    desk=Reminding, found=_found, begins=_begins, told=_before,
    heading="An Ausstehendes erinnern",
    lead="Die Erinnerung steht bei den Aufgaben der Stelle und im Verlauf, mit Tag und Absender."
    " Jede Stelle wird höchstens einmal am Tag erinnert; eine Nachricht geht nicht hinaus.",
    unsent="Noch nicht erinnert",
)  # fmt: skip
FORMS = (REMIND,)
