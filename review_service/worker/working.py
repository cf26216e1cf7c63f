"""Work until told to end: elected, follow the log and do jobs; after a fault begin again."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from psycopg import Error

from projections import DEFERRED, deferred
from projections.read_model import Database, Deferred
from review_service.database import connect
from review_service.observing import log, where
from review_service.worker import housekeeping
from review_service.worker.jobs import Jobs

WORKER_LOCK = (2472, 6)
"""Held by the connection of the worker that works."""

GRACE_SECONDS = 5
"""How long a job that is being done may take at the end; then it is left to the next worker."""

POLL_SECONDS = 2.0
"""The log is looked at at least so often, should a notification be lost."""

ROUND_SECONDS = 0.1
"""How long a round of projecting takes at least: one for each save costs as much as the save."""

STANDBY_SECONDS = 3.0
"""Time between two tries to be elected, or to reach the database."""

_WORKS = """
    SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted
        AND classid = %s AND objid = %s AND objsubid = 2
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
"""


def works(database: Database) -> bool:
    """Whether there is a worker at this database."""
    row = database.execute(_WORKS, WORKER_LOCK).fetchone()
    return bool(row and row[0])


def work(url: str, stop: threading.Event, models: Sequence[Deferred] = DEFERRED) -> None:
    """Work until `stop` is set; waits where another worker works or the database is away."""
    while not stop.is_set():
        try:
            with connect(url) as database:
                if _elected(database):
                    _work(url, database, stop, models)
        except Error as error:
            log.warning("worker begins again", error=type(error).__name__)
        stop.wait(STANDBY_SECONDS)


def _elected(database: Database) -> bool:
    row = database.execute("SELECT pg_try_advisory_lock(%s, %s)", WORKER_LOCK).fetchone()
    return bool(row and row[0])


def _work(url: str, database: Database, stop: threading.Event, models: Sequence[Deferred]) -> None:
    database.execute("LISTEN event")
    tidied = float("-inf")
    with Jobs(url, GRACE_SECONDS) as jobs:
        while not stop.is_set() and jobs.running:
            if time.monotonic() - tidied >= housekeeping.EVERY_SECONDS:
                tidied = time.monotonic()
                _tidy(url)
            _follow(database, models, stop)
            _await_event(database, stop)


def _await_event(database: Database, stop: threading.Event) -> None:
    """Wait until something is saved, or it is time to look, or to end."""
    until = time.monotonic() + POLL_SECONDS
    while not stop.is_set() and time.monotonic() < until:
        if list(database.notifies(timeout=ROUND_SECONDS, stop_after=1)):
            return


def _follow(database: Database, models: Sequence[Deferred], stop: threading.Event) -> None:
    """Project until nothing waits; what is saved while a round lasts is projected together."""
    while not stop.is_set():
        began = time.monotonic()
        if not _project(database, models):
            return
        stop.wait(max(0.0, began + ROUND_SECONDS - time.monotonic()))


def _tidy(url: str) -> None:
    """Forget what is due; where that fails, everything else goes on."""
    try:
        housekeeping.tidy_at(url)
    except Exception as error:
        log.error("not tidied", error=type(error).__name__, at=where(error))


def _project(database: Database, models: Sequence[Deferred]) -> bool:
    """Let each model take a step; gives whether any got further."""
    further = False
    for model in models:
        done = deferred.step(database, model)
        further |= done.events > 0
        if done.error:
            log.error(
                "not projected",
                model=model.__name__,
                position=done.position + 1,
                error=type(done.error).__name__,
                at=where(done.error),
            )
    return further


@contextmanager
def ended_by_signals() -> Iterator[threading.Event]:
    """Give what is set by SIGTERM, SIGINT or SIGHUP; under `nohup` the terminal may be closed.

    No exception is thrown into a round, which would leave its connection in the middle of a query.
    What does not heed it, a job or a round that waits, ends with the process soon after.
    """
    stop = threading.Event()

    def end(_: int, __: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, end)
    threading.Thread(target=_leave_when_overdue, args=(stop,), daemon=True).start()
    try:
        yield stop
    finally:
        stop.set()


def _leave_when_overdue(stop: threading.Event) -> None:
    stop.wait()
    time.sleep(GRACE_SECONDS)
    os._exit(0)
