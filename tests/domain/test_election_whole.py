"""An election as a whole, from ballots through withdrawals and lots to the seats, held against a
counting written a second, different time: after each step everything is counted anew, from the
ballots, among those who still stand."""

from collections import Counter
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from domain.election.terms import Withdrawal
from tests.domain.electing import SEATS, Stage, called, replayed

RUN_OFF = 4


@dataclass
class ByHand:
    """What somebody with all ballots on the table would say."""

    replaced: bool
    standing: list[str]
    places: int = 0
    ballots: list[str | None] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)

    @property
    def votes(self) -> Counter[str]:
        return Counter(one for one in self.ballots if one is not None)

    def fits(self, one: str, *, with_equals: bool) -> bool:
        """Whether fewer are ahead than there are places, those with as many votes counted too."""
        rest = [other for other in self.standing if other not in self.drawn]
        votes, places = self.votes, self.places - len(self.drawn)
        ahead = sum(votes[other] > votes[one] for other in rest)
        equal = sum(votes[other] == votes[one] for other in rest) if with_equals else 1
        return votes[one] > 0 and ahead + equal <= places

    def inside(self, *, with_equals: bool = True) -> set[str]:
        rest = {one for one in self.standing if one not in self.drawn}
        return {one for one in rest if self.fits(one, with_equals=with_equals)} | {*self.drawn}

    def tied(self) -> set[str]:
        return self.inside(with_equals=False) - self.inside()

    def leaves(self, one: str) -> None:
        was_inside = one in (self.inside() if self.ballots else set())
        self.standing = [other for other in self.standing if other != one]
        self.drawn = [other for other in self.drawn if other != one]
        self.places -= was_inside and not self.replaced


def vote(data: st.DataObject, stage: Stage, voters: int) -> list[str | None]:
    """Let organisations vote on paper, and two tellers count."""
    on_ballot = list(stage.election.course.standing)
    choice = st.sampled_from([*on_ballot, None])
    ballots = data.draw(st.lists(choice, min_size=voters, max_size=voters))
    round = stage.next_round
    assert round
    stage.held(round, voters)
    votes = Counter(ballots)
    stage.counted(*(votes[one] for one in on_ballot), invalid=votes[None])
    return ballots


def withdraw(data: st.DataObject, stage: Stage, by_hand: ByHand) -> None:
    """Let some of them withdraw."""
    up = stage.election.course.stand
    some = st.lists(st.sampled_from([*up]), unique=True, max_size=2) if up else st.just([])
    for organisation in data.draw(some):
        by_hand.leaves(up[organisation])
        stage.withdrawn(organisation)


@given(st.integers(0, 9), st.integers(1, 16), st.sampled_from(Withdrawal), st.data())
def test_an_election_seats_whom_counting_by_hand_seats(many, voters, withdrawal, data):
    stage = called(16, withdrawal=withdrawal).nominated(many)
    replaced = withdrawal is Withdrawal.NEXT_MOVES_UP
    by_hand = ByHand(replaced, [f"c{n}" for n in range(1, many + 1)])
    withdraw(data, stage, by_hand)
    if len(by_hand.standing) > RUN_OFF:
        by_hand.places, by_hand.ballots = RUN_OFF, vote(data, stage, voters)
        first = by_hand.inside(with_equals=False)
        by_hand.standing = [one for one in by_hand.standing if replaced or one in first]
        withdraw(data, stage, by_hand)
        in_run_off = by_hand.inside(with_equals=False) if replaced else {*by_hand.standing}
        assert stage.standing == in_run_off
        by_hand.standing = [one for one in by_hand.standing if one in in_run_off]
    by_hand.places, by_hand.ballots = len(SEATS), []
    if by_hand.standing:
        by_hand.ballots = vote(data, stage, voters)
        withdraw(data, stage, by_hand)
        while lot := stage.election.course.lot:
            assert {*lot.tied} == by_hand.tied()
            assert lot.places == by_hand.places - len(by_hand.inside())
            order = data.draw(st.permutations(lot.tied))
            by_hand.drawn += order[: lot.places]
            stage.drawn(*order[: lot.places])
            withdraw(data, stage, by_hand)
    assert not by_hand.tied()
    seated, vacant = stage.concluded()
    assert {*seated} == by_hand.inside()
    assert len(seated) + len(vacant) == len(SEATS)
    assert replayed(stage.events).course.elected == tuple(seated)
