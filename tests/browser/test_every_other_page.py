"""Every page about the procedure, Gremien, elections and people, in every state of looks.py."""

from __future__ import annotations

import pytest

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
from tests.browser.looks import OF_THE_PROCEDURE, Look

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


@pytest.fixture(scope="module", params=OF_THE_PROCEDURE, ids=lambda look: look.name)
def look(request: pytest.FixtureRequest) -> Look:
    """A page about the procedure in one state."""
    found: Look = request.param
    return found
