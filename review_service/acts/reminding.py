"""Reminding: whoever coordinates tells those a draft waits for that it does."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import Field

from domain import reminding
from domain.draft import Draft, Status
from domain.gremium import Gremium, Kind
from domain.procedure import day_of
from projections.consensus_state import Consensus, HeardState
from projections.drafts import Shown
from review_service import access
from review_service.access import Act
from review_service.acts.doing import Doing, Least
from review_service.acts.requests.fields import MOST, Dated, Slug
from review_service.people.accounts import Seat
from review_service.reviews import Receipt


class NewReminder(Dated):
    """Whom to remind; without any: all whom the caller may remind and nobody reminded that day."""

    bodies: list[Slug] = Field([], max_length=MOST, json_schema_extra={"uniqueItems": True})


def remind(doing: Doing, draft_id: UUID, new: NewReminder) -> Receipt:
    """Remind bodies of what is awaited from them, each at most once a day.

    It stands in the history and beside their task; no message is sent.
    """
    shown = doing.see(draft_id)
    widest = _widest(doing, shown)
    own = widest.body.slug if widest else None
    by = doing.actor(doing.seat(Act.REMIND, shown, speaking_for=own))
    moment = doing.moment(new.occurred_at)

    def act(draft: Draft, at: datetime) -> None:
        draft.remind(bodies=new.bodies, by=by, at=at, under=doing.on_its_day(at))

    return doing.change(Draft, draft_id, act, moment)


def left(doing: Doing, shown: Shown, consensus: Consensus) -> list[Gremium]:
    """Give the bodies that the account may remind today: none where it may remind nobody."""
    seat = _widest(doing, shown)
    if seat is None:
        return []
    told = consensus.reminded.values()
    today = {one.body for one in told if day_of(one.at) == doing.service.today}
    within = reminding.reached(doing.actor(seat), _awaited(shown, consensus))
    return [body for body in within if body.slug not in today]


def _widest(doing: Doing, shown: Shown) -> Seat | None:
    """Give the seat from which the account may remind most; the Delegiertenkonferenz's last."""
    seats = access.seats_for(doing.account, Act.REMIND, body=shown.body)
    return min(seats, key=lambda seat: seat.body.kind is Kind.CONFERENCE, default=None)


def _awaited(shown: Shown, consensus: Consensus) -> list[Gremium]:
    cells = consensus.last.cells.values() if consensus.last else ()
    if shown.status is Status.IN_BERATUNG:
        waiting = (cell for cell in cells if cell.state is HeardState.AWAITED)
        return [Gremium(slug=cell.body, kind=cell.kind) for cell in waiting]
    group = consensus.under.gremium(shown.body)
    return [group] if group and shown.status is Status.ZURUECKGEGEBEN else []


def _remind_now(doing: Doing, shown: Shown) -> None:
    remind(doing, shown.draft, NewReminder())


LEAST: dict[Act, Least] = {Act.REMIND: _remind_now}
