"""A real service on a real port, opened in Debian's Chromium."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Playwright,
    Response,
    expect,
)

from projections import deferred
from review_service.app import create_app, create_service
from review_service.demo import accounts as demo_accounts
from review_service.demo import loader
from review_service.pages.visitor import cookie_name
from review_service.people import accounts, sessions
from review_service.service import Service
from review_service.settings import Settings
from review_service.worker.beside import worker_beside
from tests.conftest import Server

CHROME = os.environ.get("CHROME", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Site:
    """A running service with the demo's procedure and accounts."""

    address: str
    app: FastAPI

    @property
    def service(self) -> Service:
        """What the service is made of: its settings, its database."""
        service: Service = self.app.state.service
        return service

    def ask(self, path: str, account: str = "auditor", **query: Any) -> Any:
        """Ask the API below /api; gives the JSON."""
        answer = httpx.get(
            f"{self.address}/api/{path}",
            headers={"Authorization": f"Bearer demo-{account}"},
            params=query,
            timeout=60,
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    def events(self, draft: str) -> list[str]:
        """Give the types of all events of a draft (its path on the pages or its id)."""
        history = self.ask(f"drafts/{draft.rpartition('/')[2]}/history", limit=1000)
        return [event["type"] for event in history["items"]]

    @cached_property
    def drafts(self) -> dict[str, str]:
        """The demo's drafts: the id by Themenfeld."""
        return {draft["theme"]: draft["id"] for draft in self.ask("drafts")["items"]}


@contextmanager
def served(settings: Settings) -> Iterator[tuple[str, FastAPI]]:
    """Serve on a free port of loopback until the test ends."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    app = create_app(create_service(settings.model_copy(update={"public_address": address})))
    server = uvicorn.Server(
        uvicorn.Config(app, loop="uvloop", log_level="error", timeout_graceful_shutdown=2)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the service starts"
        time.sleep(0.02)
    with worker_beside(settings):
        yield address, app
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def site(server: Server) -> Iterator[Site]:
    """The demo's procedure, once for all tests of a module."""
    with server.database("migrated") as urls:
        loader.load(urls.owner, urls.application)
        settings = Settings(database_url=urls.application, pool_size=8)
        with served(settings) as running:
            site = Site(*running)
            with site.service.pool.connection() as database:
                deferred.catch_up(database)  # so that no page is still being computed
            yield site


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    expect.set_options(timeout=10_000)
    browser = playwright.chromium.launch(executable_path=CHROME, args=FLAGS)
    yield browser
    browser.close()


class Visitor:
    """Someone with a browser of their own; remembers what the console said and who was asked."""

    def __init__(self, context: BrowserContext, site: Site) -> None:
        self.context, self.site = context, site
        self._said: list[tuple[str, str]] = []
        self._refused: set[str] = set()
        self._asked: set[str] = set()
        context.set_default_navigation_timeout(60_000)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self._said.append((str(error.error), "")))
        context.on("request", lambda request: self._asked.add(request.url))
        context.on("response", self._answered)
        self.page: Page = context.new_page()

    def _hear(self, message: ConsoleMessage) -> None:
        where = urlsplit(message.page.url).path if message.page else ""
        self._said.append((f"{where}: {message.text}", message.location["url"]))

    def _answered(self, response: Response) -> None:
        asked = response.request
        if response.status >= 400 and (asked.is_navigation_request() or asked.method == "POST"):
            self._refused.add(response.url)

    @property
    def complaints(self) -> list[str]:
        """What the console said, but for the status of a page that says itself what is wrong."""
        return [
            text
            for text, url in self._said
            if not (": Failed to load resource" in text and url in self._refused)
        ]

    @property
    def strangers(self) -> set[str]:
        """Addresses asked for that are not the site's."""
        own = urlsplit(self.site.address).netloc
        return {url for url in self._asked if urlsplit(url).netloc not in (own, "")}

    # What a visitor does ---------------------------------------------------------------------

    def is_signed_in_as(self, account: str) -> None:
        """Begin a session without the form: its password check is slow on purpose."""
        with self.site.service.pool.connection() as database:
            found = accounts.by_name(database, account, self.site.service.today)
            assert found, account
            secret = sessions.begin(database, found)
        self.context.add_cookies(
            [
                {
                    "name": cookie_name(self.site.service.settings),
                    "value": secret,
                    "url": self.site.address.replace("http:", "https:"),  # no other may set it
                    "secure": True,
                }
            ]
        )

    def signs_in(self, account: str, password: str = demo_accounts.PASSWORD) -> int:
        """Fill in the form to sign in that is open."""
        self.writes("Benutzername", account)
        self.writes("Passwort", password)
        return self.presses("Anmelden")

    def go(self, path: str) -> int:
        """Open a path of the site; gives the answer's status."""
        answer = self.page.goto(f"{self.site.address}{path}")
        assert answer
        return answer.status

    def writes(self, label: str, text: str) -> None:
        field = self.page.get_by_label(label, exact=True)
        if field.get_attribute("contenteditable"):  # an editor draws no more than one sees of it
            field.press("Control+a")
            self.page.keyboard.insert_text(text)
        else:
            field.fill(text)

    def chooses(self, answer: str, *, to: str | None = None) -> None:
        """Choose a radio button, by its question where there are several of that name."""
        asked = self.page.get_by_role("group", name=to, exact=True) if to else self.page
        asked.get_by_role("radio", name=answer, exact=True).check()

    def ticks(self, label: str) -> None:
        self.page.get_by_role("checkbox", name=label, exact=True).check()

    def attaches(self, name: str, data: bytes) -> None:
        """Choose a file to upload."""
        field = self.page.get_by_label("Datei (freiwillig)", exact=True)
        field.set_input_files({"name": name, "mimeType": "text/plain", "buffer": data})

    def presses(self, button: str) -> int:
        """Press a button that leads to another page; gives the last answer's status."""
        with self.page.expect_navigation() as leading:
            self.page.get_by_role("button", name=button, exact=True).click()
        return leading.value.status

    def follows(self, link: str) -> None:
        """Follow a link of the page's own content, the first one of this name."""
        with self.page.expect_navigation():
            self.page.get_by_role("main").get_by_role("link", name=link, exact=True).first.click()

    def reads(self, *texts: str) -> None:
        """See each of the texts somewhere in the page's own content."""
        for text in texts:
            expect(self.page.get_by_role("main")).to_contain_text(text)

    def field(self, label: str) -> Locator:
        """Give the field of a label; an editor's is the one that it writes into."""
        found = self.page.get_by_label(label, exact=True)
        edited = found.get_attribute("contenteditable")
        return self.page.locator("[data-editor] textarea") if edited else found

    def holds(self, label: str, text: str) -> None:
        """Find the text in a field."""
        expect(self.field(label)).to_have_value(text)

    @property
    def path(self) -> str:
        """Where the visitor is."""
        return urlsplit(self.page.url).path


Visit = Callable[..., Visitor]


@contextmanager
def visiting(chromium: Browser, site: Site) -> Iterator[Visit]:
    """Let visitors come, each with a browser context of their own; ask all at the end."""
    visitors: list[Visitor] = []

    def arrive(account: str | None = None, **options: Any) -> Visitor:
        visitor = Visitor(chromium.new_context(locale="de-DE", **options), site)
        visitors.append(visitor)
        if account:
            visitor.is_signed_in_as(account)
        return visitor

    yield arrive
    for visitor in visitors:
        visitor.context.close()
    assert [c for v in visitors for c in v.complaints] == [], "the console stays empty"
    assert [s for v in visitors for s in v.strangers] == [], "no request leaves the site"


@pytest.fixture
def visit(chromium: Browser, site: Site) -> Iterator[Visit]:
    with visiting(chromium, site) as arrive:
        yield arrive
