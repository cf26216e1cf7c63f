"""One's own account by the API: who one is, one's data, sessions and tokens to see and to end."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from domain.gremium import Role
from review_service.people import accounts, sessions, sign_ins, working_copies
from review_service.people.sign_ins import Outcome
from tests.api.callers import Callers
from tests.api.test_elections import BEFORE, Electing
from tests.api.way import Way, problem


def signed_in(api: Callers, name: str, browser: str = "Firefox") -> str:
    """Begin a session; gives its secret."""
    with api.service.pool.connection() as database:
        account = accounts.by_name(database, name, api.service.today)
        assert account
        return sessions.begin(database, account, browser=browser)


def items(api: Callers, name: str, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api[name].get(path).json()["items"]
    return found


def test_one_is_told_who_one_is_and_which_seats_one_holds(api: Callers) -> None:
    said = api["management"].get("/api/me").json()
    (seat,) = said.pop("seats")
    assert (said["account"], said["name"]) == ("management", "management")
    assert len(said["person"]) == 32
    assert (seat["body"], seat["role"], seat["since"], seat["until"]) == (
        "expertengruppe-bildung", "geschaeftsfuehrung", "2019-11-01", None,
    )  # fmt: skip


def test_nobody_is_told_without_a_token(api: Callers) -> None:
    paths = ("", "/tasks", "/data", "/sessions", "/tokens")
    client = api["chair"].client
    for path in paths:
        answer = client.get(f"/api/me{path}", headers={"Authorization": "Bearer falsch"})
        assert answer.status_code == 401 and problem(answer)["title"] == "NotSignedIn"
    for path in ("sessions", "tokens"):
        answer = client.delete(
            f"/api/me/{path}/{uuid4()}", headers={"Authorization": "Bearer falsch"}
        )
        assert answer.status_code == 401


def test_a_session_is_seen_and_ended_by_its_public_id(api: Callers) -> None:
    first, second = signed_in(api, "chair"), signed_in(api, "chair", "Safari")
    listed = items(api, "chair", "/api/me/sessions")
    assert [one["browser"] for one in listed] == ["Safari", "Firefox"]
    assert not any(secret in str(listed) for secret in (first, second))
    path = f"/api/me/sessions/{listed[1]['id']}"
    assert api["other-chair"].client.delete(path).status_code == 404
    assert api["chair"].client.delete(path).status_code == 204
    assert [one["browser"] for one in items(api, "chair", "/api/me/sessions")] == ["Safari"]
    again = api["chair"].client.delete(path)
    assert (again.status_code, problem(again)["title"]) == (404, "NoSuchSession")


def test_a_token_is_seen_without_its_secret_and_ended(api: Callers) -> None:
    with api.service.pool.connection() as database:
        secret = sessions.issue_token(database, "chair", days=7, label="Textprogramm")
    listed = items(api, "chair", "/api/me/tokens")
    assert [one["label"] for one in listed] == ["Textprogramm", ""]
    assert listed[0]["used_at"] is None and listed[1]["used_at"] is not None
    assert secret not in str(listed) and set(listed[0]) == {
        "id", "label", "purpose", "created_at", "expires_at", "used_at",
    }  # fmt: skip
    path = f"/api/me/tokens/{listed[0]['id']}"
    assert api["other-chair"].client.delete(path).status_code == 404
    assert api["chair"].client.delete(path).status_code == 204
    again = api["chair"].client.delete(path)
    assert (again.status_code, problem(again)["title"]) == (404, "NoSuchToken")
    with api.service.pool.connection() as database:
        assert sessions.by_token(database, secret, day=api.service.today) is None


def test_one_may_end_the_very_token_one_calls_with(api: Callers) -> None:
    (own,) = items(api, "beirat-02", "/api/me/tokens")
    assert api["beirat-02"].client.delete(f"/api/me/tokens/{own['id']}").status_code == 204
    assert api["beirat-02"].get("/api/me").status_code == 401


def test_an_id_that_is_none_is_no_address(api: Callers) -> None:
    assert api["chair"].client.delete("/api/me/sessions/keine").status_code == 404


def test_ones_own_data_are_all_that_is_stored(api: Callers) -> None:
    way = Way(api).submit()
    secret = signed_in(api, "chair")
    with api.service.pool.connection() as database:
        sign_ins.note(database, "chair", "192.0.2.7", Outcome.WRONG_PASSWORD)
        working_copies.keep(database, "chair", "neu", "", {"titel": ["Angefangen"]})
    said = api["chair"].get("/api/me/data").json()
    assert said["entry"]["name"] == "chair" and said["entry"]["contact"] == ""
    assert said["entry"]["pseudonym"] == api["chair"].get("/api/me").json()["person"]
    assert [(s["seat"], s["role"]) for s in said["seats"]] == [("vorsitz", "chair")]
    assert [(a["kind"], a["stream"]) for a in said["acts"]] == [
        ("Draft.Authored", way.id), ("Draft.Submitted", way.id),
    ]  # fmt: skip
    account = said["account"]
    assert [s["browser"] for s in account["sessions"]] == ["Firefox"]
    assert [t["purpose"] for t in account["tokens"]] == ["api"]
    assert [(s["address"], s["outcome"]) for s in account["sign_ins"]] == [
        ("192.0.2.7", "wrong_password")
    ]
    assert [c["fields"] for c in account["working_copies"]] == [{"titel": ["Angefangen"]}]
    assert secret not in str(said) and "password" not in account


def test_ones_data_have_ones_elections(api: Callers) -> None:
    election = Electing(api)
    person = api["beirat-01"].get("/api/me").json()["person"]
    facts = {"organisation": "verein-1", "person": person, "consent": True}
    election.does("nominations", BEFORE, **facts)
    (had,) = api["beirat-01"].get("/api/me/data").json()["elections"]
    assert (had["election"], had["part"]) == (election.id, "candidate")
    handed_out = api["office"].get(f"/api/persons/{person}/data").json()
    assert handed_out["elections"] == [had]
    assert api["beirat-02"].get("/api/me/data").json()["elections"] == []


def test_ones_data_are_ones_own_alone(api: Callers) -> None:
    Way(api).submit()
    said = api["beirat-01"].get("/api/me/data").json()
    assert said["acts"] == [] and said["entry"]["name"] == "beirat-01"


def test_an_ended_seat_is_in_the_data_and_no_longer_held(api: Callers) -> None:
    person = api["chair"].get("/api/me").json()["person"]
    with api.service.pool.connection() as database:
        database.execute(
            "UPDATE views.seats_held SET until = %s WHERE person = %s", (date(2020, 1, 1), person)
        )
    assert api["chair"].get("/api/me").json()["seats"] == []
    (seat,) = api["chair"].get("/api/me/data").json()["seats"]
    assert (seat["until"], seat["role"]) == ("2020-01-01", Role.CHAIR)
