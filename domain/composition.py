"""How a Gremium is composed on a day: rules that are met or not, targets that come near or not.

Nothing here ever hinders anybody: it is reported. Rules count persons, not seats. What a group
says about itself are numbers of the whole group; no person has any of these qualities here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import Field

from domain.procedure.ordnung import Ordnung
from domain.procedure.seats import Composition, Quality, Target
from domain.value import Value

READING = "von der Vorlage nicht geregelt"
"""The source of how the targets are read: the council paper does not say when they are met."""
MOST_PERSONS = 1000

# Rules ---------------------------------------------------------------------------------------


class Verdict(StrEnum):
    """What a composition rule says of a Gremium."""

    MET = "met"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    EXEMPT = "exempt"


@dataclass(frozen=True)
class Checked:
    """A composition rule, how many persons it counts, and what it says; `exempt` where it is a
    Gremium for which the rule does not hold as for the others."""

    rule: Composition
    persons: int
    verdict: Verdict
    exempt: bool = False

    @property
    def violated(self) -> bool:
        """Whether the Gremium is not composed as the rule says."""
        return self.verdict in (Verdict.TOO_FEW, Verdict.TOO_MANY)


def check(ordnung: Ordnung, slug: str, held: Iterable[tuple[str, str]]) -> tuple[Checked, ...]:
    """Check a Gremium against the rules of a day; `held` are (seat, person) of that day.

    A person on two seats of one category is one person.
    """
    body = ordnung.bodies[slug]
    categories = {seat.slug: seat.category for seat in body.members if seat.category}
    persons: dict[str, set[str]] = {}
    for seat, person in held:
        if seat in categories:
            persons.setdefault(categories[seat], set()).add(person)
    return tuple(
        _checked(rule, slug, len(persons.get(rule.category, ())))
        for rule in ordnung.composition
        if rule.kind is body.kind
    )


def _checked(rule: Composition, slug: str, persons: int) -> Checked:
    if slug in rule.exempt:
        few = persons < rule.exempt_least
        return Checked(rule, persons, Verdict.TOO_FEW if few else Verdict.EXEMPT, exempt=True)
    if persons < rule.least:
        return Checked(rule, persons, Verdict.TOO_FEW)
    if rule.most is not None and persons > rule.most:
        return Checked(rule, persons, Verdict.TOO_MANY)
    return Checked(rule, persons, Verdict.MET)


# Targets -------------------------------------------------------------------------------------


class Gender(Value):
    """How many of a group said they are women, men, divers, or said nothing."""

    women: int = Field(ge=0, le=MOST_PERSONS)
    men: int = Field(ge=0, le=MOST_PERSONS)
    divers: int = Field(ge=0, le=MOST_PERSONS)
    no_answer: int = Field(ge=0, le=MOST_PERSONS)

    @property
    def answered(self) -> int:
        """How many said something."""
        return self.women + self.men + self.divers

    @property
    def met(self) -> bool:
        """Whether women and men are as many, or differ by one: in an odd number they must.

        Who is divers or said nothing is never counted against it.
        """
        return abs(self.women - self.men) <= 1


class Migration(Value):
    """How many of a group said they have a migration background, have none, or said nothing."""

    with_background: int = Field(ge=0, le=MOST_PERSONS)
    without_background: int = Field(ge=0, le=MOST_PERSONS)
    no_answer: int = Field(ge=0, le=MOST_PERSONS)

    @property
    def answered(self) -> int:
        """How many said something."""
        return self.with_background + self.without_background

    @property
    def met(self) -> bool:
        """Whether at least half of those who answered have a migration background."""
        return self.with_background * 2 >= self.answered


Counts = Gender | Migration
"""What a group's office reports: numbers of the whole group, never of a person."""


def quality_of(counts: Counts) -> Quality:
    """Give what was counted."""
    return Quality.GENDER if isinstance(counts, Gender) else Quality.MIGRATION


def total(counts: Counts) -> int:
    """Give how many persons were counted, those without an answer too."""
    return counts.answered + counts.no_answer


class Outcome(StrEnum):
    """What is shown of a target."""

    MET = "met"
    NOT_MET = "not_met"
    HIDDEN = "hidden"
    NOT_REPORTED = "not_reported"


@dataclass(frozen=True)
class Reported:
    """A target and what is shown of it; `day` is that of the report."""

    target: Target
    outcome: Outcome
    day: date | None = None


def targets(
    ordnung: Ordnung, slug: str, persons: int, reports: Mapping[Quality, tuple[date, Counts]]
) -> tuple[Reported, ...]:
    """Say how near a Gremium of so many persons comes to the targets of a day.

    Hidden where the group, or those of it who answered, are fewer than the target's
    `least_persons`: the outcome would say something about single persons.
    """
    kind = ordnung.bodies[slug].kind
    return tuple(
        _reported(target, persons, reports.get(target.quality))
        for target in ordnung.targets
        if target.kind is kind
    )


def _reported(target: Target, persons: int, report: tuple[date, Counts] | None) -> Reported:
    if persons < target.least_persons:
        return Reported(target, Outcome.HIDDEN)
    if report is None:
        return Reported(target, Outcome.NOT_REPORTED)
    day, counts = report
    if counts.answered < target.least_persons:
        return Reported(target, Outcome.HIDDEN, day)
    return Reported(target, Outcome.MET if counts.met else Outcome.NOT_MET, day)
