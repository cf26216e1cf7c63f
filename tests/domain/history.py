"""Histories that the tests of the domain begin with."""

from __future__ import annotations

from typing import Any

from domain.draft import Draft, Parent
from domain.gremium import Actor
from domain.procedure import Rules
from domain.statement import Bundled, Marked, Minority, Position
from domain.vorgaben import Answer, Outcome, Vorgabe
from tests import lip
from tests.scenario import (
    CHAIR,
    CONFERENCE,
    GLEICHSTELLUNG,
    LENKUNGSGRUPPE,
    RUNDER_TISCH,
    Happening,
    happened,
)

ALL = lip.addressees(equality_relevant=True)
ALL_BUT_EQUALITY = lip.addressees(equality_relevant=False)
COSTS = Vorgabe(number=1, text="Kosten nennen")
TERMS = Vorgabe(number=2, text="Begriffe erklären", binding=False)


def authored(*, equality_relevant: bool = False) -> Happening:
    return happened(
        Draft.Authored,
        procedure="2472/2019",
        paper="grundsatzpapier",
        theme="bildung",
        group=CHAIR.body,
        title="Leitbild",
        text="Wir fördern Bildung.",
        sha256="1" * 64,
        equality_relevant=equality_relevant,
        by=CHAIR,
    )


def revised(revision: int = 2, *answers: Answer) -> Happening:
    return happened(
        Draft.Revised,
        revision=revision,
        text=f"Fassung {revision}",
        sha256=str(revision) * 64,
        parents=(Parent(revision=revision - 1, sha256=str(revision - 1) * 64),),
        answers=answers,
        by=CHAIR,
    )


def submitted(revision: int = 1, round: int = 1, addressees: Any = ALL_BUT_EQUALITY) -> Happening:
    return happened(
        Draft.Submitted, revision=revision, round=round, addressees=addressees, by=CHAIR
    )


def consulted(revision: int = 1, round: int = 1) -> Happening:
    return happened(Draft.GleichstellungConsulted, revision=revision, round=round, by=CHAIR)


def said(
    by: Actor, position: Position | None = Position.ZUSTIMMEND, *, revision: int = 1,
    round: int = 1, counts: bool = True, passages: tuple[Marked, ...] = (),
) -> Happening:  # fmt: skip
    event_class = {
        lip.RUNDER_TISCH: Draft.RunderTischStatementGiven,
        lip.GLEICHSTELLUNG: Draft.GleichstellungResponded,
    }.get(by.body, Draft.BeiratStatementGiven)
    return happened(
        event_class, body=by.body, revision=revision, round=round, position=position,
        text="Wir sagen etwas.", passages=passages, counts=counts, by=by,
    )  # fmt: skip


def transmitted(
    position: Position = Position.ZUSTIMMEND, *, bundles: tuple[Bundled, ...] = (),
    minority: tuple[Minority, ...] = (), revision: int = 1, round: int = 1,
) -> Happening:  # fmt: skip
    return happened(
        Draft.DelegiertenkonferenzStatementTransmitted, body=CONFERENCE.body, revision=revision,
        round=round, position=position, text="Gebündelt.", counts=True, bundles=bundles,
        minority=minority, by=CONFERENCE,
    )  # fmt: skip


def returned(*vorgaben: Vorgabe, revision: int = 1, round: int = 1) -> Happening:
    return happened(
        Draft.ReturnedWithVorgaben, revision=revision, round=round, open_points=(),
        judged_by=Rules(), vorgaben=vorgaben or (COSTS,), by=LENKUNGSGRUPPE,
    )  # fmt: skip


def accepted(revision: int = 1, round: int = 1) -> Happening:
    return happened(
        Draft.Accepted, revision=revision, round=round, open_points=(), judged_by=Rules(),
        by=LENKUNGSGRUPPE,
    )  # fmt: skip


def withdrawn(revision: int = 1, round: int = 1) -> Happening:
    return happened(
        Draft.SubmissionWithdrawn, revision=revision, round=round, reason="Ein Fehler.", by=CHAIR
    )


def fulfilled(vorgabe: int = 1) -> Answer:
    return Answer(vorgabe=vorgabe, outcome=Outcome.ERFUELLT)


EVERYONE_HEARD = (
    transmitted(),
    said(RUNDER_TISCH),
)
EQUALITY_HEARD = said(GLEICHSTELLUNG, None)
