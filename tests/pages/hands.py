"""People at the forms: they open a page, see its fields, fill some in and press a button."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from fastapi.testclient import TestClient
from httpx import Response

from domain.gremium import Role
from review_service.pages.visitor import cookie_name
from review_service.people import accounts, sessions
from review_service.service import Service
from tests.api.callers import Callers
from tests.api.way import Way
from tests.staff import staff

File = tuple[str, bytes]


class Hands:
    """The accounts of the API's tests, signed in to the pages."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.api = Callers(service)

    def __getitem__(self, name: str) -> Person:
        with self.service.pool.connection() as database:
            account = accounts.by_name(database, name, self.service.today)
            assert account
            secret = sessions.begin(database, account)
        client = TestClient(self.api.app, follow_redirects=False)
        client.cookies.set(cookie_name(self.service.settings), secret)
        return Person(client)

    def with_seats(self, name: str, *seats: tuple[str, Role]) -> Person:
        """Add an account that sits in several bodies."""
        staff(self.service, {name: seats})
        return self[name]

    def draft(self, **facts: Any) -> Way:
        """Begin a draft of the group Bildung, through the API."""
        return Way(self.api, **facts)


class Person:
    """Somebody signed in, with a browser."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def open(self, path: str) -> Sheet:
        return Sheet(self, path, self.client.get(path))

    def send(
        self, path: str, values: list[tuple[str, str]], file: File | None = None, **headers: str
    ) -> Sheet:
        """Post a form as a browser does."""
        parts: list[Any] = [(name, (None, value)) for name, value in values]
        if file:
            parts.append(("datei", (file[0], file[1], "application/octet-stream")))
        return Sheet(self, path, self.client.post(path, files=parts, headers=headers))


@dataclass
class _Field:
    name: str
    kind: str
    value: str
    checked: bool = False


class Sheet:
    """A page with its form: `fields` are what would be sent."""

    def __init__(self, person: Person, path: str, answer: Response) -> None:
        self.person, self.path, self.answer = person, path, answer
        self.status = answer.status_code
        self._read = _Reader()
        self._read.feed(answer.text.replace("\r\n", "\n"))

    @property
    def goes_to(self) -> str:
        """Where the answer leads on to, empty where it is a page."""
        return self.answer.headers.get("location", "") if self.status == 303 else ""

    @property
    def words(self) -> str:
        """All that can be read, with single spaces."""
        return " ".join(" ".join(self._read.words).split())

    @property
    def buttons(self) -> list[str]:
        """The values of the buttons one can press."""
        return self._read.buttons

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Names and values as they would be sent."""
        loose = ("checkbox", "radio")
        sent = [f for f in self._read.fields if f.kind not in loose or f.checked]
        return [(f.name, _as_sent(f.value)) for f in sent]

    def value(self, name: str) -> str | None:
        """The value of a field as it would be sent, None where it would not be."""
        return next((value for key, value in self.fields if key == name), None)

    def values(self, name: str) -> list[str]:
        """All values of a field as they would be sent."""
        return [value for key, value in self.fields if key == name]

    def press(self, button: str, file: File | None = None, **typed: str | list[str]) -> Sheet:
        """Fill in fields (`_` for `-` in their names), press a button; gives what comes."""
        filled = {name.replace("_", "-"): value for name, value in typed.items()}
        sent = [(name, value) for name, value in self.fields if name not in filled]
        for name, value in filled.items():
            values = [value] if isinstance(value, str) else value
            sent += [(name, _as_sent(one)) for one in values]
        return self.person.send(self.path, [*sent, ("knopf", button)], file)


class _Reader(HTMLParser):
    """Reads the fields of the form in the page's main part, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[_Field] = []
        self.buttons: list[str] = []
        self.words: list[str] = []
        self._in_main = self._in_form = False
        self._area: _Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag == "main":
            self._in_main = True
        elif tag == "form":
            self._in_form = self._in_main
        elif not self._in_form:
            return
        elif tag == "input" and facts.get("type") != "file":
            self.fields.append(_field(facts))
        elif tag == "textarea":
            self._area = _Field(facts.get("name") or "", "textarea", "")
            self.fields.append(self._area)
        elif tag == "button" and "hidden" not in facts:
            self.buttons.append(facts.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._in_form = False
        if tag == "textarea" and self._area:
            self._area.value = self._area.value.removeprefix("\n")
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area.value += data
        self.words.append(data)


def _as_sent(value: str) -> str:
    """Give a value as a browser sends it: lines ended by CR LF."""
    return value.replace("\r\n", "\n").replace("\n", "\r\n")


def _field(facts: dict[str, str | None]) -> _Field:
    kind = facts.get("type") or "text"
    name, value = facts.get("name") or "", facts.get("value") or ""
    return _Field(name, kind, value, checked="checked" in facts)
