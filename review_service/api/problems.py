"""Problems as RFC 9457 has them: `type` names the rule, `detail` is its German sentence."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from psycopg import OperationalError
from psycopg_pool import PoolTimeout
from pydantic import BaseModel, Field, ValidationError
from starlette.exceptions import HTTPException

from domain.rules import TheTextsMustBeMerged
from review_service.access import NotVisible
from review_service.api.merging import MergeAnswer
from review_service.refusals import field_errors, sentence_of, status_of
from review_service.reviews import NothingThere

MEDIA_TYPE = "application/problem+json"


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


def _name(error: Exception, status: int) -> str:
    match error:
        case PoolTimeout() | OperationalError():
            return "NoDatabase"
        case NothingThere() | NotVisible():
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
    problem, merge = (
        {"$ref": f"#/components/schemas/{name}"} for name in ("Problem", "MergeAnswer")
    )
    schema = {"anyOf": [{"allOf": [problem, merge]}, problem]}
    said = "Eine Regel spricht dagegen, oder zwei Texte sind zusammenzuführen (Merge)"
    return {409: {"description": said, "content": {MEDIA_TYPE: {"schema": schema}}}}


MERGING = _merging()
READING = documented(401, 404, 422, 503)
ACTING = documented(401, 403, 404, 409, 412, 413, 415, 422, 503)
