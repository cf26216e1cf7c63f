"""Who calls the API, about which draft, and under which key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Header, Path, Request
from fastapi.concurrency import run_in_threadpool

from projections.drafts import Shown
from review_service import access
from review_service.access import Act
from review_service.acts.doing import Doing
from review_service.api import entity_tags
from review_service.event_store import Once
from review_service.people import sessions
from review_service.refusals import NotSignedIn
from review_service.service import service_of

DraftId = Annotated[str, Path(json_schema_extra={"format": "uuid"})]
Right = Callable[..., object]
"""Refuses who asks (the first argument) what they may not; the path's names are the others."""


def reader_of(request: Request) -> Doing:
    """Give what a question needs to know of its request; raises NotSignedIn."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotSignedIn
    service = service_of(request)
    with service.pool.connection() as database:
        account = sessions.by_token(database, token, day=service.today)
        if account is None:
            raise NotSignedIn
        ordnung = service.procedures.on(service.today, database, account.procedure)
    return Doing(service, access.seated(account, ordnung), ordnung)


async def reading(request: Request) -> Doing:
    """Give what a question needs to know of its request; raises NotSignedIn."""
    return await run_in_threadpool(reader_of, request)


Reader = Annotated[Doing, Depends(reading)]


def see(reader: Doing, id: str) -> Shown:
    """Give the draft of this id as the reader may see it; raises NotVisible."""
    try:
        draft = UUID(id)
    except ValueError as error:  # no draft has such an id
        raise access.NotVisible from error
    return reader.see(draft)


async def seen(reader: Reader, id: DraftId) -> Shown:
    """Give the draft of the path as the caller may see it; raises NotSignedIn, NotVisible."""
    return await run_in_threadpool(see, reader, id)


Seen = Annotated[Shown, Depends(seen)]


def allowed(*acts: Act) -> Right:
    """Give the right to any of these acts on a draft."""

    def check(reader: Doing, draft: UUID, *_: object) -> None:
        body = reader.see(draft).body
        if not any(any(access.seats_for(reader.account, act, body=body)) for act in acts):
            raise access.refused(acts[0])

    return check


def allowed_anywhere(act: Act) -> Right:
    """Give the right to an act that needs no draft."""
    return lambda reader, *_: access.seat_for(reader.account, act)


def needs(right: Right) -> Any:
    """Give the dependency of a question that not everybody may ask."""

    async def check(reader: Reader) -> None:
        right(reader)

    return Depends(check)


IdempotencyKey = Annotated[str | None, Header(max_length=200, min_length=1)]
IfMatch = Annotated[str | None, Header(max_length=1000)]


def doing(reader: Doing, content: bytes, idempotency_key: IdempotencyKey = None) -> Doing:
    """Give what an act needs to know of its request; a key stands for its content: method, path
    and body."""
    if idempotency_key is None:
        return reader
    once = Once(reader.account.pseudonym, idempotency_key, sha256(content).digest())
    return replace(reader, once=once)


def doing_to_what_was_read(
    reader: Doing, content: bytes, idempotency_key: IdempotencyKey = None, if_match: IfMatch = None
) -> Doing:
    """Give what an act on a draft needs to know: also at which versions it may be acted on."""
    doer = doing(reader, content, idempotency_key)
    return replace(doer, versions=entity_tags.versions(if_match)) if if_match else doer
