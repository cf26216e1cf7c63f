"""The procedure holds from day to day: constituted, amended, dated, with a source for each rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain import rules
from domain.election.terms import Terms
from domain.gremium import Kind
from domain.procedure import Procedure
from domain.procedure.content import (
    Content,
    EndedSeat,
    Milestone,
    Resolution,
    RuleOfProcedure,
    SeatOf,
)
from domain.procedure.rules_of_procedure import Quorum
from domain.procedure.seats import Body, Filled, VoteGroup
from domain.procedure.termin import Termin
from tests import lip
from tests.domain.proceeding import (
    FIRST,
    GEWAEHLT,
    LEITUNG,
    OFFICE,
    SECOND,
    STEERING,
    constituted,
    content,
    noon,
)

TERMS = Terms(slug="wahl", name="Wahl", body="lenkungskreis", seats=("gewaehlt",))


def amended(procedure: Procedure, resolution: Resolution = SECOND, **told: Any) -> Procedure:
    procedure.amend(resolution=resolution, content=Content(**told), by=OFFICE, at=noon(2019, 12, 1))
    return procedure


@pytest.mark.parametrize(
    ("day", "votes", "resolutions"),
    [
        (date(2019, 10, 31), None, []),
        (date(2019, 11, 1), 23, ["2472/2019"]),
        (date(2019, 11, 30), 23, ["2472/2019"]),
        (date(2019, 12, 1), 25, ["2472/2019", "2822/2019"]),
        (date(2022, 9, 1), 25, ["2472/2019", "2822/2019"]),
    ],
)
def test_the_lip_of_hannover_on_each_day(
    day: date, votes: int | None, resolutions: list[str]
) -> None:
    ordnung = lip.procedure().on(day)
    assert [resolution.number for resolution in ordnung.resolutions] == resolutions
    assert ordnung.constituted is (votes is not None)
    if votes:
        assert ordnung.votes("lenkungsgruppe") == votes


def test_a_rule_holds_from_its_own_day_and_says_which() -> None:
    later = RuleOfProcedure(
        key="quorum", value="two_thirds", source="Beschluss vom 10.01.", since=date(2020, 1, 10)
    )
    procedure = amended(constituted(), rules=(later,))
    before, after = procedure.on(date(2020, 1, 9)), procedure.on(date(2020, 1, 10))
    assert before.rules.quorum is Quorum.HALF
    assert (before.resolved["quorum"].since, before.resolved["quorum"].source) == (
        date(2019, 11, 1), "17/2019",
    )  # fmt: skip
    assert after.rules.quorum is Quorum.TWO_THIRDS
    assert after.resolved["quorum"].source == "Beschluss vom 10.01."


def test_an_amendment_recorded_late_holds_from_its_day() -> None:
    third = Resolution(number="19/2019", title="Noch eine", since=date(2019, 11, 15))
    shared = VoteGroup(slug="g", body="lenkungskreis", seats=("leitung", "gewaehlt"))
    procedure = amended(amended(constituted()), third, vote_groups=(shared,))
    assert procedure.on(date(2019, 11, 14)).votes("lenkungskreis") == 2
    assert procedure.on(date(2019, 11, 15)).votes("lenkungskreis") == 1
    assert [r.number for r in procedure.on(date(2020, 1, 1)).resolutions] == [
        "17/2019", "19/2019", "18/2019",
    ]  # fmt: skip


def test_what_does_not_fold_is_never_recorded() -> None:
    nowhere = SeatOf(body="rat", seat=LEITUNG)
    with pytest.raises(rules.TheContentDoesNotFit, match="Ein Gremium „rat“ gibt es nicht"):
        amended(constituted(), seats=(nowhere,))
    with pytest.raises(rules.TheContentDoesNotFit, match="„halb“ gibt es für „quorum“ nicht"):
        constituted(rules=(RuleOfProcedure(key="quorum", value="halb", source="x"),))
    with pytest.raises(rules.TheContentDoesNotFit, match="Es fehlt eine Lenkungsgruppe"):
        constituted(bodies=())
    with pytest.raises(rules.TheContentDoesNotFit, match="gibt es schon; es gibt nur eines"):
        constituted(bodies=(*content().bodies, Body(slug="b", kind=Kind.STEERING, name="B")))


def test_what_a_later_amendment_needs_does_not_end_earlier() -> None:
    shared = VoteGroup(slug="g", body="lenkungskreis", seats=("leitung", "gewaehlt"))
    procedure = amended(constituted(), vote_groups=(shared,))
    earlier = Resolution(number="19/2019", title="Früher", since=date(2019, 11, 15))
    ended = EndedSeat(body="lenkungskreis", seat="gewaehlt")
    with pytest.raises(rules.TheContentDoesNotFit, match="Einen Sitz „gewaehlt“ hat"):
        amended(procedure, earlier, ended_seats=(ended,))


def test_a_shared_vote_never_adds_one() -> None:
    shared = VoteGroup(slug="g", body="lenkungskreis", seats=("leitung", "gewaehlt"))
    procedure = amended(constituted(), vote_groups=(shared,))
    silent = tuple(
        SeatOf(body="lenkungskreis", seat=seat.model_copy(update={"votes": False}))
        for seat in (LEITUNG, GEWAEHLT)
    )
    third = Resolution(number="19/2019", title="Ohne Stimme", since=date(2020, 1, 1))
    with pytest.raises(rules.TheContentDoesNotFit, match="die gemeinsame Stimme „g“ nennt ihn"):
        amended(procedure, third, seats=silent)
    procedure.trigger_event(
        Procedure.Amended, resolution=third, content=Content(seats=silent), by=OFFICE,
        timestamp=noon(2020, 1, 1),
    )  # fmt: skip
    assert procedure.on(date(2019, 12, 31)).votes("lenkungskreis") == 1
    assert procedure.on(date(2020, 1, 1)).votes("lenkungskreis") == 0


def test_a_seat_an_election_fills_is_not_filled_otherwise() -> None:
    procedure = constituted(elections=(TERMS,))
    sent = GEWAEHLT.model_copy(update={"filled": Filled.SENT})
    with pytest.raises(rules.TheContentDoesNotFit, match="die Wahl „wahl“ nennt ihn"):
        amended(procedure, seats=(SeatOf(body="lenkungskreis", seat=sent),))
    whole = STEERING.model_copy(update={"seats": (LEITUNG, sent)})
    with pytest.raises(rules.TheContentDoesNotFit, match="die Wahl „wahl“ nennt ihn"):
        amended(procedure, bodies=(whole,))


@pytest.mark.parametrize("days", [True, "28", 0, 3651, 3_000_000])
def test_a_deadline_has_a_whole_number_of_days(days: object) -> None:
    value = [{"kind": "council", "days": days}]
    rule = RuleOfProcedure(key="deadlines", value=value, source="x")
    with pytest.raises(rules.TheContentDoesNotFit):
        constituted(rules=(rule,))
    procedure = constituted()
    procedure.trigger_event(  # recorded before there was a bound
        Procedure.Amended, resolution=SECOND, content=Content(rules=(rule,)), by=OFFICE,
        timestamp=noon(2020, 1, 1),
    )  # fmt: skip
    assert procedure.on(date(2020, 1, 1)).rules.deadlines == ()


def test_a_log_that_holds_what_does_not_fit_is_still_read() -> None:
    wrong = Content(
        seats=(SeatOf(body="rat", seat=LEITUNG),),
        ended_seats=(EndedSeat(body="rat", seat="x"),),
        rules=(
            RuleOfProcedure(key="quorum", value="halb", source="x"),
            RuleOfProcedure(key="unbekannt", value=1, source="x"),
        ),
    )
    procedure = constituted()
    procedure.trigger_event(
        Procedure.Amended, resolution=SECOND, content=wrong, by=OFFICE, timestamp=noon(2020, 1, 1)
    )
    procedure.trigger_event(
        Procedure.RecutAgreed, number=7, since=FIRST.since, by=OFFICE, timestamp=noon(2020, 1, 1)
    )
    ordnung = procedure.on(date(2020, 1, 1))
    assert ordnung.rules.quorum is Quorum.HALF
    assert ordnung.votes("lenkungskreis") == 2


def test_a_seat_is_replaced_by_an_amendment() -> None:
    renamed = LEITUNG.model_copy(update={"title": "Leitung, neu"})
    procedure = amended(constituted(), seats=(SeatOf(body="lenkungskreis", seat=renamed),))
    assert procedure.on(date(2019, 12, 1)).bodies["lenkungskreis"].seats == (renamed, GEWAEHLT)
    assert procedure.on(date(2019, 11, 30)).bodies["lenkungskreis"].seats == STEERING.seats


def test_a_resolution_is_recorded_once_and_follows_the_first() -> None:
    with pytest.raises(rules.TheResolutionIsKnown):
        amended(constituted(), FIRST)
    early = Resolution(number="16/2019", title="Früher", since=date(2019, 10, 31))
    with pytest.raises(rules.AnAmendmentFollows, match=r"01\.11\.2019"):
        amended(constituted(), early)


def test_an_amendment_that_moves_a_date_says_why() -> None:
    moved = Milestone(slug="wahl", name="Wahl", planned=Termin(words="7. Dezember 2019"))
    with pytest.raises(rules.TheContentDoesNotFit, match="Nennen Sie den Grund"):
        amended(constituted(), milestones=(moved,))
    reasoned = moved.model_copy(update={"reason": "Zu wenige Anmeldungen", "source": "18/2019"})
    told = amended(constituted(), milestones=(reasoned,)).dates(date(2019, 12, 1))["wahl"]
    assert [one.planned.words for one in told if one.planned] == [
        "Mitte November 2019", "7. Dezember 2019",
    ]  # fmt: skip
    assert told[1].reason == "Zu wenige Anmeldungen"
