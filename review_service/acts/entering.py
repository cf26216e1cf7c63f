"""Entering persons in the register with an act, both or neither."""

from __future__ import annotations

from datetime import datetime

from domain import rules
from domain.aggregate import Aggregate
from domain.gremium import Actor
from domain.person import Person
from projections import persons
from projections.read_model import Cursor
from review_service.acts.doing import Doing
from review_service.people import register
from review_service.people.register import NewEntry
from review_service.reviews import Did


def must_be_registered(doing: Doing, person: str) -> None:
    """Refuse whom the register does not know; raises ThePersonIsErased,
    ThePersonIsNotInTheRegister."""
    with doing.service.pool.connection() as database:
        if persons.erasure(database, person):
            raise rules.ThePersonIsErased
        if register.find(database, person) is None:
            raise rules.ThePersonIsNotInTheRegister


class Entering:
    """The persons an act enters in the register: who they are is decided once, however often the
    act is decided again."""

    def __init__(self, by: Actor) -> None:
        self._by = by
        self._entries: list[NewEntry] = []

    def new(self, name: str, contact: str = "", office: str = "") -> str:
        """Enter a person; gives the pseudonym."""
        entry = register.new(name, contact, office)
        self._entries.append(entry)
        return entry.pseudonym

    def did(self, at: datetime, *also: Aggregate) -> Did:
        """Give what is saved with the act: entries, what the log notes about them, and `also`."""
        persons = [Person.register(one.pseudonym, by=self._by, at=at) for one in self._entries]
        return Did(also=(*also, *persons), beside=[self._write])

    def _write(self, cursor: Cursor) -> None:
        for entry in self._entries:
            register.write(cursor, entry)
