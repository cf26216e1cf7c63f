"""Every page about drafts, in every state of looks.py, and that no page was forgotten."""

from __future__ import annotations

import re

import pytest
from fastapi.routing import APIRoute

from review_service.pages.site import ROUTERS
from tests.browser.conftest import Visit
from tests.browser.looking import (
    bare_site,
    guests,
    places,
    seen,
    test_axe_finds_no_barrier_in_light_and_in_dark,
    test_every_icon_is_drawn,
    test_every_tab_stop_shows_where_one_is,
    test_nothing_scrolls_sideways_at_320_pixels,
    test_on_paper_it_ends_with_its_address,
    test_the_first_tab_stop_leads_past_the_menu,
)
from tests.browser.looks import LOOKS, OF_DRAFTS, Look

__all__ = [
    "bare_site",
    "guests",
    "places",
    "seen",
    "test_axe_finds_no_barrier_in_light_and_in_dark",
    "test_every_icon_is_drawn",
    "test_every_tab_stop_shows_where_one_is",
    "test_nothing_scrolls_sideways_at_320_pixels",
    "test_on_paper_it_ends_with_its_address",
    "test_the_first_tab_stop_leads_past_the_menu",
]

NO_PAGES = {
    "/entwuerfe/{id}/verlauf/{version}/daten": "a file with an event's data",
    "/konto/daten": "a file with one's own data",
    "/personen/{person}/daten": "a file with a person's data",
}
"""Addresses outside /api that answer something other than a page."""


@pytest.fixture(scope="module", params=OF_DRAFTS, ids=lambda look: look.name)
def look(request: pytest.FixtureRequest) -> Look:
    """A page about drafts in one state."""
    found: Look = request.param
    return found


@pytest.mark.parametrize("there", ["", "/aenderungen", "/stellungnahmen", "/verlauf?version=9"])
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
