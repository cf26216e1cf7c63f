"""Passages on the pages: beside the text, on their way, found again by who pointed at them."""

from __future__ import annotations

import pytest

from tests.api.way import TEXT, Way
from tests.pages.hands import Hands

BILDUNG = "Wir fördern Bildung von Anfang an."
MORE = TEXT.replace("von Anfang an", "von Anfang an und überall")
WITHOUT = TEXT.replace(BILDUNG, "Museen öffnen am Sonntag ohne Eintritt.")


def named(hands: Hands) -> Way:
    way = hands.draft().submit().state("beirat-01", passages=[{"exact": BILDUNG}])
    return way.withdraw()


def lost(hands: Hands) -> Way:
    return named(hands).revise(text=WITHOUT).submit(2)


def test_a_changed_passage_is_shown_beside_the_text_with_its_old_and_new_words(
    hands: Hands,
) -> None:
    way = named(hands).revise(text=MORE)
    sheet = hands["chair"].open(f"/entwuerfe/{way.id}/text")
    assert '<mark class="stelle">Wir fördern Bildung von Anfang an und überall.</mark>' in (
        sheet.answer.text
    )
    assert f'href="/entwuerfe/{way.id}/textstellen/1"' in sheet.answer.text
    sheet = hands["chair"].open(f"/entwuerfe/{way.id}/beratung?ansicht=absaetze")
    assert "Geändert: 1" in sheet.words and "Absatz 1 Zustimmend Integrationsbeirat" in sheet.words
    assert f"Bisher, Fassung 1 „{BILDUNG}“ Jetzt, Fassung 2 „Wir fördern" in sheet.words
    assert f'href="/entwuerfe/{way.id}/textstellen/1"' in sheet.answer.text


def test_an_orphaned_passage_stays_in_the_hearing_with_its_last_words(hands: Hands) -> None:
    way = lost(hands)
    sheet = hands["steering"].open(f"/entwuerfe/{way.id}/beratung?ansicht=absaetze")
    assert "Nicht mehr im Text: 1" in sheet.words and f"„{BILDUNG}“" in sheet.words
    assert "Zuletzt in Fassung 1, seit Fassung 2 nicht mehr zu finden." in sheet.words
    earlier = hands["steering"].open(f"/entwuerfe/{way.id}/text?fassung=1")
    assert f'<mark class="stelle">{BILDUNG}</mark>' in earlier.answer.text


def test_its_way_through_the_revisions_has_a_page(hands: Hands) -> None:
    way = named(hands).revise(text=MORE).revise(base=2, text=WITHOUT)
    said = hands["chair"].open(f"/entwuerfe/{way.id}/textstellen/1").words
    assert "Integrationsbeirat Mitte, in der Stellungnahme, zu Fassung 1." in said
    assert said.index("Fassung 1 Benannt") < said.index("Fassung 2 Geändert")
    assert said.index("Fassung 2 Geändert") < said.index("Fassung 3 Nicht mehr im Text")
    assert hands["chair"].open(f"/entwuerfe/{way.id}/textstellen/2").status == 404


def test_revisions_in_which_it_stayed_as_it_was_are_one_step(hands: Hands) -> None:
    way = named(hands).revise(text=TEXT + "Neu.\n").revise(base=2, text=TEXT)
    way.revise(base=3, text=MORE).revise(base=4, text=MORE + "Neu.\n")
    said = hands["chair"].open(f"/entwuerfe/{way.id}/textstellen/1").words
    assert "Fassungen 2 bis 3 Unverändert" in said and "Fassung 4 Geändert" in said
    assert "Fassung 5 Unverändert" in said and "Fassung 2 Unverändert" not in said


def test_a_link_leads_to_the_part_of_the_text_in_which_it_stands(hands: Hands) -> None:
    long = TEXT + "\n\n" + "\n\n".join(f"Absatz {n} der Liste." for n in range(400))
    way = hands.draft(text=long).submit()
    way.state("beirat-01", passages=[{"exact": "Absatz 390 der Liste."}])
    sheet = hands["chair"].open(f"/entwuerfe/{way.id}/text?fassung=1&stelle=1")
    assert '<div id="stelle-1">' in sheet.answer.text
    first = hands["chair"].open(f"/entwuerfe/{way.id}/text?fassung=1")
    assert '<div id="stelle-1">' not in first.answer.text


def test_whoever_may_not_see_a_revision_sees_no_passage_change_in_it(hands: Hands) -> None:
    way = named(hands).revise(text=WITHOUT)
    before = hands["beirat-01"].open(f"/entwuerfe/{way.id}/textstellen/1").words
    assert "Nicht mehr im Text" not in before and "Fassung 2" not in before
    assert "Nicht mehr im Text" in hands["chair"].open(f"/entwuerfe/{way.id}/textstellen/1").words


def test_its_body_confirms_where_it_stands_by_paragraph_or_quote(hands: Hands) -> None:
    way = lost(hands)
    sheet = hands["beirat-01"].open(f"/entwuerfe/{way.id}/textstellen/1")
    assert "Wo steht sie in Fassung 2?" in sheet.words
    done = sheet.press("textstellen", absatz="1")
    assert done.goes_to == f"/entwuerfe/{way.id}?ok=textstellen"
    after = hands["beirat-01"].open(f"/entwuerfe/{way.id}/textstellen/1")
    assert "Von Hand wiedergefunden" in after.words and "Museen öffnen" in after.words
    assert "Wo steht sie" not in after.words
    said = hands["auditor"].open(f"/entwuerfe/{way.id}/verlauf").words
    assert "hat bestätigt, wo Textstelle 1 in Fassung 2 steht: „Museen öffnen" in said


