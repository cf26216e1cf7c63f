"""Two hands on one text, by the form: what cannot stand together is decided there."""

from __future__ import annotations

import re
from typing import Any

from review_service.service import Service
from tests.api.way import Way, created
from tests.pages.hands import Hands, Sheet

BASE = (
    "# Kurse\n\nWir fördern Sprachkurse für alle mit 10.000 Euro.\n\nWir nennen Ziele.\n\nEnde.\n"
)
THEIRS = BASE.replace("10.000", "20.000")
OURS = BASE.replace("10.000", "50.000")
BOTH = BASE.replace("Sprach", "Deutsch")
PLACE = f"zusammen-{BASE.index('Wir fördern')}"
OWN = PLACE.replace("zusammen", "worte")
END = f"zusammen-{BASE.index('Ende.')}"


def behind(hands: Hands, theirs: str = THEIRS, ours: str = OURS, **typed: Any) -> tuple[Way, Sheet]:
    """The chair's form comes back: the management was faster."""
    way = hands.draft(text=BASE)
    sheet = hands["chair"].open(f"/entwuerfe/{way.id}/ueberarbeiten")
    follows(way, theirs, base=1)
    return way, sheet.press("ueberarbeiten", text=ours, **typed)


def follows(way: Way, text: str, base: int) -> None:
    created(way.post("management", "revisions", text=text, base_revision=base))


def choice(sheet: Sheet, take: str, field: str = PLACE) -> str:
    """The value of a radio button, with the mark of its place."""
    found = re.search(rf'name="{field}" value="({take}-[0-9a-f]{{8}})"', sheet.answer.text)
    assert found, (field, take)
    return found[1]


def decide(sheet: Sheet, take: str = "ours", field: str = PLACE, **typed: Any) -> Sheet:
    facts = {field.replace("-", "_"): choice(sheet, take, field), **typed}
    return sheet.press("ueberarbeiten", **facts)


def saved(way: Way, revision: int = 3) -> str:
    text: str = way.get("chair", f"/revisions/{revision}")["text"]
    return text


def test_different_paragraphs_are_saved_at_once(service: Service) -> None:
    way, done = behind(Hands(service), theirs=BASE.replace("Ende.", "Schluss."))
    assert done.goes_to == f"/entwuerfe/{way.id}?ok=zusammengefuehrt"
    assert saved(way) == OURS.replace("Ende.", "Schluss.")
    assert len(way.get("chair", "/revisions/3")["parents"]) == 2


def test_a_conflict_shows_three_sheets_and_nothing_is_chosen(service: Service) -> None:
    theirs = THEIRS.replace("Ende.", "Schluss.")
    way, sheet = behind(Hands(service), theirs, kurz="Mehr Geld")
    assert sheet.status == 409 and way.get("chair")["revision"] == 2
    for words in (
        "Eine Stelle ist gleichzeitig geändert",
        "Gemeinsame Grundlage",
        "Jetzt gültige Fassung",
        "Ihr Text",
        "[gestrichen: 10.000 ]",
        "[eingefügt: 20.000 ]",
        "[eingefügt: 50.000 ]",
        "Absatz 1",
        "Eine Änderung ist schon zusammengeführt",
        "Absatz 3: aus der jetzt gültigen Fassung",
    ):
        assert words in sheet.words
    assert sheet.value(PLACE) is None
    assert sheet.value("kurz") == "Mehr Geld"
    assert sheet.value("text") == OURS.replace("\n", "\r\n")
    assert sheet.value(OWN) == "Wir fördern Sprachkurse für alle mit 50.000 Euro."
    assert (sheet.value("basis"), sheet.value("gegen")) == ("1", "2")


def test_what_is_chosen_is_saved_and_recorded(service: Service) -> None:
    expected = {"theirs": THEIRS, "ours": OURS, "base": BASE}
    hands = Hands(service)
    for take, text in expected.items():
        way, sheet = behind(hands)
        assert decide(sheet, take).goes_to == f"/entwuerfe/{way.id}?ok=zusammengefuehrt"
        assert saved(way) == text
        (decided,) = way.get("auditor", "/history")["items"][-1]["data"]["merge"]["decided"]
        assert decided["take"] == take


def test_own_words_are_saved(service: Service) -> None:
    way, sheet = behind(Hands(service))
    words = "Wir fördern Sprachkurse mit 35.000 Euro."
    assert decide(sheet, "text", **{OWN.replace("-", "_"): words}).status == 303
    assert saved(way) == BASE.replace("Wir fördern Sprachkurse für alle mit 10.000 Euro.", words)


def test_a_proposal_is_confirmed(service: Service) -> None:
    way, sheet = behind(Hands(service), theirs=BOTH)
    assert "Beide Änderungen: „Wir fördern Deutschkurse für alle mit 50.000 Euro.“" in sheet.words
    assert decide(sheet, "merged").status == 303
    assert saved(way) == BOTH.replace("10.000", "50.000")


def test_a_place_left_open_is_named_with_a_link(service: Service) -> None:
    theirs, ours = THEIRS.replace("Ende.", "Aus."), OURS.replace("Ende.", "Schluss.")
    way, sheet = behind(Hands(service), theirs, ours)
    assert "Zwei Stellen sind gleichzeitig geändert" in sheet.words
    assert "Bitte wählen Sie" not in sheet.words
    again = decide(sheet, "theirs")
    assert again.status == 409 and way.get("chair")["revision"] == 2
    assert "Absatz 3: Bitte wählen Sie, was gelten soll." in again.words
    assert f'href="#{END}"' in again.answer.text
    assert again.value(PLACE) == choice(sheet, "theirs")
    assert decide(again, "ours", END).status == 303
    assert saved(way) == THEIRS.replace("Ende.", "Schluss.")


