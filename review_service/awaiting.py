"""What an account is to do today: the tasks of its bodies that one of its seats may do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain import consensus
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


@dataclass(frozen=True)
class Awaited:
    """A task, its last day where there is one, and whether that has passed."""

    what: Task | Errand
    due: date | None
    late: bool

    @property
    def reminder(self) -> Reminder | None:
        """The last reminder of it."""
        if isinstance(self.what, Errand) or not (self.what.reminded_at and self.what.reminded_by):
            return None
        return Reminder(self.what.body, self.what.reminded_at, self.what.reminded_by)


def awaited(database: Database, doing: Doing) -> list[Awaited]:
    """Give what the account is to do: by kind in the order of the kinds, longest waiting first."""
    order = [*TaskKind, *ErrandKind]
    found: list[Task | Errand] = [*_on_drafts(database, doing), *_errands(database, doing)]
    found.sort(key=lambda one: (order.index(one.kind), one.since))
    return [_dated(one, doing.ordnung) for one in found]


def _dated(one: Task | Errand, ordnung: Ordnung) -> Awaited:
    due = one.due if isinstance(one, Errand) else _due(one, ordnung)
    return Awaited(one, due, late=due is not None and due < ordnung.day)


def _due(task: Task, ordnung: Ordnung) -> date | None:
    """Give the last day for a statement, where the rules of procedure set one."""
    body = ordnung.gremium(task.body)
    if body is None or task.kind not in _STATEMENTS:
        return None
    return consensus.due(task.since, body.kind, ordnung.rules)


def _on_drafts(database: Database, doing: Doing) -> Iterator[Task]:
    bodies = sorted({seat.body for seat in doing.account.seats}, key=lambda body: body.slug)
    for task in tasks.of_bodies(database, bodies, doing.ordnung, doing.service.now()):
        own = task.body if task.kind in _OF_GROUP else None
        seats = access.seats_for(doing.account, _ACTS[task.kind], body=own)
        if any(seat.body.slug == task.body for seat in seats):
            yield task


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
