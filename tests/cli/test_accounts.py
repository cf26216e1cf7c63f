"""`review-service account`: the first administrator of an installation comes from here."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest

from domain.gremium import Role
from domain.procedure.termin import BERLIN
from review_service.database import connect
from review_service.people import accounts, register, sessions
from tests.cli.conftest import Terminal
from tests.conftest import Urls

TODAY = datetime.now(BERLIN).date()
ADMINISTRATOR = ("--seat", "systembetreuung:administrator")


def secret_in(said: str) -> str:
    found = re.search(r"/erstes-passwort/(\S+)", said)
    assert found
    return found[1]


def test_an_added_account_gets_a_link_under_which_its_first_password_is_set(
    on: Terminal, urls: Urls
):
    answer = on("account", "add", "verwaltung", *ADMINISTRATOR, "--name", "Systembetreuung")

    assert answer.status == 0
    with connect(urls.application) as database:
        account = sessions.by_token(
            database, secret_in(answer.said), day=TODAY, purpose="first_password"
        )
    assert (account.name, account.display_name) == ("verwaltung", "Systembetreuung")
    assert account.has(Role.ADMINISTRATOR)


def test_a_link_begins_with_the_address_people_reach_the_service_under(
    terminal: Terminal, urls: Urls
):
    at = {"DATABASE_URL": urls.application}
    terminal("account", "add", "verwaltung", *ADMINISTRATOR, **at)
    known = terminal("account", "link", "verwaltung", **at, PUBLIC_ADDRESS="https://beratung.de")
    unknown = terminal("account", "link", "verwaltung", **at, PORT="8123")

    assert "https://beratung.de/erstes-passwort/" in known.said
    assert "einer anderen Adresse" not in known.said
    assert "http://127.0.0.1:8123/erstes-passwort/" in unknown.said
    assert "Erreichen andere den Dienst unter einer anderen Adresse" in unknown.said


def test_the_link_is_good_for_14_days_and_no_token_of_the_api(on: Terminal, urls: Urls):
    secret = secret_in(on("account", "add", "verwaltung", *ADMINISTRATOR).said)

    with connect(urls.application) as database:
        assert sessions.by_token(database, secret, day=TODAY) is None
        (left,) = database.execute("SELECT expires_at - now() FROM people.token").fetchone()
    assert 13.9 < left.total_seconds() / 86_400 <= 14


def test_an_account_may_speak_for_several_bodies(on: Terminal, urls: Urls):
    on("account", "add", "mehrere", "--seat", "beirat-01:member", "--seat", "oe-50-6:office")

    with connect(urls.application) as database:
        seats = accounts.by_name(database, "mehrere", TODAY).seats
    assert [(seat.body.slug, seat.role) for seat in seats] == [
        ("beirat-01", "member"),
        ("oe-50-6", "office"),
    ]


def test_a_lost_link_is_issued_anew(on: Terminal, urls: Urls):
    on("account", "add", "verwaltung", *ADMINISTRATOR)
    secret = secret_in(on("account", "link", "verwaltung").said)

    with connect(urls.application) as database:
        assert sessions.by_token(database, secret, day=TODAY, purpose="first_password")


def test_a_seat_in_no_known_body_is_refused_with_those_there_are(on: Terminal):
    for seat in ("stadtrat:member", "beirat-01:koenig", "beirat-01"):
        answer = on("account", "add", "verwaltung", "--seat", seat)

        assert answer.status == 1
        assert f"„{seat}“ ist kein Sitz" in answer.error
        assert "beirat-11" in answer.error and "administrator" in answer.error


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Eva\u202e", "Titel und Namen enthalten keine unsichtbaren Steuerzeichen, hier U+202E"),
        ("Eva \x1b[31m", "hier U+001B hinter „Eva “"),
        ("\u200b", "Bitte geben Sie den Namen an."),
        ("E" * 301, "Höchstens 300 Zeichen."),
    ],
)
def test_a_name_is_refused_that_pages_and_api_refuse(on: Terminal, name: str, said: str):
    answer = on("account", "add", "verwaltung", *ADMINISTRATOR, "--name", name)

    assert answer.status == 1
    assert said in answer.error
    assert on("account", "add", "verwaltung", *ADMINISTRATOR).status == 0


def test_an_account_is_added_once(on: Terminal):
    on("account", "add", "verwaltung", *ADMINISTRATOR)
    again = on("account", "add", "verwaltung", *ADMINISTRATOR)

    assert again.status == 1
    assert again.error == "Das Konto verwaltung gibt es schon.\n"


def test_the_list_names_account_office_and_seat(on: Terminal):
    on("account", "add", "verwaltung", *ADMINISTRATOR, "--name", "IT der Stadt")
    lines = on("account", "list").said.splitlines()

    assert re.split(r" {2,}", lines[1]) == [
        "verwaltung", "IT der Stadt", "Administration, Systembetreuung", "noch nie",
    ]  # fmt: skip


def test_a_token_is_printed_alone_so_that_a_script_can_take_it(on: Terminal, urls: Urls):
    on("account", "add", "verwaltung", *ADMINISTRATOR)
    token = on("account", "token", "verwaltung", "--days", "7").said.strip()

    with connect(urls.application) as database:
        assert sessions.by_token(database, token, day=TODAY).name == "verwaltung"


def test_there_is_no_token_and_no_link_without_an_account(on: Terminal):
    for asked in ("token", "link"):
        answer = on("account", asked, "niemand")

        assert (answer.status, answer.said) == (1, "")
        assert "Ein Konto niemand gibt es nicht." in answer.error


def appointments(urls: Urls) -> list[tuple[str, str, str, str]]:
    """What the log has of appointments: body, seat, role, first day."""
    with connect(urls.application) as database:
        rows = database.execute(
            "SELECT data FROM log.event WHERE topic = 'Besetzung.Appointed' ORDER BY position"
        ).fetchall()
    events = [json.loads(data) for (data,) in rows]
    return [(e["gremium"]["slug"], e["seat"], e["role"], e["since"]) for e in events]


def test_a_seat_may_be_named_by_its_slug_and_begin_on_another_day(on: Terminal, urls: Urls):
    seats = ("--seat", "lenkungsgruppe/vorsitz", "--seat", "beirat-01:member")
    answer = on("account", "add", "dezernentin", *seats, "--since", "2019-12-01")

    assert answer.status == 0
    assert appointments(urls) == [
        ("lenkungsgruppe", "vorsitz", "chair", "2019-12-01"),
        ("beirat-01", "mitglied", "member", "2019-12-01"),
    ]


def test_an_account_needs_no_seat_and_the_log_no_name(on: Terminal, urls: Urls):
    assert on("account", "add", "zeugin", "--name", "Eva Beispiel").status == 0

    with connect(urls.application) as database:
        account = accounts.by_name(database, "zeugin", TODAY)
        ((data,),) = database.execute(
            "SELECT data FROM log.event WHERE topic = 'Person.Registered'"
        ).fetchall()
    assert account.seats == () and json.loads(data)["person"] == account.pseudonym
    assert "Eva" not in data.decode()


def test_a_registered_person_gets_its_account(on: Terminal, urls: Urls):
    with connect(urls.application) as database:
        person = register.register(database, "Eva Beispiel")
    assert on("account", "add", "zeugin", "--person", person).status == 0

    with connect(urls.application) as database:
        assert accounts.by_name(database, "zeugin", TODAY).pseudonym == person
    unknown = on("account", "add", "andere", "--person", "0" * 32)
    assert unknown.error == f"Eine Person {'0' * 32} steht nicht im Verzeichnis.\n"


def test_what_is_refused_leaves_no_account(on: Terminal, urls: Urls):
    on("account", "add", "erste", "--seat", "lenkungsgruppe/vorsitz")
    refused = {
        "ist in dieser Zeit besetzt": ("--seat", "lenkungsgruppe/vorsitz"),
        "ist kein Sitz": ("--seat", "lenkungsgruppe/thron"),
        "durch Wahl besetzt": ("--seat", "lenkungsgruppe/mso-1"),
        "ist kein Tag": ("--since", "morgen"),
    }
    for said, options in refused.items():
        answer = on("account", "add", "zweite", *options)

        assert answer.status == 1 and said in answer.error
    with connect(urls.application) as database:
        assert accounts.by_name(database, "zweite", TODAY) is None
        assert register.search(database, "zweite") == []


def test_a_new_link_makes_the_old_one_void(on: Terminal, urls: Urls):
    first = secret_in(on("account", "add", "verwaltung", *ADMINISTRATOR).said)
    on("account", "link", "verwaltung")

    with connect(urls.application) as database:
        assert sessions.by_token(database, first, day=TODAY, purpose="first_password") is None


def test_what_is_due_is_forgotten_at_once(on: Terminal, urls: Urls):
    on("account", "add", "verwaltung", *ADMINISTRATOR)
    with connect(urls.application) as database:
        database.execute("UPDATE people.token SET expires_at = now()")
    answer = on("person", "forget-due")

    assert answer.said.startswith("Kein Name entfernt") and answer.status == 0
    with connect(urls.application) as database:
        assert database.execute("SELECT count(*) FROM people.token").fetchone() == (0,)
