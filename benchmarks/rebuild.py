"""rebuild: events a second of building all read models anew, over only reading and decoding."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks import drafts
from benchmarks.figures import Bar, Figure
from benchmarks.rounds import ratio, seconds
from benchmarks.server import Server
from projections import rebuild, stored

EVENTS = 20_000
ROUNDS = 5


def over_reading(server: Server) -> float:
    """Give the rate of a rebuild over that of reading the same events."""
    with server.database() as database, _collecting_as_a_command():
        with database.as_owner() as owner:
            drafts.fill(owner, drafts=EVENTS // drafts.EVENTS_A_DRAFT)
        with database.as_application() as application:
            return ratio(
                lambda: EVENTS / seconds(lambda: rebuild.everything(application)),
                lambda: EVENTS / seconds(lambda: deque(stored.batches(application), maxlen=0)),
                rounds=ROUNDS,
            )


@contextmanager
def _collecting_as_a_command() -> Iterator[None]:
    """Both run with Python's own settings, as `review-service rebuild` does."""
    was = gc.get_threshold()
    gc.unfreeze()
    gc.set_threshold(*_PYTHONS)
    yield
    gc.freeze()
    gc.set_threshold(*was)


_PYTHONS = gc.get_threshold()
FIGURES = (
    Figure(
        "rebuild",
        "rebuilding all read models of 20,000 events : reading and decoding them (events/s)",
        Bar(0.35, at_least=True),
        over_reading,
    ),
)
