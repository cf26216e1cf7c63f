"""The worker as a process: beside the web server it ends with it, alone it ends on a signal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from projections import deferred
from projections.read_model import Database
from review_service.database import connect
from review_service.service import Service
from review_service.settings import Settings
from review_service.worker import working
from review_service.worker.beside import worker_beside
from tests.conftest import Urls
from tests.demo.running import command, data_folder, environment, running

PATIENCE = 60


@pytest.fixture
def database(urls: Urls) -> Iterator[Database]:
    with connect(urls.application) as connection:
        yield connection


@pytest.fixture
def folder() -> Iterator[Path]:
    with data_folder() as path:
        yield path


def wait_until(what: Callable[[], Any]) -> None:
    until = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.05)


def workers_of(pid: int) -> list[int]:
    """Give the workers a process has started and that live."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    threads = Path(f"/proc/{pid}/task").iterdir()
    children = [child for thread in threads for child in (thread / "children").read_text().split()]
    return [int(child) for child in children if b"review_service.worker" in _command(int(child))]


def _command(pid: int) -> bytes:
    file = Path(f"/proc/{pid}/cmdline")
    return file.read_bytes() if file.exists() else b""


def test_serve_brings_its_worker_and_says_so(urls: Urls, folder: Path):
    with running(folder, "serve", "--port", "0", DATABASE_URL=urls.application) as service:
        wait_until(lambda: service.told("/health/ready").json()["worker"] == "works")
        metrics = service.told("/metrics").text
        workers = workers_of(service.process.pid)
        service.end()

    assert "review_workers 1.0" in metrics
    assert len(workers) == 1
    wait_until(lambda: _command(workers[0]) == b"")


def test_without_one_the_service_is_ready_and_says_that_none_works(urls: Urls, folder: Path):
    settings = {"DATABASE_URL": urls.application, "WORKER": "none"}
    with running(folder, "serve", "--port", "0", **settings) as service:
        ready = service.told("/health/ready")
        metrics = service.told("/metrics").text

        assert workers_of(service.process.pid) == []
    assert (ready.status_code, ready.json()["worker"]) == (200, "away")
    assert "review_workers 0.0" in metrics


def test_whatever_ends_the_service_ends_its_worker(urls: Urls, folder: Path):
    with running(folder, "serve", "--port", "0", DATABASE_URL=urls.application) as service:
        wait_until(lambda: workers_of(service.process.pid))
        (worker,) = workers_of(service.process.pid)
        service.process.kill()
        service.process.wait()

        wait_until(lambda: _command(worker) == b"")


def test_a_worker_that_was_killed_is_started_again(database: Database, service: Service):
    with worker_beside(service.settings):
        wait_until(lambda: working.works(database))
        (first,) = workers_of(os.getpid())
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: workers_of(os.getpid()) not in ([], [first]))
        wait_until(lambda: working.works(database))
    assert workers_of(os.getpid()) == []


def test_none_is_started_where_another_does_the_work(urls: Urls):
    with worker_beside(Settings(database_url=urls.application, worker="none")):
        assert workers_of(os.getpid()) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_alone_it_works_until_a_signal_ends_it(
    urls: Urls, database: Database, folder: Path, number: signal.Signals
):
    settings = environment(folder, DATABASE_URL=urls.application)
    check = command("worker", "--check")
    before = subprocess.run(check, env=settings)
    process = subprocess.Popen(command("worker"), env=settings, stdout=subprocess.PIPE)
    with process:
        wait_until(lambda: working.works(database))
        meanwhile = subprocess.run(check, env=settings)
        process.send_signal(number)
        status = process.wait(PATIENCE)

    assert (before.returncode, meanwhile.returncode, status) == (1, 0, 0)
    wait_until(lambda: not working.works(database))


def test_what_a_background_ignores_ends_it_but_a_closed_terminal_does_not(
    urls: Urls, database: Database, folder: Path
):
    ignoring = ["sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh", *command("worker")]
    process = subprocess.Popen(ignoring, env=environment(folder, DATABASE_URL=urls.application))
    with process:
        wait_until(lambda: working.works(database))
        process.send_signal(signal.SIGHUP)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1)
        process.send_signal(signal.SIGINT)

        assert process.wait(PATIENCE) == 0


@contextmanager
def beside(urls: Urls, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start the worker as a server does; its complaints can be read."""
    process = subprocess.Popen(
        [sys.executable, "-m", "review_service.worker"],
        env=environment(folder, DATABASE_URL=urls.application),
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    with process:
        yield process


def ended(process: subprocess.Popen[bytes]) -> tuple[int, bytes]:
    status = process.wait(PATIENCE)
    assert process.stderr
    return status, process.stderr.read()


def test_beside_a_server_it_ends_without_a_complaint(urls: Urls, database: Database, folder: Path):
    with beside(urls, folder) as process:
        wait_until(lambda: working.works(database))
        process.terminate()

        assert ended(process) == (0, b"")


def a_round_waits(database: Database) -> bool:
    asked = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND classid = %s AND objid = %s)"
    row = database.execute(asked, deferred.PROJECTING_LOCK).fetchone()
    return bool(row and row[0])


@pytest.mark.parametrize("goes_on", [True, False])
def test_a_signal_breaks_no_round_off_and_waits_for_none_for_long(
    urls: Urls, database: Database, folder: Path, goes_on: bool
):
    database.execute("SELECT pg_advisory_lock(%s, %s)", deferred.PROJECTING_LOCK)
    with beside(urls, folder) as process:
        wait_until(lambda: a_round_waits(database))
        process.terminate()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
        if goes_on:
            database.execute("SELECT pg_advisory_unlock_all()")

        assert ended(process) == (0, b"")


def test_alone_it_needs_a_database_that_is_named(folder: Path):
    asked = subprocess.run(
        command("worker"), env=environment(folder), capture_output=True, text=True
    )

    assert asked.returncode == 1
    assert "DATABASE_URL ist nicht gesetzt" in asked.stderr
