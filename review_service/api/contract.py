"""The API's document (OpenAPI 3.1): what the routes say, and the bodies they read themselves."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from pydantic import TypeAdapter

from domain.procedure import Ordnung
from review_service.api import (
    drafts,
    elections,
    files,
    gremien,
    of_the_procedure,
    passages,
    persons,
    procedure,
    reviewing,
    suggestions,
)
from review_service.api.merging import MergeAnswer
from review_service.api.problems import Problem

_SUBJECTS = (
    drafts,
    reviewing,
    passages,
    persons,
    elections,
    files,
    procedure,
    gremien,
    suggestions,
)
BODIES = tuple({row.says.name: row.says for of in _SUBJECTS for row in of.ROWS}.values())
_BEARER = {"type": "http", "scheme": "bearer", "description": "Token eines Kontos"}
_REF = "#/components/schemas/{model}"


def openapi(app: FastAPI, ordnung: Ordnung) -> dict[str, Any]:
    """Give the document of an application under a procedure; made anew where that has changed."""
    made: tuple[Ordnung, dict[str, Any]] | None = getattr(app.state, "document", None)
    if made is None or made[0] is not ordnung:
        document = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        components = document.setdefault("components", {})
        schemas = components.setdefault("schemas", {})
        schemas.update(_schemas())
        of_the_procedure.name_slugs(schemas, ordnung)
        components["securitySchemes"] = {"HTTPBearer": _BEARER}
        document["security"] = [{"HTTPBearer": []}]
        app.state.document = made = (ordnung, document)
    return made[1]


def answer(request: Request) -> JSONResponse:
    """Answer with the document; it asks the database, so it is none of the event loop's."""
    app: FastAPI = request.app
    return JSONResponse(openapi(app, app.state.service.ordnung))


def _schemas() -> dict[str, Any]:
    named: dict[str, TypeAdapter[Any]] = {body.name: body.adapter for body in BODIES}
    named["Problem"] = TypeAdapter(Problem)
    named["MergeAnswer"] = TypeAdapter(MergeAnswer)
    by_key, shared = TypeAdapter.json_schemas(
        [(name, "validation", adapter) for name, adapter in named.items()], ref_template=_REF
    )
    own = {name: by_key[name, "validation"] for name in named}
    used: dict[str, Any] = shared.get("$defs", {})
    return {**{name: schema for name, schema in own.items() if "$ref" not in schema}, **used}
