"""One draft of the story: who acts in it, and which command each of its steps is.

A step passes the door that requests pass, so nothing in the demo could not be done by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from typing import Any

from domain.aggregate import DomainEvent
from domain.draft import Draft, passages_in
from domain.gremium import Actor
from domain.procedure import Ordnung
from domain.statement import Bundled, Minority
from domain.text.carrying import Known, Step, follow
from domain.text.normalise import sha256_of
from domain.text.passages import Passage, at_place
from domain.text.redline import redline
from domain.vorgaben import Demand
from review_service.acts.deciding import Acceptance, Return
from review_service.acts.hearing import NewConsultation, NewStatement
from review_service.acts.merging import NewRevision
from review_service.acts.requests.fields import Quote, Remarked
from review_service.acts.writing import NewDraft, NewWithdrawal

PAPER = "grundsatzpapier"
CONFERENCE = "delegiertenkonferenz"
OFFICES = {"chair": "vorsitz", "geschaeftsfuehrung": "geschaeftsfuehrung"}
"""Who in a group a step names, and how that account's name begins."""

Told = Mapping[str, Any]
"""A step: `do`, `at` (with zone), and what a request of that act holds; a `text` to write is a
file."""


class Stage:
    """Plays the steps of one draft, in order."""

    def __init__(
        self, told: Mapping[str, Any], actors: Mapping[str, Actor],
        on_its_day: Callable[[datetime], Ordnung],
    ) -> None:  # fmt: skip
        """`told` has theme, title and equality_relevant; actors are known by account name."""
        self._told, self._actors, self._on_its_day = told, actors, on_its_day
        self._texts: list[str] = []
        self._known: dict[int, Known] = {}
        self._draft: Draft

    def play(self, step: Told) -> Draft:
        """Do what a step says; gives the draft with what then happened pending."""
        at: datetime = step["at"]
        match step["do"]:
            case "author":
                self._author(step, at)
            case "revise":
                self._revise(step, at)
            case "submit":
                revision, under = self._draft.revision, self._on_its_day(at)
                self._draft.submit(revision=revision, by=self._member(), at=at, under=under)
            case "withdraw":
                new = NewWithdrawal(reason=step["reason"])
                self._draft.withdraw(reason=new.reason, by=self._member(), at=at)
            case "statement":
                self._state(step, at)
            case "transmit":
                self._transmit(step, at)
            case "consult":
                question = NewConsultation(question=step["question"]).question
                by, under = self._actors[step["by"]], self._on_its_day(at)
                self._draft.consult(question=question, by=by, at=at, under=under)
            case "return":
                self._return(step, at)
            case "accept":
                self._accept(step, at)
        self._remember_passages()
        return self._draft

    def _member(self, office: str = "chair") -> Actor:
        return self._actors[f"{OFFICES[office]}-{self._told['theme']}"]

    def _author(self, step: Told, at: datetime) -> None:
        told = {name: self._told[name] for name in ("theme", "title", "equality_relevant")}
        new = NewDraft(paper=PAPER, text=_file(step["text"]), **told)
        self._texts.append(new.text)
        self._draft = Draft.author(
            paper=new.paper, theme=new.theme, title=new.title, text=new.text,
            sha256=sha256_of(new.text), equality_relevant=new.equality_relevant,
            by=self._member(), at=at, under=self._on_its_day(at),
        )  # fmt: skip

    def _revise(self, step: Told, at: datetime) -> None:
        new = NewRevision(
            text=_file(step["text"]),
            base_revision=self._draft.revision,
            summary=step["summary"],
            answers=step.get("answers", []),
        )
        self._texts.append(new.text)
        known = {number: self._known[number] for number in self._draft.passages.alive}
        self._draft.revise(
            text=new.text, sha256=sha256_of(new.text), base=new.base_revision,
            summary=new.summary, answers=[answer.as_value(new.text) for answer in new.answers],
            carried=follow(known, self._draft.revision, self._step),
            by=self._member(step["by"]), at=at,
        )  # fmt: skip

    def _step(self, revision: int) -> Step:
        old, new = self._texts[revision - 1 : revision + 1]
        return Step(old, new, redline(old, new))

    def _remember_passages(self) -> None:
        """Remember where passages were last known to stand, by the events that just happened."""
        happened = self._draft.pending_events
        events: list[DomainEvent] = [one for one in happened if isinstance(one, DomainEvent)]
        for event in events:
            revision = self._draft.revision
            match event:
                case Draft.Revised():
                    for one in event.carried:
                        if one.at:
                            place = at_place(event.text, one.at.start, one.at.end)
                            self._known[one.passage] = Known(revision, place)
                case Draft.Statement():
                    revision = event.revision
            for passage in passages_in(event):
                self._known[len(self._known) + 1] = Known(revision, passage)

    def _state(self, step: Told, at: datetime) -> None:
        new = self._statement(step, step["body"])
        self._draft.give_statement(
            revision=new.revision, position=new.position, text=new.text,
            passages=self._found(new.revision, new.passages), by=self._actors[new.body], at=at,
        )  # fmt: skip

    def _transmit(self, step: Told, at: datetime) -> None:
        new = self._statement(step, CONFERENCE)
        assert new.position and self._draft.round
        heard = self._draft.round.heard
        self._draft.transmit(
            revision=new.revision, position=new.position, text=new.text,
            passages=self._found(new.revision, new.passages),
            bundles=[Bundled(body=body, version=heard[body].version) for body in new.bundles],
            minority=[Minority(body=own.body, text=own.text) for own in new.minority],
            by=self._actors[CONFERENCE], at=at,
        )  # fmt: skip

    def _statement(self, step: Told, body: str) -> NewStatement:
        said = ("position", "text", "bundles", "minority")
        return NewStatement(
            body=body,
            revision=step.get("revision", self._draft.revision),
            passages=[Remarked(exact=exact) for exact in step.get("passages", [])],
            **{name: step[name] for name in said if name in step},
        )

    def _return(self, step: Told, at: datetime) -> None:
        revision = self._draft.revision
        vorgaben = [
            {**told, "passage": {"exact": told["passage"]} if "passage" in told else None}
            for told in step["vorgaben"]
        ]
        new = Return.model_validate(
            {"revision": revision, "outcome": "return", "vorgaben": vorgaben}
        )
        demands = [
            Demand(
                text=vorgabe.text,
                binding=vorgabe.binding,
                passages=self._found(revision, vorgabe.quotes),
            )
            for vorgabe in new.vorgaben
        ]
        self._draft.return_with_vorgaben(
            demands=demands, revision=revision, by=self._actors["lenkungsgruppe"], at=at,
            under=self._on_its_day(at),
        )  # fmt: skip

    def _accept(self, step: Told, at: datetime) -> None:
        new = Acceptance(
            revision=self._draft.revision, outcome="accept", despite=step.get("despite", "")
        )
        self._draft.accept(
            revision=new.revision, despite=new.despite, by=self._actors["lenkungsgruppe"],
            at=at, under=self._on_its_day(at),
        )  # fmt: skip

    def _found(self, revision: int, quotes: Sequence[Quote]) -> tuple[Passage, ...]:
        return tuple(quote.found_in(self._texts[revision - 1]) for quote in quotes)


def _file(name: str) -> str:
    return (files("review_service.demo") / "texts" / name).read_text(encoding="utf-8")
