"""What a procedure looks like after a content took hold. Never raises: the log holds what it holds.

What would not fold is refused before it is recorded (`domain.procedure.fitting`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from domain.procedure.content import Content
from domain.procedure.ordnung import Ordnung
from domain.procedure.seats import Body, Seat


def changed(ordnung: Ordnung, content: Content) -> Ordnung:
    """Give the procedure with a content, save its rules: what it does not name stays as it is."""
    bodies = {**ordnung.bodies, **{body.slug: body for body in content.bodies}}
    for named in content.seats:
        if named.body in bodies:
            bodies[named.body] = _with_seat(bodies[named.body], named.seat)
    for ended in content.ended_seats:
        if ended.body in bodies:
            bodies[ended.body] = _without_seat(bodies[ended.body], ended.seat)
    replaced = {group.slug for group in content.vote_groups} | {*content.ended_vote_groups}
    kept = tuple(group for group in ordnung.vote_groups if group.slug not in replaced)
    return replace(
        ordnung,
        papers={**ordnung.papers, **{paper.slug: paper.name for paper in content.papers}},
        stages={**ordnung.stages, **{paper.slug: paper.stage for paper in content.papers}},
        themes={**ordnung.themes, **_by_slug(content.themes)},
        bodies=bodies,
        vote_groups=(*kept, *content.vote_groups),
        composition=content.composition or ordnung.composition,
        targets=content.targets or ordnung.targets,
        milestones={**ordnung.milestones, **_by_slug(content.milestones)},
        elections={**ordnung.elections, **_by_slug(content.elections)},
        retention=content.retention or ordnung.retention,
    )


def _by_slug(values: Iterable[Any]) -> dict[str, Any]:
    return {value.slug: value for value in values}


def _with_seat(body: Body, seat: Seat) -> Body:
    if body.seat(seat.slug):
        seats = tuple(seat if one.slug == seat.slug else one for one in body.seats)
    else:
        seats = (*body.seats, seat)
    return body.model_copy(update={"seats": seats})


def _without_seat(body: Body, slug: str) -> Body:
    return body.model_copy(update={"seats": tuple(s for s in body.seats if s.slug != slug)})
