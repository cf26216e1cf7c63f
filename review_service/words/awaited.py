"""What is awaited in German: what is to be done to a draft or beside the drafts, why, and where."""

from __future__ import annotations

from typing import NamedTuple

from domain.procedure import Ordnung
from projections.errands import Errand, ErrandKind
from projections.tasks import Task, TaskKind
from review_service.words.election import IN_ROUND, ROUND, THE_ROUND
from review_service.words.german import capital, count, listed
from review_service.words.signs import NOTHING_OPEN


class Todo(NamedTuple):
    """What is to be done, why, the words of the button, the address."""

    what: str
    why: str
    button: str
    href: str


def said(awaited: Task | Errand, ordnung: Ordnung) -> Todo:
    """Say what is awaited."""
    place, button = _PLACES[awaited.kind]
    if isinstance(awaited, Errand):
        href = place.format(awaited.subject, awaited.round)
        return Todo(*_errand(awaited, ordnung), button, href)
    return Todo(*_task(awaited, ordnung), button, place.format(awaited.draft))


_PLACES = {
    TaskKind.ANSWER_VORGABEN: ("/entwuerfe/{}/ueberarbeiten", "Vorgaben beantworten"),
    TaskKind.SUBMIT: ("/entwuerfe/{}", "Entwurf öffnen"),
    TaskKind.STATE: ("/entwuerfe/{}/stellungnahme", "Stellung nehmen"),
    TaskKind.TRANSMIT: ("/entwuerfe/{}/buendelung", "Einschätzungen bündeln"),
    TaskKind.TRANSMIT_AGAIN: ("/entwuerfe/{}/buendelung", "Einschätzungen prüfen"),
    TaskKind.DECIDE: ("/entwuerfe/{}", "Beratungsstand lesen"),
    ErrandKind.ANSWER_SUGGESTION: ("/vorschlaege/{}", "Vorschlag lesen"),
    ErrandKind.FORWARD_SUGGESTION: ("/vorschlaege/{}/weiterleiten", "Vorschlag weiterleiten"),
    ErrandKind.FORWARD_AGAIN: ("/vorschlaege/{}", "Vorschlag lesen"),
    ErrandKind.ANSWER_RECUT: ("/verfahren/vorschlaege/{}", "Über den Zuschnitt entscheiden"),
    ErrandKind.INVITE: ("/wahlen/{}/einladung", "Einladungen eintragen"),
    ErrandKind.HOLD_ROUND: ("/wahlen/{}/wahlgang-{}", "Teilnahme eintragen"),
    ErrandKind.ENTER_COUNT: ("/wahlen/{}/auszaehlung-{}", "Auszählung eingeben"),
    ErrandKind.DRAW_LOT: ("/wahlen/{}/los", "Los eintragen"),
    ErrandKind.CONCLUDE: ("/wahlen/{}/ergebnis", "Ergebnis feststellen"),
}


def waits_for(task: Task, ordnung: Ordnung) -> str:
    """Say for whom a task waits."""
    if task.waits_for:
        return listed(ordnung.name_of(body) for body in task.waits_for)
    return count(task.addressed - task.heard, "ein Beirat", "Beiräte")


def _task(task: Task, ordnung: Ordnung) -> tuple[str, str]:
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


def _errand(errand: Errand, ordnung: Ordnung) -> tuple[str, str]:
    name, round = f"„{errand.title}“", errand.round or 1
    match errand.kind:
        case ErrandKind.ANSWER_SUGGESTION:
            return f"Initiativvorschlag von {name} beantworten", _ANSWER
        case ErrandKind.FORWARD_SUGGESTION:
            return f"Initiativvorschlag von {name} weiterleiten", _FORWARD
        case ErrandKind.FORWARD_AGAIN:
            declined = f"{ordnung.name_of(errand.origin)} beruft die Person nicht. {_ASK_ANOTHER}"
            return f"Abgelehnten Initiativvorschlag von {name} weiterleiten", declined
        case ErrandKind.ANSWER_RECUT:
            proposed = f"Vorgeschlagen von: {ordnung.name_of(errand.origin)}. {_RECUT}"
            return f"Über den Zuschnitt des Themenfelds {name} entscheiden", proposed
        case ErrandKind.INVITE:
            return f"Zu {name} einladen", _to_invite(errand)
        case ErrandKind.HOLD_ROUND:
            return f"{name}: Teilnahme eintragen", f"Jetzt folgt {THE_ROUND[round]}."
        case ErrandKind.ENTER_COUNT:
            return f"{name}: {ROUND[round]} auszählen", _to_count(errand)
        case ErrandKind.DRAW_LOT:
            tied = f"{capital(IN_ROUND[round])} haben mehrere gleich viele Stimmen."
            return f"{name}: Los ziehen", f"{tied} Das Los wird von Hand gezogen, vor Zeug*innen."
        case ErrandKind.CONCLUDE:
            return f"{name}: Ergebnis feststellen", _CONCLUDE


_ANSWER = (
    "Die Geschäftsstelle hat ihn an Sie weitergeleitet. Berufen Sie die Person, oder lehnen Sie ab."
)
_FORWARD = "Er ist aufgenommen und liegt noch bei keinem Dezernat."
_ASK_ANOTHER = "Sie können noch ein anderes Dezernat fragen."
_RECUT = "Der Zuschnitt gilt erst, wenn die Lenkungsgruppe zustimmt."
_CONCLUDE = "Alle Wahlgänge sind entschieden. Mit der Feststellung werden die Sitze besetzt."


def _to_invite(errand: Errand) -> str:
    missing = count(errand.many, "Eine Organisation ist", "Organisationen sind")
    return f"{capital(missing)} noch nicht als eingeladen eingetragen."


def _to_count(errand: Errand) -> str:
    match errand.many:
        case 0:
            return "Es fehlen beide Auszählungen."
        case 1:
            return "Es fehlt die zweite Auszählung."
        case _:
            return "Die beiden Auszählungen weichen voneinander ab. Bitte zählen Sie nach."
