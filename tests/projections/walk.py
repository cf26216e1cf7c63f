"""A random way of one draft: at each step one act that its rules allow, or refuse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from domain.draft import Draft
from domain.gremium import Role
from domain.rules import RuleBroken
from domain.statement import Bundled, Minority, Position
from domain.text.normalise import sha256_of
from domain.vorgaben import Answer, Demand, Outcome
from review_service.reviews import Reviews
from tests import lip
from tests.scenario import (
    CHAIR,
    CONFERENCE,
    GLEICHSTELLUNG,
    LENKUNGSGRUPPE,
    OE_50_6,
    RUNDER_TISCH,
    actor,
)
from tests.store.acts import now

T = TypeVar("T")
Choose = Callable[[Sequence[Any]], Any]
"""Picks one of several; a test's random source."""


def begin(reviews: Reviews, choose: Choose) -> UUID:
    """Author a draft, relevant to gender equality or not."""
    relevant = choose([True, False])
    return reviews.begin(
        lambda: Draft.author(
            paper="grundsatzpapier", theme="bildung", title="Leitbild", text="Fassung 1",
            sha256=sha256_of("Fassung 1"), equality_relevant=relevant, by=CHAIR,
            at=now(), under=lip.ORDNUNG,
        )
    ).stream  # fmt: skip


def step(reviews: Reviews, draft: UUID, choose: Choose) -> bool:
    """Try one act; whether it was allowed."""
    act = choose(ACTS)
    try:
        reviews.change(Draft, draft, lambda d: act(d, choose))
    except RuleBroken:
        return False
    return True


def _revise(draft: Draft, choose: Choose) -> None:
    text = f"Fassung {draft.revision + 1}: " + choose(["Ä", "B*innen", "1.500,00 €"])
    outcome = choose(list(Outcome))
    answers = [
        Answer(vorgabe=asked.number, outcome=outcome, reason="Weil.")
        for asked in draft.vorgaben.asked
        if asked.outcome is None or choose([True, False])
    ]
    draft.revise(
        text=text, sha256=sha256_of(text), base=draft.revision, answers=answers, by=CHAIR, at=now()
    )


def _submit(draft: Draft, choose: Choose) -> None:
    draft.submit(revision=draft.revision, by=CHAIR, at=now(), under=lip.ORDNUNG)


def _withdraw(draft: Draft, choose: Choose) -> None:
    draft.withdraw(reason="Ein Fehler.", by=CHAIR, at=now())


def _state(draft: Draft, choose: Choose) -> None:
    beirat = actor(choose(lip.BEIRAETE), Role.MEMBER)
    by = choose([beirat, beirat, RUNDER_TISCH, GLEICHSTELLUNG])
    revision = choose([draft.revision, max(1, draft.revision - 1)])
    draft.give_statement(
        revision=revision, position=choose(list(Position)), text="Ja, aber.", by=by, at=now()
    )


def _transmit(draft: Draft, choose: Choose) -> None:
    heard = draft.round.heard.items() if draft.round else []
    bundles = [
        Bundled(body=body, version=said.version)
        for body, said in heard
        if body.startswith("beirat") and choose([True, False])
    ]
    minority = [Minority(body=b.body, text="aber") for b in bundles if choose([True, False])]
    draft.transmit(
        revision=draft.revision, position=choose(list(Position)), text="Gebündelt.",
        bundles=bundles, minority=minority, by=CONFERENCE, at=now(),
    )  # fmt: skip


def _consult(draft: Draft, choose: Choose) -> None:
    draft.consult(question="Was fehlt?", by=OE_50_6, at=now(), under=lip.ORDNUNG)


def _remind(draft: Draft, choose: Choose) -> None:
    draft.remind(by=choose([OE_50_6, CONFERENCE]), at=now(), under=lip.ORDNUNG)


def _return(draft: Draft, choose: Choose) -> None:
    demands = [Demand(text="Kosten nennen", binding=choose([True, False]))] * choose([1, 2])
    draft.return_with_vorgaben(
        demands=demands, revision=draft.revision, by=LENKUNGSGRUPPE, at=now(), under=lip.ORDNUNG
    )


def _accept(draft: Draft, choose: Choose) -> None:
    # Seldom, for an accepted draft goes nowhere.
    if choose([True, False, False, False]):
        draft.accept(
            revision=draft.revision,
            despite="Dennoch.",
            by=LENKUNGSGRUPPE,
            at=now(),
            under=lip.ORDNUNG,
        )
    else:
        _state(draft, choose)


ACTS = (
    _revise, _submit, _withdraw, _state, _state, _state, _transmit, _consult, _remind, _return,
    _accept,
)  # fmt: skip
