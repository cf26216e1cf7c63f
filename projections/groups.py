"""How is a Gremium staffed on a day: its seats, who holds them, its votes, is it as it should be?

No table of its own: the procedure gives the seats, `seats` their holders, `counts` the numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from domain import composition
from domain.composition import Checked, Reported
from domain.procedure import Ordnung
from domain.procedure.seats import Body, Seat, VoteGroup
from projections import counts, seats
from projections.read_model import Database
from projections.seats import Deputy, Holder


@dataclass(frozen=True)
class Place:
    """A seat or function, who holds it, who stands in for a holder, and who may."""

    seat: Seat
    holders: tuple[Holder, ...] = ()
    standing_in: tuple[Holder, ...] = ()
    deputies: tuple[Deputy, ...] = ()


@dataclass(frozen=True)
class Group:
    """A Gremium on a day; `unknown` hold what is no seat of it any more."""

    body: Body
    day: date
    votes: int
    places: tuple[Place, ...]
    unknown: tuple[Holder, ...]
    vote_groups: tuple[VoteGroup, ...]
    composition: tuple[Checked, ...]
    targets: tuple[Reported, ...]

    @property
    def seats(self) -> tuple[Place, ...]:
        """Its seats proper."""
        return tuple(place for place in self.places if place.seat.member)

    @property
    def offices(self) -> tuple[Place, ...]:
        """The functions beside its seats, which count neither as a person nor as a vote."""
        return tuple(place for place in self.places if not place.seat.member)

    @property
    def persons(self) -> int:
        """How many persons it has: the places of its seats; of one without limit, its holders."""
        return sum(
            len(place.holders) if place.seat.places is None else place.seat.places
            for place in self.seats
        )

    @property
    def filled(self) -> int:
        """How many places of its seats are taken."""
        return sum(len(place.holders) for place in self.seats)

    @property
    def violations(self) -> tuple[Checked, ...]:
        """The composition rules that are not met."""
        return tuple(checked for checked in self.composition if checked.violated)

    @cached_property
    def arithmetic(self) -> str:
        """How its votes come about, as a German sentence."""
        people = "Eine Person" if self.persons == 1 else f"{self.persons} Personen"
        if not any(place.seat.votes for place in self.seats):
            return f"{people}. Stimmen regelt das Verfahren für dieses Gremium nicht."
        silent = sum(
            len(place.holders) if place.seat.places is None else place.seat.places
            for place in self.seats
            if not place.seat.votes
        )
        parts = [f"{people}, davon {silent} ohne Stimme" if silent else people]
        parts += [_shared(group, self.body) for group in self.vote_groups]
        together = "also eine Stimme" if self.votes == 1 else f"also {self.votes} Stimmen"
        if len(parts) == 1 and not silent:
            return f"{people} mit je einer Stimme, {together}."
        return f"{'; '.join([*parts, together])}."

    def persons_named(self) -> Iterator[str]:
        """Give the pseudonym of everybody it tells about."""
        for place in self.places:
            yield from (holder.person for holder in (*place.holders, *place.standing_in))
            yield from (deputy.person for deputy in place.deputies)
        yield from (holder.person for holder in self.unknown)


def _shared(group: VoteGroup, body: Body) -> str:
    if group.title:
        return group.title
    titles = [seat.title if (seat := body.seat(slug)) else slug for slug in group.seats]
    return f"{', '.join(titles[:-1])} und {titles[-1]} haben gemeinsam eine Stimme"


def on(database: Database, ordnung: Ordnung, slug: str) -> Group:
    """Give a Gremium as it is staffed on the procedure's day."""
    return _group(
        database, ordnung, ordnung.bodies[slug], seats.on(database, ordnung.day, [slug]),
        seats.deputies(database, slug, ordnung.day),
    )  # fmt: skip


def every(database: Database, ordnung: Ordnung) -> list[Group]:
    """Give all Gremien of the procedure's day, in its order; without deputies to come."""
    held: dict[str, list[Holder]] = {}
    for holder in seats.on(database, ordnung.day):
        held.setdefault(holder.body, []).append(holder)
    return [
        _group(database, ordnung, body, held.get(body.slug, []), ())
        for body in ordnung.bodies.values()
    ]


def _group(
    database: Database, ordnung: Ordnung, body: Body, held: Iterable[Holder],
    deputies: Iterable[Deputy],
) -> Group:  # fmt: skip
    held, deputies = [*held], [*deputies]
    own = [holder for holder in held if not holder.deputising]
    sitting = {seat.slug for seat in body.members}
    persons = len({holder.person for holder in own if holder.seat in sitting})
    has_targets = any(target.kind is body.kind for target in ordnung.targets)
    reports = counts.newest(database, body.slug, ordnung.day) if has_targets else {}
    return Group(
        body=body,
        day=ordnung.day,
        votes=ordnung.votes(body.slug),
        places=tuple(_place(seat, held, deputies) for seat in body.seats),
        unknown=tuple(holder for holder in own if body.seat(holder.seat) is None),
        vote_groups=tuple(ordnung.shared(body.slug)),
        composition=composition.check(
            ordnung, body.slug, [(holder.seat, holder.person) for holder in own]
        ),
        targets=composition.targets(ordnung, body.slug, persons, reports),
    )


def _place(seat: Seat, held: list[Holder], deputies: list[Deputy]) -> Place:
    here = [holder for holder in held if holder.seat == seat.slug]
    return Place(
        seat,
        tuple(holder for holder in here if not holder.deputising),
        tuple(holder for holder in here if holder.deputising),
        tuple(deputy for deputy in deputies if deputy.seat == seat.slug),
    )


def earlier(database: Database, slug: str, day: date) -> list[Holder]:
    """Give who held a seat of a Gremium, or stood in, and no longer does on a day."""
    return [
        holder
        for holder in seats.ever(database, slug)
        if holder.until is not None and holder.since <= holder.until < day
    ]


def later(database: Database, slug: str, day: date) -> list[Holder]:
    """Give who will hold a seat of a Gremium, or stand in, after a day."""
    return [
        holder
        for holder in seats.ever(database, slug)
        if holder.since > day and (holder.until is None or holder.since <= holder.until)
    ]
