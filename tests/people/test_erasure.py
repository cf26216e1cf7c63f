"""Erasing a person: the name is gone from everywhere, what it did still counts."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain import rules
from domain.draft import Draft
from domain.gremium import Role
from domain.person import Person
from projections import persons, rebuild
from review_service.acts import admitting, besetzungen, registering
from review_service.acts.doing import Doing
from review_service.acts.registering import NoSuchPerson
from review_service.acts.requests.persons import NewErasure, NewPerson
from review_service.database import connect
from review_service.people import accounts, register, sessions, sign_ins, working_copies
from review_service.people.accounts import AccountRefused
from review_service.people.sign_ins import Outcome
from review_service.service import Service
from tests.api.callers import Callers
from tests.api.way import Way, said
from tests.conftest import Urls
from tests.lip import CONSTITUTED, ORDNUNG
from tests.pages.hands import Hands
from tests.staff import staff
from tests.store.tables import contents

NAME = "Zdenka Unverwechselbar"
CONTACT = "zdenka@example.org"
OFFICE_TITLE = "Stiftung Quellenhof"
ACCOUNT = "z.unverwechselbar"
TRACES = (NAME, "Unverwechselbar", CONTACT, ACCOUNT)
"""What must be nowhere afterwards, in whatever case."""

_TEXT_COLUMNS = """
    SELECT table_schema, table_name, column_name FROM information_schema.columns
    WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
        AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'bytea', 'name',
                          'character', 'USER-DEFINED', 'uuid')
