"""What the API answers, in its documented shapes."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel

from domain.consensus import OpenPoint
from domain.draft import Parent, Status
from domain.gremium import Actor, Kind, Role
from domain.merge import Taken
from domain.statement import Bundled, Marked, Minority, Position
from domain.text.extent import Span
from domain.text.passages import Passage
from domain.vorgaben import Answer, Outcome
from projections.consensus_state import Cell, Consensus, HeardState
from projections.diff_history import Revision
from projections.drafts import Shown
from projections.history import Happened
from projections.reminders import Reminder
from projections.standing import Standing
from projections.statements import Said
from projections.text_changes import Changes
from projections.vorgaben import Line
from review_service.answers.shape import Shape
from review_service.reviews import Receipt

Item = TypeVar("Item")


class Page(BaseModel, Generic[Item]):
    """A part of a list, oldest first; `next` is the address of the rest, if any."""

    items: list[Item]
    next: str | None = None


class ActorAnswer(Shape):
    """Who acted: a person's pseudonym, for which body (its slug), in which role, from which of
    the body's seats (empty in events from before there were seats); `deputising` for its holder."""

    person: str
    body: str
    role: Role
    seat: str
    deputising: bool

    @classmethod
    def of(cls, actor: Actor) -> ActorAnswer:
        """Give who stands in an event."""
        return cls.read(actor, body=actor.body.slug)


class DraftAnswer(Shape):
    """A draft as its reader may see it; `version` counts the events seen."""

    id: UUID
    paper: str
    theme: str
    title: str
    revision: int
    version: int
    status: Status
    round: int | None
    equality_relevant: bool

    @classmethod
    def of(cls, shown: Shown) -> DraftAnswer:
        """Give a draft as it is shown."""
        return cls.read(shown, id=shown.draft)

    @classmethod
    def after(cls, receipt: Receipt, shown: Shown) -> DraftAnswer:
        """Give a draft as it was right after a command, however often that is asked."""
        return cls.of(shown).model_copy(
            update={
                "revision": receipt.revision, "version": receipt.version,
                "status": receipt.status, "round": receipt.round,
            }
        )  # fmt: skip


class RevisedAnswer(DraftAnswer):
    """A draft right after it was revised; `merged` names what was merged without a question.

    That is empty where the revision was written on the current one.
    """

    merged: list[Taken]

    @classmethod
    def after(cls, receipt: Receipt, shown: Shown) -> RevisedAnswer:
        """Give the draft as it was right after the revision, however often that is asked."""
        facts = DraftAnswer.after(receipt, shown).model_dump()
        return cls(**facts, merged=list(receipt.merged))


class AnsweringChanges(Shape):
    """The paragraphs, from first to last, that answer a Vorgabe: where they were named (`named`),
    else all that the revision touched."""

    vorgabe: int
    paragraphs: list[Span]
    named: bool


class ChangesAnswer(Shape):
    """What a revision changed against its first parent, the first one against nothing.

    `words` are all there are now. `changed` to `formatted` count paragraphs (a heading, an item, a
    table is one); `paragraphs` are those changed, inserted or moved here, from first to last.
    """

    words_added: int
    words_removed: int
    words: int
    changed: int
    inserted: int
    deleted: int
    moved: int
    split: int
    joined: int
    formatted: int
    passages_orphaned: int
    paragraphs: list[Span]
    vorgaben: list[AnsweringChanges]

    @classmethod
    def of(cls, found: Changes) -> ChangesAnswer:
        """Give what a revision changed."""
        return cls.read(
            found, words_added=found.added, words_removed=found.removed,
            passages_orphaned=found.orphaned,
            vorgaben=[AnsweringChanges.read(one, named=one.located) for one in found.answering],
        )  # fmt: skip


class RevisionAnswer(Shape):
    """A revision without its text: its size in characters and in bytes of UTF-8.

    `changes` is null for some moments after it was written.
    """

    revision: int
    sha256: str
    parents: list[Parent]
    summary: str
    at: datetime
    by: ActorAnswer
    characters: int
    bytes: int
    answers: list[Answer]
    changes: ChangesAnswer | None

    @classmethod
    def of(cls, row: Revision) -> RevisionAnswer:
        """Give a revision without its text."""
        changes = ChangesAnswer.of(row.changes) if row.changes else None
        return cls.read(row, by=ActorAnswer.of(Actor.model_validate(row.by)), changes=changes)


class RevisionText(RevisionAnswer):
    """A revision with its text."""

    text: str


