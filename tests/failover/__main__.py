"""Five faults under eight writers: nothing lost, nothing doubled, no gap; prints the silences."""

from __future__ import annotations

import argparse
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg

from domain.draft import Draft
from domain.gremium import Role
from projections import deferred, rebuild
from review_service.database import connect, migrate, open_pool
from review_service.people import sessions
from review_service.reviews import Reviews
from review_service.service import Service
from review_service.settings import Settings
from tests.demo.running import command, environment
from tests.failover.cluster import PASSWORD, Cluster, Node, python_for_all, wait_until
from tests.failover.router import routed
from tests.failover.writers import Writer, longest_silence, longest_wait, submitted
from tests.lip import procedure
from tests.staff import staff
from tests.store.tables import contents, deferred_contents

WRITERS = 8
CALM = 2.0  # seconds of undisturbed writing before each fault


def switchover(cluster: Cluster, leader: Node) -> Callable[[], None]:
    """The leader hands over, as for maintenance."""
    assert leader.ask("/switchover", {"leader": leader.name}, timeout=30) is not None
    return lambda: None


def kill_postgres(cluster: Cluster, leader: Node) -> Callable[[], None]:
    """The leader's server is killed; its Patroni is not."""
    server = leader.postmaster()
    assert server
    leader.kill(server)
    return lambda: None


def kill_node(cluster: Cluster, leader: Node) -> Callable[[], None]:
    """The leader's machine loses its power."""
    leader.signal(signal.SIGKILL)
    return lambda: cluster.start(leader)


def freeze_node(cluster: Cluster, leader: Node) -> Callable[[], None]:
    """The leader's machine stands still, and goes on later."""
    leader.signal(signal.SIGSTOP)
    return lambda: leader.signal(signal.SIGCONT)


def freeze_patroni(cluster: Cluster, leader: Node) -> Callable[[], None]:
    """Only who watches the leader stands still: its server goes on as if nothing had happened."""
    leader.signal(signal.SIGSTOP, patroni_alone=True)
    return lambda: leader.signal(signal.SIGCONT)


FAULTS = (switchover, kill_postgres, kill_node, freeze_node, freeze_patroni)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", type=Path, help="folder with Patroni, from `pip --target`")
    packages = parser.parse_args().packages
    began = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="failover-"))
    shutil.copytree(packages, folder / "packages")  # where every node's user gets to
    cluster = Cluster(folder, python_for_all(), folder / "packages")
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        stack.callback(cluster.stop)
        cluster.start()
        cluster.wait_until_whole()
        port = stack.enter_context(routed(cluster.nodes, folder))
        _run(cluster, port, folder, stack)
    print(f"In {time.monotonic() - began:.0f} seconds.")


