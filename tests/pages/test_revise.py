"""Writing the next revision by its form."""

from __future__ import annotations

import re

from domain.text.blocks import paragraphs
from review_service.service import Service
from tests.api.way import SECOND, TEXT, Way
from tests.pages.hands import Hands, Sheet

VORGABEN = ({"text": "Kosten nennen"}, {"text": "Zeiten nennen", "binding": False})
TYPED = TEXT.replace("Ziele", "Fristen")


def opened(hands: Hands, way: Way, name: str = "chair") -> Sheet:
    return hands[name].open(f"/entwuerfe/{way.id}/ueberarbeiten")


def returned(hands: Hands) -> Way:
    return hands.draft().submit().give_back(1, *VORGABEN)


def as_typed(text: str) -> str:
    return text.replace("\n", "\r\n")


def test_the_group_saves_the_next_revision(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft()
    for revision, name in ((2, "chair"), (3, "management")):
        done = opened(hands, way, name).press("ueberarbeiten", text=f"Text {revision}", kurz="Neu")
        assert done.goes_to == f"/entwuerfe/{way.id}?ok=ueberarbeiten"
        assert way.get("chair", f"/revisions/{revision}")["text"] == f"Text {revision}"
    assert way.get("chair", "/revisions/3")["summary"] == "Neu"


def test_the_form_begins_with_the_current_text(service: Service) -> None:
    hands = Hands(service)
    sheet = opened(hands, hands.draft())
    assert sheet.value("text") == as_typed(TEXT)
    assert sheet.value("basis") == "1"


def test_nobody_else_revises(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit().withdraw()
    fields = opened(hands, way).fields
    for name in ("other-chair", "beirat-01", "steering", "office"):
        assert opened(hands, way, name).status == 403
        token = hands[name].open(f"/entwuerfe/{way.id}").answer.text.split('name="csrf" value="')[1]
        sent = [pair for pair in fields if pair[0] != "csrf"]
        sent += [("csrf", token.split('"')[0]), ("knopf", "ueberarbeiten")]
        assert hands[name].send(f"/entwuerfe/{way.id}/ueberarbeiten", sent).status == 403
    assert way.get("chair")["revision"] == 1


def test_a_draft_that_is_not_submitted_is_not_there_for_others(service: Service) -> None:
    hands = Hands(service)
    assert opened(hands, hands.draft(), "beirat-01").status == 404


def test_a_form_sent_twice_saves_one_revision(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft()
    sheet = opened(hands, way)
    assert sheet.press("ueberarbeiten").goes_to == sheet.press("ueberarbeiten").goes_to
    assert way.get("chair")["revision"] == 2


def test_a_text_typed_while_the_draft_was_submitted_stays_in_the_field(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft()
    sheet = opened(hands, way)
    way.submit()
    refused = sheet.press("ueberarbeiten", text=TYPED)
    assert refused.status == 409 and "wird beraten" in refused.words
    assert refused.value("text") == as_typed(TYPED)
    assert "ueberarbeiten" not in refused.buttons  # it would be refused again
    assert opened(hands, way).value("text") == as_typed(TYPED)


def test_a_submitted_draft_is_not_opened_to_be_revised(service: Service) -> None:
    hands = Hands(service)
    sheet = opened(hands, hands.draft().submit())
    assert sheet.status == 409 and "bleibt sein Text" in sheet.words


def test_every_vorgabe_stands_beside_the_text_unanswered_first(service: Service) -> None:
    hands = Hands(service)
    way = returned(hands).revise(answers=[{"vorgabe": 1, "outcome": "erfuellt"}])
    words = opened(hands, way).words
    assert words.index("Vorgabe 2 Noch nicht beantwortet") < words.index("Vorgabe 1 Erfüllt")
    assert "Vor dem Einreichen fehlt noch die Antwort auf Vorgabe 2." in words


def test_answers_are_saved_with_the_revision(service: Service) -> None:
    hands = Hands(service)
    way = returned(hands)
    answers = {"antwort_1": "teilweise", "grund_1": "Zahlen folgen.", "antwort_2": "erfuellt"}
    assert opened(hands, way).press("ueberarbeiten", **answers).status == 303
    first, second = way.get("chair", "/vorgaben")["items"]
    assert (first["state"], first["answers"][0]["reason"]) == ("teilweise", "Zahlen folgen.")
    assert second["state"] == "erfuellt"


def test_an_answered_vorgabe_is_answered_again_only_where_one_is_chosen(service: Service) -> None:
    hands = Hands(service)
    way = returned(hands).revise(answers=[{"vorgabe": 1, "outcome": "erfuellt"}])
    assert opened(hands, way).press("ueberarbeiten", antwort_2="erfuellt").status == 303
    answers = [len(line["answers"]) for line in way.get("chair", "/vorgaben")["items"]]
    assert answers == [1, 1]


def test_a_shortfall_needs_a_reason_and_every_missing_one_is_named(service: Service) -> None:
    hands = Hands(service)
    sheet = opened(hands, returned(hands)).press(
        "ueberarbeiten", text=TYPED, antwort_1="teilweise", antwort_2="abgelehnt"
    )
    assert sheet.status == 422
    for number in (1, 2):
        assert f"warum Vorgabe {number} nicht oder nur teilweise erfüllt ist" in sheet.words
        assert f'href="#grund-{number}"' in sheet.answer.text
    assert sheet.value("text") == as_typed(TYPED) and sheet.value("antwort-2") == "abgelehnt"


def test_a_reason_without_an_answer_is_asked_about_not_dropped(service: Service) -> None:
    hands = Hands(service)
    sheet = opened(hands, returned(hands)).press("ueberarbeiten", grund_1="Zahlen folgen.")
    assert sheet.status == 422 and sheet.value("grund-1") == "Zahlen folgen."
    assert "Zu Vorgabe 1 steht eine Begründung, aber keine Antwort." in sheet.words


def test_the_preview_keeps_answers_and_saves_nothing(service: Service) -> None:
    hands = Hands(service)
    way = returned(hands)
    sheet = opened(hands, way).press("vorschau", text=SECOND, antwort_1="erfuellt")
    assert sheet.status == 200 and "Vorschau: zwei Absätze" in sheet.words
    assert sheet.value("antwort-1") == "erfuellt"
    assert "Vor dem Einreichen fehlt noch die Antwort auf Vorgabe 2." in sheet.words
    assert way.get("chair")["revision"] == 1


PLACES = {"antwort_1": "erfuellt", "antwort_1_absatz": "1, 2", "antwort_1_zitat": "Fristen"}


def test_an_answer_names_several_places_of_the_new_text(service: Service) -> None:
    hands = Hands(service)
    way = returned(hands)
    more = opened(hands, way).press("antwort-1-weitere-stelle", text=TYPED, **PLACES)
    assert more.status == 200 and more.values("antwort-1-zitat") == ["Fristen", ""]
    assert more.value("antwort-1-absatz") == "1, 2" and more.value("text") == as_typed(TYPED)
    done = more.press("ueberarbeiten", antwort_1_zitat=["Fristen", "von Anfang an"])
    assert done.status == 303, done.words
    (answer,) = way.get("chair", "/vorgaben")["items"][0]["answers"]
    exact = [place["exact"] for place in answer["passages"]]
    assert exact[1:] == ["Wir nennen Fristen.", "Fristen", "von Anfang an"]
    starts = [place["start"] for place in answer["passages"]]
    assert [TYPED[at : at + len(words)] for at, words in zip(starts, exact, strict=True)] == exact


def test_a_place_that_is_not_in_the_new_text_is_said_at_its_field(service: Service) -> None:
    hands = Hands(service)
    wrong = {**PLACES, "antwort_1_absatz": "99", "antwort_1_zitat": "Ziele"}
    sheet = opened(hands, returned(hands)).press("ueberarbeiten", text=TYPED, **wrong)
    assert sheet.status == 422
    for field in ("antwort-1-absatz", "antwort-1-zitat-1"):
        assert f'href="#{field}"' in sheet.answer.text
    assert sheet.value("antwort-1-absatz") == "99" and sheet.value("antwort-1-zitat") == "Ziele"


def test_a_place_without_an_answer_is_asked_about_not_dropped(service: Service) -> None:
    hands = Hands(service)
    sheet = opened(hands, returned(hands)).press("ueberarbeiten", antwort_1_absatz="1")
    assert sheet.status == 422 and sheet.value("antwort-1-absatz") == "1"
    assert "Zu Vorgabe 1 steht eine Stelle, aber keine Antwort." in sheet.words


def test_the_places_of_an_answer_wait_with_the_rest_of_the_form(service: Service) -> None:
    hands = Hands(service)
    way = returned(hands)
    opened(hands, way).press("zwischenspeichern", **PLACES)
    again = opened(hands, way)
    assert [again.value(name.replace("_", "-")) for name in PLACES] == [*PLACES.values()]


def test_a_place_is_found_in_the_text_that_was_merged(service: Service) -> None:
    hands = Hands(service)
    way = returned(hands)
    sheet = opened(hands, way)
    way.revise(text=f"Ganz vorn steht jetzt ein Satz.\n\n{TEXT}")
    places = {"antwort_1": "erfuellt", "antwort_1_zitat": "nennen Fristen"}
    refused = sheet.press("ueberarbeiten", text=TYPED, **places)
    done = refused.press("ueberarbeiten") if refused.status != 303 else refused
    assert done.status == 303, done.words
    (answer,) = way.get("chair", "/vorgaben")["items"][0]["answers"]
    text = way.get("chair", "/revisions/3")["text"]
    assert [place["start"] for place in answer["passages"]] == [text.index("nennen Fristen")]


def test_a_number_means_the_paragraph_of_the_typed_text_wherever_a_merge_puts_it(
    service: Service,
) -> None:
    hands = Hands(service)
    way = returned(hands)
    sheet = opened(hands, way)
    way.revise(text=f"Ganz vorn steht jetzt ein Satz.\n\n{TEXT}")
    typed = f"{TYPED.rstrip()}\n\nWir sind am Ende.\n"
    number = str(paragraphs(typed)[-1].number)
    done = sheet.press("speichern", text=typed, antwort_1="erfuellt", antwort_1_absatz=number)
    assert done.status == 303, done.words
    (answer,) = way.get("chair", "/vorgaben")["items"][0]["answers"]
    text = way.get("chair", "/revisions/3")["text"]
    (place,) = answer["passages"]
    assert (place["exact"], place["start"]) == ("Wir sind am Ende.", text.index("Wir sind am Ende"))


def test_a_place_that_a_merge_takes_away_is_said_at_its_field(service: Service) -> None:
    hands = Hands(service)
    way = returned(hands)
    sheet = opened(hands, way)
    way.revise(text=TEXT.replace("Ziele", "Wege"))
    asked = sheet.press(
        "speichern", text=TYPED, antwort_1="erfuellt", antwort_1_zitat="nennen Fristen"
    )
    assert asked.status == 409, asked.words
    (field, theirs), *_ = re.findall(
        r'name="(zusammen-\d+)" value="(theirs-\w+)"', asked.answer.text
    )
    again = asked.press("speichern", **{field.replace("-", "_"): theirs})
    assert again.status == 422
    assert "nicht mehr in dem zusammengeführten" in again.words
    assert 'href="#antwort-1-zitat-1"' in again.answer.text
    assert re.search(r'id="antwort-1-zitat-1"[^>]*aria-invalid="true"', again.answer.text)
    assert again.value("antwort-1-zitat") == "nennen Fristen"
    done = again.press("speichern", antwort_1_zitat="nennen Wege")
    assert done.status == 303, done.words
    (answer,) = way.get("chair", "/vorgaben")["items"][0]["answers"]
    assert [place["exact"] for place in answer["passages"]] == ["nennen Wege"]


def test_what_is_changed_so_far_is_shown_and_kept_with_the_form(service: Service) -> None:
    hands = Hands(service)
    way = returned(hands)
    sheet = opened(hands, way)
    assert "Bisher ist kein Wort anders als in Fassung 1." in sheet.words
    seen = sheet.press("aenderungen", text=TYPED, antwort_1="erfuellt")
    assert seen.status == 200 and way.get("chair")["revision"] == 1
    assert "[gestrichen: Ziele ]" in seen.words and "[eingefügt: Fristen ]" in seen.words
    assert seen.value("text") == as_typed(TYPED)
    assert opened(hands, way).value("antwort-1") == "erfuellt"


def test_an_editor_is_answered_the_comparison_alone_and_nothing_is_kept(service: Service) -> None:
    hands = Hands(service)
    way = returned(hands)
    sheet = opened(hands, way)
    form = {"knopf": "aenderungen", "csrf": sheet.value("csrf") or "", "basis": "1"}

    def asked(status: int = 200, **more: str) -> str:
        answer = sheet.person.send(sheet.path, [*{**form, **more}.items()], **ALONE)
        assert answer.status == status
        return answer.words

    shown = asked(text=TYPED)
    assert "[gestrichen: Ziele ]" in shown and "Überarbeiten" not in shown
    assert "kein Wort anders" in asked(text=TEXT, basis="99")
    assert "erst, wenn der Text sich speichern lässt" in asked(text="")
    assert "Sie schreiben weiter" not in opened(hands, way).words
    asked(403, text=TYPED, csrf="falsch")


ALONE = {"HX-Request": "true"}


def test_beside_the_text_stands_what_was_said_of_its_passages(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    way.state(text="Das ist zu vage.", passages=[{"exact": "Ziele"}])
    way.give_back(1)
    page = opened(hands, way)
    assert "Einschätzungen zu diesem Text" in page.words and "Das ist zu vage." in page.words
    assert "Einschätzungen zu diesem Text" not in opened(hands, returned(hands)).words
