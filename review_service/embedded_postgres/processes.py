"""Which processes serve a cluster, read from /proc, and how they are ended.

A pid file is no proof: after a crash its number may belong to anybody.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

STOP_PATIENCE = 60.0  # seconds, for the last checkpoint
KILL_PATIENCE = 5.0  # seconds
PROC = Path("/proc")


def postmaster(cluster: Path) -> int | None:
    """Give the pid of the cluster's server, or None; a zombie has no command line and is none."""
    started_for = [b"-D", os.fsencode(cluster)]
    found = {
        pid
        for pid in _servers()
        # A container may serve another folder of the same name.
        if _command(pid)[1:3] == started_for and _works_in(pid, cluster) is not False
    }
    # A process that the server has just forked still carries the server's command line.
    return next((pid for pid in sorted(found) if _parent(pid) not in found), None)


def end(cluster: Path) -> None:
    """End whatever serves the cluster: a fast shutdown, else by force; harmless if nothing does."""

    def server() -> list[int]:
        pid = postmaster(cluster)
        return [pid] if pid else []

    def all_left() -> list[int]:
        return server() + _orphans(cluster)

    _end(server, signal.SIGINT, STOP_PATIENCE)
    _end(all_left, signal.SIGQUIT, KILL_PATIENCE)
    _end(all_left, signal.SIGKILL, KILL_PATIENCE)


def _end(find: Callable[[], list[int]], number: signal.Signals, patience: float) -> None:
    found = find()
    for pid in found:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
    deadline = time.monotonic() + patience
    while found and time.monotonic() < deadline:
        time.sleep(0.01)
        found = find()


def _orphans(cluster: Path) -> list[int]:
    """Give the processes whose server died before them: only they carry a title and no server.

    Where we may not look (root in a container), those of any dead server of this account: whoever
    has lost its server has nothing left to do.
    """
    return [
        pid
        for pid in _servers()
        if _command(pid)[0].startswith(b"postgres: ")
        and _parent(pid) not in _servers()
        and _owner(PROC / str(pid)) == _owner(cluster)
        and _works_in(pid, cluster) is not False
    ]


def _servers() -> list[int]:
    """Give every process of any PostgreSQL on this machine."""
    pids = (int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit())
    return [pid for pid in pids if _read(pid, "comm") == b"postgres\n"]


def _command(pid: int) -> list[bytes]:
    return _read(pid, "cmdline").split(b"\0")


def _parent(pid: int) -> int:
    after_name = _read(pid, "stat").rpartition(b")")[2].split()
    return int(after_name[1]) if after_name else 0


def _owner(path: Path) -> int | None:
    try:
        return path.stat().st_uid
    except OSError:  # it has ended meanwhile
        return None


def _read(pid: int, name: str) -> bytes:
    try:
        return (PROC / str(pid) / name).read_bytes()
    except OSError:  # it has ended meanwhile
        return b""


def _works_in(pid: int, cluster: Path) -> bool | None:
    """Say whether a process works in this very folder; None where we may not look."""
    try:
        return os.path.samestat((PROC / str(pid) / "cwd").stat(), cluster.stat())
    except PermissionError:
        return None
    except OSError:  # it has ended meanwhile, or the folder is gone
        return False
