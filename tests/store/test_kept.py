"""A state that this process saved is not fetched again while nothing came after it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from psycopg.errors import UndefinedTable

from domain import rules
from domain.draft import Draft
from domain.statement import Position
from projections import drafts
from projections.snapshot import Snapshot
from review_service.database import connect, open_pool
from review_service.event_store import LostRace
from review_service.kept import MOST, Kept, Last
from review_service.reviews import Reviews
from tests import lip
from tests.conftest import Urls
from tests.scenario import CHAIR
from tests.store.acts import author, beirat, now, state, submitted

SOON = timedelta(microseconds=1)
HIDE = "ALTER TABLE log.event RENAME TO hidden"


def last_of(reviews: Reviews, draft: UUID) -> Last:
    with reviews.pool.connection() as database:
        shown = drafts.one(database, draft)
    assert shown
    return Last(shown.total, shown.last_at)


def state_elsewhere(urls: Urls, draft: UUID) -> None:
    """Let another process save a statement of the first Beirat."""
    with open_pool(urls.application, size=1) as pool:
        state(Reviews(pool), draft, beirat(1))


def submit_again(reviews: Reviews, draft: UUID, last: Last | None, **more: Any) -> None:
    reviews.change(
        Draft, draft, lambda d: d.submit(revision=1, by=CHAIR, at=now(), under=lip.ORDNUNG),
        last=last, **more,
    )  # fmt: skip


def test_what_was_saved_here_last_decides_without_the_log(reviews: Reviews, urls: Urls) -> None:
    draft = submitted(reviews)
    state(reviews, draft, beirat(1))
    last = last_of(reviews, draft)
    with connect(urls.owner) as owner:
        owner.execute(HIDE)
    with pytest.raises(rules.RuleBroken):
        submit_again(reviews, draft, last)
    for other in (None, Last(last.version - 1, last.at), last._replace(at=last.at + SOON)):
        with pytest.raises(UndefinedTable):
            submit_again(reviews, draft, other)


def test_what_another_process_saved_is_fetched(reviews: Reviews, urls: Urls) -> None:
    draft = submitted(reviews)
    state_elsewhere(urls, draft)
    heard = []

    def look(found: Draft) -> None:
        heard.extend(found.round.so_far if found.round else ())
        found.submit(revision=1, by=CHAIR, at=now(), under=lip.ORDNUNG)

    with pytest.raises(rules.RuleBroken):
        reviews.change(Draft, draft, look, last=last_of(reviews, draft))
    assert heard == [beirat(1).body.slug]


def test_a_state_that_was_overtaken_loses_its_race_and_is_fetched(
    reviews: Reviews, urls: Urls
) -> None:
    draft = submitted(reviews)
    seen = last_of(reviews, draft)
    state_elsewhere(urls, draft)

    def give(found: Draft) -> None:
        found.give_statement(
            revision=1, position=Position.ZUSTIMMEND, text="Ja.", by=beirat(2), at=now()
        )  # fmt: skip

    with pytest.raises(LostRace):
        reviews.change(Draft, draft, give, last=seen, commutes=False)
    receipt = reviews.change(Draft, draft, give, last=seen)
    assert receipt.version == seen.version + 2


def test_only_the_last_ones_are_kept() -> None:
    kept = Kept()
    made = [author(title=f"Entwurf {n}") for n in range(MOST + 1)]
    for draft in made:
        kept.keep(Snapshot.take(draft))
    first, *others = ((draft.id, Last(draft.version, draft.modified_on)) for draft in made)
    assert kept.at(*first) is None
    assert all(kept.at(*other) for other in others)
