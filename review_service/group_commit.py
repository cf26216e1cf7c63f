"""Group commit: what arrives while others are being committed waits, and goes with the next.

Positions follow the order of commits, so commits follow one another, each with a flush to disk of
its own; of eight writers seven would wait for seven flushes, together they wait for one.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Job = TypeVar("Job")


class _Waiting(Generic[Job]):
    """One thread with its job, until it is woken: its job is over, or it is its turn to commit."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.asleep = Lock()  # an Event is three of them, and Python around
        self.asleep.acquire()
        self.over = False
        self.error: BaseException | None = None


class GroupCommit(Generic[Job]):
    """Lets threads commit their jobs together: one that waits does it for all that wait."""

    def __init__(self, commit: Callable[[list[Job]], None]) -> None:
        """`commit` commits jobs, first come first; never called by two threads at once."""
        self._commit = commit
        self._lock = Lock()
        self._waiting: list[_Waiting[Job]] = []
        self._committing = False

    def commit(self, job: Job) -> None:
        """Return when the job was committed, with whatever others; raises what that raised."""
        mine = _Waiting(job)
        with self._lock:
            self._waiting.append(mine)
            first, self._committing = not self._committing, True
        if not first:
            mine.asleep.acquire()
        if not mine.over:
            self._commit_all(mine)
        if mine.error:
            raise mine.error

    @property
    def waiting(self) -> int:
        """How many jobs wait while others are being committed."""
        return len(self._waiting)

    def _commit_all(self, mine: _Waiting[Job]) -> None:
        with self._lock:
            group, self._waiting = self._waiting, []
        try:
            self._commit([waiting.job for waiting in group])
        except BaseException as error:  # also the end of the process: nobody must wait for ever
            for waiting in group:
                waiting.error = error
        finally:
            self._wake_next()
            for waiting in group:
                waiting.over = True
                if waiting is not mine:
                    waiting.asleep.release()

    def _wake_next(self) -> None:
        with self._lock:
            self._committing = bool(self._waiting)
            if self._waiting:
                self._waiting[0].asleep.release()
