"""Starts `review-service` as people do, in a process of its own, and talks to it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from review_service.embedded_postgres import EmbeddedPostgres, discard

PATIENCE = 60  # seconds, until a service answers or has ended
_OURS = ("DATABASE_URL", "OWNER_DATABASE_URL", "DATA_DIR", "HOST", "PORT", "PUBLIC_ADDRESS")
_OPERATOR = "betrieb"


@contextmanager
def data_folder() -> Iterator[Path]:
    """Give a folder beside pytest's own, which are closed to the account that serves for root."""
    path = Path(tempfile.mkdtemp(prefix="review-demo-"))
    try:
        yield path
    finally:
        discard(path)
        shutil.rmtree(path)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "review_service.cli", *arguments]


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """Give our environment with no settings of the service but these."""
    rest = {name: value for name, value in os.environ.items() if name not in _OURS}
    return {**rest, "DATA_DIR": str(folder), "OPERATORS_TOKEN": _OPERATOR, **settings}


def as_by_hand() -> None:
    """Heed the signals that our own process may have to ignore, in the background or under
    `nohup`; called in the process that is started."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


class Running:
    """A service from its start to its end; `said` are its lines on standard output so far."""

    def __init__(self, folder: Path, *arguments: str, **settings: str) -> None:
        self.folder = folder
        self.said: list[str] = []
        self.process = subprocess.Popen(
            command(*(arguments or ("demo", "--port", "0"))),
            env=environment(folder, **settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=as_by_hand,
        )
        self._overdue = threading.Timer(PATIENCE, self.process.kill)
        self._overdue.start()
        try:
            self.address = self._read_address()
        finally:
            self._overdue.cancel()

    def _read_address(self) -> str:
        assert self.process.stdout and self.process.stderr
        for line in self.process.stdout:
            self.said.append(line.rstrip())
            if "http://" in line:
                return line.split()[-1]
        raise AssertionError(self.process.stderr.read())

    def rest(self) -> str:
        """Give what it said on standard output until it ended."""
        assert self.process.stdout
        return "\n".join([*self.said, self.process.stdout.read()])

    def get(self, path: str, account: str | None = None) -> httpx.Response:
        return httpx.get(self.address + path, headers=_token(account))

    def told(self, path: str) -> httpx.Response:
        """Give what operators are told."""
        return httpx.get(self.address + path, headers={"Authorization": f"Bearer {_OPERATOR}"})

    def post(self, path: str, account: str, body: dict[str, object]) -> httpx.Response:
        return httpx.post(self.address + path, headers=_token(account), json=body)

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send a signal and wait; gives the exit status. Harmless once it has ended."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def database_pid(self) -> int | None:
        """Give the process of its own PostgreSQL, or None."""
        return EmbeddedPostgres(self.folder).pid


@contextmanager
def running(folder: Path, *arguments: str, **settings: str) -> Iterator[Running]:
    """Give a service (`demo --port 0` unless told) that answers; afterwards it is ended."""
    service = Running(folder, *arguments, **settings)
    try:
        yield service
    finally:
        service.end()
        assert service.process.stdout and service.process.stderr
        service.process.stdout.close()
        service.process.stderr.close()


def _token(account: str | None) -> dict[str, str]:
    return {"Authorization": f"Bearer demo-{account}"} if account else {}
