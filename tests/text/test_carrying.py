from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.text.carrying import ALGORITHM, Carried, Known, State, Step, carry, follow
from domain.text.normalise import normalise
from domain.text.passages import CONTEXT, LIMIT, Passage, Place, at_place, locate
from domain.text.redline import Redline, RedlineBlock, redline
from tests.text.laws import invented, real, repeated
from tests.text.samples import TEXTS

SPRACHE = "Die Stadt fördert Sprachkurse mit 500 Euro im Jahr. Das Amt prüft den Antrag."
SPORT = "Die Stadt fördert Sportvereine in allen Stadtteilen und berichtet darüber jedes Jahr."
KULTUR = "Kultur gehört allen, deshalb öffnen die Häuser an jedem Sonntag ohne Eintritt."


class Fate(NamedTuple):
    """What became of a passage, with the words at its place now."""

    state: State
    words: str
    at: Place | None
    algorithm: str


def fate(one: Carried, text: str) -> Fate:
    words = text[one.at.start : one.at.end] if one.at else ""
    return Fate(one.state, words, one.at, one.algorithm)


def carried(old: str, new: str, words: str) -> Fate:
    (one,) = carry([(7, locate(old, words))], old, new, redline(old, new))
    assert one.passage == 7
    return fate(one, new)


def test_words_that_nobody_touched_are_unchanged_wherever_the_text_grew() -> None:
    one = carried(f"{SPRACHE}\n\n{SPORT}", f"{KULTUR}\n\n{SPRACHE}\n\n{SPORT}", "mit 500 Euro")
    assert (one.state, one.words) == (State.UNCHANGED, "mit 500 Euro")
    assert one.at and one.at.start == len(KULTUR) + 2 + SPRACHE.index("mit 500")
    assert one.algorithm == f"{redline('', '').algorithm}+{ALGORITHM}"


def test_a_passage_is_changed_where_words_came_into_it_or_went() -> None:
    longer = SPRACHE.replace("Sprachkurse", "viele gute Sprachkurse")
    one = carried(SPRACHE, longer, "Die Stadt fördert Sprachkurse mit 500 Euro")
    assert one.state is State.CHANGED
    assert one.words == "Die Stadt fördert viele gute Sprachkurse mit 500 Euro"
    back = carried(longer, SPRACHE, "fördert viele gute Sprachkurse mit")
    assert (back.state, back.words) == (State.CHANGED, "fördert Sprachkurse mit")


@pytest.mark.parametrize("words", ["500 Euro im Jahr", "fördert Sprachkurse mit 500"])
def test_what_replaced_the_first_or_the_last_word_belongs_to_it(words: str) -> None:
    one = carried(SPRACHE, SPRACHE.replace("500", "770"), words)
    assert (one.state, one.words) == (State.CHANGED, words.replace("500", "770"))


def test_of_what_was_replaced_in_one_go_nothing_is_hidden() -> None:
    new = SPRACHE.replace("500", "770").replace("Sprachkurse", "Deutschkurse")
    one = carried(SPRACHE, new, "500 Euro im Jahr")
    assert one.words.endswith("770 Euro im Jahr")


def test_a_new_paragraph_before_or_behind_is_none_of_it() -> None:
    new = f"{KULTUR}\n\n{SPRACHE.replace('Die Stadt', 'Das Amt')}\n\n{SPORT}"
    one = carried(SPRACHE, new, SPRACHE)
    assert one.words == SPRACHE.replace("Die Stadt", "Das Amt")


def test_words_beside_it_that_changed_are_none_of_it() -> None:
    one = carried(SPRACHE, SPRACHE.replace("Die Stadt", "Das Land"), "fördert Sprachkurse")
    assert (one.state, one.words) == (State.UNCHANGED, "fördert Sprachkurse")


def test_white_space_alone_is_no_change() -> None:
    one = carried(SPRACHE, SPRACHE.replace(" ", "\n"), "fördert Sprachkurse mit")
    assert (one.state, one.words) == (State.UNCHANGED, "fördert\nSprachkurse\nmit")


def test_what_left_its_paragraph_is_found_by_its_words_and_has_moved() -> None:
    old = f"{SPRACHE} {KULTUR}\n\n{SPORT}"
    one = carried(old, f"{SPRACHE}\n\n{SPORT} {KULTUR}", KULTUR)
    assert (one.state, one.words) == (State.MOVED, KULTUR)


def test_what_is_gone_is_orphaned() -> None:
    one = carried(f"{SPRACHE}\n\n{KULTUR}", SPRACHE, KULTUR)
    assert (one.state, one.at) == (State.ORPHANED, None)


def test_a_short_word_that_also_stands_elsewhere_is_not_taken_for_it() -> None:
    old = f"{SPRACHE}\n\nDer Beirat berichtet."
    one = carried(old, f"{SPRACHE} Der Rat berichtet.", "Beirat")
    assert one.state is State.ORPHANED
    other = carried(old, f"{SPRACHE} Im Beirat sitzen elf.", "Beirat")
    assert other.state is State.ORPHANED