class RoundAnswer(Shape):
    """The number of the round a submission opened, or an act belongs to."""

    round: int | None


class StatementAnswer(Shape):
    """A recorded statement; `counts` is false where it came too late."""

    body: str
    revision: int
    round: int | None
    counts: bool


class BodyAnswer(Shape):
    """A body in the last round; a statement that does not count keeps its old revision.

    `reminded_at` is when it was last reminded of it.
    """

    body: str
    state: HeardState
    position: Position | None
    revision: int | None
    counts: bool
    reminded_at: datetime | None


class ConsensusAnswer(Shape):
    """The state of the last round; `ready` where nothing is open."""

    round: int | None
    revision: int | None
    bodies: list[BodyAnswer]
    open_points: list[OpenPoint]
    ready: bool

    @classmethod
    def of(cls, consensus: Consensus) -> ConsensusAnswer:
        """Give the consensus, of all bodies that may be heard, for a draft never submitted too."""
        last = consensus.last
        cells = last.cells if last else {}
        bodies = [*cells] or [body.slug for body in consensus.under.heard]
        return cls(
            round=last.row.round if last else None,
            revision=last.row.revision if last else None,
            bodies=[_body(slug, cells.get(slug), consensus.reminded.get(slug)) for slug in bodies],
            open_points=list(consensus.open_points),
            ready=consensus.ready,
        )


def _body(slug: str, cell: Cell | None, reminder: Reminder | None) -> BodyAnswer:
    never_asked = Cell(slug, Kind.COUNCIL, HeardState.NOT_ADDRESSED)
    at = reminder.at if reminder else None
    return BodyAnswer.read(cell or never_asked, body=slug, reminded_at=at)


class VorgabeAnswered(Shape):
    """One answer to a Vorgabe: in which revision, when, outcome and reason, where to read it."""

    revision: int
    at: datetime
    outcome: Outcome
    reason: str
    passages: list[Passage]


class VorgabeAnswer(Shape):
    """A Vorgabe with its answers, oldest first; the last one is its state.

    `passage` is the first of `passages`.
    """

    number: int
    round: int
    text: str
    binding: bool
    passage: Passage | None
    passages: list[Passage]
    answers: list[VorgabeAnswered]
    state: Literal["unanswered"] | Outcome

    @classmethod
    def of(cls, line: Line) -> VorgabeAnswer:
        """Give a Vorgabe."""
        first = next(iter(line.passages), None)
        return cls.read(line, passage=first, state=line.outcome or "unanswered")


class EventAnswer(Shape):
    """An event; `position`, its place in the whole log, is shown to auditors only."""

    position: int = 0
    recorded_at: datetime
    occurred_at: datetime
    stream: UUID
    version: int
    type: str
    actor: ActorAnswer
    data: dict[str, Any]

    @classmethod
    def of(cls, happened: Happened, *, position: bool) -> EventAnswer:
        """Give an event as stored, its actor and time of occurrence beside its data."""
        envelope = {"originator_id", "originator_version", "originator_topic", "timestamp", "by"}
        event = happened.event
        place = {"position": happened.position} if position else {}
        return cls(
            **place,
            recorded_at=happened.recorded_at,
            occurred_at=event.timestamp,
            stream=happened.stream,
            version=happened.version,
            type=happened.topic,
            actor=ActorAnswer.of(event.by),
            data=event.model_dump(mode="json", exclude=envelope),
        )


class StoodAnswer(DraftAnswer):
    """A draft as it stood: also its text, its consensus state and its Vorgaben then."""

    at: datetime
    text: str
    consensus: ConsensusAnswer
    vorgaben: list[VorgabeAnswer]

    @classmethod
    def then(cls, stood: Standing) -> StoodAnswer:
        """Give a replayed draft."""
        return cls(
            **DraftAnswer.of(stood.shown).model_dump(),
            at=stood.recorded_at or stood.shown.changed_at,
            text=stood.text,
            consensus=ConsensusAnswer.of(stood.consensus),
            vorgaben=[VorgabeAnswer.of(line) for line in stood.vorgaben],
        )


class StatementText(StatementAnswer):
    """A statement with its words, passages and, of the Delegiertenkonferenz, its bundle."""

    position: Position | None
    text: str
    passages: list[Marked]
    after_transmission: bool
    bundles: list[Bundled]
    minority: list[Minority]
    at: datetime

    @classmethod
    def of(cls, said: Said) -> StatementText:
        """Give a statement."""
        return cls.read(said)
