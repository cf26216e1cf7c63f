"""One draft's page: where it stands, who says what, its way, its Vorgaben, its text."""

from __future__ import annotations

import re

import pytest

from domain.text.normalise import sha256_of
from tests.api.way import TEXT, Way
from tests.pages.hands import Hands, Sheet

PASSAGE = "Wir fördern Bildung von Anfang an."


def page(hands: Hands, way: Way, name: str = "beirat-01", room: str = "", **query: object) -> Sheet:
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    sheet = hands[name].open(f"/entwuerfe/{way.id}{room}" + (f"?{asked}" if asked else ""))
    assert sheet.status == 200
    return sheet


def said_by(sheet: Sheet, body: str) -> str:
    """What the page says of a body in the last round, tags taken out."""
    rows = (row.rpartition("<li>")[2] for row in sheet.answer.text.split("</li>"))
    row = next(row for row in rows if f"<bdi>{body}</bdi>" in row)
    return " ".join(re.sub(r"<[^>]+>", " ", row).split())


def test_an_open_round_says_what_is_open_and_who_was_heard(hands: Hands) -> None:
    way = hands.draft().submit().state("beirat-01", position="bedenken")
    said = page(hands, way).words
    assert "Zwei Punkte sind noch offen" in said
    assert "1 von 13 Stellen hat sich zu Fassung 1 geäußert: 1 mit Bedenken." in said
    assert "Das steht noch aus" in said
    assert "Delegiertenkonferenz der Integrationsbeiräte: zu Fassung 1 noch nicht gehört." in said


def test_where_nothing_is_open_the_page_says_so_and_not_that_it_is_konsensfaehig(
    hands: Hands,
) -> None:
    way = hands.draft().submit().state("beirat-01", position="ablehnend").hear_all()
    said = page(hands, way).words
    assert "Nichts steht mehr aus" in said and "Das steht noch aus" not in said
    assert "konsensfähig" not in said.lower()


def test_a_member_who_may_not_act_is_told_who_does_and_what_is_left(hands: Hands) -> None:
    way = hands.draft()
    who = "Am Text Ihrer Expert*innengruppe schreibt: Vorsitz oder Geschäftsführung."
    assert who in page(hands, way, "member").words and who not in page(hands, way, "chair").words
    way.submit()
    assert who not in page(hands, way, "member").words
    decides = "Über den Entwurf entscheidet für die Lenkungsgruppe: Vorsitz oder Büro."
    said = page(hands, way, "steering-member").words
    assert f"{decides} Sie können um Rücksprache" in said
    for name in ("steering", "beirat-01", "office", "auditor"):
        assert "entscheidet für die" not in page(hands, way, name).words
    refused = hands["steering-member"].open(f"/entwuerfe/{way.id}/entscheidung")
    assert refused.status == 403 and "entscheidet nur die Lenkungsgruppe." in refused.words
    assert f'href="/entwuerfe/{way.id}"' in refused.answer.text


def test_before_the_first_submission_the_group_is_told_who_sees_it(hands: Hands) -> None:
    said = page(hands, hands.draft(), "chair").words
    assert "Noch nicht eingereicht" in said
    assert "nur die Expert*innengruppe, die Geschäftsstelle und die Rechnungsprüfung" in said
    assert "Wer sagt was?" not in said


def test_a_returned_draft_says_what_is_unanswered(hands: Hands) -> None:
    demands = ({"text": "Kosten nennen"}, {"text": "Ziele nennen", "binding": False})
    way = hands.draft().submit().state("round-table").give_back(1, *demands)
    said = page(hands, way).words
    assert "Mit zwei Vorgaben zurückgegeben" in said
    assert "Die Antworten der Expert*innengruppe stehen noch aus." in said
    assert "Das war bei der Entscheidung offen" in said
    asked = page(hands, way, room="/beratung", ansicht="vorgaben").words
    assert "Verbindlich" in asked and "Empfehlung" in asked and "Prüfung" not in asked
    way.revise(answers=[{"vorgabe": 1, "outcome": "erfuellt"}])
    assert "Noch nicht beantwortet: Vorgabe 2." in page(hands, way, "chair").words
    assert "Die Antworten der Expert*innengruppe stehen noch aus." in page(hands, way).words


