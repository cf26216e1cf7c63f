"""What is forgotten by itself, and by whom."""

from __future__ import annotations

import threading
import time

from review_service.people import accounts, sessions, sign_ins
from review_service.people.sign_ins import Outcome
from review_service.service import Service
from review_service.worker import housekeeping
from review_service.worker.working import work
from tests.conftest import Urls
from tests.staff import staff

_COUNTS = """
    SELECT (SELECT count(*) FROM people.session), (SELECT count(*) FROM people.token),
           (SELECT count(*) FROM people.sign_in), (SELECT count(*) FROM people.failed_sign_in)
"""
_AGE = """
    UPDATE people.session SET used_at = used_at - interval '61 minutes';
    UPDATE people.token SET expires_at = now() - interval '1 second';
    UPDATE people.sign_in SET at = at - interval '30 days';
    UPDATE people.failed_sign_in SET last_at = last_at - interval '25 hours'
"""


def leave_traces(service: Service) -> None:
    """A session, a token, a sign-in and a failed try."""
    with service.pool.connection() as database:
        account = accounts.by_name(database, "konto", service.today)
        assert account
        sessions.begin(database, account)
        sessions.issue_token(database, "konto", days=1)
        sign_ins.note(database, "konto", "192.0.2.7", Outcome.SIGNED_IN)
    accounts.check_password(service.pool, "konto", "falsch", "192.0.2.7")


def left(service: Service) -> tuple[int, ...]:
    with service.pool.connection() as database:
        found = database.execute(_COUNTS).fetchone()
    assert found
    return tuple(found)


def test_what_is_old_is_forgotten_and_nothing_else(service: Service) -> None:
    staff(service, {"konto": []})
    leave_traces(service)
    housekeeping.tidy(service)
    assert left(service) == (1, 1, 1, 1)
    with service.pool.connection() as database:
        database.execute(_AGE)
    leave_traces(service)
    assert left(service) == (2, 2, 2, 1)
    housekeeping.tidy(service)
    assert left(service) == (1, 1, 1, 1)


def test_the_worker_tidies(service: Service, urls: Urls) -> None:
    staff(service, {"konto": []})
    leave_traces(service)
    with service.pool.connection() as database:
        database.execute(_AGE)
    stop = threading.Event()
    working = threading.Thread(target=work, args=(urls.application, stop))
    working.start()
    try:
        until = time.monotonic() + 20
        while left(service) != (0, 0, 0, 0) and time.monotonic() < until:
            time.sleep(0.1)
    finally:
        stop.set()
        working.join()
    assert left(service) == (0, 0, 0, 0)
