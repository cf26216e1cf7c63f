"""How two ways of doing something are compared: in turn, A B A B, after a warm-up of both."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

Act = Callable[[], object]


def ratio(one: Callable[[], float], other: Callable[[], float], *, rounds: int) -> float:
    """Give the median over the rounds of what `one` measures over what `other` measures.

    Each round measures both, one right after the other, so what slows the machine slows both.
    """
    one(), other()
    return median(one() / other() for _ in range(rounds))


def seconds(act: Act) -> float:
    """Give how long doing something once takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def peak() -> float:
    """Give the most memory this process held, in megabytes; `ru_maxrss` would count what held the
    process that began it. Linux tells it (proc(5), `VmHWM`)."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1_000


def per_second(acts: Sequence[Act], *, lasting: float) -> float:
    """Give how often a second something is done in all, by one thread for each of `acts`.

    Each repeats its act for `lasting` seconds and finishes what it has begun then.
    """
    together = threading.Barrier(len(acts))

    def repeat(act: Act) -> tuple[int, float, float]:
        together.wait()
        began = now = time.perf_counter()
        done = 0
        while now - began < lasting:
            act()
            done += 1
            now = time.perf_counter()
        return done, began, now

    with ThreadPoolExecutor(len(acts)) as threads:
        counts, begins, ends = zip(*threads.map(repeat, acts), strict=True)
    return float(sum(counts) / (max(ends) - min(begins)))
