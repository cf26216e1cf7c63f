"""A Suggestion (Initiativvorschlag): a person, with consent, for the expert seats of a Gremium.

OE 50.6 collects it and hands it to a Dezernat, which appoints the person or declines. The person
is a pseudonym; name and contact stand in the register alone.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from domain import rules
from domain.aggregate import Aggregate, DomainEvent
from domain.gremium import Actor, Gremium


class SuggestionStatus(StrEnum):
    """How far a suggestion has come."""

    COLLECTED = "collected"
    FORWARDED = "forwarded"
    APPOINTED = "appointed"
    DECLINED = "declined"
    CONSENT_WITHDRAWN = "consent_withdrawn"


class Suggestion(Aggregate):
    """One suggestion, from its receipt to its answer."""

    TOPIC = "Suggestion"

    # Events ----------------------------------------------------------------------------------

    class Event(Aggregate.Event):
        """A fact about a suggestion."""

    class Collected(Event, Aggregate.Created):
        """OE 50.6 received a suggestion; the person consents to it. `entered` where the person
        came into the register with it, and was not there before."""

        originator_topic: str = "Suggestion"
        person: str
        entered: bool = True
        consent: bool
        organisation: str
        themes: tuple[str, ...]
        reason: str

    class Forwarded(Event):
        """The suggestion was handed to a Dezernat."""

        department: Gremium

    class Recalled(Event):
        """OE 50.6 called the suggestion back from a Dezernat that had not answered yet."""

        department: Gremium
        reason: str

    class Appointed(Event):
        """The Dezernat gave the person a seat."""

        department: Gremium
        gremium: Gremium
        seat: str

    class Declined(Event):
        """The Dezernat does not appoint the person."""

        department: Gremium
        reason: str

    class ConsentWithdrawn(Event):
        """The person no longer wants to be suggested."""

    # Deciding --------------------------------------------------------------------------------

    @classmethod
    def collect(
        cls, person: str, *, consent: bool, organisation: str, themes: tuple[str, ...],
        reason: str = "", entered: bool = True, by: Actor, at: datetime,
    ) -> Self:  # fmt: skip
        """Receive a suggestion for one or more Themenfelder (slugs)."""
        if not consent:
            raise rules.ASuggestedPersonConsents
        if not themes:
            raise rules.ASuggestionNamesATheme
        return cls._create(
            cls.Collected, person=person, entered=entered, consent=consent,
            organisation=organisation, themes=themes, reason=reason, by=by, timestamp=at,
        )  # fmt: skip

    def forward(self, department: Gremium, *, by: Actor, at: datetime) -> None:
        """Hand it to a Dezernat; once one has declined, to another."""
        self._must_be_open()
        if self.status is SuggestionStatus.FORWARDED or department in self.declined_by:
            raise rules.TheSuggestionIsForwarded
        self._record(Suggestion.Forwarded, department=department, by=by, at=at)

    def recall(self, reason: str, *, by: Actor, at: datetime) -> None:
        """Call it back from the Dezernat it lies with, which has not answered yet, and say why."""
        self._must_be_open()
        if self.department is None:
            raise rules.NoDezernatIsAsked
        department = self.department
        self._record(Suggestion.Recalled, department=department, reason=reason, by=by, at=at)

    def appoint(self, gremium: Gremium, seat: str, *, by: Actor, at: datetime) -> None:
        """Note that the Dezernat gave the person a seat; the Besetzung records the seat itself."""
        department = self._must_be_asked(by)
        self._record(
            Suggestion.Appointed, department=department, gremium=gremium, seat=seat, by=by, at=at
        )

    def decline(self, reason: str, *, by: Actor, at: datetime) -> None:
        """Say why the Dezernat does not appoint the person."""
        department = self._must_be_asked(by)
        if not reason.strip():
            raise rules.ADeclinedSuggestionNeedsAReason
        self._record(Suggestion.Declined, department=department, reason=reason, by=by, at=at)

    def withdraw_consent(self, *, by: Actor, at: datetime) -> None:
        """Note that the person no longer wants to be suggested."""
        self._must_be_open()
        self._record(Suggestion.ConsentWithdrawn, by=by, at=at)

    # Guards ----------------------------------------------------------------------------------

    def _must_be_open(self) -> None:
        if self.status is SuggestionStatus.CONSENT_WITHDRAWN:
            raise rules.TheConsentIsWithdrawn
        if self.status is SuggestionStatus.APPOINTED:
            raise rules.TheSuggestionLedToASeat

    def _must_be_asked(self, by: Actor) -> Gremium:
        self._must_be_open()
        if self.department is None:
            raise rules.NoDezernatIsAsked
        if by.body != self.department:
            raise rules.OnlyTheDezernatAnswersSuggestions
        return self.department

    def _record(
        self, event_class: type[Suggestion.Event], *, by: Actor, at: datetime, **facts: Any
    ) -> None:
        if at < self.modified_on:
            raise rules.ItHappenedBeforeTheSuggestionsLastEvent
        self.trigger_event(event_class, by=by, timestamp=at, **facts)

    # What the rules ask for --------------------------------------------------------------------

    person: str
    status: SuggestionStatus = SuggestionStatus.COLLECTED
    department: Gremium | None = None
    declined_by: tuple[Gremium, ...] = ()

    def evolve(self, event: DomainEvent) -> None:
        """Fold one event; never raises, never reads the clock."""
        match event:
            case Suggestion.Collected(person=person):
                self.person = person
            case Suggestion.Forwarded(department=department):
                self.status, self.department = SuggestionStatus.FORWARDED, department
            case Suggestion.Recalled():
                self.status, self.department = SuggestionStatus.COLLECTED, None
            case Suggestion.Appointed():
                self.status = SuggestionStatus.APPOINTED
            case Suggestion.Declined(department=department):
                self.status, self.department = SuggestionStatus.DECLINED, None
                self.declined_by = (*self.declined_by, department)
            case Suggestion.ConsentWithdrawn():
                self.status = SuggestionStatus.CONSENT_WITHDRAWN
