"""Fields of a form read themselves, and say where they are mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest

from domain import rules
from review_service.pages.election.asking import Figures, Somebody, several
from review_service.pages.fields import Reading
from review_service.pages.kinds import Boxes, Field, Fixed, Lines, Pair, Tick, Together, Words
from review_service.pages.people.choosing import Whom
from review_service.pages.site import ROUTERS
from review_service.pages.typed import Typed

BOXES = Boxes("wer", "Wer?", "who", ask="Wer?", options=[("a", "A"), ("b", "B")], every="Alle")
KIM = Somebody("name", "Wer?", ask="Wer?", rules=(rules.ThePersonIsACandidate,))


def reading(**typed: list[str]) -> Reading:
    return Reading(Typed().with_fields(**typed))


def asked(found: Reading) -> list[str | None]:
    return [line.field for line in found.wrong]


def kinds(of: type[Field] = Field) -> Iterator[str]:
    yield of.kind
    for one in of.__subclasses__():
        yield from kinds(one)


def test_every_kind_of_field_has_its_macro_and_every_macro_a_kind() -> None:
    assert ROUTERS  # all pages are loaded, so all kinds are known
    source = (files("review_service.pages") / "templates/fields.html").read_text(encoding="utf-8")
    assert set(re.findall(r"{% macro (\w+)", source)) == {*kinds()} - {""}


@pytest.mark.parametrize(
    "field", [BOXES, KIM, Words("w", "W", ask="W?"), Tick("t", "T", ask="T?"), Whom(),
              Pair("p", "P", ask="P?", facts=("a", "b"))],
)  # fmt: skip
def test_what_is_empty_is_asked_for_at_its_field(field: Field) -> None:
    found = reading()
    field.read(found)
    assert asked(found) == [field.place]
    assert found.wrong[0].sentence == field.ask


def test_what_need_not_be_there_is_not_asked_for() -> None:
    found = reading()
    for field in (Words("w", "W", "w"), Boxes("b", "B", "b"), Somebody("s", "S")):
        field.read(found)
    assert asked(found) == []


def test_half_a_pair_is_asked_for_again() -> None:
    pair = Pair("wer", "Wer?", ask="Bitte wählen Sie.", facts=("seat", "person"))
    assert pair.read(reading(wer=["dgb p1"])) == {"seat": "dgb", "person": "p1"}
    found = reading(wer=["dgb"])
    pair.read(found)
    assert asked(found) == ["wer"]


def test_a_person_and_a_name_are_one_too_many() -> None:
    typed = reading(person=["p1"], name=["Kim"])
    Whom().read(typed)
    assert asked(typed) == ["name"]


def test_a_choice_counts_for_the_words_it_was_shown_for_alone() -> None:
    chosen = reading(**{"name": ["Kim"], "name-fuer": ["Kim"], "name-person": ["p1"]})
    assert KIM.read(chosen) == {"person": "p1", "name": None} and not asked(chosen)
    typed_on = reading(**{"name": ["Lou"], "name-fuer": ["Kim"], "name-person": ["p1"]})
    assert KIM.read(typed_on) == {"person": None, "name": "Lou"} and not asked(typed_on)


def test_lines_are_entries_without_the_empty_ones() -> None:
    typed = reading(wer=[" Verein A \r\n\r\nVerein B"])
    assert Lines("wer", "Wer?", "who").read(typed) == {"who": ["Verein A", "Verein B"]}


def test_a_button_ticks_every_box_and_no_other_button_does() -> None:
    typed = Typed({"wer": ["a"], "knopf": ["alle"]})
    turned = BOXES.turned(typed)
    assert turned and turned.typed.all("wer") == ["a", "b"]
    assert BOXES.turned(typed.with_fields(knopf="absenden")) is None
    assert Boxes("wer", "Wer?", options=BOXES.options).turned(typed) is None


def test_a_rule_and_a_name_of_the_request_lead_to_the_field() -> None:
    field = Words("grund", "Warum?", "reason", rules=(rules.AnAbandonmentNeedsAReason,))
    assert field.places == {"reason": "grund", "AnAbandonmentNeedsAReason": "grund"}
    assert KIM.places["ThePersonIsACandidate"] == "name"
    assert KIM.places["name"] == "name"


def test_several_persons_are_one_list_in_which_nobody_is_left_out() -> None:
    witnesses = [Somebody(f"zeuge-{number}", "Wer?") for number in (1, 2, 3)]
    field = several("witnesses", witnesses, rules.ALotHasTwoWitnesses)
    first = {"zeuge-1": ["Lou"], "zeuge-1-fuer": ["Lou"], "zeuge-1-person": ["p1"]}
    assert field.read(reading(**first, **{"zeuge-3": ["Kim"]})) == {"witnesses": ["p1", "Kim"]}
    assert field.places["ALotHasTwoWitnesses"] == "zeuge-1"
    assert [one.name for one in field.shown][:2] == ["zeuge-1", "zeuge-2"]


def test_figures_belong_to_what_was_counted() -> None:
    field = Figures("stimmen", "Stimmen", "votes", of=[("p1", "Kim"), ("p2", "Lou")])
    typed = reading(**{"stimmen-1": ["3"], "stimmen-2": ["viele"]})
    field.read(typed)
    assert asked(typed) == ["stimmen-2"]
    typed = reading(**{"stimmen-1": ["3"], "stimmen-2": ["0"]})
    assert field.read(typed) == {"votes": {"p1": 3, "p2": 0}}


def test_what_is_fixed_is_read_without_being_typed_or_shown() -> None:
    field = Fixed("", "", "milestone", value="rat")
    assert field.read(reading(milestone=["other"])) == {"milestone": "rat"}
    assert [*field.shown] == []


def test_fields_read_as_one_are_shown_one_by_one() -> None:
    parts = (Words("a", "A"), Words("b", "B"))
    field = Together("b", "", parts=parts, reads=lambda read: {"ab": read.typed.text("a") + "!"})
    assert [*field.shown] == [*parts]
    assert field.read(reading(a=["x"])) == {"ab": "x!"}
