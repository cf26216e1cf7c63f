"""Every body in its own words, round by round."""

from __future__ import annotations

from tests.api.way import Way
from tests.pages.hands import Hands, Sheet


def page(hands: Hands, way: Way, query: str = "", name: str = "chair") -> Sheet:
    return hands[name].open(f"/entwuerfe/{way.id}/beratung{query}")


def test_before_the_first_round_there_are_none(hands: Hands) -> None:
    assert "Noch keine Stellungnahmen" in page(hands, hands.draft()).words


def test_a_round_shows_who_said_what_and_who_is_silent(hands: Hands) -> None:
    way = hands.draft().submit()
    assert "Noch hat sich keine Stelle geäußert." in page(hands, way).words
    passage = [{"exact": "Wir nennen Ziele."}]
    way.state("beirat-01", text="Erstens.\n\nZweitens\nund drittens.", passages=passage)
    sheet = page(hands, way)
    assert "Eine Stelle hat sich geäußert." in sheet.words
    assert "Noch nicht geäußert: Integrationsbeiräte Vahrenwald-List, Bothfeld-" in sheet.words
    assert "und Nord; Delegiertenkonferenz der Integrationsbeiräte; Runder Tisch" in sheet.words
    assert (
        '<p dir="auto">Erstens.</p><p dir="auto">Zweitens\nund drittens.</p>' in sheet.answer.text
    )
    assert "„Wir nennen Ziele.“ Absatz 2" in sheet.words
    assert f'/entwuerfe/{way.id}/text?fassung=1&amp;teil=1#absatz-2"' in sheet.answer.text


def test_what_somebody_wrote_never_becomes_markup(hands: Hands) -> None:
    way = hands.draft().submit().state("beirat-01", text='<script>alert("1")</script> **fett**')
    text = page(hands, way).answer.text
    assert "<script>" not in text and "&lt;script&gt;" in text and "**fett**" in text


def test_the_transmission_names_what_it_bundles_and_quotes_minorities(hands: Hands) -> None:
    way = hands.draft().submit().state("beirat-01").state("beirat-02", text="Nein. Zu teuer.")
    quote = {"body": "beirat-02", "text": "Zu teuer."}
    way.state("conference", bundles=["beirat-01", "beirat-02"], minority=[quote])
    said = page(hands, way).words
    first = said.index("Delegiertenkonferenz der Integrationsbeiräte Zustimmend")
    assert first < said.index("Integrationsbeirat Mitte Zustimmend")
    assert "Gebündelte Einschätzungen Integrationsbeirat Mitte" in said
    assert "Minderheitsposition: Integrationsbeirat Vahrenwald-List Zu teuer." in said
    assert "als Minderheitsposition übermittelt" in said


def test_a_bundle_of_nothing_says_so(hands: Hands) -> None:
    way = hands.draft().submit().state("conference")
    assert "Ohne gebündelte Einschätzungen." in page(hands, way).words


def test_an_earlier_statement_stays_beside_the_one_that_replaced_it(hands: Hands) -> None:
    way = hands.draft().submit().state("beirat-01", text="Zuerst nein.", position="ablehnend")
    way.state("beirat-01", text="Jetzt ja.")
    said = page(hands, way).words
    assert said.index("Jetzt ja.") < said.index("Eine andere Äußerung in dieser Runde")
    assert said.index("Eine andere Äußerung") < said.index("Zuerst nein.")
    assert "ersetzt" in said


def test_a_late_statement_says_why_it_does_not_count(hands: Hands) -> None:
    way = hands.draft().submit().give_back().state("beirat-01")
    said = page(hands, way).words
    assert "Zählt nicht: Sie kam nach dem Ende der Beratungsrunde." in said
    assert "Ohne Antwort: Integrationsbeiräte Vahrenwald-List" in said


def test_a_late_word_does_not_hide_the_one_that_counts(hands: Hands) -> None:
    way = hands.draft().submit().state("beirat-01", text="Rechtzeitig.").give_back()
    way.state("beirat-01", text="Zu spät.")
    said = page(hands, way).words
    assert said.index("Rechtzeitig.") < said.index("kam nach dem Ende der Runde")
    assert "Zählt nicht" not in said


def test_a_withdrawn_round_keeps_its_statements_and_says_that_none_counts(hands: Hands) -> None:
    way = hands.draft().submit().state("beirat-01").withdraw()
    said = page(hands, way).words
    assert "Die Einreichung wurde zurückgezogen: „Wir haben einen Fehler gefunden.“" in said
    assert "Zählt nicht: Die Einreichung ist zurückgezogen." in said
    assert "Ohne Antwort" not in said


def test_each_round_has_its_own_page_and_the_last_one_comes_first(hands: Hands) -> None:
    way = hands.draft().submit().state("beirat-01", text="In der ersten.").give_back()
    way.revise(answers=[{"vorgabe": 1, "outcome": "erfuellt"}]).submit(2)
    way.state("beirat-01", 2, text="In der zweiten.")
    assert "In der zweiten." in page(hands, way).words
    assert "In der ersten." not in page(hands, way).words
    first = page(hands, way, "?runde=1")
    assert "1. Beratungsrunde zu Fassung 1" in first.words and "In der ersten." in first.words
    assert page(hands, way, "?runde=3").status == 404
    assert page(hands, way, "?runde=x").status == 404


def test_a_question_to_gleichstellung_is_shown_and_the_one_without_words_is_not(
    hands: Hands,
) -> None:
    way = hands.draft(equality_relevant=True).submit()
    assert "Bitte um Rücksprache" not in page(hands, way).words
    way.post("office", "consultation", question="Reicht Absatz 2?")
    assert "Bitte um Rücksprache mit der Gleichstellungsbeauftragten" in page(hands, way).words
    assert "Reicht Absatz 2?" in page(hands, way).words
