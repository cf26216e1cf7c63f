"""Deciding: the Lenkungsgruppe returns a draft with Vorgaben or accepts it."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator

from domain.draft import Draft
from domain.vorgaben import Demand
from projections.drafts import Shown
from review_service.access import Act
from review_service.acts.doing import ANY_WORDS, Doing, Least
from review_service.acts.hearing import found
from review_service.acts.requests.fields import (
    MOST_PASSAGES,
    Body,
    Dated,
    Quote,
    RevisionNumber,
    Spoken,
    Words,
    few,
)
from review_service.reviews import Receipt


class NewVorgabe(Body):
    """A Vorgabe: binding, or a recommendation; `passage` is the first of its passages."""

    text: Spoken
    binding: bool = True
    passage: Quote | None = None
    passages: list[Quote] = Field([], max_length=MOST_PASSAGES)

    @property
    def quotes(self) -> list[Quote]:
        """The passages it speaks of."""
        return [self.passage, *self.passages] if self.passage else self.passages


class Return(Dated):
    """Return the draft with Vorgaben."""

    revision: RevisionNumber
    outcome: Literal["return"]
    vorgaben: list[NewVorgabe] = Field(max_length=MOST_PASSAGES)

    @model_validator(mode="after")
    def speaks_offew(self) -> Return:
        """Refuse more passages than are looked for at once."""
        few(quote for vorgabe in self.vorgaben for quote in vorgabe.quotes)
        return self


class Acceptance(Dated):
    """Accept the draft; `despite` says why where points are open."""

    revision: RevisionNumber
    outcome: Literal["accept"]
    despite: Words = ""


NewDecision = Annotated[Return | Acceptance, Field(discriminator="outcome")]


def decide(doing: Doing, draft_id: UUID, new: Return | Acceptance) -> Receipt:
    """Return the draft with Vorgaben, or accept it."""
    if isinstance(new, Return):
        return _return(doing, draft_id, new)
    return _accept(doing, draft_id, new)


def _return(doing: Doing, draft_id: UUID, new: Return) -> Receipt:
    shown = doing.see(draft_id)
    by = doing.actor(doing.seat(Act.DECIDE, shown))
    moment = doing.moment(new.occurred_at)
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

    def act(draft: Draft, at: datetime) -> None:
        draft.return_with_vorgaben(
            demands=demands, revision=new.revision, by=by, at=at, under=doing.on_its_day(at)
        )

    return doing.change(Draft, draft_id, act, moment, commutes=False)


def _accept(doing: Doing, draft_id: UUID, new: Acceptance) -> Receipt:
    by = doing.actor(doing.seat(Act.DECIDE, doing.see(draft_id)))

    def act(draft: Draft, at: datetime) -> None:
        under = doing.on_its_day(at)
        draft.accept(revision=new.revision, despite=new.despite, by=by, at=at, under=under)

    moment = doing.moment(new.occurred_at)
    return doing.change(Draft, draft_id, act, moment, commutes=False)


def _decide_now(doing: Doing, shown: Shown) -> None:
    demand = NewVorgabe(text=ANY_WORDS)
    decide(
        doing, shown.draft,
        Return(revision=shown.submitted or 1, outcome="return", vorgaben=[demand]),
    )  # fmt: skip


LEAST: dict[Act, Least] = {Act.DECIDE: _decide_now}
