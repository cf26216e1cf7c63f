"""Bundling the Beiräte's assessments by its form."""

from __future__ import annotations

from typing import Any

from review_service.service import Service
from tests.api.way import Way
from tests.pages.hands import Hands, Sheet

JOINT = {"haltung": "zustimmend", "text": "Wir stimmen zu."}


def opened(hands: Hands, way: Way, name: str = "conference") -> Sheet:
    return hands[name].open(f"/entwuerfe/{way.id}/buendelung")


def heard(hands: Hands) -> Way:
    way = hands.draft().submit()
    way.state("beirat-01", text="Die Mittel reichen bis Oktober.\nSo nicht.", position="bedenken")
    return way.state("beirat-02")


def last(way: Way) -> Any:
    return way.get("auditor", "/statements")["items"][-1]


def test_the_conference_bundles_named_statements(service: Service) -> None:
    hands = Hands(service)
    way = heard(hands)
    done = opened(hands, way).press("buendelung", **JOINT, buendeln=["beirat-01", "beirat-02"])
    assert done.goes_to == f"/entwuerfe/{way.id}?ok=buendelung"
    assert [bundled["body"] for bundled in last(way)["bundles"]] == ["beirat-01", "beirat-02"]


def test_all_eleven_are_named_and_who_is_not_taken_up_is_said_to_be_shown(
    service: Service,
) -> None:
    hands = Hands(service)
    words = opened(hands, heard(hands)).words
    assert "als „nicht aufgenommen“ gezeigt" in words
    assert "Die Mittel reichen bis Oktober." in words
    assert words.count("Integrationsbeirat ") >= 11 and "2 von 11" in words


def test_a_minority_position_is_kept_in_its_own_words(service: Service) -> None:
    hands = Hands(service)
    way = heard(hands)
    opened(hands, way).press(
        "buendelung", **JOINT, buendeln=["beirat-01"],
        minderheit_beirat_01="Die Mittel reichen bis Oktober.",
    )  # fmt: skip
    assert last(way)["minority"] == [
        {"body": "beirat-01", "text": "Die Mittel reichen bis Oktober."}
    ]


def test_other_words_than_the_beirats_are_refused_at_their_field(service: Service) -> None:
    hands = Hands(service)
    refused = opened(hands, heard(hands)).press(
        "buendelung", **JOINT, buendeln=["beirat-01"], minderheit_beirat_01="Es reicht nicht."
    )
    assert refused.status == 422 and 'href="#minderheit-beirat-01"' in refused.answer.text
    assert refused.value("minderheit-beirat-01") == "Es reicht nicht."
    assert refused.values("buendeln") == ["beirat-01"]


def test_a_minority_position_without_its_statement_is_refused(service: Service) -> None:
    hands = Hands(service)
    refused = opened(hands, heard(hands)).press(
        "buendelung", **JOINT, minderheit_beirat_01="So nicht."
    )
    assert refused.status == 422 and "Nehmen Sie die Einschätzung in die Bündelung auf" in (
        refused.words
    )
    assert refused.value("minderheit-beirat-01") == "So nicht."


def test_a_statement_that_changed_is_not_bundled_unread(service: Service) -> None:
    hands = Hands(service)
    way = heard(hands)
    sheet = opened(hands, way)
    way.state("beirat-01", text="Wir sind doch einverstanden.")
    again = sheet.press("buendelung", **JOINT, buendeln=["beirat-01"])
    assert again.status == 422 and "hat sich inzwischen geändert" in again.words
    assert "Wir sind doch einverstanden." in again.words
    assert again.press("buendelung").goes_to.endswith("?ok=buendelung")


def test_what_was_written_on_an_older_revision_is_asked_about(service: Service) -> None:
    hands = Hands(service)
    way = heard(hands)
    sheet = opened(hands, way)
    way.withdraw().revise().submit(2)
    again = sheet.press("buendelung", **JOINT, buendeln=["beirat-01"])
    assert again.status == 409 and again.value("text") == "Wir stimmen zu."
    assert again.press("buendelung").goes_to.endswith("?ok=buendelung")
    assert (last(way)["revision"], last(way)["bundles"]) == (2, [])


def test_nobody_else_bundles(service: Service) -> None:
    hands = Hands(service)
    way = heard(hands)
    for name in ("beirat-01", "chair", "steering", "round-table"):
        assert opened(hands, way, name).status == 403


def test_a_form_sent_twice_is_one_transmission(service: Service) -> None:
    hands = Hands(service)
    way = heard(hands)
    sheet = opened(hands, way)
    first, second = (sheet.press("buendelung", **JOINT) for _ in range(2))
    assert first.goes_to == second.goes_to
    assert len(way.get("auditor", "/statements")["items"]) == 3


def test_the_form_opens_with_what_was_transmitted(service: Service) -> None:
    hands = Hands(service)
    way = heard(hands)
    opened(hands, way).press(
        "buendelung", **JOINT, buendeln=["beirat-01"], minderheit_beirat_01="So nicht.",
        absatz=["1"],
    )  # fmt: skip
    sheet = opened(hands, way)
    assert sheet.value("text") == "Wir stimmen zu." and sheet.values("buendeln") == ["beirat-01"]
    assert sheet.value("minderheit-beirat-01") == "So nicht." and sheet.values("absatz") == ["1"]


def test_after_the_round_the_form_says_that_it_no_longer_counts(service: Service) -> None:
    hands = Hands(service)
    way = heard(hands).give_back()
    sheet = opened(hands, way)
    assert "kann keine Einschätzungen bündeln" in sheet.words
    assert sheet.press("buendelung", **JOINT).goes_to.endswith("?ok=zaehlt-nicht")


def test_all_are_taken_up_by_one_button_and_nothing_is_recorded(service: Service) -> None:
    hands = Hands(service)
    way = heard(hands)
    ticked = opened(hands, way).press("alle", **JOINT)
    assert ticked.status == 200 and ticked.values("buendeln") == ["beirat-01", "beirat-02"]
    assert ticked.value("text") == JOINT["text"] and last(way)["body"] == "beirat-02"


def test_all_are_taken_up_but_one_that_changed_is_not_bundled_unread(service: Service) -> None:
    hands = Hands(service)
    way = heard(hands)
    sheet = opened(hands, way).press("alle", **JOINT)
    way.state("beirat-01", text="Wir sind doch einverstanden.")
    assert sheet.press("buendelung").status == 422


def test_a_beirats_words_are_taken_over_as_its_minority_position(service: Service) -> None:
    hands = Hands(service)
    way = heard(hands)
    taken = opened(hands, way).press("worte-uebernehmen-beirat-01", **JOINT)
    words = "Die Mittel reichen bis Oktober.\r\nSo nicht."
    assert (taken.value("minderheit-beirat-01"), taken.values("buendeln")) == (words, ["beirat-01"])
    assert taken.press("buendelung").goes_to.endswith("?ok=buendelung")
    [minority] = last(way)["minority"]
    assert minority["body"] == "beirat-01"