def test_decisions_stay_where_the_text_moves_on_once_more(service: Service) -> None:
    theirs, ours = THEIRS.replace("Ende.", "Aus."), OURS.replace("Ende.", "Schluss.")
    way, sheet = behind(Hands(service), theirs, ours)
    follows(way, theirs.replace("Aus.", "Vorbei."), base=2)
    typed = {
        PLACE.replace("-", "_"): choice(sheet, "ours"),
        END.replace("-", "_"): choice(sheet, "text", END),
        END.replace("zusammen-", "worte_"): "Meine Worte.",
    }
    again = sheet.press("ueberarbeiten", **typed)
    assert again.status == 409 and "Inzwischen gilt Fassung 3" in again.words
    assert again.value(PLACE) == choice(sheet, "ours")
    assert again.value(END) is None
    assert again.value(END.replace("zusammen", "worte")) == "Meine Worte."
    assert "Hat sich noch einmal geändert" in again.words
    assert decide(again, "text", END).status == 303
    assert saved(way, 4) == OURS.replace("Ende.", "Meine Worte.")


def test_own_words_for_a_place_that_is_gone_are_shown(service: Service) -> None:
    way, sheet = behind(Hands(service))
    follows(way, BASE, base=2)
    words = {OWN.replace("-", "_"): "Meine Worte."}
    again = decide(sheet, "text", **words)
    assert again.status == 409
    assert "Ihre Worte zu einer Stelle, nach der nicht mehr gefragt ist" in again.words
    assert again.value(OWN) == "Meine Worte."
    assert again.press("ueberarbeiten").status == 303
    assert saved(way, 4) == OURS


def test_a_text_that_is_changed_below_asks_again_where_that_matters(service: Service) -> None:
    _, sheet = behind(Hands(service))
    again = decide(sheet, "ours", text=OURS.replace("50.000", "60.000"))
    assert again.status == 409 and again.value(PLACE) is None
    assert "[eingefügt: 60.000 ]" in again.words


def test_decisions_are_kept_for_another_day(service: Service) -> None:
    hands = Hands(service)
    way, sheet = behind(hands)
    chosen = choice(sheet, "ours")
    typed = {PLACE.replace("-", "_"): chosen, OWN.replace("-", "_"): "Noch nicht fertig."}
    done = sheet.press("zwischenspeichern", **typed)
    assert done.goes_to == f"/entwuerfe/{way.id}?ok=gesichert"
    later = hands["chair"].open(f"/entwuerfe/{way.id}/ueberarbeiten")
    assert (later.status, later.value(PLACE)) == (200, chosen)
    assert later.value(OWN) == "Noch nicht fertig."
    assert later.press("ueberarbeiten").status == 303
    assert saved(way) == OURS


def test_decisions_outlast_a_text_that_cannot_be_stored(service: Service) -> None:
    _, sheet = behind(Hands(service))
    chosen = choice(sheet, "ours")
    empty = decide(sheet, "ours", text=" ")
    assert empty.status == 422 and empty.value(PLACE) == chosen
    assert empty.press("vorschau", text=OURS).value(PLACE) == chosen


def test_what_is_missing_elsewhere_is_said_beside_what_is_to_be_decided(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft(text=BASE).submit().give_back(1)
    sheet = hands["chair"].open(f"/entwuerfe/{way.id}/ueberarbeiten")
    follows(way, THEIRS, base=1)
    both = sheet.press("ueberarbeiten", text=OURS, antwort_1="teilweise")
    assert both.status == 422
    assert "warum Vorgabe 1 nicht oder nur teilweise erfüllt ist" in both.words
    assert "Eine Stelle ist gleichzeitig geändert" in both.words


def test_where_an_answer_is_read_is_typed_anew_beside_it(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft(text=BASE).submit().give_back()
    sheet = hands["chair"].open(f"/entwuerfe/{way.id}/ueberarbeiten")
    typed = {"antwort_1": "erfuellt", "antwort_1_zitat": "10.000"}
    seen = sheet.press("vorschau", text=OURS, **typed)
    assert seen.values("antwort-1-zitat") == ["10.000"]
    assert seen.press("ueberarbeiten", antwort_1_zitat="50.000").status == 303
    (line,) = way.get("chair", "/vorgaben")["items"]
    assert [passage["exact"] for passage in line["answers"][-1]["passages"]] == ["50.000"]


def test_fields_of_places_that_never_were_are_nothing(service: Service) -> None:
    way, sheet = behind(Hands(service))
    odd = {f"zusammen_{'9' * 99}": "text-00000000", "zusammen_x": "text-00000000"}
    assert decide(sheet, "ours", **odd).status == 303
    assert saved(way) == OURS


def test_it_goes_both_ways(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft(text=BASE)
    sheet = hands["management"].open(f"/entwuerfe/{way.id}/ueberarbeiten")
    way.revise(text=THEIRS)
    assert decide(sheet.press("ueberarbeiten", text=OURS), "theirs").status == 303
    assert saved(way) == THEIRS


def test_the_history_names_both_parents_and_the_decisions(service: Service) -> None:
    hands = Hands(service)
    way, sheet = behind(hands)
    decide(sheet, "ours")
    words = hands["chair"].open(f"/entwuerfe/{way.id}/verlauf").words
    assert "zusammengeführt aus Fassung 2 und einem Text auf Fassung 1" in words
    assert "eine Stelle ist dabei entschieden" in words
