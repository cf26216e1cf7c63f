"""Which procedure was this installation constituted with? Its own stream, folded; no tables."""

from __future__ import annotations

from domain.aggregate import fold
from domain.procedure import PROCEDURE, Procedure
from projections import stored
from projections.read_model import Database


def found(database: Database) -> Procedure | None:
    """Give the procedure, or None where the installation is not constituted yet."""
    events = stored.of_stream(database, PROCEDURE)
    procedure: Procedure | None = fold(None, (recorded.event for recorded in events))
    return procedure


VERSION = f"(SELECT coalesce(max(version), 0) FROM log.event WHERE stream = '{PROCEDURE}')"
"""How many events the procedure has had, for a query; 0 where it is not constituted yet."""


def version(database: Database) -> int:
    """Give how many events the procedure has had."""
    row = database.execute(f"SELECT {VERSION}".encode()).fetchone()
    return int(row[0]) if row else 0
