"""What changed between two revisions: computed once for each pair of texts."""

from __future__ import annotations

from domain.text.redline import Redline, redline
from projections.current_text import Text
from projections.read_model import Database


def between(database: Database, old: Text, new: Text) -> Redline:
    """Give the redline of two texts."""
    return redline(old.text, new.text)
