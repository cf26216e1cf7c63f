"""The rules of procedure in German: what each value means, in one place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from domain.gremium import Kind
from domain.procedure import Ordnung, Rules
from domain.procedure.fitting.values import RULES_OF_PROCEDURE
from domain.procedure.rules_of_procedure import Majority, Missing, NewText, Quorum, Ready, Tie
from domain.statement import Position
from domain.vorgaben import Outcome
from review_service.words import german

KIND = {
    Kind.STEERING: "Lenkungsgruppe",
    Kind.EXPERT_GROUP: "Expert*innengruppen",
    Kind.COUNCIL: "Integrationsbeiräte",
    Kind.CONFERENCE: "Delegiertenkonferenz",
    Kind.ROUND_TABLE: "Runder Tisch",
    Kind.EQUALITY: "Gleichstellungsbeauftragte",
    Kind.OFFICE: "Geschäftsstellen",
    Kind.COMMITTEE: "Ausschuss",
    Kind.DEPARTMENT: "Dezernate",
}
"""What bodies of a kind are called, whatever their own names."""

_WORDS: dict[type[StrEnum], dict[Any, str]] = {
    Kind: KIND,
    Position: {
        Position.ZUSTIMMEND: "zustimmend",
        Position.ZUSTIMMEND_MIT_AENDERUNGEN: "zustimmend mit Änderungen",
        Position.BEDENKEN: "Bedenken",
        Position.ABLEHNEND: "ablehnend",
    },
    Outcome: {
        Outcome.ERFUELLT: "erfüllt",
        Outcome.TEILWEISE: "teilweise erfüllt",
        Outcome.ABGELEHNT: "abgelehnt",
    },
    Ready: {
        Ready.DECLARED: "wenn die Lenkungsgruppe es beschließt; was offen ist, begründet sie",
        Ready.NOTHING_OPEN: "nur wenn nichts mehr offen ist",
    },
    Missing: {
        Missing.STAYS_OPEN: "sie bleibt offen",
        Missing.NO_OBJECTION: "sie gilt als „keine Einwände“",
    },
    NewText: {
        NewText.ASKED_AGAIN: "sie gilt der alten Fassung; zur neuen wird neu gefragt",
        NewText.STAYS: "sie gilt weiter, bis die Stelle sich neu äußert",
    },
    Quorum: {
        Quorum.NONE: "immer",
        Quorum.HALF: "wenn die Hälfte der Stimmen anwesend ist",
        Quorum.MORE_THAN_HALF: "wenn mehr als die Hälfte der Stimmen anwesend ist",
        Quorum.TWO_THIRDS: "wenn zwei Drittel der Stimmen anwesend sind",
    },
    Majority: {
        Majority.SIMPLE: "mehr Ja als Nein",
        Majority.ABSOLUTE: "Ja von mehr als der Hälfte aller Stimmen",
        Majority.TWO_THIRDS: "Ja von zwei Dritteln der Ja- und Nein-Stimmen",
        Majority.UNANIMOUS: "kein Nein",
    },
    Tie: {
        Tie.REJECTED: "abgelehnt",
        Tie.CHAIR_DECIDES: "der Vorsitz entscheidet",
    },
}


@dataclass(frozen=True)
class Rule:
    """A rule of procedure as a page says it; `since` is None for a default that no resolution
    set."""

    key: str
    meaning: str
    value: str
    since: date | None
    source: str


def every(ordnung: Ordnung) -> Iterator[Rule]:
    """Give every rule as it holds on the day, those the file leaves out with their defaults."""
    for key in RULES_OF_PROCEDURE:
        told = ordnung.resolved.get(key)
        meaning = Rules.model_fields[key].description or key
        source = told.source if told else Rules.model_fields["source"].default
        value = getattr(ordnung.rules, key)
        yield Rule(key, meaning, words(value), told.since if told else None, source)


def in_words(key: str, value: Any) -> str:
    """Give a rule's value as a file or an event holds it in German."""
    return words(getattr(Rules.model_validate({key: value}), key))


def words(value: Any) -> str:
    """Give a value of `Rules` in German."""
    if isinstance(value, tuple):
        return ", ".join(map(words, value)) if value else "keine"
    if isinstance(value, StrEnum):
        return _WORDS[type(value)][value]
    return f"{KIND[value.kind]}: {german.count(value.days, 'ein Tag', 'Tage')}"
