"""What an account is to do today: the tasks of its bodies that one of its seats may do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain import consensus
from domain.gremium import Kind, Role
from domain.procedure import Ordnung
from projections import errands, tasks
from projections.errands import Errand, ErrandKind
from projections.read_model import Database
from projections.reminders import Reminder
from projections.tasks import Task, TaskKind
from review_service import access
from review_service.access import Act
from review_service.acts.doing import Doing

_ACTS = {
    TaskKind.ANSWER_VORGABEN: Act.REVISE,
    TaskKind.SUBMIT: Act.SUBMIT,
    TaskKind.STATE: Act.STATE,
    TaskKind.TRANSMIT: Act.TRANSMIT,
    TaskKind.TRANSMIT_AGAIN: Act.TRANSMIT,
    TaskKind.DECIDE: Act.DECIDE,
}
"""What answers a task on a draft."""
_OF_GROUP = (TaskKind.ANSWER_VORGABEN, TaskKind.SUBMIT)
_STATEMENTS = (TaskKind.STATE, TaskKind.TRANSMIT, TaskKind.TRANSMIT_AGAIN)


class Stage(StrEnum):
    """Whether a task has a last day, can be done now, or waits for others; as a page lists them."""

    DUE = "due"
    READY = "ready"
    WAITING = "waiting"


@dataclass(frozen=True)
class Awaited:
    """A task, its last day where there is one, and whether that has passed."""

    what: Task | Errand
    due: date | None
    late: bool

    @property
    def stage(self) -> Stage:
        """How far it is: a bundle waits for the Beiräte, a decision for all who are to be heard."""
        if self.due:
            return Stage.DUE
        task = self.what
        if isinstance(task, Errand):
            return Stage.READY
        few = task.kind is TaskKind.TRANSMIT and task.heard < task.addressed
        return Stage.WAITING if few or task.waits_for else Stage.READY

    @property
    def reminder(self) -> Reminder | None:
        """The last reminder of it."""
        if isinstance(self.what, Errand) or not (self.what.reminded_at and self.what.reminded_by):
            return None
        return Reminder(self.what.body, self.what.reminded_at, self.what.reminded_by)


def awaited(database: Database, doing: Doing) -> list[Awaited]:
    """Give what the account is to do: what is due by its day, then what can be done now, then what
    waits for others; each by kind in the order of the kinds, longest waiting first."""
    stages, kinds = [*Stage], [*TaskKind, *ErrandKind]
    waiting: list[Task | Errand] = [*_on_drafts(database, doing), *_errands(database, doing)]
    found = [_dated(one, doing.ordnung) for one in waiting]
    found.sort(key=lambda one: (
        stages.index(one.stage), one.due or date.max, kinds.index(one.what.kind), one.what.since,
    ))  # fmt: skip
    return found


def _dated(one: Task | Errand, ordnung: Ordnung) -> Awaited:
    due = one.due if isinstance(one, Errand) else _due(one, ordnung)
    return Awaited(one, due, late=due is not None and due < ordnung.day)


def _due(task: Task, ordnung: Ordnung) -> date | None:
    """Give the last day for a statement, where the rules of procedure set one."""
    body = ordnung.gremium(task.body)
    if body is None or task.kind not in _STATEMENTS:
        return None
    return consensus.due(task.since, body.kind, ordnung.rules)


def of_others(database: Database, doing: Doing) -> list[tuple[Task, tuple[Role, ...]]]:
    """Give what the account's bodies are to do and it may not, with the roles that do it."""
    kinds = {seat.body.slug: seat.body.kind for seat in doing.account.seats}
    if all(_does(doing, body, act) for body in kinds.items() for act in {*_ACTS.values()}):
        return []  # without asking what there is to do
    return [
        (task, access.roles(_ACTS[task.kind], kinds[task.body]))
        for task in _of_bodies(database, doing) if not _may(doing, task)
    ]  # fmt: skip


def _does(doing: Doing, body: tuple[str, Kind], act: Act) -> bool:
    """Whether the account does an act for a body, or nobody of its kind does."""
    slug, kind = body
    seats = access.seats_for(doing.account, act, body=slug)
    return not access.roles(act, kind) or any(seat.body.slug == slug for seat in seats)


def _on_drafts(database: Database, doing: Doing) -> Iterator[Task]:
    return (task for task in _of_bodies(database, doing) if _may(doing, task))


def _of_bodies(database: Database, doing: Doing) -> list[Task]:
    bodies = sorted({seat.body for seat in doing.account.seats}, key=lambda body: body.slug)
    return tasks.of_bodies(database, bodies, doing.ordnung, doing.service.now())


def _may(doing: Doing, task: Task) -> bool:
    own = task.body if task.kind in _OF_GROUP else None
    seats = access.seats_for(doing.account, _ACTS[task.kind], body=own)
    return any(seat.body.slug == task.body for seat in seats)


def _errands(database: Database, doing: Doing) -> Iterator[Errand]:
    yield from errands.to_answer(database, _bodies(doing, Act.ANSWER_SUGGESTION))
    for office in _bodies(doing, Act.COLLECT):
        yield from errands.to_forward(database, office, doing.ordnung)
    for body in _bodies(doing, Act.AGREE):
        procedure = doing.service.procedures.found(database)
        yield from errands.to_agree(procedure.open_recuts if procedure else (), body)
    for office in _bodies(doing, Act.ELECT):
        yield from errands.to_elect(database, office, doing.service.now())


def _bodies(doing: Doing, act: Act) -> list[str]:
    """Give the bodies (slugs) in which the account has a seat that may do an act."""
    found = (seat.body.slug for seat in access.seats_for(doing.account, act))
    return [*dict.fromkeys(found)]
