"""Being heard: statements, the bundle of the Delegiertenkonferenz, questions to Gleichstellung."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pydantic import Field

from domain import rules
from domain.draft import Draft
from domain.gremium import Actor, Kind
from domain.procedure import Ordnung
from domain.statement import Bundled, Marked, Minority, Position
from domain.text.passages import Passage
from projections import statements
from projections.drafts import Shown
from projections.statements import Said
from review_service.access import Act
from review_service.acts.doing import ANY_WORDS, Doing, Least
from review_service.acts.requests.fields import (
    MOST,
    MOST_PASSAGES,
    Body,
    Dated,
    Quote,
    Remarked,
    RevisionNumber,
    Slug,
    Spoken,
    one_of,
    refused,
)
from review_service.reviews import Receipt


class NewMinority(Body):
    """A minority position in the words of the Beirat that holds it."""

    body: Slug
    text: Spoken


class NewStatement(Dated):
    """What a body says on a revision; only the Delegiertenkonferenz bundles."""

    body: Slug
    revision: RevisionNumber
    position: Position | None = None
    text: Spoken
    passages: list[Remarked] = Field([], max_length=MOST_PASSAGES)
    bundles: list[Slug] = Field([], max_length=MOST, json_schema_extra={"uniqueItems": True})
    minority: list[NewMinority] = Field([], max_length=MOST)

    def must_fit(self, ordnung: Ordnung) -> Kind:
        """Give the kind of its body. Raises ValidationError for a body that is never heard, a
        missing position (but Gleichstellung's) and a bundle of another body."""
        one_of(self, self.body, [body.slug for body in ordnung.heard], "body")
        kind = ordnung.bodies[self.body].kind
        councils = [body.slug for body in ordnung.of_kind(Kind.COUNCIL)]
        for place, slug in enumerate(self.bundles):
            one_of(self, slug, councils, "bundles", place)
        for place, minority in enumerate(self.minority):
            one_of(self, minority.body, councils, "minority", place, "body")
        if self.position is None and kind is not Kind.EQUALITY:
            raise refused(self, (), "Bitte geben Sie die Haltung an (position).")
        if kind is not Kind.CONFERENCE and (self.bundles or self.minority):
            raise refused(self, (), "Nur die Delegiertenkonferenz bündelt Einschätzungen.")
        if len(set(self.bundles)) < len(self.bundles):
            raise refused(self, (), "Jeder Beirat wird höchstens einmal gebündelt.")
        return kind


class NewConsultation(Dated):
    """A question to the Gleichstellungsbeauftragte."""

    question: Spoken
    passages: list[Quote] = Field([], max_length=MOST_PASSAGES)


def state(doing: Doing, draft_id: UUID, new: NewStatement) -> Receipt:
    """Give the statement of the caller's body; the Delegiertenkonferenz bundles."""
    shown = doing.see(draft_id)
    bundles = new.must_fit(doing.ordnung) is Kind.CONFERENCE
    seat = doing.seat(Act.TRANSMIT if bundles else Act.STATE, shown, speaking_for=new.body)
    moment, by = doing.moment(new.occurred_at), doing.actor(seat)
    places = found(doing, shown, new.revision, new.passages)
    passages = tuple(  # one a quote, or none where the draft will refuse the revision
        Marked.of(place, quote.remark.strip())
        for place, quote in zip(places, new.passages, strict=False)
    )

    def act(draft: Draft, at: datetime) -> None:
        if bundles and new.position:
            _transmit(doing, draft, new, new.position, passages, by, at)
        else:
            draft.give_statement(
                revision=new.revision, position=new.position, text=new.text, passages=passages,
                by=by, at=at,
            )  # fmt: skip

    return doing.change(Draft, draft_id, act, moment)


def consult(doing: Doing, draft_id: UUID, new: NewConsultation) -> Receipt:
    """Ask the Gleichstellungsbeauftragte in the open round."""
    shown = doing.see(draft_id)
    by = doing.actor(doing.seat(Act.CONSULT, shown))
    moment = doing.moment(new.occurred_at)
    passages = found(doing, shown, shown.submitted, new.passages)

    def act(draft: Draft, at: datetime) -> None:
        under = doing.on_its_day(at)
        draft.consult(question=new.question, passages=passages, by=by, at=at, under=under)

    return doing.change(Draft, draft_id, act, moment)


def found(
    doing: Doing, shown: Shown, revision: int, quotes: Sequence[Quote]
) -> tuple[Passage, ...]:
    """Give the passages of a revision's text; raises UnusablePassage.

    A revision that was never submitted is left to the draft to refuse.
    """
    text = doing.text(shown, revision) if quotes and revision <= shown.submitted else None
    return tuple(quote.found_in(text) for quote in quotes) if text is not None else ()


def _transmit(
    doing: Doing, draft: Draft, new: NewStatement, position: Position,
    passages: tuple[Marked, ...], by: Actor, at: datetime,
) -> None:  # fmt: skip
    in_round = draft.round.number if draft.round else 0
    with doing.service.pool.connection() as database:
        counting = statements.counting(database, draft.id, in_round)
    draft.transmit(
        revision=new.revision,
        position=position,
        text=new.text,
        passages=passages,
        bundles=[_bundled(doing.ordnung, counting, body) for body in new.bundles],
        minority=[
            Minority(body=quote.body, text=_quoted(doing.ordnung, counting, quote))
            for quote in new.minority
        ],
        by=by,
        at=at,
    )


def _bundled(ordnung: Ordnung, counting: dict[str, Said], body: str) -> Bundled:
    said = counting.get(body)
    if said is None:
        raise rules.TheBundledStatementDoesNotCount(body=ordnung.name_of(body))
    return Bundled(body=body, version=said.version)


def _quoted(ordnung: Ordnung, counting: dict[str, Said], quote: NewMinority) -> str:
    said = counting.get(quote.body)
    if said is None or " ".join(quote.text.split()) not in " ".join(said.text.split()):
        raise rules.TheMinorityIsNotAQuote(body=ordnung.name_of(quote.body))
    return quote.text


def _consult_now(doing: Doing, shown: Shown) -> None:
    consult(doing, shown.draft, NewConsultation(question=ANY_WORDS))


def speak_now(doing: Doing, shown: Shown, body: str) -> None:
    """Say the least a body (slug) can say on what was submitted last."""
    said = NewStatement(
        body=body, revision=shown.submitted or shown.revision, text=ANY_WORDS,
        position=Position.ZUSTIMMEND,
    )  # fmt: skip
    state(doing, shown.draft, said)


LEAST: dict[Act, Least] = {Act.CONSULT: _consult_now}
