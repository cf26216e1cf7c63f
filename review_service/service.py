"""What a running service holds: its settings, its connections, its drafts, its clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from domain.procedure import Rules
from review_service.database import Pool
from review_service.reviews import Reviews
from review_service.settings import Settings


@dataclass(frozen=True)
class Service:
    """One per process; `now` gives the present moment with zone."""

    settings: Settings
    pool: Pool
    reviews: Reviews
    rules: Rules = field(default_factory=Rules)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
