"""The procedure as it holds on a day: resolutions, papers and dates, Themenfelder, rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.procedure import PROCEDURE, Ordnung, Procedure
from domain.procedure.content import Milestone, Theme
from domain.procedure.recut import Recut
from review_service import access
from review_service.access import Act, NotVisible
from review_service.acts import proceeding
from review_service.pages import after
from review_service.pages.course import Before, course
from review_service.pages.procedure.dates import Said, said
from review_service.pages.procedure.forms import NOTICES
from review_service.pages.rendering import render
from review_service.pages.visitor import Visiting, Visitor
from review_service.words import chronicle, german, rules_of_procedure

router = APIRouter()

_NO_DAY = "Bitte geben Sie einen Tag an, zum Beispiel 2019-12-01."


@dataclass(frozen=True)
class Planned:
    """Something with a date and all that was said about it, oldest first."""

    milestone: Milestone
    said: list[Said]


@dataclass(frozen=True)
class Stage:
    """An Etappe (None: what belongs to none), its papers and dates."""

    number: int | None
    papers: list[str]
    dates: list[Planned]


@router.get("/verfahren")
def show(
    request: Request, visitor: Visiting, am: str = "", ok: str = "", vor: Before = None
) -> Response:
    """Show the procedure of a day, or of today; `vor` asks for the older part of its Verlauf."""
    day = _day(am)
    wrong = _NO_DAY if am and day is None else ""
    try:
        procedure, then = proceeding.holding(visitor.doing(), day)
    except NotVisible as error:
        wrong = wrong or " ".join((type(error).__doc__ or "").split())
        procedure, then = None, Ordnung(day or visitor.ordnung.day)
    with visitor.database() as database:
        told = course(
            database, PROCEDURE, visitor.ordnung, before=vor,
            say=lambda one, _: chronicle.sentence(one.event, visitor.ordnung),
        )  # fmt: skip
    return render(
        request, "procedure.html", title="Verfahren", course=told, then=then, am=am, wrong=wrong,
        done=after.done(visitor, NOTICES, ok, at=told.newest, href="#verlauf"),
        status=404 if procedure is None else 200,
        stages=list(_stages(procedure, then)) if procedure else [],
        rules=list(rules_of_procedure.every(then)), recuts=_recuts(procedure, then.day),
        today=then.day == visitor.ordnung.day, first=procedure.begins if procedure else None,
        may_move=_may(visitor, Act.MOVE_DATES), may_agree=_may(visitor, Act.AGREE),
        may_propose=_may(visitor, Act.PROPOSE_RECUT), words=german.termin,
        recuttable=[theme.slug for theme in then.themes.values() if _may_recut(visitor, theme)],
    )  # fmt: skip


def _stages(procedure: Procedure, then: Ordnung) -> Iterator[Stage]:
    told = procedure.dates(then.day)
    numbers: list[int | None] = [*sorted(set(then.stages.values())), None]
    for number in numbers:
        papers = [name for slug, name in then.papers.items() if then.stages[slug] == number]
        dates = [
            Planned(one, list(said(told[one.slug])))
            for one in then.milestones.values()
            if one.stage == number or (number is None and one.stage not in numbers)
        ]
        if papers or dates:
            yield Stage(number, papers, dates)


def _recuts(procedure: Procedure | None, day: date) -> list[Recut]:
    return list(reversed(procedure.recuts_on(day))) if procedure else []


def _may(visitor: Visitor, act: Act) -> bool:
    return any(access.seats_for(visitor.account, act))


def _may_recut(visitor: Visitor, theme: Theme) -> bool:
    return any(access.seats_for(visitor.account, Act.PROPOSE_RECUT, body=theme.group))


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None
