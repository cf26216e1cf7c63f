"""A figure: one ratio with its bar. One that misses is measured twice more; the median counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from benchmarks.server import Server

UNIT = "ratio"


@dataclass(frozen=True)
class Bar:
    """A bound of a ratio: its floor, or where `at_least` is false its ceiling."""

    bound: float
    at_least: bool

    def is_held_by(self, value: float) -> bool:
        """Whether a value lies on the right side of the bound, or on it."""
        return value >= self.bound if self.at_least else value <= self.bound


@dataclass(frozen=True)
class Figure:
    """One ratio: `compares` says of what to what, `measure` takes it once, with all its rounds."""

    name: str
    compares: str
    bar: Bar
    measure: Callable[[Server], float]


@dataclass(frozen=True)
class Result:
    """A figure with what was measured: one value, or three where the first missed the bar."""

    figure: Figure
    measured: tuple[float, ...]

    @property
    def value(self) -> float:
        """The value that counts."""
        return median(self.measured)

    @property
    def holds(self) -> bool:
        """Whether the value that counts is within the bar."""
        return self.figure.bar.is_held_by(self.value)


def take(figure: Figure, server: Server) -> Result:
    """Measure a figure once, and twice more where that misses its bar."""
    first = figure.measure(server)
    if figure.bar.is_held_by(first):
        return Result(figure, (first,))
    return Result(figure, (first, figure.measure(server), figure.measure(server)))
