"""When something is planned or took place, as vague as its source, and whose day a moment is on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from domain.value import Value

BERLIN = ZoneInfo("Europe/Berlin")


def day_of(moment: datetime) -> date:
    """Give the day a moment (with zone) lies on in Europe/Berlin: rights end at its midnight."""
    return moment.astimezone(BERLIN).date()


def moments_at(local: datetime) -> tuple[datetime, ...]:
    """Give the moments (UTC) at which clocks in Europe/Berlin show a day and time (without zone).

    None in the hour that is left out in March, two in the one that comes twice in October: first
    that in summer time.
    """
    found = (local.replace(tzinfo=BERLIN, fold=fold).astimezone(UTC) for fold in (0, 1))
    shown = (one for one in found if one.astimezone(BERLIN).replace(tzinfo=None, fold=0) == local)
    return tuple(dict.fromkeys(shown))


def german(day: date) -> str:
    """Give a day as German writes it, with four digits of the year: `18.03.2020`."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


class Termin(Value):
    """A date in the words of its source (`Mitte November 2019`) and the days these may mean."""

    words: str
    begins: date | None = None
    ends: date | None = None
