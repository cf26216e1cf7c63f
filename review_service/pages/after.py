"""What a page says after an act: what was done and when, where that is read, and the next task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from review_service import awaiting
from review_service.pages.forms import KEPT
from review_service.pages.visitor import Visitor
from review_service.words import awaited
from review_service.words.awaited import Todo


@dataclass(frozen=True)
class Done:
    """What was done, in words; when, and the address where it is read, as far as it was recorded;
    what the reader is to do next, on whatever."""

    words: str
    at: datetime | None
    href: str
    next: Todo | None


def done(
    visitor: Visitor, notices: Mapping[str, str], left: str, *, at: datetime | None = None,
    href: str = "",
) -> Done | None:  # fmt: skip
    """Give what a page says, of its `notices`, after a form `left` for it by one of their names;
    None for another. What was only kept was not recorded at any moment."""
    words = notices.get(left)
    if not words:
        return None
    with visitor.database() as database:
        found = awaiting.awaited(database, visitor.doing())
    following = awaited.said(found[0].what, visitor.ordnung) if found else None
    recorded = left != KEPT
    return Done(words, at if recorded else None, href if recorded else "", following)
