"""blaming: where the words of one more revision come from, over only the redline of it."""

from __future__ import annotations

from benchmarks import texts
from benchmarks.figures import Bar, Figure
from benchmarks.rounds import ratio, seconds
from benchmarks.server import Server
from domain.text.blame import Runs, Vorgaben, answering, first, step
from domain.text.redline import redline

ROUNDS = 7


def over_the_redline(_: Server) -> float:
    """Give the time of a redline with the step along it over that of the redline alone."""
    old, new = texts.amended()
    begun = texts.edited(old, share=0.1)
    origins = step(first(begun, 1), redline(begun, old), 2)
    answers = answering(first(old, ()), [(0, len(old) // 2)], 1)
    return ratio(
        lambda: seconds(lambda: _one_more(old, new, origins, answers)),
        lambda: seconds(lambda: redline(old, new)),
        rounds=ROUNDS,
    )


def _one_more(old: str, new: str, origins: Runs[int], answers: Runs[Vorgaben]) -> None:
    found = redline(old, new)
    step(origins, found, 3)
    step(answers, found, ())


FIGURES = (
    Figure(
        "blaming",
        "blame of one more revision, its redline included : the redline alone (seconds)",
        Bar(1.5, at_least=False),
        over_the_redline,
    ),
)
