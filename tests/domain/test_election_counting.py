"""The counting, held against one written a second, different time: vote by vote, by comparing
each candidate with each other, without a ranking."""

from hypothesis import example, given
from hypothesis import strategies as st

from domain.election.counting import (
    Count,
    Place,
    bounds,
    cut,
    differences,
    first_round,
    follow,
    ranking,
)
from domain.election.terms import Few
from tests.domain.electing import terms

NAMES = [f"c{n}" for n in range(1, 16)]
VOTES = st.lists(st.integers(0, 9), max_size=15).map(
    lambda counts: dict(zip(NAMES, counts, strict=False))
)


def ahead_of(votes, one):
    return [other for other in votes if votes[other] > votes[one]]


def level_with(votes, one):
    return [other for other in votes if votes[other] == votes[one]]


def counted_again(votes, room):
    """Who has a vote and surely fits, who is level where the room ends, and how much room."""
    voted = {one for one in votes if votes[one]}
    sure = {one for one in voted if len(ahead_of(votes, one)) + len(level_with(votes, one)) <= room}
    tied = {one for one in voted - sure if len(ahead_of(votes, one)) < room}
    return sure, tied, room - len(sure) if tied else 0


@given(VOTES, st.integers(1, 6))
@example(dict(zip(NAMES, [7, 5, 4, 2, 2, 1], strict=False)), 4)
@example(dict(zip(NAMES, [0, 0, 0], strict=False)), 2)
@example(dict(zip(NAMES, [3, 3, 3], strict=False)), 2)
def test_two_ways_of_counting_agree(votes, room):
    found = cut(ranking(votes), room)
    assert (set(found.sure), set(found.tied), found.open) == counted_again(votes, room)


@given(VOTES)
def test_whoever_has_a_vote_has_one_place(votes):
    placed = [one for place in ranking(votes) for one in place.candidates]
    assert sorted(placed) == sorted(one for one in votes if votes[one] > 0)
    for place in ranking(votes):
        assert {votes[one] for one in place.candidates} == {place.votes}
        assert all(len(ahead_of(votes, one)) == place.rank - 1 for one in place.candidates)


@given(VOTES, st.integers(1, 6), st.data())
def test_who_follows_is_whom_counting_without_the_withdrawn_lets_in(votes, room, data):
    first = cut(ranking(votes), room)
    if not first.sure:
        return
    gone = data.draw(st.sampled_from(first.sure))
    still = [one for one in first.sure if one != gone]
    standing = [one for one in votes if one != gone]
    found = follow(ranking(votes), inside=still, standing=standing, room=room)
    counted = counted_again({one: votes[one] for one in standing}, room)
    assert ({*still, *found.sure}, set(found.tied), found.open) == counted


def test_nobody_follows_while_there_are_more_than_fit():
    places = ranking({"a": 3, "b": 2, "c": 2, "d": 1})
    assert follow(places, inside=("a", "b", "c"), standing="abcd", room=2) == cut((), 2)


def test_equals_share_a_place_and_the_next_place_is_skipped():
    assert ranking({"a": 3, "b": 5, "c": 3, "d": 1, "e": 0}) == (
        Place(rank=1, votes=5, candidates=("b",)),
        Place(rank=2, votes=3, candidates=("a", "c")),
        Place(rank=4, votes=1, candidates=("d",)),
    )


def test_an_election_begins_with_the_run_off_where_all_would_reach_it():
    assert [first_round(terms(), many) for many in (1, 4, 5)] == [2, 2, 1]
    assert first_round(terms(few=Few.BOTH_ROUNDS), 4) == 1


def test_a_ballot_of_several_votes_may_give_fewer():
    count = Count(ballots=10, invalid=2, votes={})
    assert bounds(count, 1) == (8, 8)
    assert bounds(count, 3) == (8, 24)


def test_differences_are_named():
    one = Count(ballots=10, invalid=2, votes={"a": 5, "b": 3})
    other = Count(ballots=9, invalid=2, votes={"a": 5, "b": 2})
    assert differences(one, one) == ()
    assert differences(one, other) == ("ballots", "b")
