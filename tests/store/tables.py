"""What stands in the read models, to compare before and after."""

from __future__ import annotations

import re
from typing import Any

from psycopg import Connection

from projections import DEFERRED, deferred

LATER = {
    name
    for model in (deferred, *DEFERRED)
    for name in re.findall(r"CREATE TABLE (\w+)", model.TABLES)
}
"""Tables the worker fills, some moments after the save."""

NOT_PROJECTED = {"snapshot"}


def contents(database: Connection[Any], schema: str = "views") -> dict[str, list[str]]:
    """Give every row of every inline read model's table as text, sorted."""
    return _rows(database, schema, _tables(database, schema) - LATER - NOT_PROJECTED)


def deferred_contents(database: Connection[Any]) -> dict[str, list[str]]:
    """Give every row of every deferred read model's table as text, sorted."""
    return _rows(database, "views", _tables(database, "views") & LATER)


def _tables(database: Connection[Any], schema: str) -> set[str]:
    rows = database.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = %s", (schema,)
    )
    return {row[0] for row in rows}


def _rows(database: Connection[Any], schema: str, names: set[str]) -> dict[str, list[str]]:
    return {
        name: sorted(
            row[0] for row in database.execute(f"SELECT t::text FROM {schema}.{name} AS t")
        )
        for name in names
    }
