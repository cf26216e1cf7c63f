"""Statements with their values in them, to be sent together in one message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, ClassVar
from uuid import UUID

from psycopg import Connection, adapters
from psycopg.abc import Buffer
from psycopg.adapt import AdaptersMap, Transformer

from domain.text.normalise import refuse_nul
from review_service.database import Storable


class _Adaptation:
    """How values are written, at any connection of the application."""

    connection: ClassVar[Connection[Any] | None] = None
    adapters: ClassVar[AdaptersMap] = AdaptersMap(adapters)


_Adaptation.adapters.register_dumper(str, Storable)


class Written:
    """A cursor that runs nothing: it writes statements out. It needs no connection for that."""

    def __init__(self) -> None:
        self.statements: list[bytes] = []
        self._values = Transformer(_Adaptation())

    def execute(self, query: str, params: Sequence[Any] | None = None, /) -> None:
        """Write a statement out."""
        first, rest = _parts(query)
        written: list[Buffer] = [first]
        for value, part in zip(params or (), rest, strict=True):
            written += self._literal(value), part
        self.statements.append(b"".join(written))

    def _literal(self, value: Any) -> Buffer:
        """Give a value as it stands in a statement; the ordinary ones are written at once."""
        kind = type(value)
        if kind in _WRITE:
            return _WRITE[kind](value)
        if isinstance(value, str) and "\\" not in value:
            refuse_nul(value)
            return b"'%b'" % value.replace("'", "''").encode()
        return self._values.as_literal(value)


_WRITE: dict[type, Callable[[Any], bytes]] = {
    type(None): lambda _: b"NULL",
    bool: lambda value: b"true" if value else b"false",
    int: lambda value: b" %d" % value,  # two signs in a row are a comment
    UUID: lambda value: b"'%b'::uuid" % value.hex.encode(),
}


@lru_cache(maxsize=1000)
def _parts(query: str) -> tuple[bytes, list[bytes]]:
    """Give what stands before the values, and behind each."""
    first, *rest = query.encode().split(b"%s")
    return first, rest
