"""A draft's text, and what changed in it, to take along as a file of Word or OpenDocument."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from review_service import access, documents, pairs
from review_service.documents import File, Kind
from review_service.pages.text.changes import computing
from review_service.pages.visitor import Number, Seen, Visiting
from review_service.redlines import Computing

router = APIRouter()
Remarks = Annotated[bool, Query()]


def _answer(file: File) -> Response:
    return Response(file.content, headers=dict(file.headers), media_type=file.media_type)


@router.get("/entwuerfe/{id}/text.docx")
def text(
    visitor: Visiting, shown: Seen, fassung: Number | None = None, anmerkungen: Remarks = False
) -> Response:
    """Give a revision, the newest one where none is named."""
    return _revision(visitor, shown, fassung, remarks=anmerkungen, kind="docx")


@router.get("/entwuerfe/{id}/text.odt")
def text_as_odt(
    visitor: Visiting, shown: Seen, fassung: Number | None = None, anmerkungen: Remarks = False
) -> Response:
    """Give a revision for LibreOffice, the newest one where none is named."""
    return _revision(visitor, shown, fassung, remarks=anmerkungen, kind="odt")


def _revision(
    visitor: Visiting, shown: Seen, revision: int | None, *, remarks: bool, kind: Kind
) -> Response:
    with visitor.database() as database:
        found = access.revision(database, shown, revision or shown.revision)
    return _answer(
        documents.of_revision(
            visitor.service, shown, found, visitor.ordnung, remarks=remarks, kind=kind
        )
    )


@router.get("/entwuerfe/{id}/aenderungen.docx")
def changes(
    request: Request, visitor: Visiting, shown: Seen,
    von: Number | None = None, bis: Number | None = None, anmerkungen: Remarks = False,
) -> Response:  # fmt: skip
    """Give what changed from revision `von` to `bis`, to take or leave, or how far it is."""
    return _changes(request, visitor, shown, (von, bis), remarks=anmerkungen, kind="docx")


@router.get("/entwuerfe/{id}/aenderungen.odt")
def changes_as_odt(
    request: Request, visitor: Visiting, shown: Seen,
    von: Number | None = None, bis: Number | None = None, anmerkungen: Remarks = False,
) -> Response:  # fmt: skip
    """Give for LibreOffice what changed from revision `von` to `bis`, or how far it is."""
    return _changes(request, visitor, shown, (von, bis), remarks=anmerkungen, kind="odt")


def _changes(
    request: Request, visitor: Visiting, shown: Seen, between: tuple[int | None, int | None], *,
    remarks: bool, kind: Kind,
) -> Response:  # fmt: skip
    with visitor.database() as database:
        texts = pairs.of_draft(database, shown, old=between[0], new=between[1])
    found = documents.of_redline(
        visitor.service, visitor.account, shown, texts, visitor.ordnung, remarks=remarks, kind=kind
    )
    if isinstance(found, Computing):
        here = f"{request.url.path}?{request.url.query}"
        return computing(request, shown, texts, found, here)
    return _answer(found)
