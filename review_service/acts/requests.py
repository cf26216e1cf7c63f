"""What a request may hold: the bodies of the API's calls, filled by forms too.

A value that is refused here is malformed (422); its sentence says what to do.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from domain import lip
from domain.gremium import Kind
from domain.statement import Position
from domain.text.normalise import check, normalise
from domain.text.passages import Passage, locate
from domain.vorgaben import Answer, Outcome

WORDS_LIMIT = 100_000
"""Characters of a statement, a Vorgabe, a reason at most."""
REVISION_LIMIT = 2**31 - 1


def _draft_text(raw: str) -> str:
    text = normalise(raw)
    check(text)
    return text


def _words(raw: str) -> str:
    text = normalise(raw)
    if text:
        check(text.strip() or "-")
    if len(text) > WORDS_LIMIT:
        raise ValueError(f"Höchstens {WORDS_LIMIT} Zeichen.")
    return text


def _spoken(raw: str) -> str:
    text = _words(raw)
    if not text.strip():
        raise ValueError("Bitte schreiben Sie etwas in dieses Feld.")
    return text


def _line(raw: str) -> str:
    line = " ".join(_spoken(raw).split())
    if len(line) > 300:
        raise ValueError("Der Titel darf höchstens 300 Zeichen lang sein.")
    return line


def _paper(slug: str) -> str:
    if slug not in lip.PAPERS:
        raise ValueError(f"Bitte wählen Sie eines von: {', '.join(lip.PAPERS)}.")
    return slug


def _theme(slug: str) -> str:
    if slug not in lip.THEMES:
        raise ValueError(f"Bitte wählen Sie eines von: {', '.join(lip.THEMES)}.")
    return slug


_BODIES = [body.slug for body in lip.HEARD]
_BEIRAETE = [body.slug for body in lip.BEIRAETE]


def _body(slug: str) -> str:
    if slug not in _BODIES:
        raise ValueError(f"Bitte wählen Sie eines von: {', '.join(_BODIES)}.")
    return slug


def _beirat(slug: str) -> str:
    if slug not in _BEIRAETE:
        raise ValueError(f"Bitte wählen Sie eines von: {', '.join(_BEIRAETE)}.")
    return slug


DraftText = Annotated[str, AfterValidator(_draft_text)]
Words = Annotated[str, AfterValidator(_words)]
Spoken = Annotated[str, AfterValidator(_spoken)]
Line = Annotated[str, AfterValidator(_line)]
Paper = Annotated[str, AfterValidator(_paper), Field(json_schema_extra={"enum": [*lip.PAPERS]})]
Theme = Annotated[str, AfterValidator(_theme), Field(json_schema_extra={"enum": [*lip.THEMES]})]
BodySlug = Annotated[str, AfterValidator(_body), Field(json_schema_extra={"enum": _BODIES})]
BeiratSlug = Annotated[str, AfterValidator(_beirat), Field(json_schema_extra={"enum": _BEIRAETE})]
RevisionNumber = Annotated[int, Field(ge=1, le=REVISION_LIMIT)]


class Body(BaseModel):
    """A request's body; a field it does not know is refused, never skipped."""

    model_config = ConfigDict(extra="forbid")


class Dated(Body):
    """A body that may say when it happened (with zone); now where it does not."""

    occurred_at: AwareDatetime | None = None


class Quote(Body):
    """A passage by its words; prefix, suffix or start (in code points) where they recur."""

    exact: Spoken
    prefix: Words = ""
    suffix: Words = ""
    start: int | None = Field(None, ge=0, le=REVISION_LIMIT)

    def found_in(self, text: str) -> Passage:
        """Give the passage in a text; raises UnusablePassage."""
        return locate(text, self.exact, self.prefix, self.suffix, start=self.start)


class NewDraft(Dated):
    """A draft of the chair's own group."""

    paper: Paper
    theme: Theme
    title: Line
    text: DraftText
    equality_relevant: bool


class NewAnswer(Body):
    """An answer to a Vorgabe; a reason unless it is fulfilled."""

    vorgabe: RevisionNumber
    outcome: Outcome
    reason: Words = ""

    def as_value(self) -> Answer:
        """Give the domain's value."""
        return Answer(vorgabe=self.vorgabe, outcome=self.outcome, reason=self.reason)


class NewRevision(Dated):
    """The next revision, written on `base_revision`."""

    text: DraftText
    base_revision: RevisionNumber
    summary: Words = ""
    answers: list[NewAnswer] = []


class NewSubmission(Dated):
    """The revision to submit."""

    revision: RevisionNumber


class NewWithdrawal(Dated):
    """Why a submission is taken back."""

    reason: Words


class NewMinority(Body):
    """A minority position in the words of the Beirat that holds it."""

    body: BeiratSlug
    text: Spoken


class NewStatement(Dated):
    """What a body says on a revision; only the Delegiertenkonferenz bundles."""

    body: BodySlug
    revision: RevisionNumber
    position: Position | None = None
    text: Spoken
    passages: list[Quote] = []
    bundles: list[BeiratSlug] = []
    minority: list[NewMinority] = []

    @model_validator(mode="after")
    def fits_its_body(self) -> NewStatement:
        """Refuse a missing position (but Gleichstellung's) and a bundle of another body."""
        kind = lip.GREMIEN[self.body].kind
        if self.position is None and kind is not Kind.EQUALITY:
            raise ValueError("Bitte geben Sie die Haltung an (position).")
        if kind is not Kind.CONFERENCE and (self.bundles or self.minority):
            raise ValueError("Nur die Delegiertenkonferenz bündelt Einschätzungen.")
        if len(set(self.bundles)) < len(self.bundles):
            raise ValueError("Jeder Beirat wird höchstens einmal gebündelt.")
        return self


class NewConsultation(Dated):
    """A question to the Gleichstellungsbeauftragte."""

    question: Spoken
    passages: list[Quote] = []


class NewVorgabe(Body):
    """A Vorgabe: binding, or a recommendation."""

    text: Spoken
    binding: bool = True
    passage: Quote | None = None


class Return(Dated):
    """Return the draft with Vorgaben."""

    revision: RevisionNumber
    outcome: Literal["return"]
    vorgaben: list[NewVorgabe]


class Acceptance(Dated):
    """Accept the draft; `despite` says why where points are open."""

    revision: RevisionNumber
    outcome: Literal["accept"]
    despite: Words = ""


NewDecision = Annotated[Return | Acceptance, Field(discriminator="outcome")]