def _run(cluster: Cluster, port: int, folder: Path, stack: ExitStack) -> None:
    application = _address(port, "review_app", "review")
    _create(port)
    migrate(_address(port, "review_owner", "review"), application)
    tokens = _staffed(application)
    settings = {"DATABASE_URL": application, "WORKER": "none"}
    for _ in range(2):
        process = subprocess.Popen(
            command("worker"), env=environment(folder, **settings), stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        stack.callback(process.wait)
        stack.callback(process.kill)
    served = [stack.enter_context(_serving(folder, settings)) for _ in range(2)]
    writers = [
        Writer(n, served, tokens[f"beirat-{n:02}"], submitted(served[0], tokens["chair"]))
        for n in range(1, WRITERS + 1)
    ]
    with _writing(writers):
        for fault in FAULTS:
            _suffer(cluster, fault, writers)
    _must_be_whole(application, writers)


def _suffer(
    cluster: Cluster, fault: Callable[[Cluster, Node], Callable[[], None]], writers: list[Writer]
) -> None:
    """Let a fault happen and be mended; print how long there were no answers."""
    time.sleep(CALM)
    leader = cluster.leader()
    assert leader
    since = time.monotonic()
    mend = fault(cluster, leader)
    wait_until(lambda: cluster.leader() not in (None, leader), "another leads")
    led = time.monotonic()
    wait_until(lambda: all(w.acknowledged[-1] > led for w in writers), "all write again")
    until = time.monotonic()
    mend()
    cluster.wait_until_whole()
    silence = longest_silence(writers, since, until)
    print(f"{fault.__name__:15} nobody for {silence:5.1f} s, one client for"
          f" {longest_wait(writers, since, until):5.1f} s", flush=True)  # fmt: skip


@contextmanager
def _writing(writers: list[Writer]) -> Iterator[None]:
    stop = threading.Event()
    threads = [threading.Thread(target=one.write, args=(stop,)) for one in writers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _must_be_whole(application: str, writers: list[Writer]) -> None:
    """Compare what was acknowledged with what is there; print it."""
    with connect(application) as database:
        positions = [
            row[0] for row in database.execute("SELECT position FROM log.event ORDER BY 1")
        ]
        lost = doubled = disordered = 0
        for one in writers:
            rows = database.execute(
                "SELECT data->>'text' FROM log.event WHERE stream = %s AND topic = %s"
                " ORDER BY position",
                (one.draft, Draft.BeiratStatementGiven.TOPIC),
            )
            found = [int(row[0].rstrip(".")) for row in rows]
            wanted = range(1, len(one.acknowledged) + 1)
            lost += len(set(wanted) - set(found))
            doubled += len(found) - len(set(found))
            disordered += found != sorted(found)
        wait_until(lambda: deferred.caught_up(database), "the worker has caught up")
        before = contents(database), deferred_contents(database)
        rebuild.everything(database)
        wait_until(lambda: deferred.caught_up(database), "the worker has caught up again")
        equal = contents(database) == before[0]
    gaps = len(positions) - (positions[-1] - positions[0] + 1)
    refused = [said for one in writers for said in one.refused]
    acknowledged = sum(len(one.acknowledged) for one in writers)
    print(
        f"{acknowledged} acknowledged: {lost} lost, {doubled} doubled, {disordered} clients out of"
        f" order, {-gaps} gaps, {len(refused)} refused; read models after a rebuild"
        f" {'equal' if equal else 'DIFFERENT'}."
    )
    if lost or doubled or disordered or gaps or refused or not equal:
        raise SystemExit(f"It did not hold. {refused[:3]}")


def _address(port: int, role: str, database: str) -> str:
    limits = "connect_timeout=3&tcp_user_timeout=5000&keepalives_idle=3&keepalives_interval=2"
    return (f"postgresql://{role}:{PASSWORD}@127.0.0.1:{port}/{database}"
            f"?{limits}&keepalives_count=2")  # fmt: skip


def _create(port: int) -> None:
    with psycopg.connect(_address(port, "postgres", "postgres"), autocommit=True) as superuser:
        for role in ("review_owner", "review_app"):
            superuser.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'")
        superuser.execute("CREATE DATABASE review OWNER review_owner")


def _staffed(application: str) -> dict[str, str]:
    """Give a token each to a chair and eight Beiräte."""
    seats = {f"beirat-{n:02}": [(f"beirat-{n:02}", Role.MEMBER)] for n in range(1, WRITERS + 1)}
    seats["chair"] = [("expertengruppe-bildung", Role.CHAIR)]
    with open_pool(application, size=2) as pool:
        service = Service(Settings(database_url=application), pool, Reviews(pool))
        service.reviews.record(procedure())
        staff(service, seats)
        with pool.connection() as database:
            return {name: sessions.issue_token(database, name, days=1) for name in seats}


@contextmanager
def _serving(folder: Path, settings: dict[str, str]) -> Iterator[str]:
    """Give the address of a `serve`."""
    process = subprocess.Popen(
        command("serve", "--port", "0"), env=environment(folder, **settings), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert process.stdout
        yield next(line.split()[-1] for line in process.stdout if "http://" in line)
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    main()
