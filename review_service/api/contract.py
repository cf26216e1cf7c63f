"""The API's document (OpenAPI 3.1): what the routes say, and the bodies they read themselves."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from review_service.api import bodies, election_bodies, gremien_bodies, procedure_bodies
from review_service.api.merging import MergeAnswer
from review_service.api.problems import Problem

BODIES = (
    *bodies.BODIES,
    *election_bodies.BODIES,
    *procedure_bodies.BODIES,
    *gremien_bodies.BODIES,
)
_BEARER = {"type": "http", "scheme": "bearer", "description": "Token eines Kontos"}
_REF = "#/components/schemas/{model}"


def openapi(app: FastAPI) -> dict[str, Any]:
    """Give the document of an application; made once."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        components = document.setdefault("components", {})
        components.setdefault("schemas", {}).update(_schemas())
        components["securitySchemes"] = {"HTTPBearer": _BEARER}
        document["security"] = [{"HTTPBearer": []}]
        app.openapi_schema = document
    return app.openapi_schema


def _schemas() -> dict[str, Any]:
    named: dict[str, TypeAdapter[Any]] = {body.name: body.adapter for body in BODIES}
    named["Problem"] = TypeAdapter(Problem)
    named["Merge"] = TypeAdapter(MergeAnswer)
    by_key, shared = TypeAdapter.json_schemas(
        [(name, "validation", adapter) for name, adapter in named.items()], ref_template=_REF
    )
    own = {name: by_key[name, "validation"] for name in named}
    used: dict[str, Any] = shared.get("$defs", {})
    return {**{name: schema for name, schema in own.items() if "$ref" not in schema}, **used}
