"""A seat's right ends at midnight in Europe/Berlin, whatever was opened before."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from httpx import ASGITransport, AsyncClient

from domain.besetzung import Besetzung
from domain.gremium import Role
from domain.procedure import PROCEDURE, Procedure
from domain.procedure.content import Content, EndedSeat, Resolution, SeatOf
from review_service.acts import besetzungen
from review_service.people import accounts
from review_service.service import Service
from tests.api.callers import Caller, Callers, token
from tests.api.loops import finished
from tests.api.way import DRAFT, Way, created, found, problem, said
from tests.lip import CONSTITUTED, ORDNUNG, SINCE
from tests.pages.hands import Hands

LAST_DAY = date(2020, 1, 7)
QUESTION = {"question": "Was fehlt?"}
DEMOKRATIE = {**DRAFT, "theme": "demokratie"}
SECOND_BEFORE, MIDNIGHT = "2020-01-07T23:59:59+01:00", "2020-01-08T00:00:00+01:00"


class Clock:
    """Says what time it is; tests turn it on."""

    def __init__(self) -> None:
        self.turn_to("2020-01-07T12:00:00+01:00")

    def turn_to(self, moment: str) -> None:
        self.now = datetime.fromisoformat(moment)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def dated(service: Service, clock: Clock) -> Service:
    return replace(service, now=clock)


@pytest.fixture
def api(dated: Service) -> Callers:
    return Callers(dated)


def seat(
    service: Service, name: str, body: str, role: Role,
    until: date | None = None, since: date = SINCE,
) -> str:  # fmt: skip
    """Add an account that sits in a body up to a day; gives its token."""
    with service.pool.connection() as database:
        person = accounts.add(database, name).pseudonym
    by, at = besetzungen.OPERATOR, CONSTITUTED
    besetzung = besetzungen.of(service.reviews, ORDNUNG.bodies[body].gremium, by=by, at=at)
    place = besetzungen.seats_in(ORDNUNG, body, role)[0]
    besetzung.appoint(place, person, since=since, until=until, by=by, at=at)
    service.reviews.record(besetzung)
    return token(service, name)


def deputise(service: Service, name: str, body: str, role: Role, day: date) -> str:
    """Add an account that may stand in for a seat and does so on one day; gives its token."""
    with service.pool.connection() as database:
        person = accounts.add(database, name).pseudonym
    by, at = besetzungen.OPERATOR, CONSTITUTED
    besetzung = besetzungen.of(service.reviews, ORDNUNG.bodies[body].gremium, by=by, at=at)
    place = besetzungen.seats_in(ORDNUNG, body, role)[0]
    besetzung.name_deputy(place, person, since=SINCE, by=by, at=at)
    besetzung.deputise(place, person, since=day, until=day, by=by, at=at)
    service.reviews.record(besetzung)
    return token(service, name)


@pytest.mark.parametrize(
    ("last_day", "before", "after"),
    [
        (LAST_DAY, SECOND_BEFORE, MIDNIGHT),
        (date(2020, 7, 7), "2020-07-07T21:59:59+00:00", "2020-07-07T22:00:00+00:00"),
    ],
)
def test_a_seat_ends_at_midnight_in_berlin_and_the_token_stays(
    api: Callers, dated: Service, clock: Clock, last_day: date, before: str, after: str
) -> None:
    way = Way(api).submit()
    held = seat(dated, "leaving", "oe-50-6", Role.OFFICE, last_day)
    leaving = Caller(api.app, held)
    clock.turn_to(before)
    created(leaving.post(f"{way.path}/consultation", QUESTION))
    assert leaving.get(Way(api).path).status_code == 200
    clock.turn_to(after)
    answer = leaving.post(f"{way.path}/consultation", QUESTION)
    assert (answer.status_code, problem(answer)["title"]) == (403, "OthersConsult")
    assert leaving.get(way.path).status_code == 200
    assert leaving.get(Way(api).path).status_code == 404


def test_a_deputy_acts_on_its_day_alone(api: Callers, dated: Service, clock: Clock) -> None:
    held = deputise(dated, "deputy", "expertengruppe-demokratie", Role.CHAIR, LAST_DAY)
    deputy = Caller(api.app, held)
    answers = {}
    for moment in (
        "2020-01-06T23:59:59+01:00",
        "2020-01-07T00:00:00+01:00",
        SECOND_BEFORE,
        MIDNIGHT,
    ):
        clock.turn_to(moment)
        answers[moment] = deputy.post("/api/drafts", DEMOKRATIE).status_code
    assert list(answers.values()) == [403, 201, 201, 403]
    drafts = found(api["auditor"].get("/api/drafts"))["items"]
    for draft in drafts:
        (event,) = found(api["auditor"].get(f"/api/drafts/{draft['id']}/history"))["items"]
        assert (event["actor"]["role"], event["actor"]["deputising"]) == ("chair", True)
    assert len(drafts) == 2


def chair_by_the_procedure(service: Service) -> str:
    """Let whoever holds the seat of Fachbereich Soziales, which is the account steering-member,
    stand in for the chair of the Lenkungsgruppe; gives the person."""
    found = service.reviews.find(Besetzung, Besetzung.id_of("lenkungsgruppe"))
    chair = ORDNUNG.bodies["lenkungsgruppe"].seat("vorsitz")
    assert found and chair
    (held,) = found.of_seat("fachbereich-soziales")
    found.deputise(
        chair, held.person, since=LAST_DAY, until=date(2020, 6, 30),
        by=besetzungen.OPERATOR, at=CONSTITUTED,
    )  # fmt: skip
    service.reviews.record(found)
    return held.person


def decides(api: Callers, caller: Caller) -> int:
    way = Way(api).submit()
    decision = {"revision": 1, "outcome": "return", "vorgaben": [{"text": "Kosten nennen"}]}
    return caller.post(f"{way.path}/decisions", decision).status_code


def test_who_stands_in_by_the_procedure_does_so_while_they_hold_its_seat(
    api: Callers, dated: Service, clock: Clock
) -> None:
    person, deputy = chair_by_the_procedure(dated), api["steering-member"]
    assert decides(api, deputy) == 201
    body = {"seat": "fachbereich-soziales", "person": person, "until": LAST_DAY.isoformat()}
    created(api["office"].post("/api/gremien/lenkungsgruppe/departures", body))
    assert decides(api, deputy) == 201
    clock.turn_to(MIDNIGHT)
    assert decides(api, deputy) == 403


def test_a_resolution_that_lets_nobody_stand_in_ends_it(
    api: Callers, dated: Service, clock: Clock
) -> None:
    chair_by_the_procedure(dated)
    deputy = api["steering-member"]
    procedure = dated.reviews.find(Procedure, PROCEDURE)
    seat = ORDNUNG.bodies["lenkungsgruppe"].seat("vorsitz")
    assert procedure and seat
    alone = SeatOf(body="lenkungsgruppe", seat=seat.model_copy(update={"deputy": ""}))
    procedure.amend(
        resolution=Resolution(number="2/2020", title="Allein", since=LAST_DAY + timedelta(1)),
        content=Content(seats=(alone,)), by=besetzungen.OPERATOR, at=clock(),
    )  # fmt: skip
    dated.reviews.record(procedure)
    assert decides(api, deputy) == 201
    clock.turn_to(MIDNIGHT)
    assert decides(api, deputy) == 403


def test_a_mistaken_seat_of_today_is_taken_back_at_once(api: Callers, dated: Service) -> None:
    office = api["office"]
    new = {"seat": "mitglied", "person": None, "name": "Falsch", "since": LAST_DAY.isoformat()}
    person = created(office.post("/api/gremien/runder-tisch/appointments", new))["person"]
    with dated.pool.connection() as database:
        accounts.open_for(database, "falsch", person)
    mistaken = Caller(api.app, token(dated, "falsch"))
    way = Way(api).submit()
    assert mistaken.post(f"{way.path}/statements", said("round-table")).status_code == 201
    body = {"seat": "mitglied", "person": person, "until": "2020-01-06"}
    created(office.post("/api/gremien/runder-tisch/departures", body))
    assert mistaken.post(f"{way.path}/statements", said("round-table")).status_code == 403
    (holder,) = found(office.get("/api/gremien/runder-tisch"))["seats"][0]["holders"]
    assert holder["person"] != person


def test_nobody_appoints_themselves_to_an_office(api: Callers, dated: Service) -> None:
    me = found(api["admin"].get("/api/me"))["person"]
    for what in ("appointments", "deputies"):
        new = {"seat": "pruefung", "person": me, "since": LAST_DAY.isoformat()}
        answer = api["admin"].post(f"/api/gremien/rechnungspruefung/{what}", new)
        assert (answer.status_code, problem(answer)["title"]) == (
            409, "NobodyAppointsThemselvesToAnOffice",
        )  # fmt: skip


def test_neither_a_key_nor_what_was_read_outlives_the_seat(
    api: Callers, dated: Service, clock: Clock
) -> None:
    way = Way(api).submit()
    leaving = Caller(api.app, seat(dated, "leaving", "oe-50-6", Role.OFFICE, LAST_DAY))
    tag = leaving.get(way.path).headers["etag"]
    done = {"Idempotency_Key": "einmal"}
    created(leaving.post(f"{way.path}/consultation", QUESTION, **done))
    clock.turn_to(MIDNIGHT)
    for headers in (done, {"If_Match": tag}):
        assert leaving.post(f"{way.path}/consultation", QUESTION, **headers).status_code == 403


def test_a_request_that_is_still_coming_in_at_midnight_is_refused(
    api: Callers, dated: Service, clock: Clock
) -> None:
    way = Way(api).submit()
    secret = seat(dated, "leaving", "oe-50-6", Role.OFFICE, LAST_DAY)
    clock.turn_to(SECOND_BEFORE)

    async def slowly() -> AsyncIterator[bytes]:
        yield b'{"question": '
        clock.turn_to(MIDNIGHT)
        yield b'"Was fehlt?"}'

    async def send() -> int:
        headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
        async with AsyncClient(transport=ASGITransport(api.app), base_url="http://t") as http:
            path = f"{way.path}/consultation"
            return (await http.post(path, content=slowly(), headers=headers)).status_code

    assert finished(send()) == 403


def test_a_form_opened_before_midnight_is_refused_after_it(dated: Service, clock: Clock) -> None:
    hands = Hands(dated)
    way = hands.draft().submit()
    seat(dated, "leaving", "oe-50-6", Role.OFFICE, LAST_DAY)
    clock.turn_to(SECOND_BEFORE)
    form = hands["leaving"].open(f"/entwuerfe/{way.id}/ruecksprache")
    assert form.status == 200
    clock.turn_to(MIDNIGHT)
    sent = form.press("bitten", frage="Was fehlt?")
    assert sent.status == 403
    assert form.person.open(f"/entwuerfe/{way.id}").status == 200
    events = [event["type"] for event in way.get("auditor", "/history")["items"]]
    assert "Draft.GleichstellungConsulted" not in events


def test_a_seat_ends_with_the_resolution_that_ends_it(
    api: Callers, dated: Service, clock: Clock
) -> None:
    way = Way(api).submit()
    assert way.post("steering", "consultation", **QUESTION).status_code == 201
    procedure = dated.reviews.find(Procedure, PROCEDURE)
    assert procedure
    procedure.amend(
        resolution=Resolution(number="1/2020", title="Ohne Büro", since=LAST_DAY + timedelta(1)),
        content=Content(ended_seats=(EndedSeat(body="lenkungsgruppe", seat="buero"),)),
        by=besetzungen.OPERATOR,
        at=clock(),
    )
    dated.reviews.record(procedure)
    assert way.post("steering", "consultation", **QUESTION).status_code == 201
    clock.turn_to(MIDNIGHT)
    assert way.post("steering", "consultation", **QUESTION).status_code == 403
    besetzung = dated.reviews.find(Besetzung, Besetzung.id_of("lenkungsgruppe"))
    assert besetzung
    assert any(held.until is None for held in besetzung.of_seat("buero")), "nobody had to end it"
