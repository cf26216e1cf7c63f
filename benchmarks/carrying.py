"""carrying: 200 passages taken from one revision to the next, over the redline between both."""

from __future__ import annotations

import random

from benchmarks import texts
from benchmarks.figures import Bar, Figure
from benchmarks.rounds import ratio, seconds
from benchmarks.server import Server
from domain.text.blocks import paragraphs
from domain.text.carrying import carry
from domain.text.passages import Passage, of_paragraph
from domain.text.redline import redline

PASSAGES = 200
ROUNDS = 7


def over_the_redline(_: Server) -> float:
    """Give the time of carrying the passages along a redline over that of the redline."""
    old, new = texts.amended()
    found, numbered = redline(old, new), list(enumerate(passages(old), start=1))
    return ratio(
        lambda: seconds(lambda: carry(numbered, old, new, found)),
        lambda: seconds(lambda: redline(old, new)),
        rounds=ROUNDS,
    )


def passages(text: str) -> list[Passage]:
    """Give some paragraphs of a text, drawn from all of it."""
    numbers = range(1, sum(1 for unit in paragraphs(text) if unit.number) + 1)
    return [
        of_paragraph(text, number)
        for number in sorted(random.Random(1).choices(numbers, k=PASSAGES))
    ]


FIGURES = (
    Figure(
        "carrying",
        f"carrying {PASSAGES} passages from AufenthG 2013 to 2018 : the redline (seconds)",
        Bar(0.2, at_least=False),
        over_the_redline,
    ),
)
