"""Giving a statement by its form: Beirat, Runder Tisch, Gleichstellungsbeauftragte."""

from __future__ import annotations

from typing import Any

import pytest

from domain.gremium import Role
from review_service.service import Service
from tests.api.way import SECOND, Way
from tests.pages.hands import Hands, Sheet

POSITION = {"haltung": "bedenken", "text": "Wir haben Bedenken.\nDie Kosten fehlen."}
TWICE = "Wir fördern.\n\nWir fördern.\n\nWir nennen Ziele.\n"


def opened(hands: Hands, way: Way, name: str = "beirat-01") -> Sheet:
    return hands[name].open(f"/entwuerfe/{way.id}/stellungnahme")


def last(way: Way) -> Any:
    return way.get("auditor", "/statements")["items"][-1]


def test_a_beirat_gives_its_statement(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    done = opened(hands, way).press("stellungnahme", **POSITION)
    assert done.goes_to == f"/entwuerfe/{way.id}?ok=einschaetzung"
    said = last(way)
    assert (said["body"], said["position"], said["counts"]) == ("beirat-01", "bedenken", True)
    assert said["text"] == POSITION["text"]


def test_passages_are_paragraphs_by_number_and_pasted_words(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    opened(hands, way).press("stellungnahme", **POSITION, absatz=["2"], zitat=["von Anfang an"])
    exact = [passage["exact"] for passage in last(way)["passages"]]
    assert exact == ["Wir nennen Ziele.", "von Anfang an"]


def test_a_paragraph_that_recurs_is_meant_by_its_number(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft(text=TWICE).submit()
    opened(hands, way).press("stellungnahme", **POSITION, absatz=["2"])
    assert last(way)["passages"][0]["start"] == TWICE.index("Wir fördern.", 1)


def test_words_that_are_not_in_the_text_are_named_and_nothing_is_lost(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    refused = opened(hands, way).press(
        "stellungnahme", **POSITION, absatz=["1"], zitat=["von Anfang an", "steht nicht da"]
    )
    assert refused.status == 422 and 'href="#zitat-2"' in refused.answer.text
    assert refused.values("zitat") == ["von Anfang an", "steht nicht da"]
    assert refused.values("absatz") == ["1"] and refused.value("haltung") == "bedenken"
    assert way.get("auditor", "/statements")["items"] == []


@pytest.mark.parametrize(
    "marked",
    [
        {"zitat": [f"steht nicht da {number}" for number in range(4900)]},
        {"zitat": ["von Anfang an"] * 101},
        {"absatz": [str(number) for number in range(1, 4900)]},
        {"absatz": [",".join(map(str, range(1, 100_000)))]},
        {"absatz": ["1", "2"], "zitat": ["von Anfang an"] * 99},
    ],
)
def test_more_places_than_one_request_names_are_not_looked_for(
    service: Service, marked: dict[str, list[str]]
) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    refused = opened(hands, way).press("stellungnahme", **POSITION, **marked)
    assert refused.status == 422
    said = refused.words.count("Markieren Sie höchstens 100 Stellen auf einmal.")
    assert said == 2  # above the form, and at its field
    assert "kommt in dieser Fassung nicht vor" not in refused.words
    assert way.get("auditor", "/statements")["items"] == []


def test_a_hundred_places_are_looked_for(service: Service) -> None:
    hands = Hands(service)
    text = "\n\n".join(f"Absatz Nummer {number}." for number in range(1, 121))
    way = hands.draft(text=text).submit()
    opened(hands, way).press(
        "stellungnahme", **POSITION, absatz=[",".join(map(str, range(1, 101)))]
    )
    assert len(last(way)["passages"]) == 100


def test_words_that_recur_are_asked_for_more(service: Service) -> None:
    hands = Hands(service)
    refused = opened(hands, hands.draft(text=TWICE).submit()).press(
        "stellungnahme", **POSITION, zitat="Wir fördern."
    )
    assert refused.status == 422 and "steht mehrmals in dieser Fassung" in refused.words


def test_one_more_quote_has_its_field(service: Service) -> None:
    hands = Hands(service)
    sheet = opened(hands, hands.draft().submit()).press("weitere-stelle", **POSITION, zitat="Ziele")
    assert sheet.status == 200 and sheet.values("zitat") == ["Ziele", ""]
    assert sheet.value("text") == "Wir haben Bedenken.\r\nDie Kosten fehlen."


def test_position_and_words_are_needed(service: Service) -> None:
    hands = Hands(service)
    refused = opened(hands, hands.draft().submit()).press("stellungnahme")
    assert refused.status == 422
    assert 'href="#haltung"' in refused.answer.text and 'href="#text"' in refused.answer.text


def test_nobody_speaks_for_another_body(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    assert opened(hands, way).press("stellungnahme", **POSITION, fuer="beirat-02").status == 403
    for name in ("chair", "steering", "conference", "office"):
        assert opened(hands, way, name).status == 403
    assert way.get("auditor", "/statements")["items"] == []


def test_a_form_sent_twice_is_one_statement(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    sheet = opened(hands, way)
    assert (
        sheet.press("stellungnahme", **POSITION).goes_to
        == sheet.press("stellungnahme", **POSITION).goes_to
    )
    assert len(way.get("auditor", "/statements")["items"]) == 1


def test_a_statement_on_the_old_revision_is_asked_about_with_its_words_kept(
    service: Service,
) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    sheet = opened(hands, way)
    way.withdraw().revise().submit(2)
    again = sheet.press("stellungnahme", **POSITION, absatz=["1"], zitat="Ziele")
    assert again.status == 409 and "Inzwischen gilt Fassung 2" in again.words
    assert again.value("text") == "Wir haben Bedenken.\r\nDie Kosten fehlen."
    assert again.values("absatz") == []  # its number may mean another paragraph now
    assert again.values("zitat") == ["Wir fördern Bildung von Anfang an.", "Ziele"]
    assert again.press("stellungnahme").goes_to.endswith("?ok=einschaetzung")
    assert (last(way)["revision"], last(way)["counts"]) == (2, True)


def test_a_statement_after_the_decision_is_taken_and_said_not_to_count(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit().give_back()
    sheet = opened(hands, way)
    assert "Sie zählt nicht mehr." in sheet.words
    assert sheet.press("stellungnahme", **POSITION).goes_to.endswith("?ok=zaehlt-nicht")
    assert last(way)["counts"] is False


def test_the_form_opens_with_what_was_said_in_this_round(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    opened(hands, way).press("stellungnahme", **POSITION, absatz=["2"], zitat="von Anfang an")
    sheet = opened(hands, way)
    assert "Was Sie jetzt abgeben, ersetzt Ihre bisherige Einschätzung" in sheet.words
    assert sheet.value("haltung") == "bedenken"
    assert (sheet.values("absatz"), sheet.values("zitat")) == (["2"], ["von Anfang an"])


def test_a_beirat_is_told_that_the_bundle_was_transmitted(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit().state("conference")
    sheet = opened(hands, way)
    assert "Die Delegiertenkonferenz hat schon übermittelt." in sheet.words
    sheet.press("stellungnahme", **POSITION)
    assert last(way)["after_transmission"] is True


def test_who_sits_in_two_bodies_is_asked_for_which_one(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    both = hands.with_seats("both", ("beirat-03", Role.MEMBER), ("beirat-04", Role.MEMBER))
    refused = both.open(f"/entwuerfe/{way.id}/stellungnahme").press("stellungnahme", **POSITION)
    assert refused.status == 422 and "für wen Sie sprechen" in refused.words
    assert refused.press("stellungnahme", fuer="beirat-04").status == 303
    assert last(way)["body"] == "beirat-04"


def test_the_round_table_states(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    assert opened(hands, way, "round-table").press("stellungnahme", **POSITION).status == 303
    assert last(way)["body"] == "runder-tisch"


def test_the_equality_officer_sees_the_question_and_may_leave_her_position_open(
    service: Service,
) -> None:
    hands = Hands(service)
    way = hands.draft(equality_relevant=True).submit()
    way.post("office", "consultation", question="Sind die Zeiten gut?")
    sheet = opened(hands, way, "equality")
    assert "Sind die Zeiten gut?" in sheet.words and "Mit der Einreichung" in sheet.words
    assert sheet.press("stellungnahme", text="Die Zeiten sind gut.").status == 303
    assert (last(way)["body"], last(way)["position"]) == ("gleichstellung", None)


def test_she_is_not_asked_where_she_is_not_consulted(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    sheet = opened(hands, way, "equality")
    assert sheet.status == 409 and "nicht beteiligt" in sheet.words


def test_a_draft_that_was_never_submitted_is_not_there(service: Service) -> None:
    hands = Hands(service)
    assert opened(hands, hands.draft()).status == 404


def test_marks_in_other_parts_of_a_long_text_travel_along(service: Service) -> None:
    hands = Hands(service)
    text = "\n\n".join(f"Satz {number}." for number in range(1, 451))
    way = hands.draft(text=text).submit()
    sheet = opened(hands, way).press("teil-2", **POSITION, absatz=["7"])
    assert "Absätze 121 bis 240" in sheet.words and "Markiert ist auch Absatz 7." in sheet.words
    sheet = sheet.press("teil-3", absatz=["7", "150"])
    assert "Sie sehen die Absätze 241 bis 360." in sheet.words
    sheet.press("stellungnahme", absatz=[*sheet.values("absatz"), "300"])
    exact = [passage["exact"] for passage in last(way)["passages"]]
    assert exact == ["Satz 7.", "Satz 150.", "Satz 300."]


def test_the_text_shown_is_that_of_the_submitted_revision(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit().give_back().revise(text=SECOND)
    assert "und Kosten" not in opened(hands, way).words


def again(hands: Hands) -> Way:
    """A second round, for a Beirat that pointed at a passage in the first."""
    way = hands.draft().submit()
    opened(hands, way).press("stellungnahme", **POSITION, absatz=["2"])
    quotes = [{"exact": "Wir nennen Ziele."}]
    way.hear_all().give_back(1, {"text": "Kosten nennen", "passages": quotes}, {"text": "Kürzer."})
    answers = [
        {"vorgabe": 1, "outcome": "erfuellt", "reason": ""},
        {"vorgabe": 2, "outcome": "abgelehnt", "reason": "Es ist kurz."},
    ]
    return way.revise(1, answers=answers).submit(2)


def test_in_a_later_round_the_form_says_what_became_of_the_earlier_statement(
    service: Service,
) -> None:
    hands = Hands(service)
    way = again(hands)
    sheet = opened(hands, way)
    for words in (
        "Seit Ihrer Einschätzung", "Die Kosten fehlen.", "„Wir nennen Ziele.“",
        "„Wir nennen Ziele und Kosten.“", "Vorgabe 1: Kosten nennen", "Erfüllt in Fassung 2",
        "Änderungen von Fassung 1 zu 2 lesen",
    ):  # fmt: skip
        assert words in sheet.answer.text, words
    assert "Vorgabe 2: Kürzer." not in sheet.answer.text, "it points at none of its passages"
    assert sheet.value("text") == "" and sheet.values("absatz") == []
    assert "Seit Ihrer" not in opened(hands, way, "beirat-02").answer.text


def test_own_words_are_taken_over_on_request_and_no_word_is_lost(service: Service) -> None:
    hands = Hands(service)
    way = again(hands)
    taken = opened(hands, way).press("eigene-worte-beirat-01", text="Neu.")
    words = POSITION["text"].replace("\n", "\r\n")
    assert taken.status == 200 and taken.value("text") == f"Neu.\r\n\r\n{words}"
    assert taken.value("haltung") == "bedenken" and taken.values("zitat") == ["Wir nennen Ziele."]
    assert len(way.get("auditor", "/statements")["items"]) == 3


def test_own_words_are_not_offered_to_whoever_said_nothing(service: Service) -> None:
    hands = Hands(service)
    way = again(hands)
    buttons = opened(hands, way, "beirat-02").buttons
    assert not any(button.startswith("eigene-worte") for button in buttons)
    assert "eigene-worte-beirat-01" in opened(hands, way).buttons


def test_after_the_act_the_page_says_when_leads_to_it_and_names_the_next_task(
    service: Service,
) -> None:
    hands = Hands(service)
    way, other = hands.draft().submit(), hands.draft(title="Leitbild Kultur").submit()
    person = hands["beirat-01"]
    after = person.open(opened(hands, way).press("stellungnahme", **POSITION).goes_to).answer.text
    assert "Ihre Einschätzung ist abgegeben." in after
    assert f'href="/entwuerfe/{way.id}/verlauf">Im Verlauf ansehen' in after
    assert "Ihre nächste Aufgabe" in after and f"/entwuerfe/{other.id}" in after
    assert "nächste Aufgabe" not in person.open(f"/entwuerfe/{way.id}").answer.text
    done = opened(hands, other).press("stellungnahme", **POSITION).goes_to
    assert "Sie haben zurzeit keine weitere Aufgabe." in person.open(done).answer.text


def test_what_is_put_aside_is_no_act_in_the_verlauf(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    aside = opened(hands, way).press("zwischenspeichern", **POSITION).goes_to
    page = hands["beirat-01"].open(aside).answer.text
    assert "Ihr Text ist gespeichert" in page and "Im Verlauf ansehen" not in page


def test_each_marked_passage_has_a_remark_of_its_own(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    marked = {"absatz": ["2"], "bemerkung_2": "Welche Ziele?", "bemerkung_1": "Nicht angehakt."}
    quoted = {"zitat": ["von Anfang an"], "zitat_bemerkung": ["Ab wann genau?"]}
    opened(hands, way).press("stellungnahme", **POSITION, **marked, **quoted)
    assert [(one["exact"], one["remark"]) for one in last(way)["passages"]] == [
        ("Wir nennen Ziele.", "Welche Ziele?"), ("von Anfang an", "Ab wann genau?"),
    ]  # fmt: skip
    again = opened(hands, way)
    assert again.value("bemerkung-2") == "Welche Ziele?"
    assert again.values("zitat-bemerkung") == ["Ab wann genau?"]
    for page in ("beratung", "beratung?ansicht=absaetze", "text"):
        shown = hands["auditor"].open(f"/entwuerfe/{way.id}/{page}")
        assert "Welche Ziele?" in shown.answer.text and "Ab wann genau?" in shown.answer.text, page
        assert "Nicht angehakt" not in shown.answer.text
    told = hands["auditor"].open(f"/entwuerfe/{way.id}/verlauf").answer.text
    assert "Zwei Stellen haben eine eigene Bemerkung." in told
    bundle = hands["conference"].open(f"/entwuerfe/{way.id}/buendelung")
    assert "Ab wann genau?" in bundle.answer.text


def test_remarks_go_along_to_another_revision(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    sheet = opened(hands, way)
    way.withdraw().revise().submit(2)
    again = sheet.press("stellungnahme", **POSITION, absatz=["1"], bemerkung_1="Gut so.")
    assert again.status == 409 and again.values("zitat-bemerkung") == ["Gut so."]
    assert again.press("stellungnahme").goes_to.endswith("?ok=einschaetzung")
    assert last(way)["passages"][0]["remark"] == "Gut so."


def test_a_remark_that_is_too_long_is_named_at_its_passage(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    refused = opened(hands, way).press(
        "stellungnahme", **POSITION, zitat=["Ziele"], zitat_bemerkung=["x" * 100_001]
    )
    assert refused.status == 422 and 'href="#zitat-1"' in refused.answer.text
    assert "Bemerkung dazu ist zu lang" in refused.words


def test_who_speaks_for_two_bodies_reads_of_each_and_takes_the_words_of_one(
    service: Service,
) -> None:
    hands = Hands(service)
    both = hands.with_seats("both", ("beirat-01", Role.MEMBER), ("beirat-02", Role.MEMBER))
    way = again(hands)
    sheet = both.open(f"/entwuerfe/{way.id}/stellungnahme")
    name = "Integrationsbeirat"
    assert f"Seit Ihrer Einschätzung für {name}" in sheet.answer.text
    taken = sheet.press("eigene-worte-beirat-01")
    assert taken.value("text") == POSITION["text"].replace("\n", "\r\n")
    assert taken.press("stellungnahme", zitat="").status == 303
    assert last(way)["body"] == "beirat-01"
    rest = both.open(f"/entwuerfe/{way.id}/stellungnahme").buttons
    assert "eigene-worte-beirat-01" not in rest
    refused = sheet.press("eigene-worte-beirat-03")
    assert refused.status == 422
