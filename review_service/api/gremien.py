"""Gremien on any day: their seats and holders, votes, composition; who is appointed or leaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends

from domain.composition import quality_of
from projections import counts, groups
from review_service import access
from review_service.access import Act
from review_service.acts import appointing, proceeding
from review_service.acts.appointing import NoSuchGremium
from review_service.acts.doing import Doing
from review_service.acts.requests import seats as requests
from review_service.answers.gremien import (
    CountedAnswer,
    GremienAnswer,
    GremiumAnswer,
    GremiumSummary,
    StaffingAnswer,
)
from review_service.api import gremien_bodies as bodies
from review_service.api import problems
from review_service.api.bodies import Body
from review_service.api.caller import Beginner, Reader
from review_service.api.days import At
from review_service.people import register

router = APIRouter(prefix="/api/gremien", tags=["Gremien"])
ACTING = problems.documented(401, 403, 404, 409, 413, 415, 422, 503)


@router.get("", responses=problems.READING)
def list_gremien(reader: Reader, at: At = None) -> GremienAnswer:
    """List all Gremien of a day."""
    _, ordnung = proceeding.holding(reader, at)
    with reader.service.pool.connection() as database:
        found = groups.every(database, ordnung)
    return GremienAnswer(at=ordnung.day, items=[GremiumSummary.of(group) for group in found])


@router.get("/{slug}", responses=problems.READING)
def read(reader: Reader, slug: str, at: At = None) -> GremiumAnswer:
    """Give a Gremium as it is staffed on a day."""
    _, ordnung = proceeding.holding(reader, at)
    if slug not in ordnung.bodies:
        raise NoSuchGremium
    with reader.service.pool.connection() as database:
        group = groups.on(database, ordnung, slug)
        names = register.names(database, group.persons_named())
        own = any(access.seats_for(reader.account, Act.REPORT_COUNTS, body=slug))
        counted = counts.newest(database, slug, ordnung.day) if own else None
    return GremiumAnswer.whole(group, names, counted)


def _allowed(must: Callable[[Doing, str], object]) -> Any:
    """Give a dependency that refuses an unknown Gremium (404) and whoever has no seat for it."""

    async def check(reader: Reader, slug: str) -> None:
        must(reader, slug)

    return Depends(check)


def _route(
    path: str, body: Body, must: Callable[[Doing, str], object] = appointing.must_appoint
) -> dict[str, Any]:
    """Give what the route of an act on a Gremium is made of."""
    return {
        "path": f"/{{slug}}/{path}", "status_code": 201, "responses": ACTING,
        "dependencies": [_allowed(must)], "openapi_extra": body.documented,
    }  # fmt: skip


def _named(doing: Doing, event: Any) -> StaffingAnswer:
    with doing.service.pool.connection() as database:
        return StaffingAnswer.of(event, register.names(database, [event.person]))


@router.post(**_route("appointments", bodies.APPOINTMENT))
def appoint(
    doer: Beginner, slug: str,
    new: Annotated[requests.NewAppointment, Depends(bodies.APPOINTMENT.read)],
) -> StaffingAnswer:  # fmt: skip
    """Give a person a seat: one of the register, or one whose name is entered there."""
    return _named(doer, appointing.appoint(doer, slug, new))


@router.post(**_route("departures", bodies.DEPARTURE))
def depart(
    doer: Beginner, slug: str,
    new: Annotated[requests.NewDeparture, Depends(bodies.DEPARTURE.read)],
) -> StaffingAnswer:  # fmt: skip
    """End a person's time on a seat with a day; its rights end at that day's midnight."""
    return _named(doer, appointing.depart(doer, slug, new))


@router.post(**_route("deputies", bodies.DEPUTY))
def name_deputy(
    doer: Beginner, slug: str, new: Annotated[requests.NewDeputy, Depends(bodies.DEPUTY.read)]
) -> StaffingAnswer:
    """Say who may stand in for the holders of a seat."""
    return _named(doer, appointing.name_deputy(doer, slug, new))


@router.post(**_route("deputies/dismissals", bodies.DISMISSAL))
def dismiss_deputy(
    doer: Beginner, slug: str,
    new: Annotated[requests.NewDismissal, Depends(bodies.DISMISSAL.read)],
) -> StaffingAnswer:  # fmt: skip
    """End a deputy's naming, and what was recorded of it for later days."""
    return _named(doer, appointing.dismiss_deputy(doer, slug, new))


@router.post(**_route("deputisings", bodies.DEPUTISING))
def deputise(
    doer: Beginner, slug: str,
    new: Annotated[requests.NewDeputising, Depends(bodies.DEPUTISING.read)],
) -> StaffingAnswer:  # fmt: skip
    """Record that a deputy stands in, with the rights of the seat, on some days."""
    return _named(doer, appointing.deputise(doer, slug, new))


@router.post(**_route("counts", bodies.COUNTS, appointing.must_count))
def report_counts(
    doer: Beginner, slug: str,
    new: Annotated[requests.NewCounts, Depends(bodies.COUNTS.read)],
) -> CountedAnswer:  # fmt: skip
    """Report what the group counted of itself, voluntarily and as numbers only."""
    event = appointing.report_counts(doer, slug, new)
    return CountedAnswer.of(quality_of(event.counts), (event.day, event.counts))
