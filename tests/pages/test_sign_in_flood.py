"""Very many sign in at once, guess at once, take one link at once: nobody else waits for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier, Event, Lock

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from domain.gremium import Role
from review_service.app import create_app
from review_service.database import Pool, open_pool
from review_service.people import accounts, passwords, sessions
from review_service.people.passwords import AT_ONCE, IN_LINE, OF_ONE_ADDRESS, TooManySignIns
from review_service.service import Service
from tests.conftest import Urls
from tests.staff import staff

PASSWORD = "Gemeinsam-beraten"
NAME = "beirat-07"


@pytest.fixture
def service(urls: Urls, service: Service) -> Iterator[Service]:
    """A service with an account and one single connection to the database."""
    staff(service, {NAME: [(NAME, Role.MEMBER)]}, password=PASSWORD)
    with open_pool(urls.application, size=1) as narrow:
        yield replace(service, pool=narrow)


class Slow:
    """Hashes when it is told to, and notes how many wait for that at once; whoever hashes could
    have the one connection."""

    def __init__(self, pool: Pool) -> None:
        self.go, self.full, self._pool, self._lock = Event(), Event(), pool, Lock()
        self.calls = self.now = self.most = 0

    def verify(self, password: str, stored: str) -> bool:
        with self._lock:
            self.calls, self.now = self.calls + 1, self.now + 1
            self.most = max(self.most, self.now)
            if self.now == AT_ONCE:
                self.full.set()
        with self._pool.connection(timeout=20) as database:
            database.execute("SELECT 1")
        assert self.go.wait(60)
        with self._lock:
            self.now -= 1
        return password == PASSWORD


def door(service: Service, address: str) -> Callable[[str, str], Response]:
    """Give how one signs in from an address."""
    app = create_app(service)

    def sign_in(name: str, password: str) -> Response:
        browser = TestClient(app, follow_redirects=False, client=(address, 4711))
        return browser.post("/anmelden", data={"konto": name, "passwort": password})

    return sign_in


def test_two_are_hashed_at_once_a_few_wait_and_the_rest_are_told_to_come_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(service.pool)
    monkeypatch.setattr(passwords, "HASHER", slow)
    doors = [door(service, f"192.0.2.{number}") for number in range(4)]
    with ThreadPoolExecutor(40) as threads:
        asked = [threads.submit(doors[n % 4], f"konto{n}", "geraten") for n in range(40)]
        assert slow.full.wait(60)
        while sum(one.done() for one in asked) < 40 - IN_LINE:
            assert slow.now <= AT_ONCE
        signed_in = service.pool.get_stats()["pool_available"]
        slow.go.set()
        answers = [one.result() for one in asked]
    assert Counter(answer.status_code for answer in answers) == {403: IN_LINE, 429: 40 - IN_LINE}
    assert (slow.most, slow.calls, signed_in) == (AT_ONCE, IN_LINE, 1)
    for answer in answers:
        if answer.status_code == 429:
            assert "Gerade melden sich sehr viele gleichzeitig an." in answer.text
            assert answer.headers["retry-after"] == "1"


def test_nobody_fills_the_line_alone() -> None:
    go = Event()

    def stand_in_line(address: str) -> bool:
        with passwords.turn(address):
            return go.wait(60)

    with ThreadPoolExecutor(OF_ONE_ADDRESS + 1) as threads:
        there = [threads.submit(stand_in_line, "192.0.2.66") for _ in range(OF_ONE_ADDRESS)]
        while passwords.waiting("192.0.2.66") < OF_ONE_ADDRESS:
            pass
        with pytest.raises(TooManySignIns):
            stand_in_line("192.0.2.66")
        another = threads.submit(stand_in_line, "192.0.2.7")
        go.set()
        assert all(one.result(60) for one in [*there, another])
    assert passwords.waiting("192.0.2.66") == 0


def test_of_many_guesses_at_once_no_more_are_looked_at_than_one_by_one(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(service.pool)
    slow.go.set()
    monkeypatch.setattr(passwords, "HASHER", slow)
    guess, begin = door(service, "192.0.2.66"), Barrier(OF_ONE_ADDRESS)

    def at_once(number: int) -> int:
        begin.wait(60)
        return guess(NAME, f"geraten-{number}").status_code

    with ThreadPoolExecutor(OF_ONE_ADDRESS) as threads:
        found = Counter(threads.map(at_once, range(OF_ONE_ADDRESS)))
    assert slow.calls == 3
    assert found == {403: 3, 429: OF_ONE_ADDRESS - 3}


def test_whoever_guesses_locks_nobody_out_elsewhere(service: Service) -> None:
    guess = door(service, "203.0.113.66")
    found = [guess(NAME, "geraten") for _ in range(6)]
    assert [answer.status_code for answer in found] == [403, 403, 403, 429, 429, 429]
    assert {int(answer.headers["retry-after"]) for answer in found[3:]} <= {1, 2}
    assert door(service, "198.51.100.7")(NAME, PASSWORD).status_code == 303


def test_a_try_that_may_not_be_made_yet_does_not_put_the_next_one_off(service: Service) -> None:
    sign_in = door(service, "192.0.2.1")
    for _ in range(20):
        sign_in(NAME, "geraten")
    with service.pool.connection() as database:
        database.execute("UPDATE people.failed_sign_in SET last_at = last_at - interval '2 s'")
    assert sign_in(NAME, PASSWORD).status_code == 303


def test_after_very_many_wrong_tries_it_is_thirty_seconds_and_no_more(service: Service) -> None:
    sign_in = door(service, "192.0.2.1")
    sign_in(NAME, "geraten")
    with service.pool.connection() as database:
        database.execute("UPDATE people.failed_sign_in SET count = 2000000")
    assert int(sign_in(NAME, PASSWORD).headers["retry-after"]) == 30
    with service.pool.connection() as database:
        database.execute("UPDATE people.failed_sign_in SET last_at = last_at - interval '30 s'")
    assert sign_in(NAME, PASSWORD).status_code == 303


def test_a_one_time_link_lets_one_in_however_many_come_at_once(service: Service) -> None:
    with service.pool.connection() as database:
        accounts.add(database, "neu")
        secret = sessions.issue_token(database, "neu", days=1, purpose="first_password")
    app, begin = create_app(service), Barrier(OF_ONE_ADDRESS)

    def take(number: int) -> tuple[int, str]:
        browser, mine = TestClient(app, follow_redirects=False), f"Passwort-Nummer-{number}"
        begin.wait(60)
        typed = {"passwort": mine, "noch-einmal": mine}
        return browser.post(f"/erstes-passwort/{secret}", data=typed).status_code, mine

    with ThreadPoolExecutor(OF_ONE_ADDRESS) as threads:
        found = list(threads.map(take, range(OF_ONE_ADDRESS)))
    assert Counter(status for status, _ in found) == {303: 1, 404: OF_ONE_ADDRESS - 1}
    (theirs,) = (mine for status, mine in found if status == 303)
    assert door(service, "192.0.2.1")("neu", theirs).status_code == 303


def test_a_very_long_password_opens_what_it_was_set_for(service: Service) -> None:
    long = PASSWORD * 100
    with service.pool.connection() as database:
        accounts.set_password(database, NAME, passwords.hashed(long, "192.0.2.1"))
    assert door(service, "192.0.2.1")(NAME, long).status_code == 303
