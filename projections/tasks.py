"""What is a body's to do? Queries over the read models; no tables of its own.

Nothing is stored as a task: it is there as long as the draft's state asks for it, and gone with
the act that answers it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from domain.consensus import PointKind
from domain.gremium import Gremium, Kind
from domain.procedure import Ordnung
from domain.procedure.rules_of_procedure import NewText
from projections import overview, reminders, rows
from projections.overview import OpenRound
from projections.read_model import Database

MOST = 50
"""Tasks of one kind at most; a body has a handful."""


class TaskKind(StrEnum):
    """What is to be done; in the order in which a page lists it."""

    ANSWER_VORGABEN = "answer_vorgaben"
    SUBMIT = "submit"
    STATE = "state"
    TRANSMIT = "transmit"
    TRANSMIT_AGAIN = "transmit_again"
    DECIDE = "decide"


@dataclass(frozen=True)
class Task:
    """One thing a body is to do, since when, on which draft; numbers as far as its kind has them.

    `vorgaben` are all of the draft, `unanswered` those of them without an answer; `heard` of
    `addressed` bodies (for the Delegiertenkonferenz: Beiräte); `newer` are Beirat statements after
    the transmission; `said_on` is the last revision the body spoke on; `open_points` of the round;
    `waits_for` are bodies (slugs) that are not yet heard in it; `reminded_at` and `reminded_by` (a
    slug) are of the last reminder, where there was one.
    """

    kind: TaskKind
    body: str
    draft: UUID
    paper: str
    theme: str
    title: str
    since: datetime
    revision: int
    round: int | None = None
    vorgaben: int = 0
    unanswered: int = 0
    heard: int = 0
    addressed: int = 0
    newer: int = 0
    open_points: int = 0
    waits_for: tuple[str, ...] = ()
    said_on: int | None = None
    reminded_at: datetime | None = None
    reminded_by: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", TaskKind(self.kind))


def of_bodies(
    database: Database, bodies: Iterable[Gremium], under: Ordnung, at: datetime
) -> list[Task]:
    """Give the tasks of these bodies: by kind in the order of TaskKind, longest waiting first.

    What is open is judged at the moment `at`, by the procedure `under` of its day.
    """
    by_kind: dict[Kind, list[str]] = {}
    for body in bodies:
        by_kind.setdefault(body.kind, []).append(body.slug)
    found: list[Task] = []
    for kind, slugs in by_kind.items():
        found += _of_kind(database, kind, slugs, under, at)
    order = list(TaskKind)
    return sorted(found, key=lambda task: (order.index(task.kind), task.since))


def _of_kind(
    database: Database, kind: Kind, slugs: list[str], under: Ordnung, at: datetime
) -> list[Task]:
    match kind:
        case Kind.EXPERT_GROUP:
            return _asked(database, _OF_GROUPS, bodies=slugs)
        case Kind.COUNCIL | Kind.ROUND_TABLE | Kind.EQUALITY:
            return _asked(
                database, _OF_HEARD, bodies=slugs, consulted=kind is Kind.EQUALITY,
                stays=under.rules.new_text is NewText.STAYS,
            )  # fmt: skip
        case Kind.CONFERENCE:
            return _asked(
                database, _OF_CONFERENCE, bodies=slugs, beiraete=len(under.of_kind(Kind.COUNCIL))
            )
        case Kind.STEERING:
            rounds = overview.open_rounds(database, under, at, limit=MOST)
            return [_decide(slug, round) for slug in slugs for round in rounds]
        case Kind.OFFICE | Kind.COMMITTEE | Kind.DEPARTMENT:
            return []


def _asked(database: Database, query: str, **values: Any) -> list[Task]:
    return rows.every(database, Task, query, {**values, "most": MOST})


def _decide(slug: str, found: OpenRound) -> Task:
    return Task(
        kind=TaskKind.DECIDE,
        body=slug,
        draft=found.head.draft,
        paper=found.head.paper,
        theme=found.head.theme,
        title=found.head.title,
        since=found.opened_at,
        revision=found.revision,
        round=found.round.number,
        heard=len(found.round.heard),
        addressed=len(found.round.addressees),
        open_points=len(found.open_points),
        waits_for=tuple(
            point.body for point in found.open_points
            if point.body and point.kind is PointKind.NOT_HEARD
        ),
    )  # fmt: skip


_OF_GROUPS = f"""
    SELECT CASE WHEN v.unanswered > 0 THEN 'answer_vorgaben' ELSE 'submit' END AS kind,
           d.body, d.draft, d.paper, d.theme, d.title, d.changed_at AS since, d.revision,
           r.round, v.vorgaben, v.unanswered, m.reminded_at, m.reminded_by
    FROM drafts d
    LEFT JOIN LATERAL (SELECT max(round) AS round FROM rounds WHERE draft = d.draft) r ON true
    CROSS JOIN LATERAL (
        SELECT count(*)::int AS vorgaben,
               count(*) FILTER (WHERE NOT EXISTS (
                   SELECT FROM vorgaben_answers a
                   WHERE a.draft = asked.draft AND a.vorgabe = asked.number))::int AS unanswered
        FROM vorgaben asked WHERE asked.draft = d.draft) v
    {reminders.LAST.format(body="d.body")}
    WHERE d.body = ANY(%(bodies)s) AND d.status IN ('in_erarbeitung', 'zurueckgegeben')
    ORDER BY d.changed_at, d.draft LIMIT %(most)s
