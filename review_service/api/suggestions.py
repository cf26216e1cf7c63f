"""Suggestions for expert seats: OE 50.6 collects and forwards them, the Dezernat answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.concurrency import run_in_threadpool

from domain.suggestion import SuggestionStatus
from projections.suggestions import Declined, Suggested
from review_service.access import Act
from review_service.acts import suggesting
from review_service.acts.doing import Doing
from review_service.acts.requests import suggestions as requests
from review_service.answers.drafts import Page
from review_service.answers.shape import Shape
from review_service.api import problems
from review_service.api.bodies import Body
from review_service.api.caller import Reader, allowed_anywhere
from review_service.api.changing import BEGINNING, About, Row, install
from review_service.api.paging import Limit, page
from review_service.people import register
from review_service.reviews import Receipt

router = APIRouter(prefix="/api/suggestions", tags=["Initiativvorschläge"])
AfterSuggestion = Annotated[UUID | None, Query(description="Kennung des letzten Eintrags zuvor")]
READING = problems.documented(401, 403, 404, 422, 503)


class DeclinedAnswer(Shape):
    """Which Dezernat did not appoint the person, why, and when."""

    department: str
    reason: str
    at: datetime


class SuggestionAnswer(Shape):
    """A suggestion: `person` is a pseudonym, `name` and `contact` are null once erased and for a
    Dezernat that declined once it went to another, `contact` also for who only audits.
    `department` is where it lies or was answered last, `declined` says who did not appoint the
    person, and why: a Dezernat that sees no name reads its own answer alone. `gremium` and `seat`
    say where the person was appointed."""

    id: UUID
    person: str
    name: str | None
    contact: str | None
    organisation: str
    themes: list[str]
    reason: str
    status: SuggestionStatus
    department: str | None
    forwarded: list[str]
    declined: list[DeclinedAnswer]
    gremium: str | None
    seat: str | None
    collected_at: datetime
    changed_at: datetime

    @classmethod
    def of(
        cls, found: Suggested, entry: register.Entry | None, declined: list[Declined], *,
        with_contact: bool,
    ) -> SuggestionAnswer:  # fmt: skip
        """Give a suggestion with what the register has of the person."""
        return cls.read(
            found, id=found.suggestion, name=entry.display_name if entry else None,
            contact=entry.contact if entry and with_contact else None, declined=declined,
            department=found.department or None, gremium=found.body or None,
            seat=found.seat or None,
        )  # fmt: skip


def _answer(doing: Doing, found: Suggested) -> SuggestionAnswer:
    entry = None
    if suggesting.sees_name(doing.account, found):
        with doing.service.pool.connection() as database:
            entry = register.find(database, found.person)
    with_contact = suggesting.sees_contact(doing.account, found)
    declined = suggesting.declined(doing.account, found)
    return SuggestionAnswer.of(found, entry, declined, with_contact=with_contact)


SuggestionId = Annotated[str, Path(json_schema_extra={"format": "uuid"})]


def _see(reader: Doing, id: str) -> Suggested:
    try:
        suggestion = UUID(id)
    except ValueError as error:  # no suggestion has such an id
        raise suggesting.NoSuchSuggestion from error
    return suggesting.see(reader, suggestion)


async def _seen(reader: Reader, id: SuggestionId) -> Suggested:
    """Give the suggestion of the path; raises NotSignedIn, NoSuchSuggestion, NotYours."""
    return await run_in_threadpool(_see, reader, id)


Seen = Annotated[Suggested, Depends(_seen)]


@router.get("", responses=READING)
def list_suggestions(
    request: Request, reader: Reader, limit: Limit = 100, after: AfterSuggestion = None
) -> Page[SuggestionAnswer]:
    """List the suggestions the caller may see, as they came: a Dezernat those that went to it."""
    suggesting.must_see_some(reader.account)
    last = suggesting.see(reader, after) if after else None
    rows = suggesting.listed(reader, after=last, limit=limit + 1)
    return page(
        request, rows, limit, item=lambda row: _answer(reader, row), mark=lambda row: row.suggestion
    )


@router.get("/{id}", responses=READING)
def read(reader: Reader, seen: Seen) -> SuggestionAnswer:
    """Give a suggestion."""
    return _answer(reader, seen)


def _suggestion(reader: Doing, id: SuggestionId) -> About:
    return (_see(reader, id).suggestion,)


def _changed(doing: Doing, about: About, said: Any, receipt: Receipt) -> SuggestionAnswer:
    return _answer(doing, suggesting.see(doing, receipt.stream))


def _collected(receipt: Receipt) -> dict[str, str]:
    return {"Location": f"/api/suggestions/{receipt.stream}"}


def _row(path: str, model: type, right: Act, act: Callable[..., Receipt]) -> Row:
    may = allowed_anywhere(right)
    return Row(f"/{{id}}/{path}", Body.of(model), may, act, _changed, about=_suggestion)


ROWS = (
    Row(
        "", Body.of(requests.NewSuggestion), allowed_anywhere(Act.COLLECT), suggesting.collect,
        _changed,
        responses=BEGINNING, headers=_collected,
    ),
    _row(
        "forwarding", requests.NewForwarding, Act.COLLECT, suggesting.forward,
    ),
    _row(
        "recall", requests.NewRecall, Act.COLLECT, suggesting.recall,
    ),
    _row(
        "appointment", requests.NewSeating, Act.ANSWER_SUGGESTION, suggesting.appoint,
    ),
    _row(
        "declination", requests.NewDeclination, Act.ANSWER_SUGGESTION, suggesting.decline,
    ),
    _row(
        "consent-withdrawal", requests.NewConsentWithdrawal, Act.COLLECT,
        suggesting.withdraw_consent,
    ),
)  # fmt: skip
install(router, ROWS)
