from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from domain import rules
from domain.draft import Draft
from domain.gremium import Actor, Role
from domain.reminding import Expected
from tests import lip
from tests.domain.history import (
    ALL_BUT_EQUALITY,
    accepted,
    authored,
    returned,
    said,
    submitted,
    withdrawn,
)
from tests.scenario import (
    BEIRAT_1,
    BEIRAT_2,
    BILDUNG,
    CHAIR,
    CONFERENCE,
    LENKUNGSGRUPPE,
    MANAGEMENT,
    NOW,
    OE_50_6,
    RUNDER_TISCH,
    Happening,
    actor,
    given,
    happened,
)

OPEN = (authored(), submitted())
BEIRAT, TISCH = BEIRAT_1.body.slug, RUNDER_TISCH.body.slug


def remind(*bodies: str, by: Actor = OE_50_6, at: datetime = NOW) -> Callable[[Draft], None]:
    return lambda draft: draft.remind(bodies=bodies, by=by, at=at, under=lip.ORDNUNG)


def reminded(*by_actors: Actor, at: datetime = NOW, round: int = 1) -> Happening:
    bodies = tuple(one.body for one in by_actors)
    return happened(
        Draft.Reminded, bodies=bodies, of=Expected.STATEMENT, revision=1, round=round, by=OE_50_6,
        timestamp=at,
    )  # fmt: skip


@pytest.mark.parametrize("by", [OE_50_6, LENKUNGSGRUPPE, actor(lip.LENKUNGSGRUPPE, Role.CHAIR)])
def test_who_coordinates_reminds_a_body_of_its_statement(by: Actor) -> None:
    given(*OPEN).when(remind(TISCH, BEIRAT, by=by)).then(
        happened(
            Draft.Reminded, bodies=(RUNDER_TISCH.body, BEIRAT_1.body), of=Expected.STATEMENT,
            revision=1, round=1,
        )
    )  # fmt: skip


def test_where_nobody_is_named_all_are_reminded_who_were_not_that_day() -> None:
    waiting = tuple(b for b in ALL_BUT_EQUALITY if b not in (BEIRAT_1.body, BEIRAT_2.body))
    given(*OPEN, said(BEIRAT_1), reminded(BEIRAT_2)).when(remind()).then(
        happened(Draft.Reminded, bodies=waiting)
    )


def test_once_it_was_returned_its_group_is_reminded_of_the_next_revision() -> None:
    for end in ((returned(),), withdrawn_again()):
        given(*OPEN, *end).when(remind(by=LENKUNGSGRUPPE)).then(
            happened(Draft.Reminded, bodies=(BILDUNG,), of=Expected.REVISION, revision=1)
        )


def withdrawn_again() -> tuple[Happening, ...]:
    return (returned(), submitted(round=2), withdrawn(round=2))


@pytest.mark.parametrize(
    "by", [CHAIR, MANAGEMENT, BEIRAT_1, RUNDER_TISCH, actor(lip.LENKUNGSGRUPPE, Role.MEMBER),
           actor(lip.OE_50_6, Role.AUDITOR)],
)  # fmt: skip
def test_others_remind_nobody(by: Actor) -> None:
    given(*OPEN).when(remind(TISCH, by=by)).breaks(rules.OthersRemind)


def test_the_conference_reminds_its_beiraete_alone() -> None:
    given(*OPEN).when(remind(TISCH, by=CONFERENCE)).breaks(rules.OthersRemind)
    given(*OPEN).when(remind(by=CONFERENCE)).then(
        happened(Draft.Reminded, bodies=tuple(lip.BEIRAETE))
    )


@pytest.mark.parametrize(
    "history",
    [(authored(),), (*OPEN, withdrawn()), (*OPEN, said(RUNDER_TISCH)), (*OPEN, returned())],
)
def test_whoever_is_not_awaited_is_not_reminded(history: tuple[Happening, ...]) -> None:
    sentence = given(*history).when(remind(TISCH)).breaks(rules.NothingIsAwaited)
    assert sentence.startswith("Runder Tisch")


def test_before_it_was_submitted_nothing_is_awaited_and_afterwards_it_is_accepted() -> None:
    given(authored()).when(remind()).breaks(rules.NothingIsAwaited)
    given(*OPEN, accepted()).when(remind(TISCH)).breaks(rules.TheDraftIsAccepted)


def test_a_body_is_reminded_once_a_day_by_whomever() -> None:
    history = (*OPEN, reminded(RUNDER_TISCH))
    later = NOW + timedelta(minutes=1)
    again = remind(TISCH, by=LENKUNGSGRUPPE, at=later)
    given(*history).when(again).breaks(rules.OneReminderADay)
    given(*history).when(remind(TISCH, at=NOW + timedelta(days=1))).then(happened(Draft.Reminded))
    given(*history).when(remind(BEIRAT, at=later)).then(happened(Draft.Reminded))


def test_where_all_were_reminded_that_day_nobody_is_left() -> None:
    history = (*OPEN, returned(), happened(
        Draft.Reminded, bodies=(BILDUNG,), of=Expected.REVISION, revision=1, round=1, by=OE_50_6,
        timestamp=NOW,
    ))  # fmt: skip
    given(*history).when(remind(at=NOW)).breaks(rules.OneReminderADay)


def test_what_is_awaited_anew_may_be_reminded_of_on_the_same_day() -> None:
    anew = happened(
        Draft.Submitted, revision=1, round=2, addressees=ALL_BUT_EQUALITY, by=CHAIR, timestamp=NOW
    )
    end = happened(
        Draft.SubmissionWithdrawn, revision=1, round=1, reason="Ein Fehler.", by=CHAIR,
        timestamp=NOW,
    )  # fmt: skip
    given(*OPEN, reminded(RUNDER_TISCH), end, anew).when(remind(TISCH)).then(
        happened(Draft.Reminded, round=2)
    )
