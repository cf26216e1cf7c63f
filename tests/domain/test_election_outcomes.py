"""Who is elected: ties, few candidates, withdrawals between the rounds, and an election as large as
the one that was held on 11 January 2020."""

import pytest

from domain import rules
from domain.election.election import Election
from domain.election.rounds import Lot
from domain.election.terms import Few, TieOnSeat, TieToRunOff, Withdrawal
from tests.domain.electing import called, replayed


def test_fifteen_candidates_and_thirty_one_voters():
    stage = called(40).nominated(15).held(voters=31)
    stage.counted(6, 5, 4, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1, 0, 0, invalid=1)
    assert stage.standing == {"c1", "c2", "c3", "c4"}
    stage.held(2, voters=30).counted(7, 12, 5, 6)
    assert stage.concluded() == (["c2", "c1"], ())
    again = replayed(stage.events).course
    assert (again.elected, again.stage) == (("c2", "c1"), "concluded")


def test_all_tied_for_the_fourth_place_go_into_the_run_off():
    stage = called(20).nominated(7).held().counted(6, 4, 3, 2, 2, 2, 1)
    assert stage.standing == {"c1", "c2", "c3", "c4", "c5", "c6"}


def test_or_a_lot_is_drawn_for_the_fourth_place():
    stage = called(20, tie_to_run_off=TieToRunOff.LOT).nominated(7)
    stage.held().counted(6, 4, 3, 2, 2, 2, 1)
    with pytest.raises(rules.TheLotComesFirst):
        stage.held(2)
    assert stage.drawn("c5").standing == {"c1", "c2", "c3", "c5"}


def test_who_has_no_vote_does_not_go_on():
    stage = called(20).nominated(6).held().counted(12, 8, 0, 0, 0, 0)
    assert stage.standing == {"c1", "c2"}


def test_a_tie_on_the_second_seat_is_decided_by_lot():
    stage = called(20).nominated(4).held(2).counted(10, 5, 5, 0)
    assert stage.drawn("c3").concluded() == (["c1", "c3"], ())


def test_or_leaves_the_seat_vacant():
    stage = called(20, tie_on_seat=TieOnSeat.VACANT).nominated(4).held(2).counted(10, 5, 5, 0)
    assert stage.concluded() == (["c1"], ("mso-2",))


def test_three_tied_on_the_first_place_draw_for_both_seats():
    stage = called(20).nominated(3).held(2).counted(5, 5, 5)
    assert stage.drawn("c3", "c1").concluded() == (["c3", "c1"], ())


def test_two_tied_on_the_first_place_take_both_seats():
    stage = called(20).nominated(3).held(2).counted(3, 8, 8)
    assert stage.concluded() == (["c2", "c3"], ())


def test_without_a_candidate_both_seats_stay_vacant():
    stage = called()
    with pytest.raises(rules.NobodyStandsForElection):
        stage.held(2)
    assert stage.concluded() == ([], ("mso-1", "mso-2"))


def test_one_candidate_takes_the_first_seat():
    stage = called().nominated(1).held(2).counted(4)
    assert stage.concluded() == (["c1"], ("mso-2",))


def test_a_candidate_without_a_vote_is_not_elected():
    stage = called().nominated(1).held(2).counted(0, invalid=6)
    assert stage.concluded() == ([], ("mso-1", "mso-2"))


@pytest.mark.parametrize("many", [1, 2, 4])
def test_few_candidates_go_into_the_run_off_at_once(many):
    assert called().nominated(many).next_round == 2


def test_five_candidates_need_both_rounds():
    assert called().nominated(5).next_round == 1


def test_or_few_candidates_go_through_both_rounds():
    stage = called(few=Few.BOTH_ROUNDS).nominated(4)
    stage.held(1).counted(3, 2, 1, 0).held(2).counted(4, 1, 1)
    assert stage.drawn("c2").concluded() == (["c1", "c2"], ())


def test_two_candidates_take_the_seats_by_their_votes():
    assert called().nominated(2).held(2).counted(2, 4).concluded() == (["c2", "c1"], ())


def test_the_next_in_the_ranking_moves_up():
    stage = called(30).nominated(6).held().counted(9, 7, 5, 3, 2, 1)
    stage.withdrawn("o2")
    assert stage.standing == {"c1", "c3", "c4", "c5"}
    withdrawn = stage.events[-1]
    assert isinstance(withdrawn, Election.NominationWithdrawn)
    assert withdrawn.moves_up == ("c5",)


def test_all_who_are_tied_move_up():
    stage = called(30).nominated(7).held().counted(9, 7, 5, 3, 2, 2, 0)
    assert stage.withdrawn("o1").standing == {"c2", "c3", "c4", "c5", "c6"}


def test_nobody_moves_up_while_four_are_left():
    stage = called(30).nominated(7).held().counted(9, 7, 5, 3, 3, 2, 1)
    assert stage.withdrawn("o4").standing == {"c1", "c2", "c3", "c5"}
    assert stage.withdrawn("o5").standing == {"c1", "c2", "c3", "c6"}


def test_who_withdrew_does_not_move_up():
    stage = called(30).nominated(6).held().counted(9, 7, 5, 3, 2, 1)
    stage.withdrawn("o5").withdrawn("o1")
    assert stage.standing == {"c2", "c3", "c4", "c6"}


