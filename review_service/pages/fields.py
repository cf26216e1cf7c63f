"""What is typed into the fields of a form: days, moments and whole numbers."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from domain.procedure.termin import moments_at
from review_service.acts.requests.elections import MOST_VOTES
from review_service.acts.requests.elections import NewTermin as Termin
from review_service.pages.forms import Line
from review_service.pages.typed import Typed
from review_service.words import german

WHEN = "wann"
"""The field that says when something happened; now where it is empty."""
CLOCK, SUMMER, WINTER = "-uhr", "sommerzeit", "winterzeit"
"""Behind a field's name: the field that says which of two moments is meant; what it can say."""
YEARS = range(1900, 2201)
"""What can be the year of a day that is typed."""
_ASK_MOMENT = "Bitte geben Sie Tag und Uhrzeit an, zum Beispiel 10.01.2020 12:00."
_TWICE = (
    "Diese Uhrzeit gibt es am {} zweimal, denn die Uhren werden zurückgestellt."
    " Bitte wählen Sie Sommerzeit oder Winterzeit."
)
_NEVER = (
    "Diese Uhrzeit gibt es am {} nicht, denn die Uhren werden vorgestellt."
    " Bitte geben Sie eine Uhrzeit davor oder danach an."
)
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?::[0-5][0-9])?")


class Reading:
    """Reads fields and collects what is to be mended, in the order of the form."""

    def __init__(self, typed: Typed) -> None:
        self.typed = typed
        self.wrong: list[Line] = []

    def mend(self, field: str, sentence: str) -> None:
        """Note what is to be mended."""
        self.wrong.append(Line(sentence, field))

    def words(self, field: str, sentence: str) -> str:
        """Give words that must be there; `sentence` asks for them."""
        words = self.typed.text(field).strip()
        if not words:
            self.mend(field, sentence)
        return words

    def moment(self, field: str, sentence: str = "") -> datetime | None:
        """Give a moment in Europe/Berlin; empty is wrong where a sentence asks for it.

        Where clocks show that time twice, it is asked which of both (`field` + CLOCK).
        """
        raw = self.typed.text(field).strip()
        local = local_time(raw)
        if local is None:
            if raw or sentence:
                self.mend(field, _ASK_MOMENT if raw else sentence)
            return None
        found = dict(zip((SUMMER, WINTER), moments_at(local), strict=False))
        if len(found) == 1:
            return found[SUMMER]
        chosen = found.get(self.typed.text(field + CLOCK))
        if chosen is None:
            self.mend(field, (_TWICE if found else _NEVER).format(german.day(local.date())))
        return chosen

    def day(self, field: str, sentence: str = "") -> date | None:
        """Give a day; empty is wrong where a sentence asks for it."""
        raw = self.typed.text(field).strip()
        found = _day(raw)
        if found is None and (raw or sentence):
            asked = "Bitte geben Sie einen Tag an, zum Beispiel 11.01.2020."
            self.mend(field, asked if raw else sentence)
        return found

    def number(self, field: str, sentence: str) -> int:
        """Give a whole number from 0 up."""
        raw = self.typed.text(field).strip()
        if re.fullmatch(r"[0-9]{1,6}", raw) and int(raw) <= MOST_VOTES:
            return int(raw)
        self.mend(field, sentence)
        return 0

    def termin(self, words: str, day: str) -> Termin:
        """Give a Termin by its day, by words (`Mitte November 2019`), or by both."""
        found = self.day(day)
        said = self.typed.text(words).strip()
        if not (found or said):
            self.mend(day, "Bitte geben Sie an, wann die Wahlveranstaltung ist.")
        if found and not said:
            said = german.weekday(datetime.combine(found, time(12), german.ZONE))
        return Termin(words=said or "offen", begins=found, ends=found)


def _day(raw: str) -> date | None:
    """Read a day as a browser sends it, or as German writes it."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            found = datetime.strptime(raw, form).date()
        except ValueError:
            continue
        return found if found.year in YEARS else None
    return None


def local_time(raw: str) -> datetime | None:
    """Read day and time as clocks show them; None where they are not both given."""
    day, _, clock = raw.strip().replace("T", " ").partition(" ")
    found, read = _day(day), _CLOCK.fullmatch(clock.strip())
    if found is None or read is None:
        return None
    return datetime.combine(found, time(int(read[1]), int(read[2])))
