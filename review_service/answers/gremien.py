"""What the API answers about Gremien, in its documented shapes. Days are those of Europe/Berlin."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Self

from domain.besetzung import Besetzung
from domain.composition import READING, Checked, Counts, Outcome, Reported, Verdict
from domain.gremium import Kind, Role
from domain.procedure.seats import Filled, Quality
from projections.groups import Group, Place
from projections.seats import Deputy, Holder
from review_service.answers.shape import Shape

Names = Mapping[str, str]
"""Names by pseudonym; who is erased is missing."""


class HolderAnswer(Shape):
    """A person (pseudonym) on a seat, both days included; `name` is null once erased."""

    person: str
    name: str | None
    since: date
    until: date | None
    deputising: bool
    occasion: str

    @classmethod
    def of(cls, holder: Holder, names: Names) -> Self:
        """Give who holds a seat, or stands in."""
        occasion = holder.occasion if holder.deputising else ""
        return cls.read(holder, name=names.get(holder.person), occasion=occasion)


class UnseatedAnswer(HolderAnswer):
    """A person whose seat (`seat`, its slug) is none of the Gremium's any more: it gives no rights,
    and its end is still to be recorded."""

    seat: str


class DeputyAnswer(Shape):
    """Who may stand in for a seat's holders, from when to when."""

    person: str
    name: str | None
    since: date
    until: date | None
    occasion: str

    @classmethod
    def of(cls, deputy: Deputy, names: Names) -> DeputyAnswer:
        """Give a deputy."""
        return cls.read(deputy, name=names.get(deputy.person))


class SeatAnswer(Shape):
    """A seat or function: how it is filled, its places (null: without limit), who holds it;
    `deputy` is the seat whose holder stands in by the procedure."""

    slug: str
    title: str
    role: Role
    filled: Filled
    organisation: str
    votes: bool
    places: int | None
    category: str
    deputy: str
    source: str
    holders: list[HolderAnswer]
    deputies: list[DeputyAnswer]

    @classmethod
    def of(cls, place: Place, names: Names) -> SeatAnswer:
        """Give a seat with its holders, those who stand in behind them."""
        return cls.read(
            place.seat,
            holders=[HolderAnswer.of(h, names) for h in (*place.holders, *place.standing_in)],
            deputies=[DeputyAnswer.of(d, names) for d in place.deputies],
        )  # fmt: skip


class VoteGroupAnswer(Shape):
    """Seats (slugs) that have one vote together, and by which resolution."""

    slug: str
    title: str
    seats: list[str]
    source: str


class CompositionAnswer(Shape):
    """A composition rule (`most` null: no limit), how many persons it counts, what it says."""

    category: str
    title: str
    least: int
    most: int | None
    persons: int
    verdict: Verdict
    source: str
    exempt_source: str

    @classmethod
    def of(cls, checked: Checked) -> CompositionAnswer:
        """Give a checked rule; `exempt_source` only where the rule does not hold as for the
        others."""
        rule = checked.rule
        exempt = rule.exempt_source if checked.exempt else ""
        return cls.read(
            rule, persons=checked.persons, verdict=checked.verdict, exempt_source=exempt
        )


class ParityAnswer(Shape):
    """A target that is reported, never enforced: `hidden` where the group, or those who answered,
    are fewer than `least_persons`. `day` is that of the count."""

    quality: Quality
    title: str
    wording: str
    least_persons: int
    outcome: Outcome
    day: date | None
    source: str
    reading_source: str = READING

    @classmethod
    def of(cls, reported: Reported) -> ParityAnswer:
        """Give what is shown of a target."""
        return cls.read(
            reported.target, outcome=reported.outcome, day=reported.day, reading_source=READING
        )


class CountedAnswer(Shape):
    """What the caller's own office reported: numbers of the whole group."""

    quality: Quality
    day: date
    counts: dict[str, int]

    @classmethod
    def of(cls, quality: Quality, report: tuple[date, Counts]) -> CountedAnswer:
        """Give a report."""
        return cls(quality=quality, day=report[0], counts=report[1].model_dump())


class GremiumSummary(Shape):
    """A Gremium on a day: the persons and votes it has, how many places of its seats are taken,
    how many composition rules it does not meet."""

    slug: str
    name: str
    kind: Kind
    lead: str
    at: date
    persons: int
    votes: int
    filled: int
    violations: int

    @classmethod
    def of(cls, group: Group) -> GremiumSummary:
        """Give a Gremium in short."""
        return cls.read(
            group.body, at=group.day,
            persons=group.persons, votes=group.votes, filled=group.filled,
            violations=len(group.violations),
        )  # fmt: skip


class GremienAnswer(Shape):
    """All Gremien of a day, in the order of the procedure."""

    at: date
    items: list[GremiumSummary]


class GremiumAnswer(GremiumSummary):
    """A Gremium on a day: seats proper, functions beside them (`offices`), shared votes and how
    the votes come about; who is left on seats that ended (`unseated`); `counts` is null but for the
    group's own office."""

    arithmetic: str
    source: str
    seats: list[SeatAnswer]
    offices: list[SeatAnswer]
    unseated: list[UnseatedAnswer]
    vote_groups: list[VoteGroupAnswer]
    composition: list[CompositionAnswer]
    parity: list[ParityAnswer]
    counts: list[CountedAnswer] | None

    @classmethod
    def whole(
        cls, group: Group, names: Names, counted: Mapping[Quality, tuple[date, Counts]] | None
    ) -> GremiumAnswer:
        """Give a Gremium; `counted` for its own office only."""
        counts = None
        if counted is not None:
            counts = [CountedAnswer.of(quality, report) for quality, report in counted.items()]
        return cls(
            **GremiumSummary.of(group).model_dump(),
            arithmetic=group.arithmetic,
            source=group.body.source,
            seats=[SeatAnswer.of(place, names) for place in group.seats],
            offices=[SeatAnswer.of(place, names) for place in group.offices],
            unseated=[UnseatedAnswer.of(holder, names) for holder in group.unknown],
            vote_groups=[VoteGroupAnswer.read(shared) for shared in group.vote_groups],
            composition=[CompositionAnswer.of(checked) for checked in group.composition],
            parity=[ParityAnswer.of(reported) for reported in group.targets],
            counts=counts,
        )


class StaffingAnswer(Shape):
    """What was recorded: whose time on a seat, or as its deputy, from when to when. `since` is
    null where only an end was recorded."""

    gremium: str
    seat: str
    person: str
    name: str | None
    since: date | None
    until: date | None

    @classmethod
    def of(
        cls,
        event: Besetzung.Appointed
        | Besetzung.Departed
        | Besetzung.DeputyNamed
        | Besetzung.DeputyDismissed
        | Besetzung.Deputised,
        names: Names,
    ) -> StaffingAnswer:
        """Give what an event says."""
        return cls.read(
            event, gremium=event.gremium.slug, name=names.get(event.person),
            since=getattr(event, "since", None),
        )  # fmt: skip
