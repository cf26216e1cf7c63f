"""One process at a time holds a data folder, by a file lock that ends with the process."""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path
from typing import Any

RUNNING = "running"


class NotStarted(Exception):
    """Why the server could not be started: a German sentence for a terminal."""


class AlreadyRunning(NotStarted):
    """Another process holds the folder; `pid` and `address` are None where it has not said them."""

    def __init__(self, folder: Path, pid: int | None, address: str | None) -> None:
        self.pid, self.address = pid, address
        where = f" unter {address}" if address else ""
        who = f"Prozess {pid}" if pid else "Ein anderer Prozess"
        super().__init__(f"Der Dienst läuft schon{where}. {who} hält den Datenordner {folder}.")


class Hold:
    """The claim on a folder, written into its file `running`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        return self._descriptor is not None

    def take(self) -> bool:
        """Take the folder; False where it is ours already. Raises AlreadyRunning."""
        if self._descriptor is not None:
            return False
        # Not inherited by programs we start (PEP 446), so the server never keeps the lock for us.
        descriptor = os.open(self._folder / RUNNING, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            said = _as_object(os.pread(descriptor, 4096, 0))
            os.close(descriptor)
            raise AlreadyRunning(self._folder, said.get("pid"), said.get("address")) from None
        self._descriptor = descriptor
        self.note(None)
        return True

    def note(self, address: str | None) -> None:
        """Write the service's address, for whoever asks for the folder next."""
        if self._descriptor is None:
            raise RuntimeError("only a folder that is held can be noted in")
        said = json.dumps({"pid": os.getpid(), "address": address}).encode()
        os.pwrite(self._descriptor, said, 0)
        os.ftruncate(self._descriptor, len(said))

    def give_back(self) -> None:
        """Let others take the folder; harmless where it is not held."""
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None


def _as_object(content: bytes) -> dict[str, Any]:
    try:
        said = json.loads(content)
    except ValueError:  # its holder is just writing it
        return {}
    return said if isinstance(said, dict) else {}
