"""From an empty installation to an accepted draft: the file constitutes the procedure, persons are
seated, a resolution amends it, two seats are elected, and nobody has more rights than their seats
give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from review_service.app import create_app, create_service
from review_service.settings import Settings
from tests.api.callers import Caller
from tests.api.way import DRAFT, created, found
from tests.cli.conftest import Terminal
from tests.conftest import Server, Urls

SINCE = "2019-11-04"
CALLED = {"occurred_at": "2019-11-18T09:00:00+01:00"}
MET = {"occurred_at": "2020-01-11T11:00:00+01:00"}


@pytest.fixture
def empty(server: Server) -> Iterator[Urls]:
    with server.database("migrated") as urls:
        yield urls


class City:
    """An installation that is run on the command line and used through the API."""

    def __init__(self, urls: Urls, terminal: Terminal) -> None:
        self._run = lambda *words: terminal(*words, DATABASE_URL=urls.application)
        self._service = create_service(Settings(database_url=urls.application))
        self._app = create_app(self._service)
        self._callers: dict[str, Caller] = {}

    def runs(self, *words: str) -> str:
        answer = self._run(*words)
        assert answer.status == 0, answer.error
        return answer.said

    def account(self, name: str, *options: str) -> Caller:
        self.runs("account", "add", name, *options)
        return self._with_token(name)

    def _with_token(self, name: str) -> Caller:
        self._callers[name] = Caller(self._app, self.runs("account", "token", name).strip())
        return self._callers[name]

    def person(self, name: str) -> str:
        people = found(self["oe"].get(f"/api/persons?q={name}"))["items"]
        (only,) = [one["person"] for one in people if one["name"] == name]
        return str(only)

    def seats(self, by: str, name: str, body: str, seat: str) -> None:
        """Somebody with an account takes a seat, appointed by who may."""
        if name not in self._callers:
            self.account(name, "--name", name)
        taken = {"seat": seat, "person": self.person(name), "since": SINCE}
        created(self[by].post(f"/api/gremien/{body}/appointments", taken))

    def __getitem__(self, name: str) -> Caller:
        return self._callers[name]

    def votes(self, day: str) -> tuple[int, int]:
        answer = found(self["oe"].get(f"/api/gremien/lenkungsgruppe?at={day}"))
        return answer["persons"], answer["votes"]

    def close(self) -> None:
        self._service.pool.close()


@pytest.fixture
def city(empty: Urls, terminal: Terminal) -> Iterator[City]:
    running = City(empty, terminal)
    yield running
    running.close()


def test_from_the_file_to_an_accepted_draft(city: City):
    assert "23 Stimmen" in city.runs("procedure", "check", "lip-2472-2019")
    city.runs("procedure", "constitute", "lip-2472-2019")
    city.account("oe", "--name", "oe", "--seat", "oe-50-6:office")
    staff(city)
    city.runs("procedure", "amend", "lip-2822-2019")
    assert city.votes("2019-11-30") == (24, 23)
    assert city.votes("2019-12-01") == (25, 25)
    elect(city)
    review(city)


def staff(city: City) -> None:
    """OE 50.6 seats the bodies, the Dezernat its experts; each is refused the other's."""
    city.seats("oe", "dezernat", "dezernat-4", "buero")
    for name, body, seat in (
        ("vorsitz", "lenkungsgruppe", "vorsitz"),
        ("beirat", "beirat-01", "mitglied"),
        ("konferenz", "delegiertenkonferenz", "mitglied"),
        ("runder", "runder-tisch", "mitglied"),
        ("gleich", "gleichstellung", "gleichstellungsbeauftragte"),
    ):
        city.seats("oe", name, body, seat)
    city.seats("dezernat", "chair", "expertengruppe-bildung", "vorsitz")
    city.seats("dezernat", "gf", "expertengruppe-bildung", "geschaeftsfuehrung")
    chair = city.person("chair")
    other = {"seat": "extern", "person": chair, "since": SINCE}
    assert (
        city["oe"].post("/api/gremien/expertengruppe-bildung/appointments", other).status_code
        == 403
    )
    assert (
        city["dezernat"]
        .post("/api/gremien/expertengruppe-soziales/appointments", other)
        .status_code
        == 403
    )


def elect(city: City) -> None:
    """Five organisations, five candidates, a first round, a run-off, two seats."""
    oe = city["oe"]
    called = {
        "terms": "mso", "organisations": [f"Verein {n}" for n in range(1, 6)], **CALLED,
        "deadline": "2020-01-10T12:00:00+01:00",
        "meeting": {"words": "11. Januar 2020", "begins": "2020-01-11", "ends": "2020-01-11"},
    }  # fmt: skip
    path = f"/api/elections/{created(oe.post('/api/elections', called))['id']}"
    for n in range(1, 6):
        person = {"organisation": f"verein-{n}", "name": f"Person {n}", "consent": True}
        created(oe.post(f"{path}/nominations", {**person, **CALLED}))
    clubs = [one["slug"] for one in found(oe.get(path))["roll"]]
    for round, votes in ((1, (1, 1, 1, 1, 1)), (2, (2, 2, 1, 0, 0))):
        created(oe.post(f"{path}/rounds", {"round": round, "took_part": clubs, **MET}))
        ballot = found(oe.get(path))["rounds"][-1]["candidates"]
        for teller in ("Ada Zählt", "Bo Zählt"):
            count = {"round": round, "teller": teller, "ballots": 5, "invalid": 0, **MET}
            count["votes"] = dict(zip(ballot, votes, strict=True))
            created(oe.post(f"{path}/counts", count))
    created(oe.post(f"{path}/conclusion", {"since": "2020-01-11", **MET}))
    seats = found(oe.get("/api/gremien/lenkungsgruppe?at=2020-01-11"))["seats"]
    mso = {seat["slug"]: [one["name"] for one in seat["holders"]] for seat in seats}
    assert (mso["mso-1"], mso["mso-2"]) == (["Person 1"], ["Person 2"])


def review(city: City) -> None:
    """The draft goes its way; whoever has no seat for a step is refused it."""
    assert city["oe"].post("/api/drafts", DRAFT).status_code == 403
    draft = {**DRAFT, "equality_relevant": True}
    path = f"/api/drafts/{created(city['chair'].post('/api/drafts', draft))['id']}"
    assert city["beirat"].get(path).status_code == 404
    assert city["gf"].post(f"{path}/submission", {"revision": 1}).status_code == 403
    created(city["chair"].post(f"{path}/submission", {"revision": 1}))
    for name, body in (
        ("beirat", "beirat-01"), ("konferenz", "delegiertenkonferenz"),
        ("runder", "runder-tisch"), ("gleich", "gleichstellung"),
    ):  # fmt: skip
        created(city[name].post(f"{path}/statements", said(body)))
    accept = {"revision": 1, "outcome": "accept"}
    assert city["dezernat"].post(f"{path}/decisions", accept).status_code == 403
    assert created(city["vorsitz"].post(f"{path}/decisions", accept))["status"] == "angenommen"
    events = found(city["chair"].get(f"{path}/history"))["items"]
    assert events[-1]["data"]["judged_by"]["ready"] == "declared"
    seats = {event["actor"]["seat"] for event in events}
    assert seats == {"vorsitz", "mitglied", "gleichstellungsbeauftragte"}


def said(body: str) -> dict[str, Any]:
    return {"body": body, "revision": 1, "position": "zustimmend", "text": "Ja."}
