"""A Procedure is constituted by a resolution and amended by others; asked for any day, it answers
with what holds on it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Self
from uuid import NAMESPACE_URL, uuid5

from domain import rules
from domain.aggregate import Aggregate, DomainEvent
from domain.gremium import Actor
from domain.procedure.content import Content, Resolution, Verfahrensregel
from domain.procedure.ordnung import Ordnung

PROCEDURE = uuid5(NAMESPACE_URL, "procedure")
"""The one procedure of an installation."""


@dataclass(frozen=True)
class _Step:
    """What holds from a day on."""

    since: date
    resolution: Resolution
    content: Content


class Procedure(Aggregate):
    """The procedure of an installation, resolution by resolution."""

    TOPIC = "Procedure"

    # Events ----------------------------------------------------------------------------------

    class Event(Aggregate.Event):
        """A fact about the procedure."""

    class Constituted(Event, Aggregate.Created):
        """A resolution set the procedure up."""

        originator_topic: str = "Procedure"
        resolution: Resolution
        content: Content

    class Amended(Event):
        """Another resolution changed the procedure."""

        resolution: Resolution
        content: Content

    # Deciding --------------------------------------------------------------------------------

    @classmethod
    def constitute(
        cls, *, resolution: Resolution, content: Content, by: Actor, at: datetime
    ) -> Self:
        """Set the procedure of this installation up."""
        return cls._create(
            cls.Constituted, id=PROCEDURE, resolution=resolution, content=content,
            by=by, timestamp=at,
        )  # fmt: skip

    def amend(self, *, resolution: Resolution, content: Content, by: Actor, at: datetime) -> None:
        """Change the procedure from the day on which the resolution holds."""
        if any(known.number == resolution.number for known in self.resolutions):
            raise rules.TheResolutionIsKnown(number=resolution.number)
        if resolution.since < self.resolutions[0].since:
            raise rules.AnAmendmentFollows(first=self.resolutions[0].since.isoformat())
        self.trigger_event(
            Procedure.Amended, resolution=resolution, content=content, by=by, timestamp=at
        )

    # What is asked ---------------------------------------------------------------------------

    @property
    def resolutions(self) -> tuple[Resolution, ...]:
        """The resolutions in the order they were recorded in."""
        return tuple(step.resolution for step in self.steps)

    def on(self, day: date) -> Ordnung:
        """Give the procedure as it holds on a day; `names` are those of all days."""
        ordnung = Ordnung(day)
        for step in sorted(self.steps, key=lambda step: step.since):
            if step.since <= day:
                ordnung = ordnung.with_content(step.resolution, step.content)
        return _ruled_by_day(replace(ordnung, names=self._names()), self.steps)

    def _names(self) -> dict[str, str]:
        return {body.slug: body.name for step in self.steps for body in step.content.bodies}

    steps: list[_Step] = field(default_factory=list)

    def evolve(self, event: DomainEvent) -> None:
        """Fold one event; never raises, never reads the clock."""
        match event:
            case Procedure.Constituted(resolution=resolution, content=content):
                self.steps = [_Step(resolution.since, resolution, content)]
            case Procedure.Amended(resolution=resolution, content=content):
                self.steps = [*self.steps, _Step(resolution.since, resolution, content)]


def _ruled_by_day(ordnung: Ordnung, steps: list[_Step]) -> Ordnung:
    """Rules may hold from another day than their resolution."""
    dated: list[tuple[date, Verfahrensregel]] = [
        (rule.since or step.since, rule) for step in steps for rule in step.content.rules
    ]
    holding = [
        rule for since, rule in sorted(dated, key=lambda one: one[0]) if since <= ordnung.day
    ]
    return replace(ordnung, regeln={}).ruled(holding)
