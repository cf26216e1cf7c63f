"""Which two revisions are compared, for page and API: what was asked for, else the last step."""

from __future__ import annotations

from projections import consensus_state
from projections.current_text import Text
from projections.drafts import Shown
from projections.read_model import Database
from review_service import access


def of_draft(
    database: Database, shown: Shown, *, old: int | None, new: int | None
) -> tuple[Text, Text]:
    """Give two revisions of a draft. Raises NotVisible for one that its reader may not see.

    Without `new` the newest one; without `old` the one submitted before `new`, else the one
    before it. The first revision is compared with itself.
    """
    later = new or shown.revision
    earlier = old or _before(database, shown, later)
    return access.revision(database, shown, earlier), access.revision(database, shown, later)


def _before(database: Database, shown: Shown, revision: int) -> int:
    rounds = consensus_state.rounds(database, shown.draft)
    submitted = [row.revision for row in rounds if row.revision < revision]
    return max(submitted, default=max(1, revision - 1))
