"""How far a redline reaches."""

from __future__ import annotations

from dataclasses import astuple, replace

from hypothesis import example, given

from domain.text.changes import words
from domain.text.extent import extent, numbers_of, spans
from domain.text.redline import ALGORITHM, Redline, RedlineBlock, redline
from domain.text.redline.looks import looks
from tests.text.samples import TEXTS

OLD = "# Titel\n\nDie Stadt stellt 700 Euro bereit.\n\nDas entfällt hier ganz.\n\nDas bleibt.\n"
NEW = (
    "# Titel\n\nDie Stadt stellt 770,50 Euro bereit.\n\nDas bleibt.\n\nGanz neu sind § 31a und"
    " Expert*innen.\n"
)


def test_words_and_paragraphs_are_counted() -> None:
    found = extent(redline(OLD, NEW), NEW)
    assert (found.added, found.removed, found.words) == (1 + 6, 1 + 4, 1 + 6 + 2 + 6)
    assert (found.changed, found.inserted, found.deleted) == (1, 1, 1)
    assert (found.moved, found.formatted) == (0, 0)
    assert found.paragraphs == ((1, 1), (3, 3))


def test_what_moved_counts_once_and_only_its_changed_words() -> None:
    new = "Bleibt.\n\nEins oder zwei.\n\n"
    moved = Redline(
        ALGORITHM,
        (
            RedlineBlock("moved_away", (("-", "Eins und zwei.\n\n"),), 1),
            RedlineBlock("same", (("=", "Bleibt.\n\n"),)),
            RedlineBlock(
                "moved_here",
                (("+", "Eins oder zwei.\n\n"),),
                1,
                (("=", "Eins "), ("-", "und"), ("+", "oder"), ("=", " zwei.\n\n")),
            ),
        ),
    )
    found = extent(moved, new)
    assert (found.added, found.removed, found.moved, found.words) == (1, 1, 1, 4)
    assert (found.changed, found.inserted, found.deleted) == (0, 0, 0)
    assert found.paragraphs == ((2, 2),)


def test_formatting_changes_no_word() -> None:
    block = RedlineBlock("formatted", (("=", "Eins"), ("-", "\n"), ("+", " "), ("=", "zwei.")))
    found = extent(Redline(ALGORITHM, (block,)), "Eins zwei.")
    assert (found.added, found.removed, found.formatted, found.paragraphs) == (0, 0, 1, ())


def test_empty_lines_are_no_blocks() -> None:
    found = extent(redline("Eins.\n\nZwei.", "Eins.\n\n\nZwei."), "Eins.\n\n\nZwei.")
    assert found.inserted + found.deleted + found.changed == 0


def test_places_tell_the_paragraphs_they_lie_in() -> None:
    text = "# Titel\n\nEins.\n\nZwei.\n\n- Drei\n"
    assert numbers_of(text, [(0, 3)]) == []
    assert numbers_of(text, [(text.index("Zwei"), text.index("Drei") + 1), (9, 10)]) == [1, 2, 3]
    assert numbers_of("", [(0, 5)]) == []
    assert spans([1, 2, 3, 7]) == ((1, 3), (7, 7)) and spans([]) == ()


@given(TEXTS, TEXTS)
def test_what_is_there_is_what_was_there_and_came_less_what_went(old: str, new: str) -> None:
    found = extent(redline(old, new), new)
    signs = {"=": 0, "-": 0, "+": 0}  # a list's number is a word where it stands in a sentence
    for block in redline(old, new).blocks:
        ops = block.inner or block.ops
        for (op, text), look in zip(ops, looks(ops), strict=True):
            signs[op] += words(text) if look else 0
    came, went = found.added + signs["+"], found.removed + signs["-"]
    assert found.words == words(new) == words(old) + came - went


@example("```0")
@given(TEXTS)
def test_a_text_against_itself_and_against_nothing(text: str) -> None:
    same = extent(redline(text, text), text)
    assert astuple(replace(same, words=0, formatted=0)) == (0,) * 10 + ((),)
    begun = extent(redline("", text), text)
    assert (begun.added, begun.removed) == (words(text), 0)
