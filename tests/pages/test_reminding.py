"""Reminding by the form, and where a reminder is read."""

from __future__ import annotations

from tests.api.way import Way
from tests.pages.hands import Hands, Sheet

MARK = "Erinnert am"
TISCH = "runder-tisch"


def stand(hands: Hands, way: Way, name: str) -> Sheet:
    return hands[name].open(f"/entwuerfe/{way.id}")


def form(hands: Hands, way: Way, name: str, body: str = "") -> Sheet:
    return hands[name].open(f"/entwuerfe/{way.id}/erinnern" + (f"?stelle={body}" if body else ""))


def test_beside_what_is_open_stands_a_link_for_who_may_remind(hands: Hands) -> None:
    way = hands.draft().submit()
    link = f"/entwuerfe/{way.id}/erinnern?stelle={TISCH}"
    for name in ("office", "steering"):
        assert f'href="{link}"' in stand(hands, way, name).answer.text
    for name in ("beirat-01", "round-table", "chair", "steering-member", "auditor"):
        assert "erinnern" not in stand(hands, way, name).answer.text
    conference = stand(hands, way, "conference")
    assert link not in conference.answer.text and "Beiräte erinnern" in conference.words


def test_a_reminder_stands_where_it_is_open_at_the_bodys_tasks_and_in_the_verlauf(
    hands: Hands,
) -> None:
    way = hands.draft().submit()
    sheet = form(hands, way, "office", TISCH)
    assert sheet.values("stellen") == [TISCH]
    done = sheet.press("erinnern")
    assert done.goes_to == f"/entwuerfe/{way.id}?ok=erinnern"
    after = hands["office"].open(done.goes_to)
    assert "Die Erinnerung ist festgehalten." in after.words and MARK in after.words
    assert f"erinnern?stelle={TISCH}" not in after.answer.text
    assert MARK in hands["round-table"].open("/").words
    assert MARK not in hands["beirat-01"].open("/").words
    said = "hat den Runden Tisch"
    for page in (f"/entwuerfe/{way.id}/verlauf?art=erinnerung", "/was-geschah?art=erinnerung"):
        told = hands["beirat-02"].open(page).words
        assert said in told and "an die Stellungnahme zu Fassung 1 erinnert." in told, page
    assert said in hands["beirat-02"].open(f"/was-geschah?gremium={TISCH}").words


def test_the_conference_reminds_all_its_beiraete_at_once(hands: Hands) -> None:
    way = hands.draft().submit().state("beirat-01")
    sheet = form(hands, way, "conference")
    assert len(sheet.values("stellen")) == 10 and "beirat-01" not in sheet.values("stellen")
    sheet.press("erinnern")
    told = hands["auditor"].open(f"/entwuerfe/{way.id}/verlauf").words
    assert "hat zehn Beiräte an die Einschätzung zu Fassung 1 erinnert." in told
    assert "Beiräte erinnern" not in stand(hands, way, "conference").words


def test_a_returned_drafts_group_is_reminded_of_its_revision(hands: Hands) -> None:
    way = hands.draft().submit().give_back()
    assert "An die Überarbeitung erinnern" in stand(hands, way, "steering").words
    form(hands, way, "steering").press("erinnern")
    said = stand(hands, way, "steering").words
    assert "An die Überarbeitung erinnern" not in said
    assert "Die Expert*innengruppe ist am" in said
    assert MARK in hands["chair"].open("/").words


def test_somebody_is_named_and_nobody_twice_a_day(hands: Hands) -> None:
    way = hands.draft().submit()
    first, second = form(hands, way, "office", TISCH), form(hands, way, "steering", TISCH)
    nobody = first.press("erinnern", stellen=[])
    assert nobody.status == 422 and "Bitte wählen Sie mindestens eine Stelle." in nobody.words
    assert first.press("erinnern").status == 303
    again = second.press("erinnern")
    assert again.status == 409 and "Erinnert wird höchstens einmal am Tag." in again.answer.text
    conference = form(hands, way, "conference")
    assert conference.press("erinnern").status == 303
    assert form(hands, way, "conference").status == 409
