"""Composition rules and targets: what is met, what is violated, what is not shown."""

from __future__ import annotations

from datetime import date

import pytest

from domain.composition import Gender, Migration, Outcome, Verdict, check, targets
from domain.procedure.seats import Quality
from tests import lip

GROUP, EXEMPT = "expertengruppe-bildung", "expertengruppe-stadtverwaltung-und-diversitaet"
DAY = date(2020, 1, 7)


def held(**persons: int) -> list[tuple[str, str]]:
    return [(seat, f"{seat}-{n}") for seat, many in persons.items() for n in range(many)]


FULL = {"intern": 2, "extern": 4, "geschaeftsfuehrung": 1, "fachberatung": 1, "begleitung": 1}


def verdicts(slug: str = GROUP, **persons: int) -> dict[str, str]:
    found = check(lip.ORDNUNG, slug, held(**persons))
    return {one.rule.category: str(one.verdict) for one in found}


@pytest.mark.parametrize("intern", [2, 3, 4])
def test_a_group_as_the_paper_wants_it(intern: int):
    assert set(verdicts(**{**FULL, "intern": intern}).values()) == {Verdict.MET}


@pytest.mark.parametrize(
    ("category", "persons", "verdict"),
    [
        ("intern", 1, Verdict.TOO_FEW),
        ("intern", 5, Verdict.TOO_MANY),
        ("extern", 3, Verdict.TOO_FEW),
        ("extern", 5, Verdict.TOO_MANY),
        ("geschaeftsfuehrung", 0, Verdict.TOO_FEW),
        ("fachberatung", 2, Verdict.TOO_MANY),
        ("begleitung", 0, Verdict.TOO_FEW),
    ],
)
def test_too_few_and_too_many(category: str, persons: int, verdict: Verdict):
    found = verdicts(**{**FULL, category: persons})
    assert found.pop(category) == verdict
    assert set(found.values()) == {Verdict.MET}


def test_persons_are_counted_not_seats():
    twice = [("intern", "p-1"), ("intern", "p-1"), ("intern", "p-2")]
    found = check(lip.ORDNUNG, GROUP, twice)
    assert next(one.persons for one in found if one.rule.category == "intern") == 2


def test_who_chairs_beside_the_seats_is_not_counted():
    found = check(lip.ORDNUNG, GROUP, [("vorsitz", "p-1")])
    assert [one.persons for one in found] == [0, 0, 0, 0, 0]


def test_stadtverwaltung_may_be_staffed_internally_only():
    found = check(lip.ORDNUNG, EXEMPT, held(**{**FULL, "extern": 0, "intern": 8}))
    exempt = {one.rule.category for one in found if one.verdict is Verdict.EXEMPT}
    assert exempt == {"intern", "extern"}
    assert not any(one.violated for one in found)
    assert all("rein intern" in one.rule.exempt_source for one in found if not one.violated
               and one.verdict is Verdict.EXEMPT)  # fmt: skip


@pytest.mark.parametrize(("intern", "verdict"), [
    (0, Verdict.TOO_FEW), (1, Verdict.TOO_FEW), (2, Verdict.EXEMPT), (12, Verdict.EXEMPT),
])  # fmt: skip
def test_internally_only_is_not_without_anybody(intern: int, verdict: Verdict):
    found = check(lip.ORDNUNG, EXEMPT, held(**{**FULL, "extern": 0, "intern": intern}))
    rule = next(one for one in found if one.rule.category == "intern")
    assert (rule.verdict, rule.violated) == (verdict, verdict is Verdict.TOO_FEW)
    assert rule.exempt and "unsere Lesart" in rule.rule.exempt_source
    assert [one.rule.category for one in found if one.violated] == ["intern"] * rule.violated


def test_other_kinds_have_no_such_rules():
    assert check(lip.ORDNUNG, "lenkungsgruppe", [("vorsitz", "p-1")]) == ()
    assert targets(lip.ORDNUNG, "lenkungsgruppe", 24, {}) == ()


# Parity --------------------------------------------------------------------------------------


def gender(persons: int, women: int, men: int, divers: int = 0, no_answer: int = 0) -> Outcome:
    counts = Gender(women=women, men=men, divers=divers, no_answer=no_answer)
    found = targets(lip.ORDNUNG, GROUP, persons, {Quality.GENDER: (DAY, counts)})
    return next(one.outcome for one in found if one.target.quality is Quality.GENDER)


def migration(persons: int, own: int, other: int, no_answer: int = 0) -> Outcome:
    counts = Migration(with_background=own, without_background=other, no_answer=no_answer)
    found = targets(lip.ORDNUNG, GROUP, persons, {Quality.MIGRATION: (DAY, counts)})
    return next(one.outcome for one in found if one.target.quality is Quality.MIGRATION)


@pytest.mark.parametrize(
    ("counted", "outcome"),
    [
        ((9, 5, 4), Outcome.MET),
        ((9, 4, 5), Outcome.MET),
        ((9, 6, 3), Outcome.NOT_MET),
        ((10, 5, 5), Outcome.MET),
        ((10, 6, 4), Outcome.NOT_MET),
        ((11, 6, 5), Outcome.MET),
        ((11, 7, 4), Outcome.NOT_MET),
        ((11, 4, 4, 3), Outcome.MET),
        ((11, 5, 4, 2), Outcome.MET),
        ((11, 0, 0, 11), Outcome.MET),
        ((11, 3, 3, 0, 5), Outcome.MET),
        ((11, 6, 3, 1, 1), Outcome.NOT_MET),
    ],
)
def test_women_and_men_differ_by_one_at_most(counted: tuple[int, ...], outcome: Outcome):
    assert gender(*counted) is outcome


@pytest.mark.parametrize(
    ("counted", "outcome"),
    [
        ((9, 5, 4), Outcome.MET),
        ((9, 4, 5), Outcome.NOT_MET),
        ((10, 5, 5), Outcome.MET),
        ((11, 6, 5), Outcome.MET),
        ((11, 5, 6), Outcome.NOT_MET),
        ((11, 3, 3, 5), Outcome.MET),
    ],
)
def test_half_of_those_who_answered(counted: tuple[int, ...], outcome: Outcome):
    assert migration(*counted) is outcome


def test_nothing_is_shown_of_few():
    assert gender(4, 2, 2) is Outcome.HIDDEN
    assert gender(5, 3, 2) is Outcome.MET
    assert gender(4, 5, 0) is Outcome.HIDDEN  # the group became smaller since
    assert gender(11, 2, 1, 1, 7) is Outcome.HIDDEN
    assert gender(11, 0, 0, 0, 11) is Outcome.HIDDEN
    assert migration(9, 4, 0, 5) is Outcome.HIDDEN


def test_what_was_not_counted_is_said_to_be_so():
    found = targets(lip.ORDNUNG, GROUP, 9, {})
    assert [one.outcome for one in found] == [Outcome.NOT_REPORTED] * 2
    assert [one.outcome for one in targets(lip.ORDNUNG, GROUP, 4, {})] == [Outcome.HIDDEN] * 2
