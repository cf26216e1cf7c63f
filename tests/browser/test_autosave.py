"""What is typed is saved while it is typed; two windows, a sign-out, a device lose nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, Visitor

WORDS = "Wir haben zwei Abende darüber gesprochen."
FIELD = "Begründung in Ihren Worten"
ELSEWHERE = "Dieses Formular ist auch anderswo offen"


def form_of(visitor: Visitor, theme: str = "demokratie") -> str:
    return f"/entwuerfe/{visitor.site.drafts[theme]}/stellungnahme"


def types(page: Page, words: str) -> None:
    page.get_by_label(FIELD, exact=True).press("ControlOrMeta+a")
    page.get_by_label(FIELD, exact=True).type(words)


def is_saved(page: Page) -> None:
    expect(page.locator("#gesichert")).to_contain_text("gespeichert ", timeout=20_000)


def text_at(visit: Visit, account: str) -> str:
    """What stands in the field on another device."""
    device = visit(account)
    device.go(form_of(device))
    return device.page.get_by_label(FIELD, exact=True).input_value()


def test_words_are_saved_a_moment_after_the_last_key(visit: Visit) -> None:
    beirat = visit("beirat-01")
    beirat.go(form_of(beirat))
    expect(beirat.page.locator("#gesichert")).to_be_empty()
    types(beirat.page, WORDS)
    is_saved(beirat.page)
    status = beirat.page.locator("#gesichert")
    assert status.get_attribute("role") == "status"
    assert text_at(visit, "beirat-01") == WORDS


def test_leaving_and_back_keep_what_was_not_saved_yet(visit: Visit) -> None:
    beirat = visit("beirat-02")
    beirat.go("/entwuerfe")
    beirat.go(form_of(beirat))
    types(beirat.page, WORDS)
    beirat.page.go_back()
    beirat.page.wait_for_load_state()
    beirat.page.go_forward()
    beirat.holds(FIELD, WORDS)


def test_a_link_inside_a_form_saves_first(visit: Visit) -> None:
    board = visit("lenkungsgruppe")
    draft = f"/entwuerfe/{board.site.drafts['demokratie']}"
    board.go(f"{draft}/entscheidung")
    board.chooses("Mit Vorgaben zurückgeben")
    board.writes("Was soll die Gruppe ändern?", WORDS)
    board.follows("Frühere Runden, Änderungen und Verlauf lesen")
    board.go(f"{draft}/entscheidung")
    board.holds("Was soll die Gruppe ändern?", WORDS)


def test_a_second_window_says_at_once_that_the_form_is_open_elsewhere(visit: Visit) -> None:
    beirat = visit("beirat-03")
    beirat.go(form_of(beirat))
    other = beirat.context.new_page()
    other.goto(beirat.page.url)
    for page in (other, beirat.page):
        expect(page.locator("#gesichert")).to_contain_text("auch in einem anderen Fenster offen")


@pytest.mark.parametrize("taken", ["there", "here"])
def test_words_of_two_devices_are_both_kept_and_one_is_chosen(visit: Visit, taken: str) -> None:
    account = "beirat-04" if taken == "there" else "beirat-05"
    home, office = visit(account), visit(account)
    for one in (home, office):
        one.go(form_of(one))
    types(home.page, "Zu Hause.")
    is_saved(home.page)
    types(office.page, "Im Büro.")
    expect(office.page.get_by_role("heading", name=ELSEWHERE)).to_be_visible(timeout=20_000)
    assert text_at(visit, account) == "Zu Hause.", "not overwritten"
    office.presses("Beides ansehen und wählen")
    office.holds(FIELD, "Im Büro.")
    office.page.get_by_text("Was dort steht", exact=True).click()
    office.reads("Zu Hause.")
    if taken == "there":
        office.presses("Nehmen, was dort steht")
        office.holds(FIELD, "Zu Hause.")
    office.presses("Behalten, was in den Feldern steht")
    expect(office.page.get_by_text("mehreren Stellen")).to_have_count(0)
    office.holds(FIELD, "Zu Hause." if taken == "there" else "Im Büro.")


def test_two_windows_without_javascript_lose_nothing_either(visit: Visit) -> None:
    home, office = (visit("beirat-06", java_script_enabled=False) for _ in "12")
    for one in (home, office):
        one.go(form_of(one))
    home.writes(FIELD, "Zu Hause.")
    home.presses("Später weiterschreiben")
    office.writes(FIELD, "Im Büro.")
    office.presses("Später weiterschreiben")
    office.reads("Dieses Formular ist an mehreren Stellen geschrieben worden")
    office.holds(FIELD, "Im Büro.")
    office.page.get_by_text("Was dort steht", exact=True).click()
    office.reads("Zu Hause.")


def test_after_a_sign_out_elsewhere_it_says_so_and_keeps_the_words(visit: Visit) -> None:
    beirat = visit("beirat-07")
    beirat.go(form_of(beirat))
    tab = beirat.context.new_page()
    tab.goto(beirat.site.address)
    with tab.expect_navigation():
        tab.get_by_role("button", name="Abmelden").click()
    types(beirat.page, WORDS)
    said = beirat.page.locator("#gesichert")
    expect(said).to_contain_text("Sie sind hier nicht mehr angemeldet", timeout=20_000)
    beirat.holds(FIELD, WORDS)
    beirat.presses("Später weiterschreiben")
    beirat.signs_in("beirat-07")
    beirat.holds(FIELD, WORDS)


def test_the_act_is_not_followed_by_a_save(visit: Visit) -> None:
    beirat = visit("beirat-08")
    beirat.go(form_of(beirat))
    beirat.chooses("Wir stimmen zu")
    types(beirat.page, WORDS)
    beirat.presses("Einschätzung abgeben")
    beirat.go("/")
    expect(beirat.page.get_by_text("Angefangen und noch nicht abgegeben")).to_have_count(0)
