"""What waits for somebody beside the drafts: a suggestion, a re-cut, the next step of an election.

Queries over the read models, as in `tasks`: an errand is gone with the act that answers it. Who may
do that act is not asked here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from domain.election.course import Course
from domain.election.next_step import Step
from domain.procedure import Ordnung
from domain.procedure.recut import Recut
from domain.procedure.termin import BERLIN, day_of
from domain.suggestion import SuggestionStatus
from projections import elections, suggestions
from projections.read_model import Database
from projections.suggestions import Suggested


class ErrandKind(StrEnum):
    """What is to be done; in the order in which a page lists it."""

    ANSWER_SUGGESTION = "answer_suggestion"
    FORWARD_SUGGESTION = "forward_suggestion"
    FORWARD_AGAIN = "forward_again"
    ANSWER_RECUT = "answer_recut"
    INVITE = "invite"
    HOLD_ROUND = "hold_round"
    ENTER_COUNT = "enter_count"
    DRAW_LOT = "draw_lot"
    CONCLUDE = "conclude"

    @property
    def about(self) -> str:
        """What its subject is: a `suggestion`, a `recut` or an `election`."""
        if self is ErrandKind.ANSWER_RECUT:
            return "recut"
        of_suggestion = (self.ANSWER_SUGGESTION, self.FORWARD_SUGGESTION, self.FORWARD_AGAIN)
        return "suggestion" if self in of_suggestion else "election"


@dataclass(frozen=True)
class Errand:
    """One thing a body is to do, since when, at the latest on which day.

    `subject` is the id of a suggestion or election, or the number of a re-cut; `title` the
    suggesting organisation, the Themenfeld, the election. `origin` is the body (slug) that declined
    or proposed; `round` that of the election; `many` how many are not invited, how many counts are
    in.
    """

    kind: ErrandKind
    body: str
    subject: str
    title: str
    since: datetime
    due: date | None = None
    origin: str = ""
    round: int | None = None
    many: int = 0


# Suggestions -----------------------------------------------------------------------------------


def to_answer(database: Database, departments: Iterable[str]) -> Iterator[Errand]:
    """Give the suggestions that lie with one of some Dezernate (slugs)."""
    asked = [*departments]
    for one in suggestions.waiting(database, SuggestionStatus.FORWARDED) if asked else ():
        if one.department in asked:
            yield _of_suggestion(ErrandKind.ANSWER_SUGGESTION, one.department, one)


def to_forward(database: Database, office: str, under: Ordnung) -> Iterator[Errand]:
    """Give the suggestions that lie with no Dezernat, where there is one to ask yet."""
    leading = {slug for theme in under.themes.values() for slug in (theme.lead, *theme.jointly)}
    for one in suggestions.waiting(database, SuggestionStatus.COLLECTED):
        yield _of_suggestion(ErrandKind.FORWARD_SUGGESTION, office, one)
    for one in suggestions.waiting(database, SuggestionStatus.DECLINED):
        if leading - {*one.forwarded}:
            yield _of_suggestion(ErrandKind.FORWARD_AGAIN, office, one)


def _of_suggestion(kind: ErrandKind, body: str, one: Suggested) -> Errand:
    origin = one.department if kind is ErrandKind.FORWARD_AGAIN else ""
    return Errand(kind, body, str(one.suggestion), one.organisation, one.changed_at, origin=origin)


# The procedure ---------------------------------------------------------------------------------


def to_agree(recuts: Iterable[Recut], body: str) -> Iterator[Errand]:
    """Give the proposals to cut a Themenfeld anew, of those that are open."""
    for one in recuts:
        since = datetime.combine(one.proposed_on, time(), BERLIN)
        yield Errand(
            ErrandKind.ANSWER_RECUT, body, str(one.number), one.theme.name, since,
            origin=one.by.body.slug,
        )  # fmt: skip


# Elections -------------------------------------------------------------------------------------


def to_elect(database: Database, office: str, at: datetime) -> Iterator[Errand]:
    """Give what is due in the elections that are under way."""
    for course in elections.underway(database):
        yield from _invitations(course, office)
        yield from _next_step(course, office, at)


def _invitations(course: Course, office: str) -> Iterator[Errand]:
    missing = sum(one.invited is None for one in course.roll.values())
    if missing and not course.rounds:
        yield _of_election(
            course, ErrandKind.INVITE, office, since=course.called_at,
            due=day_of(course.deadline), many=missing,
        )  # fmt: skip


def _next_step(course: Course, office: str, at: datetime) -> Iterator[Errand]:
    """Give what can be entered after the deadline for nominations."""
    following = course.next(at)
    kind = _OF_STEP.get(following.step) if following else None
    if following is None or kind is None:
        return
    meeting = course.meeting.ends or course.meeting.begins
    yield _of_election(
        course, kind, office, since=max(_moments(course), default=course.deadline),
        round=following.round or None,
        due=meeting if kind is ErrandKind.HOLD_ROUND else None,
        many=len(course.open.told) if kind is ErrandKind.ENTER_COUNT and course.open else 0,
    )  # fmt: skip


_OF_STEP = {
    Step.ROUND: ErrandKind.HOLD_ROUND,
    Step.COUNT: ErrandKind.ENTER_COUNT,
    Step.LOT: ErrandKind.DRAW_LOT,
    Step.RESULT: ErrandKind.CONCLUDE,
}


def _moments(course: Course) -> Iterator[datetime]:
    """Give when something happened in the rounds."""
    for held in course.rounds:
        yield held.held_at
        if held.decided_at:
            yield held.decided_at
        yield from (lot.at for lot in held.drawn)


def _of_election(
    course: Course, kind: ErrandKind, office: str, *, since: datetime, due: date | None = None,
    round: int | None = None, many: int = 0,
) -> Errand:  # fmt: skip
    return Errand(
        kind, office, str(course.election), course.name, since, due=due, round=round, many=many
    )
