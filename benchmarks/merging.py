"""merging: two edits of a text of 500 KB merged, over one redline of it."""

from __future__ import annotations

import random

from benchmarks.big import rewritten
from benchmarks.figures import Bar, Figure
from benchmarks.rounds import ratio, seconds
from benchmarks.server import Server
from domain.text.merging import merge
from domain.text.redline import redline

SIZE = 500_000  # bytes of UTF-8
SHARE = 0.1  # of the words
ROUNDS = 7


def merge_over_redline(_: Server) -> float:
    """Give the time of merging two edits of a text over that of the redline of one of them."""
    base = rewritten(0)[:SIZE]
    theirs, ours = _edited(base, 1), _edited(base, 2)
    return ratio(
        lambda: seconds(lambda: merge(base, theirs, ours)),
        lambda: seconds(lambda: redline(base, theirs)),
        rounds=ROUNDS,
    )


def _edited(text: str, edition: int) -> str:
    """Give the text with a tenth of its words gone, exchanged or doubled, in runs of some words."""
    chance = random.Random(edition)
    paragraphs = []
    for paragraph in text.split("\n\n"):
        words = paragraph.split(" ")
        at = 0
        while at < len(words):
            run = chance.randint(1, 6)
            if chance.random() < SHARE:
                words[at : at + run] = chance.choice(([], words[at : at + run] * 2, ["neu"] * run))
            at += run
        paragraphs.append(" ".join(words))
    return "\n\n".join(paragraphs)


FIGURES = (
    Figure(
        "merging",
        "merge of two edits of a text of 500 KB : redline of one of them (seconds)",
        Bar(3, at_least=False),
        merge_over_redline,
    ),
)
