"""Acting on the procedure: it is constituted and amended, dates move, Themenfelder are re-cut."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import NoReturn

from domain import rules
from domain.gremium import Kind
from domain.procedure import PROCEDURE, Ordnung, Procedure, Termin, day_of
from domain.procedure.content import Theme
from domain.procedure.seats import Body
from review_service.access import Act, NotVisible
from review_service.acts import taking_over
from review_service.acts.besetzungen import OPERATOR
from review_service.acts.doing import Doing
from review_service.acts.requests.elections import NewTermin
from review_service.acts.requests.procedures import NewAgreement, NewDate, NewRecut
from review_service.acts.taking_over import Former
from review_service.people.accounts import Seat
from review_service.procedure.files import File
from review_service.reviews import Did, Receipt
from review_service.service import Service


class NotConstituted(NotVisible):
    """Das Verfahren ist noch nicht eingerichtet."""


class NothingHoldsThen(NotVisible):
    """An diesem Tag gilt noch kein Beschluss."""


class NoSuchRecut(NotVisible):
    """Diesen Vorschlag gibt es nicht."""


# At the command line ---------------------------------------------------------------------------


def constitute(service: Service, file: File) -> list[Former]:
    """Set the procedure up and seat whoever held a seat before there was one; gives those for
    whom the procedure has no seat. Raises RuleBroken."""
    at = service.now()
    with service.pool.connection() as database:
        former = taking_over.former(database)
    left: list[Former] = []

    def seat(made: Procedure) -> Did:
        if not made.pending_events:
            raise rules.TheProcedureIsConstituted
        since = file.resolution.since
        seated, left[:] = taking_over.take_over(
            service.reviews, made.on(since), former, since=since, by=OPERATOR, at=at
        )
        return Did(also=seated, beside=[taking_over.empty])

    service.reviews.change(
        Procedure, PROCEDURE, seat,
        begun=lambda: Procedure.constitute(
            resolution=file.resolution, content=file.content, by=OPERATOR, at=at
        ),
    )  # fmt: skip
    return left


def amend(service: Service, file: File) -> None:
    """Change the procedure by another resolution; raises NotConstituted, RuleBroken."""

    def act(found: Procedure) -> None:
        found.amend(resolution=file.resolution, content=file.content, by=OPERATOR, at=service.now())

    service.reviews.change(Procedure, PROCEDURE, act, begun=_not_constituted)


# What holds ------------------------------------------------------------------------------------


def holding(doing: Doing, day: date | None) -> tuple[Procedure, Ordnung]:
    """Give the procedure and what holds of it on a day, or today; raises NotConstituted,
    NothingHoldsThen."""
    procedures = doing.service.procedures
    found = procedures.found()
    if found is None:
        raise NotConstituted
    if day is None:
        return found, doing.ordnung
    if day < found.begins:  # also keeps a day of long ago out of what is remembered
        raise NothingHoldsThen
    return found, procedures.on(day)


def see_recut(doing: Doing, number: str) -> int:
    """Give the number of a proposal, which every account may see; raises NoSuchRecut."""
    found = doing.service.procedures.found()
    given = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0
    if found is None or given not in found.recuts:
        raise NoSuchRecut
    return given


def number_of(doing: Doing, done: Receipt) -> int:
    """Give the number of the proposal that was recorded as this version of the procedure."""
    found = doing.service.procedures.found()
    assert found, "a proposal was recorded"
    return next(recut.number for recut in found.recuts.values() if recut.version == done.version)


# By those who take part ------------------------------------------------------------------------


def move_date(doing: Doing, new: NewDate) -> Receipt:
    """Say when something is planned now or when it took place, and why.

    Raises NotYours, RuleBroken.
    """
    by = doing.actor(doing.seat(Act.MOVE_DATES))

    def act(found: Procedure, at: datetime) -> None:
        found.move_date(
            new.milestone, planned=_termin(new.planned), actual=_termin(new.actual),
            reason=new.reason, source=new.source, by=by, at=at,
        )  # fmt: skip

    return _change(doing, act, new.occurred_at)


def propose_recut(doing: Doing, new: NewRecut) -> Receipt:
    """Propose a new Themenfeld or another cut of one.

    Raises NotYours, RuleBroken.
    """
    by = doing.actor(proposing_seat(doing, new.theme.slug))
    theme = Theme.model_validate(new.theme.model_dump())

    def act(found: Procedure, at: datetime) -> None:
        group = _group(found.on(day_of(at)), new) if new.new_group else None
        found.propose_recut(theme, group, reason=new.reason, by=by, at=at)

    return _change(doing, act, new.occurred_at)


def answer_recut(doing: Doing, number: int, new: NewAgreement) -> Receipt:
    """Record what the Lenkungsgruppe says to a proposal.

    Raises NotYours, RuleBroken.
    """
    by = doing.actor(doing.seat(Act.AGREE))

    def act(found: Procedure, at: datetime) -> None:
        if new.agreed and new.since:
            found.agree_to_recut(number, since=new.since, by=by, at=at)
        else:
            found.decline_recut(number, reason=new.reason, by=by, at=at)

    return _change(doing, act, new.occurred_at)


def proposing_seat(doing: Doing, theme: str) -> Seat:
    """Give the seat from which an account proposes another cut of a Themenfeld: that of its own
    group where it has one there; raises NotYours."""
    group = doing.ordnung.group_of(theme)
    return doing.seat(Act.PROPOSE_RECUT, body=group.slug if group else None)


# How ---------------------------------------------------------------------------------------------


def _change(
    doing: Doing, act: Callable[[Procedure, datetime], None], occurred_at: datetime | None
) -> Receipt:
    moment = doing.moment(occurred_at)
    return doing.change(Procedure, PROCEDURE, act, moment, begun=lambda _: _not_constituted())


def _not_constituted() -> NoReturn:
    raise NotConstituted


def _termin(new: NewTermin | None) -> Termin | None:
    return Termin(words=new.words, begins=new.begins, ends=new.ends) if new else None


def _group(today: Ordnung, new: NewRecut) -> Body:
    """A new expert group has the seats and functions that the first one has."""
    model = next(body for body in today.bodies.values() if body.kind is Kind.EXPERT_GROUP)
    return Body(
        slug=new.theme.group, kind=Kind.EXPERT_GROUP, name=new.new_group or "",
        lead=new.theme.lead, seats=model.seats,
    )  # fmt: skip