"""


@pytest.fixture
def hands(service: Service) -> Hands:
    return Hands(service)


def columns_with(urls: Urls, words: str) -> list[str]:
    """Every column of every table in which words stand, be it inside of JSON."""
    found = []
    with connect(urls.superuser) as database:
        for schema, table, column in database.execute(_TEXT_COLUMNS).fetchall():
            many = database.execute(
                f'SELECT count(*) FROM "{schema}"."{table}"'
                f""" WHERE position(lower(%s) IN lower("{column}"::text)) > 0"""
                f""" OR position(encode(convert_to(lower(%s), 'UTF8'), 'hex') IN
                      lower("{column}"::text)) > 0""",
                (words, words),
            ).fetchone()
            if many and many[0]:
                found.append(f"{schema}.{table}.{column}")
    return found


def doing(service: Service, account: str) -> Doing:
    with service.pool.connection() as database:
        found = accounts.by_name(database, account, service.today)
    assert found
    return Doing(service, found, service.ordnung)


def entered(service: Service, **facts: Any) -> str:
    new = NewPerson(**{"name": NAME, "contact": CONTACT, "office": OFFICE_TITLE, **facts})
    return registering.enter(doing(service, "office"), new)


def erased(service: Service, person: str, by: str = "office") -> persons.Erasure:
    return registering.erase(doing(service, by), person, NewErasure(reason="request"))


def with_account(service: Service, *seats: tuple[str, Role], name: str = ACCOUNT) -> str:
    """Somebody with an account, seats, and all that hangs on it; gives the pseudonym."""
    pseudonym = staff(service, {name: seats})[name].pseudonym
    with service.pool.connection() as database:
        register.correct(
            database, pseudonym, display_name=NAME, contact=CONTACT, office=OFFICE_TITLE
        )
        account = accounts.by_name(database, name, service.today)
        assert account
        sessions.begin(database, account, browser="Firefox")
        sessions.issue_token(database, name, days=7, label=f"von {NAME}")
        sign_ins.note(database, name, "192.0.2.7", Outcome.SIGNED_IN)
        for window in ("home", "office"):  # what one of them overwrites, the other has not seen
            fields = {"text": [f"Ich, {NAME}, schreibe hier: {window}"]}
            working_copies.keep(database, name, "neu", "", fields, working_copies.Window(window))
    accounts.sign_in(service.pool, name, "falsch", "192.0.2.7", service.today)
    return pseudonym


@pytest.fixture
def api(service: Service) -> Callers:
    return Callers(service)


def test_the_search_finds_a_name_wherever_it_stands(service: Service, urls: Urls, api: Callers):
    with_account(service, ("beirat-03", Role.MEMBER))
    assert set(columns_with(urls, "unverwechselbar")) == {
        "people.account.name", "people.failed_sign_in.account", "people.register.display_name",
        "people.register.found_by", "people.session.account", "people.sign_in.account",
        "people.token.account", "people.token.label", "people.working_copy.account",
        "people.working_copy.fields", "people.working_copy.others",
    }  # fmt: skip


def test_after_an_erasure_the_name_stands_in_no_column_of_no_table(
    service: Service, urls: Urls, api: Callers
):
    person = with_account(service, ("beirat-03", Role.MEMBER))
    erasure = erased(service, person)
    assert erasure.named_until is None
    assert {words: columns_with(urls, words) for words in (*TRACES, OFFICE_TITLE)} == {
        words: [] for words in (*TRACES, OFFICE_TITLE)
    }
    assert columns_with(urls, person)  # what it was appointed to is still counted


def acting_member(api: Callers) -> tuple[str, Way]:
    """A member of a Beirat who gave its statement, and the draft it was given to."""
    person = with_account(api.service, ("beirat-03", Role.MEMBER))
    way = Way(api).submit()
    with api.service.pool.connection() as database:
        secret = sessions.issue_token(database, ACCOUNT, days=1)
    answer = api["chair"].client.post(
        f"{way.path}/statements", json=said("beirat-03"),
        headers={"Authorization": f"Bearer {secret}"},
    )  # fmt: skip
    assert answer.status_code == 201
    return person, way


def test_what_an_erased_person_did_is_shown_under_office_and_gremium(
    service: Service, hands: Hands
):
    person, way = acting_member(hands.api)
    paths = [f"/entwuerfe/{way.id}{end}" for end in ("/fassungen", "/beratung", "/verlauf")]
    shown = hands["chair"]
    assert all(NAME in shown.open(path).words for path in paths[1:])
    erased(service, person)
    stand_in = "gelöschte Person (Mitglied, Integrationsbeirat "
    for path in paths:
        answer = shown.open(path).answer.text
        assert not [trace for trace in TRACES if trace.lower() in answer.lower()], path
    assert all(stand_in in shown.open(path).words for path in paths[1:])


def test_after_an_erasure_the_name_is_in_no_answer_of_the_api(service: Service, api: Callers):
    person, way = acting_member(api)
    assert NAME in api["office"].get("/api/persons").text
    erased(service, person)
    paths = [
        "/api/persons", f"/api/persons?q={NAME}", way.path, f"{way.path}/statements",
        f"{way.path}/history", f"{way.path}/consensus", f"{way.path}/blame",
        "/api/events?limit=1000",
    ]  # fmt: skip
    for path in paths:
        for name in ("office", "auditor"):
            answer = api[name].get(path).text
            assert not [trace for trace in TRACES if trace.lower() in answer.lower()], path
    gone = api["office"].get(f"/api/persons/{person}")
    assert gone.status_code == 404


def test_every_replay_works_and_gives_the_same(service: Service, api: Callers):
    person, way = acting_member(api)

    def replayed() -> list[Any]:
        return [api["auditor"].get(f"{way.path}?version={n}").json() for n in (1, 2, 3)]

    before = replayed()
    erased(service, person)
    assert replayed() == before
    with service.pool.connection() as database:
        live = contents(database)
        rebuild.everything(database)
        assert contents(database) == live
    assert live["persons_erased"]
    assert service.reviews.load(Draft, UUID(way.id)).version == 3


# Who acted in office -----------------------------------------------------------------------------


def acting_chair(api: Callers) -> str:
    """A chair who authored a draft."""
    person = with_account(api.service, ("expertengruppe-soziales", Role.CHAIR))
    with api.service.pool.connection() as database:
        secret = sessions.issue_token(database, ACCOUNT, days=1)
    draft = {
        "paper": "grundsatzpapier", "theme": "soziales", "title": "Leitbild", "text": "Text.",
        "equality_relevant": False,
    }  # fmt: skip
    answer = api["chair"].client.post(
        "/api/drafts", json=draft, headers={"Authorization": f"Bearer {secret}"}
    )
    assert answer.status_code == 201
    return person


def test_who_acted_in_office_stays_named_and_loses_all_else(
    service: Service, urls: Urls, api: Callers
):
    person = acting_chair(api)
    erasure = erased(service, person)
    today = service.today
    assert erasure.named_until == date(today.year + 30, today.month, today.day)
    assert set(columns_with(urls, NAME)) == {
        "people.register.display_name", "people.register.found_by"
    }  # fmt: skip
    assert columns_with(urls, CONTACT) == columns_with(urls, ACCOUNT) == []
    shown = api["office"].get(f"/api/persons/{person}").json()
    assert (shown["name"], shown["contact"], shown["account"]) == (NAME, "", None)
    assert shown["named_until"] == erasure.named_until.isoformat()


def test_a_chair_who_did_nothing_in_office_is_not_kept_named(service: Service, api: Callers):
    person = with_account(service, ("expertengruppe-soziales", Role.CHAIR))
    assert erased(service, person).named_until is None


def test_who_sat_by_virtue_of_an_office_stays_named(service: Service, api: Callers):
    person = with_account(service, ("lenkungsgruppe", Role.CHAIR))
    with service.pool.connection() as database:
        assert persons.ex_officio(database, person)
    assert erased(service, person).named_until is not None


def later(service: Service, moment: datetime) -> Service:
    """The service at another time."""
    return replace(service, now=lambda: moment)


def test_the_name_goes_when_the_term_has_ended(service: Service, urls: Urls, api: Callers):
    erasure = erased(service, acting_chair(api))
    assert erasure.named_until
    last = datetime(*erasure.named_until.timetuple()[:3], 12, tzinfo=UTC)
    assert registering.forget_due(later(service, last)) == 0
    assert columns_with(urls, NAME)
    assert registering.forget_due(later(service, last + timedelta(days=1))) == 1
    assert columns_with(urls, NAME) == []
    assert registering.forget_due(later(service, last + timedelta(days=2))) == 0
    found = service.reviews.find(Person, Person.id_of(erasure.person))
    assert found and found.version == 3 and found.named_until is None


def test_what_a_backup_brings_back_is_erased_again(service: Service, urls: Urls, api: Callers):
    person = with_account(service, ("beirat-03", Role.MEMBER))
    erased(service, person)
    with service.pool.connection() as database:
        database.execute(
            "INSERT INTO people.register (pseudonym, display_name) VALUES (%s, %s)", (person, NAME)
        )
        accounts.open_for(database, ACCOUNT, person)
    registering.forget_due(service)
    assert columns_with(urls, "unverwechselbar") == []


# Who erases, and what it ends --------------------------------------------------------------------


def test_the_seats_of_an_erased_person_end_today(service: Service, api: Callers):
    person = with_account(service, ("beirat-03", Role.MEMBER), ("runder-tisch", Role.MEMBER))
    plan = registering.plan(doing(service, "office"), person)
    assert {held.body for held in plan.ending} == {"beirat-03", "runder-tisch"}
    erased(service, person)
    with service.pool.connection() as database:
        ends = database.execute(
            "SELECT until FROM seats_held WHERE person = %s", (person,)
        ).fetchall()
    assert ends == [(service.today,)] * 2


def stands_in(service: Service, person: str, since: date, until: date, occasion: str = "") -> None:
    """Name somebody deputy for a seat of the Lenkungsgruppe, who stands in on these days."""
    by, at = besetzungen.OPERATOR, CONSTITUTED
    gremium = ORDNUNG.bodies["lenkungsgruppe"].gremium
    found = besetzungen.of(service.reviews, gremium, by=by, at=at)
    seat = ORDNUNG.bodies["lenkungsgruppe"].seat("dgb")
    assert seat
    for facts in ({"since": since}, {"since": until, "until": until, "occasion": "Sitzung"}):
        found.name_deputy(seat, person, **facts, by=by, at=at)
    found.deputise(seat, person, since=since, until=until, by=by, at=at)
    service.reviews.record(found)


def going_on(service: Service, person: str) -> list[tuple[Any, ...]]:
    """Seats and deputies' days of a person after today, whatever they are."""
    with service.pool.connection() as database:
        return database.execute(
            "SELECT body, seat, since, until FROM seats_held WHERE person = %(person)s"
            " AND (until IS NULL OR until > %(today)s) UNION ALL"
            " SELECT body, seat, since, until FROM seat_deputies WHERE person = %(person)s"
            " AND (until IS NULL OR until > %(today)s)",
            {"person": person, "today": service.today},
        ).fetchall()


