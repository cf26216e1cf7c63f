"""What requests about drafts may hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import (
    ConfigDict,
    Field,
    model_validator,
)

from domain.gremium import Kind
from domain.merge import Decision, Take
from domain.procedure import Ordnung
from domain.statement import Position
from domain.vorgaben import Answer, Outcome
from review_service.acts.requests.fields import (
    _NULL,
    MOST,
    MOST_DECISIONS,
    MOST_PASSAGES,
    Body,
    Dated,
    DraftText,
    Line,
    OwnWords,
    Place,
    Quote,
    RevisionNumber,
    Slug,
    Spoken,
    Words,
    _one_of,
    refused,
)


class NewDraft(Dated):
    """A draft of the chair's own group."""

    paper: Slug
    theme: Slug
    title: Line
    text: DraftText
    equality_relevant: bool

    def must_fit(self, ordnung: Ordnung) -> None:
        """Refuse a paper or a Themenfeld that the procedure does not know (ValidationError)."""
        _one_of(self, self.paper, ordnung.papers, "paper")
        _one_of(self, self.theme, ordnung.themes, "theme")


def _few(quotes: Iterable[Quote]) -> None:
    if len([*quotes]) > MOST_PASSAGES:
        raise ValueError(f"Höchstens {MOST_PASSAGES} Textstellen auf einmal.")


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
            "then": {"properties": {"text": {"not": _NULL}}, "required": ["text"]},
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

    @model_validator(mode="after")
    def points_at_few(self) -> NewRevision:
        """Refuse more passages than are looked for at once."""
        _few(quote for answer in self.answers for quote in answer.passages)
        return self


class NewSubmission(Dated):
    """The revision to submit."""

    revision: RevisionNumber


class NewWithdrawal(Dated):
    """Why a submission is taken back."""

    reason: Words


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
    passages: list[Quote] = Field([], max_length=MOST_PASSAGES)
    bundles: list[Slug] = Field([], max_length=MOST, json_schema_extra={"uniqueItems": True})
    minority: list[NewMinority] = Field([], max_length=MOST)

    def must_fit(self, ordnung: Ordnung) -> Kind:
        """Give the kind of its body. Raises ValidationError for a body that is never heard, a
        missing position (but Gleichstellung's) and a bundle of another body."""
        _one_of(self, self.body, [body.slug for body in ordnung.heard], "body")
        kind = ordnung.bodies[self.body].kind
        councils = [body.slug for body in ordnung.of_kind(Kind.COUNCIL)]
        for place, slug in enumerate(self.bundles):
            _one_of(self, slug, councils, "bundles", place)
        for place, minority in enumerate(self.minority):
            _one_of(self, minority.body, councils, "minority", place, "body")
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


class NewPlace(Quote, Dated):
    """Where an orphaned passage stands in the newest revision, confirmed by who pointed at it."""

    revision: RevisionNumber


class NewVorgabe(Body):
    """A Vorgabe: binding, or a recommendation; `passage` is the first of its passages."""

    text: Spoken
    binding: bool = True
    passage: Quote | None = None
    passages: list[Quote] = Field([], max_length=MOST_PASSAGES)

    @property
    def quotes(self) -> list[Quote]:
        """The passages it speaks of."""
        return [self.passage, *self.passages] if self.passage else self.passages


class Return(Dated):
    """Return the draft with Vorgaben."""

    revision: RevisionNumber
    outcome: Literal["return"]
    vorgaben: list[NewVorgabe] = Field(max_length=MOST_PASSAGES)

    @model_validator(mode="after")
    def speaks_of_few(self) -> Return:
        """Refuse more passages than are looked for at once."""
        _few(quote for vorgabe in self.vorgaben for quote in vorgabe.quotes)
        return self


class Acceptance(Dated):
    """Accept the draft; `despite` says why where points are open."""

    revision: RevisionNumber
    outcome: Literal["accept"]
    despite: Words = ""


NewDecision = Annotated[Return | Acceptance, Field(discriminator="outcome")]
