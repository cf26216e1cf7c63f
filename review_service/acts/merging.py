"""A revision written on an older one: merged with the current text, or asked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from domain import rules
from domain.draft import Draft
from domain.merge import Decision, Merge, Take, Taken, decide, named
from domain.source import Format, Resolution, Source
from domain.text.merging import Merged, merge_redlines
from domain.text.normalise import check, normalise
from domain.text.redline import Redline, redline
from domain.vorgaben import Answer, Outcome
from projections import current_text
from projections.current_text import Text
from review_service import redlines
from review_service.acts.requests.fields import (
    MOST,
    MOST_DECISIONS,
    MOST_PASSAGES,
    NULL,
    Body,
    Dated,
    DraftText,
    Line,
    OwnWords,
    Place,
    Quote,
    RevisionNumber,
    Words,
    few,
)
from review_service.service import Service


class NewAnswer(Body):
    """An answer to a Vorgabe; a reason unless it is fulfilled, and where in the new text."""

    vorgabe: RevisionNumber
    outcome: Outcome
    reason: Words = ""
    passages: list[Quote] = Field([], max_length=MOST_PASSAGES)

    def as_value(self, text: str) -> Answer:
        """Give the domain's value, passages found in the new text; raises UnusablePassage."""
        return Answer(
            vorgabe=self.vorgabe, outcome=self.outcome, reason=self.reason,
            passages=tuple(quote.found_in(text) for quote in self.passages),
        )  # fmt: skip


class NewMergeDecision(Body):
    """What is taken at a place asked about, `at` in code points of the base; `text`: own words."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"take": {"const": Take.TEXT}}, "required": ["take"]},
            "then": {"properties": {"text": {"not": NULL}}, "required": ["text"]},
        }
    )
    at: Place
    take: Take
    text: OwnWords | None = None

    @model_validator(mode="after")
    def has_its_words(self) -> NewMergeDecision:
        """Refuse own words that are missing; empty ones take the place out."""
        if self.take is Take.TEXT and self.text is None:
            raise ValueError("Bitte geben Sie die eigenen Worte an (text).")
        return self

    def as_value(self) -> Decision:
        """Give the domain's value."""
        return Decision(at=self.at, take=self.take, text=self.text or "")


class NewSource(Body):
    """The file that a text was read from, and what was decided when it was."""

    format: Format
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    changes: Resolution | None = None
    headings: list[Line] = Field([], max_length=MOST)

    @classmethod
    def of(cls, source: Source) -> Self:
        """Say it of a source."""
        return cls(
            format=source.format, sha256=source.sha256, changes=source.changes,
            headings=[*source.headings],
        )  # fmt: skip

    def as_value(self) -> Source:
        """Give the domain's value."""
        return Source(
            format=self.format, sha256=self.sha256, changes=self.changes,
            headings=tuple(self.headings),
        )  # fmt: skip


class NewRevision(Dated):
    """The next revision, written on `base_revision`; where that is not the current one, merged.

    `decisions` are about the merge with revision `against`, as the refusal before named it.
    """

    text: DraftText
    base_revision: RevisionNumber
    summary: Words = ""
    answers: list[NewAnswer] = Field([], max_length=MOST)
    against: RevisionNumber | None = None
    decisions: list[NewMergeDecision] = Field([], max_length=MOST_DECISIONS)
    source: NewSource | None = None

    @model_validator(mode="after")
    def points_atfew(self) -> NewRevision:
        """Refuse more passages than are looked for at once."""
        few(quote for answer in self.answers for quote in answer.passages)
        return self


@dataclass(frozen=True)
class Written:
    """The text of a new revision; where it was merged, from what, and what was merged unasked."""

    text: str
    merge: Merge | None = None
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True)
class Asking:
    """What the author is asked before a text is saved: the merge with revision `against`.

    `decisions` are those the author gave that still fit.
    """

    merged: Merged
    against: int
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class Merging:
    """A text written on a revision of a draft, ready to be merged with later ones."""

    service: Service
    draft: UUID
    base: Text
    ours: Redline

    @classmethod
    def begin(cls, service: Service, draft: UUID, *, base: int, text: str) -> Merging:
        """Compare a text with the revision it was written on."""
        found = _revision(service, draft, base)
        return cls(service, draft, found, redline(found.text, text))

    def against(self, revision: int) -> Merged:
        """Merge with a later revision."""
        theirs = _revision(self.service, self.draft, revision)
        found = redlines.at_once(self.service, self.base, theirs)
        return merge_redlines(self.base.text, found, self.ours)


def _revision(service: Service, draft: UUID, revision: int) -> Text:
    with service.pool.connection() as database:
        found = current_text.of_revision(database, draft, revision)
    assert found, "every revision up to the draft's has its text"
    return found


def written(service: Service, draft: Draft, new: NewRevision) -> Written:
    """Give the text to save: as sent where it was written on the current revision, else merged.

    Raises TheTextsMustBeMerged, with an Asking, while anything is undecided, or was decided on a
    text that is no longer current; NothingIsAskedAtThisPlace and its like; UnusableText.
    """
    chosen = tuple(decision.as_value() for decision in new.decisions)
    if new.base_revision >= draft.revision:
        decide(Merged("", ()), chosen)
        return Written(new.text)
    merging = Merging.begin(service, draft.id, base=new.base_revision, text=new.text)
    merged = merging.against(draft.revision)
    if new.against != draft.revision and (new.against or chosen):
        seen = new.against or 0
        known = new.base_revision < seen < draft.revision
        fitting = _still_fitting(merged, merging.against(seen), chosen) if known else ()
        raise _must_be_merged(merged, draft, fitting)
    decided = decide(merged, chosen)
    if len(decided) < len(merged.asked):
        raise _must_be_merged(merged, draft, chosen)
    text = normalise(merged.text({one.at: one.text for one in decided}))
    check(text)
    merge = Merge(
        base=new.base_revision, base_sha256=merging.base.sha256, against=draft.revision,
        algorithm=merged.algorithm, clean=len(merged.clean), decided=decided,
    )  # fmt: skip
    return Written(text, merge, named(merged))


def _still_fitting(
    merged: Merged, earlier: Merged, chosen: tuple[Decision, ...]
) -> tuple[Decision, ...]:
    """Give the decisions at places that are now as they were."""
    stayed = {*merged.asked} & {*earlier.asked}
    places = {place.at for place in stayed}
    return tuple(decision for decision in chosen if decision.at in places)


def _must_be_merged(
    merged: Merged, draft: Draft, decisions: tuple[Decision, ...]
) -> rules.TheTextsMustBeMerged:
    asking = Asking(merged, draft.revision, decisions)
    return rules.TheTextsMustBeMerged(against=draft.revision, asking=asking)
