"""Submitting a revision and taking it back, each confirmed on its page."""

from __future__ import annotations

from review_service.service import Service
from tests.api.way import Way
from tests.pages.hands import Hands, Sheet


def submission(hands: Hands, way: Way, name: str = "chair") -> Sheet:
    return hands[name].open(f"/entwuerfe/{way.id}/einreichen")


def withdrawal(hands: Hands, way: Way, name: str = "chair") -> Sheet:
    return hands[name].open(f"/entwuerfe/{way.id}/zurueckziehen")


def test_the_chair_submits_the_revision_that_was_shown(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().revise()
    sheet = submission(hands, way)
    assert (
        "Fassung 2 einreichen?" in sheet.words and "Die 1. Beratungsrunde beginnt." in sheet.words
    )
    assert sheet.press("einreichen").goes_to == f"/entwuerfe/{way.id}?ok=einreichen"
    assert (way.get("chair")["status"], way.get("chair")["round"]) == ("in_beratung", 1)


def test_the_page_names_whom_it_goes_to(service: Service) -> None:
    hands = Hands(service)
    everyone = "die elf Integrationsbeiräte, die Delegiertenkonferenz, den Runden Tisch"
    relevant = submission(hands, hands.draft(equality_relevant=True)).words
    assert f"{everyone}, die Gleichstellungsbeauftragte und die Lenkungsgruppe" in relevant
    assert f"{everyone} und die Lenkungsgruppe" in submission(hands, hands.draft()).words


def test_only_the_chair_submits(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft()
    assert submission(hands, way, "management").status == 403
    assert submission(hands, way, "office").status == 403
    assert submission(hands, way, "beirat-01").status == 404


def test_a_revision_that_is_no_longer_the_current_one_is_not_submitted(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft()
    sheet = submission(hands, way)
    way.revise()
    refused = sheet.press("einreichen")
    assert refused.status == 409 and "nur die aktuelle Fassung 2" in refused.words
    assert refused.value("fassung") == "2"
    assert way.get("chair")["status"] == "in_erarbeitung"


def test_a_form_sent_twice_submits_once(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft()
    sheet = submission(hands, way)
    assert sheet.press("einreichen").goes_to == sheet.press("einreichen").goes_to
    assert way.get("chair")["round"] == 1


def test_a_submitted_draft_is_not_submitted_again(service: Service) -> None:
    hands = Hands(service)
    sheet = submission(hands, hands.draft().submit())
    assert sheet.status == 409 and "schon eingereicht" in sheet.words


def test_unanswered_vorgaben_are_named_and_there_is_no_button(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit().give_back(1, {"text": "Kosten"}, {"text": "Zeiten"})
    sheet = submission(hands, way)
    assert "Es fehlt die Antwort auf Vorgabe 1 und 2." in sheet.words
    assert sheet.buttons == []
    assert f"/entwuerfe/{way.id}/ueberarbeiten" in sheet.answer.text


def test_binding_vorgaben_that_stay_open_are_said_before(service: Service) -> None:
    hands = Hands(service)
    answer = {"vorgabe": 1, "outcome": "abgelehnt", "reason": "Das zahlt das Land."}
    way = hands.draft().submit().give_back(1, {"text": "Kosten"}).revise(answers=[answer])
    sheet = submission(hands, way)
    assert "Diese Vorgaben bleiben offen" in sheet.words and "einreichen" in sheet.buttons


def test_the_chair_withdraws_with_a_reason(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    done = withdrawal(hands, way).press("zurueckziehen", grund="Ein Absatz fehlt.")
    assert done.goes_to == f"/entwuerfe/{way.id}?ok=zurueckziehen"
    assert way.get("chair")["status"] == "in_erarbeitung"


def test_a_withdrawal_without_a_reason_is_refused(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    refused = withdrawal(hands, way).press("zurueckziehen", grund="  ")
    assert refused.status == 409 and 'href="#grund"' in refused.answer.text
    assert way.get("chair")["status"] == "in_beratung"


def test_only_the_chair_withdraws(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    for name in ("management", "steering", "beirat-01"):
        assert withdrawal(hands, way, name).status == 403


def test_a_form_sent_twice_withdraws_once(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    sheet = withdrawal(hands, way)
    first, second = (sheet.press("zurueckziehen", grund="Ein Absatz fehlt.") for _ in range(2))
    assert first.goes_to == second.goes_to
    way.submit()
    assert way.get("chair")["round"] == 2


def test_a_round_that_was_decided_meanwhile_is_not_withdrawn(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    sheet = withdrawal(hands, way)
    way.give_back()
    refused = sheet.press("zurueckziehen", grund="Ein Absatz fehlt.")
    assert refused.status == 409 and refused.value("grund") == "Ein Absatz fehlt."
    assert "zurueckziehen" not in refused.buttons
