"""On paper: what a committee files, with its head, without the navigation, on few pages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, Visitor
from tests.browser.test_rooms import BOTTOM, DRAFTS, PHONE, law  # noqa: F401  a fixture

ROOMS = {
    "": "Stand mit Fassung 3",
    "/text": "Fassung 3",
    "/aenderungen?von=1&bis=3": "Änderungen von Fassung 1 zu 3",
    "/herkunft": "Herkunft der Fassung 3",
    "/zeilen": "Zeilen der Fassung 3",
    "/beratung": "3. Runde zu Fassung 3",
    "/beratung?ansicht=absaetze": "Beratung zu Fassung 3",
    "/beratung?ansicht=vorgaben": "Vorgaben bis Fassung 3",
    "/fassungen": "Fassungen bis 3",
    "/verlauf?version=17": "Stand nach Ereignis 17",
}
"""The pages of the draft Bildung that are printed, with what stands at the head of each sheet."""
MOST = {"": 1, "/text": 4, "/beratung": 4, "/beratung?ansicht=vorgaben": 1}
"""On how many sheets they fit where none is left half empty before the last."""


def printed(visitor: Visitor) -> bytes:
    visitor.page.emulate_media(media="null")  # as it is: on paper for paper
    return visitor.page.pdf(prefer_css_page_size=True)


def sheets(visitor: Visitor) -> int:
    """Count the pages of what comes out of the printer."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", printed(visitor)))


def style(visitor: Visitor, name: str) -> str:
    asked = "name => getComputedStyle(document.documentElement).getPropertyValue(name)"
    found: str = visitor.page.evaluate(asked, name)
    return found.strip('"')


@pytest.mark.parametrize("theme", DRAFTS)
def test_how_a_draft_stands_is_one_sheet(visit: Visit, theme: str) -> None:
    for account in ("lenkungsgruppe", "beirat-02"):
        reader = visit(account)
        reader.go(f"/entwuerfe/{reader.site.drafts[theme]}")
        assert sheets(reader) == 1, account


def test_with_reminders_it_is_one_screen_two_on_a_phone_and_one_sheet(visit: Visit) -> None:
    office = visit("oe-50-6", viewport={"width": 1200, "height": 900})
    office.go(f"/entwuerfe/{office.site.drafts['demokratie']}/erinnern")
    office.presses("Erinnern")
    for account in ("oe-50-6", "lenkungsgruppe", "delegiertenkonferenz"):
        reader = visit(account, viewport={"width": 1200, "height": 900})
        reader.go(f"/entwuerfe/{reader.site.drafts['demokratie']}")
        reader.reads("Erinnert am")
        assert reader.page.evaluate(BOTTOM, ".stand") <= 900, account
        assert sheets(reader) == 1, account
        reader.page.set_viewport_size(PHONE)
        assert reader.page.evaluate(BOTTOM, ".stand") <= 2 * 844, account


@pytest.mark.parametrize("room", ROOMS)
def test_every_sheet_has_a_head_and_nothing_to_press(visit: Visit, room: str) -> None:
    reader = visit("lenkungsgruppe")
    reader.go(f"/entwuerfe/{reader.site.drafts['bildung']}{room}")
    assert style(reader, "--kopf") == "Bildung in der Einwanderungsstadt"
    today = f"{reader.site.service.today:%d.%m.%Y}"
    assert style(reader, "--stand") == f"{ROOMS[room]} · {today}"
    reader.page.emulate_media(media="print")
    for what in ("nav", "button", ".kern-btn", "form", ".druckwahl"):
        for one in reader.page.locator(what).all():
            expect(one).not_to_be_visible()
    foot = reader.page.locator(".druckfuss")
    expect(foot).to_contain_text("sha256")
    assert sheets(reader) <= MOST.get(room, 9)


def test_the_heads_of_sheets_are_printed(visit: Visit) -> None:
    """Without its head a sheet takes fewer bytes: it is part of what is printed."""
    reader = visit("lenkungsgruppe")
    reader.go(f"/entwuerfe/{reader.site.drafts['bildung']}/zeilen")
    whole = len(printed(reader))
    reader.page.evaluate("document.documentElement.removeAttribute('data-kopf')")
    assert len(printed(reader)) < whole


def test_remarks_are_printed_without_being_opened_unless_left_out(visit: Visit) -> None:
    reader = visit("lenkungsgruppe")
    reader.go(f"/entwuerfe/{reader.site.drafts['bildung']}/text")
    words = reader.page.locator("details.absatz__rand p[dir]").first
    expect(words).not_to_be_visible()
    reader.page.emulate_media(media="print")
    expect(words).to_be_visible()
    with_remarks = sheets(reader)
    reader.page.get_by_text("Drucken", exact=True).click()
    reader.page.get_by_label("Anmerkungen zu den Absätzen").uncheck()
    reader.page.emulate_media(media="print")
    expect(words).not_to_be_visible()
    assert sheets(reader) < with_remarks


def test_what_is_no_longer_in_the_text_is_printed_without_being_opened(visit: Visit) -> None:
    reader = visit("lenkungsgruppe")
    reader.go(f"/entwuerfe/{reader.site.drafts['bildung']}/beratung?ansicht=absaetze")
    gone = reader.page.locator("details .stelle-anders").first
    expect(gone).not_to_be_visible()
    reader.page.emulate_media(media="print")
    expect(gone).to_be_visible()


def test_each_council_is_printed_where_that_is_chosen(visit: Visit) -> None:
    reader = visit("lenkungsgruppe")
    reader.go(f"/entwuerfe/{reader.site.drafts['bildung']}")
    council = reader.page.locator(".zu-auf-papier li").first
    reader.page.emulate_media(media="print")
    expect(council).not_to_be_visible()
    reader.page.emulate_media(media="null")
    reader.page.get_by_text("Drucken", exact=True).click()
    reader.page.get_by_label("Integrationsbeiräte einzeln").check()
    reader.page.emulate_media(media="print")
    expect(council).to_be_visible()
    assert sheets(reader) == 1


def test_a_law_in_parts_is_printed_whole(law: Visitor) -> None:  # noqa: F811
    part = sheets(law)
    expect(law.page.locator(".druckfuss")).to_contain_text("Teil 1 von")
    law.page.get_by_text("Drucken", exact=True).click()
    law.page.get_by_role("link", name="Teile auf einer Seite zeigen").click()
    law.page.wait_for_url("**ganz=true")
    assert law.page.locator("#abschnitt-90").is_visible()
    assert sheets(law) > 3 * part
    assert "Teil 1 von" not in law.page.locator(".druckfuss").inner_text()


def test_a_one_time_link_is_copied_by_a_button_and_printed_as_a_letter_of_one_sheet(
    visit: Visit,
) -> None:
    admin = visit("admin")
    admin.go("/konten/beirat-03")
    admin.presses("Neuen Einmal-Link ausstellen")
    link = admin.page.get_by_label("Einmal-Link", exact=True).input_value()
    assert "/erstes-passwort/" in link
    admin.page.get_by_role("button", name="Link kopieren").click()
    expect(admin.page.get_by_text("Kopiert.")).to_be_visible()
    letter = admin.page.locator(".brief")
    expect(letter).not_to_be_visible()
    admin.page.emulate_media(media="print")
    expect(letter).to_be_visible()
    expect(letter).to_contain_text(link)
    for one in admin.page.locator("main .rahmen > :not(.brief)").all():
        expect(one).not_to_be_visible()
    assert sheets(admin) == 1
