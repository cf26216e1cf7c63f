"""What comes next in an election, whatever has happened."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.election.next_step import Next, Step, next_step
from tests.domain.electing import called

TERMS = called().election.course.terms
DEADLINE = called().election.course.deadline
NOTHING_YET = {"decided": 0, "standing": 5, "open": 0, "lot": 0}


def after(**facts: int) -> Next:
    return next_step(TERMS, DEADLINE, DEADLINE, **{**NOTHING_YET, **facts})


def test_until_the_deadline_it_waits_for_nominations():
    before = DEADLINE - timedelta(seconds=1)
    assert next_step(TERMS, DEADLINE, before, **NOTHING_YET) == Next(Step.NOMINATIONS)


@pytest.mark.parametrize(
    ("facts", "following"),
    [
        ({}, Next(Step.ROUND, 1)),
        ({"standing": 4}, Next(Step.ROUND, 2)),
        ({"standing": 0}, Next(Step.RESULT)),
        ({"open": 1}, Next(Step.COUNT, 1)),
        ({"decided": 1, "lot": 1}, Next(Step.LOT, 1)),
        ({"decided": 1}, Next(Step.ROUND, 2)),
        ({"decided": 1, "standing": 0}, Next(Step.RESULT)),
        ({"decided": 1, "open": 2}, Next(Step.COUNT, 2)),
        ({"decided": 2, "standing": 2}, Next(Step.RESULT)),
        ({"decided": 2, "lot": 2}, Next(Step.LOT, 2)),
    ],
)
def test_then_it_follows_from_what_happened(facts: dict[str, int], following: Next):
    assert after(**facts) == following


def test_a_round_is_recorded_while_it_is_due_or_counted_and_not_otherwise():
    assert [after().due, after(open=1).due, after(lot=1).due, after(decided=2).due] == [
        1, 1, None, None,
    ]  # fmt: skip
