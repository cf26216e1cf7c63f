"""When two names are the same, what a name may not hold, and how one becomes a slug."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.naming import SLUG_LIMIT, compared, refuse_commands, slug_of
from domain.procedure.fitting.naming import SLUG
from domain.text.refusals import NameHoldsACommand


@pytest.mark.parametrize(
    "names",
    [
        ("Verein Brücke e.V.", "Verein Brücke e. V.", "VEREIN  BRÜCKE e.\u00a0V."),
        ("Verein Bruecke e V", "Verein Brücke e.\u2009V."),
        ("Verein Bru\u0308cke", "Verein Brücke", "Verein Brü\u00adcke", "Verein Brücke\u200b"),
        ("Verein A-B", "Verein A–B", "Verein A — B", "Verein A\u2011B", "Verein A\u2212B"),
        ("Mandela’s", "Mandela's", "Mandela´s", "Mandela`s", "Mandelaʼs", "Mandela‘s"),
        ("Verein A", "Verein A\u200b", "Verein \u2060A", "\u200eVerein A\u200f", "Verein\u3000A"),
        ("Straße 3", "STRASSE 3", "Strasse 3"),
        ("„Haus“ Łódź", '"Haus" Łódź', "Haus Łódz\u0301"),
    ],
)  # fmt: skip
def test_what_looks_alike_or_is_spelt_otherwise_is_the_same_name(names: tuple[str, ...]) -> None:
    assert len({compared(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Verein 12", "Verein 1.2"), ("C", "C++"), ("Verein Müller", "Verein Muller"), ("!", "?"),
        ("Группа А", "Группа Б"), ("Verein e. V.", "Verein eG"),
    ],
)  # fmt: skip
def test_other_names_are_others(one: str, other: str) -> None:
    assert compared(one) != compared(other)


@pytest.mark.parametrize("sign", "\x01\x1b\x7f\x9b\u202a\u202e\u2066\u2069")
def test_a_name_holds_no_command(sign: str) -> None:
    with pytest.raises(NameHoldsACommand) as refused:
        refuse_commands(f"Verein A{sign}B")
    assert f"hier U+{ord(sign):04X} hinter „Verein A“." in refused.value.sentence


@pytest.mark.parametrize(
    "name", ["Verein\tA\r\n", "Verein\u200b A\u00ad", "جمعية\u200f", "Word\x0bA"]
)
def test_white_space_and_what_is_left_out_anyway_are_none(name: str) -> None:
    refuse_commands(name)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Stadtverwaltung & Diversität", "stadtverwaltung-diversitaet"),
        ("Expert*innengruppe Größe 2", "expertinnengruppe-groesse-2"),
        ("Bürger:innen-Rat", "buergerinnen-rat"),
        ("Verein Brücke e. V.", "verein-bruecke-e-v"),
        ("Verein A–B", "verein-a-b"),
        ("Mandela’s Cafe\u0301", "mandelas-cafe"),
        ("Łódź, Bjørn, Yıldız", "lodz-bjoern-yildiz"),
    ],
)
def test_a_slug_reads_as_the_name_does(name: str, slug: str) -> None:
    assert slug_of(name, "gruppe") == slug


@pytest.mark.parametrize("name", ["Группа молодёжи", "نادي الشباب", "青年", "!!!", "\u2800"])
def test_a_name_without_latin_letters_gets_a_slug_of_its_own(name: str) -> None:
    assert re.fullmatch("gruppe-[0-9a-f]{8}", slug_of(name, "gruppe"))
    assert slug_of(name, "gruppe") == slug_of(f" {name}\u200b", "gruppe")


def test_names_with_other_letters_do_not_share_what_is_left() -> None:
    assert slug_of("Группа A", "gruppe").startswith("a-")
    assert slug_of("Группа A", "gruppe") != slug_of("Совет A", "gruppe")


@given(st.text())
def test_every_slug_has_the_form_of_one(name: str) -> None:
    slug = slug_of(name, "organisation")
    assert SLUG.fullmatch(slug) and len(slug) <= SLUG_LIMIT + 9
