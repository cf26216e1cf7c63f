"""Rows of a query as values of a class, each column in the field of its name; values as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from psycopg.rows import class_row

from domain.value import Value
from projections.read_model import Database

R = TypeVar("R")
Values = Sequence[Any] | Mapping[str, Any]


def every(database: Database, row: type[R], query: str, values: Values = ()) -> list[R]:
    """Give all rows."""
    with database.cursor(row_factory=class_row(row)) as cursor:
        return cursor.execute(query.encode(), values).fetchall()


def one(database: Database, row: type[R], query: str, values: Values = ()) -> R | None:
    """Give the first row, or None."""
    with database.cursor(row_factory=class_row(row)) as cursor:
        return cursor.execute(query.encode(), values).fetchone()


def as_json(values: Iterable[Value]) -> str:
    """Give a list of values for a column of JSON; one value alone is its `model_dump_json()`."""
    return f"[{','.join([value.model_dump_json() for value in values])}]"
