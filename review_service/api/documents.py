"""Drafts as files of Word or OpenDocument: a revision, or what changed between two."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import JSONResponse

from review_service import access, documents, pairs
from review_service.acts.requests.fields import RevisionNumber
from review_service.answers.redlines import ComputingAnswer
from review_service.api import problems
from review_service.api.caller import Reader, Seen
from review_service.api.redlines import AGAIN
from review_service.documents import MEDIA_TYPES, File, Kind
from review_service.redlines import Computing

router = APIRouter(prefix="/api/drafts", tags=["Verlauf"])


def _file(kind: Kind) -> dict[int | str, dict[str, Any]]:
    content = {MEDIA_TYPES[kind]: {"schema": {"type": "string", "format": "binary"}}}
    return {200: {"content": content}}


Revision = Annotated[int, Path(ge=1, le=2**31 - 1, examples=[1])]
Comments = Annotated[bool, Query(description="Stellungnahmen und Vorgaben als Kommentare")]


def _answer(file: File) -> Response:
    return Response(file.content, headers=dict(file.headers), media_type=file.media_type)


@router.get(
    "/{id}/revisions/{n}.docx", response_class=Response,
    responses={**problems.READING, **_file("docx")},
)  # fmt: skip
def revision(reader: Reader, shown: Seen, n: Revision, comments: Comments = False) -> Response:
    """Give one revision as a file of Word."""
    return _revision(reader, shown, n, comments=comments, kind="docx")


@router.get(
    "/{id}/revisions/{n}.odt", response_class=Response,
    responses={**problems.READING, **_file("odt")},
)  # fmt: skip
def revision_as_odt(
    reader: Reader, shown: Seen, n: Revision, comments: Comments = False
) -> Response:
    """Give one revision as a file of LibreOffice and whatever else reads OpenDocument."""
    return _revision(reader, shown, n, comments=comments, kind="odt")


def _revision(reader: Reader, shown: Seen, n: int, *, comments: bool, kind: Kind) -> Response:
    with reader.service.pool.connection() as database:
        text = access.revision(database, shown, n)
    return _answer(
        documents.of_revision(
            reader.service, shown, text, reader.ordnung, remarks=comments, kind=kind
        )
    )


COMPUTING: dict[int | str, dict[str, Any]] = {
    202: {"model": ComputingAnswer, "description": "Wird berechnet, siehe Retry-After"}
}
From = Annotated[RevisionNumber | None, Query(alias="from", examples=[1])]
To = Annotated[RevisionNumber | None, Query(examples=[1, 2])]


@router.get(
    "/{id}/redline.docx", response_class=Response,
    responses={**problems.READING, **problems.documented(429), **_file("docx"), **COMPUTING},
)  # fmt: skip
def redline(
    reader: Reader, shown: Seen, from_: From = None, to: To = None, comments: Comments = False
) -> Response:
    """Give what changed as a file of Word: all changes taken are the text of `to`, none of them
    that of `from`."""
    return _redline(reader, shown, (from_, to), comments=comments, kind="docx")


@router.get(
    "/{id}/redline.odt", response_class=Response,
    responses={**problems.READING, **problems.documented(429), **_file("odt"), **COMPUTING},
)  # fmt: skip
def redline_as_odt(
    reader: Reader, shown: Seen, from_: From = None, to: To = None, comments: Comments = False
) -> Response:
    """Give what changed as a file of LibreOffice: all changes taken are the text of `to`, none of
    them that of `from`."""
    return _redline(reader, shown, (from_, to), comments=comments, kind="odt")


def _redline(
    reader: Reader, shown: Seen, between: tuple[int | None, int | None], *, comments: bool,
    kind: Kind,
) -> Response:  # fmt: skip
    with reader.service.pool.connection() as database:
        texts = pairs.of_draft(database, shown, old=between[0], new=between[1])
    found = documents.of_redline(
        reader.service, reader.account, shown, texts, reader.ordnung, remarks=comments, kind=kind
    )
    if isinstance(found, Computing):
        return JSONResponse(found._asdict(), 202, {"Retry-After": str(AGAIN)})
    return _answer(found)
