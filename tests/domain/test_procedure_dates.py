"""Every date slipped: planned and actual days are kept, each with its reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain import rules
from domain.procedure import Procedure
from domain.procedure.termin import Termin
from tests import lip
from tests.domain.proceeding import OFFICE, constituted, noon

DECEMBER = Termin(words="7. Dezember 2019", begins=date(2019, 12, 7), ends=date(2019, 12, 7))
JANUARY = Termin(words="11. Januar 2020", begins=date(2020, 1, 11), ends=date(2020, 1, 11))
SEPTEMBER = Termin(words="September 2022", begins=date(2022, 9, 1), ends=date(2022, 9, 30))


def moved() -> Procedure:
    """The LIP as it went."""
    procedure = lip.procedure()
    procedure.move_date(
        "mso-wahl", planned=DECEMBER, reason="Aufruf vom 18.11.2019", by=OFFICE,
        at=noon(2019, 11, 18),
    )  # fmt: skip
    procedure.move_date(
        "mso-wahl", planned=JANUARY, reason="Zu wenige Kandidaturen", source="welt-in-hannover.de",
        by=OFFICE, at=noon(2019, 12, 5),
    )  # fmt: skip
    procedure.move_date(
        "mso-wahl", actual=JANUARY, reason="15 Kandidaturen, 31 Wahlberechtigte", by=OFFICE,
        at=noon(2020, 1, 11),
    )  # fmt: skip
    procedure.move_date(
        "rat", actual=SEPTEMBER, reason="Beratung in sechs Sitzungen", by=OFFICE,
        at=noon(2022, 10, 1),
    )  # fmt: skip
    return procedure


@pytest.mark.parametrize(
    ("day", "planned", "actual"),
    [
        (date(2019, 11, 17), "Mitte November 2019", None),
        (date(2019, 11, 18), "7. Dezember 2019", None),
        (date(2019, 12, 5), "11. Januar 2020", None),
        (date(2020, 1, 11), "11. Januar 2020", "11. Januar 2020"),
    ],
)
def test_the_election_slipped_twice(day: date, planned: str, actual: str | None) -> None:
    wahl = moved().on(day).milestones["mso-wahl"]
    assert wahl.planned and wahl.planned.words == planned
    assert (wahl.actual.words if wahl.actual else None) == actual


def test_what_was_said_is_all_kept_with_its_reasons() -> None:
    told = moved().dates(date(2020, 2, 1))["mso-wahl"]
    words = [termin.words for one in told if (termin := one.planned or one.actual)]
    said, reasons = [one.said for one in told], [one.reason for one in told]
    assert list(zip(said, words, reasons, strict=True)) == [
        (date(2019, 11, 1), "Mitte November 2019", ""),
        (date(2019, 11, 18), "7. Dezember 2019", "Aufruf vom 18.11.2019"),
        (date(2019, 12, 5), "11. Januar 2020", "Zu wenige Kandidaturen"),
        (date(2020, 1, 11), "11. Januar 2020", "15 Kandidaturen, 31 Wahlberechtigte"),
    ]  # fmt: skip
    assert [one.source for one in told][2] == "welt-in-hannover.de"


def test_the_council_decided_late() -> None:
    rat = moved().on(date(2022, 10, 1)).milestones["rat"]
    assert rat.planned and rat.planned.words == "voraussichtlich Anfang 2021"
    assert rat.actual == SEPTEMBER


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"milestone": "urlaub", "planned": JANUARY}, rules.NoSuchDate),
        ({}, rules.AMoveNamesADate),
        ({"planned": JANUARY, "reason": " "}, rules.AMovedDateNeedsAReason),
        ({"planned": Termin(words=" ")}, rules.TheDateIsUnclear),
        (
            {"planned": Termin(words="x", begins=date(2020, 2, 2), ends=date(2020, 2, 1))},
            rules.TheDateIsUnclear,
        ),
        ({"actual": JANUARY}, rules.WhatTookPlaceIsNotAhead),
    ],
)
def test_a_date_that_does_not_move(facts: dict[str, Any], rule: type[rules.RuleBroken]) -> None:
    procedure = constituted()
    told = {"milestone": "wahl", "reason": "weil", **facts}
    with pytest.raises(rule):
        procedure.move_date(**told, by=OFFICE, at=noon(2020, 1, 10))
    assert len(procedure.pending_events) == 1
