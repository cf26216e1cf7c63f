"""Three ways in, one text out: what is taken, what is asked, and that nothing is lost."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.text.merging import ALGORITHM, Conflict, Merged, Proposal, framed, merge, merge_redlines
from domain.text.merging.regions import Side
from domain.text.redline import ALGORITHM as REDLINE
from domain.text.redline import Redline, RedlineBlock, redline
from domain.text.tokens import tokens
from tests.text.laws import invented, real
from tests.text.samples import PIECES, TEXTS, edited, prose

BASE = "# Ziele\n\nWir fördern Sprachkurse mit 10.000 Euro.\n\nWir nennen Fristen.\n\nEnde gut.\n"
COURSES = "Wir fördern Sprachkurse mit 10.000 Euro."
LONG = "Wir fördern Sprachkurse in allen Stadtteilen und jedes Jahr aufs Neue mit 10.000 Euro."


def changed(*exchanges: tuple[str, str], text: str = BASE) -> str:
    for old, new in exchanges:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def everywhere(merged: Merged, take: Callable[[Proposal | Conflict], str]) -> str:
    return merged.text({place.at: take(place) for place in merged.asked})


def theirs_of(place: Proposal | Conflict) -> str:
    return place.theirs


def ours_of(place: Proposal | Conflict) -> str:
    return place.ours


# Levels --------------------------------------------------------------------------------------


def test_different_paragraphs_are_merged_without_a_question() -> None:
    theirs, ours = changed(("Fristen", "Ziele")), changed(("10.000", "50.000"))
    merged = merge(BASE, theirs, ours)
    assert merged.asked == []
    assert merged.text({}) == changed(("Fristen", "Ziele"), ("10.000", "50.000"))
    assert [(part.side, part.text) for part in merged.clean] == [
        (Side.OURS, COURSES.replace("10.000", "50.000")),
        (Side.THEIRS, "Wir nennen Ziele."),
    ]
    assert [BASE[part.at :].startswith(part.base) for part in merged.clean] == [True, True]


def test_different_words_of_a_paragraph_are_proposed() -> None:
    theirs, ours = changed(("Sprach", "Deutsch")), changed(("10.000", "50.000"))
    merged = merge(BASE, theirs, ours)
    assert merged.asked == [
        Proposal(
            at=BASE.index(COURSES),
            base=COURSES,
            theirs="Wir fördern Deutschkurse mit 10.000 Euro.",
            ours="Wir fördern Sprachkurse mit 50.000 Euro.",
            merged="Wir fördern Deutschkurse mit 50.000 Euro.",
        )
    ]


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("Wir fördern Sprachkurse mit 20.000 Euro.", "Wir fördern Sprachkurse mit 50.000 Euro."),
        ("Wir fördern Deutschkurse mit 10.000 Euro.", "Wir fördern Sprachkurse von 10.000 Euro."),
        (COURSES.replace("Sprach", "auch Sprach"), COURSES.replace("Sprach", "nie Sprach")),
        ("", "Wir fördern Sprachkurse mit 50.000 Euro."),
        ("Alles ist ganz anders gekommen hier.", "Wir fördern Sprachkurse mit 50.000 Euro."),
    ],
    ids=["overlap", "touch", "two insertions at one point", "deletion", "rewriting"],
)  # fmt: skip
def test_what_cannot_stand_together_is_a_conflict_whoever_came_first(
    theirs: str, ours: str
) -> None:
    for one, other in ((theirs, ours), (ours, theirs)):
        merged = merge(BASE, changed((COURSES, one)), changed((COURSES, other)))
        (place,) = merged.asked
        assert isinstance(place, Conflict)
        assert [text.strip() for text in (place.base, place.theirs, place.ours)] == [
            COURSES, one, other,
        ]  # fmt: skip
        assert everywhere(merged, theirs_of) == changed((COURSES, one))
        assert everywhere(merged, ours_of) == changed((COURSES, other))


def test_the_sprachkurse_never_get_the_sportkurses_money() -> None:
    item = "- Die Stadt fördert {} für Bürger*innen mit {} Euro im Jahr.{}"
    courses = item.format("Sprachkurse", "10.000", "\n")
    sports = item.format("Sportkurse", "10.000", "")
    ours = item.format("Sprachkurse", "50.000", "\n")
    merged = merge(courses + sports, sports, ours + sports)
    assert merged.parts == (Conflict(at=0, base=courses, theirs="", ours=ours), sports)


def test_the_same_change_on_both_sides_is_made_once() -> None:
    both = changed(("10.000", "50.000"), ("Ende gut.", "Ende gut.\n\nAlles gut."))
    merged = merge(BASE, both, both)
    assert merged.text({}) == both
    assert {part.side for part in merged.clean} == {Side.BOTH}


def test_the_same_change_beside_one_of_our_own_is_no_question() -> None:
    theirs = changed(("10.000", "50.000"), text=LONG)
    ours = changed(("10.000", "50.000"), ("Sprach", "Deutsch"), text=LONG)
    merged = merge(LONG, theirs, ours)
    assert merged.text({}) == ours
    assert [part.side for part in merged.clean] == [Side.OURS]


def test_two_paragraphs_at_one_point_conflict_wherever_the_empty_line_is_counted() -> None:
    theirs = changed(("Ende gut.", "Neu von ihnen.\n\nEnde gut."))
    ours = changed(("Fristen.", "Fristen.\n\nAnders von uns."))
    (place,) = merge(BASE, theirs, ours).asked
    assert (place.base, place.theirs.strip(), place.ours.strip()) == (
        "", "Neu von ihnen.", "Anders von uns.",
    )  # fmt: skip


def test_a_paragraph_beside_one_that_is_changed_or_deleted_is_no_question() -> None:
    added = changed(("Ende gut.", "Neu hier.\n\nEnde gut."))
    for other in (("Ende", "Schluss"), ("Wir nennen Fristen.\n\n", "")):
        merged = merge(BASE, added, changed(other))
        assert merged.asked == []
        assert merged.text({}) == changed(other, text=added)


def test_what_is_appended_stands_behind_words_added_to_the_last_line() -> None:
    merged = merge("Eins.", "Eins.\n\nZwei.", "Eins. Mehr.")
    assert merged.text({}) == "Eins. Mehr.\n\nZwei."


def test_paragraphs_are_never_run_together() -> None:
    base = "A eins.\n\n# B\n\nC drei."
    merged = merge(base, "A eins.\n\nC drei.", "A eins.\n# B\n\nC drei.")
    for take in (theirs_of, ours_of, lambda place: getattr(place, "merged", place.ours)):
        assert "A eins.\nC drei." not in everywhere(merged, take)


def test_words_win_over_how_their_lines_are_wrapped_once_it_is_confirmed() -> None:
    rewrapped = changed(("Sprachkurse mit", "Sprachkurse\nmit"))
    ours = changed(("mit 10.000", "mit rund 10.000"), ("kurse mit", "kurse nur mit"))
    merged = merge(BASE, rewrapped, ours)
    (place,) = merged.asked
    assert isinstance(place, Proposal)
    assert place.merged == "Wir fördern Sprachkurse nur mit rund 10.000 Euro."


def test_a_moved_paragraph_that_the_other_side_edits_is_a_conflict() -> None:
    first, second, third, fourth = prose(1, 4, 14).split("\n\n")
    base = "\n\n".join((first, second, third, fourth))
    moved = "\n\n".join((second, third, fourth, first))
    ours = base.replace(first, first.replace(" ", " neu ", 1))
    for theirs, mine in ((moved, ours), (ours, moved)):
        asked = merge(base, theirs, mine).asked
        assert asked and all(isinstance(place, Conflict) for place in asked)


def test_a_paragraph_moved_by_both_to_different_places_is_asked_about() -> None:
    parts = prose(2, 5, 14).split("\n\n")
    early = "\n\n".join((parts[1], parts[0], *parts[2:]))
    late = "\n\n".join((*parts[1:], parts[0]))
    merged = merge("\n\n".join(parts), early, late)
    assert merged.asked
    assert everywhere(merged, theirs_of) == early


def test_a_move_in_the_redline_counts_as_gone_there_and_come_here() -> None:
    base, moved = "Eins.\n\nZwei.\n\n", "Zwei.\n\nEins.\n\n"
    away = RedlineBlock("moved_away", (("-", "Eins.\n\n"),), move=1)
    stays = RedlineBlock("same", (("=", "Zwei.\n\n"),))
    here = RedlineBlock("moved_here", (("+", "Eins.\n\n"),), move=1)
    theirs = Redline("given", (away, stays, here))
    for ours in ("Eins und mehr.\n\nZwei.\n\n", "Zwei.\n\n"):
        merged = merge_redlines(base, theirs, redline(base, ours))
        (place,) = merged.asked
        assert isinstance(place, Conflict)
        assert everywhere(merged, theirs_of) == moved
    assert merge_redlines(base, theirs, redline(base, base)).text({}) == moved
    assert merge_redlines(base, theirs, theirs).text({}) == moved


def test_own_words_keep_the_empty_lines_around_their_place() -> None:
    place = Conflict(at=0, base="Alt.\n\n", theirs="", ours="\n\nNeu.\n\n")
    assert framed(place, "Meine Worte.") == "\n\nMeine Worte.\n\n"
    assert framed(place, "  - eingerückt\n") == "\n\n  - eingerückt\n\n"
    assert framed(place, " \n") == ""


# Properties ----------------------------------------------------------------------------------

PARTS = st.lists(st.sampled_from(PIECES), max_size=6)
WORDS = st.sampled_from(("neu", "770", "Expert*innen", "\n\n", "§ 31b"))


@st.composite
def versions(draw: st.DrawFn) -> tuple[str, str, str]:
    """Give a base and two texts made from it, piece by piece."""
    base = draw(PARTS)
    return "\n\n".join(base), draw(_version(base)), draw(_version(base))


@st.composite
def _version(draw: st.DrawFn, base: list[str]) -> str:
    made = list(base)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(made)))
        match draw(st.sampled_from(("add", "drop", "move", "edit"))):
            case "add":
                made.insert(at, draw(st.sampled_from(PIECES)))
            case "drop" if at < len(made):
                made.pop(at)
            case "move" if at < len(made):
                made.insert(draw(st.integers(0, len(made) - 1)), made.pop(at))
            case "edit" if at < len(made):
                words = made[at].split(" ")
                words.insert(draw(st.integers(0, len(words))), draw(WORDS))
                made[at] = " ".join(words)
            case _:
                pass
    return draw(st.sampled_from(("\n\n", "\n"))).join(made)


THREE = versions() | st.tuples(TEXTS, TEXTS, TEXTS)


@given(TEXTS, TEXTS)
def test_where_one_side_changed_nothing_the_other_is_the_result(base: str, other: str) -> None:
    for merged in (merge(base, other, base), merge(base, base, other), merge(base, other, other)):
        assert merged.asked == []
        assert merged.text({}) == other


def put_in(old: str, new: str) -> Counter[str]:
    """Count the words that a text has more often than the one it was made from."""
    return _words(new) - _words(old)


def _words(text: str) -> Counter[str]:
    return Counter(word for token in tokens(text) if (word := token.strip()))


@given(THREE)
@settings(max_examples=400)
def test_every_word_put_in_is_in_the_result_or_asked_about(texts: tuple[str, str, str]) -> None:
    base, theirs, ours = texts
    merged = merge(base, theirs, ours)
    for side, own in ((theirs, theirs_of), (ours, ours_of)):
        shown = everywhere(merged, own) + "\n".join(
            part.merged for part in merged.asked if isinstance(part, Proposal)
        )
        found = redline(base, side)
        come = [text for block in found.blocks for op, text in block.ops if op == "+"]
        for token in {token.strip() for text in come for token in tokens(text)} - {""}:
            assert token in shown


@given(THREE)
@settings(max_examples=300)
def test_a_place_shows_what_stands_there_on_all_three_sides(texts: tuple[str, str, str]) -> None:
    base, theirs, ours = texts
    merged = merge(base, theirs, ours)
    written = {"theirs": "", "ours": "", "base": ""}
    at = 0
    for part in merged.parts:
        match part:
            case str():
                sides = (part, part, part)
            case _:
                sides = (part.base, part.theirs, part.ours)
                assert part.at == at
        at += len(sides[0])
        for name, text in zip(("base", "theirs", "ours"), sides, strict=True):
            written[name] += text
    assert written == {"base": base, "theirs": theirs, "ours": ours}
    places = [place.at for place in merged.asked]
    assert len(set(places)) == len(places)


@given(THREE)
def test_who_came_first_makes_no_difference_to_what_is_asked(texts: tuple[str, str, str]) -> None:
    base, theirs, ours = texts
    one, other = merge(base, theirs, ours), merge(base, ours, theirs)
    assert [(p.at, p.base, p.theirs, p.ours) for p in one.asked] == [
        (p.at, p.base, p.ours, p.theirs) for p in other.asked
    ]
    assert everywhere(one, theirs_of) == everywhere(other, ours_of)


def test_the_names_of_all_rules_are_given() -> None:
    assert merge("", "", "").algorithm == f"{REDLINE}+{ALGORITHM}" == f"{REDLINE}+merge-2"


def test_two_large_edits_of_a_text_are_merged() -> None:
    base = prose(21, 120, 40)
    theirs, ours = edited(base, 22, share=0.02), edited(base, 23, share=0.02)
    merged = merge(base, theirs, ours)
    assert merged.clean and merged.asked
    for side, own in ((theirs, theirs_of), (ours, ours_of)):
        missing = put_in(base, side) - _words(everywhere(merged, own))
        assert not missing


def test_marks_set_anywhere_in_a_law_outlast_its_amendment() -> None:
    for base, theirs in [invented(1), *real()]:
        parts = base.split("\n\n")
        marked = random.Random(2).sample(range(len(parts)), min(60, len(parts)))
        for at in marked:
            parts[at] += f" MARKE{at}."
        ours = "\n\n".join(parts)
        merged = merge(base, theirs, ours)
        shown = _words(everywhere(merged, ours_of))
        assert not put_in(base, ours) - shown
        assert not put_in(base, theirs) - _words(everywhere(merged, theirs_of))
        assert merge(base, theirs, base).text({}) == theirs


# Sentences and numbers are not doubled ---------------------------------------------------------


def test_a_split_paragraph_that_the_other_side_edits_is_proposed_whole() -> None:
    base = "Ein Satz steht hier. Ein zweiter Satz steht hier."
    split = "Ein Satz steht hier.\n\nEin zweiter Satz steht hier."
    edited = "Ein Satz steht hier. Ein zweiter neuer Satz steht hier."
    for theirs, ours in ((split, edited), (edited, split)):
        merged = merge(base, theirs, ours)
        (place,) = merged.asked
        assert isinstance(place, Proposal)
        assert place.merged == "Ein Satz steht hier.\n\nEin zweiter neuer Satz steht hier."
        assert everywhere(merged, theirs_of) == theirs
        assert everywhere(merged, ours_of) == ours
        assert everywhere(merged, lambda place: place.base) == base


def test_a_word_changed_right_where_a_paragraph_was_split_is_asked_about() -> None:
    base = "Ein Satz steht hier. Ein zweiter Satz steht hier."
    merged = merge(base, base.replace(". Ein", ".\n\nEin"), base.replace(". Ein", ". Der"))
    (place,) = merged.asked
    assert isinstance(place, Conflict)


@pytest.mark.parametrize(
    ("theirs", "ours", "together"),
    [
        ("Null Eins Zwei", "Eins Zwei Drei", "Null Eins Zwei Drei"),
        ("Eins Halb Zwei", "Eins Zwei Drei", "Eins Halb Zwei Drei"),
        ("Null Eins Zwei", "Eins Halb Zwei", "Null Eins Halb Zwei"),
        ("Zwei", "Eins Zwei Drei", "Zwei Drei"),
    ],
)
def test_a_list_that_both_number_anew_is_proposed_numbered_on(
    theirs: str, ours: str, together: str
) -> None:
    for one, other in ((theirs, ours), (ours, theirs)):
        (place,) = merge(counted("Eins Zwei"), counted(one), counted(other)).asked
        assert isinstance(place, Proposal)
        assert place.merged == counted(together)


def counted(items: str) -> str:
    return "".join(f"{number}. {item}\n" for number, item in enumerate(items.split(), start=1))


def test_a_list_that_one_side_numbers_anew_is_no_question() -> None:
    base = "1. Eins fördert die Stadt\n2. Zwei zahlt der Rat\n"
    theirs = "1. Null\n2. Eins fördert die Stadt\n3. Zwei zahlt der Rat\n"
    assert merge(base, theirs, f"{base}\nDanach.\n").asked == []
    counted_alike = base.replace("1. ", "- ").replace("2. ", "- ")
    assert merge(counted_alike, f"- Null\n{counted_alike}", f"{counted_alike}- Drei\n").asked == []


def test_what_moved_comes_only_where_nothing_of_it_was_left() -> None:
    first, *others = prose(1, 4, 14).split("\n\n")
    base, moved = "\n\n".join((first, *others)), "\n\n".join((*others, first))
    edited = base.replace(first, first.replace(" ", " neu ", 1))
    for theirs, ours in ((moved, edited), (edited, moved)):
        merged = merge(base, theirs, ours)
        for take in (theirs_of, ours_of, lambda place: place.base):
            text = everywhere(merged, take)
            assert text.count(others[0]) == text.count(first[-30:]) == 1


SENTENCES = prose(4, 12, 9).split("\n\n")


@st.composite
def regrouped(draw: st.DrawFn) -> tuple[str, str, str]:
    """Give paragraphs of sentences, and two texts in which some were split, joined and edited."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    ends = [sum(sizes[:at]) for at in range(len(sizes) + 1)]
    base = [SENTENCES[begin:end] for begin, end in pairwise(ends)]
    return _paragraphs(base), _paragraphs(draw(_cut(base))), _paragraphs(draw(_cut(base)))


