from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text.normalise import normalise
from domain.text.unseen import named, pattern, shown, without

HIDDEN = "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\u3164"
HIDDEN += "\ufe0f\ufeff\U000e0041\x01\x1b\x7f\x9b"
SEEN = {
    "a Persian word": "می\u200cخواهم",
    "a Persian word with its vowels": "مِی\u200cخوٰاهم",
    "the abbreviation of the Hijri year": "1440ه\u200d",
    "a Hindi conjunct": "क्\u200dष",
    "a Bengali conjunct": "র\u200d্য",
    "a Sinhala name": "ශ්\u200dරී",
    "a family": "👨\u200d👩\u200d👧",
    "a heart on fire": "❤\ufe0f\u200d🔥",
    "a woman at a computer": "👩🏽\u200d💻",
    "a flag with a selector": "🏳\ufe0f\u200d🌈",
    "a flag of tags": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "a keycap": "1\ufe0f\u20e3",
    "a sign as text": "☺\ufe0e ©\ufe0f ‼\ufe0f",
    "a Japanese name": "葛\U000e0100城",
    "a table with tabs": "eins\tzwei\n",
}


@pytest.mark.parametrize("sign", HIDDEN)
@pytest.mark.parametrize(
    "around", ["Maß{}nahme", "{}Wort", "Wort{} Wort", "5{}0", "„{}Wort“", "é{}"]
)
def test_what_no_reader_sees_does_not_come_in(around: str, sign: str) -> None:
    assert normalise(around.format(sign)) == around.format("")
    assert normalise(around.format(sign * 3)) == around.format("")


@pytest.mark.parametrize("text", SEEN.values(), ids=SEEN)
def test_what_forms_a_sign_that_is_seen_stays(text: str) -> None:
    assert normalise(text) == text == shown(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("😀\ufe0f\ufe0f\ufe0f", "😀\ufe0f"),
        ("😀\u200d ", "😀 "),
        ("می\u200c\u200cخ", "می\u200cخ"),
        ("🏴" + "\U000e0061" * 20, "🏴" + "\U000e0061" * 6),
    ],
)
def test_nothing_hides_behind_what_may_stay(text: str, left: str) -> None:
    assert without(text) == left


def test_what_came_in_before_is_shown_by_its_code_point() -> None:
    assert shown("Maß\u200bnahme \u202etug\x1b[8m\U000e0041") == (
        "MaßU+200Bnahme U+202EtugU+001B[8mU+E0041"
    )
    assert named("\u00ad") == "U+00AD"


@given(st.text(st.sampled_from([*HIDDEN, *"".join(SEEN.values()), *"aé=⫝\u0338\u0301\r "])))
def test_taking_them_out_twice_is_taking_them_out_once(text: str) -> None:
    assert without(without(text)) == without(text)
    assert normalise(normalise(text)) == normalise(text)
    assert pattern().search(normalise(text)) is None
