"""Writing: author, revise, submit, withdraw."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from domain.draft import Draft
from domain.procedure import Ordnung
from domain.text.normalise import sha256_of
from projections.drafts import Shown
from review_service.access import Act
from review_service.acts import carrying, merging
from review_service.acts.doing import ANY_WORDS, Doing, Least
from review_service.acts.merging import NewRevision, NewSource
from review_service.acts.requests.fields import (
    Dated,
    DraftText,
    Line,
    RevisionNumber,
    Slug,
    Words,
    one_of,
)
from review_service.reviews import Did, Receipt


class NewDraft(Dated):
    """A draft of the chair's own group."""

    paper: Slug
    theme: Slug
    title: Line
    text: DraftText
    equality_relevant: bool
    source: NewSource | None = None

    def must_fit(self, ordnung: Ordnung) -> None:
        """Refuse a paper or a Themenfeld that the procedure does not know (ValidationError)."""
        one_of(self, self.paper, ordnung.papers, "paper")
        one_of(self, self.theme, ordnung.themes, "theme")


class NewSubmission(Dated):
    """The revision to submit."""

    revision: RevisionNumber


class NewWithdrawal(Dated):
    """Why a submission is taken back."""

    reason: Words


def author(doing: Doing, new: NewDraft) -> Receipt:
    """Begin a draft: its first revision."""
    new.must_fit(doing.ordnung)
    seat = doing.seat(Act.AUTHOR, speaking_for=doing.ordnung.themes[new.theme].group)
    moment = doing.moment(new.occurred_at)

    def begin(at: datetime) -> Draft:
        return Draft.author(
            paper=new.paper,
            theme=new.theme,
            title=new.title,
            text=new.text,
            sha256=sha256_of(new.text),
            equality_relevant=new.equality_relevant,
            source=new.source.as_value() if new.source else None,
            by=doing.actor(seat),
            at=at,
            under=doing.on_its_day(at),
        )

    return doing.begin(begin, moment)


def revise(doing: Doing, draft_id: UUID, new: NewRevision) -> Receipt:
    """Write the next revision; on an older one it is merged, and asked about where that is needed.

    What only one side changed is merged at once. Else 409 with all that is asked, to be sent again
    with `against` and `decisions`.
    """
    seat = doing.seat(Act.REVISE, doing.see(draft_id))

    def act(draft: Draft, at: datetime) -> Did:
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
            source=new.source.as_value() if new.source else None,
            by=doing.actor(seat),
            at=at,
        )
        return Did(merged=written.taken)

    moment = doing.moment(new.occurred_at)
    return doing.change(Draft, draft_id, act, moment, commutes=False)


def submit(doing: Doing, draft_id: UUID, new: NewSubmission) -> Receipt:
    """Submit the current revision: the next Beratungsrunde begins."""
    by = doing.actor(doing.seat(Act.SUBMIT, doing.see(draft_id)))

    def act(draft: Draft, at: datetime) -> None:
        draft.submit(revision=new.revision, by=by, at=at, under=doing.on_its_day(at))

    moment = doing.moment(new.occurred_at)
    return doing.change(Draft, draft_id, act, moment, commutes=False)


def withdraw(doing: Doing, draft_id: UUID, new: NewWithdrawal) -> Receipt:
    """Take the submission back; its round's number is used up."""
    by = doing.actor(doing.seat(Act.WITHDRAW, doing.see(draft_id)))

    def act(draft: Draft, at: datetime) -> None:
        draft.withdraw(reason=new.reason, by=by, at=at)

    moment = doing.moment(new.occurred_at)
    return doing.change(Draft, draft_id, act, moment, commutes=False)


def _open_to(doing: Doing, shown: Shown) -> None:
    by = doing.actor(doing.seat(Act.REVISE, shown))
    doing.change(Draft, shown.draft, lambda draft, _: draft.must_be_open_to(by), doing.moment(None))


def _submit_now(doing: Doing, shown: Shown) -> None:
    submit(doing, shown.draft, NewSubmission(revision=shown.revision))


def _withdraw_now(doing: Doing, shown: Shown) -> None:
    withdraw(doing, shown.draft, NewWithdrawal(reason=ANY_WORDS))


LEAST: dict[Act, Least] = {
    Act.REVISE: _open_to,
    Act.SUBMIT: _submit_now,
    Act.WITHDRAW: _withdraw_now,
}
