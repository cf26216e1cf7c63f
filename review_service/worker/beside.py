"""A worker beside the web server: a process of its own that ends with it, whatever ends it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from review_service.observing import log
from review_service.settings import Settings
from review_service.worker.working import GRACE_SECONDS

_AGAIN_AFTER = 5.0
"""Seconds before a worker that ended by itself is started again."""


@contextmanager
def worker_beside(settings: Settings) -> Iterator[None]:
    """Keep a worker running until the block ends, where the settings ask for one."""
    if settings.worker == "none":
        yield
        return
    keeper = _Keeper(settings)
    try:
        yield
    finally:
        keeper.end()


class _Keeper:
    """Starts the worker, and starts it again should it end by itself."""

    def __init__(self, settings: Settings) -> None:
        self._environment = {
            **os.environ,
            "DATABASE_URL": settings.database_url or "",
            "LOG_JSON": str(settings.log_json),
        }
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="worker", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """End the worker and wait; kill it where it does not end in time."""
        with self._lock:
            self._ended.set()
            process = self._process
        if process is not None:
            process.terminate()
            try:
                process.wait(GRACE_SECONDS + 1)
            except subprocess.TimeoutExpired:
                process.kill()
        self._thread.join()

    def _keep(self) -> None:
        while process := self._start():
            with process:
                status = process.wait()
            if not self._ended.wait(0):
                log.error("worker ended by itself", status=status)
            self._ended.wait(_AGAIN_AFTER)

    def _start(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._ended.is_set():
                return None
            self._process = subprocess.Popen(
                [sys.executable, "-m", "review_service.worker"],
                env=self._environment,
                stdin=subprocess.PIPE,  # held open as long as we live, whatever ends us
                stdout=subprocess.DEVNULL,
                start_new_session=True,  # a terminal's Ctrl-C is for us: we end it
            )
            return self._process
