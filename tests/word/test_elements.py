"""What stands in a text without signs is read without the parser, and as the parser reads it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.text.blocks import paragraphs
from domain.text.markdown import parse
from domain.text.normalise import normalise
from review_service.word.elements import Element, Table, _Laying, _plain
from tests.text.laws import invented
from tests.text.samples import MARKDOWN, PROSE

LINES = st.sampled_from(
    (
        "Wort",
        "§ 5 gilt",
        "§§ 6 und 7",
        "(1) Satz",
        "„so“",
        "23 Absatz",
        "7. Punkt",
        "7.",
        "1) a",
        "14.5 Euro",
    )
)
BEGINS = st.sampled_from(("", "- ", "3.  ", "12) ", "05. ", "## ", "#### "))
TEXTS = st.tuples(BEGINS, LINES, st.lists(st.tuples(st.sampled_from(("\n", "\n    ")), LINES))).map(
    lambda text: text[0] + text[1] + "".join(gap + line for gap, line in text[2])
)


def read(element: Element) -> object:
    """Give what an element says and where, however its runs are cut."""
    if isinstance(element, Table):
        return element
    letters = [
        (letter, run.face, run.start + at)
        for run in element.runs
        for at, letter in enumerate(run.text)
    ]
    return element.look, letters, element.start


def the_parser_agrees(text: str) -> None:
    for unit in paragraphs(normalise(text)):
        plain = _plain(unit.text, unit.kind)
        if plain:
            (parsed,) = _Laying(unit.text).elements(parse(unit.text))
            assert read(plain) == read(parsed)


@given(TEXTS | MARKDOWN | PROSE)
@settings(max_examples=500)
def test_both_readings_are_one(text: str) -> None:
    the_parser_agrees(text)


def test_most_of_a_law_needs_no_parser() -> None:
    old, new = invented(1)
    units = [unit for text in (old, new) for unit in paragraphs(text)]
    assert sum(_plain(unit.text, unit.kind) is not None for unit in units) > 0.7 * len(units)
    the_parser_agrees(new)