def test_every_answer_to_a_vorgabe_is_shown_the_last_one_first(hands: Hands) -> None:
    way = hands.draft().submit().give_back()
    way.revise(answers=[{"vorgabe": 1, "outcome": "abgelehnt", "reason": "Zu früh."}])
    way.revise(base=2, text="Neu", answers=[{"vorgabe": 1, "outcome": "erfuellt"}])
    said = page(hands, way, "chair", "/beratung", ansicht="vorgaben").words
    assert "Antwort in Fassung 2: Abgelehnt Zu früh." in said
    assert said.index("in Fassung 3 vom") < said.index("Antwort in Fassung 2")


def test_an_accepted_draft_says_why_despite_open_points(hands: Hands) -> None:
    way = hands.draft().submit().accept(despite="Der Rat wartet.")
    said = page(hands, way).words
    assert "angenommen" in said
    assert "Zwei Punkte waren noch offen." in said and "Begründung: „Der Rat wartet.“" in said
    assert "Das war bei der Entscheidung offen" in said


def test_a_withdrawn_submission_says_why_and_that_statements_no_longer_count(hands: Hands) -> None:
    way = hands.draft().submit().state("beirat-01").withdraw()
    sheet = page(hands, way)
    assert "Die Einreichung ist zurückgezogen" in sheet.words
    assert "Grund: „Wir haben einen Fehler gefunden.“" in sheet.words
    withdrawn = "Mitte Zählt nicht, Einreichung zurückgezogen Zustimmend (Fassung 1)"
    assert said_by(sheet, "Mitte") == withdrawn
    assert "Das steht noch aus" not in sheet.words


def test_the_matrix_says_what_became_of_each_beirats_statement(hands: Hands) -> None:
    way = hands.draft().submit()
    way.state("beirat-01", position="bedenken").state("beirat-02", position="ablehnend")
    quote = {"body": "beirat-02", "text": "Wir stimmen zu."}
    way.state("conference", bundles=["beirat-02"], minority=[quote])
    sheet = page(hands, way)
    assert said_by(sheet, "Mitte") == "Mitte Bedenken nicht aufgenommen"
    assert said_by(sheet, "Vahrenwald-List").endswith("als Minderheitsposition übermittelt")
    assert said_by(sheet, "Nord") == "Nord Wird erwartet"
    assert said_by(sheet, "Delegiertenkonferenz der Integrationsbeiräte").endswith(
        "Zustimmend bündelt eine Einschätzung"
    )
    assert said_by(sheet, "Gleichstellungsbeauftragte").endswith("Nicht beteiligt")
    way.state("beirat-01")
    late = said_by(page(hands, way), "Mitte")
    assert late == "Mitte Zustimmend nach der Übermittlung, nicht aufgenommen"


def test_the_matrix_says_why_a_statement_does_not_count(hands: Hands) -> None:
    way = hands.draft().submit().state("beirat-01").give_back()
    way.state("beirat-02", position="bedenken")
    late = said_by(page(hands, way), "Vahrenwald-List")
    assert "Keine Antwort" in late and "zählt nicht, kam nach dem Ende der Runde" in late
    way.revise(answers=[{"vorgabe": 1, "outcome": "erfuellt"}]).submit(2)
    earlier = said_by(page(hands, way), "Mitte")
    assert earlier == "Mitte Wird erwartet Zustimmend (Fassung 1, frühere Runde)"


def test_the_last_three_steps_are_told_the_newest_first(hands: Hands) -> None:
    way = hands.draft().submit().state("beirat-01").give_back()
    steps = [
        "Mit einer Vorgabe zurückgegeben Vorgabe 1",
        "Fassung 1 eingereicht 1. Runde · 1 von 13 Stellen gehört",
        "Entwurf angelegt",
    ]
    said = page(hands, way).words
    places = [said.index(step) for step in steps]
    assert places == sorted(places)
    way.revise(answers=[{"vorgabe": 1, "outcome": "erfuellt"}]).submit(2).withdraw()
    said = page(hands, way).words
    assert said.index("Einreichung zurückgezogen") < said.index("Fassung 2 eingereicht 2. Runde")
    assert "Entwurf angelegt" not in said and "Fassung 1 eingereicht" not in said


