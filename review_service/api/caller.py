"""Who calls the API, about which draft, and under which key.

FastAPI works off a route's own dependencies first, so 401, 404 and 403 come before anything that
is malformed: what may be (a header, the body) is asked for in `doing` alone. Dependencies do not
depend on one another but keep what they found: FastAPI works off a whole tree of them every time,
which would cost more than the act.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Header, Path, Request
from fastapi.concurrency import run_in_threadpool

from projections.drafts import Shown
from projections.read_model import Database
from review_service import access
from review_service.access import Act
from review_service.acts.doing import Doing
from review_service.api import entity_tags
from review_service.api.bodies import raw
from review_service.event_store import Once
from review_service.people import sessions
from review_service.refusals import NotSignedIn
from review_service.service import service_of


async def reading(request: Request) -> Doing:
    """Give what a question needs to know of its request; raises NotSignedIn."""
    if not hasattr(request.state, "reader"):
        request.state.reader = await run_in_threadpool(_read, request)
    found: Doing = request.state.reader
    return found


def _read(request: Request) -> Doing:
    token = _token(request)
    with service_of(request).pool.connection() as database:
        return _reader(request, token, database)


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotSignedIn
    return token


def _reader(request: Request, token: str, database: Database) -> Doing:
    service = service_of(request)
    account = sessions.by_token(database, token, day=service.today)
    ordnung = service.procedures.on(service.today, database)
    if account is None:
        raise NotSignedIn
    return Doing(service, access.seated(account, ordnung), ordnung)


Reader = Annotated[Doing, Depends(reading)]


async def seen(
    request: Request, id: Annotated[str, Path(json_schema_extra={"format": "uuid"})]
) -> Shown:
    """Give the draft of the path as the caller may see it; raises NotSignedIn, NotVisible."""
    if not hasattr(request.state, "shown"):
        request.state.shown = await run_in_threadpool(_shown, request, id)
    found: Shown = request.state.shown
    return found


def _shown(request: Request, id: str) -> Shown:
    # Who asks and what is asked in one thread and of one connection: waking another thread costs
    # more than either question.
    token = _token(request)
    with service_of(request).pool.connection() as database:
        if not hasattr(request.state, "reader"):
            request.state.reader = _reader(request, token, database)
        reader: Doing = request.state.reader
        try:
            draft = UUID(id)
        except ValueError as error:  # no draft has such an id
            raise access.NotVisible from error
        return reader.see(draft, database)


Seen = Annotated[Shown, Depends(seen)]


def allowed(*acts: Act) -> Any:
    """Give a dependency that refuses (403) whoever has no seat for any of these acts."""

    async def check(request: Request, shown: Seen) -> None:
        account = request.state.reader.account
        if not any(any(access.seats_for(account, act, body=shown.body)) for act in acts):
            raise access.refused(acts[0])

    return Depends(check)


def allowed_anywhere(act: Act) -> Any:
    """Give a dependency that refuses (403) whoever has no seat for an act that needs no draft."""

    async def check(reader: Reader) -> None:
        access.seat_for(reader.account, act)

    return Depends(check)


IdempotencyKey = Annotated[str | None, Header(max_length=200, min_length=1)]
IfMatch = Annotated[str | None, Header(max_length=1000)]


async def doing(request: Request, idempotency_key: IdempotencyKey = None) -> Doing:
    """Give what an act needs to know of its request; a key stands for method, path and body."""
    reader = await reading(request)
    body = await raw(request)
    if idempotency_key is None:
        return reader
    head = f"{request.method} {request.url.path}\n".encode()
    content = sha256(head + body).digest()
    return replace(reader, once=Once(reader.account.pseudonym, idempotency_key, content))


async def doing_to_what_was_read(
    request: Request, idempotency_key: IdempotencyKey = None, if_match: IfMatch = None
) -> Doing:
    """Give what an act on a draft needs to know: also at which versions it may be acted on."""
    doer = await doing(request, idempotency_key)
    return replace(doer, versions=entity_tags.versions(if_match)) if if_match else doer
