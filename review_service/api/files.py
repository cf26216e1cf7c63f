"""Files: looked through before anything is made of them."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool

from domain.source import Resolution
from domain.text.normalise import refuse_nul
from domain.text.refusals import TextIsEmpty
from review_service.access import Act
from review_service.acts import importing
from review_service.acts.importing import DraftFromFile
from review_service.answers.files import UnderstoodAnswer
from review_service.api import problems
from review_service.api.bodies import Body
from review_service.api.caller import Reader, allowed_anywhere
from review_service.api.changing import BEGINNING, Row, install
from review_service.api.drafts import begun, drafted
from review_service.word.understanding import look_through

router = APIRouter(prefix="/api/files", tags=["Dateien"])
_BYTES = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.post(
    "", status_code=200, responses=problems.documented(401, 413, 422, 503), openapi_extra=_BYTES
)
async def look(
    reader: Reader, request: Request,
    name: Annotated[str, Query(max_length=300)] = "",
    changes: Annotated[Resolution | None, Query()] = None,
    headings: Annotated[Literal["all"] | None, Query()] = None,
) -> UnderstoodAnswer:  # fmt: skip
    """Look a .docx, .odt, .md or .txt through: its text, and what was understood; nothing is kept.

    The body is the file's bytes. Where tracked changes are open, `text` is null until `changes`
    says what becomes of them.
    """
    refuse_nul(name)
    data = await request.body()
    if not data:
        raise TextIsEmpty
    confirmed = headings or ()
    found = await run_in_threadpool(
        lambda: look_through(name, data, resolution=changes, confirmed=confirmed)
    )
    return UnderstoodAnswer.of(found)


ROWS = (
    Row(
        "/draft", Body.of(DraftFromFile), allowed_anywhere(Act.AUTHOR),
        importing.author_from_file, drafted, responses=BEGINNING, headers=begun,
    ),
)  # fmt: skip
install(router, ROWS)
