"""What a revision on an older base is refused with: all that is asked before it is saved."""

from __future__ import annotations

from pydantic import BaseModel

from domain.merge import Take, Taken, named
from domain.text.merging import Conflict, Proposal
from review_service.acts.merging import Asking


class ConflictAnswer(BaseModel):
    """A place both changed, each its own way; `moved` where one moved it and one changed it."""

    at: int
    base: str
    theirs: str
    ours: str
    moved: bool


class ProposalAnswer(BaseModel):
    """A paragraph in which both changed different words, and both changes in it, `merged`."""

    at: int
    base: str
    theirs: str
    ours: str
    merged: str


class DecisionAnswer(BaseModel):
    """A decision that still fits; `text` are own words."""

    at: int
    take: Take
    text: str


class MergeAnswer(BaseModel):
    """The merge with revision `against`, as it stands; places count code points of the base.

    `merged` names what needs no decision; `decisions` are those given that still fit.
    """

    against: int
    merged: list[Taken]
    confirm: list[ProposalAnswer]
    conflicts: list[ConflictAnswer]
    decisions: list[DecisionAnswer]

    @classmethod
    def of(cls, asking: Asking) -> MergeAnswer:
        """Give a merge that is asked about."""
        asked = asking.merged.asked
        return cls(
            against=asking.against,
            merged=list(named(asking.merged)),
            confirm=[ProposalAnswer(**p._asdict()) for p in asked if isinstance(p, Proposal)],
            conflicts=[ConflictAnswer(**p._asdict()) for p in asked if isinstance(p, Conflict)],
            decisions=[DecisionAnswer(**one.model_dump()) for one in asking.decisions],
        )
