"""Every page, in every state of looks.py: without barriers, narrow, by keyboard, on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.routing import APIRoute
from playwright.sync_api import Browser

from review_service.demo import accounts as demo_accounts
from review_service.pages.site import ROUTERS
from review_service.people import sessions
from review_service.settings import Settings
from tests.browser.conftest import Site, Visit, Visitor, served, visiting
from tests.browser.elections import elections
from tests.browser.looks import LOOKS, Look
from tests.browser.persons import persons
from tests.browser.recuts import recuts
from tests.browser.suggestions import suggestions
from tests.conftest import Server

NO_PAGES = {
    "/entwuerfe/{id}/verlauf/{version}/daten": "a file with an event's data",
    "/entwuerfe/{id}/stellungnahmen": "leads to where the statements are now",
    "/entwuerfe/{id}/text/absatz": "leads to a paragraph",
    "/entwuerfe/{id}/text.docx": "a revision as a file of Word",
    "/entwuerfe/{id}/aenderungen.docx": "what changed as a file of Word",
    "/entwuerfe/{id}/text.odt": "a revision as a file of LibreOffice",
    "/entwuerfe/{id}/aenderungen.odt": "what changed as a file of LibreOffice",
    "/was-geschah.csv": "a table with what happened",
    "/konto/daten": "a file with one's own data",
    "/personen/{person}/daten": "a file with a person's data",
}
"""Addresses outside /api that answer something other than a page."""

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of axe that look at colours: the others read the same page in the dark as in light."""


@pytest.fixture(scope="module")
def bare_site(server: Server) -> Iterator[Site]:
    """Accounts, and nothing has happened yet."""
    with server.database() as urls, served(Settings(database_url=urls.application)) as running:
        site = Site(*running)
        with site.service.pool.connection() as database:
            demo_accounts.add_all(database)
        yield site


@pytest.fixture(scope="module")
def places(site: Site) -> dict[str, str]:
    """What stands for the names in a look's address."""
    with site.service.pool.connection() as database:
        invitation = sessions.issue_token(database, "admin", days=1, purpose="first_password")
    return {
        **site.drafts,
        **recuts(site),
        **elections(site),
        **suggestions(site),
        **persons(site),
        "invitation": invitation,
    }


@pytest.fixture(scope="module")
def guests(chromium: Browser, site: Site, bare_site: Site) -> Iterator[dict[bool, Visit]]:
    """One visitor an account, there and where nothing has happened."""
    with visiting(chromium, site) as here, visiting(chromium, bare_site) as there:
        yield {False: cache(here), True: cache(there)}


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: look.name)
def seen(
    request: pytest.FixtureRequest, guests: dict[bool, Visit], places: dict[str, str]
) -> Visitor:
    """A visitor who has a page open."""
    look: Look = request.param
    visitor = guests[look.bare](look.account)
    if look.account is None:
        visitor.context.clear_cookies()
    elif not visitor.context.cookies():
        visitor.is_signed_in_as(look.account)
    status = visitor.go(look.address.format(**places))
    if look.first:
        status = look.first(visitor)
    assert status == look.status
    return visitor


def test_axe_finds_no_barrier_in_light_and_in_dark(seen: Visitor) -> None:
    found = [f"light: {barrier}" for barrier in barriers(seen, STANDARDS)]
    seen.page.emulate_media(color_scheme="dark")
    found += [f"dark: {barrier}" for barrier in barriers(seen, OF_COLOURS)]
    seen.page.emulate_media(color_scheme="light")
    assert found == []
    said = seen.page.locator("body").inner_text()
    assert [word for word in NEVER_SAID if word in said] == []


NEVER_SAID = ("\u00ad", "verwaist", "Weitere Absätze", "Frühere Absätze")
"""What no page says: what a copy would take along unseen, and words with another name here."""


def barriers(seen: Visitor, rules: list[str]) -> Iterator[str]:
    """Give what axe objects to; a contrast it cannot judge counts too: a person could not read."""
    seen.page.evaluate(WHOLE)
    options = {"runOnly": rules, "resultTypes": ["violations", "incomplete"]}
    result = Axe().run(seen.page, options=options).response
    unclear = [rule for rule in result["incomplete"] if rule["id"] == "color-contrast"]
    for rule in result["violations"] + unclear:
        for node in rule["nodes"]:
            yield f"{rule['id']} at {node['target']}: {node['html'][:200]}"


WHOLE = """() => document.querySelectorAll(".editor__text, .werktisch")
  .forEach(box => { box.style.height = "auto" })"""
"""Every line of a text in a box that scrolls is judged, not those in sight alone."""


def test_nothing_scrolls_sideways_at_320_pixels(seen: Visitor) -> None:
    before = seen.page.viewport_size
    assert before
    seen.page.set_viewport_size({"width": 320, "height": 800})
    sticking_out = seen.page.evaluate(STICKING_OUT)
    seen.page.set_viewport_size(before)
    assert sticking_out == []