def test_the_text_is_numbered_and_passages_are_marked_with_who_spoke_of_them(
    hands: Hands,
) -> None:
    passage = [{"exact": PASSAGE, "prefix": "", "suffix": ""}]
    demand = {"text": "Ziele zählen", "passage": {"exact": "Ziele"}}
    way = hands.draft().submit().state("beirat-01", passages=passage).give_back(1, demand)
    text = page(hands, way, room="/text").answer.text
    assert '<div class="absatz" id="absatz-1">' in text and "absatz-3" not in text
    assert f'<mark class="stelle">{PASSAGE}</mark>' in text
    assert 'Wir nennen <mark class="stelle stelle--vorgabe">Ziele</mark>.' in text
    assert "Integrationsbeirat Mitte</a>" in text and "„Wir stimmen zu.“" in text
    there = f"/entwuerfe/{way.id}/beratung?ansicht=vorgaben#vorgabe-1"
    assert f'<a href="{there}">Vorgabe 1</a>' in text
    way.revise(answers=[{"vorgabe": 1, "outcome": "erfuellt"}])
    later = page(hands, way, "chair", "/text").answer.text
    assert '<mark class="stelle stelle--vorgabe">Ziele</mark> und Kosten' in later
    assert f'<mark class="stelle">{PASSAGE}</mark>' in later


def test_an_earlier_revision_can_be_read_and_a_later_one_only_by_its_group(hands: Hands) -> None:
    way = hands.draft().submit().give_back()
    way.revise(answers=[{"vorgabe": 1, "outcome": "erfuellt"}])
    earlier = page(hands, way, "chair", "/text", fassung=1)
    assert "Text der Fassung 1" in earlier.words and "eine frühere Fassung" in earlier.words
    assert "und Kosten" not in earlier.words
    assert hands["beirat-01"].open(f"/entwuerfe/{way.id}/text?fassung=2").status == 404
    assert hands["chair"].open(f"/entwuerfe/{way.id}/text?fassung=3").status == 404


def test_a_print_ends_with_revision_sum_and_address(hands: Hands) -> None:
    way = hands.draft().submit()
    text = page(hands, way).answer.text
    foot = text[text.index('class="rahmen druckfuss"') : text.index('class="fuss"')]
    assert f"Fassung 1 · sha256 {sha256_of(TEXT)[:16]}<" in foot
    assert f"/entwuerfe/{way.id}" in foot


def test_a_long_text_is_shown_in_parts(hands: Hands) -> None:
    way = hands.draft(text="\n\n".join(f"Satz Nummer {n}." for n in range(1, 301))).submit()
    first = page(hands, way, room="/text")
    assert "Teil 1 von 3 Der nächste Teil: Teil 2" in first.words
    assert "Satz Nummer 120." in first.words and "Satz Nummer 121." not in first.words
    labels = re.findall(r'<nav class="blaettern" aria-label="([^"]+)"', first.answer.text)
    assert len(labels) == len({*labels}) == 2
    last = page(hands, way, room="/text", fassung=1, teil=3)
    assert "Satz Nummer 241." in last.words and 'id="absatz-300"' in last.answer.text
    assert "Satz Nummer 300." in page(hands, way, room="/text", teil=99).words
    assert "Satz Nummer 150." in page(hands, way, room="/text", absatz=150).words


def test_a_number_that_is_none_leads_to_the_text(hands: Hands) -> None:
    way = hands.draft().submit()
    for typed, goes_to in (("2", "&absatz=2#absatz-2"), ("zwei", "#text"), ("", "#text")):
        sheet = hands["beirat-01"].open(f"/entwuerfe/{way.id}/text/absatz?fassung=1&nummer={typed}")
        assert sheet.goes_to == f"/entwuerfe/{way.id}/text?fassung=1{goes_to}"


def test_remarks_may_be_chosen_by_round_body_and_what_is_open(hands: Hands) -> None:
    passage = [{"exact": PASSAGE, "prefix": "", "suffix": ""}]
    demand = {"text": "Ziele zählen", "passage": {"exact": "Ziele"}}
    way = hands.draft().submit().state("beirat-01", passages=passage)
    way.state("beirat-02", position="ablehnend", passages=passage).give_back(1, demand)

    def marks(**query: object) -> int:
        return page(hands, way, room="/text", **query).answer.text.count('id="stelle-')

    assert marks() == 3 and marks(runde=1) == 3 and marks(runde=2) == 0
    assert marks(von="beirat-01") == 1 and marks(von="lenkungsgruppe") == 1
    assert marks(offen="ja") == 2 and marks(offen="ja", von="beirat-01") == 0
    assert marks(runde="", von="", offen="") == 3


def test_words_are_searched(hands: Hands) -> None:
    way = hands.draft().submit()
    assert "Eine Stelle mit „ziele“" in page(hands, way, room="/text", suche="ziele").words
    assert "„Quatsch“ steht nicht" in page(hands, way, room="/text", suche="Quatsch").words


