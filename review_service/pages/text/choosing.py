"""Which revisions one may choose from."""

from __future__ import annotations

from projections import diff_history
from projections.diff_history import Revision
from projections.drafts import Shown
from projections.read_model import Database

CHOICE = 200
"""Revisions offered at most, the newest ones."""


def choice(database: Database, shown: Shown) -> list[Revision]:
    """Give the revisions that a form offers, the newest first."""
    found = diff_history.revisions(
        database, shown.draft, upto=shown.revision, after=max(0, shown.revision - CHOICE)
    )
    return found[::-1]
