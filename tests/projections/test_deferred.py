"""Deferred read models follow the log: each event exactly once and in order, whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import Connection

from domain.aggregate import DomainEvent
from domain.draft import Draft
from projections import deferred, rebuild, replay
from projections.deferred import PROJECTING_LOCK
from projections.read_model import Database
from review_service.database import connect
from review_service.reviews import Reviews
from review_service.worker.working import ROUND_SECONDS, WORKER_LOCK, work, works
from tests.conftest import Server, Urls
from tests.projections.counting import Counting, counted, logged
from tests.store.acts import author, beirat, revise, state, submitted

ROOT = Path(__file__).parents[2]


class Fault(Exception):
    """What a projection fails with."""


@pytest.fixture
def urls(server: Server) -> Iterator[Urls]:
    """A log that is empty: what is counted is what a test did."""
    with server.database("migrated") as found:
        yield found


@pytest.fixture
def database(urls: Urls) -> Iterator[Connection[Any]]:
    with connect(urls.application) as connection:
        yield connection


@pytest.fixture
def counting(database: Database) -> Counting:
    model = Counting()
    rebuild.everything(database, models=[model])
    return model


def wait_until(what: Callable[[], Any]) -> None:
    until = time.monotonic() + 60
    while not what():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.02)


@contextmanager
def working(urls: Urls, model: Counting) -> Iterator[None]:
    """A worker that follows the log for one model."""
    stop = threading.Event()
    thread = threading.Thread(target=work, args=(urls.application, stop, [model]))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def test_each_event_is_projected_once_and_in_order(
    database: Database, reviews: Reviews, counting: Counting
):
    drafts = [submitted(reviews) for _ in range(3)]
    for draft in drafts:
        state(reviews, draft, beirat(0))

    deferred.catch_up(database, [counting])
    deferred.catch_up(database, [counting])

    assert counted(database) == logged(database)
    assert deferred.caught_up(database, [counting])


def test_what_lags_is_said(database: Database, reviews: Reviews, counting: Counting):
    submitted(reviews)
    (before,) = deferred.lags(database, [counting])
    deferred.catch_up(database, [counting])
    (after,) = deferred.lags(database, [counting])

    assert (before.name, before.position, before.events) == ("counting", 0, 2)
    assert before.seconds > 0
    assert (after.position, after.events, after.seconds) == (2, 0, 0)


def test_rows_and_position_are_kept_together_or_not_at_all(
    database: Database, urls: Urls, reviews: Reviews, counting: Counting
):
    """The line is cut in the middle of a transaction: as if the process had been killed."""
    submitted(reviews)

    def cut(event: DomainEvent) -> None:
        if event.originator_version == 2:
            with psycopg.connect(urls.superuser, autocommit=True) as superuser:
                superuser.execute("SELECT pg_terminate_backend(%s)", (pid,))

    with connect(urls.application) as doomed:
        pid = doomed.info.backend_pid
        with pytest.raises(psycopg.OperationalError):
            deferred.step(doomed, Counting(before=cut))

    assert counted(database) == []
    assert deferred.lags(database, [counting])[0].position == 0
    deferred.catch_up(database, [counting])
    assert counted(database) == logged(database)


PROJECT_SLOWLY = """
import os, time
from projections import deferred
from review_service.database import connect
from tests.projections.counting import Counting

with connect(os.environ["DATABASE_URL"]) as database:
    print("begins", flush=True)
    deferred.catch_up(database, [Counting(before=lambda event: time.sleep(0.05))])
