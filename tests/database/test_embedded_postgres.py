"""The embedded server survives whatever ends it or its holder, and never runs twice on a folder."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from review_service.embedded_postgres import (
    Addresses,
    AlreadyRunning,
    EmbeddedPostgres,
    NotStarted,
    discard,
)
from review_service.embedded_postgres.account import Account
from review_service.embedded_postgres.programs import copy_programs, programs, runnable

HOLDER = """
import sys
from pathlib import Path
from review_service.embedded_postgres import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]))
server.start()
server.note("http://127.0.0.1:8000")
print("started", flush=True)
sys.stdin.read()
server.stop()
"""


@contextmanager
def a_folder() -> Iterator[Path]:
    """A folder beside pytest's own, which are closed to the account that serves for root."""
    path = Path(tempfile.mkdtemp(prefix="embedded-"))
    yield path
    discard(path)
    shutil.rmtree(path)


@pytest.fixture
def empty_folder() -> Iterator[Path]:
    with a_folder() as path:
        yield path


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """The folder of a server that has been there before: starting again is quicker than anew."""
    with a_folder() as path:
        yield path


@pytest.fixture
def server(folder: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(folder)
    yield server
    server.stop()


def hold(folder: Path) -> subprocess.Popen[str]:
    """Start another process that holds the folder until its input ends."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "started\n"
    return holder


def kill(pid: int | None) -> None:
    assert pid is not None
    os.kill(pid, signal.SIGKILL)


def end(process: subprocess.Popen[str]) -> None:
    """Let a holder end by itself, or take note that it was killed."""
    with suppress(BrokenPipeError):
        process.communicate(timeout=30)


def ask(url: str, question: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(question).fetchone()
    assert row is not None
    return row[0]


def remember(addresses: Addresses, word: str) -> None:
    with psycopg.connect(addresses.owner) as connection:
        connection.execute("DROP TABLE IF EXISTS remembered")
        connection.execute("CREATE TABLE remembered AS SELECT %s AS word", [word])


def remembered(addresses: Addresses) -> object:
    return ask(addresses.owner, "SELECT word FROM remembered")


def processes_of(folder: Path) -> list[str]:
    """What still runs with this folder on its command line, ourselves aside."""
    listed = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            with suppress(OSError):
                command = (entry / "cmdline").read_bytes()
                if os.fsencode(folder) in command:
                    listed.append(command.decode())
    return listed


def test_an_empty_folder_becomes_a_server(empty_folder: Path) -> None:
    with EmbeddedPostgres(empty_folder) as server:
        addresses = server.addresses()

        assert ask(addresses.owner, "SELECT current_user::text") == "review_owner"
        assert ask(addresses.application, "SELECT current_user::text") == "review_app"
        assert ask(addresses.owner, "SELECT current_database()::text") == "review"
        assert str(ask(addresses.owner, "SHOW server_version")).startswith("18.")


def test_what_was_written_is_found_again(server: EmbeddedPostgres) -> None:
    remember(server.start(), "Leitbild")
    server.stop()

    assert remembered(server.start()) == "Leitbild"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("listen_addresses", ""),
        ("max_connections", "100"),
        ("shared_buffers", "128MB"),
        ("TimeZone", "UTC"),
        ("server_encoding", "UTF8"),
        ("password_encryption", "scram-sha-256"),
    ],
)
def test_the_server_is_set_up_to_keep_what_it_has_acknowledged(
    running: Addresses, setting: str, value: str
) -> None:
    assert ask(running.application, f"SHOW {setting}") == value


@pytest.fixture(scope="module")
def running() -> Iterator[Addresses]:
    with a_folder() as path, EmbeddedPostgres(path) as server:
        yield server.addresses()


def test_german_letters_are_lowered_and_sorted_alike_on_every_machine(running: Addresses) -> None:
    assert ask(running.application, "SELECT lower('ÄÖÜ')") == "äöü"
    assert ask(
        running.application, "SELECT datlocale FROM pg_database WHERE datname = 'review'"
    ) == ("C.UTF-8")


@pytest.mark.parametrize(
    "cheat",
    [
        "CREATE TABLE public.mine (word text)",
        "CREATE SCHEMA mine",
        "CREATE TEMPORARY TABLE mine (word text)",
        "CREATE DATABASE mine",
        "CREATE ROLE mine",
        "SET ROLE review_owner",
        "SET ROLE postgres",
        "COPY (SELECT 1) TO PROGRAM 'cat'",
        "SELECT pg_read_file('postgresql.conf')",
    ],
)
def test_the_application_may_connect_and_nothing_else(running: Addresses, cheat: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(running.application, cheat)


def test_the_owner_is_no_superuser(running: Addresses) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(running.owner, "CREATE ROLE mine SUPERUSER")


def test_nobody_gets_in_with_a_wrong_password_or_without(running: Addresses) -> None:
    user_and_password, rest = running.application.split("@", 1)
    without = user_and_password.rpartition(":")[0]

    for url in (f"{without}@{rest}", f"{without}:falsch@{rest}"):
        with pytest.raises(psycopg.OperationalError):
            ask(url, "SELECT 1")


def test_a_second_process_is_told_who_holds_the_folder(
    folder: Path, server: EmbeddedPostgres
) -> None:
    holder = hold(folder)
    try:
        with pytest.raises(AlreadyRunning, match=r"läuft schon unter http://127\.0\.0\.1:8000"):
            server.start()
        with pytest.raises(AlreadyRunning) as refusal:
            discard(folder)
        assert refusal.value.pid == holder.pid
        asked_to_discard = subprocess.run(
            [sys.executable, "-m", "review_service.embedded_postgres", folder],
            stderr=subprocess.PIPE,
            text=True,
        )
        assert asked_to_discard.returncode == 1
        assert "läuft schon" in asked_to_discard.stderr
        assert ask(server.addresses().application, "SELECT 1") == 1
    finally:
        end(holder)

    server.start()


def test_a_holder_that_was_killed_leaves_a_folder_that_starts_again(
    folder: Path, server: EmbeddedPostgres
) -> None:
    holder = hold(folder)
    remember(server.addresses(), "Leitbild")
    abandoned = server.pid
    kill(holder.pid)
    end(holder)

    addresses = server.start()

    assert remembered(addresses) == "Leitbild"
    assert server.pid != abandoned


def test_a_first_start_that_was_killed_is_made_good_by_the_next(empty_folder: Path) -> None:
    starting = subprocess.Popen([sys.executable, "-c", HOLDER, empty_folder])
    while not list(empty_folder.glob("cluster-*")):
        time.sleep(0.01)
    starting.kill()
    starting.wait()

    with EmbeddedPostgres(empty_folder) as server:
        assert ask(server.addresses().application, "SELECT 1") == 1
    with EmbeddedPostgres(empty_folder):
        assert list(empty_folder.glob("cluster-*")) == []


def test_a_server_that_was_killed_is_started_again_at_the_same_addresses(
    server: EmbeddedPostgres,
) -> None:
    before = server.start()
    remember(before, "Leitbild")
    kill(server.pid)

    assert server.start() == before
    assert remembered(before) == "Leitbild"


def test_a_server_that_was_killed_at_work_leaves_nobody_writing(
    server: EmbeddedPostgres,
) -> None:
    addresses = server.start()
    busy = psycopg.connect(addresses.owner)
    busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 100000000000)")
    backend = Path("/proc", str(busy.info.backend_pid), "cmdline")
    while b"SELECT" not in backend.read_bytes():
        time.sleep(0.01)
    kill(server.pid)

    server.start()

    assert not backend.exists() or backend.read_bytes() == b""
    busy.close()


def test_starting_twice_is_starting_once(server: EmbeddedPostgres) -> None:
    first, pid = server.start(), server.pid

    assert server.start() == first
    assert server.pid == pid


@pytest.mark.parametrize("torn", ["", "4711\n", "Unsinn\n", "4711\n/irgendwo\n1"])
def test_a_torn_pid_file_is_no_obstacle(server: EmbeddedPostgres, torn: str) -> None:
    server.start()
    server.stop()
    (server.cluster / "postmaster.pid").write_text(torn)

    assert ask(server.start().application, "SELECT 1") == 1


def test_a_pid_that_now_belongs_to_another_process_is_no_obstacle(
    server: EmbeddedPostgres,
) -> None:
    remember(server.start(), "Leitbild")
    lock = server.cluster / "postmaster.pid"
    left_behind = lock.read_text().splitlines()
    kill(server.pid)
    other = subprocess.Popen(["sleep", "60"], user=server.cluster.stat().st_uid)
    lock.write_text("\n".join([str(other.pid), *left_behind[1:]]) + "\n")

    try:
        assert remembered(server.start()) == "Leitbild"
        server.stop()
        assert other.poll() is None, "the stranger must live on"
    finally:
        other.kill()
        other.wait()


def test_stopping_leaves_no_process_and_a_clean_shutdown(
    folder: Path, server: EmbeddedPostgres
) -> None:
    server.start()
    server.stop()
    server.stop()

    assert server.pid is None
    assert processes_of(folder) == []
    assert "database system is shut down" in (folder / "server.log").read_text()


def test_a_long_path_gets_a_short_private_socket_folder(empty_folder: Path) -> None:
    deep = empty_folder / ("Entwürfe, Stellungnahmen und 'Vorgaben' " * 2) / ("x" * 60)
    empty_folder.chmod(0o755)
    with EmbeddedPostgres(deep) as server:
        sockets = (deep / "socket").readlink()
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
        assert ask(server.addresses().application, "SELECT 1") == 1

    assert not sockets.exists()


def test_passwords_and_data_are_closed_to_others(folder: Path, server: EmbeddedPostgres) -> None:
    server.start()

    for name in ("passwords", "cluster", "socket", "running", "server.log"):
        assert stat.S_IMODE((folder / name).stat().st_mode) & 0o077 == 0, name


def test_the_first_closed_folder_on_the_way_is_named(empty_folder: Path) -> None:
    stranger = Account(uid=4711, gid=4711, name="stranger")
    (empty_folder / "open").mkdir(mode=0o755)

    assert stranger.stopped_at(empty_folder / "open" / "not yet there") == empty_folder
    empty_folder.chmod(0o711)
    assert stranger.stopped_at(empty_folder / "open" / "not yet there") is None


def test_no_permission_of_a_parent_folder_is_changed(empty_folder: Path) -> None:
    """As root the server's account cannot pass the folder: refused. Else it is ours: started."""
    before = stat.S_IMODE(empty_folder.stat().st_mode)
    server = EmbeddedPostgres(empty_folder / "data")
    if os.geteuid() == 0:
        with pytest.raises(NotStarted, match=f"{empty_folder}.*DATA_DIR"):
            server.start()
    else:
        server.start()
        server.stop()
        discard(empty_folder / "data")

    assert stat.S_IMODE(empty_folder.stat().st_mode) == before == 0o700


def test_programs_that_cannot_be_reached_are_copied(empty_folder: Path) -> None:
    account = Account.serving(empty_folder / "cluster")
    empty_folder.chmod(0o755)
    installed = programs(account, empty_folder).parents[2]
    copy_programs(installed, empty_folder / "programs" / "copy")

    assert runnable(account, empty_folder / "programs" / "copy")
    assert not runnable(account, empty_folder / "nowhere")


def test_a_cluster_of_another_version_is_refused_with_a_sentence(
    server: EmbeddedPostgres,
) -> None:
    server.start()
    server.stop()
    (server.cluster / "PG_VERSION").write_text("15\n")

    with pytest.raises(NotStarted, match="stammt von PostgreSQL 15"):
        server.start()
    (server.cluster / "PG_VERSION").write_text("18\n")


def test_discarding_ends_an_abandoned_server_and_keeps_what_is_not_ours(
    empty_folder: Path,
) -> None:
    holder = hold(empty_folder)
    kill(holder.pid)
    end(holder)
    (empty_folder / "notes.txt").write_text("of somebody else")

    discard(empty_folder)

    assert processes_of(empty_folder) == []
    assert {path.name for path in empty_folder.iterdir()} == {"notes.txt", "running"}
