"""given(what happened).when(someone acts).then(what happens now) or .breaks(a rule)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.aggregate import DomainEvent, fold
from domain.draft import Draft
from domain.gremium import Actor, Gremium, Role
from domain.rules import RuleBroken
from tests import lip

DRAFT = UUID(int=2472)
BEGIN = datetime(2019, 11, 4, 9, 0, tzinfo=UTC)
NOW = BEGIN + timedelta(days=100)
"""When an act of a test occurs, unless it says otherwise."""


def actor(body: Gremium, role: Role = Role.OFFICE) -> Actor:
    """Someone who acts for a body."""
    return Actor(person=f"p-{body.slug}", body=body, role=role)


BILDUNG = lip.GROUPS["bildung"]
CHAIR = actor(BILDUNG, Role.CHAIR)
MANAGEMENT = actor(BILDUNG, Role.GESCHAEFTSFUEHRUNG)
LENKUNGSGRUPPE = actor(lip.LENKUNGSGRUPPE)
BEIRAT_1, BEIRAT_2 = (actor(beirat, Role.MEMBER) for beirat in lip.BEIRAETE[:2])
CONFERENCE = actor(lip.DELEGIERTENKONFERENZ, Role.MEMBER)
RUNDER_TISCH = actor(lip.RUNDER_TISCH, Role.MEMBER)
GLEICHSTELLUNG = actor(lip.GLEICHSTELLUNG)
OE_50_6 = actor(lip.OE_50_6)


@dataclass(frozen=True)
class Happening:
    """An event without its place in a stream, or only the facts of it that a test names."""

    event_class: type[DomainEvent]
    facts: dict[str, Any]

    def at(self, version: int) -> DomainEvent:
        """Place it in the stream; it occurs as many hours after the beginning."""
        moment = self.facts.get("timestamp", BEGIN + timedelta(hours=version))
        facts = {**self.facts, "timestamp": moment}
        return self.event_class(originator_id=DRAFT, originator_version=version, **facts)

    def is_in(self, event: DomainEvent) -> bool:
        """Whether an event is of this kind and holds these facts."""
        same = (getattr(event, name) == value for name, value in self.facts.items())
        return type(event) is self.event_class and all(same)


def happened(event_class: type[DomainEvent], **facts: Any) -> Happening:
    """Say that something happened."""
    return Happening(event_class, facts)


def given(*happenings: Happening) -> Given:
    """Begin with a history."""
    return Given([happening.at(version) for version, happening in enumerate(happenings, start=1)])


@dataclass(frozen=True)
class Given:
    history: list[DomainEvent]

    def draft(self) -> Draft:
        """The draft this history makes."""
        draft: Draft | None = fold(None, self.history)
        assert draft is not None
        return draft

    def when(self, command: Callable[[Draft], None]) -> When:
        """Let someone act."""
        return When(self.draft(), command)


@dataclass(frozen=True)
class When:
    draft: Draft
    command: Callable[[Draft], None]

    def then(self, *expected: Happening) -> Draft:
        """Exactly these events happen; gives the draft after them."""
        self.command(self.draft)
        events = list(self.draft.pending_events)
        assert [type(event) for event in events] == [e.event_class for e in expected]
        for event, happening in zip(events, expected, strict=True):
            assert isinstance(event, DomainEvent)
            assert happening.is_in(event), event
        return self.draft

    def breaks(self, rule: type[RuleBroken]) -> str:
        """The rule says no, and nothing happens; gives the sentence."""
        with pytest.raises(rule) as refused:
            self.command(self.draft)
        assert type(refused.value) is rule
        assert not self.draft.pending_events
        return refused.value.sentence
