"""Who holds which seat: the rules of taking one, leaving it, and standing in for its holder."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from domain import rules
from domain.aggregate import fold
from domain.besetzung import Besetzung
from domain.composition import Gender, Migration
from domain.procedure.seats import Body
from review_service.acts.besetzungen import OPERATOR
from tests import lip

AT = datetime(2020, 1, 7, 12, tzinfo=UTC)
FIRST, LATER, LAST = date(2020, 1, 1), date(2020, 1, 15), date(2020, 1, 31)
BODY: Body = lip.ORDNUNG.bodies["lenkungsgruppe"]
GROUP: Body = lip.ORDNUNG.bodies["expertengruppe-bildung"]
BY = {"by": OPERATOR, "at": AT}


def seat(slug: str, body: Body = BODY):
    found = body.seat(slug)
    assert found
    return found


CHAIR, SOZIALES, DGB = seat("vorsitz"), seat("fachbereich-soziales"), seat("dgb")


def opened(body: Body = BODY) -> Besetzung:
    return Besetzung.open(body.gremium, **BY)


def held_on(besetzung: Besetzung, slug: str, day: date) -> list[str]:
    return [held.person for held in besetzung.of_seat(slug) if held.meets(day, day)]


def test_a_seat_is_held_from_its_first_to_its_last_day():
    found = opened()
    found.appoint(DGB, "p-1", since=FIRST, until=LAST, **BY)
    days = (FIRST - timedelta(1), FIRST, LAST, LAST + timedelta(1))
    assert [held_on(found, "dgb", day) for day in days] == [[], ["p-1"], ["p-1"], []]


def test_a_seat_with_one_place_is_not_held_by_two_on_any_day():
    found = opened()
    found.appoint(DGB, "p-1", since=LATER, **BY)
    with pytest.raises(rules.TheSeatIsTaken, match="Deutscher Gewerkschaftsbund"):
        found.appoint(DGB, "p-2", since=FIRST, until=LATER, **BY)
    found.appoint(DGB, "p-2", since=FIRST, until=LATER - timedelta(1), **BY)
    assert held_on(found, "dgb", FIRST) == ["p-2"]


def test_four_places_are_held_by_four():
    found, extern = opened(GROUP), seat("extern", GROUP)
    for number in range(4):
        found.appoint(extern, f"p-{number}", since=FIRST, **BY)
    with pytest.raises(rules.TheSeatIsTaken):
        found.appoint(extern, "p-5", since=LAST, **BY)
    found.depart("extern", "p-0", until=LATER, **BY)
    found.appoint(extern, "p-5", since=LAST, **BY)


def test_a_seat_ends_after_it_begins():
    for act in (opened().appoint, opened().name_deputy):
        with pytest.raises(rules.ASeatEndsAfterItBegins):
            act(DGB, "p-1", since=LAST, until=FIRST, **BY)
    with pytest.raises(rules.ASeatEndsAfterItBegins):
        opened().deputise(DGB, "p-1", since=LAST, until=FIRST, **BY)


def test_an_elected_seat_is_filled_by_its_election():
    with pytest.raises(rules.AnElectedSeatIsFilledByItsElection):
        opened().appoint(seat("mso-1"), "p-1", since=FIRST, **BY)


def test_nobody_takes_a_seat_twice():
    found = opened(GROUP)
    found.appoint(seat("intern", GROUP), "p-1", since=FIRST, **BY)
    with pytest.raises(rules.ThePersonHoldsTheSeat):
        found.appoint(seat("intern", GROUP), "p-1", since=LAST, **BY)


def test_who_leaves_is_there_and_leaves_once():
    found = opened()
    found.appoint(DGB, "p-1", since=FIRST, **BY)
    with pytest.raises(rules.ThePersonDoesNotHoldTheSeat):
        found.depart("dgb", "p-2", until=LAST, **BY)
    with pytest.raises(rules.OnlyWhatIsToBeginIsTakenBack):
        found.depart("dgb", "p-1", until=FIRST - timedelta(1), **BY)
    found.depart("dgb", "p-1", until=LATER, reason="Ruhestand", **BY)
    with pytest.raises(rules.TheSeatIsLeftAlready):
        found.depart("dgb", "p-1", until=LATER, **BY)
    assert held_on(found, "dgb", LATER) == ["p-1"]
    assert held_on(found, "dgb", LAST) == []


def test_a_seat_that_begins_today_or_later_can_be_taken_back():
    today = AT.date()
    for since in (today, LAST):
        found = opened()
        found.appoint(DGB, "p-1", since=since, **BY)
        found.depart("dgb", "p-1", until=today - timedelta(1), reason="Verwechselt", **BY)
        assert held_on(found, "dgb", since) == []
        with pytest.raises(rules.ThePersonDoesNotHoldTheSeat):
            found.depart("dgb", "p-1", until=LAST, **BY)
        found.appoint(DGB, "p-1", since=since, **BY)


# Standing in -------------------------------------------------------------------------------


def test_only_who_is_named_stands_in_and_only_then():
    found = opened()
    with pytest.raises(rules.NoSuchDeputy):
        found.deputise(DGB, "p-2", since=FIRST, until=FIRST, **BY)
    found.name_deputy(DGB, "p-2", since=LATER, until=LAST, **BY)
    with pytest.raises(rules.NoSuchDeputy):
        found.deputise(DGB, "p-2", since=FIRST, until=LATER, **BY)
    found.deputise(DGB, "p-2", since=LATER, until=LAST, **BY)


def test_the_procedure_names_fachbereich_soziales_for_the_chair():
    found = opened()
    found.appoint(SOZIALES, "p-2", since=LATER, until=LAST, **BY)
    with pytest.raises(rules.NoSuchDeputy):
        found.deputise(CHAIR, "p-2", since=FIRST, until=LAST, **BY)  # not yet there
    found.deputise(CHAIR, "p-2", since=LATER, until=LAST, occasion="Sitzung", **BY)
    with pytest.raises(rules.NoSuchDeputy):  # the other way round nothing is named
        found.deputise(SOZIALES, "p-1", since=LATER, until=LAST, **BY)


def test_nobody_stands_in_for_themselves():
    found = opened()
    found.appoint(DGB, "p-1", since=LATER, **BY)
    with pytest.raises(rules.NobodyDeputisesForThemselves):
        found.name_deputy(DGB, "p-1", since=FIRST, **BY)
    found.name_deputy(DGB, "p-2", since=FIRST, **BY)
    found.appoint(SOZIALES, "p-2", since=FIRST, **BY)
    found.deputise(DGB, "p-2", since=FIRST, until=FIRST, **BY)
    found.depart("dgb", "p-1", until=LATER, **BY)
    found.appoint(DGB, "p-2", since=LAST, **BY)
    with pytest.raises(rules.NobodyDeputisesForThemselves):
        found.deputise(DGB, "p-2", since=LATER, until=LAST, **BY)


def test_one_stands_in_for_one_place_at_a_time():
    found = opened()
    for person in ("p-2", "p-3"):
        found.name_deputy(DGB, person, since=FIRST, **BY)
    found.deputise(DGB, "p-2", since=FIRST, until=LATER, **BY)
    with pytest.raises(rules.ThePersonDeputisesAlready):
        found.deputise(DGB, "p-2", since=LATER, until=LAST, **BY)
    with pytest.raises(rules.SomebodyElseDeputises):
        found.deputise(DGB, "p-3", since=LATER, until=LAST, **BY)
    found.deputise(DGB, "p-3", since=LATER + timedelta(1), until=LAST, **BY)


def test_whose_deputising_is_over_stands_in_no_more():
    found = opened()
    found.name_deputy(DGB, "p-2", since=FIRST, **BY)
    found.name_deputy(DGB, "p-3", since=FIRST, **BY)
    found.deputise(DGB, "p-2", since=FIRST, until=LAST, **BY)
    with pytest.raises(rules.NoSuchDeputy):
        found.dismiss_deputy("dgb", "p-4", until=LATER, **BY)
    found.dismiss_deputy("dgb", "p-2", until=LATER, **BY)
    with pytest.raises(rules.NoSuchDeputy):
        found.dismiss_deputy("dgb", "p-2", until=LATER, **BY)
    with pytest.raises(rules.NoSuchDeputy):
        found.deputise(DGB, "p-2", since=LAST, until=LAST, **BY)
    found.deputise(DGB, "p-3", since=LATER + timedelta(1), until=LAST, **BY)


def stands_in(besetzung: Besetzung, day: date) -> list[str]:
    return [one.person for one in besetzung.standing_in if one.meets(day, day)]


def test_who_deputises_by_the_procedure_stands_in_no_longer_than_they_hold_its_seat():
    found = opened()
    found.appoint(SOZIALES, "p-2", since=FIRST, **BY)
    found.deputise(CHAIR, "p-2", since=FIRST, until=LAST, **BY)
    found.depart("fachbereich-soziales", "p-2", until=LATER, **BY)
    assert (stands_in(found, LATER), stands_in(found, LAST)) == (["p-2"], [])


def test_who_is_named_besides_goes_on_standing_in():
    found = opened()
    found.name_deputy(CHAIR, "p-2", since=FIRST, **BY)
    found.appoint(SOZIALES, "p-2", since=FIRST, **BY)
    found.deputise(CHAIR, "p-2", since=FIRST, until=LAST, **BY)
    found.depart("fachbereich-soziales", "p-2", until=LATER, **BY)
    assert stands_in(found, LAST) == ["p-2"]


def test_standing_in_by_the_procedure_can_be_ended_too():
    found = opened()
    found.appoint(SOZIALES, "p-2", since=FIRST, **BY)
    found.deputise(CHAIR, "p-2", since=FIRST, until=LAST, **BY)
    found.dismiss_deputy("vorsitz", "p-2", until=LATER, **BY)
    assert (stands_in(found, LATER), stands_in(found, LAST)) == (["p-2"], [])
    assert held_on(found, "fachbereich-soziales", LAST) == ["p-2"]


def test_who_stood_in_before_today_did_so():
    found = opened()
    found.name_deputy(DGB, "p-2", since=FIRST, **BY)
    found.deputise(DGB, "p-2", since=FIRST + timedelta(1), until=LAST, **BY)
    with pytest.raises(rules.OnlyWhatIsToBeginIsTakenBack):
        found.dismiss_deputy("dgb", "p-2", until=FIRST, **BY)


def test_a_deputy_that_was_taken_back_is_named_again_and_stands_in():
    found = opened()
    for _ in range(2):
        found.name_deputy(DGB, "p-2", since=LATER, **BY)
        found.deputise(DGB, "p-2", since=LATER, until=LAST, **BY)
        assert stands_in(found, LATER) == ["p-2"]
        found.dismiss_deputy("dgb", "p-2", until=AT.date(), **BY)
        assert stands_in(found, LATER) == []


def test_whoever_leaves_everything_holds_and_stands_in_for_nothing_afterwards():
    found, today = opened(), AT.date()
    found.appoint(SOZIALES, "p-2", since=FIRST, **BY)
    found.appoint(DGB, "p-2", since=LAST, until=LAST, **BY)
    found.deputise(CHAIR, "p-2", since=FIRST, until=LAST, **BY)
    found.name_deputy(seat("miso"), "p-2", since=FIRST, **BY)
    found.name_deputy(seat("miso"), "p-2", since=LATER, until=LATER, occasion="Sitzung", **BY)
    found.leave_everything("p-2", until=today, reason="Gelöscht", **BY)
    everything = (*found.held, *found.deputies, *found.standing_in)
    assert [one for one in everything if one.outlasts(today)] == []
    assert held_on(found, "fachbereich-soziales", today) == stands_in(found, today) == ["p-2"]
    version = found.version
    found.leave_everything("p-2", until=today, reason="Noch einmal", **BY)
    assert found.version == version


# Counting ------------------------------------------------------------------------------------


def group_of(persons: int) -> Besetzung:
    found = opened(GROUP)
    for number in range(persons):
        slug = "intern" if number < 4 else "extern"
        found.appoint(seat(slug, GROUP), f"p-{number}", since=FIRST, **BY)
    found.appoint(seat("vorsitz", GROUP), "p-0", since=FIRST, **BY)
    return found


def report(
    found: Besetzung, women: int, men: int, *, no_answer: int = 0, day: date = FIRST
) -> None:
    counts = Gender(women=women, men=men, divers=0, no_answer=no_answer)
    found.report_counts(counts, GROUP, least=5, day=day, **BY)


def test_not_more_are_counted_than_sit():
    found = group_of(6)
    report(found, 3, 2, no_answer=1)
    with pytest.raises(rules.MoreAreCountedThanSit, match=r"7.*6"):
        report(found, 3, 3, no_answer=1)
    with pytest.raises(rules.MoreAreCountedThanSit):
        counts = Migration(with_background=1, without_background=0, no_answer=0)
        found.report_counts(counts, GROUP, least=5, day=FIRST - timedelta(1), **BY)


def test_nothing_is_kept_of_a_group_so_small_that_it_tells_of_persons():
    with pytest.raises(rules.SoFewAreNotCounted, match="mindestens 5 Mitglieder"):
        report(group_of(4), 2, 2)
    with pytest.raises(rules.SoFewAreNotCounted):
        report(group_of(1), 1, 0)
    report(group_of(5), 3, 2)


def test_nothing_is_kept_of_so_few_answers_that_they_tell_of_persons():
    found = group_of(8)
    with pytest.raises(rules.SoFewAreNotCounted, match="mindestens 5 von ihnen"):
        report(found, 2, 2, no_answer=4)
    with pytest.raises(rules.SoFewAreNotCounted):
        report(found, 0, 0, no_answer=8)
    report(found, 3, 2, no_answer=3)


def test_zeros_take_a_report_back_however_small_the_group_has_become():
    found = group_of(8)
    report(found, 4, 4)
    for number in range(2, 8):
        slug = "intern" if number < 4 else "extern"
        found.depart(slug, f"p-{number}", until=FIRST, **BY)
    report(found, 0, 0, day=FIRST + timedelta(1))
    assert found.collect_events()[-1].day == FIRST + timedelta(1)


def test_nobody_counts_ahead():
    with pytest.raises(rules.CountsAreOfADayThatCame):
        report(group_of(6), 3, 3, day=AT.date() + timedelta(1))


def test_what_is_counted_names_nobody():
    fields = set(Besetzung.CountsReported.model_fields)
    assert fields == {
        "originator_id", "originator_version", "timestamp", "by", "gremium", "counts", "day",
    }  # fmt: skip


def test_a_replay_remembers_the_same():
    found = group_of(4)
    found.name_deputy(seat("extern", GROUP), "p-9", since=FIRST, **BY)
    found.deputise(seat("extern", GROUP), "p-9", since=FIRST, until=LAST, **BY)
    found.dismiss_deputy("extern", "p-9", until=LATER, **BY)
    again = fold(None, found.collect_events())
    assert isinstance(again, Besetzung)
    assert (again.held, again.deputies, again.standing_in) == (
        found.held, found.deputies, found.standing_in,
    )  # fmt: skip
    assert [held.until for held in again.standing_in] == [LATER]
