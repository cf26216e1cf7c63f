"""Who calls the API, about which draft, and under which key."""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Header, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from projections.drafts import Shown
from review_service import access
from review_service.access import Act
from review_service.acts.doing import Doing
from review_service.api.problems import Changed, NotSignedIn
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
    service: Annotated[Service, Depends(service_of)],
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)],
) -> Account:
    """Give the account of the bearer token; raises NotSignedIn."""
    if credentials is None:
        raise NotSignedIn
    with service.pool.connection() as database:
        account = sessions.by_token(database, credentials.credentials)
    if account is None:
        raise NotSignedIn
    return account


async def content(request: Request) -> bytes:
    """Give the sha256 of method, path and body, which an Idempotency-Key stands for."""
    body = await request.body()
    head = f"{request.method} {request.url.path}\n".encode()
    return sha256(head + body).digest()


def doing(
    service: Annotated[Service, Depends(service_of)],
    account: Annotated[Account, Depends(caller)],
    request_hash: Annotated[bytes, Depends(content)],
    idempotency_key: Annotated[str | None, Header(max_length=200, min_length=1)] = None,
) -> Doing:
    """Give what an act needs to know of its request."""
    once = Once(account.name, idempotency_key, request_hash) if idempotency_key else None
    return Doing(service, account, once)


Doer = Annotated[Doing, Depends(doing)]


def seen(
    id: UUID,
    doer: Doer,
    if_match: Annotated[str | None, Header(max_length=200)] = None,
) -> Shown:
    """Give the draft of the path as the caller may see it; raises NotVisible and Changed."""
    shown = doer.see(id)
    if if_match not in (None, "*", etag(shown)):
        raise Changed
    return shown


Seen = Annotated[Shown, Depends(seen)]


def allowed(*acts: Act) -> Any:
    """Give a dependency that refuses (403) whoever has no seat for any of these acts.

    It runs before the body is read, so that a refusal comes before what is malformed.
    """

    def check(doer: Doer, shown: Seen) -> None:
        if not any(any(access.seats_for(doer.account, act, body=shown.body)) for act in acts):
            raise access.Forbidden

    return Depends(check)


def etag(shown: Shown) -> str:
    """Give the entity tag of a draft as the caller sees it."""
    return f'"{shown.version}"'


