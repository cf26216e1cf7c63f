"""Writing: author, revise, submit, withdraw."""

from __future__ import annotations

from uuid import UUID

from domain.draft import Draft
from domain.merge import Taken
from domain.text.normalise import sha256_of
from review_service.access import Act
from review_service.acts import carrying, merging
from review_service.acts.doing import Doing
from review_service.acts.requests.drafts import NewDraft, NewRevision, NewSubmission, NewWithdrawal
from review_service.reviews import Receipt


def author(doing: Doing, new: NewDraft) -> Receipt:
    """Begin a draft of the group whose theme it is."""
    new.must_fit(doing.ordnung)
    seat = doing.seat(Act.AUTHOR, speaking_for=doing.ordnung.themes[new.theme].group)
    at = doing.moment(new.occurred_at)

    def write() -> Draft:
        moment = at(None)
        return Draft.author(
            paper=new.paper,
            theme=new.theme,
            title=new.title,
            text=new.text,
            sha256=sha256_of(new.text),
            equality_relevant=new.equality_relevant,
            by=doing.actor(seat),
            at=moment,
            under=doing.on_its_day(moment),
        )

    return doing.service.reviews.begin(write, once=doing.once)


def revise(doing: Doing, draft_id: UUID, new: NewRevision) -> Receipt:
    """Write the next revision of a draft; merged, where it was written on an older one."""
    seat = doing.seat(Act.REVISE, doing.see(draft_id))
    at = doing.moment(new.occurred_at)

    def write(draft: Draft) -> tuple[Taken, ...]:
        draft.must_be_open_to(doing.actor(seat))
        written = merging.written(doing.service, draft, new)
        draft.revise(
            text=written.text,
            sha256=sha256_of(written.text),
            base=new.base_revision,
            summary=new.summary,
            answers=[answer.as_value(written.text) for answer in new.answers],
            carried=carrying.carried(doing, draft, written.text),
            merge=written.merge,
            by=doing.actor(seat),
            at=at(draft),
        )
        return written.taken

    return doing.decide(draft_id, write)


def submit(doing: Doing, draft_id: UUID, new: NewSubmission) -> Receipt:
    """Submit the current revision: the next round begins."""
    seat = doing.seat(Act.SUBMIT, doing.see(draft_id))
    at = doing.moment(new.occurred_at)

    def act(draft: Draft) -> None:
        moment = at(draft)
        under = doing.on_its_day(moment)
        draft.submit(revision=new.revision, by=doing.actor(seat), at=moment, under=under)

    return doing.decide(draft_id, act)


def withdraw(doing: Doing, draft_id: UUID, new: NewWithdrawal) -> Receipt:
    """Take the submission back."""
    seat = doing.seat(Act.WITHDRAW, doing.see(draft_id))
    at = doing.moment(new.occurred_at)
    return doing.decide(
        draft_id,
        lambda draft: draft.withdraw(reason=new.reason, by=doing.actor(seat), at=at(draft)),
    )