def appoint_later(service: Service, person: str, **facts: Any) -> None:
    seat = ORDNUNG.bodies["runder-tisch"].seat("mitglied")
    assert seat
    by, at = besetzungen.OPERATOR, service.now()
    gremium = ORDNUNG.bodies["runder-tisch"].gremium
    found = besetzungen.of(service.reviews, gremium, by=by, at=at)
    found.appoint(seat, person, **facts, by=by, at=at)
    service.reviews.record(found)


def test_whoever_deputises_or_is_to_begin_is_erased_too(service: Service, api: Callers):
    person, tomorrow = with_account(service), service.today + timedelta(1)
    stands_in(service, person, service.today, tomorrow)
    appoint_later(service, person, since=tomorrow, until=tomorrow)
    appoint_later(service, person, since=tomorrow + timedelta(9))
    plan = registering.plan(doing(service, "office"), person)
    assert set(plan.bodies) == {"lenkungsgruppe", "runder-tisch"}
    erased(service, person)
    assert going_on(service, person) == []


def test_a_seat_given_at_the_very_moment_of_an_erasure_ends_by_itself(
    service: Service, api: Callers
):
    person = with_account(service)
    erased(service, person)
    appoint_later(service, person, since=service.today)
    assert going_on(service, person)
    registering.forget_due(service)
    assert going_on(service, person) == []
    version = service.reviews.recorder.max_notification_id()
    registering.forget_due(service)
    assert service.reviews.recorder.max_notification_id() == version


