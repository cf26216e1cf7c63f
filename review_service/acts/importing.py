"""A draft, or its next revision, from a file; recorded with where it came from."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from domain.source import Resolution
from review_service.acts import writing
from review_service.acts.doing import Doing
from review_service.acts.merging import NewAnswer, NewRevision, NewSource
from review_service.acts.requests.fields import (
    FEW,
    MOST,
    Body,
    Dated,
    Line,
    RevisionNumber,
    Slug,
    Words,
)  # fmt: skip
from review_service.acts.writing import NewDraft
from review_service.reviews import Receipt
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
    headings: list[Number] | Literal["all"] = Field([], max_length=MOST)

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
    """The next revision, its text in a file; passages of answers are looked for in that text."""

    base_revision: RevisionNumber
    summary: Words = ""
    answers: list[NewAnswer] = Field([], max_length=MOST)
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
    """Write the next revision with the text of a file.

    Where it is to be merged, and asked about, read the file first and send its text as a revision.
    """
    found = new.file.understood()
    return writing.revise(
        doing, draft_id,
        NewRevision(
            text=found.must_be_decided(), base_revision=new.base_revision, summary=new.summary,
            answers=new.answers, occurred_at=new.occurred_at, source=NewSource.of(found.source),
        ),
    )  # fmt: skip
