"""One's own account on its page: seats, password, sessions, tokens, sign-ins, data."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from domain.gremium import Role
from review_service.app import create_app
from review_service.people import accounts, register, sessions, sign_ins
from review_service.people.sign_ins import Outcome
from review_service.service import Service
from tests.pages.hands import Person
from tests.staff import staff

PASSWORD, NEW = "Gemeinsam-beraten", "Ein ganz neuer Satz"


@pytest.fixture
def somebody(service: Service) -> Person:
    """Somebody with a seat, who signed in with a password."""
    staff(service, {"konto": [("beirat-07", Role.MEMBER)]}, password=PASSWORD)
    return again(service)


def again(service: Service, browser: str = "Firefox/128.0") -> Person:
    """The same somebody, signed in in another browser."""
    headers = {"user-agent": browser}
    client = TestClient(create_app(service), follow_redirects=False, headers=headers)
    client.post("/anmelden", data={"konto": "konto", "passwort": PASSWORD})
    return Person(client)


def is_in(person: Person) -> bool:
    return person.client.get("/").status_code == 200


def post(person: Person, path: str, **typed: str) -> int:
    """Send a form of the account page with the page's own token."""
    token = re.search(r'name="csrf" value="([^"]+)"', person.client.get("/konto").text)
    assert token
    sent = [("csrf", token[1]), *((name.replace("_", "-"), v) for name, v in typed.items())]
    return person.send(path, sent).status


def test_it_says_who_one_is_and_where_one_sits(service: Service, somebody: Person) -> None:
    with service.pool.connection() as database:
        account = accounts.by_name(database, "konto", service.today)
        assert account
        register.correct(
            database, account.pseudonym, display_name="Kim Beispiel", contact="kim@example.org",
            office="Verein Brücke",
        )  # fmt: skip
    text = somebody.client.get("/konto").text
    for told in (
        "Kim Beispiel", "kim@example.org", "Verein Brücke", account.pseudonym, "Mitglied",
        "01.11.2019", "auf Weiteres",
    ):  # fmt: skip
        assert told in text
    assert "/personen" not in text and "/konten" not in text


def test_who_is_not_signed_in_sees_no_account(service: Service, somebody: Person) -> None:
    nobody = TestClient(create_app(service), follow_redirects=False)
    for path in ("/konto", "/konto/daten"):
        assert nobody.get(path).headers["location"].startswith("/anmelden")
    for path in ("passwort", "sitzungen", "token", "token/ende"):
        typed = {"bisher": PASSWORD, "passwort": NEW, "noch-einmal": NEW, "bezeichnung": "X"}
        answer = nobody.post(f"/konto/{path}", data=typed)
        assert answer.status_code == 401 and PASSWORD not in answer.text and NEW not in answer.text


def test_another_site_changes_nothing(somebody: Person) -> None:
    typed = [("csrf", "falsch"), ("bisher", PASSWORD), ("passwort", NEW), ("noch-einmal", NEW)]
    refused = somebody.send("/konto/passwort", typed)
    assert refused.status == 403 and NEW not in refused.answer.text


def test_another_password_ends_all_sessions_but_this_one(
    service: Service, somebody: Person
) -> None:
    other = again(service)
    before = somebody.client.cookies["sid"]
    assert post(somebody, "/konto/passwort", bisher=PASSWORD, passwort=NEW, noch_einmal=NEW) == 303
    assert is_in(somebody) and somebody.client.cookies["sid"] != before
    assert not is_in(other)
    fresh = TestClient(create_app(service), follow_redirects=False)
    for password, status in ((PASSWORD, 403), (NEW, 303)):
        sent = fresh.post("/anmelden", data={"konto": "konto", "passwort": password})
        assert sent.status_code == status


