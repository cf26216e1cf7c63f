"""Forms without a mouse: what to mend is read first and leads to its field."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from review_service.demo import accounts as demo_accounts
from tests.browser.conftest import Visit


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize(
    ("account", "form", "button"),
    [
        ("vorsitz-wirtschaft", "/entwuerfe/neu", "Als Fassung 1 speichern"),
        ("beirat-11", "/entwuerfe/{demokratie}/stellungnahme", "Einschätzung abgeben"),
        (
            "delegiertenkonferenz",
            "/entwuerfe/{demokratie}/buendelung",
            "An die Lenkungsgruppe übermitteln",
        ),
        ("oe-50-6", "/entwuerfe/{bildung}/ruecksprache", "Um Rücksprache bitten"),
        ("lenkungsgruppe", "/entwuerfe/{demokratie}/entscheidung", "Beschluss prüfen"),
        ("vorsitz-demokratie", "/entwuerfe/{demokratie}/zurueckziehen", "Einreichung zurückziehen"),
    ],
    ids=["author", "state", "bundle", "consult", "decide", "withdraw"],
)
def test_what_to_mend_takes_the_focus_and_leads_to_its_field(
    visit: Visit, javascript: bool, account: str, form: str, button: str
) -> None:
    visitor = visit(account, java_script_enabled=javascript)
    visitor.go(form.format(**visitor.site.drafts))
    assert visitor.presses(button) in (409, 422)
    expect(visitor.page.get_by_role("alert")).to_be_focused()
    visitor.page.keyboard.press("Tab")
    field = visitor.page.locator(":focus").get_attribute("href")
    visitor.page.keyboard.press("Enter")
    assert field
    expect(visitor.page.locator(field)).to_be_focused()


def test_one_signs_in_by_keyboard_after_a_wrong_password(visit: Visit) -> None:
    visitor = visit()
    visitor.go("/anmelden")
    assert visitor.signs_in("auditor", "falsch") == 403
    expect(visitor.page.get_by_role("alert")).to_be_focused()
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_label("Benutzername")).to_be_focused()
    visitor.holds("Benutzername", "auditor")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.type(demo_accounts.PASSWORD)
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    visitor.reads("Meine Aufgaben")


def test_the_enter_key_in_a_field_records_nothing(visit: Visit) -> None:
    chair = visit("vorsitz-wirtschaft")
    before = chair.site.ask("drafts")
    chair.go("/entwuerfe/neu")
    chair.writes("Text der Fassung 1", "Ein Absatz.")
    with chair.page.expect_navigation():
        chair.page.get_by_label("Titel", exact=True).press("Enter")
    chair.reads("Vorschau: ein Absatz", "Noch nicht gespeichert.")
    assert chair.site.ask("drafts") == before
