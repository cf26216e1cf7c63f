"""The editor for a text: by mouse and by key, section by section, and without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, Visit, Visitor

LABEL = "Text der Fassung 1"
TWO = "## Anfang\n\nErster Satz.\n\n## Ende\n\nLetzter Satz."


@pytest.fixture(autouse=True)
def _nothing_is_begun(site: Site) -> None:
    """What the test before wrote was saved while it was typed."""
    with site.service.pool.connection() as database:
        database.execute("DELETE FROM people.working_copy")


@pytest.fixture
def writer(visit: Visit) -> Visitor:
    """A chair before the empty form for a new draft."""
    return before_the_form(visit, "vorsitz-wirtschaft")


def before_the_form(visit: Visit, account: str) -> Visitor:
    chair = visit(account)
    chair.go("/entwuerfe/neu")
    while chair.page.locator("textarea[name=text]").input_value():  # saved as a page closed
        chair.presses("Verwerfen und neu beginnen")
        chair.go("/entwuerfe/neu")
    chair.page.get_by_label(LABEL, exact=True).focus()
    return chair


def keys(writer: Visitor, *typed: str) -> None:
    """Press keys; what is no key's name is typed."""
    for one in typed:
        if KEY.fullmatch(one):
            writer.page.keyboard.press(one)
        else:
            writer.page.keyboard.type(one)


KEY = re.compile(r"((Control|Alt|Shift)\+\w+|Arrow\w+|Tab|Enter|Escape|End|Delete)")


def test_what_is_written_stands_in_the_form_s_field_and_is_sent(visit: Visit) -> None:
    writer = before_the_form(visit, "vorsitz-bildung")
    keys(writer, "Wir nennen Expert*innen und Bürger*innen.")
    writer.holds(LABEL, "Wir nennen Expert*innen und Bürger*innen.")
    keys(writer, " Sofort.")
    writer.presses("Vorschau ansehen")
    writer.reads("Wir nennen Expert*innen und Bürger*innen. Sofort.")
    writer.holds(LABEL, "Wir nennen Expert*innen und Bürger*innen. Sofort.")


def test_the_signs_of_markdown_are_out_of_sight_until_one_wants_them(writer: Visitor) -> None:
    keys(
        writer,
        "## Titel",
        "Enter",
        "Enter",
        "Ein **fettes** Wort der Expert*innen.",
        "Enter",
        "Tab",
    )
    text = writer.page.locator(".cm-content")
    expect(text).to_contain_text("Ein fettes Wort der Expert*innen.")
    expect(text).not_to_contain_text("##")
    writer.page.get_by_role("button", name="Zeichen zeigen").click()
    expect(text).to_contain_text("## Titel")
    expect(text).to_contain_text("Ein **fettes** Wort")
    writer.holds(LABEL, "## Titel\n\nEin **fettes** Wort der Expert*innen.\n")


def test_what_is_typed_over_a_selection_takes_its_place(writer: Visitor) -> None:
    """Of headings too: left to a browser, the console would speak of style attributes."""
    writer.writes(LABEL, TWO)
    keys(writer, "Control+a", "Neu.")
    writer.holds(LABEL, "Neu.")


def test_all_of_it_goes_by_keyboard(writer: Visitor) -> None:
    keys(writer, "Unser Begriff", "Control+b", "Alt+F10")
    expect(writer.page.get_by_role("combobox", name="Zum Abschnitt")).to_be_focused()
    keys(writer, "ArrowRight", "ArrowRight", "Enter")  # past what has no heading yet: Überschrift
    expect(writer.page.get_by_label(LABEL, exact=True)).to_be_focused()
    writer.holds(LABEL, "## Unser **Begriff**")
    keys(writer, "End", "Enter", "Enter", "- eins", "Enter", "zwei", "Enter", "Enter", "Ende")
    writer.holds(LABEL, "## Unser **Begriff**\n\n- eins\n- zwei\nEnde")
    keys(writer, "Control+z", "Control+z", "Tab")
    expect(writer.page.get_by_label(LABEL, exact=True)).not_to_be_focused()
    expect(writer.page.get_by_role("button", name="Vorschau ansehen")).to_be_focused()
    keys(writer, "Shift+Tab")
    expect(writer.page.get_by_label(LABEL, exact=True)).to_be_focused()