def test_another_password_makes_one_time_links_void(service: Service, somebody: Person) -> None:
    with service.pool.connection() as database:
        secret = sessions.issue_token(database, "konto", days=1, purpose="first_password")
        token = sessions.issue_token(database, "konto", days=1)
    post(somebody, "/konto/passwort", bisher=PASSWORD, passwort=NEW, noch_einmal=NEW)
    assert somebody.client.get(f"/erstes-passwort/{secret}").status_code == 404
    with service.pool.connection() as database:
        assert sessions.by_token(database, token, day=service.today)


def test_another_password_ends_the_tokens_where_that_is_asked_for(
    service: Service, somebody: Person
) -> None:
    with service.pool.connection() as database:
        token = sessions.issue_token(database, "konto", days=1)
    assert "Auch meine Token" in somebody.client.get("/konto").text
    typed = {"bisher": PASSWORD, "passwort": NEW, "noch_einmal": NEW, "token": "1"}
    assert post(somebody, "/konto/passwort", **typed) == 303
    with service.pool.connection() as database:
        assert sessions.by_token(database, token, day=service.today) is None
    assert "Auch meine Token" not in somebody.client.get("/konto").text


def test_all_that_is_wrong_with_a_password_is_said_at_once(somebody: Person) -> None:
    token = re.search(r'name="csrf" value="([^"]+)"', somebody.client.get("/konto").text)
    assert token
    typed = [("csrf", token[1]), ("bisher", "falsch"), ("passwort", "kurz"), ("noch-einmal", "x")]
    refused = somebody.send("/konto/passwort", typed)
    assert refused.status == 403
    for said in ("stimmt nicht", "mindestens 12 Zeichen", "sind verschieden"):
        assert said in refused.words


@pytest.mark.parametrize(
    ("bisher", "passwort", "noch_einmal", "status", "said"),
    [
        ("falsch", NEW, NEW, 403, "bisheriges Passwort stimmt nicht"),
        (PASSWORD, NEW, "anders", 422, "sind verschieden"),
        (PASSWORD, "kurz", "kurz", 422, "mindestens 12 Zeichen"),
    ],
)
def test_a_refused_password_changes_nothing_and_is_not_shown(
    service: Service, somebody: Person, bisher: str, passwort: str, noch_einmal: str, status: int,
    said: str,
) -> None:  # fmt: skip
    token = re.search(r'name="csrf" value="([^"]+)"', somebody.client.get("/konto").text)
    assert token
    sheet = somebody.send(
        "/konto/passwort",
        [("csrf", token[1]), ("bisher", bisher), ("passwort", passwort),
         ("noch-einmal", noch_einmal)],
    )  # fmt: skip
    assert sheet.status == status and said in sheet.answer.text
    assert f'value="{passwort}"' not in sheet.answer.text
    assert accounts.check_password(service.pool, "konto", PASSWORD, "elsewhere") is True


def test_guessing_the_password_here_waits_as_at_the_door(somebody: Person) -> None:
    typed = {"bisher": "falsch", "passwort": NEW, "noch_einmal": NEW}
    found = [post(somebody, "/konto/passwort", **typed) for _ in range(4)]
    assert found == [403, 403, 403, 429]


def test_sessions_are_seen_and_ended_one_by_one(service: Service, somebody: Person) -> None:
    other = again(service, "Mozilla/5.0 Chrome/126.0 Safari/537.36")
    text = somebody.client.get("/konto").text
    assert "Firefox" in text and "Chrome" in text and "diese Sitzung" in text
    (id,) = re.findall(r'name="knopf" value="([0-9a-f-]{36})">Beenden<span[^>]*>: Chrome', text)
    assert post(somebody, "/konto/sitzungen", knopf=id) == 303
    assert is_in(somebody) and not is_in(other)
    assert "Alle anderen Sitzungen beenden" not in somebody.client.get("/konto").text


def test_all_other_sessions_are_ended_at_once(service: Service, somebody: Person) -> None:
    others = [again(service) for _ in range(3)]
    assert post(somebody, "/konto/sitzungen", knopf="andere") == 303
    assert is_in(somebody) and not any(map(is_in, others))
    said = somebody.client.get("/konto?ok=andere").text
    assert "Alle anderen Sitzungen sind beendet." in said


