"""How does a draft stand, all answers together: now, or as it was at a version or a moment?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from domain.procedure import Ordnung
from projections import consensus_state, current_text, drafts, history, replay, vorgaben
from projections.consensus_state import Consensus
from projections.drafts import Shown
from projections.read_model import Database
from projections.vorgaben import Line


@dataclass(frozen=True)
class Standing:
    """A draft with the text of its shown revision, its consensus state and its Vorgaben."""

    shown: Shown
    text: str
    consensus: Consensus
    vorgaben: list[Line]
    recorded_at: datetime | None = None
    """When the last event of a replay was recorded."""


def now(database: Database, shown: Shown, under: Ordnung, at: datetime) -> Standing:
    """Give how a draft stands at a moment for who is shown it so, by the procedure of its day."""
    found = current_text.of_revision(database, shown.draft, shown.revision)
    return Standing(
        shown=shown,
        text=found.text if found else "",
        consensus=consensus_state.of_draft(
            database, shown.draft, upto=shown.revision, under=under, at=at
        ),
        vorgaben=vorgaben.of_draft(database, shown.draft, upto=shown.revision),
    )


def then(
    database: Database,
    draft: UUID,
    on_its_day: Callable[[datetime], Ordnung],
    *,
    inside: bool,
    version: int | None = None,
    at: datetime | None = None,
) -> Standing | None:
    """Replay a draft up to the reader's version, or to what was recorded by `at`.

    `on_its_day` gives the procedure that held at a moment: what was open is judged by that of the
    last event. None where the reader could see nothing yet. `inside` is for who sees unsubmitted
    revisions.
    """
    events = history.upto(database, draft, inside=inside, version=version, at=at)
    if not events or (version is not None and len(events) < version):
        return None
    with replay.of_events((recorded.event for recorded in events), database) as scratch:
        shown = drafts.one(scratch, draft)
        assert shown
        occurred_at = events[-1].event.timestamp
        seen = replace(shown, version=len(events))
        stood = now(scratch, seen, on_its_day(occurred_at), occurred_at)
    return replace(stood, recorded_at=events[-1].recorded_at)
