"""Where does every draft stand, at a glance? Queries over the read models; no tables of its own.

What is asked of many drafts is asked of all of them together: the number of queries does not grow
with the number of drafts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from domain.consensus import OpenPoint, open_points
from domain.draft import Status
from domain.gremium import Gremium, Kind
from domain.procedure import Ordnung
from domain.procedure.rules_of_procedure import NewText
from domain.round import Heard, Round
from domain.statement import Position
from domain.vorgaben import Asked, Outcome, Vorgaben
from projections import rows
from projections.read_model import Database


class Head(NamedTuple):
    """What names a draft on a page that is about many."""

    draft: UUID
    paper: str
    theme: str
    title: str


@dataclass(frozen=True)
class Glance:
    """A draft in one line: where it stands for this reader, and its last round's end or counts.

    `of_cell` is how many drafts of its Themenfeld and paper the reader may see.
    """

    draft: UUID
    paper: str
    theme: str
    title: str
    status: Status
    revision: int
    unsubmitted: bool
    changed_at: datetime
    of_cell: int
    round: int | None
    opened_at: datetime | None
    closed_at: datetime | None
    vorgaben: int
    """Issued at the end of the last round."""
    addressed: int
    heard: int
    """Bodies with a counting statement in the last round."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "status", Status(self.status))


_SEEN = """
    SELECT d.draft, d.paper, d.theme, d.title, d.status, d.authored_at,
           CASE WHEN i.inside THEN d.revision ELSE d.submitted END AS revision,
           i.inside AND d.hidden > 0 AS unsubmitted,
           CASE WHEN i.inside THEN d.changed_at ELSE d.shown_at END AS changed_at,
           row_number() OVER cell AS place, count(*) OVER (PARTITION BY d.theme, d.paper) AS of_cell
    FROM drafts d CROSS JOIN LATERAL (SELECT %(all)s OR d.body = ANY(%(own)s) AS inside) i
    WHERE (i.inside OR d.submitted > 0)
      AND (%(theme)s::text IS NULL OR d.theme = %(theme)s)
      AND (%(paper)s::text IS NULL OR d.paper = %(paper)s)
    WINDOW cell AS (PARTITION BY d.theme, d.paper ORDER BY d.authored_at DESC, d.draft)
"""
_WITH_LAST_ROUND = """
    SELECT s.draft, s.paper, s.theme, s.title, s.status, s.revision, s.unsubmitted, s.changed_at,
           s.of_cell::int, r.round, r.opened_at, r.closed_at,
           (SELECT count(*) FROM vorgaben v WHERE v.draft = s.draft AND v.round = r.round)::int
               AS vorgaben,
           coalesce(jsonb_array_length(r.addressees), 0) + (NOT coalesce(r.equality, true) AND
               EXISTS (SELECT FROM consultations c WHERE c.draft = s.draft AND c.round = r.round)
           )::int AS addressed,
           (SELECT count(DISTINCT h.body) FROM statements h
            WHERE h.draft = s.draft AND h.round = r.round AND h.counts)::int AS heard
    FROM seen s LEFT JOIN LATERAL (
        SELECT last.round, last.opened_at, last.closed_at, last.addressees,
               last.addressees @> '[{"kind": "equality"}]' AS equality
        FROM rounds last WHERE last.draft = s.draft ORDER BY last.round DESC LIMIT 1
    ) r ON true
"""


def glances(
    database: Database,
    *,
    own: list[str],
    everything: bool,
    most: int,
    after: int = 0,
    theme: str | None = None,
    paper: str | None = None,
) -> list[Glance]:
    """Give of each Themenfeld and paper the newest `most` drafts behind the first `after`.

    `own` are the slugs of groups whose unsubmitted revisions the reader sees, `everything` is for
    who sees those of all groups.
    """
    query = f"""
        WITH seen AS (SELECT * FROM ({_SEEN}) AS all_seen
                      WHERE place > %(after)s AND place <= %(after)s + %(most)s)
        {_WITH_LAST_ROUND} ORDER BY s.authored_at DESC, s.draft
    """
    values = {
        "own": own, "all": everything, "theme": theme, "paper": paper, "after": after,
        "most": most,
    }  # fmt: skip
    return rows.every(database, Glance, query, values)


def heads(database: Database, drafts: Iterable[UUID]) -> dict[UUID, Head]:
    """Give what names each of these drafts."""
    rows = database.execute(
        "SELECT draft, paper, theme, title FROM drafts WHERE draft = ANY(%s)", (list(drafts),)
    )
    return {row[0]: Head(*row) for row in rows}


