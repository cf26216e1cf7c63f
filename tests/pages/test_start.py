"""The start page: my tasks, what I have begun, what is new."""

from __future__ import annotations

import pytest

from domain.gremium import Role
from review_service.service import Service
from tests.api.way import Way
from tests.pages.hands import Hands
from tests.pages.test_elections import AtThePages
from tests.pages.test_procedure import JUGEND
from tests.pages.test_suggestions import forwarded

NO_TASKS = "Sie haben zurzeit keine Aufgaben."


def words(hands: Hands, name: str) -> str:
    return hands[name].open("/").words


def links(hands: Hands, name: str) -> str:
    return hands[name].open("/").answer.text


def test_a_chair_is_told_to_answer_each_vorgabe_and_then_to_submit(hands: Hands) -> None:
    demands = ({"text": "Kosten nennen"}, {"text": "Ziele nennen"})
    way = hands.draft().submit().give_back(1, *demands)
    assert "„Leitbild Bildung“ überarbeiten" in words(hands, "chair")
    assert "Zwei Vorgaben warten auf Ihre Antwort." in words(hands, "chair")
    assert f'href="/entwuerfe/{way.id}/ueberarbeiten"' in links(hands, "chair")
    way.revise(answers=[{"vorgabe": 1, "outcome": "erfuellt"}])
    assert "Von 2 Vorgaben ist eine noch nicht beantwortet." in words(hands, "chair")
    way.revise(base=2, text="Neu", answers=[{"vorgabe": 2, "outcome": "erfuellt"}])
    assert "Fassung 3 kann eingereicht werden." in words(hands, "chair")
    way.submit(3)
    assert NO_TASKS in words(hands, "chair")


def test_only_the_chair_is_told_to_submit_and_both_to_answer(hands: Hands) -> None:
    way = hands.draft()
    assert "einreichen oder weiterschreiben" in words(hands, "chair")
    assert NO_TASKS in words(hands, "management")
    assert NO_TASKS in words(hands, "other-chair")
    way.submit().give_back()
    assert "überarbeiten" in words(hands, "management")
    assert NO_TASKS in words(hands, "member")


@pytest.mark.parametrize("name", ["beirat-01", "beirat-02", "round-table", "equality"])
def test_a_body_is_awaited_until_it_has_spoken(hands: Hands, name: str) -> None:
    way = hands.draft(equality_relevant=True)
    assert NO_TASKS in words(hands, name)
    way.submit()
    assert "Zu „Leitbild Bildung“ Stellung nehmen" in words(hands, name)
    way.state(name)
    assert NO_TASKS in words(hands, name)


def test_gleichstellung_is_awaited_once_she_is_consulted(hands: Hands) -> None:
    way = hands.draft(equality_relevant=False).submit()
    assert NO_TASKS in words(hands, "equality")
    way.post("office", "consultation", question="Reicht Absatz 3?")
    assert "Stellung nehmen" in words(hands, "equality")


def test_in_a_new_round_a_body_is_told_what_it_last_spoke_on(hands: Hands) -> None:
    way = hands.draft().submit().state("beirat-01").give_back()
    way.revise(answers=[{"vorgabe": 1, "outcome": "erfuellt"}]).submit(2)
    assert "Zuletzt haben Sie sich zu Fassung 1 geäußert." in words(hands, "beirat-01")
    assert "Zuletzt" not in words(hands, "beirat-02")


def test_the_conference_bundles_and_looks_again_at_what_came_later(hands: Hands) -> None:
    way = hands.draft().submit().state("beirat-01")
    assert "bisher 1 von 11 Beiräten geäußert" in words(hands, "conference")
    way.state("conference", bundles=["beirat-01"])
    assert NO_TASKS in words(hands, "conference")
    way.state("beirat-02")
    assert "Eine Einschätzung ist nach Ihrer Übermittlung" in words(hands, "conference")
    way.state("conference", bundles=["beirat-01", "beirat-02"])
    assert NO_TASKS in words(hands, "conference")


