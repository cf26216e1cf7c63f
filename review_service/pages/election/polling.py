"""What the pages and forms of an election are made from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from domain.election.course import Course
from projections import persons
from review_service.pages.kinds import Options
from review_service.pages.steps import Desk
from review_service.people import register
from review_service.words import election as words
from review_service.words.election import Names

MOST_PERSONS = 500
"""Persons in a select at most."""


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
        }  # fmt: skip

    @cached_property
    def persons(self) -> Options:
        """Who of the register can stand, count or bear witness."""
        with self.visitor.database() as database:
            erased = {one.person for one in persons.erasures(database)}
            found = register.search(database, limit=MOST_PERSONS)
        return [
            (one.pseudonym, ", ".join(filter(None, (one.display_name, one.office))))
            for one in found
            if one.pseudonym not in erased
        ]
