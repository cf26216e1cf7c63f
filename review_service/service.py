"""What a running service holds: its settings, its connections, its procedure, its clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from fastapi import Request

from domain.procedure import Ordnung, day_of
from review_service.database import Pool
from review_service.procedure.holding import Procedures
from review_service.reviews import Reviews
from review_service.settings import Settings


@dataclass(frozen=True)
class Service:
    """One per process; `now` gives the present moment with zone."""

    settings: Settings
    pool: Pool
    reviews: Reviews
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    @cached_property
    def procedures(self) -> Procedures:
        """The procedure, on any day."""
        return Procedures(self.pool)

    @property
    def today(self) -> date:
        """The present day in Europe/Berlin."""
        return day_of(self.now())

    @property
    def ordnung(self) -> Ordnung:
        """The procedure as it holds today."""
        return self.procedures.on(self.today)


def service_of(request: Request) -> Service:
    """Give the service behind a request."""
    found: Service = request.app.state.service
    return found