STICKING_OUT = """() => {
  const root = document.documentElement, out = []
  if (root.scrollWidth > root.clientWidth) out.push(`page: ${root.scrollWidth} pixels`)
  for (const element of document.body.querySelectorAll("*")) {
    const scrolls = getComputedStyle(element).overflowX
    if (/auto|scroll/.test(scrolls) && element.scrollWidth > element.clientWidth + 1)
      out.push(`scrolls: ${element.outerHTML.slice(0, 120)}`)
  }
  return out
}"""
"""What is wider than the window, and what scrolls sideways inside it."""


def test_every_icon_is_drawn(seen: Visitor) -> None:
    """One without a shape of its own, as after a slip in its name, would be a filled square."""
    assert seen.page.evaluate(FILLED_SQUARES) == []


FILLED_SQUARES = """() => [...document.querySelectorAll(".kern-icon")]
  .filter(icon => getComputedStyle(icon).maskImage === "none")
  .map(icon => icon.className)"""


def test_every_class_of_kern_on_a_page_has_its_rules(seen: Visitor) -> None:
    """A class that the build step did not see in the sources would be without its rules."""
    used = set(seen.page.evaluate(CLASSES_OF_KERN))
    (built,) = seen.site.service.settings.static_files.glob("kern-*.css")
    assert used
    assert (used & classes(WHOLE_KERN)) - classes(built) == set()


CLASSES_OF_KERN = """() => [...document.querySelectorAll("[class*=kern-]")]
  .flatMap(element => [...element.classList]).filter(name => name.startsWith("kern-"))"""
WHOLE_KERN = Path(__file__).parents[2] / "node_modules/@kern-ux/native/dist/kern.min.css"


@cache
def classes(style: Path) -> frozenset[str]:
    return frozenset(re.findall(r"\.(kern-[a-z0-9_-]+)", style.read_text()))


def test_every_tab_stop_shows_where_one_is(seen: Visitor) -> None:
    """The Tab key goes from the first stop to the end, each one outlined and in the window."""
    seen.page.keyboard.press("Tab")  # from here on the browser knows that keys are used
    seen.page.get_by_role("link", name="Zum Inhalt springen").focus()
    stops = []
    while stop := seen.page.evaluate(TAB_STOP):
        stops.append(stop)
        seen.page.keyboard.press("Tab")
    assert len(stops) > 5
    assert [stop["html"] for stop in stops if not stop["shown"]] == []


TAB_STOP = """async () => {
  const element = document.activeElement, seen = (window.seenTabStops ??= new Set())
  if (element === document.body || seen.has(element)) return null
  seen.add(element)
  const shown = () => {
    const style = getComputedStyle(element), box = element.getBoundingClientRect()
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
    const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth
    return outlined && inside
  }
  for (let frames = 60; frames && !shown(); frames--) await new Promise(requestAnimationFrame)
  return {shown: shown(), html: element.outerHTML.slice(0, 160)}
}"""
"""What has the focus: the end of the round, or whether its outline is soon to be seen."""


def test_the_first_tab_stop_leads_past_the_menu(seen: Visitor) -> None:
    first = seen.page.locator("a[href], button, input, select, textarea, summary").first
    assert first.inner_text() == "Zum Inhalt springen"
    first.press("Enter")
    assert seen.page.evaluate("document.activeElement.id") == "inhalt"


def test_on_paper_it_ends_with_its_address(seen: Visitor) -> None:
    seen.page.emulate_media(media="print")
    lines = seen.page.inner_text("body").split("\n")
    letter = seen.page.locator(".brief").is_visible()
    seen.page.emulate_media(media="screen")
    address = without_secret(seen.page.url.partition("#")[0])
    assert lines[-1] == ("Systembetreuung" if letter else address)  # who signs it


@pytest.mark.parametrize("there", ["", "/text", "/aenderungen", "/beratung", "/verlauf?version=9"])
def test_on_paper_a_draft_names_its_revision_and_its_checksum(
    guests: dict[bool, Visit], places: dict[str, str], there: str
) -> None:
    reader = guests[False]("auditor")
    reader.go(f"/entwuerfe/{places['bildung']}{there}")
    reader.page.emulate_media(media="print")
    *_, named, address = reader.page.inner_text("body").split("\n\n")
    reader.page.emulate_media(media="screen")
    revision, digest = re.findall(r".*Fassung (\d).* sha256 (.*)", named)[0]
    stored = reader.site.ask(f"drafts/{places['bildung']}/revisions/{revision}")
    assert digest == stored["sha256"][:16]
    assert address == reader.page.url


def test_every_page_is_looked_at(places: dict[str, str]) -> None:
    """A page without a look fails here: add one to looks.py."""
    pages = [
        route
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute) and "GET" in route.methods
    ]
    looked_at = set()
    for look in LOOKS:
        address = look.address.format(**places).partition("?")[0]
        answering = (route.path for route in pages if route.path_regex.fullmatch(address))
        looked_at.add(next(answering, None))
    assert {route.path for route in pages} - looked_at == NO_PAGES.keys()


def without_secret(address: str) -> str:
    """The one-time link to set a password opens the account: it goes on no paper."""
    head, found, _ = address.partition("/erstes-passwort/")
    return head + found.rstrip("/")