@pytest.mark.parametrize(
    ("tool", "before", "after"),
    [
        ("Überschrift", "Wort", "## Wort"),
        ("Überschrift", "## Wort", "### Wort"),
        ("Fett", "Wort", "**Wort**"),
        ("Fett", "**Wort**", "Wort"),
        ("Kursiv", "Wort", "*Wort*"),
        ("Liste", "Wort", "- Wort"),
        ("Liste", "- Wort", "Wort"),
        ("Nummerierte Liste", "Wort", "1. Wort"),
        ("Tabelle", "Wort", "Wort\n\n| Spalte 1 | Spalte 2 |\n| --- | --- |\n|  |  |\n"),
        ("Begriff", "**Eins** und **zwei** und drei", "**Eins** und **zwei** und **drei**"),
        ("Begriff", "„Eins“ und „zwei“ und drei", "„Eins“ und „zwei“ und „drei“"),
    ],
)
def test_each_tool_does_what_it_says(writer: Visitor, tool: str, before: str, after: str) -> None:
    keys(writer, before)
    if before.endswith("**"):
        keys(writer, "ArrowLeft", "ArrowLeft")
    writer.page.get_by_role("button", name=tool, exact=True).click()
    writer.holds(LABEL, after)


def test_one_section_is_written_alone_and_the_rest_stays(writer: Visitor) -> None:
    writer.writes(LABEL, TWO)
    writer.page.get_by_role("combobox", name="Zum Abschnitt").select_option(
        label="\u00a0\u00a0Ende"
    )
    alone = writer.page.get_by_role("button", name="Nur diesen Abschnitt")
    alone.click()
    text = writer.page.locator(".cm-content")
    expect(text).not_to_contain_text("Erster Satz.")
    text.focus()
    keys(writer, "Control+End", " Und noch einer.")
    writer.holds(LABEL, f"{TWO} Und noch einer.")
    keys(writer, "Control+a", "Delete")
    writer.holds(LABEL, TWO.partition("## Ende")[0])
    keys(writer, "Control+z")
    writer.holds(LABEL, f"{TWO} Und noch einer.")
    alone.click()
    expect(text).to_contain_text("Erster Satz.")


def test_it_fills_the_screen_and_escape_leaves_that(writer: Visitor) -> None:
    bench = writer.page.locator("section:has([data-editor])")
    writer.page.get_by_role("button", name="Ganzer Bildschirm").click()
    box = bench.bounding_box()
    assert box and (box["x"], box["y"]) == (0, 0) and box["height"] == 720
    writer.page.keyboard.press("Escape")
    box = bench.bounding_box()
    assert box and box["y"] > 0


def test_going_back_finds_what_was_written(writer: Visitor) -> None:
    keys(writer, "Das bleibt.")
    writer.holds(LABEL, "Das bleibt.")
    writer.page.goto(f"{writer.site.address}/hinweise/hilfe")
    writer.page.go_back()
    writer.holds(LABEL, "Das bleibt.")
    expect(writer.page.locator(".cm-content")).to_contain_text("Das bleibt.")


def test_what_is_typed_is_saved_and_words_of_two_devices_are_both_kept(visit: Visit) -> None:
    home = before_the_form(visit, "vorsitz-soziales")
    keys(home, "Ein Satz, der bleibt.")
    expect(home.page.locator("#gesichert")).to_contain_text("gespeichert ", timeout=20_000)
    office = visit("vorsitz-soziales")
    office.go("/entwuerfe/neu")
    office.holds(LABEL, "Ein Satz, der bleibt.")
    keys(home, " Zu Hause.")
    home.page.go_back()  # before a moment has passed
    home.page.go_forward()
    home.holds(LABEL, "Ein Satz, der bleibt. Zu Hause.")
    office.page.get_by_label(LABEL, exact=True).focus()
    keys(office, "Im Büro. ")
    elsewhere = office.page.get_by_role("heading", name="auch anderswo offen")
    expect(elsewhere).to_be_visible(timeout=20_000)
    office.presses("Beides ansehen und wählen")
    office.holds(LABEL, "Im Büro. Ein Satz, der bleibt.")
    office.page.get_by_text("Was dort steht", exact=True).click()
    office.reads("Ein Satz, der bleibt. Zu Hause.")


