"""The four rooms of a draft: none is longer than it has to be, and old addresses lead on."""

from __future__ import annotations

import pytest

from domain.text.blocks import paragraphs
from tests.browser.conftest import Visit, Visitor

BOTTOM = "selector => document.querySelector(selector).getBoundingClientRect().bottom"
DRAFTS = ["bildung", "wirtschaft", "soziales", "demokratie", "stadtverwaltung-und-diversitaet"]
PHONE = {"width": 390, "height": 844}


def on_a_phone(visit: Visit, account: str) -> Visitor:
    return visit(account, viewport=PHONE)


@pytest.mark.parametrize("theme", DRAFTS)
def test_how_a_draft_stands_is_one_screen_two_on_a_phone(visit: Visit, theme: str) -> None:
    for account in ("lenkungsgruppe", "beirat-02"):
        wide = visit(account, viewport={"width": 1200, "height": 900})
        wide.go(f"/entwuerfe/{wide.site.drafts[theme]}")
        assert wide.page.evaluate(BOTTOM, ".stand") <= 900
        phone = on_a_phone(visit, account)
        phone.go(f"/entwuerfe/{phone.site.drafts[theme]}")
        assert phone.page.evaluate(BOTTOM, ".stand") <= 2 * 844


def test_the_menu_leaves_room_on_a_phone_and_opens(visit: Visit) -> None:
    phone = on_a_phone(visit, "vorsitz-stadtverwaltung-und-diversitaet")
    phone.go("/entwuerfe")
    assert phone.page.evaluate(BOTTOM, "header") <= 200
    phone.page.get_by_role("button", name="Menü").click()
    phone.page.get_by_role("navigation", name="Hauptmenü").get_by_role(
        "link", name="Gremien"
    ).click()
    phone.page.wait_for_url("**/gremien")
    assert phone.path == "/gremien"


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_old_addresses_lead_where_they_led(visit: Visit, java_script_enabled: bool) -> None:
    reader = visit("auditor", java_script_enabled=java_script_enabled)
    base = f"/entwuerfe/{reader.site.drafts['bildung']}"
    for old, new in (
        (f"{base}?fassung=1#text", f"{base}/text?fassung=1#text"),
        (f"{base}?stelle=2#stelle-2", f"{base}/text?stelle=2#stelle-2"),
        (f"{base}/stellungnahmen?runde=1", f"{base}/beratung?runde=1"),
    ):
        reader.go(old)
        assert reader.page.url.removeprefix(reader.site.address) == new


def test_old_anchors_lead_where_they_led(visit: Visit) -> None:
    reader = visit("auditor")
    base = f"/entwuerfe/{reader.site.drafts['bildung']}"
    reader.go(f"{base}#absatz-5")
    reader.page.wait_for_url(f"**{base}/text#absatz-5")
    assert reader.page.locator("#absatz-5").is_visible()
    reader.go("/entwuerfe")
    reader.go(f"{base}#vorgabe-4")
    reader.page.wait_for_url(f"**{base}/beratung?ansicht=vorgaben#vorgabe-4")
    assert reader.page.locator("#vorgabe-4").is_visible()


SECTION = "### § {0} Überschrift {0}\n\n" + "Die Stadt fördert das Ankommen.\n\n" * 12
LAW = "# Gesetz\n\n" + "".join(SECTION.format(number) for number in range(1, 90))


@pytest.fixture
def law(visit: Visit) -> Visitor:
    """Somebody who reads a long law."""
    chair = visit("vorsitz-wirtschaft")
    chair.go("/entwuerfe/neu")
    chair.chooses("Grundsatzpapier")
    chair.writes("Titel", "Ein langes Gesetz")
    chair.chooses("Nein", to="Ist das Thema für die Gleichstellung von Bedeutung?")
    chair.page.evaluate(
        "text => { document.querySelector('textarea[name=text]').value = text }", LAW
    )
    chair.presses("Als Fassung 1 speichern")
    chair.go(f"{chair.path}/text")
    return chair


def test_any_section_of_a_law_is_two_clicks_away(law: Visitor) -> None:
    law.page.get_by_role("navigation", name="Inhalt").get_by_role("link", name="§ 47").click()
    law.page.wait_for_load_state()
    assert law.page.get_by_role("heading", name="§ 47 Überschrift 47").is_visible()
    law.page.set_viewport_size(PHONE)
    law.page.get_by_role("button", name="Inhalt").click()
    contents = law.page.get_by_role("navigation", name="Inhalt")
    contents.get_by_role("link", name="§ 3 Überschrift 3", exact=True).click()
    law.page.wait_for_load_state()
    assert law.page.get_by_role("heading", name="§ 3 Überschrift 3").is_visible()


def test_the_parts_of_a_law_are_named_by_their_headings(law: Visitor) -> None:
    law.page.get_by_role("link", name="Der nächste Teil: § ").first.click()
    law.reads("Der vorige Teil: Gesetz")


def test_a_paragraph_of_another_part_is_reached_by_its_number_and_its_anchor(law: Visitor) -> None:
    last = max(unit.number or 0 for unit in paragraphs(LAW))
    law.writes("Absatz", str(last))
    law.presses("Springen")
    assert law.page.locator(f"#absatz-{last}").is_visible()
    law.page.set_viewport_size(PHONE)
    in_one_line = law.page.locator(f"#absatz-{last} .absatz__nr").evaluate(
        """number => {
            const words = document.createRange();
            words.selectNodeContents(number);
            const text = number.parentElement.querySelector(".absatz__text");
            return words.getClientRects().length === 1
                && words.getBoundingClientRect().right <= text.getBoundingClientRect().left;
        }"""
    )
    assert last > 1000 and in_one_line
    law.page.goto(f"{law.site.address}{law.path}#absatz-1")
    law.page.wait_for_selector("#absatz-1")


def test_remarks_are_counts_that_open_in_place_and_may_be_chosen(visit: Visit) -> None:
    reader = visit("lenkungsgruppe")
    reader.go(f"/entwuerfe/{reader.site.drafts['bildung']}/text")
    remarks = reader.page.locator("details.absatz__rand")
    assert remarks.count() > 5 and not remarks.first.locator("div").first.is_visible()
    heights = "() => [...document.querySelectorAll('.absatz')].map(one => one.offsetHeight)"
    before = reader.page.evaluate(heights)
    reader.page.evaluate(
        "() => document.querySelectorAll('details.absatz__rand').forEach(one => one.remove())"
    )
    assert reader.page.evaluate(heights) == before  # closed, they take no room from the text
    reader.go(reader.path)
    remarks.first.locator("summary").click()
    assert remarks.first.get_by_role("link").first.is_visible()
    every = remarks.count()
    reader.page.get_by_text("Anmerkungen am Rand").click()
    reader.page.get_by_label("Stelle", exact=True).select_option(index=1)
    reader.presses("Anmerkungen zeigen")
    assert 0 < remarks.count() < every
    reader.reads("gefiltert")


def test_words_are_searched_in_the_whole_text(law: Visitor) -> None:
    law.writes("Im Text suchen", "überschrift 88")
    law.presses("Suchen")
    law.reads("Eine Stelle mit „überschrift 88“")
    law.page.get_by_role("region", name="Eine Stelle").get_by_role("link").click()
    assert law.page.locator("#abschnitt-89 mark").is_visible()