def _paragraphs(made: list[list[str]]) -> str:
    return "\n\n".join(" ".join(sentences) for sentences in made) + "\n"


@st.composite
def _cut(draw: st.DrawFn, base: list[list[str]]) -> list[list[str]]:
    made = [list(sentences) for sentences in base]
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(made) - 1))
        match draw(st.sampled_from(("split", "join", "edit"))):
            case "split" if len(made[at]) > 1:
                made[at : at + 1] = [made[at][:1], made[at][1:]]
            case "join" if at + 1 < len(made):
                made[at : at + 2] = [made[at] + made[at + 1]]
            case _:
                made[at][0] = made[at][0].replace(" ", f" {draw(st.sampled_from('abc'))} ", 1)
    return made


@given(regrouped())
@settings(max_examples=200)
def test_no_sentence_is_doubled_whatever_is_decided(texts: tuple[str, str, str]) -> None:
    merged = merge(*texts)
    for take in (theirs_of, ours_of, lambda place: place.base, proposed_of):
        text = " ".join(everywhere(merged, take).split())
        for sentence in SENTENCES:
            most = max(" ".join(one.split()).count(sentence) for one in texts)
            assert text.count(sentence) <= most


def proposed_of(place: Proposal | Conflict) -> str:
    return place.merged if isinstance(place, Proposal) else place.ours


SPORT = "Die Stadt stellt 770.000,00 Euro für Sport bereit."
MONEY = "Die Stadt stellt 700 Euro bereit."


@pytest.mark.parametrize(
    ("base", "theirs", "ours"),
    [
        (f"{MONEY}\n## Ziele ##\n{SPORT}\n", "", f"{MONEY[1:]} 770.000,00\n#\n{MONEY}"),
        (f"## Ziele ##\n\n{SPORT}", f"{MONEY}\n\n{SPORT}\n\n## Ziele ##",
         f"{MONEY}\n\n## Ziele ##\n\n{SPORT}"),
    ],
    ids=["some of it asked", "all of it taken"],
)  # fmt: skip
def test_what_comes_at_one_place_keeps_its_order(base: str, theirs: str, ours: str) -> None:
    parts = merge(base, theirs, ours).parts
    for side, text in (("theirs", theirs), ("ours", ours)):
        assert "".join(p if isinstance(p, str) else getattr(p, side) for p in parts) == text
