"""What the API's document says only of the procedure in force: which papers, Themenfelder and
bodies there are, and who states a position or bundles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.gremium import Kind
from domain.procedure import Ordnung

_Schema = dict[str, Any]
NULL: _Schema = {"type": "null"}


def name_slugs(schemas: dict[str, _Schema], ordnung: Ordnung) -> None:
    """Let the schemas of bodies (by name) name the slugs of the procedure; without a procedure
    they stay open."""
    if not ordnung.constituted:
        return
    councils = [body.slug for body in ordnung.of_kind(Kind.COUNCIL)]
    draft, statement, minority = (
        schemas[name] for name in ("NewDraft", "NewStatement", "NewMinority")
    )
    one_of(draft["properties"]["paper"], ordnung.papers)
    one_of(draft["properties"]["theme"], ordnung.themes)
    one_of(schemas["NewSuggestion"]["properties"]["themes"]["items"], ordnung.themes)
    one_of(minority["properties"]["body"], councils)
    one_of(statement["properties"]["body"], [body.slug for body in ordnung.heard])
    one_of(statement["properties"]["bundles"]["items"], councils)
    statement["allOf"] = [
        _except(
            Kind.EQUALITY, ordnung, required=["position"], properties={"position": {"not": NULL}}
        ),
        _except(
            Kind.CONFERENCE, ordnung,
            properties={"bundles": {"maxItems": 0}, "minority": {"maxItems": 0}},
        ),
    ]  # fmt: skip


def one_of(schema: _Schema, slugs: Iterable[str]) -> None:
    if found := list(slugs):  # an empty enum is none
        schema["enum"] = found


def _except(kind: Kind, ordnung: Ordnung, **schema: Any) -> _Schema:
    """Give the schema that holds for the statements of all bodies but those of a kind."""
    slugs = [body.slug for body in ordnung.of_kind(kind)]
    if not slugs:
        return schema
    return {"if": {"properties": {"body": {"enum": slugs}}}, "else": schema}
