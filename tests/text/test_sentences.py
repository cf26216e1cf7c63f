"""Where German prose falls into sentences, and where a full stop is none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from domain.text.sentences import sentences
from tests.text.samples import TEXTS


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Die Stadt zahlt. Wer noch? Alle! So …",
            ["Die Stadt zahlt.", "Wer noch?", "Alle!", "So …"],
        ),
        ("„Geht das?“ fragt der Beirat.", ["„Geht das?“ fragt der Beirat."]),
        ("„Das geht.“ Der Rat stimmt zu.", ["„Das geht.“", "Der Rat stimmt zu."]),
        ("(Das gilt.) **Und dies.** Ende", ["(Das gilt.)", "**Und dies.**", "Ende"]),
        ("Das bleibt.\nDas auch.", ["Das bleibt.", "Das auch."]),
        ("Die Kosten tragen wir... Danach nicht.", ["Die Kosten tragen wir...", "Danach nicht."]),
        ("Es sind 12 %. Mehr nicht.", ["Es sind 12 %.", "Mehr nicht."]),
        ("Es kostet 1.500,00. Mehr nicht.", ["Es kostet 1.500,00.", "Mehr nicht."]),
        ("Bis zum Jahr 2020. Danach neu.", ["Bis zum Jahr 2020.", "Danach neu."]),
        ("Bis zum 15.06.2025. Danach neu.", ["Bis zum 15.06.2025.", "Danach neu."]),
        ("Das regelt Absatz 2. Danach gilt es.", ["Das regelt Absatz 2.", "Danach gilt es."]),
        ("Nach § 31a. Die Stadt zahlt.", ["Nach § 31a.", "Die Stadt zahlt."]),
        ("Kurse, Treffs usw. Die Stadt zahlt.", ["Kurse, Treffs usw.", "Die Stadt zahlt."]),
    ],
)
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Es gilt Abs. 2 Nr. 3 Buchst. a der Satzung.",
        "Das gilt z. B. Kindern, d. h. Allen, i. d. R. Montags, u.a. Sonntags.",
        "Am 1. Januar und am 15.6. Abends, im 2. Halbjahr und im 14. Jahr.",
        "Der II. Abschnitt bleibt.",
        "Frau Dr. A. Muster von der Fa. Beispiel kommt ca. Ende des Jahres.",
        "Es schreiben Dr. med. Muster, Prof. Dr. rer. nat. Beispiel und Dr. phil. habil. Probe.",
        "Es prüfen Dipl.-Ing. Beispiel, Dipl.-Soz.-Päd. Muster und Probe, B.Sc. Informatik.",
        "Es sind 3 Mio. Euro bzw. Mittel des Landes gem. Vertrag.",
        "Er fragt: Geht das? und geht.",
        "Die Seite www.example.org/a.b wird genannt.",
    ],
)
def test_a_full_stop_inside_a_sentence_ends_none(text: str) -> None:
    assert split(text) == [text]


def test_headings_items_and_rows_are_sentences_of_their_own() -> None:
    text = (
        "# 1. Ziele. Und Wege\n\nErstens\n=======\n\n1. Die Stadt zahlt. Alle wissen es.\n"
        "2. Die Stadt\n   plant\n   - auch dies\n\n---\n\n| Ort. Zeit | Zahl |\n| --- | ---: |\n"
        "| Linden | 12 |\n\n```\nein. Code\n```\n"
    )
    assert split(text) == [
        "1. Ziele. Und Wege", "Erstens\n=======", "Die Stadt zahlt.", "Alle wissen es.",
        "Die Stadt\n   plant", "auch dies", "| Ort. Zeit | Zahl |", "| Linden | 12 |",
        "```\nein. Code\n```",
    ]  # fmt: skip


def test_what_has_no_word_is_no_sentence() -> None:
    assert split("***\n\n. . .\n\n–\n\n\n") == []


@given(TEXTS)
def test_every_word_is_in_just_one_sentence(text: str) -> None:
    places = list(sentences(text))
    assert all(one.end <= other.start for one, other in pairwise(places))
    inside = "".join(text[start:end] for start, end in places)
    signs = [char for char in text if char.isalpha()]
    assert [char for char in inside if char.isalpha()] == signs


def test_a_megabyte_without_a_space_is_one_sentence() -> None:
    assert len(split("." * 1_000_000 + "a")) == 1
    assert len(split("Ja. " * 250_000)) == 250_000
