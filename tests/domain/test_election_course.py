"""The course of an election says what was recorded, and how far it is."""

from __future__ import annotations

from datetime import timedelta

from domain.election.counting import Count
from domain.election.course import Change
from domain.election.rounds import Lot
from domain.election.values import Organisation
from tests.domain.electing import BEFORE, CALLED_AT, MEETING, MEETS, OFFICE, called, replayed


def test_it_says_how_far_an_election_is() -> None:
    stage = called(6)
    seen = [stage.election.course.stage]
    for step in (
        lambda: stage.nominated(5), lambda: stage.held(1), lambda: stage.counted(2, 1, 1, 1, 1),
        lambda: stage.withdrawn("o1"), lambda: stage.held(2), lambda: stage.counted(2, 2, 2, 0),
        lambda: stage.drawn("c2", "c3"), stage.concluded,
    ):  # fmt: skip
        step()
        seen.append(stage.election.course.stage)
    assert seen == [
        "called", "called", "counting", "decided", "decided", "counting", "lot", "decided",
        "concluded",
    ]  # fmt: skip
    assert not stage.election.course.runs


def test_a_lot_that_is_due_no_longer_is_no_stage() -> None:
    stage = called(6).nominated(3).held(2).counted(2, 2, 2)
    assert stage.election.course.lot == Lot(2, ("c1", "c2", "c3"), 2)
    assert stage.election.course.stage == "lot"
    course = stage.withdrawn("o1").election.course
    assert (course.lot, course.stage, course.elected) == (None, "decided", ("c2", "c3"))
    (first, _, _) = course.candidates
    assert (first.withdrawn_at, first.reason, first.moves_up) == (MEETS, "Umzug", ("c2", "c3"))


def test_it_keeps_who_was_invited_and_what_was_changed() -> None:
    stage = called(3)
    election = stage.election
    election.invite(["o3", "o1"], on=BEFORE.date(), by=OFFICE, at=BEFORE)
    election.remove("o1", reason="Doppelt.", by=OFFICE, at=BEFORE)
    added = Organisation(slug="neu", name="Neu")
    election.add(added, reason="Vergessen.", by=OFFICE, at=BEFORE)
    election.postpone(MEETING, reason="Sturm.", by=OFFICE, at=BEFORE)
    course = replayed(stage.events).course
    assert [(one.slug, one.invited) for one in course.roll.values()] == [
        ("o2", None), ("o3", BEFORE.date()), ("neu", None),
    ]  # fmt: skip
    assert course.changes == (
        Change("removed", "Doppelt.", BEFORE, "o1", "Verein 1"),
        Change("added", "Vergessen.", BEFORE, "neu", "Neu"),
        Change("postponed", "Sturm.", BEFORE, meeting=MEETING),
    )
    assert (course.version, course.called_at) == (5, CALLED_AT)


def test_a_round_is_of_when_it_was_held_first_and_keeps_the_order_of_its_tellers() -> None:
    stage = called(4).nominated(2)
    later = MEETS + timedelta(hours=1)
    stage.held(2)
    took_part = ["o1", "o2", "o3"]
    stage.election.hold_round(2, took_part, tellers=["t2", "t1"], by=OFFICE, at=later)
    for teller, one, other in (("t1", 1, 1), ("t2", 2, 1), ("t1", 1, 2)):
        count = Count(ballots=one + other, invalid=0, votes={"c1": one, "c2": other})
        stage.election.enter_count(2, teller, count, by=OFFICE, at=later)
    held = stage.election.course.open
    assert held
    assert (held.held_at, held.took_part, held.tellers) == (MEETS, ("o1", "o2", "o3"), ("t2", "t1"))
    assert [(one.teller, one.count.votes) for one in held.told] == [
        ("t1", {"c1": 1, "c2": 2}), ("t2", {"c1": 2, "c2": 1}),
    ]  # fmt: skip


def test_it_knows_what_somebody_did_in_it() -> None:
    stage = called(6).nominated(5).held(1).counted(2, 1, 1, 1, 1).held(2).counted(2, 2, 2, 0, 0)
    course = stage.drawn("c1", "c3").election.course
    did = {who: [part for _, part in course.parts(who)] for who in ("c4", "t1", "w2", "nobody")}
    assert did == {"c4": ["candidate"], "t1": ["teller"] * 2, "w2": ["witness"], "nobody": []}
    assert course.persons == {"c1", "c2", "c3", "c4", "c5", "t1", "t2", "w1", "w2"}
