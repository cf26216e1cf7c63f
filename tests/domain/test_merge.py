"""What an author decides where two texts say different things."""

from __future__ import annotations

import pytest

from domain import rules
from domain.merge import MOST_NAMED, Decision, Take, decide, named
from domain.text.merging import Conflict, merge

BASE = "Eins hier.\n\nZwei dort mit zehn Euro für jedes Kind.\n\nDrei da."
THEIRS = BASE.replace("Eins", "Erstens").replace("Zwei", "Zweitens").replace("Drei", "Drittens")
OURS = BASE.replace("Eins", "Anfangs").replace("jedes Kind", "alle")
MERGED = merge(BASE, THEIRS, OURS)
FIRST, SECOND = (place.at for place in MERGED.asked)


def test_each_place_takes_what_was_chosen():
    expected = {
        Take.BASE: "Eins hier.",
        Take.THEIRS: "Erstens hier.",
        Take.OURS: "Anfangs hier.",
        Take.TEXT: "Ganz anders.",
    }
    for take, text in expected.items():
        (decided,) = decide(MERGED, [Decision(at=FIRST, take=take, text="Ganz anders.")])
        assert (decided.text, decided.conflict, decided.take) == (text, True, take)


def test_a_proposal_is_confirmed_and_stands_in_the_order_of_the_text():
    decided = decide(
        MERGED, [Decision(at=SECOND, take=Take.MERGED), Decision(at=FIRST, take=Take.OURS)]
    )
    assert [one.at for one in decided] == [FIRST, SECOND]
    assert [one.conflict for one in decided] == [True, False]
    assert MERGED.text({one.at: one.text for one in decided}) == (
        "Anfangs hier.\n\nZweitens dort mit zehn Euro für alle.\n\nDrittens da."
    )


def test_decisions_name_a_place_once_that_is_asked_about():
    ours = Decision(at=FIRST, take=Take.OURS)
    with pytest.raises(rules.NothingIsAskedAtThisPlace):
        decide(MERGED, [Decision(at=FIRST + 1, take=Take.OURS)])
    with pytest.raises(rules.APlaceIsDecidedOnce):
        decide(MERGED, [ours, ours])


def test_a_conflict_has_no_proposal_to_be_confirmed():
    assert isinstance(MERGED.asked[0], Conflict)
    with pytest.raises(rules.AConflictHasNoProposal):
        decide(MERGED, [Decision(at=FIRST, take=Take.MERGED)])


def test_what_was_merged_is_named_by_its_place_and_not_by_its_words():
    (taken,) = named(MERGED)
    facts = {"at": BASE.index("Drei da."), "side": "theirs", "characters": len("Drei da.")}
    assert taken.model_dump() == facts
    (taken,) = named(merge("", "", "Wort " * 100))
    assert taken.model_dump() == {"at": 0, "side": "ours", "characters": 0}


def test_of_very_many_changes_the_first_are_named():
    base = [f"Absatz {n} steht hier." for n in range(2 * MOST_NAMED + 2)]
    ours = [f"{text} Neu." if n % 2 else text for n, text in enumerate(base)]
    many = merge("\n\n".join(base), "\n\n".join(base), "\n\n".join(ours))
    assert len(many.clean) > MOST_NAMED
    assert [one.at for one in named(many)] == [one.at for one in many.clean[:MOST_NAMED]]
