"""Where every word of a revision comes from, and which Vorgabe it answers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from domain.gremium import Actor
from domain.text.blame import Sentence
from projections import blame
from projections.blame import Blame
from review_service import access
from review_service.acts.requests.fields import RevisionNumber
from review_service.answers.drafts import ActorAnswer
from review_service.api import problems
from review_service.api.caller import Reader, Seen

router = APIRouter(tags=["Verlauf"])

AGAIN = 2
"""Seconds after which it is worth asking again for what is not worked off yet."""


class PendingAnswer(BaseModel):
    """What is asked for is worked off in a moment."""

    detail: str = "Die Herkunft dieser Fassung wird noch berechnet. Fragen Sie gleich noch einmal."


class OriginAnswer(BaseModel):
    """A revision that words come from: when, by whom, in the course of which Vorgaben.

    `vorgaben` are those it answered without naming a passage: each of its words may answer them.
    """

    revision: int
    at: datetime
    by: ActorAnswer
    vorgaben: list[int]


class PartAnswer(BaseModel):
    """Words from `start` to `end` (code points) that come from one revision.

    `vorgaben` are those that named them as their answer.
    """

    start: int
    end: int
    revision: int
    words: int
    vorgaben: list[int]


class SentenceAnswer(BaseModel):
    """A sentence, heading or table row: `revision` brought most of it, `newest` the last of it."""

    start: int
    end: int
    revision: int
    newest: int
    vorgaben: list[int]
    parts: list[PartAnswer]


class BlameAnswer(BaseModel):
    """Where each word of a revision comes from; every revision of the parts is in `origins`."""

    revision: int
    sha256: str
    origins: list[OriginAnswer]
    sentences: list[SentenceAnswer]

    @classmethod
    def of(cls, found: Blame) -> BlameAnswer:
        """Give where a text comes from."""
        return cls(
            revision=found.text.revision,
            sha256=found.text.sha256,
            origins=[
                OriginAnswer(
                    revision=origin.revision, at=origin.at, vorgaben=list(origin.answered),
                    by=ActorAnswer.of(Actor.model_validate(origin.by)),
                )
                for origin in found.origins.values()
            ],
            sentences=[_sentence(sentence) for sentence in found.sentences()],
        )  # fmt: skip


def _sentence(found: Sentence) -> SentenceAnswer:
    return SentenceAnswer(
        start=found.start, end=found.end, revision=found.revision, newest=found.newest,
        vorgaben=list(found.answers),
        parts=[
            PartAnswer(
                start=part.start, end=part.end, revision=part.revision, words=part.words,
                vorgaben=list(part.answers),
            )
            for part in found.parts
        ],
    )  # fmt: skip


@router.get(
    "/api/drafts/{id}/blame", response_model=BlameAnswer,
    responses={
        **problems.READING,
        202: {"model": PendingAnswer, "description": "Wird noch berechnet, siehe Retry-After"},
    },
)  # fmt: skip
def of_revision(
    reader: Reader, shown: Seen,
    revision: Annotated[RevisionNumber | None, Query(examples=[1])] = None,
) -> Any:  # fmt: skip
    """Say where each sentence and word of a revision comes from; of the newest if none is named."""
    asked = revision or shown.revision
    if asked > shown.revision:
        raise access.NotVisible
    with reader.service.pool.connection() as database:
        found = blame.of_revision(database, shown.draft, asked)
    if found is None:
        return JSONResponse(PendingAnswer().model_dump(), 202, {"Retry-After": str(AGAIN)})
    return BlameAnswer.of(found)
