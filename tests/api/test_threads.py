"""What is called in another thread gives what it would give here; no more run at once than may."""

from __future__ import annotations

import asyncio
import threading
from contextvars import ContextVar

import pytest

from review_service.threads import Threads

CALLED_BY: ContextVar[str] = ContextVar("CALLED_BY")


def test_a_call_gives_its_result_in_its_callers_context() -> None:
    def told() -> tuple[str, bool]:
        return CALLED_BY.get(), threading.current_thread() is threading.main_thread()

    async def ask(name: str) -> tuple[str, bool]:
        CALLED_BY.set(name)
        return await threads.call(told)

    async def ask_all() -> list[tuple[str, bool]]:
        return await asyncio.gather(*map(ask, "abc"))

    threads = Threads(2)
    assert asyncio.run(ask_all()) == [("a", False), ("b", False), ("c", False)]


def test_an_error_reaches_who_waits_and_ends_no_thread() -> None:
    async def ask() -> int:
        with pytest.raises(ZeroDivisionError):
            await threads.call(lambda: 1 // 0)
        with pytest.raises(SystemExit):
            await threads.call(exit_at_once)
        return await threads.call(int, "7")

    def exit_at_once() -> None:
        raise SystemExit

    threads = Threads(1)
    assert asyncio.run(ask()) == 7


def test_no_more_are_worked_off_at_once_than_may() -> None:
    together, most, lock = 0, 0, threading.Lock()
    both_here = threading.Barrier(2, timeout=20)

    def work() -> None:
        nonlocal together, most
        with lock:
            together += 1
            most = max(most, together)
        both_here.wait()
        with lock:
            together -= 1

    async def ask() -> None:
        await asyncio.gather(*(threads.call(work) for _ in range(6)))

    threads = Threads(2)
    asyncio.run(ask())
    assert most == 2


def test_who_waits_no_more_is_told_nothing() -> None:
    let_go = threading.Event()

    async def ask() -> str:
        waiting = asyncio.create_task(threads.call(let_go.wait, 20))
        await asyncio.sleep(0)
        waiting.cancel()
        let_go.set()
        return await threads.call(str, "next")

    threads = Threads(1)
    assert asyncio.run(ask()) == "next"
    assert asyncio.run(threads.call(str, "in another loop")) == "in another loop"