OFFERS = {
    "chair": {"einreichen": "Fassung 1 einreichen", "ueberarbeiten": "Überarbeiten"},
    "management": {"ueberarbeiten": "Überarbeiten"},
    "office": {},
    "auditor": {},
}


@pytest.mark.parametrize("name", OFFERS)
def test_while_it_is_written_the_page_offers_what_each_may_do(hands: Hands, name: str) -> None:
    assert offered(hands, hands.draft(), name) == OFFERS[name]


def offered(hands: Hands, way: Way, name: str) -> dict[str, str]:
    text = page(hands, way, name).answer.text
    buttons = rf'href="/entwuerfe/{way.id}/([a-z]+)"><span class="kern-label">([^<]+)</span>'
    return dict(re.findall(buttons, text))


def test_in_a_round_each_is_offered_its_own_part(hands: Hands) -> None:
    way = hands.draft().submit()
    asks = "Rücksprache mit der Gleichstellungsbeauftragten"
    assert offered(hands, way, "chair") == {
        "ruecksprache": asks,
        "zurueckziehen": "Einreichung zurückziehen",
    }
    assert offered(hands, way, "beirat-01") == {"stellungnahme": "Einschätzung abgeben"}
    assert offered(hands, way, "round-table") == {"stellungnahme": "Stellungnahme abgeben"}
    assert list(offered(hands, way, "conference")) == ["buendelung", "erinnern"]
    assert list(offered(hands, way, "steering")) == ["entscheidung", "ruecksprache"]
    assert offered(hands, way, "steering-member") == {"ruecksprache": asks}
    assert offered(hands, way, "office") == {"ruecksprache": asks}
    own = {"ruecksprache": "Von mir aus Rücksprache beginnen"}
    assert offered(hands, way, "equality") == own
    way.post("office", "consultation", question="Reicht Absatz 2?")
    assert offered(hands, way, "equality") == {"stellungnahme": "Stellungnahme abgeben"}
    assert offered(hands, way, "auditor") == offered(hands, way, "other-chair") == {}


def test_who_has_spoken_is_offered_to_change_it_and_after_the_round_it_counts_no_more(
    hands: Hands,
) -> None:
    way = hands.draft().submit().state("beirat-01")
    assert offered(hands, way, "beirat-01") == {"stellungnahme": "Einschätzung ändern"}
    way.give_back()
    late = {"stellungnahme": "Einschätzung abgeben (zählt nicht mehr)"}
    assert offered(hands, way, "beirat-02") == late


def test_submitting_is_offered_only_once_every_vorgabe_is_answered(hands: Hands) -> None:
    way = hands.draft().submit().give_back()
    assert offered(hands, way, "chair") == {
        "ueberarbeiten": "Vorgaben beantworten und überarbeiten"
    }
    way.revise(answers=[{"vorgabe": 1, "outcome": "erfuellt"}])
    assert offered(hands, way, "chair")["einreichen"] == "Fassung 2 einreichen"


def test_every_button_leads_to_a_page_that_opens(hands: Hands) -> None:
    ways = [hands.draft(), hands.draft().submit(), hands.draft().submit().give_back()]
    ways.append(hands.draft(equality_relevant=True).submit().hear_all().accept())
    names = ("chair", "management", "beirat-01", "conference", "equality", "steering", "office")
    for way in ways:
        for name in names:
            person = hands[name]
            if person.open(f"/entwuerfe/{way.id}").status == 404:
                continue
            for path in offered(hands, way, name):
                assert person.open(f"/entwuerfe/{way.id}/{path}").status == 200, (name, path)


def test_what_a_form_says_when_it_is_done_is_one_of_our_sentences(hands: Hands) -> None:
    way = hands.draft().submit()
    assert "Ihre Stellungnahme ist abgegeben." in page(hands, way, ok="stellungnahme").words
    assert 'class="erfolg"' not in page(hands, way, ok="%3Cb%3Eerfunden").answer.text


def test_an_address_that_cannot_be_a_drafts_is_not_found(hands: Hands) -> None:
    beirat = hands["beirat-01"]
    for path in ("/entwuerfe/quatsch", f"/entwuerfe/{hands.draft().id}", "/gibt-es-nicht"):
        sheet = beirat.open(path)
        assert sheet.status == 404 and "Diese Seite gibt es nicht" in sheet.words
    way = hands.draft().submit()
    for query in ("fassung=0", "fassung=x", "teil=-1", "fassung=99999999999"):
        assert beirat.open(f"/entwuerfe/{way.id}?{query}").status == 404
        assert beirat.open(f"/entwuerfe/{way.id}/text?{query}").status == 404
