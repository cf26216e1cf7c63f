"""Verlauf: what was recorded about something that is no draft, newest first, with both its days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Query

from domain.gremium import Actor
from domain.procedure import Ordnung
from projections import history
from projections.read_model import Database
from projections.stored import Recorded
from review_service.acts.besetzungen import OPERATOR
from review_service.people import register
from review_service.words.persons import person_named

AT_ONCE = 20
"""Events shown at once; a link leads to those before."""

Before = Annotated[int | None, Query(ge=1, le=2**31 - 1)]
"""The version of the oldest event shown already."""


@dataclass(frozen=True)
class Entry:
    """An event as a page tells it: `by` who recorded it, `late` where that was another day than it
    happened."""

    recorded: Recorded
    sentence: str
    by: str
    late: bool


@dataclass(frozen=True)
class Course:
    """Some events, newest first; `before` leads to older ones, None where there are none."""

    entries: list[Entry]
    before: int | None
    since_newest: bool

    @property
    def newest(self) -> datetime | None:
        """When the newest event happened; None where the part shown is an older one."""
        entries = self.entries if self.since_newest else []
        return entries[0].recorded.event.timestamp if entries else None


Say = Callable[[Recorded, Mapping[str, str]], str]
"""Says an event, given the names of those it is about or who recorded it."""


def course(
    database: Database, stream: UUID, ordnung: Ordnung, say: Say, *, before: int | None = None
) -> Course:
    """Give what was recorded in a stream before a version, or last."""
    found = history.lately(database, stream, before=before, limit=AT_ONCE + 1)
    shown = found[:AT_ONCE]
    persons = {one.event.by.person for one in shown}
    persons |= {person for one in shown if (person := getattr(one.event, "person", None))}
    names = register.names(database, persons)
    older = shown[-1].event.originator_version if len(found) > AT_ONCE else None
    entries = [_entry(one, names, ordnung, say) for one in shown]
    return Course(entries, older, since_newest=before is None)


def _entry(one: Recorded, names: Mapping[str, str], ordnung: Ordnung, say: Say) -> Entry:
    event = one.event
    late = one.recorded_at - event.timestamp > timedelta(minutes=1)
    return Entry(one, say(one, names), recorder(event.by, names, ordnung), late)


def recorder(by: Actor, names: Mapping[str, str], ordnung: Ordnung) -> str:
    """Say who recorded something: a person and its Gremium; the operator has no name."""
    body = ordnung.name_of(by.body.slug)
    name = person_named(ordnung, names, by.person, by.role, by.body.slug)
    return name if by.person == OPERATOR.person or body in name else f"{name} ({body})"
