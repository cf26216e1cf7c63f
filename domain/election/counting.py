"""Counting: from votes to who is placed. Pure functions, so that anybody can count again.

Candidates are pseudonyms. Who has no vote is not placed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pydantic import Field

from domain.election.terms import Few, Terms
from domain.value import Key, Value


class Count(Value):
    """What a teller counted in a round: ballots handed in, those that are invalid, and the votes
    for each candidate."""

    ballots: int = Field(ge=0)
    invalid: int = Field(ge=0)
    votes: dict[Key, int]


class Place(Value):
    """A place in the ranking, shared by the candidates with equally many votes: after two on
    place 1 comes place 3."""

    rank: int
    votes: int
    candidates: tuple[str, ...]


class Cut(Value):
    """Who is in for sure, and who is tied for the last `open` places, being more than these."""

    sure: tuple[str, ...]
    tied: tuple[str, ...] = ()
    open: int = 0


def ranking(votes: Mapping[str, int]) -> tuple[Place, ...]:
    """Rank the candidates with a vote, most votes first; those tied keep the order given."""
    places: list[Place] = []
    placed = 0
    for most in sorted({count for count in votes.values() if count > 0}, reverse=True):
        candidates = tuple(one for one, count in votes.items() if count == most)
        places.append(Place(rank=placed + 1, votes=most, candidates=candidates))
        placed += len(candidates)
    return tuple(places)


def cut(places: Sequence[Place], room: int) -> Cut:
    """Give the best `room` of a ranking, and who is tied where it ends within a place."""
    sure: list[str] = []
    for place in places:
        left = room - len(sure)
        if len(place.candidates) > left:
            return Cut(sure=tuple(sure), tied=place.candidates if left else (), open=left)
        sure.extend(place.candidates)
    return Cut(sure=tuple(sure))


def follow(
    places: Sequence[Place], *, inside: Collection[str], standing: Collection[str], room: int
) -> Cut:
    """Give who follows when fewer than `room` are inside: the best of those who stand and wait."""
    waiting = []
    for place in places:
        still = tuple(one for one in place.candidates if one in standing and one not in inside)
        waiting.append(place.model_copy(update={"candidates": still}))
    return cut(waiting, max(room - len(inside), 0))


def first_round(terms: Terms, candidates: int) -> int:
    """Give the round an election begins with: the run-off (2) where all would reach it anyway and
    the terms say so."""
    at_once = terms.few is Few.RUN_OFF_AT_ONCE and candidates <= terms.run_off
    return 2 if at_once else 1


def bounds(count: Count, votes_a_ballot: int) -> tuple[int, int]:
    """Give the least and the most votes that so many valid ballots can hold."""
    valid = count.ballots - count.invalid
    return valid, valid * votes_a_ballot


def differences(one: Count, other: Count) -> tuple[str, ...]:
    """Name where two counts differ: `ballots`, `invalid`, or a candidate."""
    figures = [
        name for name in ("ballots", "invalid") if getattr(one, name) != getattr(other, name)
    ]
    candidates = {**one.votes, **other.votes}
    return (*figures, *(c for c in candidates if one.votes.get(c, 0) != other.votes.get(c, 0)))
