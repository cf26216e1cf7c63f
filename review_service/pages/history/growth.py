"""One picture of how a draft grew and settled: its size as a line, each revision's words as bars.

Only geometry; templates/revisions.html draws it as SVG, colours and sizes are the style sheet's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from projections.text_changes import Size
from review_service.words.german import number

WIDTH, SIZE, BARS = 1000, 120, 160
"""Width of the picture, height of the line's part and of the bars' part (units of the SVG)."""

GAP = 24
"""Between both parts."""

SETTLED = 3
"""How many of the last revisions the sentence about the end speaks of."""


@dataclass(frozen=True)
class Bar:
    """What one revision brought, upwards, and took, downwards, from the middle of its part."""

    x: float
    width: float
    up: float
    down: float


@dataclass(frozen=True)
class Growth:
    """The picture; `line` are the points of the size, `ends` where rounds ended, from the left.

    `told` says the same in sentences; `peak` is the largest size in words, `most` the most words
    that one revision brought or took.
    """

    first: int
    last: int
    line: str
    bars: tuple[Bar, ...]
    ends: tuple[float, ...]
    peak: int
    most: int
    told: str
    width: int = WIDTH
    height: int = SIZE + GAP + BARS
    ground: int = SIZE
    middle: float = SIZE + GAP + BARS / 2


def growth(sizes: Sequence[Size], ended: Sequence[int]) -> Growth | None:
    """Draw revisions in order; `ended` are those on which a round ended. None for fewer than two.

    The first one has no bar: all of it is new, and beside it no other could be seen.
    """
    if len(sizes) < 2:
        return None
    step = WIDTH / len(sizes)
    peak = max(size.words for size in sizes) or 1
    most = max(max(size.added, size.removed) for size in sizes[1:]) or 1
    places = {size.revision: round((at + 0.5) * step, 2) for at, size in enumerate(sizes)}
    return Growth(
        first=sizes[0].revision,
        last=sizes[-1].revision,
        line=" ".join(
            f"{places[size.revision]},{_scaled(peak - size.words, peak, SIZE)}" for size in sizes
        ),
        bars=tuple(_bar(size, places[size.revision], step, most) for size in sizes[1:]),
        ends=tuple(places[revision] for revision in ended if revision in places),
        peak=peak,
        most=most,
        told=_told(sizes),
    )


def _bar(size: Size, middle: float, step: float, most: int) -> Bar:
    width = round(min(step * 0.7, 40), 2)
    return Bar(
        x=round(middle - width / 2, 2),
        width=width,
        up=_scaled(size.added, most, BARS / 2),
        down=_scaled(size.removed, most, BARS / 2),
    )


def _scaled(value: int, whole: int, length: float) -> float:
    """Give a value's part of a length; what is not nothing is seen."""
    return max(round(length * value / whole, 2), 2.0 if value else 0.0)


def _told(sizes: Sequence[Size]) -> str:
    first, last = sizes[0], sizes[-1]
    most = max(sizes[1:], key=lambda size: size.added + size.removed)
    said = (
        f"Fassung {first.revision} hatte {_words(first.words)}, Fassung {last.revision} hat"
        f" {number(last.words)}. Am meisten änderte Fassung {most.revision}:"
        f" {number(most.added)} hinzugefügt, {number(most.removed)} gestrichen."
    )
    if len(sizes) <= SETTLED + 1:
        return said
    recent = sum(size.added + size.removed for size in sizes[-SETTLED:])
    what = f"zusammen {_words(recent)} hinzugefügt oder gestrichen" if recent else "nichts geändert"
    return f"{said} In den letzten drei Fassungen wurde{'n' * (recent > 1)} {what}."


def _words(value: int) -> str:
    return "ein Wort" if value == 1 else f"{number(value)} Wörter"
