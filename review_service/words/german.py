"""How German writes dates, numbers and lists; times are shown as in Deutschland."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Day
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.procedure.termin import Termin, german

ZONE = ZoneInfo("Europe/Berlin")
_DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
    "November", "Dezember",
)  # fmt: skip
_NUMBERS = (
    "null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn",
    "elf", "zwölf",
)  # fmt: skip


def date(moment: datetime) -> str:
    """Give the day: `18.03.2020`."""
    return german(moment.astimezone(ZONE))


def day(day: Day) -> str:
    """Give a day without a time: `18.03.2020`."""
    return german(day)


def long_day(day: Day) -> str:
    """Give a day with its month in words: `18. März 2020`."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def month(month: str) -> str:
    """Give a month (`2020-03`) in words: `März 2020`."""
    year, _, number = month.partition("-")
    return f"{_MONTHS[int(number) - 1]} {int(year)}"


def termin(termin: Termin) -> str:
    """Give a date's own words and, where they leave that open, the days they may mean."""
    days = [one for one in (termin.begins, termin.ends) if one]
    named = any(said in termin.words for one in days for said in (day(one), long_day(one)))
    exact = " bis ".join(dict.fromkeys(day(one) for one in days))
    return f"{termin.words} ({exact})" if exact and not named else termin.words


def weekday(moment: datetime) -> str:
    """Give the day with its name: `Mittwoch, 18.03.2020`."""
    return f"{_DAYS[moment.astimezone(ZONE).weekday()]}, {date(moment)}"


def clock(moment: datetime) -> str:
    """Give the time of day: `9.05 Uhr`, held together by a no-break space.

    In the hour that comes twice in October it says which: `2.05 Uhr (Winterzeit)`.
    """
    local = moment.astimezone(ZONE)
    comes_twice = local.replace(fold=1 - local.fold).utcoffset() != local.utcoffset()
    which = f" ({'Winterzeit' if local.fold else 'Sommerzeit'})" if comes_twice else ""
    return f"{local.hour}.{local:%M}\u00a0Uhr{which}"


def moment(moment: datetime) -> str:
    """Give day and time: `18.03.2020, 17.55 Uhr`."""
    return f"{date(moment)}, {clock(moment)}"


def number(value: int) -> str:
    """Give a number with points: `1.612`."""
    return f"{value:,}".replace(",", ".")


def count(value: int, one: str, many: str) -> str:
    """Give a counted noun, in words up to twelve: `eine Vorgabe`, `drei Vorgaben`, `14 Punkte`.

    `one` is the whole phrase for one (`ein Punkt`), which knows gender and case.
    """
    if value == 1:
        return one
    word = _NUMBERS[value] if 1 < value < len(_NUMBERS) else number(value)
    return f"{word} {many}"


def listed(items: Iterable[str]) -> str:
    """Join as a sentence does: `a, b und c`."""
    *first, last = [*items] or [""]
    return f"{', '.join(first)} und {last}" if first else last


def size(octets: int) -> str:
    """Give a size in bytes as people read it: `850 Byte`, `3,4 KB`, `4,0 MB` (powers of 1000)."""
    for unit, step in (("MB", 1_000_000), ("KB", 1_000)):
        if octets >= step:
            return f"{octets / step:.1f}".replace(".", ",") + f"\u00a0{unit}"
    return f"{octets}\u00a0Byte"


def shortened(words: str, most: int) -> str:
    """Give words on one line, cut at a word where they are longer than so many characters."""
    line = " ".join(words.split())
    if len(line) > most:
        line = line[:most].rsplit(" ", 1)[0].rstrip(",;:–- ") + " …"
    return line


def capital(sentence: str) -> str:
    """Give a sentence its capital; the rest stays as it is."""
    return sentence[:1].upper() + sentence[1:]