def test_two_places_that_fit_alike_are_none() -> None:
    old = f"{SPORT}\n\n{KULTUR}\n\n{SPRACHE}"
    middle = "Ganz anderes steht hier heute."
    new = f"{KULTUR}\n\n{middle}\n\n{KULTUR}"
    passage = locate(old, KULTUR).model_copy(update={"prefix": "", "suffix": ""})
    (one,) = carry([(1, passage)], old, new, redline(old, new))
    assert one.state in (State.ORPHANED, State.UNCHANGED, State.MOVED)
    assert one.at is None or new[one.at.start : one.at.end] == KULTUR


@given(TEXTS.map(normalise), TEXTS.map(normalise), st.data())
def test_whatever_became_of_it_its_place_is_one_of_the_new_text(
    old: str, new: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(old)))
    passage = at_place(old, start, data.draw(st.integers(start, len(old))))
    assume(passage.exact)
    (one,) = carry([(1, passage)], old, new, redline(old, new))
    assert (one.at is None) == (one.state is State.ORPHANED)
    if one.at:
        words = fate(one, new).words
        assert words and words == words.strip() and len(words) <= LIMIT
        same = words.split() == passage.exact.split()
        assert same or one.state is not State.UNCHANGED


@given(TEXTS.map(normalise), st.data())
def test_between_equal_texts_every_passage_stays(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    passage = at_place(text, start, data.draw(st.integers(start, len(text))))
    if passage.exact:
        (one,) = carry([(1, passage)], text, text, redline(text, text))
        place = Place(start=passage.start, end=passage.end)
        assert (one.state, one.at) == (State.UNCHANGED, place)


@pytest.mark.parametrize("seed", range(4))
def test_repeated_sentences_land_under_their_own_section_in_an_invented_law(seed: int) -> None:
    old, new = invented(seed)
    assert share_at_its_place(old, new) >= 0.99


def test_repeated_sentences_land_under_their_own_section_in_the_corpus() -> None:
    cases = [case for pair in [*real(), invented(0)] for case in landed(*pair)]
    assert sum(cases) / len(cases) >= 0.99


def share_at_its_place(old: str, new: str) -> float:
    cases = landed(old, new)
    assert len(cases) > 100
    return sum(cases) / len(cases)


def landed(old: str, new: str) -> list[bool]:
    sentences = repeated(old, new)
    numbered = [(number, one.passage) for number, one in enumerate(sentences)]
    became = carry(numbered, old, new, redline(old, new))
    return [
        one.at is not None and one.at.start == sentence.start
        for one, sentence in zip(became, sentences, strict=True)
    ]


# Through several revisions ------------------------------------------------------------------


def steps(*texts: str) -> Callable[[int], Step]:
    """Give the way from revision n to the next, of texts counted from 1."""
    return lambda n: Step(texts[n - 1], texts[n], redline(texts[n - 1], texts[n]))


def known(text: str, words: str, revision: int) -> Known:
    return Known(revision, locate(text, words))


def test_a_late_statements_passage_goes_all_the_way() -> None:
    second, third = SPRACHE.replace("500", "770"), f"{KULTUR}\n\n{SPRACHE.replace('500', '770')}"
    way = steps(SPRACHE, second, third)
    late, now = known(SPRACHE, "mit 500 Euro", 1), known(second, "mit 770 Euro", 2)
    first, other = follow({1: late, 2: now}, 2, way)
    assert (first.passage, first.state, fate(first, third).words) == (
        1,
        State.CHANGED,
        "mit 770 Euro",
    )
    assert (other.passage, other.state, fate(other, third).words) == (
        2,
        State.UNCHANGED,
        "mit 770 Euro",
    )


def test_what_was_lost_on_the_way_is_orphaned() -> None:
    way = steps(f"{SPRACHE}\n\n{KULTUR}", SPRACHE, SPRACHE)
    (one,) = follow({1: known(f"{SPRACHE}\n\n{KULTUR}", KULTUR, 1)}, 2, way)
    assert (one.state, one.at) == (State.ORPHANED, None)


def test_without_passages_nothing_is_asked() -> None:
    def never(revision: int) -> Step:
        raise AssertionError(revision)

    assert follow({}, 3, never) == []


def test_a_place_has_the_words_around_it() -> None:
    passage: Passage = at_place("x" * 50 + " Mitte " + "y" * 50, 49, 58)
    assert passage.exact == "x Mitte y"
    assert (len(passage.prefix), len(passage.suffix)) == (CONTEXT, CONTEXT)


@pytest.mark.parametrize(("quote", "state"), [("a " * 9_000 + "b", "moved"), ("a b", "orphaned")])
def test_words_that_recur_without_end_are_found_or_not_in_bounded_work(quote: str, state: str):
    old = f"{quote} {'a ' * 9_000}".strip()
    new = f"{'a ' * 200_000}\n\n{'a ' * 9_000}\nb"
    replaced = (RedlineBlock("deleted", (("-", old),)), RedlineBlock("inserted", (("+", new),)))
    passage = at_place(old, 0, len(quote) if state == "moved" else len(old))

    (one,) = carry([(1, passage)], old, new, Redline("whole", replaced))

    assert one.state == state