def test_an_account_that_is_being_opened_is_there_before_the_erasure_or_not_at_all(
    service: Service, urls: Urls, api: Callers
):
    person = entered(service)
    with connect(urls.application) as opening, opening.transaction():
        assert register.hold(opening, person)
        accounts.open_for(opening, ACCOUNT, person)
        with ThreadPoolExecutor() as threads:
            erasing = threads.submit(erased, service, person)
            with pytest.raises(TimeoutError):
                erasing.result(timeout=0.5)  # waits for the account it is to remove
            opening.execute("COMMIT")
            erasing.result(timeout=30)
            opening.execute("BEGIN")
    assert columns_with(urls, ACCOUNT) == []
    with pytest.raises(NoSuchPerson):
        admitting.open_for_registered(doing(service, "admin"), ACCOUNT, person)


def test_a_person_is_erased_once_and_not_corrected_afterwards(service: Service, api: Callers):
    person = acting_chair(api)
    erased(service, person)
    with pytest.raises(rules.ThePersonIsErased):
        erased(service, person)
    with pytest.raises(rules.ThePersonIsErased):
        registering.plan(doing(service, "office"), person)
    with pytest.raises(rules.ThePersonIsErased):
        registering.correct(doing(service, "office"), person, NewPerson(name="Neu", contact="x"))
    with pytest.raises(rules.ThePersonIsErased):
        admitting.open_for_registered(doing(service, "admin"), "wieder-da", person)


def test_nobody_else_erases(service: Service, api: Callers):
    person = entered(service)
    for name in ("chair", "auditor", "steering", "beirat-01"):
        with pytest.raises(rules.OnlyTheRegistrarKeepsTheRegister):
            erased(service, person, by=name)
    assert erased(service, person, by="admin").person == person


def test_an_administrator_erases_nobody_who_sits(service: Service, api: Callers):
    person = with_account(service, ("beirat-03", Role.MEMBER))
    with pytest.raises(rules.OnlyTheRegistrarErasesWhoSits):
        erased(service, person, by="admin")


def test_somebody_unknown_is_not_erased(service: Service, api: Callers):
    with pytest.raises(NoSuchPerson):
        erased(service, "f" * 32)


# The register -------------------------------------------------------------------------------------


def test_a_person_is_entered_without_an_account_and_the_log_has_a_pseudonym_alone(
    service: Service, urls: Urls, api: Callers
):
    person = entered(service)
    assert len(bytes.fromhex(person)) == 16
    with service.pool.connection() as database:
        entry = register.find(database, person)
        ((data,),) = database.execute(
            "SELECT data FROM log.event WHERE topic = 'Person.Registered'"
        ).fetchall()
    assert entry and (entry.display_name, entry.contact, entry.account) == (NAME, CONTACT, None)
    assert json.loads(data)["person"] == person and NAME not in data.decode()


def test_an_account_is_opened_for_a_registered_person_once(service: Service, api: Callers):
    person = entered(service)
    admitting.open_for_registered(doing(service, "admin"), ACCOUNT, person)
    with service.pool.connection() as database:
        account = accounts.by_name(database, ACCOUNT, service.today)
    assert account and (account.pseudonym, account.display_name) == (person, NAME)
    with pytest.raises(AccountRefused, match="hat schon ein Konto"):
        admitting.open_for_registered(doing(service, "admin"), "zweites", person)
    with pytest.raises(AccountRefused, match="gibt es schon"):
        admitting.open_for_new(doing(service, "admin"), ACCOUNT, NewPerson(name="Anders"))


def test_who_is_let_in_and_by_whom_is_recorded_without_a_name(service: Service, api: Callers):
    admin = doing(service, "admin")
    person = entered(service)
    admitting.open_for_registered(admin, ACCOUNT, person)
    admitting.link(admin, ACCOUNT)
    admitting.close(admin, ACCOUNT)
    stored = service.reviews.recorder.select_events(Person.id_of(person))
    events = [service.reviews.mapper.to_domain_event(one) for one in stored]
    assert [type(event) for event in events] == [
        Person.Registered, Person.AccountOpened, Person.LinkIssued, Person.AccountClosed,
    ]  # fmt: skip
    assert {event.by.person for event in events[1:]} == {admin.account.pseudonym}
    assert not any(trace.encode() in one.state for one in stored for trace in TRACES)