def test_the_lenkungsgruppe_sees_how_much_is_open(hands: Hands) -> None:
    way = hands.draft().submit()
    assert "0 von 13 Stellen sind gehört. Zwei Punkte sind noch offen." in words(hands, "steering")
    way.state("conference")
    assert "1 von 13 Stellen sind gehört. Ein Punkt ist noch offen." in words(hands, "steering")
    way.state("round-table")
    assert "Nichts steht mehr aus." in words(hands, "steering")
    assert NO_TASKS in words(hands, "steering-member")
    way.accept()
    assert NO_TASKS in words(hands, "steering")


def test_a_withdrawn_round_awaits_nobody(hands: Hands) -> None:
    hands.draft().submit().withdraw()
    for name in ("beirat-01", "conference", "round-table", "steering"):
        assert NO_TASKS in words(hands, name)


@pytest.mark.parametrize("name", ["office", "auditor", "admin"])
def test_who_only_reads_has_no_tasks(hands: Hands, name: str) -> None:
    hands.draft().submit()
    assert NO_TASKS in words(hands, name)


def test_who_sits_in_two_bodies_sees_for_which_one(hands: Hands) -> None:
    hands.draft().submit()
    both = hands.with_seats("both", ("beirat-01", Role.MEMBER), ("runder-tisch", Role.MEMBER))
    said = both.open("/").words
    assert "Sie haben zwei Aufgaben." in said
    assert "Für: Integrationsbeirat Mitte" in said and "Für: Runder Tisch" in said


def test_tasks_are_sorted_what_can_be_done_now_before_what_waits_for_others(hands: Hands) -> None:
    hands.draft(title="Wartet").submit()
    hands.draft(title="Bereit").submit().hear_all()
    said = words(hands, "steering")
    assert "zwei Aufgaben: eine jetzt möglich und eine, die noch auf andere wartet." in said
    names = [
        "Jetzt möglich",
        "Über „Bereit“ entscheiden",
        "Wartet noch auf andere",
        "Über „Wartet“",
    ]
    places = [said.index(name) for name in names]
    assert places == sorted(places)
    whom = "wartet auf: Delegiertenkonferenz der Integrationsbeiräte und Runder Tisch"
    assert said.count("wartet auf:") == 1 and whom in said
    assert "wartet auf: elf Beiräte" in words(hands, "conference")


def test_what_has_a_last_day_comes_first(hands: Hands) -> None:
    hands.draft().submit()
    AtThePages(hands)
    said = words(hands, "office")
    assert "Sie haben zwei Aufgaben: eine mit Frist und eine jetzt möglich." in said
    assert said.index("Mit Frist") < said.index("einladen") < said.index("Jetzt möglich")


def test_a_member_is_told_what_others_of_its_body_do(hands: Hands) -> None:
    way = hands.draft()
    assert "Das tun andere aus Ihrem Gremium" in words(hands, "member")
    way.submit()
    said = words(hands, "steering-member")
    assert NO_TASKS in said and "Über „Leitbild Bildung“ entscheiden Vorsitz oder Büro" in said
    assert "Das tun andere" not in words(hands, "steering")
    assert "Das tun andere" not in words(hands, "member")


def test_a_dezernat_is_led_to_a_suggestion_that_lies_with_it(hands: Hands) -> None:
    path = forwarded(hands)
    dezernat = hands.with_seats("dez-4", ("dezernat-4", Role.OFFICE)).open("/")
    assert "Initiativvorschlag von „Bildungsverein e. V.“ beantworten" in dezernat.words
    assert "Ada Muster" not in dezernat.words
    assert f'href="{path}"' in dezernat.answer.text


def test_the_lenkungsgruppe_is_led_to_a_recut_it_has_not_answered(hands: Hands) -> None:
    hands["office"].open("/verfahren/zuschnitt/neu").press("vorschlagen", **JUGEND)
    assert "Über den Zuschnitt des Themenfelds „Jugend“ entscheiden" in words(hands, "steering")
    assert 'href="/verfahren/vorschlaege/1"' in links(hands, "steering")
    assert NO_TASKS in words(hands, "steering-member")


