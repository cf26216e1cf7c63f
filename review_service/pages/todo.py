"""A task in German: what is to be done, why, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain import consensus
from domain.procedure import Ordnung
from projections.tasks import Task, TaskKind
from review_service import access
from review_service.access import Act
from review_service.pages.draft.verdict import NOTHING_OPEN
from review_service.pages.german import capital, count
from review_service.pages.visitor import Visitor


@dataclass(frozen=True)
class Todo:
    """A task as the page says it: what, why, where, since when; `body` for whom; `due` is the last
    day, `late` whether that has passed."""

    what: str
    button: str
    why: str
    href: str
    since: datetime
    body: str
    due: date | None = None
    late: bool = False


def todo_of(task: Task, visitor: Visitor) -> Todo | None:
    """Say a task in German; None where this reader's role may not do it."""
    act, where, button = _ACTS[task.kind]
    own = task.body if task.kind in _OF_GROUP else None
    seats = access.seats_for(visitor.account, act, body=own)
    if not any(seat.body.slug == task.body for seat in seats):
        return None
    what, why = _words(task, visitor.ordnung)
    href = f"/entwuerfe/{task.draft}{where}"
    due = _due(task, visitor.ordnung)
    late = due is not None and due < visitor.ordnung.day
    name = visitor.ordnung.name_of(task.body)
    return Todo(what, button, why, href, task.since, name, due, late)


def _due(task: Task, ordnung: Ordnung) -> date | None:
    """Give the last day for a statement, where the rules of procedure set one."""
    body = ordnung.gremium(task.body)
    if body is None or task.kind not in _STATEMENTS:
        return None
    return consensus.due(task.since, body.kind, ordnung.rules)


_STATEMENTS = (TaskKind.STATE, TaskKind.TRANSMIT, TaskKind.TRANSMIT_AGAIN)


_OF_GROUP = (TaskKind.ANSWER_VORGABEN, TaskKind.SUBMIT)
_ACTS = {
    TaskKind.ANSWER_VORGABEN: (Act.REVISE, "/ueberarbeiten", "Vorgaben beantworten"),
    TaskKind.SUBMIT: (Act.SUBMIT, "", "Entwurf öffnen"),
    TaskKind.STATE: (Act.STATE, "/stellungnahme", "Stellung nehmen"),
    TaskKind.TRANSMIT: (Act.TRANSMIT, "/buendelung", "Einschätzungen bündeln"),
    TaskKind.TRANSMIT_AGAIN: (Act.TRANSMIT, "/buendelung", "Einschätzungen prüfen"),
    TaskKind.DECIDE: (Act.DECIDE, "", "Beratungsstand lesen"),
}


def _words(task: Task, ordnung: Ordnung) -> tuple[str, str]:
    name = f"„{task.title}“"
    match task.kind:
        case TaskKind.ANSWER_VORGABEN:
            return f"{name} überarbeiten", _unanswered(task)
        case TaskKind.SUBMIT:
            return f"{name} einreichen oder weiterschreiben", _ready(task)
        case TaskKind.STATE:
            return f"Zu {name} Stellung nehmen", _asked(task, ordnung)
        case TaskKind.TRANSMIT:
            return f"Einschätzungen zu {name} bündeln", _to_bundle(task)
        case TaskKind.TRANSMIT_AGAIN:
            return f"Neue Einschätzungen zu {name} prüfen", _newer(task)
        case TaskKind.DECIDE:
            return f"Über {name} entscheiden", _to_decide(task)


def _unanswered(task: Task) -> str:
    if task.unanswered == task.vorgaben:
        waiting = count(task.vorgaben, "Eine Vorgabe der Lenkungsgruppe wartet", "Vorgaben warten")
        return f"{capital(waiting)} auf Ihre Antwort."
    missing = "ist eine" if task.unanswered == 1 else f"sind {task.unanswered}"
    return f"Von {task.vorgaben} Vorgaben {missing} noch nicht beantwortet."


def _ready(task: Task) -> str:
    if task.vorgaben:
        return f"Alle Vorgaben sind beantwortet. Fassung {task.revision} kann eingereicht werden."
    return f"Fassung {task.revision} ist zurzeit nicht eingereicht."


def _asked(task: Task, ordnung: Ordnung) -> str:
    theme = ordnung.theme_names[task.theme]
    words = f"Themenfeld {theme}, Fassung {task.revision}, {task.round}. Beratungsrunde."
    if task.said_on and task.said_on < task.revision:
        words += f" Zuletzt haben Sie sich zu Fassung {task.said_on} geäußert."
    return words


def _to_bundle(task: Task) -> str:
    return (
        f"Zu Fassung {task.revision} haben sich bisher {task.heard} von {task.addressed}"
        " Beiräten geäußert."
    )


def _newer(task: Task) -> str:
    newer = capital(count(task.newer, "eine Einschätzung ist", "Einschätzungen sind"))
    return f"{newer} nach Ihrer Übermittlung eingegangen. Prüfen Sie, ob Sie neu übermitteln."


def _to_decide(task: Task) -> str:
    points = count(task.open_points, "Ein Punkt ist", "Punkte sind")
    open_now = f"{capital(points)} noch offen." if task.open_points else f"{NOTHING_OPEN}."
    return (
        f"Fassung {task.revision}, {task.round}. Beratungsrunde:"
        f" {task.heard} von {task.addressed} Stellen sind gehört. {open_now}"
    )
