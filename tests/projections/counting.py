"""A deferred read model for tests: what each event made of the inline tables, one row an event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from psycopg import Connection

from domain.aggregate import DomainEvent

TABLES = """
CREATE TABLE counting (
    draft   uuid NOT NULL,
    version integer NOT NULL,
    texts   integer NOT NULL,
    number  bigserial PRIMARY KEY
)
"""


@dataclass
class Counting:
    """A row for each event; `before` is called first, and may fail."""

    before: Callable[[DomainEvent], Any] = lambda event: None
    VERSION: int = 1
    TABLES: str = TABLES
    EVENTS: tuple[type[DomainEvent], ...] = (DomainEvent,)

    def __post_init__(self) -> None:
        self.__name__ = "tests.counting"

    def project(self, event: DomainEvent, database: Connection[Any]) -> None:
        """Write the row, with how many revisions the draft has at least."""
        self.before(event)
        row = database.execute(
            "SELECT count(*) FROM current_text WHERE draft = %s", (event.originator_id,)
        ).fetchone()
        database.execute(
            "INSERT INTO counting (draft, version, texts) VALUES (%s, %s, %s)",
            (event.originator_id, event.originator_version, row and row[0]),
        )


def counted(database: Connection[Any]) -> list[tuple[str, int]]:
    """Give draft and version of each row, in the order they were written."""
    return database.execute(
        "SELECT draft::text, version FROM views.counting ORDER BY number"
    ).fetchall()


def logged(database: Connection[Any]) -> list[tuple[str, int]]:
    """Give stream and version of each event of the log."""
    return database.execute(
        "SELECT stream::text, version FROM log.event ORDER BY position"
    ).fetchall()
