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
from fastapi.concurrency import run_in_threadpool
from pydantic import TypeAdapter, ValidationError

from review_service.refusals import NotJson, TooManyValues
from review_service.words.malformed import refuse_half_characters


async def raw(request: Request) -> bytes:
    """Give the body's bytes; raises TooLarge while reading, and NotJson."""
    media_type = request.headers.get("content-type", "application/json").partition(";")[0]
    if media_type.strip().lower() != "application/json":
        raise NotJson
    return await request.body()


SMALL = 65_536
"""Bytes that are read sooner than another thread is woken."""
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

    async def read(self, request: Request) -> Any:
        """Read a body; a dependency of a route. A large one is left to another thread."""
        body = await raw(request)
        if len(body) <= SMALL:
            return self._read(body)
        return await run_in_threadpool(self._read, body)

    def _read(self, body: bytes) -> Any:
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
