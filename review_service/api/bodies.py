"""Bodies of requests: read after it is known who asks and whether they may, strictly as JSON.

A framework's own body parameter is parsed before any dependency has run: what is malformed would
be said before 401, 403 and 404. It would also take `"1"` for a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fastapi import Request
from pydantic import TypeAdapter, ValidationError

from review_service.refusals import NotJson, TooManyValues
from review_service.words.malformed import refuse_half_characters

SMALL = 65_536
"""Bytes that are read sooner than another thread is woken."""


def is_small(request: Request) -> bool:
    """Whether the body says that it is."""
    announced = request.headers.get("content-length", "")
    return announced.isdigit() and int(announced) <= SMALL


def must_be_json(request: Request) -> None:
    """Refuse a body that says that it is something else; raises NotJson."""
    media_type = request.headers.get("content-type", "application/json").partition(";")[0]
    if media_type.strip().lower() != "application/json":
        raise NotJson


MOST_VALUES = 50_000
"""Values in one body at most: the largest merge has 10,000 decisions of four."""
_TOO_MANY = re.compile(
    rb"""(?:[^",\[{]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^",\[{]*+)*+[,\[{]){%d}""" % (MOST_VALUES + 1),
    re.DOTALL,
)
"""Each value but the first stands behind a comma or a bracket that is in no text. They are counted
before anything is read: of each value that is wrong, an error would be kept."""


@dataclass(frozen=True)
class Body:
    """What a body may hold: its name in the API's document, and its type."""

    name: str
    type: Any

    @classmethod
    def of(cls, model: type) -> Body:
        """Give the body that is a model, by its name."""
        return cls(model.__name__, model)

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        """What reads it and what describes it."""
        return TypeAdapter(self.type)

    def read(self, body: bytes) -> Any:
        """Read a body's bytes; raises TooManyValues and ValidationError."""
        if _TOO_MANY.match(body):
            raise TooManyValues
        try:
            return self.adapter.validate_json(body, strict=True)
        except ValidationError as error:
            refuse_half_characters(body, error)
            raise

    @property
    def documented(self) -> dict[str, Any]:
        """What the route says about it in the API's document (`openapi_extra`)."""
        schema = {"$ref": f"#/components/schemas/{self.name}"}
        content = {"application/json": {"schema": schema}}
        return {"requestBody": {"required": True, "content": content}}
