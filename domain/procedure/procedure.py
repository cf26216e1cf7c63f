"""A Procedure is constituted by a resolution and amended by others; dates move, Themenfelder are
re-cut. Asked for any day, it answers with what holds on it."""

from __future__ import annotations

from dataclasses import field, replace
from datetime import date, datetime
from typing import Any, Self
from uuid import NAMESPACE_URL, uuid5

from domain import rules
from domain.aggregate import Aggregate, DomainEvent
from domain.gremium import Actor, Kind
from domain.procedure.content import Content, Resolution, Theme
from domain.procedure.dating import Dated, as_it_stands, first_said
from domain.procedure.fitting.values import termin_flaws
from domain.procedure.ordnung import Ordnung
from domain.procedure.recut import Recut, RecutState, recut_content
from domain.procedure.seats import Body
from domain.procedure.steps import Step, folded, in_order, must_fit, rules_of
from domain.procedure.termin import Termin, day_of, german

PROCEDURE = uuid5(NAMESPACE_URL, "procedure")
"""The one procedure of an installation."""


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

    class DateMoved(Event):
        """A date is planned anew, or took place."""

        milestone: str
        planned: Termin | None = None
        actual: Termin | None = None
        reason: str
        source: str = ""

    class RecutProposed(Event):
        """A Themenfeld shall be added or cut anew; `group` is its expert group where that is
        new."""

        number: int
        theme: Theme
        group: Body | None = None
        reason: str

    class RecutAgreed(Event):
        """The Lenkungsgruppe agreed to a re-cut, which holds from `since` on."""

        number: int
        since: date

    class RecutDeclined(Event):
        """The Lenkungsgruppe did not agree to a re-cut."""

        number: int
        reason: str

    # Resolutions -----------------------------------------------------------------------------

    @classmethod
    def constitute(
        cls, *, resolution: Resolution, content: Content, by: Actor, at: datetime
    ) -> Self:
        """Set the procedure of this installation up."""
        must_fit((), Step(resolution.since, content, resolution))
        return cls._create(
            cls.Constituted, id=PROCEDURE, resolution=resolution, content=content,
            by=by, timestamp=at,
        )  # fmt: skip

    def amend(self, *, resolution: Resolution, content: Content, by: Actor, at: datetime) -> None:
        """Change the procedure from the day on which the resolution holds."""
        if any(known.number == resolution.number for known in self.resolutions):
            raise rules.TheResolutionIsKnown(number=resolution.number)
        if resolution.since < self.begins:
            raise rules.AnAmendmentFollows(first=german(self.begins))
        must_fit(self.steps, Step(resolution.since, content, resolution))
        self.trigger_event(
            Procedure.Amended, resolution=resolution, content=content, by=by, timestamp=at
        )

    # Dates -----------------------------------------------------------------------------------

    def move_date(
        self, milestone: str, *, planned: Termin | None = None, actual: Termin | None = None,
        reason: str, source: str = "", by: Actor, at: datetime,
    ) -> None:  # fmt: skip
        """Say when something is planned now, or when it took place, and why that changed."""
        today = day_of(at)
        if milestone not in self.on(today).milestones:
            raise rules.NoSuchDate(milestone=milestone)
        if planned is None and actual is None:
            raise rules.AMoveNamesADate
        if not reason.strip():
            raise rules.AMovedDateNeedsAReason
        told = [termin for termin in (planned, actual) if termin]
        found = [flaw for termin in told for flaw in termin_flaws((), termin)]
        if found:
            raise rules.TheDateIsUnclear(why=found[0].sentence)
        if actual and actual.begins and actual.begins > today:
            raise rules.WhatTookPlaceIsNotAhead
        self.trigger_event(
            Procedure.DateMoved, milestone=milestone, planned=planned, actual=actual,
            reason=reason, source=source, by=by, timestamp=at,
        )  # fmt: skip

    # Themenfelder ----------------------------------------------------------------------------

    def propose_recut(
        self, theme: Theme, group: Body | None = None, *, reason: str, by: Actor, at: datetime
    ) -> None:
        """Propose a new Themenfeld, or another cut of one there is."""
        today = self.on(day_of(at))
        _must_be_theirs(today, theme, by)
        if not reason.strip():
            raise rules.ARecutNeedsAReason
        if any(r.theme.slug == theme.slug for r in self.open_recuts):
            raise rules.ARecutIsProposed(theme=theme.name)
        self._must_be_new(group)
        must_fit(self.steps, Step(today.day, recut_content(theme, group)))
        number = len(self.recuts) + 1
        self.trigger_event(
            Procedure.RecutProposed, number=number, theme=theme, group=group, reason=reason,
            by=by, timestamp=at,
        )  # fmt: skip

    def agree_to_recut(self, number: int, *, since: date, by: Actor, at: datetime) -> None:
        """Record that the Lenkungsgruppe agrees; the new cut holds from `since` on."""
        recut = self._must_be_open(number, by, at)
        if since < recut.proposed_on:
            raise rules.ARecutDoesNotReachBack(proposed=german(recut.proposed_on))
        self._must_be_new(recut.group)
        must_fit(self.steps, Step(since, recut.content))
        self.trigger_event(Procedure.RecutAgreed, number=number, since=since, by=by, timestamp=at)

    def decline_recut(self, number: int, *, reason: str, by: Actor, at: datetime) -> None:
        """Record that the Lenkungsgruppe does not agree, and why."""
        self._must_be_open(number, by, at)
        if not reason.strip():
            raise rules.ARefusedRecutNeedsAReason
        self.trigger_event(
            Procedure.RecutDeclined, number=number, reason=reason, by=by, timestamp=at
        )

    def _must_be_new(self, group: Body | None) -> None:
        """A group that a re-cut brings is none there is, was or will be."""
        if group and group.slug in self._names():
            raise rules.TheGroupIsThereAlready(group=group.name)

    def _must_be_open(self, number: int, by: Actor, at: datetime) -> Recut:
        if by.body.kind is not Kind.STEERING:
            raise rules.OnlyTheLenkungsgruppeAgreesToARecut
        recut = self.recuts.get(number)
        if recut is None or recut.state is not RecutState.OPEN:
            raise rules.TheRecutIsNotOpen(number=number)
        if at < recut.proposed_at:
            raise rules.AnAnswerFollowsItsProposal
        return recut

    # What is asked ---------------------------------------------------------------------------

    @property
    def resolutions(self) -> tuple[Resolution, ...]:
        """The resolutions in the order they were recorded in."""
        return tuple(step.resolution for step in self.steps if step.resolution)

    @property
    def begins(self) -> date:
        """The first day on which it holds."""
        return self.steps[0].since

    @property
    def open_recuts(self) -> tuple[Recut, ...]:
        """The proposals the Lenkungsgruppe has not answered."""
        return tuple(r for r in self.recuts.values() if r.state is RecutState.OPEN)

    def recuts_on(self, day: date) -> list[Recut]:
        """Give the proposals as they stood on a day."""
        made = [recut for recut in self.recuts.values() if recut.proposed_on <= day]
        return [recut if recut.is_answered_by(day) else recut.unanswered for recut in made]

    def on(self, day: date) -> Ordnung:
        """Give the procedure as it holds on a day; `names` are those of all days."""
        steps = in_order(step for step in self.steps if step.since <= day)
        ordnung = replace(folded(Ordnung(day), steps), names=self._names())
        ordnung = ordnung.ruled(rules_of(day, steps))
        told = self.dates(day)
        milestones = {
            slug: as_it_stands(milestone, told[slug])
            for slug, milestone in ordnung.milestones.items()
        }
        return replace(ordnung, milestones=milestones)

    def dates(self, day: date) -> dict[str, tuple[Dated, ...]]:
        """Give what was said up to a day about each date, the latest last."""
        said = [
            first_said(milestone, step.since)
            for step in self.steps
            for milestone in step.content.milestones
        ]
        told = sorted([*said, *self.moved], key=lambda one: one.said)
        found: dict[str, tuple[Dated, ...]] = {}
        for one in told:
            if one.said <= day:
                found[one.milestone] = (*found.get(one.milestone, ()), one)
        return found

    def _names(self) -> dict[str, str]:
        return {body.slug: body.name for step in self.steps for body in step.content.bodies}

    # What the rules ask for ------------------------------------------------------------------

    steps: tuple[Step, ...] = ()
    moved: tuple[Dated, ...] = ()
    recuts: dict[int, Recut] = field(default_factory=dict)

    def evolve(self, event: DomainEvent) -> None:
        """Fold one event; never raises, never reads the clock."""
        match event:
            case Procedure.Constituted(resolution=resolution, content=content):
                self.steps = (Step(resolution.since, content, resolution),)
            case Procedure.Amended(resolution=resolution, content=content):
                self.steps = (*self.steps, Step(resolution.since, content, resolution))
            case Procedure.DateMoved():
                self.moved = (*self.moved, _moved(event))
            case Procedure.RecutProposed(number=number):
                self.recuts = {**self.recuts, number: _proposed(event)}
            case Procedure.RecutAgreed(number=number, since=since) if number in self.recuts:
                self._answer(event, number, state=RecutState.AGREED, since=since)
                self.steps = (*self.steps, Step(since, self.recuts[number].content))
            case Procedure.RecutDeclined(number=number, reason=reason) if number in self.recuts:
                self._answer(event, number, state=RecutState.DECLINED, answer=reason)

    def _answer(self, event: DomainEvent, number: int, **outcome: Any) -> None:
        on = day_of(event.timestamp)
        recut = replace(self.recuts[number], answered_on=on, answered_by=event.by, **outcome)
        self.recuts = {**self.recuts, number: recut}


# Guards ------------------------------------------------------------------------------------------


def _must_be_theirs(today: Ordnung, theme: Theme, by: Actor) -> None:
    """A group proposes another cut of its own Themenfeld, or a new one; OE 50.6 any."""
    known = today.themes.get(theme.slug)
    if by.body.kind is Kind.OFFICE:
        return
    if by.body.kind is not Kind.EXPERT_GROUP or (known and known.group != by.body.slug):
        raise rules.OnlyItsGroupProposesARecut


def _moved(event: Procedure.DateMoved) -> Dated:
    return Dated(
        event.milestone, day_of(event.timestamp), event.planned, event.actual, event.reason,
        event.source,
    )  # fmt: skip


def _proposed(event: Procedure.RecutProposed) -> Recut:
    return Recut(
        event.number, event.theme, event.group, event.reason, event.by, event.timestamp,
        event.originator_version,
    )  # fmt: skip
