"""Tables that may be dropped at any time, with all that is in them: the schema `cache`.

It belongs to the application's role. Whoever asks a table that is gone creates it, empty.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from psycopg.errors import InvalidSchemaName, UndefinedTable

from projections.read_model import Database

T = TypeVar("T")
_CREATING_LOCK = (2472, 7)


def with_tables(tables: str, database: Database, ask: Callable[[], T]) -> T:
    """Run `ask` in a transaction, or in a part of the present one; where tables are missing,
    create them (`CREATE TABLE IF NOT EXISTS cache.…`) and run it again."""
    try:
        with database.transaction():
            return ask()
    except (UndefinedTable, InvalidSchemaName):
        _create(tables, database)
    with database.transaction():
        return ask()


def _create(tables: str, database: Database) -> None:
    with database.transaction():
        database.execute("SELECT pg_advisory_xact_lock(%s, %s)", _CREATING_LOCK)
        database.execute("CREATE SCHEMA IF NOT EXISTS cache")
        database.execute(tables.encode())
