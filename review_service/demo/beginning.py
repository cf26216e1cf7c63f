"""How the demo begins: the procedure is constituted, its seats are taken, it is amended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import partial

from domain.aggregate import Aggregate
from domain.besetzung import Besetzung
from domain.gremium import Actor, Gremium, Kind
from domain.person import Person
from domain.procedure import Ordnung, Procedure, day_of
from domain.procedure.seats import Seat
from review_service.acts.besetzungen import OPERATOR
from review_service.demo import cast
from review_service.demo.accounts import ACCOUNTS, BODIES, DemoAccount
from review_service.demo.ballot import Act, Ballot
from review_service.procedure.files import shipped

CONSTITUTED = datetime(2019, 11, 1, 9, 0, tzinfo=UTC)
AMENDED = datetime(2019, 12, 1, 9, 0, tzinfo=UTC)
SINCE, JOINED = date(2019, 11, 1), date(2019, 12, 1)
"""From when on seats are held: from the beginning, and with the amendment."""
OFFICE = "oe-50-6"


class Beginning:
    """Plays the procedure's resolutions, who takes which seat, and the election."""

    def __init__(
        self, actors: Mapping[str, Actor], persons: Mapping[str, str], pseudonyms: Mapping[str, str]
    ) -> None:
        """`actors` and `persons` (pseudonyms) are known by account name, `pseudonyms` of everybody
        else by the person's name."""
        self._actors, self._persons, self._pseudonyms = actors, persons, pseudonyms
        self._procedure: Procedure
        self._besetzungen: dict[str, Besetzung] = {}

    def on_its_day(self, moment: datetime) -> Ordnung:
        """Give the procedure that held at a moment, as far as it has been played."""
        return self._procedure.on(day_of(moment))

    def acts(self) -> Iterator[Act]:
        """Give what happens; acts of one moment in their order."""
        yield CONSTITUTED, self._constitute
        for person in (*self._persons.values(), *self._pseudonyms.values()):
            yield CONSTITUTED, partial(self._register, person)
        for demo in _offices_first():
            person = self._persons[demo.name]
            yield (
                CONSTITUTED,
                partial(self._appoint, demo.body, demo.seat, person, SINCE, CONSTITUTED),
            )
        yield from self._take_seats(cast.members(), SINCE, CONSTITUTED)
        yield AMENDED, self._amend
        yield from self._take_seats(cast.joining(), JOINED, AMENDED)
        ballot = Ballot(
            cast.told()["election"], self._pseudonyms, self._actors[OFFICE],
            lambda: self._procedure, self._besetzungen.__getitem__,
        )  # fmt: skip
        yield from ballot.acts()

    def _take_seats(self, members: list[cast.Member], since: date, at: datetime) -> Iterator[Act]:
        for one in members:
            person = self._pseudonyms[one.name]
            yield at, partial(self._appoint, one.body.gremium, one.seat, person, since, at)

    def _constitute(self) -> Aggregate:
        file = shipped("lip-2472-2019")
        self._procedure = Procedure.constitute(
            resolution=file.resolution, content=file.content, by=OPERATOR, at=CONSTITUTED
        )
        return self._procedure

    def _amend(self) -> Aggregate:
        file = shipped("lip-2822-2019")
        self._procedure.amend(
            resolution=file.resolution, content=file.content, by=OPERATOR, at=AMENDED
        )
        return self._procedure

    def _register(self, person: str) -> Aggregate:
        return Person.register(person, by=OPERATOR, at=CONSTITUTED)

    def _appoint(
        self, body: Gremium, seat: Seat, person: str, since: date, at: datetime
    ) -> Aggregate:
        by = self._appointing(body)
        if body.slug not in self._besetzungen:
            self._besetzungen[body.slug] = Besetzung.open(body, by=by, at=at)
        found = self._besetzungen[body.slug]
        found.appoint(seat, person, since=since, by=by, at=at)
        return found

    def _appointing(self, body: Gremium) -> Actor:
        """Give who fills a body's seats: its Dezernat, OE 50.6, or whoever sets the service up."""
        if body.kind is Kind.OFFICE:
            return OPERATOR
        return self._actors[BODIES[body.slug].lead or OFFICE]


def _offices_first() -> list[DemoAccount]:
    """Give the accounts in the order in which they can appoint one another."""
    order = [Kind.OFFICE, Kind.DEPARTMENT]
    return sorted(
        ACCOUNTS, key=lambda demo: order.index(k) if (k := demo.body.kind) in order else len(order)
    )
