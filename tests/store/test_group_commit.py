"""Saves of several threads that wait for one another share a transaction, and nothing else."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from psycopg import Connection

from domain.draft import Draft
from projections.rebuild import APPEND_LOCK
from review_service.database import open_pool
from review_service.event_store import LostRace, Once, Recorder
from review_service.group_commit import GroupCommit
from review_service.reviews import Receipt, Reviews
from tests.conftest import Urls
from tests.scenario import CHAIR
from tests.store.acts import author, beirat, now, state, submitted
from tests.store.cutting_proxy import cutting_proxy


def wait_until(what: Any) -> None:
    until = time.monotonic() + 20
    while not what():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.01)


def waiting_in(reviews: Reviews) -> int:
    assert isinstance(reviews.recorder, Recorder)
    return reviews.recorder.group.waiting


HOLD = "SELECT pg_advisory_lock(%s, %s)"


@contextmanager
def appends_held(urls: Urls) -> Iterator[Connection]:
    """Let nobody append inside the block: the first save waits in the server, the rest for it."""
    with psycopg.connect(urls.application, autocommit=True) as connection:
        connection.execute(HOLD, APPEND_LOCK)
        yield connection


def queued(connection: Connection) -> int:
    """Give how many wait in the server to append."""
    row = connection.execute(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        " AND classid = %s AND objid = %s",
        APPEND_LOCK,
    ).fetchone()
    return row[0] if row else 0


def transactions(reviews: Reviews, after: int) -> list[int]:
    """Give how many events each transaction wrote."""
    with reviews.pool.connection() as database:
        rows = database.execute(
            "SELECT count(*) FROM log.event WHERE position > %s GROUP BY xmin ORDER BY 1", (after,)
        )
        return [row[0] for row in rows]


def test_saves_that_wait_share_one_transaction(urls: Urls, reviews: Reviews):
    drafts = [submitted(reviews) for _ in range(6)]
    before = reviews.recorder.max_notification_id() or 0
    with ThreadPoolExecutor(6) as threads:
        with appends_held(urls) as connection:
            first = threads.submit(state, reviews, drafts[0], beirat(0))
            wait_until(lambda: queued(connection) == 1)
            others = [threads.submit(state, reviews, draft, beirat(0)) for draft in drafts[1:]]
            wait_until(lambda: waiting_in(reviews) == 5)
        versions = [saved.result().version for saved in (first, *others)]
    assert versions == [3] * 6
    assert transactions(reviews, before) == [1, 5]


def test_a_save_that_is_refused_takes_no_other_down_with_it(urls: Urls, reviews: Reviews):
    drafts = [submitted(reviews) for _ in range(4)]
    stale = reviews.load(Draft, drafts[3])
    stale.withdraw(reason="Zu früh.", by=CHAIR, at=now())
    state(reviews, drafts[3], beirat(0))
    with ThreadPoolExecutor(4) as threads:
        with appends_held(urls) as connection:
            saved = [threads.submit(state, reviews, drafts[0], beirat(0))]
            wait_until(lambda: queued(connection) == 1)
            saved += [threads.submit(state, reviews, draft, beirat(0)) for draft in drafts[1:3]]
            refused = threads.submit(reviews.record, stale)
            wait_until(lambda: waiting_in(reviews) == 3)
        assert [done.result().version for done in saved] == [3, 3, 3]
        with pytest.raises(LostRace):
            refused.result()
    assert reviews.load(Draft, drafts[3]).version == 3


def test_where_the_line_is_lost_all_of_the_group_are_told_and_none_is_saved_twice(urls: Urls):
    with (
        cutting_proxy(urls.application) as (address, proxy),
        psycopg.connect(urls.application, autocommit=True) as next_in_line,
        ThreadPoolExecutor(5) as threads,
    ):
        pool = open_pool(address, size=6)
        reviews = Reviews(pool)
        drafts = [submitted(reviews) for _ in range(4)]

        def send(number: int) -> Future[Receipt]:
            once = Once("beirat-01", f"schluessel-{number}", b"\x01" * 32)
            return threads.submit(state, reviews, drafts[number], beirat(0), once=once)

        with appends_held(urls) as connection:
            first = send(0)
            wait_until(lambda: queued(connection) == 1)
            group = [send(number) for number in (1, 2, 3)]
            wait_until(lambda: waiting_in(reviews) == 3)
            held = threads.submit(next_in_line.execute, HOLD, APPEND_LOCK)
            wait_until(lambda: queued(connection) == 2)
        held.result()
        wait_until(lambda: queued(next_in_line) == 1)
        proxy.cut_next_commit = True
        next_in_line.execute("SELECT pg_advisory_unlock(%s, %s)", APPEND_LOCK)

        assert first.result().version == 3
        assert all(isinstance(sent.exception(), psycopg.OperationalError) for sent in group)
        assert [send(number).result().version for number in (1, 2, 3)] == [3, 3, 3]
        assert reviews.recorder.max_notification_id() == 12
        pool.close()


def test_one_thread_commits_for_all_that_wait():
    groups: list[list[int]] = []
    entered, go_on = threading.Event(), threading.Event()

    def commit(jobs: list[int]) -> None:
        groups.append(jobs)
        entered.set()
        assert go_on.wait(20)

    together = GroupCommit(commit)
    with ThreadPoolExecutor(8) as threads:
        running = [threads.submit(together.commit, 0)]
        assert entered.wait(20)
        running += [threads.submit(together.commit, number) for number in range(1, 8)]
        wait_until(lambda: together.waiting == 7)
        go_on.set()
        for future in running:
            future.result()
    assert groups[0] == [0]
    assert sorted(groups[1]) == list(range(1, 8))


def test_an_error_of_the_commit_reaches_everyone_it_was_made_for():
    entered, go_on = threading.Event(), threading.Event()

    def commit(jobs: list[int]) -> None:
        entered.set()
        assert go_on.wait(20)
        raise ConnectionError

    together = GroupCommit(commit)
    with ThreadPoolExecutor(3) as threads:
        running = [threads.submit(together.commit, 0)]
        assert entered.wait(20)
        running += [threads.submit(together.commit, number) for number in (1, 2)]
        wait_until(lambda: together.waiting == 2)
        go_on.set()
        assert [type(future.exception()) for future in running] == [ConnectionError] * 3


def test_a_draft_begun_alone_is_a_transaction_of_its_own(reviews: Reviews):
    reviews.begin(author)
    reviews.begin(author)
    assert transactions(reviews, 0) == [1, 1]
