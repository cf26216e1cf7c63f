"""Problems as RFC 9457 has them: `type` names the rule, `detail` is its German sentence."""

from __future__ import annotations

import inspect
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from psycopg import OperationalError
from psycopg_pool import PoolTimeout
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException

from domain.rules import NotYours, RuleBroken
from domain.text.refusals import Unusable
from review_service.access import Forbidden, NotVisible
from review_service.event_store import LostRace
from review_service.reviews import Busy, KeyUsedForAnother, NoSuchDraft


class Refusal(Exception):
    """A refusal of the interface itself; the docstring is its sentence."""

    status = 400


class NotSignedIn(Refusal):
    """Bitte senden Sie ein gültiges Token: Authorization: Bearer …"""

    status = 401


class Changed(Refusal):
    """Der Entwurf hat sich geändert, seit Sie ihn gelesen haben. Lesen Sie ihn noch einmal."""

    status = 412


class TooLarge(Refusal):
    """Die Anfrage ist größer als 16 MB. Kürzen Sie den Text."""

    status = 413


class Problem(BaseModel):
    """What went wrong: `type` is the rule's name, `detail` says what to do."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, Any]] = []


SENTENCES = {
    LostRace: "Inzwischen hat jemand anderes diesen Entwurf geändert. Lesen Sie ihn noch einmal.",
    KeyUsedForAnother: "Dieser Idempotency-Key gehört schon zu einer anderen Anfrage.",
    Busy: "Gerade ändern sehr viele diesen Entwurf. Senden Sie die Anfrage gleich noch einmal.",
    NoSuchDraft: inspect.getdoc(NotVisible) or "",
}


def status_of(error: Exception) -> int:
    """Give the HTTP status an error is answered with."""
    match error:
        case Refusal():
            return error.status
        case NotVisible() | NoSuchDraft():
            return 404
        case NotYours() | Forbidden():
            return 403
        case RuleBroken() | LostRace():
            return 409
        case Unusable() | KeyUsedForAnother() | ValidationError() | RequestValidationError():
            return 422
        case Busy() | PoolTimeout() | OperationalError():
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
            return "Die Datenbank antwortet gerade nicht. Versuchen Sie es gleich noch einmal."
        case HTTPException():
            return str(error.detail)
        case ValidationError() | RequestValidationError():
            return "Bitte prüfen Sie die Angaben: " + "; ".join(
                f"{detail['field']}: {detail['message']}" for detail in field_errors(error)
            )
        case _:
            return SENTENCES.get(type(error)) or inspect.getdoc(type(error)) or "Fehler"


def field_errors(error: ValidationError | RequestValidationError) -> list[dict[str, str]]:
    """Give (field, message) of each refused value; a sentence of ours stands alone."""
    found = []
    for detail in error.errors():
        where = ".".join(str(part) for part in detail["loc"] if part not in ("body", "query"))
        message = str(detail.get("ctx", {}).get("error") or detail["msg"])
        found.append({"field": where or "body", "message": message})
    return found


def problem(error: Exception) -> JSONResponse:
    """Answer an error."""
    status = status_of(error)
    name = type(error).__name__ if status != 500 else "InternalError"
    detail = sentence_of(error) if status != 500 else "Unerwarteter Fehler."
    invalid = isinstance(error, ValidationError | RequestValidationError)
    body = Problem(
        type=f"/docs/regeln#{name}",
        title=name,
        status=status,
        detail=detail,
        errors=field_errors(error) if invalid else [],  # type: ignore[arg-type]
    )
    headers = {"Retry-After": "1"} if status == 503 else {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(
        body.model_dump(mode="json"), status, headers, media_type="application/problem+json"
    )


HANDLED: tuple[type[Exception], ...] = (
    Refusal, NotVisible, NoSuchDraft, Forbidden, RuleBroken, LostRace, Unusable,
    KeyUsedForAnother, Busy, PoolTimeout, OperationalError, ValidationError,
    RequestValidationError, HTTPException,
)  # fmt: skip
"""Every error a command may leave with; anything else is a fault of ours (500)."""


DOCUMENTED: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": description}
    for status, description in {
        400: "Die Anfrage ist nicht lesbar",
        401: "Kein gültiges Token",
        403: "Aufgabe einer anderen Stelle",
        404: "Nicht vorhanden oder nicht sichtbar",
        409: "Eine Regel des Verfahrens spricht dagegen",
        412: "Inzwischen geändert",
        413: "Zu groß",
        422: "Nicht so, wie es sein muss",
        503: "Gleich noch einmal versuchen",
    }.items()
}
