"""The demo's election, as cast.toml tells it: called, twice postponed, two rounds, two winners."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from domain.aggregate import Aggregate
from domain.besetzung import Besetzung
from domain.election.counting import Count
from domain.election.election import Election
from domain.election.values import Organisation
from domain.gremium import Actor
from domain.procedure import Procedure, Termin, day_of

Act = tuple[datetime, Callable[[], Aggregate]]
"""When something happens, and what."""
Told = Mapping[str, Any]
_SOURCE = "Für die Demo erdacht"


class Ballot:
    """Plays the election, moves its date on the procedure and seats who was elected."""

    def __init__(
        self, told: Told, persons: Mapping[str, str], by: Actor, procedure: Callable[[], Procedure],
        besetzung: Callable[[str], Besetzung],
    ) -> None:  # fmt: skip
        """`told` is the table `election`, `persons` are pseudonyms by name; `procedure` and
        `besetzung` give what has been played so far."""
        self._told, self._persons, self._by = told, persons, by
        self._procedure, self._besetzung = procedure, besetzung
        self._roll = {
            name: Organisation(slug=f"musterverein-{number:02}", name=f"Musterverein {name} e. V.")
            for number, name in enumerate(told["organisations"], start=1)
        }
        self._candidates: dict[str, str] = {}
        self._election: Election

    def acts(self) -> Iterator[Act]:
        """Give what happens, in order."""
        yield self._told["called"], self._call
        for step in self._told["step"]:
            at: datetime = step["at"]
            match step["do"]:
                case "nominate":
                    for organisation, name in step["candidates"].items():
                        yield at, partial(self._nominate, organisation, name, at)
                case "postpone":
                    yield at, partial(self._play, step)
                    yield at, partial(self._plan_anew, step)
                case "conclude":
                    yield at, partial(self._play, step)
                    yield at, partial(self._seat, step)
                    yield at, partial(self._say_it_took_place, at)
                case _:
                    yield at, partial(self._play, step)

    def _call(self) -> Aggregate:
        at: datetime = self._told["called"]
        ordnung = self._procedure().on(day_of(at))
        terms = ordnung.elections[self._told["slug"]]
        self._election = Election.call(
            terms=terms, gremium=ordnung.bodies[terms.body].gremium,
            roll=list(self._roll.values()), deadline=self._told["deadline"],
            meeting=Termin(**self._told["meeting"]), by=self._by, at=at,
        )  # fmt: skip
        return self._election

    def _play(self, step: Told) -> Aggregate:
        election, by, at = self._election, self._by, step["at"]
        match step["do"]:
            case "invite":
                roll = [one.slug for one in self._roll.values()]
                election.invite(roll, on=day_of(at), by=by, at=at)
            case "postpone":
                election.postpone(
                    Termin(**step["meeting"]), deadline=step["deadline"], reason=step["reason"],
                    by=by, at=at,
                )  # fmt: skip
            case "hold":
                tellers = [self._persons[name] for name in step["tellers"]]
                present = self._present(step)
                election.hold_round(step["round"], present, tellers=tellers, by=by, at=at)
            case "count":
                teller = self._persons[step["teller"]]
                election.enter_count(step["round"], teller, self._counted(step), by=by, at=at)
            case "conclude":
                bodies = self._procedure().on(step["since"]).bodies
                seats = [seat.slug for seat in bodies[election.gremium.slug].seats]
                election.conclude(since=step["since"], existing=seats, by=by, at=at)
        return election

    def _nominate(self, organisation: str, name: str, at: datetime) -> Aggregate:
        candidate = self._candidates[organisation] = self._persons[name]
        slug = self._roll[organisation].slug
        self._election.nominate(slug, candidate, consent=True, by=self._by, at=at)
        return self._election

    def _present(self, step: Told) -> list[str]:
        return [one.slug for name, one in self._roll.items() if name not in step["absent"]]

    def _counted(self, step: Told) -> Count:
        votes = {self._candidates[name]: count for name, count in step["votes"].items()}
        invalid = step.get("invalid", 0)
        return Count(ballots=sum(votes.values()) + invalid, invalid=invalid, votes=votes)

    def _seat(self, step: Told) -> Aggregate:
        election, since = self._election, step["since"]
        body = self._procedure().on(since).bodies[election.gremium.slug]
        besetzung = self._besetzung(body.slug)
        for slug, person in zip(election.course.terms.seats, election.course.elected, strict=False):
            seat = body.seat(slug)
            assert seat, f"{body.slug} has a seat {slug}"
            besetzung.appoint(
                seat, person, since=since, election=election.id, by=self._by, at=step["at"]
            )
        return besetzung

    def _plan_anew(self, step: Told) -> Aggregate:
        procedure = self._procedure()
        procedure.move_date(
            self._told["milestone"], planned=Termin(**step["meeting"]), reason=step["reason"],
            source=_SOURCE, by=self._by, at=step["at"],
        )  # fmt: skip
        return procedure

    def _say_it_took_place(self, at: datetime) -> Aggregate:
        procedure, day = self._procedure(), day_of(at)
        words = f"{day.day}. Januar {day.year}"
        procedure.move_date(
            self._told["milestone"], actual=Termin(words=words, begins=day, ends=day),
            reason="Die Wahl hat stattgefunden.", source=_SOURCE, by=self._by, at=at,
        )  # fmt: skip
        return procedure
