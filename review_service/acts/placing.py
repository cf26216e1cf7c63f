"""Placing: who pointed at an orphaned passage confirms where it stands now."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from domain import rules
from domain.draft import Draft
from domain.text.guessing import guess
from domain.text.passages import Passage
from projections import passages
from projections.drafts import Shown
from projections.passages import Standing
from review_service.access import Act, NotVisible
from review_service.acts.doing import Doing
from review_service.acts.requests.fields import Dated, Quote, RevisionNumber
from review_service.reviews import Receipt


class NewPlace(Quote, Dated):
    """Where an orphaned passage stands in the newest revision, confirmed by who pointed at it."""

    revision: RevisionNumber


def place(doing: Doing, draft_id: UUID, number: int, new: NewPlace) -> Receipt:
    """Confirm where an orphaned passage of the caller's body stands in the newest revision."""
    shown = doing.see(draft_id)
    passage = standing(doing, shown, number)
    by = doing.actor(doing.seat(Act.PLACE, shown, speaking_for=passage.body))
    moment = doing.moment(new.occurred_at)
    if new.revision != shown.revision:
        raise rules.OnlyTheNewestRevisionTakesAPlace(current=shown.revision, revision=new.revision)
    found = new.found_in(doing.text(shown, new.revision) or "")

    def act(draft: Draft, at: datetime) -> None:
        if not passage.orphaned:  # as the account sees it: in a later revision it may be
            raise rules.ThePassageHasItsPlace(passage=number)
        # Whoever sees that it is orphaned sees all passages before it: the numbers are the same.
        draft.place_passage(passage=number, revision=new.revision, place=found, by=by, at=at)

    return doing.change(Draft, draft_id, act, moment)


def standing(doing: Doing, shown: Shown, number: int) -> Standing:
    """Give where a passage stands in the newest revision the account sees; raises NotVisible."""
    with doing.service.pool.connection() as database:
        found = passages.of_revision(database, shown.draft, shown.revision, upto=shown.revision)
    if not 1 <= number <= len(found):
        raise NotVisible
    return found[number - 1]


def suggestion(doing: Doing, shown: Shown, passage: Standing) -> Passage | None:
    """Guess where an orphaned passage stands in the newest revision; None for any other."""
    if not passage.orphaned:
        return None
    return guess(passage.last["exact"], doing.text(shown, shown.revision) or "")
