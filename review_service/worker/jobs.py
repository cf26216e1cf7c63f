"""The queue's jobs, one at a time, in a thread with an event loop of its own."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from procrastinate import App, JobContext
from procrastinate.worker import Worker

from review_service import queue, redlines
from review_service.database import primary
from review_service.observing import log, where

HEEDED = 1.0
"""Seconds a job may go on before it is told that the worker ends."""

TASKS = (redlines.TASK,)
"""What the queue may hold: one visible list."""


class Jobs:
    """Does jobs from entering to leaving the block; `running` until the database is lost."""

    def __init__(self, url: str, grace: float) -> None:
        self._url, self._grace = url, grace
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
        self._task: asyncio.Task[None] | None = None

    @property
    def running(self) -> bool:
        """Whether jobs are being done."""
        return self._thread.is_alive()

    def __enter__(self) -> Self:
        self._task = self._loop.create_task(self._work())
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._task
        with suppress(RuntimeError):  # the loop has ended by itself
            self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(self._grace)

    def _run(self) -> None:
        assert self._task
        try:
            with suppress(asyncio.CancelledError):
                self._loop.run_until_complete(self._task)
        except Exception as error:  # mostly a lost database; whoever works looks at `running`
            log.warning("jobs begin again", error=type(error).__name__, at=where(error))
        finally:
            self._loop.close()

    async def _work(self) -> None:
        await _work(self._url, wait=True)


def do_waiting(url: str) -> None:
    """Do the jobs that wait now, where no worker works."""
    with ThreadPoolExecutor(1) as thread:  # the caller's may run an event loop of its own
        thread.submit(asyncio.run, _work(url, wait=False)).result()


async def _work(url: str, *, wait: bool) -> None:
    # It would quote what an error says; _faults_logged says where it happened.
    logging.getLogger("procrastinate").setLevel(logging.CRITICAL + 1)
    app = queue.app_on(primary(url), TASKS)
    async with app.open_async():
        await _take_over(app)
        await app.run_worker_async(
            wait=wait,
            install_signal_handlers=False,
            shutdown_graceful_timeout=HEEDED,
            fetch_job_polling_interval=2,
            delete_jobs="always",
            additional_context={"url": url},
            worker_middleware=[_faults_logged],
        )


async def _take_over(app: App) -> None:
    """Do again what a worker that died was doing: there is only one at a time."""
    for job in await app.job_manager.list_jobs_async(status="doing"):
        await app.job_manager.retry_job(job)


async def _faults_logged(
    do: Callable[[], Awaitable[Any]], context: JobContext, worker: Worker
) -> Any:
    try:
        return await do()
    except Exception as error:
        log.error(
            "job failed",
            job=context.job.id,
            task=context.job.task_name,
            tried=context.job.attempts + 1,
            error=type(error).__name__,
            at=where(error),
        )
        raise
