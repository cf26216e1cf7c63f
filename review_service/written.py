"""Statements with their values in them, to be sent together in one message."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, ClassVar

from psycopg import Connection, adapters
from psycopg.adapt import AdaptersMap, Transformer

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
        first, *rest = _parts(query)
        pairs = zip(map(self._values.as_literal, params or ()), rest, strict=True)
        self.statements.append(b"".join([first, *(part for pair in pairs for part in pair)]))


@lru_cache(maxsize=1000)
def _parts(query: str) -> list[bytes]:
    """Give what stands around the values."""
    return query.encode().split(b"%s")
