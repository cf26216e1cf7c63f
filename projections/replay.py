"""A draft as it stood: the same `project` over its first events, in a schema nobody else sees.

The schema is created in a transaction that is always rolled back, so nothing stays behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import uuid4

from domain.aggregate import DomainEvent
from projections import interested, rebuild
from projections.read_model import Database


@contextmanager
def of_events(events: Iterable[DomainEvent], database: Database) -> Iterator[Database]:
    """Give a connection on which every read model's questions are answered as of these events.

    `database` is an autocommit connection; whatever is done on it meanwhile is rolled back.
    """
    with database.transaction(force_rollback=True):
        rebuild.create_tables(database, f"replay_{uuid4().hex}")
        cursor = database.cursor()
        for event in events:
            for model in interested(type(event)):
                model.project(event, cursor)
        yield database
