"""What was said about a date over time: planned, moved, took place, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.procedure.content import Milestone
from domain.procedure.termin import Termin


@dataclass(frozen=True)
class Dated:
    """What was said on the day `said` about when something is planned or took place."""

    milestone: str
    said: date
    planned: Termin | None
    actual: Termin | None
    reason: str
    source: str


def first_said(milestone: Milestone, said: date) -> Dated:
    """Give what a resolution that holds from `said` says about a date."""
    return Dated(
        milestone.slug, said, milestone.planned, milestone.actual, milestone.reason,
        milestone.source,
    )  # fmt: skip


def as_it_stands(milestone: Milestone, said: Iterable[Dated]) -> Milestone:
    """Give a date after all that was said about it, the latest last."""
    for one in said:
        milestone = milestone.model_copy(
            update={
                "planned": one.planned or milestone.planned,
                "actual": one.actual or milestone.actual,
                "reason": one.reason,
                "source": one.source,
            }
        )
    return milestone