def test_beside_it_stand_vorgaben_voices_and_what_is_changed(visit: Visit) -> None:
    chair = visit("vorsitz-soziales")
    chair.go(f"/entwuerfe/{chair.site.drafts['soziales']}/ueberarbeiten")
    box = chair.page.locator(".editor__text").bounding_box()
    assert box and box["width"] > 600, "it has its share of the window"
    tabs = chair.page.get_by_role("tab")
    expect(tabs).to_have_text(["Vorgaben", "Einschätzungen", "Änderungen"])
    expect(chair.page.get_by_role("heading", name="Vorgabe 1")).to_be_visible()
    tabs.first.focus()
    chair.page.keyboard.press("ArrowRight")
    every = chair.page.get_by_label("Zu allen Abschnitten")
    shown = chair.page.locator("#stimmen > li:visible")
    every.check()
    total = shown.count()
    assert total
    every.uncheck()
    first = chair.page.locator("#stimmen > li").first.get_attribute("data-abschnitt")
    chair.page.get_by_role("combobox", name="Zum Abschnitt").select_option(
        value=str(headings(chair).index(str(first)) - 1)
    )
    assert 0 < shown.count() <= total
    assert {one.get_attribute("data-abschnitt") for one in shown.all()} == {first}
    tabs.last.click()
    changed = chair.page.locator("#bisher")
    expect(changed).to_contain_text("kein Wort anders als in Fassung 1")
    chair.page.get_by_label("Text der Fassung 2", exact=True).focus()
    chair.page.keyboard.press("Control+End")
    chair.page.keyboard.type("\n\nEin neuer Schluss.")
    expect(changed).to_contain_text("Ein Absatz ist neu.")
    expect(changed).to_contain_text("Ein neuer Schluss.")
    assert chair.site.ask(f"drafts/{chair.site.drafts['soziales']}")["revision"] == 1


def headings(writer: Visitor) -> list[str]:
    chooser = writer.page.get_by_role("combobox", name="Zum Abschnitt")
    return [option.strip() for option in chooser.locator("option").all_inner_texts()]


def test_a_link_to_what_is_to_be_mended_opens_its_tab(visit: Visit) -> None:
    chair = visit("geschaeftsfuehrung-soziales")
    chair.go(f"/entwuerfe/{chair.site.drafts['soziales']}/ueberarbeiten")
    chair.chooses("Abgelehnt", to="Ihre Antwort auf Vorgabe 1")
    assert chair.presses("Als Fassung 2 speichern") == 422
    chair.page.get_by_role("tab", name="Änderungen").click()
    chair.page.get_by_role("alert").get_by_role("link").first.click()
    expect(chair.page.locator("#grund-1")).to_be_visible()


def test_without_a_script_the_text_is_written_in_a_plain_field(visit: Visit) -> None:
    chair = visit("vorsitz-soziales", java_script_enabled=False)
    chair.go(f"/entwuerfe/{chair.site.drafts['soziales']}/ueberarbeiten")
    text = chair.page.get_by_label("Text der Fassung 2", exact=True).input_value()
    for heading in ("Vorgaben beantworten", "Einschätzungen zu diesem Text", "Bisher geändert"):
        expect(chair.page.get_by_role("heading", name=heading)).to_be_visible()
    chair.writes("Text der Fassung 2", f"{text}\n\nEin Schluss von Hand.")
    assert chair.presses("Änderungen ansehen") == 200
    chair.reads("Ein Absatz ist neu.", "Ein Schluss von Hand.")
    chair.go(f"/entwuerfe/{chair.site.drafts['soziales']}/ueberarbeiten")
    chair.reads("Ein Schluss von Hand.")
    chair.presses("Verwerfen und neu beginnen")
