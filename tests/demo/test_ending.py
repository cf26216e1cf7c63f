"""The service goes on where its database dies, ends with the cause where it cannot, and ends when
it is told to, whatever its requests wait for."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from review_service.embedded_postgres.server import cause
from review_service.people import sessions
from tests.conftest import Server
from tests.database.test_standby import a_standby_is_away, waiting
from tests.demo.running import Running, running

PATIENCE = 60  # seconds


def wait_until(what: Callable[[], Any]) -> None:
    until = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.05)


def kill_database(service: Running) -> int:
    pid = service.database_pid()
    assert pid
    os.kill(pid, signal.SIGKILL)
    return pid


def test_a_database_that_was_killed_is_started_again_under_the_running_service(used_folder: Path):
    with running(used_folder) as demo:
        killed = kill_database(demo)
        wait_until(lambda: demo.database_pid() not in (None, killed))
        wait_until(lambda: demo.get("/health/ready").status_code == 200)
        assert demo.get("/api/drafts", "auditor").status_code == 200
        assert demo.end() == 0


def test_where_it_does_not_start_again_the_service_ends_and_says_why(used_folder: Path):
    with running(used_folder) as demo:
        control = used_folder / "cluster" / "global" / "pg_control"
        control.rename(control.with_suffix(".weg"))
        kill_database(demo)
        status = demo.process.wait(PATIENCE)
        assert demo.process.stderr
        said = demo.process.stderr.read()
    control.with_suffix(".weg").rename(control)
    assert status == 1
    assert "PostgreSQL startet nicht" in said and "pg_control" in said


def test_a_full_disk_is_named(tmp_path: Path):
    log = tmp_path / "server.log"
    said = (
        'PANIC:  could not write to file "pg_wal/xlogtemp.12": No space left on device\n'
        "LOG:  startup process (PID 12) was terminated by signal 6: Aborted\n"
        "LOG:  database system is shut down\n"
    )
    assert cause(said, log) == (
        f"Auf dem Datenträger von {tmp_path} ist kein Platz mehr: PostgreSQL startet nicht."
    )
    assert cause("FATAL:  etwas anderes\n", log).endswith("FATAL:  etwas anderes")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_while_a_save_waits_for_what_never_comes(
    server: Server, tmp_path: Path, number: signal.Signals
):
    def save(address: str, token: str) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        body = {"name": "Eva Beispiel"}
        with suppress(httpx.HTTPError):  # it is left without an answer
            httpx.post(f"{address}/api/persons", json=body, headers=headers, timeout=PATIENCE)

    with server.database("staffed") as urls:
        with psycopg.connect(urls.application) as database:
            token = sessions.issue_token(database, "office", days=1)
        settings = {"DATABASE_URL": urls.application, "WORKER": "none"}
        with running(tmp_path, "serve", "--port", "0", **settings) as serving:
            with a_standby_is_away(server) as superuser:
                client = threading.Thread(target=save, args=(serving.address, token))
                client.start()
                wait_until(lambda: waiting(superuser) == 1)
                serving.process.send_signal(number)
                assert serving.process.wait(PATIENCE) == 0
                assert waiting(superuser) == 1
            client.join()
