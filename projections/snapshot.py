"""The state of each draft after its last event, so that loading one costs the same at any length.

A cache beside the read models: replaced by every save in the same transaction, ignored when the
fold that made it is not the present one, never read by replay, rebuild or audit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar, Self, TypeVar
from uuid import UUID

from domain.draft import Draft, Status
from domain.gremium import Gremium, Kind
from domain.passages import Passages
from domain.round import Heard, Past, Round
from domain.value import Value
from domain.vorgaben import Asked, Outcome, Vorgaben
from projections.read_model import Cursor

TABLES = """
CREATE TABLE snapshot (
    stream  uuid PRIMARY KEY,
    version integer NOT NULL,
    fold    integer NOT NULL,
    data    json NOT NULL
)
"""


V = TypeVar("V")
FORM = 5
"""Number of the form a snapshot is written in: one in another is ignored. Raise it with State."""


class ClosedRounds(Value):
    """Closed rounds that addressed the same kinds of bodies: the number of each by its revision."""

    kinds: tuple[Kind, ...]
    numbers: dict[int, int]


class AskedAlike(Value):
    """Vorgaben with the same last answer, by their numbers."""

    binding: bool
    outcome: Outcome | None
    numbers: tuple[int, ...]


class State(Value):
    """What a Draft remembers; what grows with its way is written as groups of what is alike."""

    theme: str
    group: Gremium
    equality_relevant: bool
    status: Status
    revision: int
    sha256: str
    rounds: int
    round: Round | None
    past: tuple[ClosedRounds, ...]
    spoken: dict[str, Heard]
    vorgaben: tuple[AskedAlike, ...]
    passages: Passages
    reminded: dict[str, date]

    @staticmethod
    def of(draft: Draft) -> State:
        """Take a draft's state; nothing is validated that a draft already holds."""
        numbers: dict[tuple[Kind, ...], dict[int, int]] = defaultdict(dict)
        for revision, past in draft.past.items():
            numbers[past.kinds][revision] = past.number
        alike: dict[tuple[bool, Outcome | None], list[int]] = defaultdict(list)
        for asked in draft.vorgaben.asked:
            alike[asked.binding, asked.outcome].append(asked.number)
        grouped: dict[str, Any] = {
            "past": tuple(ClosedRounds(kinds=k, numbers=n) for k, n in numbers.items()),
            "vorgaben": tuple(
                AskedAlike(binding=binding, outcome=outcome, numbers=tuple(found))
                for (binding, outcome), found in alike.items()
            ),
        }
        plain: dict[str, Any] = {
            name: getattr(draft, name) for name in State.model_fields if name not in grouped
        }
        return State.model_construct(**plain, **grouped)

    def give(self, draft: Draft) -> None:
        """Let a draft remember all of it."""
        for name in State.model_fields:
            setattr(draft, name, getattr(self, name))
        draft.past = {
            revision: _past(rounds.kinds)[number]
            for rounds in self.past
            for revision, number in rounds.numbers.items()
        }
        asked: list[Asked] = []
        for alike in self.vorgaben:
            asked += map(_asked(alike.binding, alike.outcome).__getitem__, alike.numbers)
        asked.sort(key=attrgetter("number"))
        draft.vorgaben = Vorgaben.model_construct(asked=tuple(asked))


class _Made(dict[int, V]):
    """Values that never change, made once for each number: a long way has hundreds of them."""

    def __init__(self, make: Callable[[int], V]) -> None:
        self._make = make

    def __missing__(self, number: int) -> V:
        made = self[number] = self._make(number)
        return made


@cache
def _past(kinds: tuple[Kind, ...]) -> _Made[Past]:
    return _Made(lambda number: Past(number=number, kinds=kinds))


@cache
def _asked(binding: bool, outcome: Outcome | None) -> _Made[Asked]:
    return _Made(lambda number: Asked(number=number, binding=binding, outcome=outcome))


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
        """The number of the fold that snapshots are made by now, in the form they have now."""
        return Draft.FOLD * 1000 + FORM

    @classmethod
    def take(cls, draft: Draft) -> Self:
        """Take the state of a draft as it is."""
        return cls(
            originator_id=draft.id,
            originator_version=draft.version,
            created_on=draft.created_on,
            modified_on=draft.modified_on,
            state=State.of(draft),
        )

    def mutate(self, _: Any) -> Draft:
        """Give the draft back, ready for the events after the snapshot."""
        draft = Draft.__new__(Draft)
        draft.__base_init__(self.originator_id, self.originator_version, self.created_on)
        draft.modified_on = self.modified_on
        self.state.give(draft)
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
