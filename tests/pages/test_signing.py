"""Signing in and out, the first password, and what becomes of a form when the session has ended."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from domain.gremium import Role
from review_service.app import create_app
from review_service.pages.people.signing import local
from review_service.people import (
    accounts,
    erasing,
    own_data,
    sessions,
    sign_ins,
    working_copies,
)
from review_service.service import Service
from tests.pages.hands import Hands
from tests.staff import staff

PASSWORD = "Gemeinsam-beraten"


@pytest.fixture
def client(service: Service) -> TestClient:
    """A browser of somebody with an account who is not signed in."""
    staff(service, {"beirat-07": [("beirat-07", Role.MEMBER)]}, password=PASSWORD)
    return TestClient(create_app(service), follow_redirects=False)


def sign_in(client: TestClient, password: str = PASSWORD, **more: str) -> Response:
    return client.post("/anmelden", data={"konto": "beirat-07", "passwort": password, **more})


def token(client: TestClient) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', client.get("/").text)
    assert found
    return found[1]


def test_who_is_not_signed_in_is_led_there_and_back(client: TestClient) -> None:
    asked = client.get("/entwuerfe?seite=2")
    assert (asked.status_code, asked.headers["location"]) == (
        303,
        "/anmelden?weiter=%2Fentwuerfe%3Fseite%3D2",
    )
    assert 'value="/entwuerfe?seite=2"' in client.get(asked.headers["location"]).text
    assert sign_in(client, weiter="/entwuerfe?seite=2").headers["location"] == "/entwuerfe?seite=2"
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "path", ["https://example.org/", "//example.org", "/\\example.org", "anmelden", "/a\nb", ""]
)
def test_signing_in_leads_nowhere_else(client: TestClient, path: str) -> None:
    assert local(path) == "/"
    assert sign_in(client, weiter=path).headers["location"] == "/"


def test_a_wrong_password_and_an_unknown_account_read_alike(client: TestClient) -> None:
    wrong = sign_in(client, "falsch")
    unknown = client.post("/anmelden", data={"konto": "niemand", "passwort": "falsch"})
    assert wrong.status_code == unknown.status_code == 403
    assert wrong.text.replace('value="beirat-07"', 'value="niemand"') == unknown.text
    assert "Benutzername oder Passwort stimmt nicht" in wrong.text
    assert PASSWORD not in wrong.text and "falsch" not in wrong.text
    assert "set-cookie" not in wrong.headers


def test_after_some_wrong_tries_the_next_one_waits(client: TestClient) -> None:
    for _ in range(3):
        assert sign_in(client, "falsch").status_code == 403
    waiting = sign_in(client)
    assert waiting.status_code == 429 and "Bitte warten Sie noch" in waiting.text


def test_every_sign_in_begins_a_new_session_and_ends_the_old_one(client: TestClient) -> None:
    sign_in(client)
    first = client.cookies["sid"]
    sign_in(client)
    assert client.cookies["sid"] != first
    client.cookies.set("sid", first)
    assert client.get("/").status_code == 303


def test_the_cookie_is_for_this_service_alone(service: Service, client: TestClient) -> None:
    plain = sign_in(client).headers["set-cookie"]
    assert "HttpOnly" in plain and "SameSite=lax" in plain and "Path=/" in plain
    secure = replace(service, settings=service.settings.model_copy(update={"plain_cookie": False}))
    strict = TestClient(create_app(secure), base_url="https://testserver", follow_redirects=False)
    cookie = sign_in(strict).headers["set-cookie"]
    assert cookie.startswith("__Host-sid=") and "Secure" in cookie and "Domain" not in cookie
    assert strict.get("/").status_code == 200


def test_signing_out_ends_the_session(client: TestClient) -> None:
    sign_in(client)
    secret = client.cookies["sid"]
    left = client.post("/abmelden", data={"csrf": token(client)})
    assert left.headers["location"] == "/anmelden?ende=abgemeldet"
    assert "Sie sind abgemeldet" in client.get(left.headers["location"]).text
    client.cookies.set("sid", secret)
    assert client.get("/").status_code == 303


def test_signing_out_takes_the_sessions_own_token(client: TestClient) -> None:
    sign_in(client)
    assert client.post("/abmelden", data={"csrf": "ein anderes"}).status_code == 403
    cross = {"sec-fetch-site": "cross-site"}
    sent = client.post("/abmelden", data={"csrf": token(client)}, headers=cross)
    assert sent.status_code == 403
    assert client.get("/").status_code == 200


def test_another_site_cannot_sign_somebody_in(client: TestClient) -> None:
    data = {"konto": "beirat-07", "passwort": PASSWORD}
    for origin in ("cross-site", "same-site"):
        answer = client.post("/anmelden", data=data, headers={"sec-fetch-site": origin})
        assert answer.status_code == 403 and "set-cookie" not in answer.headers


def test_an_idle_session_ends(service: Service, client: TestClient) -> None:
    sign_in(client)
    with service.pool.connection() as database:
        idle = timedelta(minutes=service.settings.session_idle_minutes)
        database.execute("UPDATE people.session SET used_at = used_at - %s", (idle,))
    assert client.get("/").status_code == 303


def test_what_was_typed_when_the_session_had_ended_is_in_the_form_after_signing_in(
    service: Service, client: TestClient, hands: Hands
) -> None:
    way = hands.draft().submit()
    path = f"/entwuerfe/{way.id}/stellungnahme"
    typed = {"csrf": "alt", "text": "\nEinzelne „Sätze“ & <b>mehr</b>.", "haltung": "bedenken"}
    ended = client.post(path, data=typed)
    assert ended.status_code == 401 and "Ihre Sitzung ist abgelaufen" in ended.text
    hidden = re.findall(
        r'<textarea hidden name="(getippt\.[^"]+)">\n(.*?)</textarea>', ended.text, re.DOTALL
    )
    assert [name for name, _ in hidden] == ["getippt.text", "getippt.haltung"]
    assert "<b>" not in ended.text
    back = sign_in(
        client, weiter=path, **{"getippt.text": typed["text"], "getippt.haltung": "bedenken"}
    )
    assert back.headers["location"] == path
    with service.pool.connection() as database:
        copy = working_copies.find(database, "beirat-07", "stellungnahme", way.id)
    assert copy and copy.fields == {"text": [typed["text"]], "haltung": ["bedenken"]}
    assert "Einzelne „Sätze“ &amp; &lt;b&gt;" in client.get(path).text


def test_a_form_that_another_site_sent_is_not_kept(client: TestClient, hands: Hands) -> None:
    way = hands.draft().submit()
    sent = client.post(
        f"/entwuerfe/{way.id}/stellungnahme",
        data={"text": "Untergeschoben"},
        headers={"sec-fetch-site": "cross-site"},
    )
    assert sent.status_code == 401 and "Untergeschoben" not in sent.text


def test_a_form_of_an_earlier_session_is_refused_and_kept(hands: Hands) -> None:
    way = hands.draft().submit()
    path = f"/entwuerfe/{way.id}/stellungnahme"
    beirat = hands["beirat-01"]
    refused = beirat.send(path, [("csrf", "von gestern"), ("text", "Das darf nicht fehlen.")])
    assert refused.status == 403
    assert "ist gespeichert und noch nicht abgegeben" in refused.words
    assert beirat.open(path).value("text") == "Das darf nicht fehlen."


def test_a_one_time_link_sets_the_first_password_and_is_then_used_up(
    service: Service, client: TestClient
) -> None:
    with service.pool.connection() as database:
        accounts.add(database, "neu")
        secret = sessions.issue_token(database, "neu", days=1, purpose="first_password")
    path = f"/erstes-passwort/{secret}"
    assert "<strong>neu</strong>" in client.get(path).text
    short = client.post(path, data={"passwort": "kurz", "noch-einmal": "kurz"})
    assert short.status_code == 422 and "mindestens 12 Zeichen" in short.text
    unlike = client.post(path, data={"passwort": PASSWORD, "noch-einmal": "anders"})
    assert unlike.status_code == 422 and "verschieden" in unlike.text
    done = client.post(path, data={"passwort": PASSWORD, "noch-einmal": PASSWORD})
    assert done.headers["location"] == "/" and client.get("/").status_code == 200
    again = client.get(path)
    assert again.status_code == 404 and "Dieser Link gilt nicht mehr" in again.text
    assert "gilt 14 Tage und nur einmal." in again.text and "/hinweise/hilfe" in again.text
    late = client.post(path, data={"passwort": PASSWORD, "noch-einmal": PASSWORD})
    assert late.status_code == 404


def test_an_api_token_opens_no_first_password(service: Service, client: TestClient) -> None:
    with service.pool.connection() as database:
        secret = sessions.issue_token(database, "beirat-07", days=1)
    assert client.get(f"/erstes-passwort/{secret}").status_code == 404


def tries(service: Service) -> list[tuple[str | None, str, str]]:
    """All rows of the access log: account, address, outcome, oldest first."""
    with service.pool.connection() as database:
        rows = database.execute(
            "SELECT account, address, outcome FROM people.sign_in ORDER BY at, id"
        )
        return rows.fetchall()


def test_every_sign_in_is_in_the_access_log_failed_ones_too(
    service: Service, client: TestClient
) -> None:
    sign_in(client)
    for _ in range(3):
        sign_in(client, "falsch")
    sign_in(client)
    assert tries(service) == [
        ("beirat-07", "testclient", outcome)
        for outcome in ("signed_in", *["wrong_password"] * 3, "too_soon")
    ]


def test_the_first_password_is_a_sign_in(service: Service, client: TestClient) -> None:
    with service.pool.connection() as database:
        secret = sessions.issue_token(database, "beirat-07", days=1, purpose="first_password")
    typed = {"passwort": PASSWORD, "noch-einmal": PASSWORD}
    client.post(f"/erstes-passwort/{secret}", data=typed)
    assert tries(service) == [("beirat-07", "testclient", "first_password")]


def test_what_is_no_accounts_name_may_be_a_password_and_is_not_kept(
    service: Service, client: TestClient
) -> None:
    client.post("/anmelden", data={"konto": PASSWORD, "passwort": ""})
    assert tries(service) == [(None, "testclient", "wrong_password")]


def pseudonym(service: Service) -> str:
    with service.pool.connection() as database:
        account = accounts.by_name(database, "beirat-07", service.today)
    assert account
    return account.pseudonym


def test_whoever_gets_the_name_of_a_closed_account_reads_nothing_of_who_had_it(
    service: Service, client: TestClient
) -> None:
    sign_in(client)
    former = pseudonym(service)
    with service.pool.connection() as database:
        erasing.close_account(database, former)
        accounts.add(database, "beirat-07", password=PASSWORD)
    new = pseudonym(service)
    with service.pool.connection() as database:
        assert sign_ins.of_person(database, new) == []
        idle = timedelta(hours=1)
        account = own_data.collect(database, new, idle=idle).account
    assert account and account.sign_ins == ()
    sign_in(client)
    with service.pool.connection() as database:
        assert [len(sign_ins.of_person(database, one)) for one in (former, new)] == [1, 1]


def test_the_access_log_shows_and_keeps_thirty_days(service: Service, client: TestClient) -> None:
    sign_in(client)
    sign_in(client, "falsch")
    person = pseudonym(service)

    def shown() -> list[str]:
        with service.pool.connection() as database:
            return [one.outcome for one in sign_ins.of_person(database, person)]

    assert shown() == ["wrong_password", "signed_in"]
    with service.pool.connection() as database:
        older = "UPDATE people.sign_in SET at = at - interval '30 days' WHERE outcome = %s"
        database.execute(older, ("signed_in",))
    assert shown() == ["wrong_password"] and len(tries(service)) == 2
    with service.pool.connection() as database:
        assert sign_ins.forget_old(database) == 1
    assert [outcome for *_, outcome in tries(service)] == ["wrong_password"]


@pytest.mark.parametrize(
    ("said", "family"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox"),
        ("Mozilla/5.0 AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0", "Edge"),
        ("Mozilla/5.0 AppleWebKit/537.36 Chrome/126.0 Safari/537.36", "Chrome"),
        ("Mozilla/5.0 AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15", "Safari"),
        ("curl/8.9", ""),
    ],
)
def test_of_a_browser_its_family_is_kept_at_most(
    service: Service, client: TestClient, said: str, family: str
) -> None:
    client.headers["user-agent"] = said
    sign_in(client)
    with service.pool.connection() as database:
        kept = database.execute("SELECT browser FROM people.session").fetchall()
    assert kept == [(family,)]
