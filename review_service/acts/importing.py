"""A draft, or its next revision, from a file; recorded with where it came from."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from domain.source import Resolution
from projections import current_text
from review_service.access import Act
from review_service.acts import writing
from review_service.acts.doing import Doing
from review_service.acts.merging import NewAnswer, NewMergeDecision, NewRevision, NewSource
from review_service.acts.requests.fields import (
    FEW,
    MOST,
    MOST_DECISIONS,
    Body,
    Dated,
    Line,
    RevisionNumber,
    Slug,
    Words,
)  # fmt: skip
from review_service.acts.writing import NewDraft
from review_service.reviews import Receipt
from review_service.service import Service
from review_service.word.origin import Origin
from review_service.word.refusals import FileSaysNoRevision
from review_service.word.returning import restored
from review_service.word.understanding import Understood, look_through

Number = Annotated[int, Field(ge=1, le=FEW * 10)]


def _in_base64(given: str) -> str:
    try:
        base64.b64decode(given, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("Bitte senden Sie die Bytes der Datei in Base64 (content).") from error
    return given


class NewFile(Body):
    """A file: its name, its bytes in Base64, what becomes of its open changes (all of them), and
    which of the lines proposed as headings are ones, by number."""

    name: Annotated[str, Field(max_length=300)] = ""
    content: Annotated[
        str, AfterValidator(_in_base64), Field(json_schema_extra={"contentEncoding": "base64"})
    ]
    changes: Resolution | None = None
    headings: Annotated[list[Number], Field(max_length=MOST)] | Literal["all"] = Field([])

    def understood(self) -> Understood:
        """Read it; raises UnusableText."""
        data = base64.b64decode(self.content)
        return look_through(self.name, data, resolution=self.changes, confirmed=self.headings)


class DraftFromFile(Dated):
    """A draft of the chair's own group, its text in a file."""

    paper: Slug
    theme: Slug
    title: Line
    equality_relevant: bool
    file: NewFile


class RevisionFromFile(Dated):
    """The next revision, its text in a file; passages of answers are looked for in that text.

    A file that went out from here says itself which revision it was written on: `base_revision`.
    """

    base_revision: RevisionNumber | None = None
    summary: Words = ""
    answers: list[NewAnswer] = Field([], max_length=MOST)
    against: RevisionNumber | None = None
    decisions: list[NewMergeDecision] = Field([], max_length=MOST_DECISIONS)
    file: NewFile


def author_from_file(doing: Doing, new: DraftFromFile) -> Receipt:
    """Begin a draft with the text of a file: what was understood of it, as it was decided."""
    found = new.file.understood()
    return writing.author(
        doing,
        NewDraft(
            paper=new.paper, theme=new.theme, title=new.title, text=found.must_be_decided(),
            equality_relevant=new.equality_relevant, occurred_at=new.occurred_at,
            source=NewSource.of(found.source),
        ),
    )  # fmt: skip


def revise_from_file(doing: Doing, draft_id: UUID, new: RevisionFromFile) -> Receipt:
    """Write the next revision with the text of a file; on an older one it is merged, as any is."""
    doing.seat(Act.REVISE, doing.see(draft_id))
    found = new.file.understood()
    text, base = came_back(doing, draft_id, found)
    if (written_on := new.base_revision or base) is None:
        raise FileSaysNoRevision
    return writing.revise(
        doing, draft_id,
        NewRevision(
            text=text, base_revision=written_on, summary=new.summary, answers=new.answers,
            against=new.against, decisions=new.decisions, occurred_at=new.occurred_at,
            source=NewSource.of(found.source),
        ),
    )  # fmt: skip


def came_back(doing: Doing, draft_id: UUID, found: Understood) -> tuple[str, int | None]:
    """Give the text of a file, and the revision of this draft that it went out as, None where it
    did not; where it did, as that one is written but for what was changed."""
    text, origin = found.must_be_decided(), found.origin
    continued = continues(doing.service, draft_id, origin, text) if origin else None
    if origin is None or continued is None:
        return text, None
    return continued, origin.revision


def continues(service: Service, draft_id: UUID, origin: Origin, text: str) -> str | None:
    """Give the text of a file, written as the revision it went out as; None where that is no
    revision of this draft."""
    if origin.draft != draft_id:
        return None
    with service.pool.connection() as database:
        went_out = current_text.of_revision(database, draft_id, origin.revision)
    if went_out is None or went_out.sha256 != origin.sha256:
        return None
    return restored(went_out.text, text, origin.kind)
