"""The state of each draft after its last event, so that loading one costs the same at any length.

A cache beside the read models: replaced by every save in the same transaction, ignored when the
fold that made it is not the present one, never read by replay, rebuild or audit.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from domain.draft import Draft, Status
from domain.gremium import Gremium
from domain.round import Past, Round
from domain.value import Value
from domain.vorgaben import Vorgaben
from projections.read_model import Cursor

TABLES = """
CREATE TABLE snapshot (
    stream  uuid PRIMARY KEY,
    version integer NOT NULL,
    fold    integer NOT NULL,
    data    json NOT NULL
)
"""


class State(Value):
    """What a Draft remembers."""

    theme: str
    group: Gremium
    equality_relevant: bool
    status: Status
    revision: int
    sha256: str
    rounds: int
    round: Round | None
    past: dict[int, Past]
    vorgaben: Vorgaben


class Snapshot(Value):
    """A draft's state at one version; the library folds later events onto it."""

    TOPIC: ClassVar[str] = "Draft.Snapshot"
    originator_id: UUID
    originator_version: int
    created_on: datetime
    modified_on: datetime
    state: State

    @staticmethod
    def fold_number() -> int:
        """The number of the fold that snapshots are made by now."""
        return Draft.FOLD

    @classmethod
    def take(cls, draft: Draft) -> Self:
        """Take the state of a draft as it is."""
        return cls(
            originator_id=draft.id,
            originator_version=draft.version,
            created_on=draft.created_on,
            modified_on=draft.modified_on,
            state=State.model_construct(
                **{name: getattr(draft, name) for name in State.model_fields}
            ),
        )

    def mutate(self, _: Any) -> Draft:
        """Give the draft back, ready for the events after the snapshot."""
        draft = Draft.__new__(Draft)
        draft.__base_init__(self.originator_id, self.originator_version, self.created_on)
        draft.modified_on = self.modified_on
        for name in State.model_fields:
            setattr(draft, name, getattr(self.state, name))
        return draft


def write_snapshot(snapshot: Snapshot, cursor: Cursor) -> None:
    """Replace the stream's snapshot; an older one never replaces a newer."""
    cursor.execute(
        """
        INSERT INTO snapshot (stream, version, fold, data) VALUES (%s, %s, %s, %s)
        ON CONFLICT (stream) DO UPDATE
        SET version = excluded.version, fold = excluded.fold, data = excluded.data
        WHERE snapshot.version < excluded.version OR snapshot.fold <> excluded.fold
        """,
        (
            snapshot.originator_id,
            snapshot.originator_version,
            Snapshot.fold_number(),
            snapshot.model_dump_json(),
        ),
    )
