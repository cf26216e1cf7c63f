"""What stands in the read models, to compare before and after."""

from __future__ import annotations

from typing import Any

from psycopg import Connection

NOT_PROJECTED = {"snapshot"}


def contents(database: Connection[Any], schema: str = "views") -> dict[str, list[str]]:
    """Give every row of every read model's table as text, sorted."""
    names = database.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = %s", (schema,)
    ).fetchall()
    return {
        name: sorted(
            row[0] for row in database.execute(f"SELECT t::text FROM {schema}.{name} AS t")
        )
        for (name,) in names
        if name not in NOT_PROJECTED
    }
