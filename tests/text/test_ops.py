"""When a paragraph is better shown whole, old and new."""

from __future__ import annotations

import pytest

from domain.text.redline.ops import RedlineBlock, TextOp


@pytest.mark.parametrize(
    ("ops", "mostly"),
    [
        ((("=", "ab "), ("-", "cd "), ("+", "ef")), False),  # half of 8 letters changed
        ((("=", "aa "), ("-", "ccc "), ("+", "eee")), False),  # exactly 60 %
        ((("=", "aa "), ("-", "ccc "), ("+", "eeee")), True),
        ((("=", "  a  "), ("-", "c"), ("+", "eeee    ")), True),  # white space has no letters
        ((("=", "aa     "), ("-", "c"), ("+", "ee")), False),
    ],
)
def test_over_60_percent_of_the_letters_are_most_of_it(
    ops: tuple[TextOp, ...], mostly: bool
) -> None:
    assert RedlineBlock("changed", ops).mostly_changed is mostly
    come = "".join(text for op, text in ops if op != "-")
    assert RedlineBlock("moved_here", (("+", come),), 1, ops).mostly_changed is mostly


def test_what_stands_in_one_text_alone_is_not_mostly_changed() -> None:
    assert not RedlineBlock("inserted", (("+", "neu"),)).mostly_changed
    assert not RedlineBlock("deleted", (("-", "alt"),)).mostly_changed
    assert not RedlineBlock("moved_away", (("-", "alt"),), 1).mostly_changed
    assert not RedlineBlock("formatted", (("-", "\n"), ("+", " "))).mostly_changed
