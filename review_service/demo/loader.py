"""Plays the demo's story through the Draft's own commands, dated and recorded as it is told.

All of it is one transaction of the owner, who alone may set `recorded_at`: a demo is loaded or not,
never half. The application then builds its read models from the log; a draft's snapshot comes with
its next save.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from operator import itemgetter

from domain.aggregate import DomainEvent
from domain.draft import Draft
from projections import deferred, drafts, rebuild
from projections.stored import encode
from review_service.database import connect
from review_service.demo import accounts
from review_service.demo.stage import Stage
from review_service.people.accounts import Database, everyone

_LOAD = "SELECT log.load(%s::uuid[], %s::int[], %s::text[], %s::json[], %s)"


class NotTheDemosOwn(Exception):
    """Diese Datenbank gehört nicht der Demo: Es gibt darin schon eigene Konten oder Entwürfe.
    Demo-Konten gibt es nur in der eigenen Datenbank der Demo."""


def load(owner_url: str, application_url: str) -> int:
    """Load accounts and story into a migrated database; gives the number of events, 0 the next
    time. Raises NotTheDemosOwn where something else is in it."""
    with connect(owner_url) as owner, owner.transaction():
        loaded = 0 if accounts.are_in(owner) else _tell(owner)
    with connect(application_url) as application:
        # Also where a loading was interrupted between the two.
        if not drafts.listed(application, own=[], everything=True, limit=1):
            rebuild.everything(application)
            deferred.catch_up(application)
    return loaded


def _tell(owner: Database) -> int:
    if everyone(owner) or owner.execute("SELECT FROM log.event LIMIT 1").fetchone():
        raise NotTheDemosOwn
    actors = accounts.add_all(owner)
    told = tomllib.loads((files("review_service.demo") / "story.toml").read_text(encoding="utf-8"))
    acts = []
    for draft in told["draft"]:
        stage = Stage(draft, actors)
        acts += [(step["at"], stage, step) for step in draft["step"]]
    acts.sort(key=itemgetter(0))
    return sum(_record(owner, stage.play(step)) for _, stage, step in acts)


def _record(owner: Database, draft: Draft) -> int:
    """Record what a command made happen at the moment it occurred; gives how many events."""
    events = [event for event in draft.collect_events() if isinstance(event, DomainEvent)]
    rows = [(e.originator_id, e.originator_version, e.TOPIC, encode(e).decode()) for e in events]
    columns = [list(column) for column in zip(*rows, strict=True)]
    owner.execute(_LOAD, (*columns, events[-1].timestamp))
    return len(events)
