"""Problems as RFC 9457 has them: `type` names the rule, `detail` is its German sentence."""

from __future__ import annotations

import inspect
from http import HTTPStatus
from itertools import dropwhile
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from psycopg import OperationalError
from psycopg_pool import PoolTimeout
from pydantic import BaseModel, Field, ValidationError
from starlette.exceptions import HTTPException

from domain.rules import NotYours, RuleBroken, TheTextsMustBeMerged
from domain.text.refusals import Unusable
from review_service.access import Forbidden, NotVisible
from review_service.acts.admitting import NoSuchAccount
from review_service.acts.doing import Changed
from review_service.acts.registering import NoSuchPerson
from review_service.api import malformed
from review_service.api.merging import MergeAnswer
from review_service.event_store import LostRace
from review_service.redlines import AnotherIsRunning, NotComputed
from review_service.reviews import Busy, KeyUsedForAnother, NoSuchDraft

MEDIA_TYPE = "application/problem+json"


class Refusal(Exception):
    """A refusal of the interface itself; the docstring is its sentence."""

    status = 400


class NotSignedIn(Refusal):
    """Bitte senden Sie ein gültiges Token: Authorization: Bearer …"""

    status = 401


class TooLarge(Refusal):
    """Die Anfrage ist größer als 16 MB. Kürzen Sie den Text."""

    status = 413


class NotJson(Refusal):
    """Bitte senden Sie JSON: Content-Type: application/json"""

    status = 415


class FieldError(BaseModel):
    """One refused value: where it stands (`vorgaben.0.text`), and what to do."""

    field: str
    message: str


class Problem(BaseModel):
    """What went wrong: `type` names the rule, `detail` says what to do."""

    type: str = Field(json_schema_extra={"format": "uri-reference"})
    title: str
    status: int
    detail: str
    errors: list[FieldError] = []


SENTENCES = {
    LostRace: "Inzwischen hat jemand anderes diesen Entwurf geändert. Lesen Sie ihn noch einmal.",
    KeyUsedForAnother: "Dieser Idempotency-Key gehört schon zu einer anderen Anfrage.",
    Busy: "Gerade ändern sehr viele diesen Entwurf. Senden Sie die Anfrage gleich noch einmal.",
    NoSuchDraft: inspect.getdoc(NotVisible) or "",
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
        case NotVisible() | NoSuchDraft() | NoSuchPerson() | NoSuchAccount():
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
        case AnotherIsRunning():
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
            return SENTENCES[NoSuchDraft]
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
            "field": ".".join(map(str, dropwhile(_is_no_field, detail["loc"]))) or "body",
            "message": malformed.sentence(detail),
        }
        for detail in error.errors()
    ]


_NOT_A_FIELD = ("body", "query", "header", "return", "accept")
"""What pydantic's places begin with that names no field: where it was sent, the kind of a
decision. Further in, `body` is a field like any other."""


def _is_no_field(part: object) -> bool:
    return part in _NOT_A_FIELD


def _is_no_address(error: RequestValidationError) -> bool:
    """Whether what was asked for could not exist: an id that is none, a revision `x`."""
    return any(detail["loc"][0] == "path" for detail in error.errors())


def _name(error: Exception, status: int) -> str:
    match error:
        case PoolTimeout() | OperationalError():
            return "NoDatabase"
        case NoSuchDraft() | NotVisible():
            return NotVisible.__name__
        case RequestValidationError() | ValidationError():
            return NotVisible.__name__ if status == 404 else "Malformed"
        case HTTPException():
            return HTTPStatus(status).phrase.title().replace(" ", "")
        case _:
            return type(error).__name__ if status != 500 else "InternalError"


def problem(error: Exception) -> JSONResponse:
    """Answer an error."""
    status = status_of(error)
    name = _name(error, status)
    body = Problem(
        type=f"/hinweise/regeln#{name}", title=name, status=status, detail=sentence_of(error)
    )
    if isinstance(error, ValidationError | RequestValidationError) and status == 422:
        body.errors = [FieldError(**found) for found in field_errors(error)]
    content = body.model_dump(mode="json")
    if isinstance(error, TheTextsMustBeMerged):
        content |= MergeAnswer.of(error.facts["asking"]).model_dump(mode="json")
    return JSONResponse(content, status, _headers(error, status), media_type=MEDIA_TYPE)


def _headers(error: Exception, status: int) -> dict[str, str]:
    match status:
        case 401:
            return {"WWW-Authenticate": "Bearer"}
        case 429 | 503 if not getattr(error, "headers", None):
            return {"Retry-After": "1"}
        case _:
            return dict(getattr(error, "headers", None) or {})


HANDLED: tuple[type[Exception], ...] = (
    Refusal, NotVisible, NoSuchDraft, NoSuchPerson, NoSuchAccount, Forbidden, RuleBroken,
    Changed, LostRace, Unusable, KeyUsedForAnother, Busy, AnotherIsRunning, NotComputed,
    PoolTimeout, OperationalError, ValidationError, RequestValidationError, HTTPException,
)  # fmt: skip
"""Every error a command may leave with; anything else is a fault of ours (500)."""

_DESCRIBED = {
    401: "Kein gültiges Token",
    403: "Aufgabe einer anderen Stelle",
    404: "Nicht vorhanden oder nicht sichtbar",
    409: "Eine Regel des Verfahrens spricht dagegen",
    412: "Inzwischen geändert",
    413: "Zu groß",
    415: "Kein JSON",
    422: "Nicht so, wie es sein muss",
    429: "Für dieses Konto wird schon ein anderer großer Vergleich berechnet",
    503: "Gleich noch einmal versuchen",
}


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Give what a route says about its problems in the API's document (`responses`)."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"description": _DESCRIBED[status], "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in statuses
    }


def _merging() -> dict[int | str, dict[str, Any]]:
    """Give what a route says about the refusal that asks how texts are merged."""
    problem, merge = ({"$ref": f"#/components/schemas/{name}"} for name in ("Problem", "Merge"))
    schema = {"anyOf": [{"allOf": [problem, merge]}, problem]}
    said = "Eine Regel spricht dagegen, oder zwei Texte sind zusammenzuführen (Merge)"
    return {409: {"description": said, "content": {MEDIA_TYPE: {"schema": schema}}}}


MERGING = _merging()
READING = documented(401, 404, 422, 503)
ACTING = documented(401, 403, 404, 409, 412, 413, 415, 422, 503)
