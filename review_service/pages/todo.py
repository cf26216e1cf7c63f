"""A task in German: what is to be done, why, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.procedure import Ordnung
from projections.errands import Errand
from projections.tasks import Task, TaskKind
from review_service.awaiting import Awaited
from review_service.pages.draft.verdict import NOTHING_OPEN
from review_service.words import errands as errand_words
from review_service.words.german import capital, count


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


def todo_of(awaited: Awaited, ordnung: Ordnung) -> Todo:
    """Say what is awaited in German."""
    what = awaited.what
    said = errand_words.said(what, ordnung) if isinstance(what, Errand) else _said(what, ordnung)
    return Todo(
        *said, since=what.since, body=ordnung.name_of(what.body), due=awaited.due,
        late=awaited.late,
    )  # fmt: skip


def _said(task: Task, ordnung: Ordnung) -> tuple[str, str, str, str]:
    where, button = _PLACES[task.kind]
    what, why = _words(task, ordnung)
    return what, button, why, f"/entwuerfe/{task.draft}{where}"


_PLACES = {
    TaskKind.ANSWER_VORGABEN: ("/ueberarbeiten", "Vorgaben beantworten"),
    TaskKind.SUBMIT: ("", "Entwurf öffnen"),
    TaskKind.STATE: ("/stellungnahme", "Stellung nehmen"),
    TaskKind.TRANSMIT: ("/buendelung", "Einschätzungen bündeln"),
    TaskKind.TRANSMIT_AGAIN: ("/buendelung", "Einschätzungen prüfen"),
    TaskKind.DECIDE: ("", "Beratungsstand lesen"),
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
