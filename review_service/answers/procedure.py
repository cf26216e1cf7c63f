"""What the API answers about the procedure."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.election.terms import Terms
from domain.gremium import Kind
from domain.procedure import Ordnung, Procedure, Rules, Termin
from domain.procedure.content import Resolution, Retention, Theme
from domain.procedure.fitting.values import RULES_OF_PROCEDURE
from domain.procedure.recut import Recut, RecutState
from domain.procedure.seats import Body, Composition, Target, VoteGroup
from review_service.answers.drafts import ActorAnswer
from review_service.answers.shape import Shape


class PaperAnswer(Shape):
    """A paper that is written, in a stage (Etappe)."""

    slug: str
    name: str
    stage: int


class SaidOfDate(Shape):
    """What was said on the day `said` about a date, why and where."""

    said: date
    planned: Termin | None
    actual: Termin | None
    reason: str
    source: str


class MilestoneAnswer(Shape):
    """Something with a date, in a stage or in none: as planned now, as it took place (null before
    that), and all that was said about it, oldest first."""

    slug: str
    name: str
    stage: int | None
    planned: Termin | None
    actual: Termin | None
    said: list[SaidOfDate]


class RuleAnswer(Shape):
    """A rule of procedure: its German meaning, its value, the day from which it holds (null: the
    default, which no resolution set), its source."""

    key: str
    meaning: str
    value: Any
    since: date | None
    source: str


class BodyAnswer(Shape):
    """A Gremium: its kind and name, who decides on its members (slug, may be empty), how many
    persons (places; null without a fixed number) and votes it has."""

    slug: str
    kind: Kind
    name: str
    lead: str
    persons: int | None
    votes: int
    source: str

    @classmethod
    def of(cls, body: Body, ordnung: Ordnung) -> BodyAnswer:
        """Give a Gremium of the day."""
        places = [seat.places for seat in body.members]
        fixed = [place for place in places if place is not None]
        persons = sum(fixed) if len(fixed) == len(places) else None
        return cls.read(body, persons=persons, votes=ordnung.votes(body.slug))


class RecutAnswer(Shape):
    """A Themenfeld that shall be added or cut anew: who proposed it when and why, what the
    Lenkungsgruppe said (`answer` is the reason of a refusal), and from which day it holds.
    `new_group` is its expert group where that is new."""

    number: int
    theme: Theme
    new_group: str | None
    reason: str
    proposed_by: ActorAnswer
    proposed_on: date
    state: RecutState
    since: date | None
    answer: str
    answered_on: date | None
    answered_by: ActorAnswer | None

    @classmethod
    def of(cls, recut: Recut) -> RecutAnswer:
        """Give a proposal as it stands."""
        return cls.read(
            recut, new_group=recut.group.name if recut.group else None,
            proposed_by=ActorAnswer.of(recut.by),
            answered_by=ActorAnswer.of(recut.answered_by) if recut.answered_by else None,
        )  # fmt: skip


class ProcedureAnswer(Shape):
    """The procedure as it holds on a day; a resolution is `assumed` where the day from which it
    holds is not on record."""

    day: date
    resolutions: list[Resolution]
    papers: list[PaperAnswer]
    milestones: list[MilestoneAnswer]
    themes: list[Theme]
    bodies: list[BodyAnswer]
    vote_groups: list[VoteGroup]
    composition: list[Composition]
    targets: list[Target]
    rules: list[RuleAnswer]
    elections: list[Terms]
    retention: Retention | None
    recuts: list[RecutAnswer]

    @classmethod
    def of(cls, procedure: Procedure, ordnung: Ordnung) -> ProcedureAnswer:
        """Give what holds on the day of `ordnung`."""
        return cls(
            day=ordnung.day, resolutions=list(ordnung.resolutions),
            papers=[
                PaperAnswer(slug=slug, name=name, stage=ordnung.stages[slug])
                for slug, name in ordnung.papers.items()
            ],
            milestones=_milestones(procedure, ordnung), themes=list(ordnung.themes.values()),
            bodies=[BodyAnswer.of(body, ordnung) for body in ordnung.bodies.values()],
            vote_groups=list(ordnung.vote_groups), composition=list(ordnung.composition),
            targets=list(ordnung.targets), rules=_rules(ordnung),
            elections=list(ordnung.elections.values()), retention=ordnung.retention,
            recuts=[RecutAnswer.of(recut) for recut in procedure.recuts_on(ordnung.day)],
        )  # fmt: skip


class DoneAnswer(Shape):
    """The procedure after an act on it: how many events it has had."""

    version: int


class RecutDone(Shape):
    """A proposal by its number, and how many events the procedure has had."""

    number: int
    version: int


def _milestones(procedure: Procedure, ordnung: Ordnung) -> list[MilestoneAnswer]:
    said = procedure.dates(ordnung.day)
    return [
        MilestoneAnswer.read(one, said=[SaidOfDate.read(dated) for dated in said[one.slug]])
        for one in ordnung.milestones.values()
    ]


def _rules(ordnung: Ordnung) -> list[RuleAnswer]:
    values = ordnung.rules.model_dump(mode="json")
    return [
        RuleAnswer(
            key=key, meaning=Rules.model_fields[key].description or key, value=values[key],
            since=told.since if told else None,
            source=told.source if told else Rules.model_fields["source"].default,
        )
        for key in RULES_OF_PROCEDURE
        for told in [ordnung.resolved.get(key)]
    ]  # fmt: skip