def test_a_token_is_shown_once_and_works_until_it_is_ended(
    service: Service, somebody: Person
) -> None:
    page = somebody.client.get("/konto").text
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    assert token
    issued = somebody.send(
        "/konto/token", [("csrf", token[1]), ("bezeichnung", "Textprogramm"), ("tage", "30")]
    )
    found = re.search(r'<code class="wie-geschrieben">([^<]+)</code>', issued.answer.text)
    assert found and issued.answer.headers["cache-control"] == "no-store"
    api = TestClient(create_app(service), headers={"Authorization": f"Bearer {found[1]}"})
    assert api.get("/api/me").json()["account"] == "konto"
    after = somebody.client.get("/konto").text
    assert "Textprogramm" in after and found[1] not in after
    (id,) = re.findall(r'name="knopf" value="([0-9a-f-]{36})">Beenden<span[^>]*>: Text', after)
    assert post(somebody, "/konto/token/ende", knopf=id) == 303
    assert api.get("/api/me").status_code == 401


@pytest.mark.parametrize(
    ("bezeichnung", "tage", "said"),
    [(" ", "30", "wofür das Token ist"), ("x" * 101, "30", "höchstens 100"), ("A", "31", "Dauer")],
)
def test_a_token_has_a_label_and_an_end(
    service: Service, somebody: Person, bezeichnung: str, tage: str, said: str
) -> None:
    token = re.search(r'name="csrf" value="([^"]+)"', somebody.client.get("/konto").text)
    assert token
    typed = [("csrf", token[1]), ("bezeichnung", bezeichnung), ("tage", tage)]
    sheet = somebody.send("/konto/token", typed)
    assert sheet.status == 422 and said in sheet.answer.text
    with service.pool.connection() as database:
        assert sessions.tokens_of(database, "konto") == []


def test_what_is_anothers_is_not_ended(service: Service, somebody: Person) -> None:
    staff(service, {"andere": []})
    with service.pool.connection() as database:
        other = accounts.by_name(database, "andere", service.today)
        assert other
        sessions.begin(database, other)
        sessions.issue_token(database, "andere", days=1)
        (one,) = sessions.of_account(database, "andere", idle=timedelta(hours=1))
        (held,) = sessions.tokens_of(database, "andere")
    assert post(somebody, "/konto/sitzungen", knopf=str(one.id)) == 303
    assert post(somebody, "/konto/token/ende", knopf=str(held.id)) == 303
    assert post(somebody, "/konto/sitzungen", knopf="keine") == 303
    with service.pool.connection() as database:
        assert sessions.of_account(database, "andere", idle=timedelta(hours=1))
        assert sessions.tokens_of(database, "andere")


def test_the_sign_ins_of_thirty_days_are_listed(service: Service, somebody: Person) -> None:
    with service.pool.connection() as database:
        sign_ins.note(database, "konto", "192.0.2.9", Outcome.WRONG_PASSWORD)
        sign_ins.note(database, "konto", "192.0.2.10", Outcome.TOO_SOON)
        database.execute(
            "UPDATE people.sign_in SET at = at - interval '30 days' WHERE address = '192.0.2.10'"
        )
    text = somebody.client.get("/konto").text
    assert "Passwort falsch" in text and "192.0.2.9" in text and "testclient" in text
    assert "192.0.2.10" not in text


def test_ones_data_come_as_a_file(somebody: Person) -> None:
    answer = somebody.client.get("/konto/daten")
    assert 'filename="meine-daten.json"' in answer.headers["content-disposition"]
    said = json.loads(answer.content)
    assert said["account"]["name"] == "konto" and said["seats"][0]["body"] == "beirat-07"
    assert "/konto/daten" in somebody.client.get("/konto").text
