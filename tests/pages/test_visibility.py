"""An unsubmitted revision leaves no trace on any page of those who may not see it."""

from __future__ import annotations

import re

import pytest

from tests.api.states import HIDDEN_TEXT, INSIDERS, OUTSIDERS, SECRET, STATES, hide
from tests.api.way import Way
from tests.pages.hands import Hands, Person

PAGES = (
    "", "?fassung=1", "?fassung=2", "/aenderungen", "/aenderungen?von=1&bis=2",
    "/aenderungen?von=1&bis=2&ganz=true", "/aenderungen?von=1&bis=2&ansicht=stellen",
    "/aenderungen.docx", "/aenderungen.docx?von=1&bis=2", "/text.docx?anmerkungen=true",
    "/text.docx?fassung=2", "/zeilen", "/zeilen?fassung=1", "/zeilen?fassung=2&von=1",
    "/herkunft", "/herkunft?fassung=1", "/herkunft?fassung=2", "/fassungen", "?stelle=2",
    "/textstellen/1", "/textstellen/2",
    "/stellungnahmen", "/beratung", "/beratung?runde=1", "/beratung?ansicht=absaetze",
    "/beratung?ansicht=vorgaben", "/text", "/text?fassung=1", "/text?fassung=2", "/text?stelle=2",
    "/text?absatz=1", "/text?suche=bildung",
    "/verlauf", "/verlauf?version=1", "/verlauf?version=4", "/verlauf?version=5",
    "/verlauf?tag=2100-01-01", "/verlauf/1/daten", "/verlauf/4/daten", "/verlauf/5/daten",
)  # fmt: skip
"""Every page that reads one draft."""


def all_pages(person: Person, way: Way) -> dict[str, tuple[int, str]]:
    paths = [
        "/",
        "/was-geschah",
        "/was-geschah.csv",
        "/was-geschah?art=fassung",
        "/entwuerfe",
        "/entwuerfe/themenfeld/bildung/grundsatzpapier",
    ]
    paths += [f"/entwuerfe/{way.id}{page}" for page in PAGES]
    answers = {path: person.client.get(path) for path in paths}
    return {path: (answer.status_code, answer.text) for path, answer in answers.items()}


@pytest.mark.parametrize("state", STATES)
def test_no_outsider_reads_a_word_of_it_and_every_insider_does(hands: Hands, state: str) -> None:
    way = STATES[state](hands.api)
    hidden = way.get("chair")["revision"] == 2
    for name in OUTSIDERS:
        assert not [p for p, (_, text) in all_pages(hands[name], way).items() if SECRET in text]
    for name in INSIDERS:
        read = [p for p, (_, text) in all_pages(hands[name], way).items() if SECRET in text]
        assert bool(read) == hidden, name


@pytest.mark.parametrize("name", ["beirat-01", "conference", "steering", "other-chair", "admin"])
def test_writing_it_changes_nothing_on_an_outsiders_pages(hands: Hands, name: str) -> None:
    way = hands.draft().submit().state("beirat-01").give_back()
    person = hands[name]
    before = all_pages(person, way)
    hide(way)
    assert all_pages(person, way) == before


def test_a_draft_never_submitted_is_as_unknown_as_one_that_is_not(hands: Hands) -> None:
    way = hands.draft()
    for name in OUTSIDERS:
        person = hands[name]
        for page in PAGES:
            there = person.open(f"/entwuerfe/{way.id}{page}")
            nowhere = person.open(f"/entwuerfe/{'0' * 8}-0000-4000-8000-{'0' * 12}{page}")
            assert there.status == nowhere.status == 404
            assert without_address(there.answer.text) == without_address(nowhere.answer.text)


def without_address(text: str) -> str:
    return re.sub(r"[0-9a-f-]{36}", "", text)


def test_submitting_it_shows_it_to_all(hands: Hands) -> None:
    way = hide(hands.draft().submit().give_back()).submit(2)
    for name in OUTSIDERS:
        assert SECRET in hands[name].open(f"/entwuerfe/{way.id}/text").words
        assert SECRET in hands[name].open(f"/entwuerfe/{way.id}/aenderungen?von=1&bis=2").words
    assert SECRET in HIDDEN_TEXT


def test_nobody_reads_anything_without_signing_in(hands: Hands) -> None:
    way = hands.draft().submit()
    person = hands["beirat-01"]
    person.client.cookies.clear()
    for path, (status, text) in all_pages(person, way).items():
        assert status == 303 and not text, path
