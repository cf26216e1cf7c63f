"""A server that dies while the service runs is started again, or it is told why that fails."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from review_service.embedded_postgres.hold import NotStarted
from review_service.embedded_postgres.server import EmbeddedPostgres
from review_service.observing import log

EVERY_SECONDS = 1.0
"""Time between two looks."""


@contextmanager
def watched(server: EmbeddedPostgres, lost: Callable[[NotStarted], None]) -> Iterator[None]:
    """Watch a server until the block ends; `lost` is told, once, why it does not start again."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(EVERY_SECONDS):
            if server.pid is not None:
                continue
            log.error("database server ended by itself")
            try:
                server.start()
            except NotStarted as error:
                lost(error)
                return

    thread = threading.Thread(target=watch, name="database", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
