"""The demo as a process: it answers, says when it runs already, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import httpx
import psycopg
import pytest

from review_service.demo.accounts import PASSWORD
from review_service.embedded_postgres import EmbeddedPostgres
from tests.conftest import Urls
from tests.demo.running import Running, command, environment, running

STOPPING = 10  # seconds, well under which everything has ended


def refused(folder: Path, *arguments: str, **settings: str) -> str:
    """Give the one sentence with which a command is refused."""
    done = subprocess.run(
        command(*arguments), env=environment(folder, **settings), capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


def author(demo: Running, title: str) -> None:
    body = {
        "paper": "massnahmenkatalog",
        "theme": "bildung",
        "title": title,
        "text": "Wir fördern Bildung.",
        "equality_relevant": False,
    }
    assert demo.post("/api/drafts", "vorsitz-bildung", body).status_code == 201


def titles(demo: Running) -> list[str]:
    return [draft["title"] for draft in demo.get("/api/drafts", "auditor").json()["items"]]


def alive(pid: int | None) -> bool:
    """Whether a process runs; one that has ended and is not yet buried has no command line."""
    assert pid is not None
    command_line = Path(f"/proc/{pid}/cmdline")
    return command_line.exists() and command_line.read_bytes() != b""


def test_it_answers_and_says_where_and_for_whom(used_folder: Path):
    with running(used_folder) as demo:
        ready = demo.get("/health/ready")
        seen_by_auditor, seen_by_beirat = (
            demo.get("/api/drafts", account).json()["items"] for account in ("auditor", "beirat-01")
        )
        demo.end()
        said = demo.rest()

    assert ready.status_code == 200
    assert (len(seen_by_auditor), len(seen_by_beirat)) == (6, 5)
    assert f"Die Demo läuft unter {demo.address}" in said
    assert PASSWORD in said
    assert "vorsitz-THEMA" in said and "lenkungsgruppe" in said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_all_it_started_even_right_after_its_address_is_said(
    used_folder: Path, number: signal.Signals
):
    with running(used_folder) as demo:
        database = demo.database_pid()
        began = time.monotonic()
        status = demo.end(number)
        took = time.monotonic() - began

    assert status == 0
    assert took < STOPPING
    assert not alive(database)


def test_the_next_start_finds_the_data(used_folder: Path):
    with running(used_folder) as demo:
        author(demo, "Bis morgen")

    with running(used_folder) as again:
        assert "Bis morgen" in titles(again)


def test_a_signal_while_it_starts_leaves_nothing_running(folder: Path):
    starting = subprocess.Popen(
        command("demo", "--port", "0"), env=environment(folder), stdout=subprocess.DEVNULL
    )
    while not (folder / "cluster").exists() and starting.poll() is None:
        time.sleep(0.01)
    starting.terminate()

    assert starting.wait(60) == 0
    left = (folder / "cluster").glob(
        "postmaster.pid"
    )  # a bootstrap that was cut off leaves its own
    assert not [file for file in left if alive(abs(int(file.read_text().split()[0])))]


def test_an_open_connection_does_not_keep_it(used_folder: Path):
    with running(used_folder) as demo, httpx.Client(base_url=demo.address) as browser:
        assert browser.get("/health/live").status_code == 200
        began = time.monotonic()
        demo.end()

    assert time.monotonic() - began < STOPPING


def test_a_second_one_on_the_same_data_says_where_the_first_is(used_folder: Path):
    with running(used_folder) as demo:
        sentence = refused(used_folder, "demo", "--port", "0")

        assert demo.address in sentence
        assert demo.get("/health/ready").status_code == 200


def test_one_that_was_killed_recovers_by_itself(used_folder: Path):
    with running(used_folder) as demo:
        author(demo, "Kurz vor dem Ende")
        left_behind = demo.database_pid()
        demo.process.kill()
        demo.process.wait()
        assert alive(left_behind)

        with running(used_folder) as again:
            assert "Kurz vor dem Ende" in titles(again)
            assert not alive(left_behind)


def test_one_that_was_killed_together_with_its_database_recovers_by_itself(used_folder: Path):
    with running(used_folder) as demo:
        author(demo, "Vor dem Stromausfall")
        os.kill(demo.database_pid() or 0, signal.SIGKILL)
        demo.process.kill()
        demo.process.wait()

    with running(used_folder) as again:
        assert "Vor dem Stromausfall" in titles(again)


def test_one_that_was_killed_several_times_during_its_first_start_recovers(folder: Path):
    for seconds in (0.0, 0.3, 0.6, 0.9):
        starting = subprocess.Popen(
            command("demo", "--port", "0"), env=environment(folder), stdout=subprocess.DEVNULL
        )
        while not (folder / "cluster").exists() and starting.poll() is None:
            time.sleep(0.01)
        time.sleep(seconds)
        starting.kill()
        starting.wait()

    with running(folder) as demo:
        assert len(demo.get("/api/drafts", "auditor").json()["items"]) == 6


def test_one_that_was_killed_while_it_migrated_recovers_by_itself(used_folder: Path):
    with (
        EmbeddedPostgres(used_folder) as server,
        psycopg.connect(server.addresses().owner) as owner,
    ):
        owner.execute("INSERT INTO public.yoyo_lock (locked, ctime, pid) VALUES (1, now(), 1)")

    with running(used_folder) as again:
        assert again.get("/health/ready").status_code == 200


def test_a_taken_port_is_said_with_what_to_do_and_nothing_keeps_running(folder: Path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        sentence = refused(folder, "demo", "--port", str(port))

    assert f"Port {port}" in sentence
    assert f"make run PORT={port + 1}" in sentence
    assert not (folder / "cluster" / "postmaster.pid").exists()


def test_a_database_of_its_own_choice_gets_no_demo_accounts(folder: Path, urls: Urls):
    settings = {"DATABASE_URL": urls.application, "OWNER_DATABASE_URL": urls.owner}
    with running(folder, "demo", "--port", "0", **settings) as service:
        ready = service.get("/health/ready")
        drafts = service.get("/api/drafts", "auditor")
        service.end()
        said = service.rest()

    assert ready.status_code == 200
    assert drafts.status_code == 401
    assert PASSWORD not in said
    assert list(folder.iterdir()) == []


def test_an_empty_database_of_its_own_choice_is_migrated_where_the_owner_is_known(
    folder: Path, server
):
    with server.database("empty") as urls:
        settings = {"DATABASE_URL": urls.application, "OWNER_DATABASE_URL": urls.owner}
        with running(folder, "demo", "--port", "0", **settings) as service:
            assert service.get("/health/ready").status_code == 200


def test_serve_without_a_database_starts_one_without_the_demo(folder: Path):
    with running(folder, "serve", "--port", "0") as service:
        assert service.get("/health/ready").status_code == 200
        assert service.get("/api/drafts", "auditor").status_code == 401


def test_serve_refuses_the_data_of_a_demo(used_folder: Path):
    assert "DATA_DIR" in refused(used_folder, "serve", "--port", "0")


def test_the_demo_refuses_the_data_of_a_real_installation(folder: Path):
    with running(folder, "serve", "--port", "0"):
        for arguments in (
            ("procedure", "constitute"),
            ("account", "add", "verwaltung", "--seat", "systembetreuung:administrator"),
        ):
            done = subprocess.run(command(*arguments), env=environment(folder))
            assert done.returncode == 0

    assert "Demo-Konten" in refused(folder, "demo", "--port", "0")


def test_serve_refuses_a_database_that_is_not_migrated(folder: Path, server):
    with server.database("empty") as urls:
        sentence = refused(folder, "serve", "--port", "0", DATABASE_URL=urls.application)

    assert "review-service migrate" in sentence


def test_serve_refuses_the_owner_of_the_log_as_its_role(folder: Path, urls: Urls):
    sentence = refused(folder, "serve", "--port", "0", DATABASE_URL=urls.owner)

    assert "nicht die Rolle der Anwendung" in sentence


def test_serve_refuses_a_superuser_as_its_role(folder: Path, urls: Urls):
    sentence = refused(folder, "serve", "--port", "0", DATABASE_URL=urls.superuser)

    assert "nicht bereit" in sentence
    assert "role" in sentence


def test_commands_use_the_database_of_a_demo_that_runs(used_folder: Path):
    with running(used_folder) as demo:
        listed = subprocess.run(
            command("draft", "list"), env=environment(used_folder), capture_output=True, text=True
        )
        assert demo.get("/health/ready").status_code == 200

    assert listed.returncode == 0, listed.stderr
    assert "Bildung in der Einwanderungsstadt" in listed.stdout


def test_commands_start_the_database_of_a_demo_that_does_not_run_and_stop_it(used_folder: Path):
    listed = subprocess.run(
        command("draft", "list"), env=environment(used_folder), capture_output=True, text=True
    )

    assert "Bildung in der Einwanderungsstadt" in listed.stdout
    assert not (used_folder / "cluster" / "postmaster.pid").exists()
