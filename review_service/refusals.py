"""Every error a request may be answered with: its status, its German sentence; pages, API and
command line say the same."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from itertools import dropwhile

from fastapi.exceptions import RequestValidationError
from psycopg import OperationalError
from psycopg_pool import PoolTimeout
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from domain.rules import NotYours, RuleBroken
from domain.text.refusals import Unusable
from review_service.access import Forbidden, NotVisible
from review_service.acts.admitting import NoSuchAccount
from review_service.acts.doing import Changed
from review_service.acts.registering import NoSuchPerson
from review_service.event_store import Busy, LostRace
from review_service.people.passwords import TooManySignIns
from review_service.redlines import AnotherIsRunning, NotComputed
from review_service.reviews import KeyUsedForAnother, NothingThere
from review_service.words import malformed


class Refusal(Exception):
    """A refusal of the interface itself; the docstring is its sentence."""

    status = 400


class NotSignedIn(Refusal):
    """Bitte senden Sie ein gültiges Token: Authorization: Bearer …"""

    status = 401


class TooLarge(Refusal):
    """Die Anfrage ist zu groß. Erlaubt sind 16 MB, wo sie den Text eines Entwurfs enthält, sonst
    1 MB. Kürzen Sie, was Sie senden."""

    status = 413


class TooManyValues(Refusal):
    """Die Anfrage enthält mehr als 50.000 einzelne Angaben. Senden Sie weniger auf einmal."""

    status = 422


class NotJson(Refusal):
    """Bitte senden Sie JSON: Content-Type: application/json"""

    status = 415


MOST_ERRORS = 100
"""Wrong values that are listed at most: whoever mends them asks again."""

SENTENCES = {
    LostRace: "Inzwischen hat jemand anderes diesen Entwurf geändert. Lesen Sie ihn noch einmal.",
    KeyUsedForAnother: "Dieser Idempotency-Key gehört schon zu einer anderen Anfrage.",
    Busy: "Gerade wird sehr viel gespeichert. Senden Sie die Anfrage gleich noch einmal.",
    NothingThere: inspect.getdoc(NotVisible) or "",
}
_OF_STATUS = {
    404: "Diese Adresse gibt es nicht.",
    405: "Diese Adresse nimmt diese Methode nicht an.",
}
_OUR_FAULT = "Es ist ein unerwarteter Fehler aufgetreten. Versuchen Sie es später noch einmal."
_NO_DATABASE = "Die Datenbank antwortet gerade nicht. Versuchen Sie es gleich noch einmal."


def status_of(error: Exception) -> int:
    """Give the HTTP status an error is answered with."""
    match error:
        case Refusal():
            return error.status
        case NotVisible() | NothingThere() | NoSuchPerson() | NoSuchAccount():
            return 404
        case NotYours() | Forbidden():
            return 403
        case RuleBroken() | LostRace():
            return 409
        case Changed():
            return 412
        case RequestValidationError() if _is_no_address(error):
            return 404
        case Unusable() | KeyUsedForAnother() | ValidationError() | RequestValidationError():
            return 422
        case AnotherIsRunning() | TooManySignIns():
            return 429
        case Busy() | NotComputed() | PoolTimeout() | OperationalError():
            return 503
        case HTTPException():
            return error.status_code
        case _:
            return 500


def sentence_of(error: Exception) -> str:
    """Give the German sentence an error is answered with."""
    match error:
        case RuleBroken() | Unusable():
            return error.sentence
        case PoolTimeout() | OperationalError():
            return _NO_DATABASE
        case HTTPException():
            return _OF_STATUS.get(error.status_code) or str(error.detail)
        case RequestValidationError() if _is_no_address(error):
            return SENTENCES[NothingThere]
        case ValidationError() | RequestValidationError():
            return "Bitte prüfen Sie die Angaben: " + " ".join(
                f"{detail['field']}: {detail['message']}" for detail in field_errors(error)
            )
        case _ if status_of(error) == 500:
            return _OUR_FAULT
        case _:
            said = SENTENCES.get(type(error)) or inspect.getdoc(type(error)) or _OUR_FAULT
            return " ".join(said.split())


def field_errors(error: ValidationError | RequestValidationError) -> list[dict[str, str]]:
    """Give (field, message) of each refused value; a sentence of ours stands alone."""
    return [
        {
            "field": ".".join(map(_named, dropwhile(_is_no_field, detail["loc"]))) or "body",
            "message": malformed.sentence(detail),
        }
        for detail in details(error)
    ]


def details(error: ValidationError | RequestValidationError) -> Sequence[malformed.Detail]:
    """Give what is wrong, one value after the other, the first hundred at most."""
    if isinstance(error, ValidationError):
        return error.errors(include_url=False, include_input=False)[:MOST_ERRORS]
    return error.errors()[:MOST_ERRORS]


_NOT_A_FIELD = ("body", "query", "header", "return", "accept")
"""What pydantic's places begin with that names no field: where it was sent, the kind of a
decision. Further in, `body` is a field like any other."""


def _named(part: object) -> str:
    """A name that nobody knows may be as long as the whole request."""
    return str(part)[:100]


def _is_no_field(part: object) -> bool:
    return part in _NOT_A_FIELD


def _is_no_address(error: RequestValidationError) -> bool:
    """Whether what was asked for could not exist: an id that is none, a revision `x`."""
    return any(detail["loc"][0] == "path" for detail in error.errors())


HANDLED: tuple[type[Exception], ...] = (
    Refusal, NotVisible, NothingThere, NoSuchPerson, NoSuchAccount, Forbidden, RuleBroken,
    Changed, LostRace, Unusable, KeyUsedForAnother, Busy, AnotherIsRunning, NotComputed,
    TooManySignIns,
    PoolTimeout, OperationalError, ValidationError, RequestValidationError, HTTPException,
)  # fmt: skip
"""Every error a command may leave with; anything else is a fault of ours (500)."""
