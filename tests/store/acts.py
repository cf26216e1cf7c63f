"""Acts on drafts that the tests of the store repeat."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from domain.draft import Draft
from domain.gremium import Actor, Role
from domain.statement import Position
from domain.text.normalise import sha256_of
from review_service.event_store import Once
from review_service.reviews import Receipt, Reviews
from tests import lip
from tests.scenario import CHAIR, actor


def now() -> datetime:
    return datetime.now(UTC)


def author(text: str = "Wir fördern Bildung.", *, title: str = "Leitbild") -> Draft:
    return Draft.author(
        paper="grundsatzpapier", theme="bildung", title=title, text=text, sha256=sha256_of(text),
        equality_relevant=False, by=CHAIR, at=now(), under=lip.ORDNUNG,
    )  # fmt: skip


def submitted(reviews: Reviews, text: str = "Wir fördern Bildung.") -> UUID:
    draft = reviews.begin(lambda: author(text)).stream
    reviews.change(
        Draft, draft, lambda d: d.submit(revision=1, by=CHAIR, at=now(), under=lip.ORDNUNG)
    )
    return draft


def beirat(number: int) -> Actor:
    return actor(lip.BEIRAETE[number], Role.MEMBER)


def state(
    reviews: Reviews, draft: UUID, by: Actor, text: str = "Ja.", once: Once | None = None
) -> Receipt:
    return reviews.change(
        Draft,
        draft,
        lambda d: d.give_statement(
            revision=1, position=Position.ZUSTIMMEND, text=text, by=by, at=now()
        ),
        once=once,
    )


def revise(reviews: Reviews, draft: UUID, text: str) -> Receipt:
    return reviews.change(
        Draft,
        draft,
        lambda d: d.revise(text=text, sha256=sha256_of(text), base=d.revision, by=CHAIR, at=now()),
    )
