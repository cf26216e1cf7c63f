"""The procedure this installation was constituted with, as it holds on any day."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date, datetime

from domain.procedure import Ordnung, Procedure, day_of
from projections import procedures
from projections.read_model import Database
from review_service.database import Pool

_MOST_DAYS = 1000
"""Days kept at once; a procedure is asked for a handful."""
_Known = tuple[int, Procedure | None, dict[date, Ordnung]]


class Procedures:
    """Loads the procedure, keeps it until another event of it is recorded."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._known: _Known = (0, None, {})

    def found(self, database: Database | None = None) -> Procedure | None:
        """Give the procedure, or None where the installation is not constituted yet."""
        return self._newest(database)[1]

    def on(
        self, day: date, database: Database | None = None, version: int | None = None
    ) -> Ordnung:
        """Give the procedure as it holds on a day; empty where nothing holds on it.

        `database` is a connection the caller has in hand: nobody waits for a second one; `version`
        how many events the procedure has, where that was asked along with something else.
        """
        _, procedure, days = self._newest(database, version)
        if day not in days:
            if len(days) >= _MOST_DAYS:
                days.clear()
            days[day] = procedure.on(day) if procedure else Ordnung(day)
        return days[day]

    def at(self, moment: datetime, database: Database | None = None) -> Ordnung:
        """Give the procedure of the day (Europe/Berlin) a moment lies on."""
        return self.on(day_of(moment), database)

    def last_known(self, day: date) -> Ordnung:
        """Give the procedure of a day as it was last read, without asking the database."""
        _, procedure, days = self._known
        return days.get(day) or (procedure.on(day) if procedure else Ordnung(day))

    def _newest(self, database: Database | None = None, version: int | None = None) -> _Known:
        if version is not None and version == self._known[0]:
            return self._known
        with nullcontext(database) if database else self._pool.connection() as connection:
            version = procedures.version(connection)
            if self._known[0] != version:
                # One assignment: threads that come meanwhile have the old one or the new, whole.
                self._known = (version, procedures.found(connection), {})
            return self._known
