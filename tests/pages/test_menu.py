"""The main menu: who is led where, and that it says where one is."""

from __future__ import annotations

import re

import pytest

from domain.gremium import Role
from tests.pages.hands import Hands, Person

FOR_ALL = [
    "Meine Aufgaben", "Entwürfe", "Was geschah", "Verfahren", "Gremien", "Wahlen", "Hilfe",
]  # fmt: skip


def menu(person: Person, path: str = "/") -> str:
    return person.open(path).answer.text.partition('class="kopf__menue"')[2].partition("</ul>")[0]


def labels(person: Person) -> list[str]:
    return re.findall(r">([^<>]+)</a>", menu(person))


def here(person: Person, path: str) -> list[tuple[str, str]]:
    return re.findall(r'aria-current="(\w+)">([^<]+)</a>', menu(person, path))


@pytest.mark.parametrize(
    ("name", "also"),
    [
        ("beirat-01", []),
        ("steering", []),
        ("office", ["Vorschläge", "Personen"]),
        ("auditor", ["Vorschläge", "Personen"]),
        ("admin", ["Konten"]),
    ],
)
def test_who_may_open_a_page_finds_it_in_the_menu(hands: Hands, name: str, also: list[str]) -> None:
    assert [label for label in labels(hands[name]) if label not in FOR_ALL] == also
    assert [label for label in labels(hands[name]) if label not in also] == FOR_ALL


def test_a_dezernat_finds_the_suggestions(hands: Hands) -> None:
    dezernat = hands.with_seats("dez-4", ("dezernat-4", Role.OFFICE))
    assert "Vorschläge" in labels(dezernat)


def test_the_menu_says_where_one_is(hands: Hands) -> None:
    office, admin = hands["office"], hands["admin"]
    assert here(office, "/personen") == [("page", "Personen")]
    assert here(office, "/personen/neu") == [("true", "Personen")]
    assert here(office, "/vorschlaege") == [("page", "Vorschläge")]
    assert here(office, "/gremien/lenkungsgruppe") == [("true", "Gremien")]
    assert here(admin, "/konten/neu") == [("true", "Konten")]
    assert here(admin, "/konto") == []
