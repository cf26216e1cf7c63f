"""Dates, numbers and lists as German writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from review_service.words import german

EVENING = datetime(2020, 3, 18, 23, 5, tzinfo=UTC)


def test_times_are_those_of_hannover() -> None:
    assert german.date(EVENING) == "19.03.2020"
    assert german.weekday(EVENING) == "Donnerstag, 19.03.2020"
    assert german.moment(EVENING) == "19.03.2020, 0.05\u00a0Uhr"
    assert german.clock(datetime(2020, 7, 1, 8, 30, tzinfo=UTC)) == "10.30\u00a0Uhr"


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0 Punkte"), (1, "ein Punkt"), (2, "zwei Punkte"), (12, "zwölf Punkte"),
     (13, "13 Punkte"), (1612, "1.612 Punkte")],
)  # fmt: skip
def test_small_numbers_are_words(value: int, words: str) -> None:
    assert german.count(value, "ein Punkt", "Punkte") == words


@pytest.mark.parametrize(
    ("items", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a und b"), (list("abc"), "a, b und c")],
)
def test_lists_are_joined_as_sentences_do(items: list[str], words: str) -> None:
    assert german.listed(items) == words


@pytest.mark.parametrize(
    ("octets", "words"), [(850, "850 Byte"), (3_440, "3,4 KB"), (4_012_331, "4,0 MB")]
)
def test_sizes_are_given_as_people_read_them(octets: int, words: str) -> None:
    assert german.size(octets) == words.replace(" ", "\u00a0")


def test_a_year_has_four_digits() -> None:
    assert german.day(date(1, 1, 1)) == "01.01.0001"
    assert german.day(date(2020, 3, 8)) == "08.03.2020"
    assert german.date(datetime(987, 6, 5, 12, tzinfo=UTC)) == "05.06.0987"


def test_a_time_that_comes_twice_says_which_it_is() -> None:
    for hour, said in ((0, "2.30 Uhr (Sommerzeit)"), (1, "2.30 Uhr (Winterzeit)"), (2, "3.30 Uhr")):
        moment = datetime(2027, 10, 31, hour, 30, tzinfo=UTC)
        assert german.clock(moment).replace("\u00a0", " ") == said
    assert "(" not in german.clock(datetime(2027, 3, 28, 1, 30, tzinfo=UTC))
