"""The caller's own account: who one is, one's tasks and data, sessions and tokens to end."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import Field

from domain.gremium import Kind, Role
from projections import seats
from projections.errands import ErrandKind
from projections.seats import Holder
from projections.tasks import Task, TaskKind
from review_service import awaiting
from review_service.acts.doing import Doing
from review_service.answers.drafts import Page
from review_service.answers.shape import Shape
from review_service.api import problems
from review_service.api.caller import Reader
from review_service.awaiting import Awaited, Stage
from review_service.people import own_data, sessions
from review_service.people.own_data import OwnData
from review_service.refusals import Refusal

router = APIRouter(prefix="/api/me", tags=["Konto"])


class NoSuchSession(Refusal):
    """Diese Sitzung gibt es nicht. Vielleicht ist sie schon beendet."""

    status = 404


class NoSuchToken(Refusal):
    """Dieses Token gibt es nicht. Vielleicht ist es schon beendet oder abgelaufen."""

    status = 404


class SeatAnswer(Shape):
    """A seat held today, with its first and last day (`YYYY-MM-DD`; null: open end)."""

    body: str
    kind: Kind
    seat: str
    role: Role
    since: str
    until: str | None
    deputising: bool

    @classmethod
    def of(cls, held: Holder) -> SeatAnswer:
        """Give what is held."""
        until = held.until.isoformat() if held.until else None
        return cls.read(held, since=held.since.isoformat(), until=until)


class MeAnswer(Shape):
    """Who calls: the account, the pseudonym the log has, the name shown, the seats of today."""

    account: str
    person: str
    name: str
    seats: list[SeatAnswer]


class TaskAnswer(Shape):
    """Something the caller is to do, for which body (slug), since when and until which day.

    `title` is that of the draft, the name of the election, of the re-cut Themenfeld or of the
    organisation that suggests somebody; of `draft`, `suggestion`, `election` (ids) and `recut` (its
    number) one is given. `round` and `revision` as far as the kind has them;
    `reminded_at` is when the body was last reminded of it. `stage`: `due` has a last day, `ready`
    can be done now, `waiting` waits for others (a decision for the bodies `waits_for`, by slug).
    """

    kind: TaskKind | ErrandKind
    body: str
    title: str
    since: datetime
    due: date | None
    late: bool
    stage: Stage
    waits_for: list[str] = Field(default_factory=list)
    draft: UUID | None = None
    suggestion: UUID | None = None
    election: UUID | None = None
    recut: int | None = None
    revision: int | None = None
    round: int | None = None
    reminded_at: datetime | None = None

    @classmethod
    def of(cls, awaited: Awaited) -> TaskAnswer:
        """Give what is awaited."""
        what = awaited.what
        said = {
            "kind": what.kind, "body": what.body, "title": what.title, "since": what.since,
            "due": awaited.due, "late": awaited.late, "round": what.round, "stage": awaited.stage,
        }  # fmt: skip
        if isinstance(what, Task):
            return cls(
                **said, draft=what.draft, revision=what.revision, waits_for=list(what.waits_for),
                reminded_at=what.reminded_at,
            )  # fmt: skip
        return cls(**said, **{what.kind.about: what.subject})


class SessionAnswer(Shape):
    """A session of the pages; `browser` is its family at most."""

    id: UUID
    browser: str
    begun_at: datetime
    used_at: datetime


class TokenAnswer(Shape):
    """A token, never its secret; `purpose` is `api` or `first_password` (a one-time link),
    `used_at` counts by the hour."""

    id: UUID
    label: str
    purpose: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None


Id = Annotated[UUID, Path()]
_READING = problems.documented(401, 422, 503)
_ENDING = problems.documented(401, 404, 422, 503)


@router.get("", responses=_READING)
def me(reader: Reader) -> MeAnswer:
    """Say who the caller is."""
    account, today = reader.account, reader.service.today
    with reader.service.pool.connection() as database:
        held = seats.of_person(database, account.pseudonym)
    return MeAnswer(
        account=account.name, person=account.pseudonym, name=account.display_name,
        seats=[SeatAnswer.of(one) for one in held if _holds(one, today)],
    )  # fmt: skip


@router.get("/tasks", responses=_READING)
def list_tasks(reader: Reader) -> Page[TaskAnswer]:
    """List what the caller is to do today, as the start page does."""
    with reader.service.pool.connection() as database:
        found = awaiting.awaited(database, reader)
    return Page(items=[TaskAnswer.of(one) for one in found])


@router.get("/data", responses=_READING)
def data(reader: Reader) -> OwnData:
    """Give all that is stored about the caller."""
    with reader.service.pool.connection() as database:
        return own_data.collect(database, reader.account.pseudonym, idle=idle(reader))


@router.get("/sessions", responses=_READING)
def list_sessions(reader: Reader) -> Page[SessionAnswer]:
    """List the caller's sessions, last used first."""
    with reader.service.pool.connection() as database:
        found = sessions.of_account(database, reader.account.name, idle=idle(reader))
    return Page(items=[SessionAnswer.read(one) for one in found])


@router.delete("/sessions/{id}", status_code=204, responses=_ENDING)
def end_session(reader: Reader, id: Id) -> Response:
    """End one of the caller's sessions."""
    with reader.service.pool.connection() as database:
        if not sessions.end_one(database, reader.account.name, id):
            raise NoSuchSession
    return Response(status_code=204)


@router.get("/tokens", responses=_READING)
def list_tokens(reader: Reader) -> Page[TokenAnswer]:
    """List the caller's tokens, newest first; new ones are issued on the page `/konto` alone."""
    with reader.service.pool.connection() as database:
        found = sessions.tokens_of(database, reader.account.name)
    return Page(items=[TokenAnswer.read(one) for one in found])


@router.delete("/tokens/{id}", status_code=204, responses=_ENDING)
def end_token(reader: Reader, id: Id) -> Response:
    """End one of the caller's tokens, be it the one of this call."""
    with reader.service.pool.connection() as database:
        if not sessions.revoke_one(database, reader.account.name, id):
            raise NoSuchToken
    return Response(status_code=204)


def _holds(held: Holder, day: date) -> bool:
    return held.since <= day and (held.until is None or day <= held.until)


def idle(reader: Doing) -> timedelta:
    """Give after which time a session has idled too long."""
    return timedelta(minutes=reader.service.settings.session_idle_minutes)
