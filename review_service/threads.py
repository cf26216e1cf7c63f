"""Threads that requests are worked off in.

Handing a call to another thread and its result back is a tenth of what an ordinary request costs;
with the framework's own way, which can be cancelled midway, it is a third.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from contextvars import Context, copy_context
from queue import SimpleQueue
from threading import Thread
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")


class _Call(NamedTuple):
    """What is to be called, in which context, and who waits for it."""

    future: asyncio.Future[Any]
    context: Context
    function: Callable[..., Any]
    arguments: tuple[Any, ...]

    def work(self) -> None:
        """Call it, and tell its result or error."""
        try:
            result = self.context.run(self.function, *self.arguments)
        except BaseException as error:
            self._tell(self.future.set_exception, error)
        else:
            self._tell(self.future.set_result, result)

    def _tell(self, how: Callable[[Any], None], what: Any) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self.future.get_loop().call_soon_threadsafe(self._unless_cancelled, how, what)

    def _unless_cancelled(self, how: Callable[[Any], None], what: Any) -> None:
        if not self.future.done():
            how(what)


class Threads:
    """At most so many threads, begun as calls come; they end with the process."""

    def __init__(self, most: int) -> None:
        self._most, self._begun = most, 0
        self._calls: SimpleQueue[_Call] = SimpleQueue()

    async def call(self, function: Callable[..., T], *arguments: Any) -> T:
        """Give what `function` gives when called in one of the threads; raises what it raises."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._calls.put(_Call(future, copy_context(), function, arguments))
        if self._begun < self._most and self._calls.qsize():
            self._begun += 1
            Thread(target=self._work, name=f"request-{self._begun}", daemon=True).start()
        return await future

    def _work(self) -> None:
        while True:
            self._calls.get().work()
