"""What the API answers about elections."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from domain.election.counting import Count, Place
from domain.election.course import Course
from domain.election.rounds import Round
from domain.election.terms import Terms
from domain.election.values import Seated
from domain.procedure.termin import Termin
from review_service.answers.shape import Shape

Names = Mapping[str, str]
"""Names by pseudonym; an erased person is missing."""


class NamedAnswer(Shape):
    """Somebody by pseudonym; `name` is null where the person is erased."""

    person: str
    name: str | None


class ElectionAnswer(Shape):
    """An election: by which terms, until when nominations come, when the meeting is planned.

    `stage` says how far it is; `lot` where a lot is to be drawn. `seated` from `since` on and
    `vacant` are the result; `abandoned` says why it was called off.
    """

    id: UUID
    version: int
    name: str
    body: str
    terms: Terms
    deadline: datetime
    meeting: Termin
    called_at: datetime
    stage: Literal["called", "counting", "lot", "decided", "concluded", "abandoned"]
    seated: list[Seated]
    vacant: list[str]
    since: date | None
    concluded_at: datetime | None
    abandoned_at: datetime | None
    abandoned: str

    @classmethod
    def of(cls, course: Course) -> ElectionAnswer:
        """Give an election."""
        return cls.read(course, id=course.election)


class OnRollAnswer(Shape):
    """An organisation on the roll; when it was invited, whom it put up."""

    slug: str
    name: str
    invited: date | None
    candidate: str | None


class CandidateAnswer(NamedAnswer):
    """Who was put up by which organisation (slug); `standing` where the next ballot names them;
    who moved up (`moves_up`) when they withdrew."""

    organisation: str
    at: datetime
    standing: bool
    withdrawn_at: datetime | None
    reason: str
    moves_up: list[str]


class ChangeAnswer(Shape):
    """The meeting was `postponed`, or an organisation `added` to the roll or `removed`."""

    kind: Literal["postponed", "added", "removed"]
    organisation: str
    meeting: Termin | None
    deadline: datetime | None
    reason: str
    at: datetime


class TellersCount(Shape):
    """A teller's count; nobody reads it before the other teller's is in, too."""

    teller: NamedAnswer
    count: Count | None
    at: datetime


class LotAnswer(Shape):
    """A lot that was drawn: among whom, on whom it fell, who saw it."""

    among: list[str]
    drawn: list[str]
    witnesses: list[NamedAnswer]
    at: datetime


class HeldAnswer(Shape):
    """A round: who took part (slugs), whom the ballot named, who counts, both counts and what came
    of them.

    `count` to `tied` are there once both counts agree; `lots` places among the tied went by lot.
    `inside` is who goes into the run-off or is elected as it stands now, after lots (`drawn`) and
    withdrawals; for `lot_places` among `lot_among` a lot is due.
    """

    round: int
    held_at: datetime
    took_part: list[str]
    candidates: list[str]
    tellers: list[NamedAnswer]
    counts: list[TellersCount]
    count: Count | None
    ranking: list[Place]
    goes_on: list[str]
    elected: list[str]
    tied: list[str]
    lots: int
    decided_at: datetime | None
    inside: list[str]
    lot_among: list[str]
    lot_places: int
    drawn: list[LotAnswer]

    @classmethod
    def of(cls, held: Round, names: Names) -> HeldAnswer:
        """Give a round."""
        counts = [
            TellersCount(
                teller=_person(one.teller, names), count=one.count if len(held.told) > 1 else None,
                at=one.at,
            )
            for one in held.told
        ]  # fmt: skip
        drawn = [
            LotAnswer.read(lot, witnesses=[_person(one, names) for one in lot.witnesses])
            for lot in held.drawn
        ]
        tellers = [_person(one, names) for one in held.tellers]
        lot = held.outcome.lot
        return cls.read(
            held, counts=counts, drawn=drawn, tellers=tellers, inside=list(held.outcome.inside),
            lot_among=list(lot.tied) if lot else [], lot_places=lot.places if lot else 0,
        )  # fmt: skip


class CourseAnswer(ElectionAnswer):
    """An election from its roll to its seats; `next_round` is the one to hold next, if any."""

    roll: list[OnRollAnswer]
    changes: list[ChangeAnswer]
    candidates: list[CandidateAnswer]
    rounds: list[HeldAnswer]
    next_round: int | None

    @classmethod
    def whole(cls, course: Course, names: Names) -> CourseAnswer:
        """Give an election with its way."""
        return cls.read(
            course, id=course.election,
            roll=[
                OnRollAnswer.read(one, candidate=course.stand.get(one.slug))
                for one in course.roll.values()
            ],
            changes=[ChangeAnswer.read(one, organisation=one.name) for one in course.changes],
            candidates=[
                CandidateAnswer.read(
                    one, person=one.candidate, name=names.get(one.candidate),
                    standing=one.candidate in course.standing,
                )
                for one in course.candidates
            ],
            rounds=[HeldAnswer.of(one, names) for one in course.rounds],
            next_round=course.next_round,
        )  # fmt: skip


class ElectionChanged(Shape):
    """What an act on an election did: its version afterwards."""

    id: UUID
    version: int


def _person(pseudonym: str, names: Names) -> NamedAnswer:
    return NamedAnswer(person=pseudonym, name=names.get(pseudonym))
