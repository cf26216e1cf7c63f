"""What all aggregates and events share: immutable pydantic values, stable names, one fold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, TypeVar
from uuid import UUID, uuid4

from eventsourcing.domain import BaseAggregate, CanInitAggregate, CanMutateAggregate
from eventsourcing.utils import register_topic

from domain.gremium import Actor
from domain.value import Value

EVENTS: dict[str, type[DomainEvent]] = {}
"""Every event class that may stand in the log, by its stored topic (`Draft.Accepted`)."""


class DomainEvent(Value):
    """A fact: in which stream at which version, when it occurred, and who did it.

    `timestamp` is the library's name for the moment the act occurred (with zone); when it was
    recorded is known to the log alone.
    """

    TOPIC: ClassVar[str]
    originator_id: UUID
    originator_version: int
    timestamp: datetime
    by: Actor

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        cls.TOPIC = cls.__qualname__  # stored as "Draft.Accepted": modules may move, names may not
        register_topic(cls.TOPIC, cls)
        if cls.__name__ not in ("Event", "Created"):
            EVENTS[cls.TOPIC] = cls
        for base in cls.__mro__[1:]:  # only what nothing derives from can happen
            EVENTS.pop(getattr(base, "TOPIC", ""), None)


class Aggregate(BaseAggregate[UUID]):
    """A consistency boundary: a command guards and triggers one event, `evolve` folds it."""

    class Event(DomainEvent, CanMutateAggregate[UUID]):
        def apply(self, aggregate: Any) -> None:
            aggregate.evolve(self)

    class Created(Event, CanInitAggregate[UUID]):
        originator_topic: str

    @staticmethod
    def create_id(*_: Any, **__: Any) -> UUID:
        """Give a new random stream id."""
        return uuid4()


A = TypeVar("A", bound=Aggregate)


def fold(aggregate: A | None, events: Iterable[Any]) -> A | None:
    """Apply events, the first of which may be a snapshot, in order; None where there is none.

    Given to the library as its projector: its own checks each event against a runtime protocol,
    half of the time of a replay.
    """
    for event in events:
        aggregate = event.mutate(aggregate)
    return aggregate
