"""The sentence for each error a command may end with."""

from __future__ import annotations

import inspect

import psycopg
from psycopg_pool import PoolTimeout
from pydantic import ValidationError

from projections.rebuild import ARebuildIsRunning
from projections.stored import UnreadableEvent
from review_service.demo.loader import AnEarlierDemo, NotTheDemosOwn
from review_service.embedded_postgres import NotStarted
from review_service.owning import OthersWereHere
from review_service.people.accounts import AccountRefused
from review_service.refusals import HANDLED
from review_service.refusals import sentence_of as sentence_of_request
from review_service.serving import NotServed


class Refused(Exception):
    """Das geht so nicht."""

    def __init__(self, **facts: object) -> None:
        sentence = " ".join((inspect.getdoc(type(self)) or "").split())
        super().__init__(sentence.format(**facts))


class NoDatabase(Refused):
    """Es gibt noch keine Datenbank: DATABASE_URL ist nicht gesetzt, und im Datenordner {folder}
    liegt keine. `make run` startet die Demo, `review-service migrate` legt eine leere an."""


class NoWorkerAlone(Refused):
    """DATABASE_URL ist nicht gesetzt. Ohne eine eigene Datenbank läuft der Worker neben dem Dienst;
    `review-service serve` und `make run` starten ihn mit."""


class NoOwner(Refused):
    """OWNER_DATABASE_URL ist nicht gesetzt. Nur die Rolle, der die Datenbank gehört, darf sie
    einrichten."""


class NotTheOwner(Refused):
    """Die Rolle in OWNER_DATABASE_URL darf diese Datenbank nicht einrichten, denn sie gehört ihr
    nicht."""


class NoSuchRevision(Refused):
    """Eine Fassung {revision} hat dieser Entwurf nicht."""


class UnwritableFile(Refused):
    """{file} lässt sich nicht schreiben."""


class NoSuchDraft(Refused):
    """Einen Entwurf {draft} gibt es nicht. `review-service draft list` zeigt alle."""


class NothingThen(Refused):
    """So weit reicht der Verlauf nicht: Der Entwurf hat die Versionen 1 bis {versions}, die erste
    vom {first}."""


class NoSuchMoment(Refused):
    """„{moment}“ ist kein Zeitpunkt. Bitte Tag und Uhrzeit angeben, zum Beispiel
    2020-02-05T18:30 (wie in Hannover) oder 2020-02-05T17:30:00+00:00."""


class NotOneMoment(Refused):
    """{moment} gibt es in Hannover {times}, denn die Uhren werden umgestellt. Bitte die Zone
    angeben, zum Beispiel 2019-10-27T02:30+01:00 für die Winterzeit."""


class NoSuchAccount(Refused):
    """Ein Konto {name} gibt es nicht. `review-service account list` zeigt alle."""


class NoSuchPerson(Refused):
    """Eine Person {person} steht nicht im Verzeichnis."""


class NoSuchSeat(Refused):
    """„{seat}“ ist kein Sitz. Bitte GREMIUM:ROLLE angeben, zum Beispiel beirat-01:member, oder
    GREMIUM/SITZ, zum Beispiel lenkungsgruppe/vorsitz. Rollen sind {roles}; Gremien sind
    {bodies}."""


class UnusableName(Refused):
    """So kann niemand heißen: {reason}"""


class NoFreeSeat(Refused):
    """„{seat}“ ist in dieser Zeit besetzt. Beenden Sie zuerst die andere Besetzung."""


class NoSuchFile(Refused):
    """Die Datei {file} gibt es nicht."""


class UnreadableFile(Refused):
    """Die Datei {file} lässt sich nicht lesen. Bitte prüfen Sie, ob sie eine Datei ist und ob Sie
    sie lesen dürfen."""


class FileIsNoText(Refused):
    """Die Datei {file} ist kein Text in UTF-8. Speichern Sie sie als reinen Text in UTF-8 und
    versuchen Sie es noch einmal."""


class FileHasAFault(Refused):
    """{file}: {reason}"""


class FileIsTooLarge(Refused):
    """Die Datei {file} ist größer als {limit} MB. So lange Texte werden nicht verglichen."""


class FileIsNotInOrder(Refused):
    """{file}: {count} zu ändern. Es ist nichts eingetragen."""


class FileAmendsSomething(Refused):
    """Die Datei ändert ein Verfahren, denn sie nennt kein [[paper]]. Nennen Sie mit --amends die
    Datei, die sie ändert."""


class NoProcedure(Refused):
    """Das Verfahren ist noch nicht eingerichtet. `review-service procedure constitute` tut das."""


class NothingHoldsThen(Refused):
    """Am {day} gilt noch kein Beschluss."""


class NoSuchDay(Refused):
    """„{day}“ ist kein Tag. Bitte einen angeben wie 2019-12-01."""


def sentence_of(error: Exception) -> str | None:
    """Give the German sentence for an error; None where it is a fault of the program."""
    match error:
        case Refused() | NotStarted() | NotServed() | OthersWereHere() | AccountRefused():
            return str(error)
        case NotTheDemosOwn() | AnEarlierDemo():
            return " ".join((inspect.getdoc(error) or "").split())
        case ARebuildIsRunning():
            return "Die Lesemodelle werden gerade schon neu aufgebaut. Bitte warten Sie so lange."
        case UnreadableEvent():
            return f"Das Log enthält etwas, das dieses Programm nicht kennt: {error}"
        case psycopg.OperationalError() | PoolTimeout():
            return f"Der Datenbankserver ist nicht erreichbar: {_first_line(error)}"
        case psycopg.ProgrammingError(sqlstate=None):
            return "DATABASE_URL oder OWNER_DATABASE_URL ist keine gültige Adresse."
        case ValidationError(title="Settings"):
            wrong = "; ".join(f"{e['loc'][0]}: {e['msg']}" for e in error.errors())
            return f"Eine Einstellung passt nicht: {wrong}"
        case _ if isinstance(error, HANDLED) and not isinstance(error, ValidationError):
            return sentence_of_request(error)
        case _:
            return None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
