"""What a new revision says of the passages: each is carried to it from where it last stood."""

from __future__ import annotations

from domain.draft import Draft
from domain.text.carrying import Carried, Step, follow
from domain.text.normalise import sha256_of
from projections import current_text, passages
from projections.current_text import Text
from review_service import redlines
from review_service.acts.doing import Doing
from review_service.service import Service


def carried(doing: Doing, draft: Draft, text: str) -> list[Carried]:
    """Carry the passages alive to the text of the revision that the draft is about to get."""
    alive = {*draft.passages.alive}
    if not alive:
        return []
    new = Text(draft.revision + 1, current=True, sha256=sha256_of(text), text=text)
    with doing.service.pool.connection() as database:
        known = passages.last_known(database, draft.id)
    return follow(
        {number: place for number, place in known.items() if number in alive},
        draft.revision,
        lambda revision: _step(doing.service, draft, revision, new),
    )


def _step(service: Service, draft: Draft, revision: int, new: Text) -> Step:
    following = new
    with service.pool.connection() as database:
        old = current_text.of_revision(database, draft.id, revision)
        if revision < draft.revision:
            following = current_text.of_revision(database, draft.id, revision + 1) or new
    assert old, "every revision up to the draft's has its text"
    return Step(old.text, following.text, redlines.at_once(service, old, following))
