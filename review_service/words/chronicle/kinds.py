"""What kinds of event a reader chooses from, in the words of the pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.aggregate import EVENTS, DomainEvent
from domain.besetzung import Besetzung
from domain.draft import Draft
from domain.election.election import Election
from domain.procedure import Procedure


@dataclass(frozen=True)
class Kind:
    """Events that are one thing to a reader: `label` for all of them, `one` for each."""

    label: str
    one: str
    events: tuple[type[DomainEvent], ...]

    @property
    def topics(self) -> list[str]:
        """Under which topics they stand in the log."""
        return [topic for topic, event in EVENTS.items() if issubclass(event, self.events)]


KINDS = {
    "fassung": Kind("Fassungen", "Fassung", (Draft.Authored, Draft.Revised)),
    "einreichung": Kind(
        "Einreichungen", "Einreichung", (Draft.Submitted, Draft.SubmissionWithdrawn)
    ),
    "einschaetzung": Kind("Einschätzungen", "Einschätzung", (Draft.Statement,)),
    "ruecksprache": Kind("Rücksprachen", "Rücksprache", (Draft.GleichstellungConsulted,)),
    "erinnerung": Kind("Erinnerungen", "Erinnerung", (Draft.Reminded,)),
    "entscheidung": Kind("Beschlüsse der Lenkungsgruppe", "Beschluss", (Draft.Decision,)),
    "textstelle": Kind("Bestätigte Textstellen", "Textstelle", (Draft.PassagePlaced,)),
    "verfahren": Kind("Verfahren und Termine", "Verfahren", (Procedure.Event,)),
    "besetzung": Kind("Besetzung der Gremien", "Besetzung", (Besetzung.Event,)),
    "wahl": Kind("Wahlen", "Wahl", (Election.Event,)),
}


def of(event: DomainEvent) -> Kind:
    """Give the kind an event is of; raises LookupError where no reader is told of it."""
    for kind in KINDS.values():
        if isinstance(event, kind.events):
            return kind
    raise LookupError(event.TOPIC)


def among(topics: Iterable[str]) -> dict[str, Kind]:
    """Give the kinds there are among some topics."""
    found = set(topics)
    return {key: kind for key, kind in KINDS.items() if found.intersection(kind.topics)}
