"""What is known of an election is what its events say: live, and rebuilt from them."""

from __future__ import annotations

from operator import attrgetter

from projections import elections, rebuild
from review_service.reviews import Reviews
from tests.domain.electing import BEFORE, MEETING, MEETS, OFFICE, Stage, called
from tests.store.tables import contents


def held() -> Stage:
    """An election with all that can happen: the roll changed, postponed, two rounds, a withdrawal,
    a count replaced, a lot."""
    stage = called(9)
    stage.election.remove("o9", reason="Doppelt.", by=OFFICE, at=BEFORE)
    stage.election.invite(["o1", "o2"], on=BEFORE.date(), by=OFFICE, at=BEFORE)
    stage.election.postpone(MEETING, reason="Sturm.", by=OFFICE, at=BEFORE)
    stage.nominated(6).held(1)
    stage.tells("t1", 1, 2, 1, 1, 1, 1).counted(2, 1, 1, 1, 1, 1)
    stage.withdrawn("o1").held(2).counted(3, 2, 2, 0, 0)
    stage.drawn("c3").concluded()
    return stage


def left() -> list[Stage]:
    """Elections in which somebody no longer stands: before a lot, after the run-off, erased while a
    round is counted; and one that was called off."""
    abandoned = called(6).nominated(5).held(1).counted(2, 1, 1, 1, 1)
    abandoned.election.abandon(reason="Irrtum.", by=OFFICE, at=MEETS)
    return [
        called(6).nominated(3).held(2).counted(2, 2, 2).withdrawn("o1"),
        called(9).nominated(4).held(2).counted(3, 2, 2, 2).withdrawn("o1"),
        called(9).nominated(4).held(2).counted(4, 3, 1, 1).withdrawn("o2"),
        called(9).nominated(4).held(2).struck("c1").counted(4, 3, 2, 0),
        called(9).nominated(5).held(1).struck("c1"), abandoned,
    ]  # fmt: skip


def test_a_rebuild_gives_the_live_tables(reviews: Reviews) -> None:
    left_ = [stage.election for stage in left()]
    reviews.record(held().election, called(3).nominated(2).election, *left_)
    with reviews.pool.connection() as database:
        live = contents(database)
        rebuild.everything(database)
        assert contents(database) == live
    assert any(name.startswith("election") for name in live)


def test_the_course_says_what_the_election_knows(reviews: Reviews) -> None:
    stages = [
        called(3), called(6).nominated(5), called(6).nominated(5).held(1),
        called(6).nominated(5).held(1).counted(2, 1, 1, 1, 1), called(6).nominated(3).held(2),
        called(6).nominated(3).held(2).counted(2, 2, 2), held(), *left(),
    ]  # fmt: skip
    known = []
    for stage in stages:
        known.append(stage.election.course)
        reviews.record(stage.election)
    with reviews.pool.connection() as database:
        assert [elections.of(database, course.election) for course in known] == known
        in_order = sorted(known, key=attrgetter("called_at", "election"))
        assert elections.listed(database, limit=20) == in_order
        second = elections.listed(
            database, limit=2, after=(in_order[0].called_at, in_order[0].election)
        )
        assert second == in_order[1:3]
        running = {course.election for course in elections.underway(database)}
    assert running == {course.election for course in known if course.runs}


def test_what_a_person_did_in_an_election_is_found(reviews: Reviews) -> None:
    election = held().election
    reviews.record(election, called(3).nominated(2).election)
    with reviews.pool.connection() as database:
        parts = {
            who: [(part.election, part.part) for part in elections.of_person(database, who)]
            for who in ("c4", "t1", "w2", "nobody")
        }
    assert parts == {
        "c4": [(election.id, "candidate")],
        "t1": [(election.id, "teller")] * 2,
        "w2": [(election.id, "witness")],
        "nobody": [],
    }


def test_where_somebody_stands_and_what_runs_is_found(reviews: Reviews) -> None:
    reviews.record(called(3).nominated(2).withdrawn("o1").election, held().election)
    with reviews.pool.connection() as database:
        assert elections.candidacies(database, "c1") == []
        assert [one.name for one in elections.candidacies(database, "c2")] == ["Wahl"]
        assert elections.running(database, "lenkungsgruppe", ["mso-2", "mso-3"])
        assert not elections.running(database, "lenkungsgruppe", ["mso-3"])
        assert not elections.running(database, "beirat-01", ["mso-1"])


def test_who_was_to_count_is_told_what_for(reviews: Reviews) -> None:
    stage = called(3).nominated(2)
    stage.election.hold_round(2, ["o1", "o2"], tellers=["t1", "t2"], by=OFFICE, at=MEETS)
    stage.tells("t1", 1, 1)
    reviews.record(stage.election)
    with reviews.pool.connection() as database:
        for who in ("t1", "t2"):
            assert [one.part for one in elections.of_person(database, who)] == ["teller"]
