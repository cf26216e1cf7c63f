"""A Person in the log: a pseudonym, whether it is erased, and how long its name stays on record.

Name, contact and office stand in the register outside the log; no event has any of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self
from uuid import NAMESPACE_URL, UUID, uuid5

from domain import rules
from domain.aggregate import Aggregate, DomainEvent
from domain.gremium import Actor, Role
from domain.procedure.termin import day_of

OFFICES = frozenset({Role.CHAIR, Role.OFFICE, Role.GESCHAEFTSFUEHRUNG, Role.AUDITOR})
"""Roles in which a person acts in office: their record names who acted."""


class Reason(StrEnum):
    """Why a person is erased."""

    REQUEST = "request"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    NO_LONGER_NEEDED = "no_longer_needed"
    MISTAKE = "mistake"


@dataclass(frozen=True)
class Term:
    """A time in a seat up to the day `until` (None: open end); `ex_officio` as it is filled."""

    role: Role
    until: date | None
    ex_officio: bool


def in_office_until(terms: Iterable[Term], acted_as: Iterable[Role], today: date) -> date | None:
    """Give a person's last day in office, at most today; None for whoever never acted in one.

    In office is who held a seat ex officio, or acted in a role of OFFICES (`acted_as`); for such
    a role alone, not acted in, nobody stays named.
    """
    acted = OFFICES & set(acted_as)
    days = [
        min(term.until or today, today) for term in terms if term.ex_officio or term.role in acted
    ]
    return max(days) if days else (today if acted else None)


def years_after(day: date, years: int) -> date:
    """Give the same day so many years later; the 1st of March where that year has no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


class Person(Aggregate):
    """One person, known to the log by a pseudonym."""

    TOPIC = "Person"

    # Events ----------------------------------------------------------------------------------

    class Event(Aggregate.Event):
        """A fact about a person (pseudonym)."""

        person: str

    class Registered(Event, Aggregate.Created):
        """The person is in the register."""

        originator_topic: str = "Person"

    class AccountOpened(Event):
        """The person can sign in, once it set a password by the one-time link issued with it."""

    class LinkIssued(Event):
        """A one-time link, or at the command line a token, was issued: whoever has it gets in as
        the person."""

    class AccountClosed(Event):
        """The person can no longer sign in."""

    class Erased(Event):
        """Account and contact are gone, and the name: at once, or after the day `named_until`."""

        reason: Reason
        named_until: date | None = None

    class NameErased(Event):
        """The name is gone too: the record no longer has to give it."""

    # Deciding --------------------------------------------------------------------------------

    @staticmethod
    def id_of(pseudonym: str) -> UUID:
        """Give a person's stream."""
        return uuid5(NAMESPACE_URL, f"person/{pseudonym}")

    @classmethod
    def register(cls, pseudonym: str, *, by: Actor, at: datetime) -> Self:
        """Note that a pseudonym stands for somebody in the register."""
        return cls._create(
            cls.Registered, id=cls.id_of(pseudonym), person=pseudonym, by=by, timestamp=at
        )

    def open_account(self, *, by: Actor, at: datetime) -> None:
        """Let the person sign in from now on."""
        self._note(Person.AccountOpened, by, at)

    def issue_link(self, *, by: Actor, at: datetime) -> None:
        """Let whoever gets a one-time link sign in as the person."""
        self._note(Person.LinkIssued, by, at)

    def close_account(self, *, by: Actor, at: datetime) -> None:
        """Let the person sign in no longer."""
        self._note(Person.AccountClosed, by, at)

    def _note(self, event_class: type[Person.Event], by: Actor, at: datetime) -> None:
        if self.erased:
            raise rules.ThePersonIsErased
        self.trigger_event(event_class, person=self.person, by=by, timestamp=at)

    def erase(
        self, reason: Reason, *, named_until: date | None = None, by: Actor, at: datetime
    ) -> None:
        """Erase the person; whoever acted in office stays named up to the day `named_until`."""
        if self.erased:
            raise rules.ThePersonIsErased
        if named_until is not None and named_until <= day_of(at):
            named_until = None
        self.trigger_event(
            Person.Erased, person=self.person, reason=reason, named_until=named_until,
            by=by, timestamp=at,
        )  # fmt: skip

    def erase_name(self, *, at: datetime) -> None:
        """Erase the name of an erased office-holder, by order of whoever erased the person."""
        if self.ordered_by is None or self.named_until is None:
            raise rules.NoNameIsKept
        if day_of(at) <= self.named_until:
            raise rules.TheNameStaysOnRecord(until=f"{self.named_until:%d.%m.%Y}")
        self.trigger_event(Person.NameErased, person=self.person, by=self.ordered_by, timestamp=at)

    # What the rules ask for --------------------------------------------------------------------

    person: str
    ordered_by: Actor | None = None
    named_until: date | None = None

    @property
    def erased(self) -> bool:
        """Whether the person is erased, be it still named or not."""
        return self.ordered_by is not None

    def evolve(self, event: DomainEvent) -> None:
        """Fold one event; never raises, never reads the clock."""
        match event:
            case Person.Registered(person=person):
                self.person = person
            case Person.Erased(by=by, named_until=named_until):
                self.ordered_by, self.named_until = by, named_until
            case Person.NameErased():
                self.named_until = None
