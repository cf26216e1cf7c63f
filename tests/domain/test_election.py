"""The rules of an election, each where it says no and where it lets something happen."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain import rules
from domain.election.counting import Count
from domain.election.election import Election
from domain.election.values import Organisation
from domain.procedure.termin import Termin
from tests.domain.electing import (
    BEFORE,
    CALLED_AT,
    DEADLINE,
    MEETING,
    MEETS,
    OFFICE,
    OTHER,
    SEATS,
    STEERING,
    called,
    later,
    organisations,
    replayed,
    terms,
)

ROLL = organisations(3)
HELD_ON, INVITED_ON = MEETS.date(), BEFORE.date()


def call(roll=ROLL, deadline=DEADLINE, meeting=MEETING, by=OFFICE):
    return Election.call(
        terms=terms(), gremium=STEERING, roll=roll, deadline=deadline, meeting=meeting, by=by,
        at=CALLED_AT,
    )  # fmt: skip


def nominate(organisation="o1", candidate="c1", consent=True, by=OFFICE, at=BEFORE):
    return lambda election: election.nominate(
        organisation, candidate, consent=consent, by=by, at=at
    )


def hold(round=1, took_part=("o1", "o2", "o3"), at=MEETS, tellers=()):
    return lambda election: election.hold_round(round, took_part, tellers=tellers, by=OFFICE, at=at)


def enter(round=1, teller="t1", ballots=3, invalid=0, **votes):
    count = Count(ballots=ballots, invalid=invalid, votes=votes)
    return lambda election: election.enter_count(round, teller, count, by=OFFICE, at=MEETS)


def withdraw(organisation="o1", reason="Umzug", at=MEETS):
    return lambda election: election.withdraw(organisation, reason=reason, by=OFFICE, at=at)


def draw(*drawn, witnesses=("w1", "w2")):
    return lambda election: election.draw_lot(drawn, witnesses=witnesses, by=OFFICE, at=MEETS)


def conclude(since=HELD_ON, at=MEETS, existing=SEATS):
    return lambda election: election.conclude(since=since, existing=existing, by=OFFICE, at=at)


def abandon(reason="Falsche Sitze"):
    return lambda election: election.abandon(reason=reason, by=OFFICE, at=MEETS)


def postpone(meeting=MEETING, deadline=None, reason="Hochwasser", at=BEFORE):
    return lambda election: election.postpone(
        meeting, deadline=deadline, reason=reason, by=OFFICE, at=at
    )


EVERYTHING = (
    nominate(), hold(2), enter(2), withdraw(), draw("c1"), conclude(), postpone(),
    lambda election: election.strike("c1", reason="Gelöscht", by=OTHER, at=MEETS),
)  # fmt: skip


# Who and when ------------------------------------------------------------------------------


def test_only_the_office_holds_elections():
    with pytest.raises(rules.OnlyTheOfficeHoldsElections):
        call(by=OTHER)
    called().when(nominate(by=OTHER)).breaks(rules.OnlyTheOfficeHoldsElections)


def test_nothing_happens_before_what_happened():
    too_early = nominate("o2", "c2", at=CALLED_AT)
    called().nominated(1).when(too_early).breaks(rules.ItHappenedBeforeTheElectionsLastEvent)


def test_nothing_happens_after_the_result():
    stage = called().nominated(2).held(2).counted(3, 2)
    stage.concluded()
    for act in (*EVERYTHING, abandon()):
        stage.when(act).breaks(rules.TheElectionIsConcluded)


def test_nothing_happens_after_an_election_was_called_off():
    stage = called().nominated(2).held(2)
    stage.when(abandon(" ")).breaks(rules.AnAbandonmentNeedsAReason)
    stage.when(abandon()).then(Election.Abandoned)
    for act in (*EVERYTHING, abandon()):
        stage.when(act).breaks(rules.TheElectionIsAbandoned)
    assert replayed(stage.events).course.abandoned_at


# The roll and the invitation ---------------------------------------------------------------


def test_every_organisation_stands_on_the_roll_once():
    twice = [*organisations(2), Organisation(slug="o3", name="verein 1")]
    with pytest.raises(rules.AnOrganisationStandsOnceOnTheRoll) as refused:
        call(roll=twice)
    assert "verein 1" in refused.value.sentence
    again = Organisation(slug="o1", name="Neu")
    called().when(
        lambda election: election.add(again, reason="Antrag", by=OFFICE, at=BEFORE)
    ).breaks(rules.AnOrganisationStandsOnceOnTheRoll)


def test_a_change_of_the_roll_has_a_reason_and_comes_before_the_first_round():
    new = Organisation(slug="neu", name="Neuer Verein")

    def add(reason, at=BEFORE):
        return lambda election: election.add(new, reason=reason, by=OFFICE, at=at)

    def remove(slug, at=BEFORE):
        return lambda election: election.remove(slug, reason="Aufgelöst", by=OFFICE, at=at)

    stage = called().nominated(5)
    stage.when(add(" ")).breaks(rules.AChangeOfTheRollNeedsAReason)
    stage.when(add("Hatte keine Einladung")).then(Election.OrganisationAdded)
    stage.when(remove("o1")).breaks(rules.ItsNominationStands)
    stage.when(remove("o6")).then(Election.OrganisationRemoved)
    stage.when(remove("o6")).breaks(rules.TheOrganisationIsNotOnTheRoll)
    stage.held().when(add("Spät", MEETS)).breaks(rules.TheRollIsClosed)
    assert [*stage.election.course.roll] == ["o1", "o2", "o3", "o4", "o5", "neu"]


def test_who_stands_on_the_roll_is_invited():
    def invite(*slugs, on=INVITED_ON):
        return lambda election: election.invite(slugs, on=on, by=OFFICE, at=BEFORE)

    called().when(invite("o1", "o2")).then(Election.Invited)
    called().when(invite()).breaks(rules.SomebodyIsInvited)
    called().when(invite("x")).breaks(rules.TheOrganisationIsNotOnTheRoll)
    called().when(invite("o1", "o1")).breaks(rules.AnOrganisationIsNamedOnce)
    called().when(invite("o1", on=date(2019, 11, 11))).breaks(rules.ItLiesInTheFuture)


# Nominations -------------------------------------------------------------------------------


def test_an_organisation_puts_up_one_person_who_consents():
    stage = called()
    stage.when(nominate(consent=False)).breaks(rules.ACandidateConsents)
    (event,) = stage.when(nominate()).then(Election.Nominated)
    assert isinstance(event, Election.Nominated)
    assert event.consent
    sentence = stage.when(nominate(candidate="c2")).breaks(rules.AnOrganisationNominatesOne)
    assert "Verein 1" in sentence
    stage.when(nominate("o2", "c1")).breaks(rules.ThePersonIsACandidate)
    stage.when(nominate("x", "c9")).breaks(rules.TheOrganisationIsNotOnTheRoll)


def test_an_organisation_whose_candidate_withdrew_puts_up_another():
    stage = called().nominated(1).withdrawn("o1")
    stage.when(nominate(candidate="c2", at=DEADLINE)).then(Election.Nominated)
    assert stage.standing == {"c2"}


def test_the_deadline_ends_after_its_very_moment():
    called().when(nominate(at=DEADLINE)).then(Election.Nominated)
    too_late = nominate(at=later(microseconds=1))
    called().when(too_late).breaks(rules.NominationsAreClosed)


def test_a_deadline_in_berlin_is_one_moment_in_every_zone():
    # 23.59 in Berlin, in winter; one minute later the next day has begun there.
    deadline = datetime.fromisoformat("2019-11-15T23:59:00+01:00")
    in_time = datetime(2019, 11, 15, 22, 59, tzinfo=UTC)
    election = call(deadline=deadline)
    election.nominate("o1", "c1", consent=True, by=OFFICE, at=in_time)
    with pytest.raises(rules.NominationsAreClosed):
        election.nominate("o2", "c2", consent=True, by=OFFICE, at=in_time + timedelta(minutes=1))


def test_nominations_end_on_the_day_of_the_meeting_in_berlin_at_the_latest():
    call(deadline=datetime(2019, 11, 16, 22, 59, tzinfo=UTC))  # 23.59 in Berlin
    with pytest.raises(rules.NominationsEndBeforeTheMeeting):
        call(deadline=datetime(2019, 11, 16, 23, 0, tzinfo=UTC))
    vague = Termin(words="Mitte November 2019")
    assert call(deadline=DEADLINE, meeting=vague).course.deadline == DEADLINE


def test_a_deadline_lies_ahead():
    with pytest.raises(rules.TheDeadlineLiesAhead):
        call(deadline=CALLED_AT)


# Postponing --------------------------------------------------------------------------------

DECEMBER = Termin(words="7. Dezember 2019", begins=date(2019, 12, 7), ends=date(2019, 12, 7))


def test_a_postponement_may_move_the_deadline():
    moved = datetime(2019, 12, 1, 17, tzinfo=UTC)
    stage = called()
    stage.when(postpone(DECEMBER, moved)).then(Election.Postponed)
    stage.when(nominate(at=later(days=3))).then(Election.Nominated)
    stage.when(hold(2, at=later(days=4))).breaks(rules.NominationsAreStillOpen)


def test_without_another_deadline_the_first_one_stays():
    stage = called()
    stage.when(postpone(DECEMBER)).then(Election.Postponed)
    stage.when(nominate(at=later(seconds=1))).breaks(rules.NominationsAreClosed)


def test_a_postponement_has_a_reason_and_comes_before_the_meeting():
    called().when(postpone(reason="")).breaks(rules.APostponementNeedsAReason)
    called().when(postpone(deadline=CALLED_AT)).breaks(rules.TheDeadlineLiesAhead)
    late = later(days=10)
    called().when(postpone(deadline=late)).breaks(rules.NominationsEndBeforeTheMeeting)
    stage = called().nominated(2).held(2)
    stage.when(postpone(at=MEETS)).breaks(rules.OnlyAMeetingToComeIsPostponed)


# Rounds and counts -------------------------------------------------------------------------


def test_a_round_is_held_after_the_deadline_by_organisations_on_the_roll():
    stage = called().nominated(5)
    stage.when(hold(at=BEFORE)).breaks(rules.NominationsAreStillOpen)
    assert "der erste Wahlgang" in stage.when(hold(2)).breaks(rules.AnotherRoundIsDue)
    stage.when(hold(took_part=())).breaks(rules.SomebodyTakesPart)
    stage.when(hold(took_part=("x",))).breaks(rules.TheOrganisationIsNotOnTheRoll)
    stage.when(hold(took_part=("o1", "o1"))).breaks(rules.AnOrganisationIsNamedOnce)
    stage.when(hold()).then(Election.RoundHeld)


def test_who_took_part_is_corrected_while_the_round_is_counted():
    stage = called().nominated(5).held(voters=3).tells("t1", 1, 1, 1, 0, 0)
    stage.when(hold(took_part=("o1", "o2"))).breaks(rules.TooManyBallots)
    stage.when(hold(took_part=("o1", "o2", "o3", "o4"))).then(Election.RoundHeld)
    stage.when(enter(teller="t2", c1=1, c2=1, c3=1)).then(
        Election.CountEntered, Election.RoundDecided
    )


def test_two_tellers_must_agree_before_a_round_is_decided():
    stage = called().nominated(5).held(voters=3)
    stage.when(enter(c1=2, c2=1)).then(Election.CountEntered)
    stage.when(enter(teller="t2", c1=1, c2=2)).then(Election.CountEntered)
    stage.when(enter(teller="t3", c1=2, c2=1)).breaks(rules.TwoTellersCount)
    stage.when(hold(2)).breaks(rules.AnotherRoundIsDue)
    # Either may count once more, in place of what was entered before.
    *_, decided = stage.when(enter(teller="t2", c1=2, c2=1)).then(
        Election.CountEntered, Election.RoundDecided
    )
    assert isinstance(decided, Election.RoundDecided)
    assert decided.count.votes == {"c1": 2, "c2": 1, "c3": 0, "c4": 0, "c5": 0}
    assert decided.terms == terms()


def test_one_teller_twice_is_one_count():
    stage = called().nominated(5).held(voters=3)
    stage.when(enter(c1=2, c2=1)).then(Election.CountEntered)
    stage.when(enter(c1=2, c2=1)).then(Election.CountEntered)


def test_there_are_no_more_ballots_than_organisations_that_took_part():
    stage = called().nominated(5).held(voters=3)
    sentence = stage.when(enter(ballots=4, c1=4)).breaks(rules.TooManyBallots)
    assert "Stimmzettel (4)" in sentence
    assert "als Organisationen, die teilgenommen haben (3)" in sentence


def test_the_sums_of_a_count_are_checked():
    stage = called().nominated(5).held(voters=3)
    stage.when(enter(ballots=2, invalid=3)).breaks(rules.MoreAreInvalidThanHandedIn)
    stage.when(enter(c9=3)).breaks(rules.TheBallotDoesNotNameThem)
    stage.when(enter(c1=2)).breaks(rules.TheVotesDoNotAddUp)
    stage.when(enter(c1=3, c2=1)).breaks(rules.TheVotesDoNotAddUp)
    stage.when(enter(invalid=1, c1=2)).then(Election.CountEntered)


def test_a_ballot_of_two_votes_gives_one_or_two():
    stage = called(votes_a_ballot=2).nominated(5).held(voters=3)
    assert "3 bis 6" in stage.when(enter(c1=2)).breaks(rules.TheVotesDoNotAddUp)
    stage.when(enter(c1=3, c2=4)).breaks(rules.TheVotesDoNotAddUp)
    stage.when(enter(c1=3, c2=3)).then(Election.CountEntered)


def test_two_persons_are_named_who_count():
    stage = called().nominated(5)
    for one in (("t1",), ("t1", "t1"), ("t1", "t2", "t3")):
        stage.when(hold(tellers=one)).breaks(rules.TwoPersonsCount)
    stage.when(hold(tellers=("t1", "c2"))).breaks(rules.CandidatesNeitherCountNorWitness)
    stage.when(hold(tellers=("t1", "t2"))).then(Election.RoundHeld)
    stage.when(enter(teller="t3", c1=3)).breaks(rules.OnlyTheNamedTellersCount)
    stage.when(enter(c1=3)).then(Election.CountEntered)
    # Whoever has counted stays; the other one may be replaced.
    stage.when(hold(tellers=("t3", "t2"))).breaks(rules.WhoCountedStaysATeller)
    stage.when(hold(tellers=("t3", "t1"))).then(Election.RoundHeld)
    stage.when(hold(took_part=("o1", "o2", "o3", "o4"))).then(Election.RoundHeld)
    stage.when(enter(teller="t2", c1=3)).breaks(rules.OnlyTheNamedTellersCount)
    stage.when(enter(teller="t3", c1=3)).then(Election.CountEntered, Election.RoundDecided)


def test_candidates_do_not_count():
    stage = called().nominated(5).held(voters=3)
    stage.when(enter(teller="c2", c1=3)).breaks(rules.CandidatesNeitherCountNorWitness)


def test_a_round_is_counted_that_was_held():
    called().nominated(5).when(enter(c1=3)).breaks(rules.NoSuchRoundIsCounted)
    stage = called().nominated(5).held(voters=3)
    assert "Stichwahl" in stage.when(enter(round=2, c1=3)).breaks(rules.NoSuchRoundIsCounted)


# Withdrawing -------------------------------------------------------------------------------


def test_who_no_longer_stands_has_a_reason_and_stood():
    stage = called().nominated(1)
    stage.when(withdraw(reason=" ")).breaks(rules.AWithdrawnNominationNeedsAReason)
    assert "Verein 2" in stage.when(withdraw("o2")).breaks(rules.NobodyWasPutUp)
    stage.when(withdraw("x")).breaks(rules.TheOrganisationIsNotOnTheRoll)


def test_nobody_withdraws_while_a_round_is_counted():
    stage = called().nominated(5).held()
    stage.when(withdraw()).breaks(rules.ACandidateStaysInARound)
    stage.counted(2, 1, 1, 1, 0).held(2)
    stage.when(withdraw()).breaks(rules.ACandidateStaysInARound)
    stage.counted(3, 2, 1, 0).when(withdraw()).then(Election.NominationWithdrawn)


# The lot -----------------------------------------------------------------------------------


def tied_for_a_seat(**values):
    return called(**values).nominated(3).held(2).counted(3, 1, 1)


def test_a_lot_is_drawn_among_the_tied_before_two_witnesses():
    called().when(draw("c1")).breaks(rules.NoLotIsDue)
    stage = tied_for_a_seat()
    stage.when(conclude()).breaks(rules.TheLotComesFirst)
    stage.when(hold(2)).breaks(rules.TheLotComesFirst)
    stage.when(draw("c1")).breaks(rules.TheLotIsAmongTheTied)
    stage.when(draw()).breaks(rules.TheLotFillsThePlaces)
    stage.when(draw("c2", "c3")).breaks(rules.TheLotFillsThePlaces)
    stage.when(draw("c2", witnesses=("w1", "w1"))).breaks(rules.ALotHasTwoWitnesses)
    candidate_sees = draw("c2", witnesses=("w1", "c3"))
    stage.when(candidate_sees).breaks(rules.CandidatesNeitherCountNorWitness)
    (event,) = stage.when(draw("c3")).then(Election.LotDrawn)
    assert isinstance(event, Election.LotDrawn)
    assert (event.among, event.drawn, event.witnesses) == (("c2", "c3"), ("c3",), ("w1", "w2"))
    assert stage.concluded() == (["c1", "c3"], ())


# The result --------------------------------------------------------------------------------


def test_a_result_needs_a_decided_run_off():
    stage = called().nominated(5)
    stage.when(conclude(at=BEFORE)).breaks(rules.NominationsAreStillOpen)
    stage.when(conclude()).breaks(rules.TheElectionIsNotDecided)
    stage.held().when(conclude()).breaks(rules.TheElectionIsNotDecided)
    sentence = stage.counted(2, 1, 1, 1, 0).when(conclude()).breaks(rules.TheElectionIsNotDecided)
    assert "die Stichwahl" in sentence
    stage.held(2).counted(3, 2, 1, 0)
    stage.when(hold(2)).breaks(rules.NobodyStandsForElection)
    day_before = conclude(since=date(2019, 11, 15))
    stage.when(day_before).breaks(rules.NobodyIsSeatedBeforeTheRunOff)
    stage.when(conclude(existing=("mso-1",))).breaks(rules.TheElectedSeatHasEnded)
    stage.when(conclude()).then(Election.Concluded)


def test_a_replay_asks_no_rule():
    stage = tied_for_a_seat().drawn("c2")
    stage.concluded()
    assert replayed(stage.events).course.concluded_at
    # A history that today's rules would refuse: a nomination after the deadline, from nowhere; a
    # run-off nobody took part in; a single witness; a count of no round.
    called_, *_ = called().events
    assert isinstance(called_, Election.Called)
    late = Election.Nominated(
        originator_id=called_.originator_id, originator_version=2, timestamp=later(days=9),
        organisation="nobody", candidate="c1", consent=False, by=OTHER,
    )  # fmt: skip
    gone = Election.OrganisationRemoved(
        originator_id=called_.originator_id, originator_version=3, timestamp=CALLED_AT,
        organisation="nobody", reason="", by=OTHER,
    )  # fmt: skip
    invited = Election.Invited(
        originator_id=called_.originator_id, originator_version=4, timestamp=CALLED_AT,
        organisations=("nobody",), on=date(2030, 1, 1), by=OTHER,
    )  # fmt: skip
    held = Election.RoundHeld(
        originator_id=called_.originator_id, originator_version=5, timestamp=CALLED_AT, round=2,
        took_part=(), candidates=("c1",), by=OTHER,
    )  # fmt: skip
    decided = Election.RoundDecided(
        originator_id=called_.originator_id, originator_version=6, timestamp=CALLED_AT, round=2,
        count=Count(ballots=0, invalid=9, votes={}), ranking=(), tied=("c1",), lots=1,
        terms=called_.terms, by=OTHER,
    )  # fmt: skip
    drawn = Election.LotDrawn(
        originator_id=called_.originator_id, originator_version=7, timestamp=CALLED_AT, round=2,
        among=(), drawn=("c1",), witnesses=("w1",), by=OTHER,
    )  # fmt: skip
    counted = Election.CountEntered(
        originator_id=called_.originator_id, originator_version=8, timestamp=CALLED_AT, round=9,
        teller="c1", count=Count(ballots=99, invalid=100, votes={"x": 1}), by=OTHER,
    )  # fmt: skip
    history = [called_, late, gone, invited, held, decided, drawn, counted]
    for many in range(1, len(history) + 1):
        assert replayed(history[:many]).course.version == many
    course = replayed(history).course
    assert [*course.stand.values()] == ["c1"]
    assert course.elected == ("c1",)
