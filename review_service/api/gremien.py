"""Gremien on any day: their seats and holders, votes, composition; who is appointed or leaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter

from domain.besetzung import Besetzung
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
from review_service.api import problems
from review_service.api.bodies import Body
from review_service.api.caller import Reader
from review_service.api.changing import About, Row, install
from review_service.api.days import At
from review_service.people import register

router = APIRouter(prefix="/api/gremien", tags=["Gremien"])


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


def _gremium(reader: Doing, slug: str) -> About:
    return (slug,)


def _named(doing: Doing, about: About, said: Any, event: Any) -> StaffingAnswer:
    with doing.service.pool.connection() as database:
        return StaffingAnswer.of(event, register.names(database, [event.person]))


def _counted(
    doing: Doing, about: About, said: Any, event: Besetzung.CountsReported
) -> CountedAnswer:
    return CountedAnswer.of(quality_of(event.counts), (event.day, event.counts))


def _row(path: str, model: type, act: Callable[..., Any]) -> Row:
    right = appointing.must_appoint
    return Row(f"/{{slug}}/{path}", Body.of(model), right, act, _named, about=_gremium)


ROWS = (
    _row(
        "appointments", requests.NewAppointment, appointing.appoint,
    ),
    _row(
        "departures", requests.NewDeparture, appointing.depart,
    ),
    _row(
        "deputies", requests.NewDeputy, appointing.name_deputy,
    ),
    _row(
        "deputies/dismissals", requests.NewDismissal, appointing.dismiss_deputy,
    ),
    _row(
        "deputisings", requests.NewDeputising, appointing.deputise,
    ),
    Row(
        "/{slug}/counts", Body("NewCounts", requests.NewCounts), appointing.must_count,
        appointing.report_counts, _counted,
        about=_gremium,
    ),
)  # fmt: skip
install(router, ROWS)
