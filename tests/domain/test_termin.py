"""Which moments clocks in Europe/Berlin show."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.procedure.termin import BERLIN, moments_at


@pytest.mark.parametrize(
    ("local", "hours"),
    [
        ((2027, 3, 28, 1, 59), [(28, 0, 59)]),
        ((2027, 3, 28, 2, 0), []),
        ((2027, 3, 28, 2, 59), []),
        ((2027, 3, 28, 3, 0), [(28, 1, 0)]),
        ((2027, 10, 31, 1, 59), [(30, 23, 59)]),
        ((2027, 10, 31, 2, 0), [(31, 0, 0), (31, 1, 0)]),
        ((2027, 10, 31, 2, 59), [(31, 0, 59), (31, 1, 59)]),
        ((2027, 10, 31, 3, 0), [(31, 2, 0)]),
    ],
)
def test_the_hours_in_which_clocks_are_changed(
    local: tuple[int, int, int, int, int], hours: list[tuple[int, int, int]]
) -> None:
    found = moments_at(datetime(*local))
    assert [(one.day, one.hour, one.minute) for one in found] == hours
    assert all(one.tzinfo is UTC for one in found)


@given(st.datetimes(datetime(1900, 1, 2), datetime(2200, 12, 30)))
def test_clocks_show_what_was_asked_for(local: datetime) -> None:
    found = moments_at(local)
    assert {one.astimezone(BERLIN).replace(tzinfo=None, fold=0) for one in found} <= {local}
    assert list(found) == sorted(set(found))


@given(st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_every_moment_is_one_of_those_its_clock_shows(moment: datetime) -> None:
    local = moment.astimezone(BERLIN).replace(tzinfo=None, fold=0)
    assert moment in moments_at(local)
    assert max(moments_at(local)) - min(moments_at(local)) in (timedelta(0), timedelta(hours=1))
