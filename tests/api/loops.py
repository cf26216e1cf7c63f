"""Requests of a test that answer side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def finished(work: Coroutine[Any, Any, T]) -> T:
    """Give what some work comes to, in a loop and a thread of its own: the browser's tests leave
    theirs running in the process."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
