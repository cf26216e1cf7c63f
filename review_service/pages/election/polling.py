"""What the pages and forms of an election are made from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from domain.election.course import Course
from projections import persons
from review_service.pages.election.occupied import Occupied, occupied
from review_service.pages.kinds import Options
from review_service.pages.steps import Desk
from review_service.people import register
from review_service.people.register import Entry
from review_service.words import election as words
from review_service.words.election import Names

MOST_FOUND = 20
"""Persons shown at most where one is looked for."""


@dataclass(frozen=True, kw_only=True)
class Polling(Desk):
    """An election: all names in it, and whose count is entered again."""

    course: Course
    names: Names
    organisations: Names
    standing: words.Standing
    teller: str = ""

    @property
    def on_roll(self) -> Options:
        """The organisations that may vote."""
        return [(one.slug, one.name) for one in self.course.roll.values()]

    @property
    def facts(self) -> dict[str, Any]:
        """What every page about an election shows."""
        course, ordnung = self.course, self.visitor.ordnung
        titles = {seat: words.seat_title(ordnung, course.body, seat) for seat in course.terms.seats}
        return {
            "course": course, "names": self.names, "words": words,
            "standing": self.standing, "organisations": self.organisations, "seats": titles,
            "occupied": () if course.stage == "concluded" else self.occupied,
        }  # fmt: skip

    def look_up(self, words: str, person: str) -> list[Entry]:
        """Give who of the register may be meant by words, and whoever has a pseudonym."""
        with self.visitor.database() as database:
            erased = {one.person for one in persons.erasures(database)}
            chosen = register.find(database, person) if person else None
            found = register.search(database, words, limit=MOST_FOUND) if words else []
        meant = {one.pseudonym: one for one in (chosen, *found) if one}
        return [one for one in meant.values() if one.pseudonym not in erased]

    @property
    def known(self) -> list[str]:
        """The names of all who stand, count or bear witness in it: typed again, they are meant."""
        return [self.names[person] for person in self.course.persons]

    @cached_property
    def occupied(self) -> list[Occupied]:
        """Who holds the seats it is about today."""
        return occupied(self.visitor, self.course.body, self.course.terms.seats)
