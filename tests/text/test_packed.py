"""A redline kept as lengths is the same redline again, of the same texts and of no others."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from domain.text.redline import Redline, RedlineBlock, redline
from domain.text.redline.packed import Packed, packed, unpacked
from tests.text.samples import TEXTS, edited, prose


@given(TEXTS, TEXTS)
def test_what_was_packed_is_the_same_again(old: str, new: str) -> None:
    found = redline(old, new)
    assert unpacked(json.loads(json.dumps(packed(found))), old, new) == found


def test_a_long_redline_is_kept_in_little() -> None:
    old = prose(1, 200, 40)
    new = edited(old, 2, share=0.1)
    found = redline(old, new)
    assert unpacked(packed(found), old, new) == found
    assert len(json.dumps(packed(found))) < len(old) / 4


MOVED = Redline(
    "any",
    (
        RedlineBlock("moved_away", (("-", "Der erste Satz.\n\n"),), move=1),
        RedlineBlock("same", (("=", "Mitte.\n\n"),)),
        RedlineBlock(
            "moved_here",
            (("+", "Der letzte Satz.\n\n"),),
            move=1,
            inner=(("=", "Der "), ("-", "erste"), ("+", "letzte"), ("=", " Satz.\n\n")),
        ),
    ),
)
OLD, NEW = "Der erste Satz.\n\nMitte.\n\n", "Mitte.\n\nDer letzte Satz.\n\n"


def test_a_move_keeps_its_number_and_what_changed_on_the_way() -> None:
    assert packed(MOVED)["blocks"] == ["a1-17", "s0=8", "h1+18/=4-5+6=8"]
    assert unpacked(packed(MOVED), OLD, NEW) == MOVED


@pytest.mark.parametrize(
    ("old", "new"),
    [(OLD + "x", NEW), (OLD, NEW + "x"), (OLD[:-1], NEW), (OLD, NEW[:-1]), (OLD, NEW.lower())],
)
def test_it_is_no_redline_of_other_texts(old: str, new: str) -> None:
    with pytest.raises(ValueError):
        unpacked(packed(MOVED), old, new)


@pytest.mark.parametrize(
    "block", ["", "x0=5", "c0", "c0=4", "c0=6", "c0*5", "h1+5/=5", "h1+5/-1+4", "c0=99999999999"]
)
def test_what_is_no_block_of_the_texts_is_refused(block: str) -> None:
    with pytest.raises(ValueError):
        unpacked(Packed(algorithm="any", blocks=[block]), "Eins.", "Eins.")
