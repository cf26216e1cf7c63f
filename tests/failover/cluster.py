"""Three nodes of PostgreSQL with Patroni, which agree by raft; each as a user of its own."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from review_service.embedded_postgres.programs import MAJOR, PACKAGE, copy_programs

USERS = ("daemon", "bin", "games")  # as root; otherwise all nodes are ours
PASSWORD = "geheim"
PATIENCE = 90  # seconds, until a cluster is whole again
CITY = {
    "ttl": 20,
    "loop_wait": 2,
    "retry_timeout": 3,
    "failsafe_mode": True,
    "synchronous_mode": True,
    "synchronous_mode_strict": True,
    "primary_start_timeout": 0,
    "postgresql": {
        "use_pg_rewind": True,
        "use_slots": True,
        "parameters": {"max_connections": 120, "shared_buffers": "64MB"},
    },
}
"""As docs/operations.md says."""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@dataclass
class Node:
    """One machine, as far as one process can be one: Patroni, its PostgreSQL, its user."""

    name: str
    folder: Path
    user: pwd.struct_passwd
    database: int = field(default_factory=free_port)
    rest: int = field(default_factory=free_port)
    raft: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def cluster(self) -> Path:
        return self.folder / "data"

    def start(self, python: list[str], environment: dict[str, str]) -> None:
        """Start Patroni, which starts PostgreSQL, as the node's user."""
        root = os.geteuid() == 0
        ids = (f"--reuid={self.user.pw_uid}", f"--regid={self.user.pw_gid}", "--clear-groups")
        log = open(self.folder / "log", "ab")  # noqa: SIM115 - the process keeps it
        self.process = subprocess.Popen(
            [*(["setpriv", *ids] if root else []), *python, str(self.folder / "patroni.json")],
            env=environment, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip

    def postmaster(self) -> int | None:
        """Give the server's process, read from its own file."""
        with suppress(OSError, ValueError, IndexError):
            pid = int((self.cluster / "postmaster.pid").read_text().split()[0])
            if str(self.cluster).encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
                return pid
        return None

    def processes(self) -> list[int]:
        """Give all that runs on the node: Patroni, the server and the server's children."""
        server = self.postmaster()
        pids = [self.process.pid] if self.process and self.process.poll() is None else []
        return pids + ([server, *_children(server)] if server else [])

    def signal(self, number: signal.Signals, *, patroni_alone: bool = False) -> None:
        pids = self.processes()
        for pid in pids[:1] if patroni_alone else pids:
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def kill(self, pid: int) -> None:
        """Kill one of the node's processes."""
        assert pid in self.processes()
        os.kill(pid, signal.SIGKILL)

    def ask(self, path: str, body: Any = None, timeout: float = 1) -> Any:
        """Ask the node's Patroni; None where it does not answer, or answers no."""
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.rest}{path}", data, {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                said = answer.read()
        except OSError:
            return None
        with suppress(ValueError):
            return json.loads(said)
        return said.decode()


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(c) for c in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


class Cluster:
    """The three nodes, from their first start to their end."""

    def __init__(self, folder: Path, python: list[str], packages: Path) -> None:
        folder.chmod(0o755)
        programs = folder / "programs" / MAJOR
        spec = find_spec(PACKAGE)
        assert spec and spec.submodule_search_locations
        copy_programs(Path(spec.submodule_search_locations[0]).parent, programs)
        self._bin = programs / PACKAGE / f"pginstall{MAJOR}" / "bin"
        self._python = [*python, "-m", "patroni"]
        self._environment = {
            "PATH": f"{self._bin}:{os.environ.get('PATH', os.defpath)}",
            "PYTHONPATH": str(packages),
            "LC_ALL": "C",
            "TZ": "UTC",
        }
        self.nodes = [self._node(folder / f"n{n}", n) for n in range(3)]
        for node in self.nodes:
            self._configure(node)

    def _node(self, folder: Path, number: int) -> Node:
        user = pwd.getpwnam(USERS[number]) if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        folder.mkdir(mode=0o700)
        return Node(folder.name, folder, user)

    def _configure(self, node: Node) -> None:
        others = [f"127.0.0.1:{n.raft}" for n in self.nodes if n is not node]
        pg_hba = ["host all all 127.0.0.1/32 scram-sha-256",
                  "host replication all 127.0.0.1/32 scram-sha-256",
                  "local all all trust"]  # fmt: skip
        known = {name: {"username": name, "password": PASSWORD}
                 for name in ("postgres", "replicator", "rewind")}  # fmt: skip
        configuration = {
            "scope": "stadt",
            "name": node.name,
            "restapi": {"listen": f"127.0.0.1:{node.rest}"},
            "raft": {
                "data_dir": str(node.folder / "raft"),
                "self_addr": f"127.0.0.1:{node.raft}",
                "partner_addrs": others,
            },
            "bootstrap": {
                "dcs": CITY,
                "initdb": [{"encoding": "UTF8"}, {"locale": "C"}, "data-checksums"],
            },
            "postgresql": {
                "listen": f"127.0.0.1:{node.database}",
                "data_dir": str(node.cluster),
                "bin_dir": str(self._bin),
                "pgpass": str(node.folder / "pgpass"),
                "pg_hba": pg_hba,
                "parameters": {"unix_socket_directories": str(node.folder)},
                "authentication": {
                    "superuser": known["postgres"],
                    "replication": known["replicator"],
                    "rewind": known["rewind"],
                },
            },
        }
        file = node.folder / "patroni.json"  # JSON is YAML
        file.write_text(json.dumps(configuration))
        if os.geteuid() == 0:
            for path in (node.folder, file):
                os.chown(path, node.user.pw_uid, node.user.pw_gid)

    def start(self, *nodes: Node) -> None:
        for node in nodes or self.nodes:
            node.start(self._python, self._environment)

    def leader(self) -> Node | None:
        """Give the node that says it leads."""
        return next((node for node in self.nodes if node.ask("/primary") is not None), None)

    def whole(self) -> bool:
        """Whether one leads, two stream from it, and one of these is waited for at each commit."""
        for node in self.nodes:
            found = node.ask("/cluster")
            if isinstance(found, dict):
                told = sorted(f"{m['role']} {m['state']}" for m in found["members"])
                return told == ["leader running", "replica streaming", "sync_standby streaming"]
        return False

    def wait_until_whole(self) -> None:
        wait_until(self.whole, "the cluster is whole")

    def stop(self) -> None:
        for node in self.nodes:
            node.signal(signal.SIGKILL)
            if node.process:
                node.process.wait()


def wait_until(what: Callable[[], Any], said: str) -> None:
    until = time.monotonic() + PATIENCE
    while not what():
        if time.monotonic() > until:
            raise SystemExit(f"in {PATIENCE} seconds it never came so far that {said}")
        time.sleep(0.2)


def python_for_all() -> list[str]:
    """Give a Python that the nodes' users can run: root's own may stand where they cannot go."""
    if os.geteuid() != 0:
        return [shutil.which("python3") or "python3"]
    for candidate in ("/usr/bin/python3", "/usr/local/bin/python3"):
        if Path(candidate).exists():
            return [candidate]
    raise SystemExit("no Python was found that the nodes' users can run")
