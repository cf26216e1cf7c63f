"""load: a draft with a thousand events loads no slower than one with twenty, at any version."""

from __future__ import annotations

from functools import partial
from statistics import median

from benchmarks import drafts
from benchmarks.drafts import Way
from benchmarks.figures import Bar, Figure
from benchmarks.rounds import seconds
from benchmarks.server import Server
from domain.draft import Draft
from review_service.reviews import Reviews

VERSIONS = 40
LONG, SHORT = 1000, 20  # the first of the versions
ROUNDS = 15


def long_over_short(server: Server) -> float:
    """Give the largest of the per-version medians from 1,000 on over that from 20 on."""
    with server.database() as database, database.pool(1) as pool:
        reviews = Reviews(pool)
        ways = [_saved(reviews, version) for version in (LONG, SHORT)]
        medians = []
        for _ in range(VERSIONS):
            medians.append(_medians(reviews, ways))
            for way in ways:
                way.go(1)
                reviews.record(way.draft)
        long, short = (max(of_one) for of_one in zip(*medians, strict=True))
        return float(long / short)


def _saved(reviews: Reviews, version: int) -> Way:
    way = Way(drafts.author(drafts.kilobyte(0)))
    way.go(version - 1)
    reviews.record(way.draft)
    return way


def _medians(reviews: Reviews, ways: list[Way]) -> list[float]:
    """Give the median time of loading each draft as it stands, loaded in turn."""
    loads = [partial(reviews.load, Draft, way.draft.id) for way in ways]
    rounds = [[seconds(load) for load in loads] for _ in range(ROUNDS)]
    return [median(times) for times in zip(*rounds, strict=True)]


FIGURES = (
    Figure(
        "load",
        "loading a draft at versions 1,000 to 1,039 : at 20 to 59 (seconds)",
        Bar(1.5, at_least=False),
        long_over_short,
    ),
)