@dataclass(frozen=True)
class OpenRound:
    """A running Beratungsrunde: its draft, its frozen revision, who spoke, what is open."""

    head: Head
    revision: int
    opened_at: datetime
    round: Round
    open_points: tuple[OpenPoint, ...]


_OPEN = """
    SELECT d.draft, d.paper, d.theme, d.title, r.round, r.revision, r.opened_at, r.addressees,
           EXISTS (SELECT FROM consultations c WHERE c.draft = r.draft AND c.round = r.round)
    FROM rounds r JOIN drafts d ON d.draft = r.draft
    WHERE r.outcome = 'open' AND (%(drafts)s::uuid[] IS NULL OR r.draft = ANY(%(drafts)s))
    ORDER BY r.opened_at, r.draft LIMIT %(limit)s
"""
_HEARD = """
    SELECT DISTINCT ON (s.draft, s.body) s.draft, s.body, s.kind, s.version, s.position
    FROM statements s JOIN unnest(%s::uuid[], %s::int[]) AS o (draft, round)
        ON s.draft = o.draft AND s.round = o.round
    WHERE s.counts ORDER BY s.draft, s.body, s.version DESC
"""
_EARLIER = """
    SELECT DISTINCT ON (s.draft, s.body) s.draft, s.body, s.kind, s.version, s.position
    FROM statements s JOIN rounds r ON r.draft = s.draft AND r.round = s.round
    WHERE s.draft = ANY(%s) AND s.counts AND r.outcome = 'returned'
    ORDER BY s.draft, s.body, s.version DESC
"""
_ASKED = """
    SELECT v.draft, v.number, v.binding,
           (SELECT a.outcome FROM vorgaben_answers a
            WHERE a.draft = v.draft AND a.vorgabe = v.number ORDER BY a.revision DESC LIMIT 1)
    FROM vorgaben v WHERE v.draft = ANY(%s) ORDER BY v.draft, v.number
"""


def open_rounds(
    database: Database,
    under: Ordnung,
    at: datetime,
    *,
    limit: int,
    of: Sequence[UUID] | None = None,
) -> list[OpenRound]:
    """Give the running rounds, longest running first, with what is open in each.

    `of` asks for those of some drafts only.
    """
    values = {"drafts": None if of is None else list(of), "limit": limit}
    rows = database.execute(_OPEN, values).fetchall()
    drafts = [row[0] for row in rows]
    heard = _heard(database, drafts, [row[4] for row in rows])
    asked = _asked(database, drafts)
    before = _earlier(database, drafts) if under.rules.new_text is NewText.STAYS else heard
    return [
        _open_round(row, heard[row[0]], before[row[0]], asked[row[0]], under, at) for row in rows
    ]


def _open_round(
    row: Sequence[Any],
    heard: dict[str, Heard],
    before: dict[str, Heard],
    asked: list[Asked],
    under: Ordnung,
    at: datetime,
) -> OpenRound:
    draft, paper, theme, title, number, revision, opened_at, addressees, consulted = row
    bodies = {body["slug"]: Gremium.model_validate(body) for body in addressees}
    if consulted:
        bodies |= {body.slug: body for body in under.of_kind(Kind.EQUALITY)}
    round = Round(
        number=number, revision=revision, addressees=tuple(bodies.values()), heard=heard,
        opened_at=opened_at, earlier=before,
    )  # fmt: skip
    points = open_points(round, Vorgaben(asked=tuple(asked)), under, at)
    return OpenRound(Head(draft, paper, theme, title), revision, opened_at, round, points)


def _heard(
    database: Database, drafts: list[UUID], rounds: list[int]
) -> defaultdict[UUID, dict[str, Heard]]:
    found: defaultdict[UUID, dict[str, Heard]] = defaultdict(dict)
    for draft, body, kind, version, position in database.execute(_HEARD, (drafts, rounds)):
        stands = Position(position) if position else None
        found[draft][body] = Heard(kind=Kind(kind), version=version, position=stands)
    return found


def _earlier(database: Database, drafts: list[UUID]) -> defaultdict[UUID, dict[str, Heard]]:
    found: defaultdict[UUID, dict[str, Heard]] = defaultdict(dict)
    for draft, body, kind, version, position in database.execute(_EARLIER, (drafts,)):
        stands = Position(position) if position else None
        found[draft][body] = Heard(kind=Kind(kind), version=version, position=stands)
    return found


def _asked(database: Database, drafts: list[UUID]) -> defaultdict[UUID, list[Asked]]:
    found: defaultdict[UUID, list[Asked]] = defaultdict(list)
    for draft, number, binding, outcome in database.execute(_ASKED, (drafts,)):
        last = Outcome(outcome) if outcome else None
        found[draft].append(Asked(number=number, binding=binding, outcome=last))
    return found
