"""Before a procedure is set up: every page answers, and the first one says what to do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from review_service.app import create_app
from review_service.database import open_pool
from review_service.pages import site
from review_service.pages.visitor import cookie_name
from review_service.people import accounts, sessions
from review_service.reviews import Reviews
from review_service.service import Service
from review_service.settings import Settings
from tests.conftest import Server
from tests.pages.hands import Person

PAGES = sorted(
    {
        route.path
        for router in site.ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute) and "GET" in route.methods and "{" not in route.path
    }
)


@pytest.fixture(scope="module")
def somebody(server: Server) -> Iterator[Person]:
    """Somebody signed in where nothing is set up yet."""
    with (
        server.database("migrated") as urls,
        open_pool(urls.application, size=4) as pool,
        pool.connection() as database,
    ):
        service = Service(Settings(plain_cookie=True), pool, Reviews(pool))
        secret = sessions.begin(database, accounts.add(database, "neu"))
        database.commit()
        client = TestClient(create_app(service), follow_redirects=False)
        client.cookies.set(cookie_name(service.settings), secret)
        yield Person(client)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_served(somebody: Person, path: str) -> None:
    assert somebody.open(path).status in (200, 303, 403, 404)


def test_the_api_has_its_document(somebody: Person) -> None:
    document = somebody.client.get("/api/openapi.json").json()
    draft = document["components"]["schemas"]["NewDraft"]
    assert "enum" not in draft["properties"]["theme"]


def test_the_start_page_says_that_nothing_is_set_up_and_which_command_does_it(
    somebody: Person,
) -> None:
    page = somebody.open("/").answer.text
    assert "Das Verfahren ist noch nicht eingerichtet." in page
    assert "<code>review-service procedure constitute</code>" in page