def test_who_has_no_vote_does_not_move_up():
    stage = called(30).nominated(5).held().counted(9, 7, 5, 3, 0).withdrawn("o1")
    assert stage.standing == {"c2", "c3", "c4"}


def test_after_a_lot_those_it_did_not_fall_on_move_up_together():
    stage = called(30, tie_to_run_off=TieToRunOff.LOT).nominated(6)
    stage.held().counted(9, 7, 5, 3, 3, 3).drawn("c5").withdrawn("o1")
    assert stage.standing == {"c2", "c3", "c5", "c4", "c6"}


def test_or_nobody_moves_up():
    stage = called(30, withdrawal=Withdrawal.NOT_REPLACED).nominated(6)
    stage.held().counted(9, 7, 5, 3, 2, 1)
    assert stage.withdrawn("o2").standing == {"c1", "c3", "c4"}


def test_withdrawals_before_the_first_round_may_make_it_needless():
    stage = called().nominated(5)
    assert stage.withdrawn("o5").next_round == 2


def test_when_all_withdraw_between_the_rounds_the_seats_stay_vacant():
    stage = called(few=Few.BOTH_ROUNDS).nominated(2).held(1).counted(3, 3)
    stage.withdrawn("o1").withdrawn("o2")
    assert stage.concluded() == ([], ("mso-1", "mso-2"))


def test_a_tied_one_who_withdraws_leaves_the_lot():
    stage = called(20).nominated(4).held(2).counted(8, 4, 4, 4)
    assert stage.withdrawn("o3").election.course.lot == Lot(2, ("c2", "c4"), 1)
    assert stage.drawn("c4").concluded() == (["c1", "c4"], ())


def test_no_lot_is_due_any_more_where_the_rest_fit():
    stage = called(20).nominated(3).held(2).counted(10, 5, 5).withdrawn("o2")
    assert stage.election.course.lot is None
    assert stage.concluded() == (["c1", "c3"], ())


def test_a_tied_one_leaves_the_lot_for_the_run_off_too():
    stage = called(20, tie_to_run_off=TieToRunOff.LOT).nominated(6)
    stage.held().counted(6, 5, 4, 2, 2, 1).withdrawn("o5")
    assert stage.standing == {"c1", "c2", "c3", "c4"}
    assert stage.next_round == 2


def test_who_is_elected_and_declines_gives_one_more_place_to_the_lot():
    stage = called(20).nominated(4).held(2).counted(8, 4, 4, 4).withdrawn("o1")
    assert stage.election.course.lot == Lot(2, ("c2", "c3", "c4"), 2)
    assert stage.drawn("c4", "c2").concluded() == (["c4", "c2"], ())


def test_the_next_in_the_run_off_moves_up_for_who_declines():
    stage = called(20).nominated(4).held(2).counted(8, 6, 4, 2).withdrawn("o2")
    assert stage.concluded() == (["c1", "c3"], ())


def test_a_lot_is_drawn_where_several_are_next():
    stage = called(20).nominated(4).held(2).counted(8, 6, 3, 3).withdrawn("o2")
    assert stage.election.course.lot == Lot(2, ("c3", "c4"), 1)
    assert stage.drawn("c4").concluded() == (["c1", "c4"], ())


def test_or_the_seat_stays_vacant():
    stage = called(20, withdrawal=Withdrawal.NOT_REPLACED).nominated(4)
    stage.held(2).counted(8, 6, 4, 2).withdrawn("o1")
    assert stage.concluded() == (["c2"], ("mso-2",))
    tied = called(20, tie_on_seat=TieOnSeat.VACANT).nominated(4).held(2).counted(8, 6, 3, 3)
    assert tied.withdrawn("o2").concluded() == (["c1"], ("mso-2",))


def test_after_a_lot_those_it_did_not_fall_on_are_next():
    stage = called(20).nominated(4).held(2).counted(8, 4, 4, 4).drawn("c3").withdrawn("o3")
    assert stage.election.course.lot == Lot(2, ("c2", "c4"), 1)
    assert stage.drawn("c2").concluded() == (["c1", "c2"], ())


def test_nobody_is_seated_who_is_erased_while_the_run_off_is_counted():
    stage = called(20).nominated(4).held(2).struck("c1").counted(8, 6, 4, 2)
    assert stage.concluded() == (["c2", "c3"], ())
    assert replayed(stage.events).course.elected == ("c2", "c3")


def test_nobody_goes_into_the_run_off_who_is_erased_while_the_first_round_is_counted():
    stage = called(30).nominated(6).held().struck("c3").counted(9, 7, 5, 3, 2, 1)
    assert stage.standing == {"c1", "c2", "c4", "c5"}


def test_an_erased_candidate_stands_no_longer_at_any_moment():
    assert called(30).nominated(3).struck("c2").standing == {"c1", "c3"}
    decided = called(30).nominated(3).held(2).counted(12, 10, 8).struck("c1")
    assert decided.concluded() == (["c2", "c3"], ())
    assert called(30).nominated(2).struck("nobody").standing == {"c1", "c2"}
