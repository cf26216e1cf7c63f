"""What may be done to a draft now, whatever is said with it: the draft is asked."""

from __future__ import annotations

from collections.abc import Callable

from domain.draft import Draft
from domain.rules import RuleBroken
from domain.statement import Position
from projections.drafts import Shown
from review_service import access
from review_service.access import Act
from review_service.acts import deciding, hearing, writing
from review_service.acts.doing import Doing
from review_service.acts.requests.drafts import (
    NewConsultation,
    NewStatement,
    NewSubmission,
    NewVorgabe,
    NewWithdrawal,
    Return,
)

_WORDS = "…"


def hindered(doing: Doing, act: Act, shown: Shown) -> RuleBroken | None:
    """Give the rule that speaks against an act on a draft now, None where none does. Raises
    NotYours."""
    return doing.would(lambda trying: _LEAST[act](trying, shown))


def silenced(doing: Doing, shown: Shown, body: str) -> RuleBroken | None:
    """Give the rule that speaks against a statement of a body (slug), or its transmission, on what
    was submitted last; None where none does. Raises NotYours."""
    return doing.would(lambda trying: _speak(trying, shown, body))


def open_acts(doing: Doing, shown: Shown) -> set[Act]:
    """Give the acts on a draft that the account may do now."""
    return {
        act
        for act in _LEAST
        if any(access.seats_for(doing.account, act, body=shown.body))
        and not hindered(doing, act, shown)
    }


# The least that each act says --------------------------------------------------------------------


def _revise(doing: Doing, shown: Shown) -> None:
    by = doing.actor(doing.seat(Act.REVISE, shown))
    doing.change(Draft, shown.draft, lambda draft, _: draft.must_be_open_to(by), doing.moment(None))


def _submit(doing: Doing, shown: Shown) -> None:
    writing.submit(doing, shown.draft, NewSubmission(revision=shown.revision))


def _withdraw(doing: Doing, shown: Shown) -> None:
    writing.withdraw(doing, shown.draft, NewWithdrawal(reason=_WORDS))


def _consult(doing: Doing, shown: Shown) -> None:
    hearing.consult(doing, shown.draft, NewConsultation(question=_WORDS))


def _decide(doing: Doing, shown: Shown) -> None:
    demand = NewVorgabe(text=_WORDS)
    returned = Return(revision=shown.submitted or 1, outcome="return", vorgaben=[demand])
    deciding.decide(doing, shown.draft, returned)


def _speak(doing: Doing, shown: Shown, body: str) -> None:
    said = NewStatement(
        body=body, revision=shown.submitted or shown.revision, text=_WORDS,
        position=Position.ZUSTIMMEND,
    )  # fmt: skip
    hearing.state(doing, shown.draft, said)


_LEAST: dict[Act, Callable[[Doing, Shown], object]] = {
    Act.REVISE: _revise,
    Act.SUBMIT: _submit,
    Act.WITHDRAW: _withdraw,
    Act.CONSULT: _consult,
    Act.DECIDE: _decide,
}
