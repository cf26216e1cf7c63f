"""A revision written on an older one: merged with the current text, or asked about."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from domain import rules
from domain.draft import Draft
from domain.merge import Decision, Merge, Taken, decide, named
from domain.text.merging import Merged, merge_redlines
from domain.text.normalise import check, normalise
from domain.text.redline import Redline, redline
from projections import current_text
from projections.current_text import Text
from review_service import redlines
from review_service.acts.requests.drafts import NewRevision
from review_service.service import Service


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
