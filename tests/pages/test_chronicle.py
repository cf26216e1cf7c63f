"""Every event as a sentence that could be said aloud in the meeting."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from domain.aggregate import EVENTS, DomainEvent
from domain.consensus import OpenPoint, PointKind
from domain.draft import Draft
from domain.gremium import Kind
from domain.procedure import Rules
from domain.source import Format, Resolution, Source
from domain.statement import Bundled, Minority, Position
from domain.vorgaben import Answer, Outcome, Vorgabe
from projections.stored import decode
from review_service.words.bodies import the
from review_service.words.chronicle import quoted, sentence
from tests import lip
from tests.scenario import (
    BEIRAT_1,
    CHAIR,
    CONFERENCE,
    GLEICHSTELLUNG,
    LENKUNGSGRUPPE,
    OE_50_6,
    RUNDER_TISCH,
    happened,
)

SAMPLES = Path(__file__).parents[1] / "projections" / "stored_events.json"
ROUND = {"revision": 2, "round": 1}


def said(event_class: type[DomainEvent], **facts: Any) -> str:
    return sentence(happened(event_class, **facts).at(7), lip.ORDNUNG)


def stated(event_class: type[DomainEvent], by: Any, **facts: Any) -> str:
    told = {"body": by.body, "by": by, "text": "Wir …", "counts": True, **ROUND, **facts}
    return said(event_class, **told)


@pytest.mark.parametrize("topic", sorted(EVENTS))
def test_every_event_that_can_be_stored_is_told_in_full_sentences(topic: str) -> None:
    data = json.loads(SAMPLES.read_text())[topic]
    told = sentence(decode(UUID(int=1), 1, topic, json.dumps(data).encode()), lip.ORDNUNG)
    assert told[0].isupper() and told[-1] in ".“"
    assert "None" not in told and "_" not in told and "Draft" not in told


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("Besetzung.Appointed", "Eine Person hat kraft Amtes den Sitz „Vorsitz: Sozial- und"
         " Sportdezernentin“ (Lenkungsgruppe), ab 01.11.2019."),
        ("Besetzung.Departed", "Eine Person scheidet aus vom Sitz „Vorsitz: Sozial- und"
         " Sportdezernentin“ (Lenkungsgruppe); letzter Tag: 05.12.2020. Grund: „Ruhestand“"),
        ("Suggestion.Forwarded", "Der Vorschlag ist weitergeleitet an das Dezernat IV."),
        ("Suggestion.Declined", "Das Dezernat IV beruft die Person nicht. Grund: „Alle Plätze sind"
         " besetzt.“"),
        ("Procedure.RecutAgreed", "Die Lenkungsgruppe hat Vorschlag 1 zugestimmt. Der Zuschnitt"
         " gilt ab 01.06.2020."),
    ],
)  # fmt: skip
def test_seats_suggestions_and_the_procedure_are_told(topic: str, words: str) -> None:
    data = json.loads(SAMPLES.read_text())[topic]
    event = decode(UUID(int=1), 1, topic, json.dumps(data).encode())
    assert sentence(event, lip.ORDNUNG) == words


def test_departments_and_committees_have_their_articles() -> None:
    bodies = lip.GREMIEN
    assert the(bodies["dezernat-4"], lip.ORDNUNG) == "das Dezernat IV"
    committee = next(body for body in bodies.values() if body.kind is Kind.COMMITTEE)
    assert the(committee, lip.ORDNUNG) == "der Internationale Ausschuss"


def test_what_is_no_event_of_ours_is_refused() -> None:
    with pytest.raises(LookupError):
        said(Draft.Event, by=CHAIR)


def test_authoring_names_group_title_and_paper() -> None:
    event = happened(
        Draft.Authored, procedure="2472/2019", paper="grundsatzpapier", theme="bildung",
        group=CHAIR.body, title="Leitbild", text="Wir …", sha256="", equality_relevant=False,
        by=CHAIR,
    ).at(1)  # fmt: skip
    assert sentence(event, lip.ORDNUNG) == (
        "Die Expert*innengruppe Bildung hat den Entwurf „Leitbild“ angelegt, als Beitrag zum"
        " Grundsatzpapier. Das ist Fassung 1."
    )


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((), "Fassung 2 gespeichert."),
        ((3,), "Fassung 2 gespeichert und darin Vorgabe 3 beantwortet."),
        ((2, 1), "Fassung 2 gespeichert und darin die Vorgaben 1 und 2 beantwortet."),
        ((1, 2, 3), "Fassung 2 gespeichert und darin die Vorgaben 1 bis 3 beantwortet."),
        ((1, 2, 4), "Fassung 2 gespeichert und darin die Vorgaben 1, 2 und 4 beantwortet."),
    ],
)
def test_a_revision_names_the_vorgaben_it_answers(numbers: tuple[int, ...], words: str) -> None:
    answers = tuple(Answer(vorgabe=number, outcome=Outcome.ERFUELLT) for number in numbers)
    told = said(
        Draft.Revised, revision=2, text="", sha256="", parents=(), answers=answers, by=CHAIR
    )
    assert told == f"Die Expert*innengruppe Bildung hat {words}"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (None, ""),
        (Source(format=Format.ODT, sha256="ab" * 32), "(.odt, SHA-256 abababababababab …)."),
        (
            Source(
                format=Format.DOCX, sha256="ab" * 32, changes=Resolution.REJECTED,
                headings=("Ziele", "Mittel"),
            ),
            "(.docx, SHA-256 abababababababab …): offene Änderungen darin abgelehnt und zwei Zeilen"
            " als Überschrift bestätigt.",
        ),
    ],
)  # fmt: skip
def test_a_revision_names_the_file_it_came_from(source: Source | None, words: str) -> None:
    told = said(
        Draft.Revised, revision=2, text="", sha256="", parents=(), answers=(), source=source,
        by=CHAIR,
    )  # fmt: skip
    file = f" Der Text kommt aus einer Datei {words}" if words else ""
    assert told == f"Die Expert*innengruppe Bildung hat Fassung 2 gespeichert.{file}"


def test_a_submission_opens_a_round_and_a_withdrawal_ends_it_with_its_reason() -> None:
    addressees = lip.addressees(equality_relevant=False)
    assert said(Draft.Submitted, addressees=addressees, by=CHAIR, **ROUND) == (
        "Die Expert*innengruppe Bildung hat Fassung 2 eingereicht. Damit begann die"
        " 1. Beratungsrunde; gefragt sind 13 Stellen."
    )
    assert said(Draft.SubmissionWithdrawn, reason="Ein Betrag fehlt.", by=CHAIR, **ROUND) == (
        "Die Expert*innengruppe Bildung hat die Einreichung von Fassung 2 zurückgezogen."
        " Die 1. Beratungsrunde ist damit beendet. Grund: „Ein Betrag fehlt.“"
    )


@pytest.mark.parametrize(
    ("position", "words"),
    [
        (Position.ZUSTIMMEND, "hat Fassung 2 zugestimmt."),
        (Position.ZUSTIMMEND_MIT_AENDERUNGEN, "hat Fassung 2 mit Änderungswünschen zugestimmt."),
        (Position.BEDENKEN, "hat Bedenken zu Fassung 2 geäußert."),
        (Position.ABLEHNEND, "hat Fassung 2 abgelehnt."),
    ],
)
def test_a_beirat_is_told_with_its_position(position: Position, words: str) -> None:
    told = stated(Draft.BeiratStatementGiven, BEIRAT_1, position=position)
    assert told == f"Der Integrationsbeirat Mitte {words}"


def test_a_statement_that_came_late_is_told_as_such() -> None:
    late = stated(Draft.BeiratStatementGiven, BEIRAT_1, position=Position.BEDENKEN, counts=False)
    assert late.endswith("Die 1. Beratungsrunde war da schon beendet; es zählt nicht mehr.")
    behind = stated(Draft.BeiratStatementGiven, BEIRAT_1, position=None, after_transmission=True)
    assert behind.endswith("Die Delegiertenkonferenz hatte da schon übermittelt.")


def test_the_runder_tisch_is_declined() -> None:
    told = stated(Draft.RunderTischStatementGiven, RUNDER_TISCH, position=Position.ZUSTIMMEND)
    assert told.startswith("Der Runde Tisch für Gleichberechtigung und gegen Rassismus hat")


def test_a_transmission_counts_what_it_bundles() -> None:
    facts: dict[str, Any] = {"position": Position.ZUSTIMMEND}
    alone = stated(Draft.DelegiertenkonferenzStatementTransmitted, CONFERENCE, **facts)
    assert alone.endswith("Fassung 2 zugestimmt. Sie bündelt keine Einschätzung.")
    bundled = stated(
        Draft.DelegiertenkonferenzStatementTransmitted,
        CONFERENCE,
        bundles=(Bundled(body="beirat-01", version=3), Bundled(body="beirat-02", version=4)),
        minority=(Minority(body="beirat-02", text="Nein."),),
        **facts,
    )
    assert bundled.endswith("Sie bündelt zwei Einschätzungen und nennt eine Minderheitsposition.")


def test_a_consultation_says_who_asked_and_what() -> None:
    consulted = Draft.GleichstellungConsulted
    assert "weil der Entwurf gleichstellungsrelevant ist" in said(consulted, by=CHAIR, **ROUND)
    asked = said(consulted, question="Reicht Absatz 3?", by=OE_50_6, **ROUND)
    assert asked == (
        "OE 50.6 (Sachgebiet Integration) hat die Gleichstellungsbeauftragte um Rücksprache zu"
        " Fassung 2 gebeten: „Reicht Absatz 3?“"
    )
    own = said(consulted, question="Ich frage.", by=GLEICHSTELLUNG, **ROUND)
    assert own.startswith("Die Gleichstellungsbeauftragte hat von sich aus die Rücksprache")
    answered = stated(Draft.GleichstellungResponded, GLEICHSTELLUNG, position=None)
    assert answered.endswith("sich zu Fassung 2 geäußert, ohne eine Haltung anzugeben.")


def decided(event_class: type[DomainEvent], **facts: Any) -> str:
    return said(event_class, judged_by=Rules(), by=LENKUNGSGRUPPE, **ROUND, **facts)


def test_a_return_names_its_vorgaben() -> None:
    def returned(*numbers: int) -> str:
        vorgaben = tuple(Vorgabe(number=number, text="Kosten nennen") for number in numbers)
        return decided(Draft.ReturnedWithVorgaben, open_points=(), vorgaben=vorgaben)

    assert returned(4) == "Die Lenkungsgruppe hat Fassung 2 mit Vorgabe 4 zurückgegeben."
    assert "mit den Vorgaben 4 und 5 zurückgegeben" in returned(4, 5)
    assert "mit den Vorgaben 1 bis 3 zurückgegeben" in returned(1, 2, 3)


def test_an_acceptance_tells_what_was_open_and_why_it_was_accepted() -> None:
    clean = decided(Draft.Accepted, open_points=())
    assert clean == "Die Lenkungsgruppe hat Fassung 2 angenommen. Nichts stand mehr aus."
    point = OpenPoint(kind=PointKind.VORGABE, vorgabe=1, text="Vorgabe 1 ist abgelehnt.")
    despite = decided(Draft.Accepted, open_points=(point, point), despite="Der Rat wartet.")
    assert despite.endswith("Zwei Punkte waren noch offen. Begründung: „Der Rat wartet.“")


def test_somebodys_words_are_cut_at_a_word_and_quotes_in_them_become_single() -> None:
    assert quoted("Er sagt: „Nein“") == "„Er sagt: ‚Nein‘“"
    assert quoted("eins zwei, drei", most=10) == "„eins …“"
    assert quoted("eins\n\nzwei") == "„eins zwei“"
