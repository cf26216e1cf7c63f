"""A word, an icon and a tone for every state a page shows; the word alone says everything."""

from __future__ import annotations

from typing import NamedTuple

from domain.draft import Status
from domain.gremium import Role
from domain.procedure.recut import RecutState
from domain.statement import Position
from domain.text.carrying import State
from domain.vorgaben import Outcome


class Sign(NamedTuple):
    """What stands before the reader: a word, the name of KERN's icon, the tone of app.css."""

    word: str
    icon: str
    tone: str = ""


NOTHING_OPEN = "Nichts steht mehr aus"
STATUS = {
    Status.IN_ERARBEITUNG: Sign("In Erarbeitung", "edit"),
    Status.IN_BERATUNG: Sign("In Beratung", "mail", "hinweis"),
    Status.ZURUECKGEGEBEN: Sign("Zurückgegeben", "arrow-back", "achtung"),
    Status.ANGENOMMEN: Sign("Angenommen", "success", "gut"),
}
POSITION = {
    Position.ZUSTIMMEND: Sign("Zustimmend", "check", "gut"),
    Position.ZUSTIMMEND_MIT_AENDERUNGEN: Sign("Zustimmend mit Änderungen", "edit", "hinweis"),
    Position.BEDENKEN: Sign("Bedenken", "warning", "achtung"),
    Position.ABLEHNEND: Sign("Ablehnend", "close", "nein"),
    None: Sign("Ohne Haltung", "mail", "hinweis"),
}
POSITIONS = tuple(sign for position, sign in POSITION.items() if position)
"""What a legend explains."""
VORGABE = {
    "unanswered": Sign("Noch nicht beantwortet", "question-mark", "achtung"),
    Outcome.ERFUELLT: Sign("Erfüllt", "check", "gut"),
    Outcome.TEILWEISE: Sign("Teilweise erfüllt", "edit", "hinweis"),
    Outcome.ABGELEHNT: Sign("Abgelehnt", "close", "nein"),
}
AWAITED = Sign("Wird erwartet", "calendar-today", "leise")
NO_ANSWER = Sign("Keine Antwort", "calendar-today", "leise")
SIGNED_OUT = Sign("Sie sind abgemeldet.", "check", "gut")
GONE = Sign("Entfällt", "close", "nein")
NEW = Sign("Neu", "add", "gut")
BEFORE = Sign("Bisher", "close", "nein")
REWRITTEN = Sign("Neu gefasst", "add", "gut")
MOVED = Sign("Verschoben", "arrow-down", "hinweis")
SAME = Sign("gleich", "check", "leise")
DIFFERENT = Sign("geändert", "edit", "hinweis")
ASKED = Sign("Frage", "question-mark", "hinweis")
PASSAGE = {
    "named": Sign("Benannt", "add", "hinweis"),
    "placed": Sign("Von Hand wiedergefunden", "check", "gut"),
    State.UNCHANGED: Sign("Unverändert", "check", "leise"),
    State.CHANGED: Sign("Geändert", "edit", "hinweis"),
    State.MOVED: MOVED,
    State.ORPHANED: Sign("Nicht mehr im Text", "question-mark", "achtung"),
}
RECUT = {
    RecutState.OPEN: Sign("Liegt der Lenkungsgruppe vor", "mail", "hinweis"),
    RecutState.AGREED: Sign("Zugestimmt", "success", "gut"),
    RecutState.DECLINED: Sign("Abgelehnt", "close", "nein"),
}
WITHDRAWN = Sign("Zählt nicht, Einreichung zurückgezogen", "autorenew", "leise")
NOT_ADDRESSED = Sign("Nicht beteiligt", "visibility-off", "leise")

ROLE = {
    Role.CHAIR: "Vorsitz",
    Role.GESCHAEFTSFUEHRUNG: "Geschäftsführung",
    Role.MEMBER: "Mitglied",
    Role.OFFICE: "Büro",
    Role.AUDITOR: "Rechnungsprüfung",
    Role.ADMINISTRATOR: "Administration",
}


def counted(sign: Sign) -> str:
    """Give the word of a sign as it follows a number: `zustimmend`, `mit Bedenken`."""
    return _COUNTED.get(sign) or sign.word[:1].lower() + sign.word[1:]


_COUNTED = {
    POSITION[Position.BEDENKEN]: "mit Bedenken",
    AWAITED: "noch erwartet",
    NO_ANSWER: "ohne Antwort",
}


def done(words: str) -> Sign:
    """Give the sign of something that worked."""
    return Sign(words, "success", "gut")


def not_counting(why: str) -> Sign:
    """Give the sign of a statement that does not count."""
    return Sign(why, "autorenew", "achtung")