"""


def test_a_process_that_is_killed_again_and_again_leaves_no_row_out_and_none_twice(
    database: Database, urls: Urls, reviews: Reviews, counting: Counting
):
    for _ in range(10):
        submitted(reviews)
    for seconds in (0.1, 0.25, 0.4):
        process = subprocess.Popen(
            [sys.executable, "-c", PROJECT_SLOWLY],
            env={**os.environ, "DATABASE_URL": urls.application, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
        )
        with process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(seconds)
            process.send_signal(signal.SIGKILL)

    deferred.catch_up(database, [counting])

    assert counted(database) == logged(database)


def test_two_that_project_at_once_take_turns(urls: Urls, reviews: Reviews, counting: Counting):
    for _ in range(30):
        submitted(reviews)

    def project(_: int) -> None:
        with connect(urls.application) as own:
            deferred.catch_up(own, [Counting(before=lambda event: time.sleep(0.005))])

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(project, range(2)))

    with connect(urls.application) as database:
        assert counted(database) == logged(database)


def test_of_two_workers_one_works_and_the_other_follows_when_it_ends(
    database: Database, urls: Urls, reviews: Reviews, counting: Counting
):
    assert not works(database)
    with working(urls, counting):
        with working(urls, counting):
            wait_until(lambda: works(database))
            submitted(reviews)
            wait_until(lambda: deferred.caught_up(database, [counting]))
            holders = database.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s"
                " AND objid = %s AND database = (SELECT oid FROM pg_database"
                " WHERE datname = current_database())",
                WORKER_LOCK,
            ).fetchone()
            assert holders == (1,)
        submitted(reviews)
        wait_until(lambda: deferred.caught_up(database, [counting]))
    assert counted(database) == logged(database)
    wait_until(lambda: not works(database))


def test_an_event_that_fails_is_tried_again_and_never_skipped(
    database: Database, reviews: Reviews, counting: Counting
):
    first, second = submitted(reviews), submitted(reviews)
    broken = True

    def fail(event: DomainEvent) -> None:
        if broken and event.originator_id == second:
            raise Fault("ein Wort aus einem Text")

    failing = Counting(before=fail)
    done = deferred.step(database, failing)
    waits = deferred.step(database, failing)
    again = deferred.step(database, failing, now=True)
    (lag,) = deferred.lags(database, [counting])

    assert (done.events, done.position, type(done.error)) == (2, 2, Fault)
    assert (waits.events, waits.error) == (0, None), "it is tried again after a while"
    assert type(again.error) is Fault
    assert (lag.position, lag.events, lag.failures, lag.error) == (2, 2, 2, "Fault")
    assert counted(database) == [(str(first), 1), (str(first), 2)]
    with pytest.raises(Fault):
        deferred.catch_up(database, [failing])

    broken = False
    deferred.catch_up(database, [failing])

    (lag,) = deferred.lags(database, [counting])
    assert (lag.failures, lag.error) == (0, None)
    assert counted(database) == logged(database)


def test_events_it_does_not_name_are_passed_over(
    database: Database, reviews: Reviews, counting: Counting
):
    draft = submitted(reviews)

    deferred.catch_up(database, [Counting(EVENTS=(Draft.Authored,))])

    assert counted(database) == [(str(draft), 1)]
    assert deferred.lags(database, [counting])[0].events == 0


def test_what_is_saved_in_a_moment_is_projected_in_a_few_rounds(
    database: Database, urls: Urls, reviews: Reviews
):
    tables = Counting.TABLES.replace("texts ", "round xid8 DEFAULT pg_current_xact_id(), texts ")
    counting = Counting(TABLES=tables)
    rebuild.everything(database, models=[counting])
    with working(urls, counting):
        wait_until(lambda: works(database))
        began = time.monotonic()
        for _ in range(20):
            submitted(reviews)
        wait_until(lambda: deferred.caught_up(database, [counting]))
        took = time.monotonic() - began

    (rounds,) = database.execute("SELECT count(DISTINCT round) FROM counting").fetchone() or (0,)
    assert counted(database) == logged(database)
    assert 0 < rounds <= took / ROUND_SECONDS + 1


def test_a_statement_the_database_refuses_harms_nothing_before_it(
    database: Database, reviews: Reviews, counting: Counting
):
    submitted(reviews)

    def refuse(event: DomainEvent) -> None:
        if isinstance(event, Draft.Submitted):
            database.execute("SELECT 1 / 0")

    done = deferred.step(database, Counting(before=refuse))

    assert type(done.error) is psycopg.errors.DivisionByZero
    assert counted(database) == logged(database)[:1]


def test_a_worker_gets_over_an_error_by_itself(
    database: Database, urls: Urls, reviews: Reviews, counting: Counting
):
    tries = 0

    def fail_twice(event: DomainEvent) -> None:
        nonlocal tries
        tries += 1
        if tries <= 2:
            raise Fault

    with working(urls, Counting(before=fail_twice)):
        submitted(reviews)
        wait_until(lambda: deferred.caught_up(database, [counting]))

    assert tries > 2
    assert counted(database) == logged(database)


def test_a_worker_whose_connection_is_cut_comes_back(
    database: Database, urls: Urls, reviews: Reviews, counting: Counting
):
    with working(urls, counting):
        wait_until(lambda: works(database))
        with psycopg.connect(urls.superuser, autocommit=True) as superuser:
            superuser.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
                " AND classid = %s AND objid = %s AND database = (SELECT oid FROM pg_database"
                " WHERE datname = current_database())",
                WORKER_LOCK,
            )
        submitted(reviews)
        wait_until(lambda: deferred.caught_up(database, [counting]))

    assert counted(database) == logged(database)


def test_rebuilds_while_a_worker_runs_and_saves_go_on_lose_no_row(
    database: Database, urls: Urls, reviews: Reviews, counting: Counting
):
    drafts = [submitted(reviews) for _ in range(4)]
    done = threading.Event()

    def save(number: int) -> None:
        saved = 0
        while not done.is_set():
            state(reviews, drafts[number], beirat(saved % 11))
            saved += 1

    with working(urls, counting), ThreadPoolExecutor(4) as threads:
        running = [threads.submit(save, number) for number in range(4)]
        for _ in range(3):
            time.sleep(0.3)
            rebuild.everything(database, models=[counting])
        done.set()
        for future in running:
            future.result()
        wait_until(lambda: deferred.caught_up(database, [counting]))

    assert counted(database) == logged(database)
    assert len(logged(database)) > 50


def test_a_save_does_not_wait_for_what_is_being_projected_not_even_during_a_rebuild(
    database: Database, urls: Urls, reviews: Reviews, counting: Counting
):
    draft = submitted(reviews)
    entered, go_on = threading.Event(), threading.Event()

    def hold(event: DomainEvent) -> None:
        entered.set()
        assert go_on.wait(60)

    def project() -> None:
        with connect(urls.application) as own:
            deferred.step(own, Counting(before=hold))

    def rebuild_all() -> None:
        with connect(urls.application) as own:
            rebuild.everything(own, models=[counting])

    with ThreadPoolExecutor(2) as threads:
        projecting = threads.submit(project)
        assert entered.wait(60)
        rebuilding = threads.submit(rebuild_all)
        wait_until(lambda: _waits_for(database, PROJECTING_LOCK))
        assert state(reviews, draft, beirat(0)).version == 3
        go_on.set()
        projecting.result()
        rebuilding.result()

    deferred.catch_up(database, [counting])
    assert counted(database) == logged(database)


def _waits_for(database: Database, lock: tuple[int, int]) -> bool:
    row = database.execute(
        "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        " AND classid = %s AND objid = %s)",
        lock,
    ).fetchone()
    return bool(row and row[0])


def test_where_only_a_deferred_version_differs_this_one_alone_begins_anew(
    database: Database, reviews: Reviews, counting: Counting
):
    reviews.begin(author)
    deferred.catch_up(database, [counting])
    database.execute("UPDATE views.drafts SET title = 'bleibt'")
    newer = Counting(VERSION=2, TABLES=counting.TABLES.replace("texts ", "words text, texts "))

    rebuilt = rebuild.where_outdated(database, [newer])

    assert rebuilt == ["counting"]
    assert database.execute("SELECT title FROM drafts").fetchone() == ("bleibt",)
    assert counted(database) == []
    deferred.catch_up(database, [newer])
    assert counted(database) == logged(database)
    assert rebuild.where_outdated(database, [newer]) == []


def test_a_program_of_another_version_projects_nothing(
    database: Database, reviews: Reviews, counting: Counting
):
    reviews.begin(author)

    deferred.catch_up(database, [Counting(VERSION=2)])

    assert counted(database) == []


def test_a_replay_knows_no_deferred_tables(
    database: Database, reviews: Reviews, counting: Counting
):
    with (
        replay.of_events([], database) as stood,
        pytest.raises(psycopg.errors.UndefinedTable),
    ):
        stood.execute("SELECT FROM counting")


def test_it_reads_inline_tables_that_are_at_least_as_far(
    database: Database, reviews: Reviews, counting: Counting
):
    draft = reviews.begin(author).stream
    revise(reviews, draft, "Wir fördern Bildung und Teilhabe.")

    deferred.catch_up(database, [counting])

    rows = database.execute("SELECT version, texts FROM counting ORDER BY number").fetchall()
    assert all(texts >= version for version, texts in rows)
