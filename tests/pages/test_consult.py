"""Asking the Gleichstellungsbeauftragte by the form."""

from __future__ import annotations

from review_service.service import Service
from tests.api.way import Way
from tests.pages.hands import Hands, Sheet

QUESTION = "Sind die Beratungszeiten für Alleinerziehende gut?"


def opened(hands: Hands, way: Way, name: str = "office") -> Sheet:
    return hands[name].open(f"/entwuerfe/{way.id}/ruecksprache")


def events(way: Way) -> list[str]:
    return [event["type"] for event in way.get("auditor", "/history")["items"]]


def test_group_office_steering_and_the_officer_herself_may_ask(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    for name in ("chair", "management", "office", "steering", "equality"):
        done = opened(hands, way, name).press("ruecksprache", frage=QUESTION)
        assert done.goes_to == f"/entwuerfe/{way.id}?ok=ruecksprache"
    assert events(way).count("Draft.GleichstellungConsulted") == 5


def test_the_passage_goes_along(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    opened(hands, way).press("ruecksprache", frage=QUESTION, absatz=["2"], zitat="von Anfang an")
    asked = way.get("auditor", "/history")["items"][-1]["data"]
    assert [p["exact"] for p in asked["passages"]] == ["Wir nennen Ziele.", "von Anfang an"]
    assert asked["question"] == QUESTION


def test_others_do_not_ask(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    for name in ("beirat-01", "round-table", "conference", "other-chair", "auditor"):
        assert opened(hands, way, name).status == 403


def test_a_question_is_needed(service: Service) -> None:
    hands = Hands(service)
    refused = opened(hands, hands.draft().submit()).press("ruecksprache", frage=" ", absatz=["1"])
    assert refused.status == 422 and 'href="#frage"' in refused.answer.text
    assert refused.values("absatz") == ["1"]


def test_without_an_open_round_nothing_is_asked(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    sheet = opened(hands, way)
    way.withdraw()
    refused = sheet.press("ruecksprache", frage=QUESTION)
    assert refused.status == 409 and refused.value("frage") == QUESTION
    assert "ruecksprache" not in refused.buttons
    assert opened(hands, way, "chair").status == 409


def test_a_question_on_the_old_revision_is_shown_again(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    sheet = opened(hands, way)
    way.withdraw().revise().submit(2)
    again = sheet.press("ruecksprache", frage=QUESTION, absatz=["1"])
    assert again.status == 409 and again.value("frage") == QUESTION
    assert again.values("zitat") == ["Wir fördern Bildung von Anfang an."]
    assert again.press("ruecksprache").goes_to.endswith("?ok=ruecksprache")


def test_a_form_sent_twice_is_one_question(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    sheet = opened(hands, way)
    first, second = (sheet.press("ruecksprache", frage=QUESTION) for _ in range(2))
    assert first.goes_to == second.goes_to
    assert events(way).count("Draft.GleichstellungConsulted") == 1
