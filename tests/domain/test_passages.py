"""Passages of a draft: carried by every revision, each once; found again by who named them."""

from __future__ import annotations

from collections.abc import Sequence

from domain import rules
from domain.draft import Draft
from domain.gremium import Actor
from domain.passages import LIMIT
from domain.statement import Marked, Position
from domain.text.carrying import Carried, State
from domain.text.passages import Passage, Place
from tests.domain.history import authored, revised, submitted
from tests.scenario import BEIRAT_1, BEIRAT_2, CHAIR, NOW, Happening, given, happened

PLACE = Passage(exact="Bildung", prefix="", suffix="", start=12, end=19)


def spoken(count: int = 1, by: Actor = BEIRAT_1) -> Happening:
    return happened(
        Draft.BeiratStatementGiven, body=by.body, revision=1, round=1,
        position=Position.ZUSTIMMEND, text="Ja.", passages=(Marked.of(PLACE),) * count,
        counts=True, by=by,
    )  # fmt: skip


def withdrawn() -> Happening:
    return happened(Draft.SubmissionWithdrawn, revision=1, round=1, reason="Ein Fehler.", by=CHAIR)


def became(number: int, state: State = State.UNCHANGED) -> Carried:
    at = None if state is State.ORPHANED else Place(start=12, end=19)
    return Carried(passage=number, state=state, at=at, algorithm="a+b")


def lost(number: int = 1) -> Happening:
    facts = revised().facts
    carried = (became(number, State.ORPHANED),)
    return happened(Draft.Revised, **{**facts, "carried": carried})


def revise(*carried: Carried):
    return lambda draft: draft.revise(
        text="Neu", sha256="2" * 64, base=draft.revision, carried=carried, by=CHAIR, at=NOW
    )


def place(number: int, by: Actor = BEIRAT_1):
    return lambda draft: draft.place_passage(passage=number, revision=2, place=PLACE, by=by, at=NOW)


def named(*more: Happening) -> Sequence[Happening]:
    return (authored(), submitted(), spoken(2), spoken(1, BEIRAT_2), withdrawn(), *more)


def statement(count: int, by: Actor = BEIRAT_1):
    return lambda draft: draft.give_statement(
        revision=1, position=Position.ZUSTIMMEND, text="Ja.", passages=(PLACE,) * count, by=by,
        at=NOW,
    )  # fmt: skip


def test_a_body_points_at_so_many_passages_and_no_more():
    full = given(authored(), submitted(), spoken(LIMIT - 1))
    full.when(statement(2)).breaks(rules.ABodyPointsAtSoMany)
    full.when(statement(2, BEIRAT_2)).then(spoken(2, BEIRAT_2))
    full.when(statement(1)).then(spoken(1))


def test_a_revision_says_of_each_passage_what_became_of_it():
    carried = tuple(became(number) for number in (1, 2, 3))
    given(*named()).when(revise(*carried)).then(happened(Draft.Revised, carried=carried))


def test_no_passage_is_left_out_or_carried_twice():
    one, two, three = (became(number) for number in (1, 2, 3))
    for carried in [(), (one, two), (one, two, two), (one, two, three, became(4))]:
        given(*named()).when(revise(*carried)).breaks(rules.ThePassagesHaveMovedOn)


def test_an_orphaned_passage_is_carried_no_further():
    history = (authored(), submitted(), spoken(1), withdrawn(), lost())
    given(*history).when(revise(became(1))).breaks(rules.ThePassagesHaveMovedOn)
    given(*history).when(revise()).then(happened(Draft.Revised, carried=()))


def test_who_named_an_orphaned_passage_finds_it_again_and_it_is_carried_on():
    history = (authored(), submitted(), spoken(1), withdrawn(), lost())
    placed = happened(Draft.PassagePlaced, passage=1, revision=2, place=PLACE)
    draft = given(*history).when(place(1)).then(placed)
    assert draft.passages.alive == [1]


def test_nobody_else_places_it():
    history = (authored(), submitted(), spoken(1), withdrawn(), lost())
    for by in (BEIRAT_2, CHAIR):
        given(*history).when(place(1, by)).breaks(rules.OnlyItsBodyPlacesAPassage)
    given(*history).when(place(2)).breaks(rules.OnlyItsBodyPlacesAPassage)


def test_a_passage_that_has_its_place_is_not_placed():
    given(*named()).when(place(1)).breaks(rules.ThePassageHasItsPlace)
