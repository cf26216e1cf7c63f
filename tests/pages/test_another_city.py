"""Another city's procedure: every page of it opens, and none speaks of Hannover's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from domain.gremium import Role
from domain.procedure import Procedure
from review_service.acts.besetzungen import OPERATOR
from review_service.app import create_app
from review_service.database import open_pool
from review_service.pages import notices, site
from review_service.pages.visitor import cookie_name
from review_service.people import accounts, sessions
from review_service.procedure.files import read, shipped
from review_service.reviews import Reviews
from review_service.service import Service
from review_service.settings import Settings
from review_service.words import rules_of_procedure, signs
from tests import lip
from tests.api.callers import Caller, token
from tests.api.way import created
from tests.conftest import Server
from tests.pages import another_city
from tests.staff import staff

SEATS = {
    "sprecher": ("kreis-wohnen", Role.CHAIR),
    "ost": ("rat-ost", Role.MEMBER),
    "treffen": ("treffen", Role.MEMBER),
    "forum": ("forum", Role.MEMBER),
    "frauen": ("frauenbuero", Role.OFFICE),
    "runde": ("runde", Role.OFFICE),
    "amt": ("integrationsamt", Role.OFFICE),
    "revision": ("revision", Role.AUDITOR),
    "technik": ("technik", Role.ADMINISTRATOR),
    "dezernat": ("amt-a", Role.OFFICE),
}
OPEN, ANSWERED, ACCEPTED = "Offen", "Beantwortet", "Angenommen"
NOT_LINKED = {
    "/erstes-passwort/{secret}", "/entwuerfe/{id}/stellungnahmen", "/entwuerfe/{id}/text/absatz",
}  # fmt: skip
"""Addresses nobody follows a link to who is signed in."""


class City:
    """The city's service, with drafts returned, under review and accepted, an election whose round
    is counted, suggestions and a proposal to cut a Themenfeld anew."""

    def __init__(self, service: Service) -> None:
        self.service = service
        told = read(another_city.text())
        service.reviews.record(
            Procedure.constitute(
                resolution=told.resolution, content=told.content, by=OPERATOR, at=lip.CONSTITUTED
            )
        )
        self.app = create_app(service)
        staff(service, {name: [seat] for name, seat in SEATS.items()})
        self.callers = {name: Caller(self.app, token(service, name)) for name in SEATS}
        self._draft(ACCEPTED, despite="Die Zeit drängt.")
        self._draft(OPEN)
        self._draft(ANSWERED, again=False)
        self._election()
        self._suggestion()
        self._post(
            "amt", "procedure/recuts", reason="Mehr Quartiere.",
            theme={"slug": "gesundheit", "name": "Gesundheit", "subthemes": ["Alter"],
                   "lead": "amt-a", "group": "kreis-gesundheit"},
        )  # fmt: skip

    def _post(self, who: str, path: str, **body: Any) -> Any:
        return created(self.callers[who].post(f"/api/{path}", body))

    def _draft(self, title: str, *, despite: str = "", again: bool = True) -> None:
        text = "# Ziel\n\nAlle sollen gut wohnen.\n\nDas kostet Geld.\n"
        id = self._post(
            "sprecher", "drafts", paper="konzept", theme="wohnen", title=title, text=text,
            equality_relevant=True,
        )["id"]  # fmt: skip
        path = f"drafts/{id}"
        self._hear(path, 1)
        vorgaben = [{"text": "Kosten nennen", "passages": [{"exact": "Geld"}]}]
        self._post("runde", f"{path}/decisions", revision=1, outcome="return", vorgaben=vorgaben)
        answer = {"vorgabe": 1, "outcome": "teilweise", "reason": "Noch ohne Zahl."}
        self._post(
            "sprecher", f"{path}/revisions", base_revision=1, answers=[answer],
            text=text.replace("Das kostet Geld.", "Das kostet etwas."),
        )  # fmt: skip
        if again:
            self._hear(path, 2)
        if despite:
            decision = {"revision": 2, "outcome": "accept", "despite": despite}
            self._post("runde", f"{path}/decisions", **decision)

    def _hear(self, path: str, revision: int) -> None:
        said = {"revision": revision, "position": "bedenken", "text": "Zu wenig gesagt."}
        self._post("sprecher", f"{path}/submission", revision=revision)
        quote = [{"exact": "gut wohnen"}]
        self._post("ost", f"{path}/statements", body="rat-ost", **said, passages=quote)
        if revision == 1:
            self._post("treffen", f"{path}/statements", body="treffen", **said)
            self._post("frauen", f"{path}/statements", body="frauenbuero", **said)

    def _election(self) -> None:
        meeting = {"words": "im Saal", "begins": "2020-01-11"}
        id = self._post(
            "amt", "elections", terms="vereine", organisations=["Verein Eins", "Verein Zwei"],
            deadline="2020-01-10T12:00:00+01:00", meeting=meeting,
            occurred_at="2020-01-01T12:00:00+01:00",
        )["id"]  # fmt: skip
        for slug, name in (("verein-eins", "Kim Roth"), ("verein-zwei", "Noa Klein")):
            self._post(
                "amt", f"elections/{id}/nominations", organisation=slug, name=name, consent=True,
                occurred_at="2020-01-02T12:00:00+01:00",
            )  # fmt: skip
        self._post(
            "amt", f"elections/{id}/rounds", round=2, took_part=["verein-eins"],
            tellers=["Ada Rau", "Bo Lind"], occurred_at="2020-01-11T12:00:00+01:00",
        )  # fmt: skip

    def _suggestion(self) -> None:
        for name in ("Lou Berg", "Mika Stein"):
            found = self._post(
                "amt", "suggestions", name=name, contact="", consent=True, organisation="Verein",
                themes=["wohnen"], reason="Viel Erfahrung.",
            )  # fmt: skip
        self._post("amt", f"suggestions/{found['id']}/forwarding", department="amt-a")

    def signed_in(self, name: str) -> TestClient:
        """Give the browser of an account."""
        with self.service.pool.connection() as database:
            account = accounts.by_name(database, name, self.service.today)
            assert account
            secret = sessions.begin(database, account)
        client = TestClient(self.app, follow_redirects=False)
        client.cookies.set(cookie_name(self.service.settings), secret)
        return client


@pytest.fixture(scope="module")
def city(server: Server) -> Iterator[City]:
    with server.database("migrated") as urls, open_pool(urls.application, size=4) as pool:
        settings = Settings(plain_cookie=True, contact="Neustadt", service_name="Zusammenleben")
        yield City(Service(settings, pool, Reviews(pool)))


def test_every_page_opens_and_none_speaks_of_hannover(city: City) -> None:
    foreign = _foreign_words()
    assert {"beirat-01", "Dezernat IV", "Integrationsbeirat Mitte", "OE 50.6"} <= foreign
    anybody = TestClient(city.app)
    pages = {path: anybody.get(path) for path in ("/anmelden", *_texts())}
    opened = {"/anmelden", "/hinweise/{name}"}
    spoken = {path: found for path, page in pages.items() if (found := _said(page.text, foreign))}
    for name in SEATS:
        for path, text in _walk(city.signed_in(name)):
            opened.add(_route(path))
            if found := _said(text, foreign):
                spoken[f"{path} for {name}"] = found
    assert spoken == {}
    assert sorted({route.path for route in _routes()} - opened) == sorted(NOT_LINKED)


def _texts() -> list[str]:
    return [f"/hinweise/{name}" for name in notices.NAMES]


def _foreign_words() -> set[str]:
    """The slugs and names of Hannover's procedure, but for what a kind of body or a role is called
    in every city."""
    content = shipped("lip-2472-2019").content
    everywhere = {
        *rules_of_procedure.KIND.values(),
        *signs.ROLE.values(),
        "gleichstellung",
        "Mitglied",
    }
    told = [*content.papers, *content.themes, *content.bodies, *content.milestones]
    words = {word for one in told for word in (one.slug, one.name)}
    return (words | {"OE 50.6", "Hannover", "elf"}) - everywhere


def _said(page: str, foreign: set[str]) -> set[str]:
    """Give which words a page says, in its text or in an address."""
    read = unescape(page)
    return {w for w in foreign if re.search(rf"(?<![\w-]){re.escape(w)}(?![\w-])", read)}


_LINK = re.compile(r'href="(/[^"]*)"')


def _walk(browser: TestClient) -> Iterator[tuple[str, str]]:
    """Follow every link from the first page on; gives each address without its question, once."""
    seen, ahead = set[str](), ["/", "/entwuerfe/themenfeld/wohnen/konzept"]
    while ahead:
        address = ahead.pop()
        path = urlsplit(address).path
        if path in seen or path.startswith("/static/"):
            continue
        seen.add(path)
        answer = browser.get(address)
        assert answer.status_code in (200, 303, 403), (address, answer.status_code)
        yield path, answer.text
        ahead += [unescape(link) for link in _LINK.findall(answer.text)]


def _routes() -> Iterator[APIRoute]:
    for router in site.ROUTERS:
        for route in router.routes:
            if isinstance(route, APIRoute) and "GET" in route.methods:
                yield route


def _route(path: str) -> str:
    return next((route.path for route in _routes() if route.path_regex.fullmatch(path)), path)