def test_an_account_that_is_refused_leaves_no_event(service: Service, api: Callers):
    person = entered(service)
    with pytest.raises(AccountRefused):
        admitting.open_for_registered(doing(service, "admin"), "chair", person)
    assert len(list(service.reviews.recorder.select_events(Person.id_of(person)))) == 1


def test_only_the_administrator_keeps_accounts(service: Service, api: Callers):
    for act in (admitting.link, admitting.end_sessions, admitting.close):
        with pytest.raises(rules.OnlyTheAdministratorKeepsAccounts):
            act(doing(service, "office"), "chair")


def test_a_closed_account_leaves_its_person_and_the_access_log(service: Service, api: Callers):
    person = with_account(service, ("beirat-03", Role.MEMBER))
    admitting.close(doing(service, "admin"), ACCOUNT)
    with service.pool.connection() as database:
        entry = register.find(database, person)
        noted = database.execute("SELECT count(*) FROM people.sign_in").fetchone()
    assert entry and (entry.display_name, entry.account) == (NAME, None)
    assert noted == (2,)
    erased(service, person)
    with service.pool.connection() as database:
        assert database.execute("SELECT count(*) FROM people.sign_in").fetchone() == (0,)


def test_the_register_is_searched_by_words_of_name_and_office(service: Service, api: Callers):
    person = entered(service)

    def found(words: str) -> list[str]:
        with service.pool.connection() as database:
            return [one.pseudonym for one in register.search(database, words)]

    assert found("zdenka quellenhof") == [person]
    assert found("zdenka niemand") == found("100%") == found(CONTACT) == []
    assert person in found("")


def test_no_line_of_the_log_has_a_name(
    service: Service, hands: Hands, capsys: pytest.CaptureFixture[str]
):
    new = {"name": NAME, "contact": CONTACT, "office": OFFICE_TITLE}
    person = hands.api["office"].post("/api/persons", new).json()["person"]
    hands.api["office"].get(f"/api/persons?q={NAME}")
    hands.api["office"].post(f"/api/persons/{person}/erasure", {"reason": "mistake"})
    hands["office"].open(f"/personen?suche={NAME}")
    printed = capsys.readouterr()
    lines = (printed.out + printed.err).lower()
    assert "/api/persons/{person}/erasure" in lines
    assert not [trace for trace in TRACES if trace.lower() in lines]


# Wherever else a person is entered by name --------------------------------------------------------


def test_whoever_is_suggested_nominated_appointed_or_a_deputy_is_erased_alike(
    service: Service, urls: Urls, hands: Hands
):
    office = hands.api["office"]
    today = service.today.isoformat()
    entries: dict[str, dict[str, Any]] = {
        "/api/suggestions": {
            "name": NAME, "contact": CONTACT, "organisation": "Verein A", "themes": ["bildung"],
            "reason": "Erfahren.", "consent": True,
        },
        "/api/gremien/lenkungsgruppe/appointments": {
            "seat": "dgb", "name": NAME, "since": today,
        },
        "/api/gremien/runder-tisch/deputies": {
            "seat": "mitglied", "name": NAME, "since": today,
        },
    }  # fmt: skip
    for path, body in entries.items():
        answer = office.post(path, body, Idempotency_Key=f"key-{path}")
        assert answer.status_code == 201, (path, answer.text)
    pages = ["/vorschlaege", "/gremien/lenkungsgruppe", "/gremien/runder-tisch", "/personen"]
    shown = {path: hands["office"].open(path).answer.text for path in pages}
    assert all(NAME in text for text in shown.values()), [p for p in pages if NAME not in shown[p]]
    with service.pool.connection() as database:
        found = register.search(database, NAME)
    assert len(found) == len(entries)
    for entry in found:
        erased(service, entry.pseudonym)
    assert {words: columns_with(urls, words) for words in TRACES} == {words: [] for words in TRACES}
    with service.pool.connection() as database:
        ends = database.execute("SELECT until FROM seat_deputies").fetchall()
    assert ends == [(service.today,)]
    for path in pages:
        answer = hands["office"].open(path)
        assert answer.status == 200 and NAME not in answer.answer.text, path
    answers = ("/api/suggestions", "/api/gremien/lenkungsgruppe", "/api/gremien/runder-tisch")
    assert not [path for path in answers if NAME in office.get(path).text]
