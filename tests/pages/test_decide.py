"""Deciding by its form: what will be recorded is shown as a sentence before it is."""

from __future__ import annotations

from typing import Any

import pytest

from review_service.service import Service
from tests.api.way import Way
from tests.pages.hands import Hands, Sheet

RETURN = {"beschluss": "zurueckgeben", "vorgabe_1_text": "Kosten nennen"}
ACCEPT = {"beschluss": "annehmen", "trotz": "Es eilt."}


def opened(hands: Hands, way: Way, name: str = "steering") -> Sheet:
    return hands[name].open(f"/entwuerfe/{way.id}/entscheidung")


def three(sheet: Sheet) -> Sheet:
    """Fill in three Vorgaben, the second a recommendation on a paragraph, the third on words."""
    sheet = sheet.press("weitere", **RETURN).press(
        "weitere", vorgabe_2_text="Zeiten nennen", vorgabe_2_gewicht="empfehlung",
        vorgabe_2_absatz="Absatz 2",
    )  # fmt: skip
    return sheet.press("entscheidung", vorgabe_3_text="Anfang?", vorgabe_3_zitat="von Anfang an")


def vorgaben(way: Way) -> Any:
    return way.get("auditor", "/vorgaben")["items"]


def test_the_lenkungsgruppe_returns_with_vorgaben(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    shown = three(opened(hands, way))
    assert "Die Lenkungsgruppe gibt Fassung 1 mit 3 Vorgaben zurück." in shown.words
    assert way.get("chair")["status"] == "in_beratung"  # nothing is recorded before
    assert shown.press("festhalten").goes_to == f"/entwuerfe/{way.id}?ok=entscheidung"
    found = vorgaben(way)
    assert [line["binding"] for line in found] == [True, False, True]
    exact = [line["passage"] and line["passage"]["exact"] for line in found]
    assert exact == [None, "Wir nennen Ziele.", "von Anfang an"]


def test_the_lenkungsgruppe_accepts_saying_why_despite_open_points(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    shown = opened(hands, way).press("entscheidung", **ACCEPT)
    assert "nimmt Fassung 1 an, obwohl noch zwei Punkte offen sind." in shown.words
    assert "Es eilt." in shown.words
    assert shown.press("festhalten").goes_to == f"/entwuerfe/{way.id}?ok=angenommen"
    assert way.get("chair")["status"] == "angenommen"


def test_without_open_points_no_reason_is_needed(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit().hear_all()
    sheet = opened(hands, way)
    assert "Nichts steht mehr aus" in sheet.words
    shown = sheet.press("entscheidung", beschluss="annehmen")
    assert "Die Lenkungsgruppe nimmt Fassung 1 an." in shown.words
    assert shown.press("festhalten").status == 303


def test_open_points_are_listed_and_need_a_reason(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    refused = opened(hands, way).press("entscheidung", beschluss="annehmen", trotz=" ")
    assert refused.status == 409 and 'href="#trotz"' in refused.answer.text
    assert "Runder Tisch für Gleichberechtigung und gegen Rassismus: zu Fassung 1" in refused.words


def test_a_return_names_at_least_one_vorgabe(service: Service) -> None:
    hands = Hands(service)
    refused = opened(hands, hands.draft().submit()).press("entscheidung", beschluss="zurueckgeben")
    assert refused.status == 422 and "mindestens eine Vorgabe" in refused.words


def test_the_outcome_is_asked_for(service: Service) -> None:
    hands = Hands(service)
    refused = opened(hands, hands.draft().submit()).press(
        "entscheidung", vorgabe_1_text="Kosten nennen"
    )
    assert refused.status == 422 and "was beschlossen ist" in refused.words
    assert refused.value("vorgabe-1-text") == "Kosten nennen"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"vorgabe_1_absatz": "9"}, "vorgabe-1-absatz"),
        ({"vorgabe_1_absatz": "der letzte"}, "vorgabe-1-absatz"),
        ({"vorgabe_1_zitat": "steht nicht da"}, "vorgabe-1-zitat-1"),
        ({"vorgabe_1_text": "", "vorgabe_1_absatz": "1"}, "vorgabe-1-text"),
    ],
)
def test_what_cannot_be_found_is_said_at_its_field(
    service: Service, typed: dict[str, str], field: str
) -> None:
    hands = Hands(service)
    refused = opened(hands, hands.draft().submit()).press("entscheidung", **{**RETURN, **typed})
    assert refused.status == 422 and f'href="#{field}"' in refused.answer.text
    for name, value in typed.items():
        assert refused.value(name.replace("_", "-")) == value


def test_rows_come_and_go_without_losing_the_others(service: Service) -> None:
    hands = Hands(service)
    sheet = opened(hands, hands.draft().submit()).press("weitere", **RETURN)
    sheet = sheet.press("weitere", vorgabe_2_text="Zeiten nennen").press(
        "entfernen-1", vorgabe_3_text="Orte nennen"
    )
    assert sheet.value("zeilen") == "2"
    texts = [sheet.value(f"vorgabe-{row}-text") for row in (1, 2)]
    assert texts == ["Zeiten nennen", "Orte nennen"]


