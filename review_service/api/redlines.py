"""What changed between two revisions, as data or as a page to keep."""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Query, Response
from fastapi.responses import HTMLResponse, JSONResponse

from domain.text.redline import ALGORITHM
from projections.current_text import Text
from review_service import pairs, redlines
from review_service.acts.requests.fields import RevisionNumber
from review_service.answers.redlines import ComputingAnswer, RedlineAnswer, RedlineBlock
from review_service.api import entity_tags, problems
from review_service.api.caller import Reader, Seen
from review_service.markup.standalone import page
from review_service.redlines import Computing

router = APIRouter(tags=["Verlauf"])

AGAIN = 2
"""Seconds after which it is worth asking again for a redline that is being computed."""


@router.get(
    "/api/drafts/{id}/redline", response_model=RedlineAnswer,
    responses={
        **problems.READING, **problems.documented(429),
        200: {"content": {"text/html": {"schema": {"type": "string"}}}},
        202: {"model": ComputingAnswer, "description": "Wird berechnet, siehe Retry-After"},
        304: {"description": "Unverändert"},
    },
)  # fmt: skip
def changes(
    reader: Reader, shown: Seen,
    from_: Annotated[RevisionNumber | None, Query(alias="from", examples=[1])] = None,
    to: Annotated[RevisionNumber | None, Query(examples=[1, 2])] = None,
    format: Annotated[Literal["json", "html"], Query()] = "json",
    if_none_match: Annotated[str | None, Header(max_length=1000)] = None,
) -> Any:  # fmt: skip
    """Give what changed; without `to` up to the newest revision, without `from` since the one
    submitted before it."""
    with reader.service.pool.connection() as database:
        old, new = pairs.of_draft(database, shown, old=from_, new=to)
    headers = {"ETag": _tag(old, new, format)}
    if entity_tags.names(headers["ETag"], if_none_match):
        return Response(status_code=304, headers=headers)
    found = redlines.ask(reader.service, reader.account, old, new)
    if isinstance(found, Computing):
        return JSONResponse(found._asdict(), 202, {"Retry-After": str(AGAIN)})
    if format == "html":
        title = f"{shown.title}: Änderungen von Fassung {old.revision} zu Fassung {new.revision}"
        return HTMLResponse(page(found, title, *_names(old, new)), headers=headers)
    answer = RedlineAnswer(
        from_=old.revision, to=new.revision, from_sha256=old.sha256, to_sha256=new.sha256,
        algorithm=found.algorithm, blocks=RedlineBlock.all_of(found),
    )  # fmt: skip
    return JSONResponse(answer.model_dump(mode="json", by_alias=True), headers=headers)


def _tag(old: Text, new: Text, format: str) -> str:
    """Give a strong entity tag: of what the bytes of the answer come from."""
    source = f"{old.sha256} {new.sha256} {old.revision} {new.revision} {ALGORITHM} {format}"
    return f'"{sha256(source.encode()).hexdigest()[:32]}"'


def _names(old: Text, new: Text) -> tuple[str, str]:
    return f"Fassung {old.revision}", f"Fassung {new.revision}"
