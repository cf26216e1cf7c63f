"""Words of a text are marked with the mouse, by touch and by keyboard, and go where they stand."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Site, Visit, Visitor

FORM = "/entwuerfe/{demokratie}/stellungnahme"
MARK = "Auswahl markieren"

SELECT = """(text, [from, to]) => {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  let at = 0, node
  while ((node = walker.nextNode())) {
    if (from >= at && from <= at + node.length) range.setStart(node, from - at)
    if (to >= at && to <= at + node.length) { range.setEnd(node, to - at); break }
    at += node.length
  }
  document.getSelection().removeAllRanges()
  document.getSelection().addRange(range)
}"""
"""What a long press and its handles do: a selection, and no key or button is pressed."""


def opened(visit: Visit, **options: Any) -> tuple[Visitor, Locator]:
    """Someone with the form open, nothing marked in it, and the first paragraph of the text."""
    visitor = visit("beirat-11", **options)
    assert visitor.go(FORM.format(**visitor.site.drafts)) == 200
    unfolded(visitor)
    for _ in visitor.page.locator(".abnehmen").all():
        visitor.page.locator(".abnehmen").first.click()
    for before in visitor.page.locator("[name=absatz]:checked").all():
        before.uncheck()
    return visitor, visitor.page.locator("[data-absatz]").first


def unfolded(visitor: Visitor) -> None:
    """Open the text where it is folded, as on a phone."""
    fold = visitor.page.locator("details:has([data-absatz])")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()


def recorded(visitor: Visitor) -> list[Any]:
    """Send the statement; gives its passages as they were recorded."""
    visitor.chooses("Wir haben Bedenken")
    visitor.page.locator("#text").fill("Diese Stelle verstehen wir nicht.")
    visitor.presses("Einschätzung abgeben")
    visitor.reads("Ihre Einschätzung ist abgegeben.")
    path = f"drafts/{visitor.site.drafts['demokratie']}/statements"
    said = [s for s in visitor.site.ask(path)["items"] if s["body"] == "beirat-11"]
    passages: list[Any] = said[-1]["passages"]
    return passages


WORD = re.compile(r"\w+(?:(?:[*:_’'-]|(?<=\d)[.,](?=\d))\w+)*")


def whole_words(text: str, start: int, end: int) -> str:
    """Give what is meant by a selection that may cut the words at its ends."""
    found = (w for w in WORD.finditer(text) if w.start() < end and start < w.end())
    ends = [(w.start(), w.end()) for w in found]
    return text[min(start, ends[0][0]) : max(end, ends[-1][1])].strip()


def the_text(visitor: Visitor) -> str:
    draft = visitor.site.ask(f"drafts/{visitor.site.drafts['demokratie']}")
    path = f"drafts/{visitor.site.drafts['demokratie']}/revisions/{draft['revision']}"
    text: str = visitor.site.ask(path)["text"]
    return text


def test_with_the_mouse(visit: Visit) -> None:
    visitor, text = opened(visit)
    text.scroll_into_view_if_needed()
    box = text.locator("p").bounding_box()
    assert box
    mouse = visitor.page.mouse
    mouse.move(box["x"] + 2, box["y"] + 10)
    mouse.down()
    mouse.move(box["x"] + 160, box["y"] + 10, steps=5)
    mouse.up()
    words = visitor.page.evaluate("document.getSelection().toString()").strip()
    assert words
    whole = text.text_content() or ""
    words = whole_words(whole, whole.index(words), whole.index(words) + len(words))
    visitor.page.get_by_role("button", name=MARK).click()
    expect(visitor.page.locator("#zitat-1")).to_have_value(words)
    expect(visitor.page.get_by_role("status").filter(has_text=words)).to_have_count(1)
    (passage,) = recorded(visitor)
    assert passage["exact"] == words


def test_by_keyboard_word_by_word_and_the_whole_paragraph(visit: Visit) -> None:
    visitor, text = opened(visit)
    words = [word.strip(",.;:") for word in text.inner_text().split()]
    text.focus()
    keys = visitor.page.keyboard
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    keys.press("Shift+ArrowRight")
    keys.press("Enter")
    expect(visitor.page.locator("#zitat-1")).to_have_value(" ".join(words[1:3]))
    tick = visitor.page.locator("[name=absatz]").first
    expect(tick).not_to_be_checked()
    keys.press("Enter")
    expect(tick).to_be_checked()
    whole, some = sorted(recorded(visitor), key=lambda p: -len(p["exact"]))
    assert whole["start"] < some["start"] and some["exact"] == " ".join(words[1:3])


def test_by_touch(visit: Visit) -> None:
    visitor, text = opened(visit, has_touch=True, viewport={"width": 390, "height": 800})
    text.scroll_into_view_if_needed()
    text.evaluate(SELECT, [4, 20])
    words = whole_words(text.text_content() or "", 4, 20)
    button = visitor.page.get_by_role("button", name=MARK)
    expect(button).to_be_in_viewport()
    button.tap()
    expect(visitor.page.locator("#zitat-1")).to_have_value(words)
    expect(button).to_be_hidden()
    (passage,) = recorded(visitor)
    assert passage["exact"] == words


def test_a_recurring_word_is_the_one_that_was_marked(visit: Visit) -> None:
    visitor, _ = opened(visit)
    text = visitor.page.locator("[data-absatz]").filter(has_text=re.compile(r"\bder\b")).nth(2)
    whole = text.text_content() or ""
    found = re.search(r"\bder\b", whole)
    assert found
    at = found.start()
    before = whole[:at]
    text.evaluate(SELECT, [at, at + 3])
    visitor.page.get_by_role("button", name=MARK).click()
    (passage,) = recorded(visitor)
    assert passage["exact"] == "der"
    start = passage["start"]
    source = the_text(visitor)
    assert source[start : start + 3] == "der"
    assert " ".join(source[:start].split()).endswith(" ".join(before.split())[-20:])


def test_words_of_two_paragraphs_become_two_quotes(visit: Visit) -> None:
    visitor, _ = opened(visit)
    visitor.page.evaluate(
        """() => {
          const [one, two] = document.querySelectorAll("[data-absatz]")
          document.getSelection().setBaseAndExtent(one.querySelector("p").firstChild, 4,
            two.querySelector("p, li").firstChild, 9)
        }"""
    )
    visitor.page.get_by_role("button", name=MARK).click()
    expect(visitor.page.locator("#zitat-2")).not_to_be_empty()
    assert len(recorded(visitor)) == 2


def submitted(site: Site, text: str) -> str:
    """Have another draft authored and submitted; gives its id."""

    def post(path: str, body: dict[str, Any]) -> Any:
        headers = {"Authorization": "Bearer demo-vorsitz-bildung"}
        answer = httpx.post(f"{site.address}/api/{path}", json=body, headers=headers, timeout=60)
        assert answer.status_code == 201, answer.text
        return answer.json()

    draft: str = post("drafts", {
        "paper": "grundsatzpapier", "theme": "bildung", "title": "Liste", "text": text,
        "equality_relevant": False,
    })["id"]  # fmt: skip
    post(f"drafts/{draft}/submission", {"revision": 1})
    return draft


BETWEEN = """([from, to]) => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  for (let node; (node = walker.nextNode()); ) {
    if (!node.parentElement.closest("[data-absatz]")) continue
    if (node.data.includes(from)) range.setStart(node, node.data.indexOf(from))
    if (node.data.includes(to)) { range.setEnd(node, node.data.indexOf(to) + to.length); break }
  }
  document.getSelection().removeAllRanges()
  document.getSelection().addRange(range)
}"""


@pytest.mark.parametrize(
    ("ends", "quotes"),
    [
        (("Eigene", "Worte"), ["Eigene **Worte**"]),
        (("Worte", "innen"), ["**Worte** hier", "Punkt innen"]),
        (("innen", "danach"), ["innen", "Und danach"]),
        (("dort", "zitiert"), ["dort.", "Was zitiert"]),
    ],
)
def test_own_words_of_an_item_that_holds_other_blocks_are_marked(
    visit: Visit, ends: tuple[str, str], quotes: list[str]
) -> None:
    visitor = visit("beirat-11")
    text = (
        "- Eigene **Worte** hier\n  - Punkt innen\n\n  Und danach dort.\n\n  > Was zitiert ist.\n"
    )
    draft = submitted(visitor.site, text)
    visitor.go(f"/entwuerfe/{draft}/stellungnahme")
    visitor.page.evaluate(BETWEEN, list(ends))
    visitor.page.get_by_role("button", name=MARK).click()
    visitor.chooses("Wir haben Bedenken")
    visitor.page.locator("#text").fill("Diese Stelle verstehen wir nicht.")
    visitor.presses("Einschätzung abgeben")
    (said,) = visitor.site.ask(f"drafts/{draft}/statements")["items"]
    assert [passage["exact"] for passage in said["passages"]] == quotes


def test_the_signs_of_a_list_in_arabic_stand_within_a_narrow_page(visit: Visit) -> None:
    visitor = visit("beirat-11", viewport={"width": 320, "height": 800})
    draft = submitted(visitor.site, "- النقطة الأولى.\n\n> - النقطة الثانية.\n")
    for path in ("", "/stellungnahme", "/zeilen", "/herkunft"):
        visitor.go(f"/entwuerfe/{draft}{path}")
        signs = visitor.page.evaluate(
            """() => [...document.querySelectorAll("main li[dir=auto]")].map((item) => [
              getComputedStyle(item).direction, item.getBoundingClientRect().right])"""
        )
        assert all(direction == "rtl" and edge <= 320 - 40 for direction, edge in signs), (
            path,
            signs,
        )


@pytest.mark.parametrize("form", [FORM, "/entwuerfe/{demokratie}/buendelung"])
def test_without_javascript_paragraphs_and_quotes_do_it(visit: Visit, form: str) -> None:
    account = "beirat-11" if form == FORM else "delegiertenkonferenz"
    visitor = visit(account, java_script_enabled=False)
    visitor.go(form.format(**visitor.site.drafts))
    expect(visitor.page.locator("#auswahl")).to_be_hidden()
    expect(visitor.page.locator("[name=absatz]").first).to_be_attached()
    expect(visitor.page.locator("[name=zitat]").first).to_be_attached()


DECISION = "/entwuerfe/{demokratie}/entscheidung"


def deciding(visit: Visit, **options: Any) -> tuple[Visitor, Locator]:
    """The Lenkungsgruppe with two empty Vorgaben, marking for the second, and the text."""
    visitor = visit("lenkungsgruppe", **options)
    visitor.go(DECISION.format(**visitor.site.drafts))
    if visitor.page.get_by_role("button", name="Verwerfen und neu beginnen").count():
        visitor.presses("Verwerfen und neu beginnen")
    visitor.chooses("Mit Vorgaben zurückgeben")
    visitor.presses("Weitere Vorgabe hinzufügen")
    for row in (1, 2):
        visitor.page.locator(f"#vorgabe-{row}-text").fill("Sagen Sie es genauer.")
    return visitor, visitor.page.locator("[data-absatz]")


def test_the_lenkungsgruppe_marks_for_a_vorgabe_with_the_mouse(visit: Visit) -> None:
    visitor, texts = deciding(visit)
    text, mouse = texts.first, visitor.page.mouse
    text.scroll_into_view_if_needed()
    box = text.locator("p").bounding_box()
    assert box
    mouse.move(box["x"] + 2, box["y"] + 10)
    mouse.down()
    mouse.move(box["x"] + 160, box["y"] + 10, steps=5)
    mouse.up()
    words = visitor.page.evaluate("document.getSelection().toString()").strip()
    assert words
    whole = texts.first.text_content() or ""
    words = whole_words(whole, whole.index(words), whole.index(words) + len(words))
    visitor.page.get_by_role("button", name="Auswahl zu Vorgabe 2 markieren").click()
    expect(visitor.page.locator("#vorgabe-2-zitat-1")).to_have_value(words)
    visitor.page.get_by_label("Markieren zu").select_option("Vorgabe 1")
    visitor.ticks("Absatz 2 zu Vorgabe 1 markieren")
    expect(visitor.page.locator("#vorgabe-1-absatz")).to_have_value("2")
    visitor.page.get_by_label("Markieren zu").select_option("Vorgabe 2")
    tick = visitor.page.get_by_role("checkbox", name="Absatz 2 zu Vorgabe 2 markieren")
    expect(tick).not_to_be_checked()
    visitor.presses("Beschluss prüfen")
    visitor.reads("gibt Fassung 1 mit 2 Vorgaben zurück.", words)


def test_the_lenkungsgruppe_marks_for_a_vorgabe_by_touch(visit: Visit) -> None:
    visitor, texts = deciding(visit, has_touch=True, viewport={"width": 390, "height": 800})
    texts.first.scroll_into_view_if_needed()
    texts.first.evaluate(SELECT, [4, 20])
    words = whole_words(texts.first.text_content() or "", 4, 20)
    button = visitor.page.get_by_role("button", name="Auswahl zu Vorgabe 2 markieren")
    expect(button).to_be_in_viewport()
    button.tap()
    expect(visitor.page.locator("#vorgabe-2-zitat-1")).to_have_value(words)


def test_the_lenkungsgruppe_marks_for_a_vorgabe_by_keyboard(visit: Visit) -> None:
    visitor, texts = deciding(visit)
    words = [word.strip(",.;:") for word in texts.first.inner_text().split()]
    keys = visitor.page.keyboard
    texts.first.focus()
    keys.press("ArrowRight")
    keys.press("Shift+ArrowRight")
    keys.press("Enter")
    expect(visitor.page.locator("#vorgabe-2-zitat-1")).to_have_value(" ".join(words[:2]))
    texts.nth(1).focus()
    keys.press("Enter")
    expect(visitor.page.locator("#vorgabe-2-absatz")).to_have_value("2")
    keys.press("ArrowRight")
    keys.press("Tab")
    expect(visitor.page.get_by_label("Markieren zu")).to_be_focused()
    keys.press("ArrowUp")
    keys.press("Tab")
    button = visitor.page.get_by_role("button", name="Auswahl zu Vorgabe 1 markieren")
    expect(button).to_be_focused()
    keys.press("Enter")
    expect(visitor.page.locator("#vorgabe-1-zitat-1")).not_to_be_empty()
    expect(texts.nth(1)).to_be_focused()
    visitor.presses("Beschluss prüfen")
    visitor.reads("gibt Fassung 1 mit 2 Vorgaben zurück.")


def test_a_mark_is_taken_off_where_it_stands_and_counted_below(visit: Visit) -> None:
    visitor, text = opened(visit)
    keys, page = visitor.page.keyboard, visitor.page
    expect(page.get_by_text("Keine Stellen markiert")).to_be_in_viewport()
    text.focus()
    for key in ("ArrowRight", "Enter", "ArrowDown", "Enter"):
        keys.press(key)
    expect(page.get_by_text("2 Stellen markiert")).to_be_in_viewport()
    expect(page.locator("[name=absatz]").nth(1)).to_be_checked()
    keys.press("ArrowUp")
    keys.press("Tab")
    expect(page.get_by_role("button", name="nicht mehr markieren")).to_be_focused()
    keys.press("Enter")
    expect(page.locator("#zitat-1")).to_have_value("")
    expect(text).to_be_focused()
    expect(page.get_by_text("Eine Stelle markiert")).to_be_in_viewport()
    page.get_by_role("link", name="Zur Haltung").click()
    expect(page.get_by_role("radio", name="Wir haben Bedenken")).to_be_in_viewport()


def test_the_text_takes_one_stop_of_the_tab_key(visit: Visit) -> None:
    visitor, texts = opened(visit)
    stops = visitor.page.locator(".stellen :is(input, [data-absatz], a, button)")
    assert stops.evaluate_all("all => all.filter((one) => one.tabIndex >= 0).length") == 1
    texts.focus()
    visitor.page.keyboard.press("ArrowDown")
    expect(visitor.page.locator("[data-absatz]").nth(1)).to_be_focused()
    assert stops.evaluate_all("all => all.filter((one) => one.tabIndex >= 0).length") == 1


@pytest.mark.parametrize("javascript", [True, False])
def test_on_a_phone_the_whole_act_takes_four_screens(visit: Visit, javascript: bool) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": javascript}
    visitor = visit("beirat-02", **phone)
    visitor.go("/entwuerfe/{bildung}/stellungnahme".format(**visitor.site.drafts))
    expect(visitor.page.get_by_role("radio", name="Wir stimmen zu", exact=True)).to_be_visible()
    assert visitor.page.evaluate("document.documentElement.scrollHeight") <= 4 * 844


def test_a_remark_stands_at_its_passage_and_goes_with_it(visit: Visit) -> None:
    visitor, text = opened(visit)
    keys, page = visitor.page.keyboard, visitor.page
    text.focus()
    for key in ("ArrowRight", "Enter", "ArrowDown", "Enter", "ArrowUp", "Tab", "Tab"):
        keys.press(key)
    remark = page.locator("#zitat-bemerkung-1")
    expect(remark).to_be_focused()
    word = page.locator("#zitat-1").input_value()
    expect(page.get_by_label(f"Zu „{word}“")).to_be_focused()
    keys.type("Welche?")
    page.get_by_label("Zu Absatz 2 (freiwillig)", exact=True).fill("Wann?")
    page.get_by_role("button", name="nicht mehr markieren").click()
    expect(page.locator("[name=zitat-bemerkung]").first).to_have_value("")
    text.focus()
    for key in ("ArrowRight", "ArrowRight", "Enter", "Tab", "Tab"):
        keys.press(key)
    keys.type("Wer?")
    whole, some = sorted(recorded(visitor), key=lambda p: p["start"], reverse=True)
    assert (whole["remark"], some["remark"]) == ("Wann?", "Wer?")
