"""A paragraph that stands elsewhere has moved, also when some of its words changed."""

from __future__ import annotations

from hypothesis import given

from domain.text.redline import redline
from domain.text.redline.ops import Redline
from domain.text.tracing import kept
from tests.text.samples import MARKDOWN, TEXTS, edited, prose

COURSES = "Die Stadt fördert Sprachkurse in allen Stadtteilen mit 10.000 Euro im Jahr."
SPORT = "Für Sportvereine stellt der Rat Hallen bereit, auch am Abend und in den Ferien."
HOUSING = "Wohnungen werden ohne Ansehen der Herkunft vergeben; darüber wacht der Beirat."


def kinds(found: Redline) -> list[str]:
    return [block.kind for block in found.blocks]


def moved(old: str, new: str) -> list[tuple[int, str]]:
    """Give for each move its number and what changed on the way: [-gone-] and {+come+}."""
    forms = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    return [
        (
            block.move,
            "".join(forms[op].format(text) for op, text in block.inner if text.strip()).strip(),
        )
        for block in redline(old, new).blocks
        if block.kind == "moved_here"
    ]


def test_a_paragraph_that_stands_elsewhere_has_moved() -> None:
    found = redline("\n\n".join([COURSES, SPORT, HOUSING]), "\n\n".join([SPORT, HOUSING, COURSES]))
    assert kinds(found) == ["moved_away", "same", "same", "moved_here"]
    assert [block.move for block in found.blocks] == [1, 0, 0, 1]


def test_its_words_may_change_on_the_way() -> None:
    old = "\n\n".join([COURSES, SPORT, HOUSING])
    new = "\n\n".join([SPORT, HOUSING, COURSES.replace("10.000", "50.000")])
    assert moved(old, new) == [
        (1, COURSES.replace("10.000", "[-10.000-]{+50.000+}")),
    ]


def test_moves_are_counted_in_the_order_of_the_new_text() -> None:
    stays = prose(1, 5, 30)
    old, new = "\n\n".join([COURSES, SPORT, stays]), "\n\n".join([stays, SPORT, COURSES])
    assert moved(old, new) == [(1, SPORT), (2, COURSES)]


def test_a_row_that_moved_is_compared_by_its_cells() -> None:
    head = "| Vorhaben | Zahl |\n| --- | --- |\n"
    rows = [f"| {COURSES} | 12 |", f"| {SPORT} | 7 |", f"| {HOUSING} | 3 |"]
    old, new = "\n".join(rows), "\n".join([rows[1], rows[2], rows[0].replace("12", "15")])
    assert moved(head + old, head + new) == [(1, f"| {COURSES} | [-12-]{{+15+}} |")]


def test_a_short_paragraph_comes_and_goes() -> None:
    old = "\n\n".join(["Zu den Kosten", SPORT, HOUSING])
    new = "\n\n".join([SPORT, HOUSING, "Zu den Kosten"])
    assert kinds(redline(old, new)) == ["deleted", "same", "same", "inserted"]


def test_what_shares_few_words_has_not_moved() -> None:
    other = "Die Stadt prüft Sprachkurse und berichtet dem Rat einmal im Jahr über ihren Erfolg."
    old, new = "\n\n".join([COURSES, SPORT, HOUSING]), "\n\n".join([SPORT, HOUSING, other])
    assert kinds(redline(old, new)) == ["deleted", "same", "same", "inserted"]


def test_each_of_many_shuffled_paragraphs_is_found_again() -> None:
    paragraphs = prose(3, 40, 30).split("\n\n")
    new = [edited(paragraph, 4, share=0.05) for paragraph in reversed(paragraphs)]
    found = redline("\n\n".join(paragraphs), "\n\n".join(new))
    assert not {"deleted", "inserted"} & set(kinds(found))


@given(MARKDOWN, MARKDOWN)
def test_the_moved_words_are_those_of_both_places(old: str, new: str) -> None:
    found = redline(f"{old}\n\n{SPORT}\n\n{new}\n\n{COURSES}", f"{COURSES} Ja.\n\n{new}\n\n{SPORT}")
    away = {block.move: block for block in found.blocks if block.kind == "moved_away"}
    here = [block for block in found.blocks if block.kind == "moved_here"]
    assert sorted(away) == [block.move for block in here] == list(range(1, len(here) + 1))
    for block in here:
        gone = "".join(text for op, text in block.inner if op != "+")
        come = "".join(text for op, text in block.inner if op != "-")
        assert (("-", gone),) == away[block.move].ops
        assert (("+", come),) == block.ops


@given(TEXTS, TEXTS)
def test_what_is_kept_stands_in_both_texts_and_nowhere_twice(old: str, new: str) -> None:
    runs = kept(redline(f"{old}\n\n{SPORT}\n\n{new}", f"{new}\n\n{COURSES}\n\n{old}\n\n{SPORT}"))
    before, behind = (
        f"{old}\n\n{SPORT}\n\n{new}",
        f"{new}\n\n{COURSES}\n\n{old}\n\n{SPORT}",
    )
    end = 0
    taken: set[int] = set()
    for run in runs:
        assert before[run.old : run.old + run.length] == behind[run.new : run.new + run.length]
        assert run.length > 0
        assert run.new >= end
        end = run.new + run.length
        places = set(range(run.old, run.old + run.length))
        assert not taken & places
        taken |= places


@given(TEXTS)
def test_of_the_same_text_all_is_kept(text: str) -> None:
    assert sum(run.length for run in kept(redline(text, text))) == len(text)
    assert not any(run.moved for run in kept(redline(text, text)))