def test_a_guess_is_offered_and_stands_only_once_confirmed(hands: Hands) -> None:
    way = hands.draft().submit()
    way.state("beirat-01", passages=[{"exact": "fördern Bildung von Anfang an."}]).withdraw()
    new = "Jede Schule soll die Bildung von allen fördern, gleich zu Anfang."
    way.revise(text=f"# Leitbild\n\nNeu.\n\n{new}\n").submit(2)
    sheet = hands["beirat-01"].open(f"/entwuerfe/{way.id}/textstellen/1")
    assert "Nicht mehr im Text" in sheet.words and f"Vermutung „{new}“" in sheet.words
    assert sheet.press("bestaetigen").goes_to.endswith("?ok=textstellen")
    after = hands["beirat-01"].open(f"/entwuerfe/{way.id}/textstellen/1")
    assert "Von Hand wiedergefunden" in after.words


def test_what_is_missing_or_not_there_is_said_and_nothing_is_recorded(hands: Hands) -> None:
    way = lost(hands)
    sheet = hands["beirat-01"].open(f"/entwuerfe/{way.id}/textstellen/1")
    nothing = sheet.press("textstellen")
    assert nothing.status == 422 and "die eine Stelle" in nothing.words
    wrong = sheet.press("textstellen", zitat="Das steht dort nicht")
    assert wrong.status == 422
    assert wrong.value("zitat") == "Das steht dort nicht"
    assert "Nicht mehr im Text" in hands["chair"].open(f"/entwuerfe/{way.id}/textstellen/1").words


@pytest.mark.parametrize("button", ["weitere-stelle", "teil-1"])
def test_a_button_that_only_turns_the_form_confirms_no_place(hands: Hands, button: str) -> None:
    path = f"/entwuerfe/{lost(hands).id}/textstellen/1"
    turned = hands["beirat-01"].open(path).press(button, absatz="1", zitat="am Sonntag")
    assert turned.status == 200 and turned.values("absatz") == ["1"]
    assert "Nicht mehr im Text" in hands["chair"].open(path).words


@pytest.mark.parametrize("name", ["beirat-02", "chair", "auditor"])
def test_nobody_else_is_offered_to_place_it_nor_may_they(hands: Hands, name: str) -> None:
    way = lost(hands)
    path = f"/entwuerfe/{way.id}/textstellen/1"
    sheet = hands[name].open(path)
    assert "kann nur bestätigen, wer auf sie gezeigt hat" in sheet.words
    csrf = hands["beirat-01"].open(path).value("csrf") or ""
    assert hands[name].send(path, [("csrf", csrf), ("knopf", "textstellen")]).status == 403


def test_a_recurring_word_is_found_where_it_was_marked(hands: Hands) -> None:
    text = "# Titel\n\nDas Amt hilft. Das Amt zahlt.\n\nDas Amt hilft. Das Amt zahlt.\n"
    way = hands.draft(text=text).submit()
    sheet = hands["beirat-01"].open(f"/entwuerfe/{way.id}/stellungnahme")
    marked = {
        "zitat": "Amt", "zitat_davor": "Das Amt hilft. Das ", "zitat_danach": " zahlt.",
        "zitat_absatz": "2",
    }  # fmt: skip
    sheet.press("stellungnahme", haltung="zustimmend", text="Ja.", **marked)
    (said,) = way.get("auditor", "/statements")["items"]
    assert said["passages"][0]["start"] == text.rindex("Amt")


def test_words_changed_after_marking_are_found_by_themselves(hands: Hands) -> None:
    way = hands.draft().submit()
    sheet = hands["beirat-01"].open(f"/entwuerfe/{way.id}/stellungnahme")
    marked = {"zitat": "Ziele", "zitat_davor": "Wir ", "zitat_danach": "!", "zitat_absatz": "1"}
    sheet.press("stellungnahme", haltung="zustimmend", text="Ja.", **marked)
    (said,) = way.get("auditor", "/statements")["items"]
    assert said["passages"][0]["start"] == TEXT.index("Ziele")


def test_a_vorgabe_takes_several_places(hands: Hands) -> None:
    way = hands.draft().submit()
    sheet = hands["steering"].open(f"/entwuerfe/{way.id}/entscheidung")
    typed = {
        "beschluss": "zurueckgeben", "vorgabe_1_text": "Kosten nennen",
        "vorgabe_1_absatz": "1 und 2", "vorgabe_1_zitat": "nennen",
    }  # fmt: skip
    more = sheet.press("vorgabe-1-weitere-stelle", **typed)
    assert more.values("vorgabe-1-zitat") == ["nennen", ""]
    checked = more.press("entscheidung", vorgabe_1_zitat=["nennen", "Bildung"])
    assert checked.status == 200, checked.words
    checked.press("festhalten")
    (line,) = way.get("chair", "/vorgaben")["items"]
    exact = [passage["exact"] for passage in line["passages"]]
    assert exact == [BILDUNG, "Wir nennen Ziele.", "nennen", "Bildung"]


def test_an_answer_names_its_place_in_the_new_text(hands: Hands) -> None:
    way = hands.draft().submit().give_back()
    sheet = hands["chair"].open(f"/entwuerfe/{way.id}/ueberarbeiten")
    typed = {"text": MORE, "antwort_1": "erfuellt", "antwort_1_zitat": "und überall"}
    assert sheet.press("ueberarbeiten", **typed).status == 303
    said = hands["chair"].open(f"/entwuerfe/{way.id}/text").words
    assert "Antwort auf Vorgabe 1" in said
