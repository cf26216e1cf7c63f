"""From change to change by key and by link; on paper; a page that is kept outside the service."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from domain.text.redline import redline
from review_service.markup.standalone import page as standalone
from review_service.redlines import LARGE
from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.test_every_page import STANDARDS, STICKING_OUT, barriers


@pytest.fixture
def reader(visit: Visit, site: Site) -> Visitor:
    someone = visit("beirat-04")
    someone.go(f"/entwuerfe/{site.drafts['bildung']}/aenderungen?von=1&bis=3")
    return someone


def focused(page: Page) -> str:
    name: str = page.evaluate("document.activeElement.id")
    return name


@pytest.mark.parametrize(("on", "back"), [("n", "p"), ("j", "k")])
def test_keys_lead_from_change_to_change_and_take_the_focus_along(
    reader: Visitor, on: str, back: str
) -> None:
    page = reader.page
    seen = []
    for key in (on, on, on, back):
        page.keyboard.press(key)
        seen.append(focused(page))
    assert seen == [f"aenderung-{number}" for number in (1, 2, 3, 2)]
    expect(page.locator(":focus")).to_be_in_viewport()
    expect(page.locator(".gang")).to_contain_text("Änderung 2 von 15")
    expect(page.locator(".syn__zeile--aktuell")).to_have_count(1)


def test_keys_do_nothing_in_a_field_with_a_modifier_or_switched_off(reader: Visitor) -> None:
    page = reader.page
    page.get_by_label("Von", exact=True).focus()
    page.keyboard.press("n")
    assert focused(page) == "von"
    page.locator("body").evaluate("() => document.activeElement.blur()")
    page.keyboard.press("Alt+n")
    assert focused(page) == ""
    page.get_by_role("button", name="Tasten n und p").click()
    page.keyboard.press("n")
    assert not focused(page).startswith("aenderung")
    page.reload()
    button = page.get_by_role("button", name="Tasten n und p: aus")
    expect(button).to_have_attribute("aria-pressed", "false")


def test_the_bar_leads_on_and_stays_in_view(reader: Visitor) -> None:
    page = reader.page
    page.get_by_role("link", name="Erste Änderung").click()
    for _ in range(4):
        page.get_by_role("link", name="Nächste Änderung").click()
    assert focused(page) == "aenderung-5"
    page.get_by_role("link", name="Vorherige").click()
    assert focused(page) == "aenderung-4"
    expect(page.locator(".gang")).to_be_in_viewport()


def test_links_lead_on_without_javascript(visit: Visit, site: Site) -> None:
    reader = visit("beirat-04", java_script_enabled=False)
    reader.go(f"/entwuerfe/{site.drafts['bildung']}/aenderungen?von=1&bis=3")
    reader.page.get_by_role("link", name="Erste Änderung").click()
    reader.page.get_by_role("link", name="Nächste Änderung").click()
    expect(reader.page.locator(".gang")).to_contain_text("Änderung 2 von 15")
    assert reader.page.url.endswith("#aenderung-2")
    reader.page.get_by_role("link", name="Weiter zu Änderung 3").click()
    assert reader.page.url.endswith("#aenderung-3")


def test_what_moved_links_both_ways(reader: Visitor) -> None:
    page = reader.page
    page.get_by_role("link", name="Zum früheren Absatz").click()
    assert focused(page).startswith("fort-")
    expect(page.locator(":focus")).to_contain_text("steht jetzt als Absatz")
    page.locator(":focus").get_by_role("link").click()
    assert focused(page).startswith("aenderung-")


def test_old_and_new_stand_side_by_side_and_one_below_the_other_where_it_is_narrow(
    reader: Visitor,
) -> None:
    old, new = reader.page.locator("#aenderung-1").locator(
        "xpath=ancestor::li/div[not(contains(@class, 'syn__oben'))]"
    ).all()  # fmt: skip
    beside = [side.bounding_box() for side in (old, new)]
    reader.page.set_viewport_size({"width": 320, "height": 800})
    below = [side.bounding_box() for side in (old, new)]
    assert beside[0] and beside[1] and beside[0]["y"] == beside[1]["y"]
    assert below[0] and below[1] and below[0]["y"] < below[1]["y"]
    assert below[0]["x"] == below[1]["x"]


def test_on_paper_nothing_is_cut_and_nothing_leads_on(reader: Visitor) -> None:
    page = reader.page
    page.set_viewport_size({"width": 640, "height": 900})
    page.emulate_media(media="print")
    assert page.evaluate(STICKING_OUT) == []
    for leading in (".gang", ".syn__gang", ".tun"):
        assert all(not one.is_visible() for one in page.locator(leading).all())
    assert page.locator("ins.neu").first.is_visible()


def test_line_numbers_are_shown_and_not_copied(visit: Visit, site: Site) -> None:
    reader = visit("beirat-04")
    reader.go(f"/entwuerfe/{site.drafts['bildung']}/zeilen")
    copied = reader.page.evaluate("""() => {
      getSelection().selectAllChildren(document.querySelector(".zeilen"))
      return getSelection().toString()
    }""")
    text = site.ask(f"drafts/{site.drafts['bildung']}/revisions/3")["text"]
    assert copied.split() == text.split()
    shown = "() => getComputedStyle(document.querySelector('.zeile__nr'), '::before').content"
    assert reader.page.evaluate(shown) == '"1"'


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_kept_page_has_no_barrier_and_asks_nobody(
    chromium: Browser, tmp_path: Path, scheme: str
) -> None:
    old = "# Ziele\n\nBildung beginnt früh.\n\nDie Stadt stellt 700.000 Euro bereit.\n"
    new = old.replace("700", "770").replace(
        "früh.", "früh.\n\n| Ort | Zahl |\n| --- | --- |\n| a | 1 |"
    )
    file = tmp_path / "redline.html"
    file.write_text(standalone(redline(old, new), "Änderungen", "alt", "neu"), "utf-8")
    context = chromium.new_context(color_scheme=scheme, viewport={"width": 320, "height": 800})
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert (said, asked) == ([], [file.as_uri()])
    assert page.evaluate(STICKING_OUT) == []
    expect(page.get_by_text("770.000")).to_be_visible()
    hidden = "() => document.querySelector('.kern-sr-only').getBoundingClientRect().width"
    assert page.evaluate(hidden) <= 1
    context.close()


def test_a_page_that_shows_progress_has_no_barrier(visit: Visit, site: Site) -> None:
    sentence = "Ein Satz mit der Nummer {}, den es kein zweites Mal gibt und der lange dauert.\n\n"
    text = "".join(sentence.format(number) for number in range(LARGE // 20))
    draft = {
        "paper": "grundsatzpapier", "theme": "bildung", "title": "Lang", "text": text,
        "equality_relevant": False,
    }  # fmt: skip
    token = {"Authorization": "Bearer demo-vorsitz-bildung"}
    with httpx.Client(base_url=f"{site.address}/api/", headers=token, timeout=60) as chair:
        made = chair.post("drafts", json=draft).json()["id"]
        revision = {"base_revision": 1, "text": text.replace("Satz", "Wort")}
        assert chair.post(f"drafts/{made}/revisions", json=revision).status_code == 201
    reader = visit("vorsitz-bildung", viewport={"width": 320, "height": 800})
    reader.page.route("**/aenderungen*", lambda route: still(route))
    reader.go(f"/entwuerfe/{made}/aenderungen")
    expect(reader.page.get_by_role("progressbar")).to_be_visible()
    assert list(barriers(reader, STANDARDS)) == []
    assert reader.page.evaluate(STICKING_OUT) == []


def still(route: Route) -> None:
    """Answer without the header that loads the page again: it would go while it is looked at."""
    answer = route.fetch()
    headers = {name: value for name, value in answer.headers.items() if name != "refresh"}
    route.fulfill(response=answer, headers=headers)
