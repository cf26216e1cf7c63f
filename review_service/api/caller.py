"""Who calls the API, about which draft, and under which key.

FastAPI works off a route's own dependencies first, so 401, 404 and 403 come before anything that
is malformed: what may be (a header, the body) is asked for in `doing` alone.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Header, Path, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from projections.drafts import Shown
from review_service import access
from review_service.access import Act
from review_service.acts.doing import Doing
from review_service.api import entity_tags
from review_service.api.bodies import Raw
from review_service.api.problems import NotSignedIn
from review_service.event_store import Once
from review_service.people import sessions
from review_service.people.accounts import Account
from review_service.service import Service

BEARER = HTTPBearer(auto_error=False, description="Token eines Kontos")


def service_of(request: Request) -> Service:
    """Give the service behind a request."""
    found: Service = request.app.state.service
    return found


def caller(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)],
) -> Account:
    """Give the account of the bearer token; raises NotSignedIn."""
    if credentials is None:
        raise NotSignedIn
    with service_of(request).pool.connection() as database:
        account = sessions.by_token(database, credentials.credentials)
    if account is None:
        raise NotSignedIn
    return account


async def reading(request: Request, account: Annotated[Account, Depends(caller)]) -> Doing:
    """Give what a question needs to know of its request."""
    return Doing(service_of(request), account)


Reader = Annotated[Doing, Depends(reading)]


def seen(id: Annotated[str, Path(json_schema_extra={"format": "uuid"})], reader: Reader) -> Shown:
    """Give the draft of the path as the caller may see it; raises NotVisible."""
    try:
        draft = UUID(id)
    except ValueError as error:  # no draft has such an id
        raise access.NotVisible from error
    return reader.see(draft)


Seen = Annotated[Shown, Depends(seen)]


def allowed(*acts: Act) -> Any:
    """Give a dependency that refuses (403) whoever has no seat for any of these acts."""

    async def check(reader: Reader, shown: Seen) -> None:
        if not any(any(access.seats_for(reader.account, act, body=shown.body)) for act in acts):
            raise access.refused(acts[0])

    return Depends(check)


def allowed_anywhere(act: Act) -> Any:
    """Give a dependency that refuses (403) whoever has no seat for an act that needs no draft."""

    async def check(reader: Reader) -> None:
        access.seat_for(reader.account, act)

    return Depends(check)


async def doing(
    request: Request,
    reader: Reader,
    body: Raw,
    idempotency_key: Annotated[str | None, Header(max_length=200, min_length=1)] = None,
) -> Doing:
    """Give what an act needs to know of its request; a key stands for method, path and body."""
    if idempotency_key is None:
        return reader
    head = f"{request.method} {request.url.path}\n".encode()
    content = sha256(head + body).digest()
    return replace(reader, once=Once(reader.account.name, idempotency_key, content))


async def doing_to_what_was_read(
    doer: Annotated[Doing, Depends(doing)],
    if_match: Annotated[str | None, Header(max_length=1000)] = None,
) -> Doing:
    """Give what an act on a draft needs to know: also at which versions it may be acted on."""
    return replace(doer, versions=entity_tags.versions(if_match)) if if_match else doer


Beginner = Annotated[Doing, Depends(doing)]
Doer = Annotated[Doing, Depends(doing_to_what_was_read)]
