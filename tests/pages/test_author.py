"""Beginning a draft by its form."""

from __future__ import annotations

import pytest

from domain.gremium import Role
from review_service.service import Service
from tests.pages.hands import Hands, Sheet

TEXT = "\n## Ziele\n\nWir beraten alle Gründer*innen.\n\n- Abends\n- Morgens\n"
GROUPS = (("expertengruppe-bildung", Role.CHAIR), ("expertengruppe-wirtschaft", Role.CHAIR))


def filled(sheet: Sheet, button: str = "neu", **other: str) -> Sheet:
    typed = {"papier": "grundsatzpapier", "titel": "Leitbild", "gleichstellung": "ja", "text": TEXT}
    return sheet.press(button, **{**typed, **other})


def test_the_chair_begins_a_draft(service: Service) -> None:
    hands = Hands(service)
    done = filled(hands["chair"].open("/entwuerfe/neu"))
    assert done.goes_to.startswith("/entwuerfe/") and done.goes_to.endswith("?ok=neu")
    draft = done.goes_to.removeprefix("/entwuerfe/").removesuffix("?ok=neu")
    kept = hands.api["chair"].get(f"/api/drafts/{draft}/revisions/1").json()
    assert kept["text"] == TEXT


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Leit\u202ebild", "hier U+202E hinter „Leit“"), ("\x9b31mLeitbild", "hier U+009B."),
        ("\u200b\u2060", "Bitte schreiben Sie etwas in dieses Feld."),
    ],
)  # fmt: skip
def test_a_title_that_is_not_what_it_shows_comes_back(
    service: Service, title: str, said: str
) -> None:
    hands = Hands(service)
    sheet = filled(hands["chair"].open("/entwuerfe/neu"), titel=title)
    assert sheet.status == 422 and said in sheet.words
    assert sheet.value("text") == TEXT.replace("\n", "\r\n")
    assert hands.api["office"].get("/api/drafts").json()["items"] == []


def test_nobody_else_is_shown_the_form_to_begin_a_draft(service: Service) -> None:
    hands = Hands(service)
    for name in ("management", "beirat-01", "steering", "admin"):
        assert hands[name].open("/entwuerfe/neu").status == 403


def test_nobody_else_begins_a_draft(service: Service) -> None:
    hands = Hands(service)
    sheet = hands["chair"].open("/entwuerfe/neu")
    other = hands["management"]
    token = other.open("/entwuerfe").answer.text.split('name="csrf" value="')[1].split('"')[0]
    fields = [("csrf", token), *[pair for pair in sheet.fields if pair[0] != "csrf"]]
    assert other.send("/entwuerfe/neu", [*fields, ("knopf", "neu")]).status == 403
    assert hands.api["office"].get("/api/drafts").json()["items"] == []


def test_a_form_sent_twice_begins_one_draft(service: Service) -> None:
    hands = Hands(service)
    sheet = hands["chair"].open("/entwuerfe/neu")
    first, second = filled(sheet), filled(sheet)
    assert first.goes_to == second.goes_to
    assert len(hands.api["chair"].get("/api/drafts").json()["items"]) == 1


def test_a_form_sent_again_with_other_words_is_refused_and_kept(service: Service) -> None:
    hands = Hands(service)
    sheet = hands["chair"].open("/entwuerfe/neu")
    filled(sheet)
    again = filled(sheet, titel="Ein anderer Titel")
    assert again.status == 409 and "schon einmal abgesendet" in again.words
    assert again.value("titel") == "Ein anderer Titel"
    assert again.value("schluessel") != sheet.value("schluessel")


def test_what_is_missing_is_said_at_each_field_and_what_was_typed_stays(service: Service) -> None:
    sheet = Hands(service)["chair"].open("/entwuerfe/neu").press("neu", text=TEXT)
    assert sheet.status == 422
    for missing in ("das Papier", "einen Titel", "für die Gleichstellung"):
        assert sheet.words.count(missing) >= 2  # above the form and at the field
    assert sheet.value("text") == TEXT.replace("\n", "\r\n")


def test_a_text_that_cannot_be_stored_comes_back_with_the_reason(service: Service) -> None:
    sheet = filled(Hands(service)["chair"].open("/entwuerfe/neu"), text="Nur ein Wo\0rt")
    assert sheet.status == 422 and "(NUL)" in sheet.words
    assert sheet.value("titel") == "Leitbild"


def test_a_text_over_the_limit_comes_back_whole(service: Service) -> None:
    long = "Wir beraten. " * 400_000
    sheet = filled(Hands(service)["chair"].open("/entwuerfe/neu"), text=long)
    assert sheet.status == 422 and "5,2 MB zu groß" in sheet.words
    assert sheet.value("text") == long


def test_a_text_of_four_megabytes_is_saved(service: Service) -> None:
    hands = Hands(service)
    long = "Wir beraten.\n\n" * 290_000
    done = filled(hands["chair"].open("/entwuerfe/neu"), text=long)
    draft = done.goes_to.removeprefix("/entwuerfe/").removesuffix("?ok=neu")
    assert hands.api["chair"].get(f"/api/drafts/{draft}/revisions/1").json()["text"] == long


def test_the_preview_numbers_paragraphs_and_saves_nothing(service: Service) -> None:
    hands = Hands(service)
    sheet = filled(hands["chair"].open("/entwuerfe/neu"), "vorschau")
    assert sheet.status == 200 and "Vorschau: drei Absätze" in sheet.words
    assert '<h3 dir="auto">Ziele</h3>' in sheet.answer.text and "Absatz 3" in sheet.words
    assert sheet.value("text") == TEXT.replace("\n", "\r\n")
    assert hands.api["chair"].get("/api/drafts").json()["items"] == []


def test_the_preview_of_a_long_text_shows_its_beginning(service: Service) -> None:
    long = "\n\n".join(f"Satz {number}." for number in range(1, 1001))
    sheet = filled(Hands(service)["chair"].open("/entwuerfe/neu"), "vorschau", text=long)
    assert "1.000 Absätze" in sheet.words and "Gezeigt ist der Anfang" in sheet.words
    shown = sheet.answer.text
    assert ">Satz 120.</p>" in shown and ">Satz 121.</p>" not in shown


def test_the_chair_of_two_groups_is_asked_for_which_one(service: Service) -> None:
    hands = Hands(service)
    both = hands.with_seats("both", *GROUPS)
    missing = filled(both.open("/entwuerfe/neu"), thema="")
    assert missing.status == 422 and "Bitte wählen Sie das Themenfeld" in missing.words
    done = missing.press("neu", thema="wirtschaft")
    assert done.goes_to.endswith("?ok=neu")
    assert hands.api["office"].get("/api/drafts").json()["items"][0]["theme"] == "wirtschaft"


def test_another_group_s_theme_is_refused(service: Service) -> None:
    sheet = filled(Hands(service)["chair"].open("/entwuerfe/neu"), thema="wirtschaft")
    assert sheet.status == 403
