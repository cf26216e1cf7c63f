"""Plays the demo's story through the domain's own commands, dated and recorded as it is told.

All of it is one transaction of the owner, who alone may set `recorded_at`: a demo is loaded or not,
never half. The application then builds its read models from the log; a draft's snapshot comes with
its next save.
"""

from __future__ import annotations

import tomllib
from functools import partial
from importlib.resources import files
from operator import itemgetter

from domain.aggregate import Aggregate, DomainEvent
from domain.procedure import Procedure
from projections import deferred, drafts, rebuild
from projections.stored import encode
from review_service.database import connect
from review_service.demo import accounts, cast
from review_service.demo.ballot import Act
from review_service.demo.beginning import Beginning
from review_service.demo.stage import Stage
from review_service.owning import as_owner
from review_service.people.accounts import Database

_NOT_EMPTY = "SELECT FROM people.account UNION ALL SELECT FROM log.event LIMIT 1"
_CONSTITUTED = "SELECT FROM log.event WHERE topic = %s LIMIT 1"
_LOAD = "SELECT log.load(%s::uuid[], %s::int[], %s::text[], %s::json[], %s)"


class NotTheDemosOwn(Exception):
    """Diese Datenbank gehört nicht der Demo: Es gibt darin schon eigene Konten oder Entwürfe.
    Demo-Konten gibt es nur in der eigenen Datenbank der Demo."""


class AnEarlierDemo(Exception):
    """In diesem Datenordner liegt eine Demo einer früheren Version, in der es das Verfahren noch
    nicht gab. Löschen Sie den Datenordner, oder nennen Sie mit DATA_DIR einen anderen: Die Demo
    beginnt dann von vorn. Wer sie in ihm behalten will, startet die frühere Version."""


def load(owner_url: str, application_url: str) -> int:
    """Load accounts and story into a migrated database; gives the number of events, 0 the next
    time. Raises NotTheDemosOwn where something else is in it, and AnEarlierDemo."""
    with as_owner(owner_url) as owner, owner.transaction():
        if accounts.are_in(owner):
            _must_have_a_procedure(owner)
            loaded = 0
        else:
            loaded = _tell(owner)
    with connect(application_url) as application:
        # Also where a loading was interrupted between the two.
        if not drafts.listed(application, own=[], everything=True, limit=1):
            rebuild.everything(application)
            deferred.catch_up(application)
    return loaded


def _must_have_a_procedure(owner: Database) -> None:
    if owner.execute(_CONSTITUTED, (Procedure.Constituted.TOPIC,)).fetchone() is None:
        raise AnEarlierDemo


def _tell(owner: Database) -> int:
    if owner.execute(_NOT_EMPTY).fetchone() is not None:
        raise NotTheDemosOwn
    persons = accounts.add_all(owner)
    actors = {demo.name: demo.acting(persons[demo.name]) for demo in accounts.ACCOUNTS}
    beginning = Beginning(actors, persons, cast.enter(owner))
    told = tomllib.loads((files("review_service.demo") / "story.toml").read_text(encoding="utf-8"))
    acts: list[Act] = []
    for draft in told["draft"]:
        stage = Stage(draft, actors, beginning.on_its_day)
        acts += [(step["at"], partial(stage.play, step)) for step in draft["step"]]
    acts += beginning.acts()
    acts.sort(key=itemgetter(0))
    return sum(_record(owner, play()) for _, play in acts)


def _record(owner: Database, changed: Aggregate) -> int:
    """Record what a command made happen at the moment it occurred; gives how many events."""
    events = [event for event in changed.collect_events() if isinstance(event, DomainEvent)]
    rows = [(e.originator_id, e.originator_version, e.TOPIC, encode(e).decode()) for e in events]
    columns = [list(column) for column in zip(*rows, strict=True)]
    owner.execute(_LOAD, (*columns, events[-1].timestamp))
    return len(events)