def test_oe_50_6_is_led_to_the_next_step_of_an_election(hands: Hands) -> None:
    election = AtThePages(hands)
    said = words(hands, "office")
    assert "Drei Organisationen sind noch nicht als eingeladen eingetragen." in said
    assert "überfällig, Frist war am 10. Januar 2020" in said
    election.nominated("Kim", "Lou", "Mika").held()
    assert f'href="{election.path}/auszaehlung-2"' in links(hands, "office")
    assert "Es fehlen beide Auszählungen." in words(hands, "office")
    assert NO_TASKS in words(hands, "auditor")


def test_what_was_begun_is_offered_again(hands: Hands) -> None:
    way = hands.draft().submit()
    beirat = hands["beirat-01"]
    path = f"/entwuerfe/{way.id}/stellungnahme"
    beirat.open(path).press("zwischenspeichern", text="Noch nicht fertig")
    sheet = beirat.open("/")
    assert "Stellungnahme zu „Leitbild Bildung“" in sheet.words
    assert f'href="{path}"' in sheet.answer.text
    assert "Angefangen" not in words(hands, "beirat-02")


def test_the_first_visit_tells_what_happened_last_and_the_next_one_what_is_new(
    service: Service, hands: Hands
) -> None:
    way = hands.draft().submit()
    first = words(hands, "beirat-01")
    assert "Was zuletzt geschehen ist" in first
    assert "hat Fassung 1 eingereicht. Damit begann die 1. Beratungsrunde" in first
    way.state("beirat-02")
    second = words(hands, "beirat-01")
    assert "Neu seit Ihrem letzten Besuch am" in second
    assert "Der Integrationsbeirat Vahrenwald-List hat Fassung 1 zugestimmt." in second
    assert "eingereicht" not in second
    assert "Seitdem ist nichts geschehen." in words(hands, "beirat-01")


def test_the_first_visit_says_what_the_account_is_for_and_the_account_page_always(
    hands: Hands,
) -> None:
    for name, words in {
        "beirat-01": "Dieses Konto spricht für: Mitglied, Integrationsbeirat Mitte. Damit können"
        " Sie zu jedem eingereichten Entwurf die Einschätzung Ihres Beirats abgeben; lesen",
        "chair": "Damit können Sie Entwürfe anlegen, an Entwürfen Ihrer Expert*innengruppe"
        " schreiben, sie einreichen und um Rücksprache",
        "steering": "Damit können Sie Entwürfe annehmen oder mit Vorgaben zurückgeben, an",
        "member": "Damit lesen Sie alles, was eingereicht ist, und folgen jedem Schritt.",
        "admin": "Konten öffnen und schließen",
    }.items():
        person = hands[name]
        assert words in person.open("/").words and words in person.open("/konto").words
        again = hands[name].open("/")
        assert "Wofür dieses Konto ist" not in again.words
        assert "Wofür dieses Konto ist" in hands[name].open("/konto").words


def test_what_is_new_is_grouped_by_draft(hands: Hands) -> None:
    first, second = hands.draft(title="Erster"), hands.draft(title="Zweiter")
    for way in (first, second, first):
        way.submit() if way.get("chair")["status"] == "in_erarbeitung" else way.state("beirat-01")
    text = hands["beirat-02"].open("/").answer.text
    news = text[text.index("Was zuletzt geschehen ist") :]
    assert news.count(f'href="/entwuerfe/{first.id}"') == 1
    assert news.index("Erster") < news.index("Zweiter")


def test_news_of_an_unsubmitted_revision_reach_its_group_alone(hands: Hands) -> None:
    way: Way = hands.draft().submit().give_back()
    way.revise(answers=[{"vorgabe": 1, "outcome": "erfuellt"}])
    assert "Fassung 2 gespeichert" in words(hands, "management")
    assert "Fassung 2" not in words(hands, "beirat-01")
