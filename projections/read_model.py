"""What a read model is: its tables, their version, and how one event changes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from psycopg import Connection

from domain.aggregate import DomainEvent

Database = Connection[Any]
"""A connection whose search path leads to the tables asked: live, being rebuilt, or replayed."""


class Cursor(Protocol):
    """All a projection may do: write. It runs inline, in a rebuild's batches and in a replay."""

    def execute(self, query: str, params: Sequence[Any] | None = None, /) -> Any:
        """Run one statement, now or with others of its kind."""


class ReadModel(Protocol):
    """A module that answers one question.

    TABLES creates its tables, named without schema; nobody else reads or writes them. Its rows
    are keyed by the event's own stream and version: positions, clocks and rows shared by streams
    are unknown to a projection. VERSION is raised when TABLES or `project` change.
    """

    __name__: str
    TABLES: str
    VERSION: int

    @property
    def EVENTS(self) -> tuple[type[DomainEvent], ...]:
        """The events it is about, or what they derive from: it is shown no others."""

    def project(self, event: DomainEvent, cursor: Cursor) -> None:
        """Write what the event changes."""


def name_of(model: ReadModel | Deferred) -> str:
    """Give the name a read model is known by in the database: its module's."""
    return model.__name__.rpartition(".")[2]


class Deferred(Protocol):
    """A read model that costs too much for the event's transaction: the worker projects it.

    Event by event in the order of the log, each once, of the kinds named in EVENTS; it may read the
    tables of inline models, which are at least as far, and its own. VERSION is raised with EVENTS
    too.
    """

    __name__: str
    TABLES: str
    VERSION: int
    EVENTS: tuple[type[DomainEvent], ...]

    def project(self, event: DomainEvent, database: Database) -> None:
        """Write what the event changes, in the worker's transaction."""
