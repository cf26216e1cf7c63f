"""What is forgotten by itself: idle sessions, expired tokens, the access log after 30 days, names
whose term on record has ended."""

from __future__ import annotations

from datetime import timedelta

from review_service.acts import registering
from review_service.database import open_pool
from review_service.people import accounts, sessions, sign_ins
from review_service.reviews import Reviews
from review_service.service import Service
from review_service.settings import Settings

EVERY_SECONDS = 3600.0
"""How often the worker tidies."""


def tidy(service: Service) -> int:
    """Forget all that is due; gives how many names. Safe to repeat."""
    with service.pool.connection() as database:
        idle = timedelta(minutes=service.settings.session_idle_minutes)
        sessions.forget_idle(database, idle=idle)
        accounts.forget_failures(database)
        sign_ins.forget_old(database)
    return registering.forget_due(service)


def tidy_at(url: str) -> None:
    """Forget all that is due in a database, by the settings of this process."""
    pool = open_pool(url, size=2)
    try:
        tidy(Service(Settings(), pool, Reviews(pool)))
    finally:
        pool.close()
