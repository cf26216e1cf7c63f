import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.draft import Draft
from projections import drafts, history, rebuild, replay, standing
from projections.standing import Standing
from review_service.reviews import Reviews
from tests import lip
from tests.projections.walk import begin, step
from tests.scenario import CHAIR
from tests.store.acts import author, beirat, now, revise, state, submitted
from tests.store.tables import contents

PROPERTY = settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def live(reviews: Reviews, draft) -> Standing:
    with reviews.pool.connection() as database:
        shown = drafts.one(database, draft)
        assert shown
        return standing.now(database, shown, lip.ORDNUNG, now())


def replayed(reviews: Reviews, draft, **until) -> Standing | None:
    with reviews.pool.connection() as database:
        return standing.then(database, draft, lip.on_its_day, inside=True, **until)


def test_fifty_random_versions_are_replayed_as_the_live_tables_held_them(reviews: Reviews):
    source = random.Random(2472)
    held = {}
    for _ in range(3):
        draft = begin(reviews, source.choice)
        while reviews.load(Draft, draft).version < 40 and len(held) < 200:
            standing_now = live(reviews, draft)
            held[draft, standing_now.shown.version] = standing_now
            step(reviews, draft, source.choice)
    assert len(held) >= 50
    for draft, version in source.sample(sorted(held, key=str), 50):
        then = replayed(reviews, draft, version=version)
        assert then is not None
        assert replace(then, recorded_at=None) == held[draft, version]


@PROPERTY
@given(choices=st.randoms(use_true_random=False), steps=st.integers(1, 25))
def test_a_replay_of_everything_and_a_rebuild_give_the_live_tables(
    reviews: Reviews, choices: random.Random, steps: int
):
    draft = begin(reviews, choices.choice)
    for _ in range(steps):
        step(reviews, draft, choices.choice)
    with reviews.pool.connection() as database:
        events = [r.event for r in history.upto(database, draft, inside=True)]
        before = {
            name: [row for row in rows if str(draft) in row]
            for name, rows in contents(database).items()
        }
        with replay.of_events(events, database) as scratch:
            schema = scratch.execute("SELECT current_schema()").fetchone()
            assert schema
            again = contents(scratch, schema[0])
        del before["read_model"]
        assert again == before
        everything = contents(database)
        rebuild.everything(database)
        assert contents(database) == everything


def test_a_replay_stops_at_what_was_recorded_by_then(reviews: Reviews):
    draft = reviews.begin(author).stream
    revise(reviews, draft, "Fassung zwei")
    between = now()
    revise(reviews, draft, "Fassung drei")
    then = replayed(reviews, draft, at=between)
    assert then is not None
    assert (then.shown.revision, then.text) == (2, "Fassung zwei")
    assert replayed(reviews, draft, at=now().replace(year=2019)) is None


def test_a_replay_leaves_nothing_behind(reviews: Reviews):
    draft = submitted(reviews)
    assert replayed(reviews, draft, version=1)
    with reviews.pool.connection() as database:
        schemas = database.execute(
            "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'replay%'"
        ).fetchall()
        assert database.execute("SELECT current_schema()").fetchone() == ("views",)
    assert schemas == []


def test_whoever_may_not_see_a_revision_replays_without_it(reviews: Reviews):
    draft = submitted(reviews)
    reviews.change(Draft, draft, lambda d: d.withdraw(reason="Fehler", by=CHAIR, at=now()))
    revise(reviews, draft, "geheim")
    state(reviews, draft, beirat(0))
    with reviews.pool.connection() as database:
        outside = standing.then(database, draft, lip.on_its_day, inside=False)
        inside = standing.then(database, draft, lip.on_its_day, inside=True)
        shown = drafts.shown_to(database, draft, lambda body: False)
    assert outside and inside and shown
    assert (outside.shown.revision, outside.shown.version) == (1, 4)
    assert (shown.revision, shown.version) == (1, 4)
    assert (inside.shown.revision, inside.shown.version) == (2, 5)
    assert outside.text == "Wir fördern Bildung."


def test_a_version_that_does_not_exist_yet_is_not_replayed(reviews: Reviews):
    draft = submitted(reviews)
    assert replayed(reviews, draft, version=99) is None


def test_a_rebuild_waits_for_the_disk_where_it_swaps_and_not_before(reviews: Reviews):
    submitted(reviews)
    waited: list[str] = []
    with reviews.pool.connection() as database:

        def setting(*_: int) -> None:
            waited.extend(row[0] for row in database.execute("SHOW synchronous_commit"))

        rebuild.everything(database, setting)
        assert waited[0] == "off"
        assert waited[-1] == "on"


def test_a_rebuild_that_fails_leaves_a_connection_that_waits_for_the_disk(reviews: Reviews):
    def fail(*_: int) -> None:
        raise RuntimeError("full")

    submitted(reviews)
    with reviews.pool.connection() as database:
        with pytest.raises(RuntimeError):
            rebuild.everything(database, fail)
        assert database.execute("SHOW synchronous_commit").fetchone() == ("on",)
