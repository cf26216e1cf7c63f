"""States of drafts as this process saved them last: whoever knows that nothing came after need not
fetch what is here already."""

from __future__ import annotations

from datetime import datetime
from threading import Lock
from typing import NamedTuple
from uuid import UUID

from projections.snapshot import Snapshot

MOST = 64
"""States that are kept, the last ones saved."""


class Last(NamedTuple):
    """The last event of a stream: its version, and when it was recorded (with zone)."""

    version: int
    at: datetime


class Kept:
    """Snapshots never change; they are given as they were saved."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._snapshots: dict[UUID, Snapshot] = {}

    def keep(self, snapshot: Snapshot) -> None:
        """Keep a state that was saved."""
        with self._lock:
            self._snapshots.pop(snapshot.originator_id, None)
            self._snapshots[snapshot.originator_id] = snapshot
            if len(self._snapshots) > MOST:
                del self._snapshots[next(iter(self._snapshots))]

    def at(self, stream: UUID, last: Last | None) -> Snapshot | None:
        """Give the state of a stream after its last event, None where it is not known here.

        The time tells it from another event of that number, in a log that was put back.
        """
        found = self._snapshots.get(stream)
        if found and last == (found.originator_version, found.modified_on):
            return found
        return None
