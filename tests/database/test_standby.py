"""With a standby: nothing is acknowledged before it has it, and nobody who reads waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
import pytest
from fastapi.testclient import TestClient
from psycopg.conninfo import conninfo_to_dict

from review_service.app import create_app
from review_service.database import Unreachable, migrate, open_pool
from review_service.event_store import MOST_SAVES, Busy, Once
from review_service.reviews import Reviews
from review_service.service import Service
from review_service.settings import Settings
from tests.api.callers import OPERATOR, Callers, operated
from tests.api.way import Way, found, problem, said
from tests.conftest import Server, Urls
from tests.database.standby import at, standby
from tests.store.acts import author, beirat, state, submitted

PATIENCE = 60  # seconds
ONCE = Once("beirat-01", "ein-schluessel", b"\x01" * 32)


def wait_until(what: Callable[[], Any]) -> None:
    until = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.05)


@contextmanager
def a_standby_is_away(server: Server) -> Iterator[psycopg.Connection[Any]]:
    """Let every commit wait for a standby that is not there, until the block ends."""
    with server.as_superuser() as superuser:
        superuser.execute("ALTER SYSTEM SET synchronous_standby_names = 'weg'")
        superuser.execute("SELECT pg_reload_conf()")
        try:
            _a_commit_waits(server, superuser)
            yield superuser
        finally:
            superuser.execute("ALTER SYSTEM RESET synchronous_standby_names")
            superuser.execute("SELECT pg_reload_conf()")


def _a_commit_waits(server: Server, superuser: psycopg.Connection[Any]) -> None:
    """The settings are read one process after the other; commits wait once the checkpointer has."""
    with ThreadPoolExecutor(1) as threads:
        commit = threads.submit(_commit, server)
        while not waiting(superuser):
            if commit.done():
                commit = threads.submit(_commit, server)
            time.sleep(0.01)
        end_what_waits(superuser)
        wait_until(commit.done)


def _commit(server: Server) -> None:
    with suppress(psycopg.OperationalError), server.as_superuser() as other:
        other.execute("SELECT pg_logical_emit_message(true, '', '')")


def end_what_waits(superuser: psycopg.Connection[Any]) -> None:
    superuser.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
    )


def waiting(superuser: psycopg.Connection[Any]) -> int:
    row = superuser.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
    return int(row.fetchone()[0])  # type: ignore[index]


def readiness(url: str) -> tuple[int, dict[str, Any]]:
    with open_pool(url, size=2) as pool:
        app = create_app(operated(Service(Settings(database_url=url), pool, Reviews(pool))))
        answer = TestClient(app).get("/health/ready", headers=OPERATOR)
    return answer.status_code, answer.json()


def test_a_standby_is_no_place_to_serve_from_and_says_so(
    server: Server, urls: Urls, reviews: Reviews
) -> None:
    draft = submitted(reviews)
    with standby(server) as folder, open_pool(at(urls.application, folder), size=1) as pool:
        on_it = Reviews(pool)
        wait_until(lambda: on_it.recorder.max_notification_id())
        with pytest.raises(Unreachable):
            state(on_it, draft, beirat(0))
        status, said = readiness(at(urls.application, folder))
    assert (status, said["database"].partition(",")[0]) == (503, "a standby")
    assert state(reviews, draft, beirat(0)).counts


def test_of_several_hosts_the_one_that_takes_writes_is_migrated_and_served(
    server: Server,
) -> None:
    with server.database("empty") as urls, standby(server) as folder:
        here = conninfo_to_dict(urls.owner)["host"]
        owner, application = (at(url, folder, here) for url in (urls.owner, urls.application))
        assert migrate(owner, application)
        assert migrate(owner, application) == []
        with open_pool(application, size=1) as pool:
            Reviews(pool).begin(author)


def test_while_saves_wait_for_a_standby_everybody_reads(
    server: Server, urls: Urls, service: Service
) -> None:
    api = Callers(operated(service))
    way = Way(api).submit()
    with ThreadPoolExecutor(2 * MOST_SAVES) as threads:
        with a_standby_is_away(server) as superuser:
            saves = [
                threads.submit(
                    api[who].post, f"{way.path}/statements", said(who), Idempotency_Key=f"{n}"
                )
                for n in range(MOST_SAVES)
                for who in ("beirat-01", "beirat-02")
            ]
            wait_until(lambda: sum(save.done() for save in saves) >= MOST_SAVES)
            refused = [save.result() for save in saves if save.done()]
            assert waiting(superuser) >= 1
            for who in ("chair", "auditor", "office"):
                assert way.get(who)["status"] == "in_beratung"
            assert _readiness_waits(api)
        answers = [save.result() for save in saves]
    assert {(r.status_code, problem(r)["title"]) for r in refused} == {(503, "Busy")}
    assert sorted({answer.status_code for answer in answers}) == [201, 503]
    kept = found(api["auditor"].get(f"{way.path}/history?limit=1000"))["items"]
    assert len(kept) == 2 + sum(answer.status_code == 201 for answer in answers)


def _readiness_waits(api: Callers) -> bool:
    client = TestClient(api.app, headers=OPERATOR)
    wait_until(lambda: client.get("/health/ready").json()["saves"] == "wait")
    return bool(client.get("/health/ready").status_code == 200)


def test_a_kept_answer_is_given_only_once_the_standby_has_it(
    server: Server, urls: Urls, reviews: Reviews
) -> None:
    """Its commit was seen by others while its own client still waited for the standby."""
    draft = submitted(reviews)
    before = reviews.recorder.max_notification_id() or 0
    again: Future[Any]
    with ThreadPoolExecutor(2) as threads:
        with a_standby_is_away(server) as superuser:
            first = threads.submit(state, reviews, draft, beirat(0), once=ONCE)
            wait_until(lambda: waiting(superuser) == 1)
            end_what_waits(superuser)
            wait_until(first.done)
            again = threads.submit(state, reviews, draft, beirat(0), once=ONCE)
            wait_until(lambda: waiting(superuser) == 1)
            assert not again.done()
        with pytest.raises(Unreachable):
            first.result()
        assert again.result().counts
    assert reviews.recorder.max_notification_id() == before + 1


def test_a_save_that_waits_for_a_lock_too_long_is_told_that_all_are_busy(
    urls: Urls, reviews: Reviews
) -> None:
    draft = submitted(reviews)
    with psycopg.connect(urls.application) as stopped:
        stopped.execute("SELECT pg_advisory_xact_lock(2472, 1)")
        with pytest.raises(Busy):
            state(reviews, draft, beirat(0))
    assert state(reviews, draft, beirat(0)).counts


def test_a_transaction_of_a_request_that_was_stopped_is_ended_by_the_server(urls: Urls) -> None:
    with open_pool(urls.application, size=1) as pool, pool.connection() as database:
        row = database.execute("SHOW idle_in_transaction_session_timeout").fetchone()
        with pytest.raises(psycopg.Error), database.transaction():
            database.execute("SET idle_in_transaction_session_timeout = '10ms'")
            database.execute("SELECT pg_advisory_xact_lock(2472, 1)")
            with psycopg.connect(urls.application) as other:
                other.execute("SELECT pg_advisory_xact_lock(2472, 1)")
            database.execute("SELECT 1")
    assert row == ("30s",)