def test_back_from_the_sentence_everything_is_still_typed(service: Service) -> None:
    hands = Hands(service)
    sheet = three(opened(hands, hands.draft().submit())).press("aendern")
    assert sheet.value("beschluss") == "zurueckgeben" and sheet.value("zeilen") == "3"
    assert sheet.value("vorgabe-2-gewicht") == "empfehlung"
    assert sheet.value("vorgabe-3-zitat") == "von Anfang an"


def test_the_numbers_count_on_from_earlier_rounds(service: Service) -> None:
    hands = Hands(service)
    answer = {"vorgabe": 1, "outcome": "erfuellt"}
    way = hands.draft().submit().give_back().revise(answers=[answer]).submit(2)
    assert "Vorgabe 2" in opened(hands, way).press("entscheidung", **RETURN).words


def test_nobody_else_decides(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    for name in ("chair", "beirat-01", "conference", "office", "steering-member"):
        assert opened(hands, way, name).status == 403


def test_another_revision_than_the_one_seen_is_not_decided_on(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    shown = opened(hands, way).press("entscheidung", **RETURN)
    way.withdraw().revise().submit(2)
    refused = shown.press("festhalten")
    assert refused.status == 409
    assert "Zur Entscheidung steht Fassung 2, nicht Fassung 1" in refused.words
    assert refused.value("vorgabe-1-text") == "Kosten nennen" and refused.value("fassung") == "2"
    assert way.get("chair")["status"] == "in_beratung"


def test_a_sentence_confirmed_twice_is_one_decision(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    shown = opened(hands, way).press("entscheidung", **RETURN)
    assert shown.press("festhalten").goes_to == shown.press("festhalten").goes_to
    assert len(vorgaben(way)) == 1


def test_a_sentence_confirmed_after_another_decision_is_refused_with_its_words(
    service: Service,
) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    shown = opened(hands, way).press("entscheidung", **RETURN)
    way.accept()
    refused = shown.press("festhalten")
    assert refused.status == 409 and refused.value("vorgabe-1-text") == "Kosten nennen"
    assert vorgaben(way) == []


def test_a_decided_draft_is_not_opened_to_be_decided(service: Service) -> None:
    hands = Hands(service)
    assert opened(hands, hands.draft().submit().accept()).status == 409


def test_a_draft_decided_meanwhile_keeps_what_was_typed(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    sheet = opened(hands, way)
    way.accept()
    refused = sheet.press("entscheidung", **RETURN)
    assert refused.status == 409 and refused.value("vorgabe-1-text") == "Kosten nennen"
    assert "entscheidung" not in refused.buttons


LONG = "\n\n".join(f"Das Amt hilft in Fall {number}." for number in range(1, 260)) + "\n"
"""A text shown in two parts; its words recur."""


def test_the_text_stands_beside_the_vorgaben_with_its_numbers(service: Service) -> None:
    hands = Hands(service)
    sheet = opened(hands, hands.draft().submit())
    assert "Absatz 2 Wir nennen Ziele." in sheet.words
    assert "Absatz 2 markieren" in sheet.words and sheet.values("absatz") == []


def test_turning_to_another_part_of_the_text_keeps_what_is_typed(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft(text=LONG).submit()
    typed = {"vorgabe_1_absatz": "2, 3", "vorgabe_1_zitat": "in Fall 9."}
    sheet = opened(hands, way).press("weitere", **RETURN, **typed)
    turned = sheet.press("teil-2", ziel="vorgabe-1-")
    assert "Sie sehen die Absätze 121 bis 240." in turned.words
    for name, value in {**RETURN, **typed}.items():
        assert turned.value(name.replace("_", "-")) == value
    assert '<option value="vorgabe-1-" selected>' in turned.answer.text
    turned.press("zwischenspeichern")
    assert opened(hands, way).value("vorgabe-1-zitat") == "in Fall 9."
    assert "Das Amt hilft in Fall 201." in opened(hands, way).words


def test_marked_words_are_found_where_they_were_marked(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft(text=LONG).submit()
    sheet = opened(hands, way).press("weitere", **RETURN)
    marked = {
        "vorgabe_2_text": "Wer?", "vorgabe_2_zitat": "Amt", "vorgabe_2_zitat_davor": "Das ",
        "vorgabe_2_zitat_danach": " hilft in Fall 7.", "vorgabe_2_zitat_absatz": "7",
    }  # fmt: skip
    sheet = sheet.press("weitere", **marked).press("entfernen-1")
    assert sheet.value("vorgabe-1-zitat-absatz") == "7"
    sheet.press("entscheidung").press("festhalten")
    (line,) = vorgaben(way)
    assert [place["start"] for place in line["passages"]] == [LONG.index("Amt hilft in Fall 7.")]


def test_numbers_become_their_words_where_another_revision_is_decided_on(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    shown = opened(hands, way).press("entscheidung", **RETURN, vorgabe_1_absatz="2")
    way.withdraw().revise(text="Ein neuer Anfang.\n\nWir nennen Ziele.\n").submit(2)
    refused = shown.press("festhalten")
    assert refused.value("vorgabe-1-absatz") == ""
    assert refused.value("vorgabe-1-zitat") == "Wir nennen Ziele."


def test_a_new_vorgabe_is_the_one_that_is_marked_for(service: Service) -> None:
    hands = Hands(service)
    sheet = opened(hands, hands.draft().submit()).press("weitere", **RETURN)
    assert '<option value="vorgabe-2-" selected>Vorgabe 2</option>' in sheet.answer.text
