"""Parameters of a path or of headers: a function declares them, as one of the framework's would."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import signature
from typing import Any, get_type_hints

from fastapi.exceptions import RequestValidationError
from pydantic import TypeAdapter, ValidationError


class Parameters:
    """What a function takes behind what it is `given`, found `where` by its names."""

    def __init__(self, where: str, function: Callable[..., Any], *, given: int) -> None:
        hints = get_type_hints(function, include_extras=True)
        self.where = where
        self.declared = [
            parameter.replace(annotation=hints[parameter.name])
            for parameter in [*signature(function).parameters.values()][given:]
        ]
        self._adapters = {
            one.name: (one.name.replace("_", "-"), TypeAdapter[Any](one.annotation))
            for one in self.declared
        }

    def of(self, request: Mapping[str, str]) -> dict[str, Any]:
        """Give what a request has of them; raises RequestValidationError."""
        found: dict[str, Any] = {}
        for name, (sent, adapter) in self._adapters.items():
            if sent in request:
                found[name] = self._checked(sent, adapter, request[sent])
        return found

    def _checked(self, name: str, adapter: TypeAdapter[Any], value: str) -> Any:
        try:
            return adapter.validate_python(value)
        except ValidationError as error:
            wrong = error.errors(include_url=False)
            raise RequestValidationError(
                [{**one, "loc": (self.where, name)} for one in wrong]
            ) from error
