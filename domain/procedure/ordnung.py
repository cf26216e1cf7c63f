"""The procedure as it holds on one day: who takes part, what is written, by which rules.

Everything that names a Gremium, a paper or a Themenfeld asks here; rules ask a body for its kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from domain.election.terms import Terms
from domain.gremium import Gremium, Kind
from domain.procedure.content import (
    Milestone,
    Resolution,
    Retention,
    RuleOfProcedure,
    Theme,
)
from domain.procedure.rules_of_procedure import UNREGULATED, Rules, sound
from domain.procedure.seats import Body, Composition, Target, VoteGroup

HEARD_KINDS = (Kind.COUNCIL, Kind.CONFERENCE, Kind.ROUND_TABLE, Kind.EQUALITY)
"""Kinds of bodies that may be heard on a draft, in the order in which a page lists them."""


class _Names(dict[str, str]):
    """Names by slug; what is unknown stands for itself."""

    def __missing__(self, slug: str) -> str:
        return slug


@dataclass(frozen=True)
class Ordnung:
    """The procedure on `day`; `resolutions` are those that hold on it, the constituting one first.

    `rules` are the rules of procedure with their defaults, `resolved` those that a resolution set.
    `names` also knows bodies of other days: what happened keeps its names. Empty (`constituted`
    is false) where nothing holds yet.
    """

    day: date
    resolutions: tuple[Resolution, ...] = ()
    papers: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, Theme] = field(default_factory=dict)
    bodies: Mapping[str, Body] = field(default_factory=dict)
    vote_groups: tuple[VoteGroup, ...] = ()
    composition: tuple[Composition, ...] = ()
    targets: tuple[Target, ...] = ()
    resolved: Mapping[str, RuleOfProcedure] = field(default_factory=dict)
    rules: Rules = field(default_factory=Rules)
    milestones: Mapping[str, Milestone] = field(default_factory=dict)
    elections: Mapping[str, Terms] = field(default_factory=dict)
    retention: Retention | None = None
    stages: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def constituted(self) -> bool:
        """Whether a resolution holds on this day."""
        return bool(self.resolutions)

    @property
    def number(self) -> str:
        """The number of the constituting resolution; empty where nothing holds."""
        return self.resolutions[0].number if self.resolutions else ""

    def name_of(self, slug: str) -> str:
        """Give the name a page shows for a body's slug; an unknown slug stands for itself."""
        return self.names.get(slug, slug)

    @property
    def theme_names(self) -> Mapping[str, str]:
        """The Themenfelder by slug; one that is gone stands for itself."""
        return _Names({slug: theme.name for slug, theme in self.themes.items()})

    @property
    def paper_names(self) -> Mapping[str, str]:
        """The papers by slug; one that is gone stands for itself."""
        return _Names(self.papers)

    def gremium(self, slug: str) -> Gremium | None:
        """Give a body of this day by its slug."""
        body = self.bodies.get(slug)
        return body.gremium if body else None

    def of_kind(self, *kinds: Kind) -> tuple[Gremium, ...]:
        """Give the bodies of these kinds: kind by kind, each in the order of the procedure."""
        return tuple(b.gremium for kind in kinds for b in self.bodies.values() if b.kind is kind)

    def only(self, kind: Kind) -> Gremium | None:
        """Give the first body of a kind there is one of, such as the Delegiertenkonferenz."""
        return next(iter(self.of_kind(kind)), None)

    @property
    def heard(self) -> tuple[Gremium, ...]:
        """The bodies that may be heard on a draft."""
        return self.of_kind(*HEARD_KINDS)

    def addressees(self, *, equality_relevant: bool) -> tuple[Gremium, ...]:
        """Give whom a submission goes to: the Gleichstellungsbeauftragte only where relevant."""
        return tuple(g for g in self.heard if equality_relevant or g.kind is not Kind.EQUALITY)

    def group_of(self, theme: str) -> Gremium | None:
        """Give the expert group of a Themenfeld; None where there is no such theme."""
        found = self.themes.get(theme)
        return self.gremium(found.group) if found else None

    def votes(self, slug: str) -> int:
        """Give the votes of a Gremium: one a voting seat, one together for a vote group."""
        body = self.bodies[slug]
        voting = {seat.slug: seat.places or 0 for seat in body.members if seat.votes}
        together = (sum(voting.get(s, 0) for s in group.seats) for group in self.shared(slug))
        return sum(voting.values()) - sum(max(votes - 1, 0) for votes in together)

    def shared(self, slug: str) -> list[VoteGroup]:
        """Give the vote groups of a Gremium."""
        return [group for group in self.vote_groups if group.body == slug]

    def ruled(self, changed: Iterable[RuleOfProcedure]) -> Ordnung:
        """Give the procedure with some rules of procedure changed; a value that no rule has is
        left out."""
        fitting = {rule.key: rule for rule in changed if sound(rule.key, rule.value)}
        resolved = {**self.resolved, **fitting}
        values: dict[str, Any] = {key: rule.value for key, rule in resolved.items()}
        sources = dict.fromkeys(rule.source for rule in resolved.values())
        source = "; ".join(sources) or UNREGULATED
        rules = Rules.model_validate({**values, "source": source})
        return replace(self, resolved=resolved, rules=rules)