"""
_OF_HEARD = f"""
    SELECT 'state' AS kind, b.slug AS body, d.draft, d.paper, d.theme, d.title,
           r.opened_at AS since, r.revision, r.round, m.reminded_at, m.reminded_by,
           (SELECT max(s.revision) FROM statements s
            WHERE s.draft = r.draft AND s.body = b.slug) AS said_on
    FROM rounds r JOIN drafts d ON d.draft = r.draft
    CROSS JOIN unnest(%(bodies)s::text[]) AS b (slug)
    {reminders.LAST.format(body="b.slug")}
    WHERE r.outcome = 'open'
      AND (r.addressees @> jsonb_build_array(jsonb_build_object('slug', b.slug))
           OR %(consulted)s AND EXISTS (
               SELECT FROM consultations c WHERE c.draft = r.draft AND c.round = r.round))
      AND NOT EXISTS (SELECT FROM statements s WHERE s.draft = r.draft AND s.round = r.round
                      AND s.body = b.slug AND s.counts)
      AND NOT (%(stays)s AND EXISTS (
          SELECT FROM statements s JOIN rounds p ON p.draft = s.draft AND p.round = s.round
          WHERE s.draft = r.draft AND s.body = b.slug AND s.counts AND p.outcome = 'returned'))
    ORDER BY r.opened_at, r.draft LIMIT %(most)s
"""
_OF_CONFERENCE = f"""
    SELECT CASE WHEN t.version IS NULL THEN 'transmit' ELSE 'transmit_again' END AS kind,
           b.slug AS body, d.draft, d.paper, d.theme, d.title, r.opened_at AS since, r.revision,
           r.round, h.heard, %(beiraete)s::int AS addressed, h.newer,
           m.reminded_at, m.reminded_by
    FROM rounds r JOIN drafts d ON d.draft = r.draft
    CROSS JOIN unnest(%(bodies)s::text[]) AS b (slug)
    LEFT JOIN LATERAL (
        SELECT max(s.version) AS version FROM statements s
        WHERE s.draft = r.draft AND s.round = r.round AND s.body = b.slug AND s.counts) t ON true
    CROSS JOIN LATERAL (
        SELECT count(DISTINCT s.body)::int AS heard,
               (count(DISTINCT s.body) FILTER (WHERE s.version > t.version))::int AS newer
        FROM statements s WHERE s.draft = r.draft AND s.round = r.round AND s.kind = 'council'
                            AND s.counts) h
    {reminders.LAST.format(body="b.slug")}
    WHERE r.outcome = 'open' AND (t.version IS NULL OR h.newer > 0)
    ORDER BY r.opened_at, r.draft LIMIT %(most)s
"""
