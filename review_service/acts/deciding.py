"""Deciding: the Lenkungsgruppe returns a draft with Vorgaben or accepts it."""

from __future__ import annotations

from itertools import islice
from uuid import UUID

from domain.draft import Draft
from domain.vorgaben import Demand
from review_service.access import Act
from review_service.acts.doing import Doing
from review_service.acts.hearing import found
from review_service.acts.requests.drafts import Acceptance, Return
from review_service.reviews import Receipt


def decide(doing: Doing, draft_id: UUID, new: Return | Acceptance) -> Receipt:
    """Record the decision on the revision the deciders saw."""
    if isinstance(new, Return):
        return _return(doing, draft_id, new)
    return _accept(doing, draft_id, new)


def _return(doing: Doing, draft_id: UUID, new: Return) -> Receipt:
    shown = doing.see(draft_id)
    by = doing.actor(doing.seat(Act.DECIDE, shown))
    at = doing.moment(new.occurred_at)
    quotes = [quote for vorgabe in new.vorgaben for quote in vorgabe.quotes]
    passages = iter(found(doing, shown, new.revision, quotes))
    demands = [
        Demand(
            text=vorgabe.text,
            binding=vorgabe.binding,
            passages=tuple(islice(passages, len(vorgabe.quotes))),
        )
        for vorgabe in new.vorgaben
    ]

    def act(draft: Draft) -> None:
        moment = at(draft)
        draft.return_with_vorgaben(
            demands=demands, revision=new.revision, by=by, at=moment,
            under=doing.on_its_day(moment),
        )  # fmt: skip

    return doing.decide(draft_id, act)


def _accept(doing: Doing, draft_id: UUID, new: Acceptance) -> Receipt:
    by = doing.actor(doing.seat(Act.DECIDE, doing.see(draft_id)))
    at = doing.moment(new.occurred_at)

    def act(draft: Draft) -> None:
        moment = at(draft)
        under = doing.on_its_day(moment)
        draft.accept(revision=new.revision, despite=new.despite, by=by, at=moment, under=under)

    return doing.decide(draft_id, act)
