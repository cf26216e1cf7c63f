"""What a first visit weighs, and what the next page then costs."""

from __future__ import annotations

from playwright.sync_api import Request

from tests.browser.conftest import Visit

MOST = 120_000


def test_the_first_page_after_signing_in_weighs_at_most_120_kb(visit: Visit) -> None:
    """Counted are the bytes of every answer, with its headers, and nothing is in the cache."""
    chair = visit("vorsitz-bildung")
    asked: list[Request] = []
    chair.page.on("requestfinished", lambda request: asked.append(request))
    chair.go("/")
    chair.page.wait_for_load_state("networkidle")
    sizes = {request.url.partition("/static/")[2]: weight(request) for request in asked}
    kinds = {name.rpartition(".")[2] for name in sizes}
    assert kinds >= {"", "css", "woff2"}, "page, styles and fonts are counted"
    assert 20_000 < sum(sizes.values()) <= MOST, sizes

    asked.clear()
    chair.go("/entwuerfe")
    chair.page.wait_for_load_state("networkidle")
    fetched = [request.url for request in asked if weight(request) and "/static/" in request.url]
    assert fetched == [], "what a browser has it does not fetch again"


def weight(request: Request) -> int:
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]
