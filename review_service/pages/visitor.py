"""Who looks at a page: the account behind the session cookie, its form token, what it may see."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request

from domain.procedure import Ordnung
from projections.drafts import Shown
from projections.read_model import Database
from review_service import access
from review_service.acts.doing import Doing
from review_service.event_store import Once
from review_service.people import sessions
from review_service.people.accounts import Account
from review_service.refusals import Refusal
from review_service.service import Service, service_of
from review_service.settings import Settings


class PleaseSignIn(Refusal):
    """Bitte melden Sie sich an."""

    status = 401


class NotFromHere(Refusal):
    """Dieses Formular gehört nicht zu Ihrer jetzigen Anmeldung. Vielleicht haben Sie sich
    inzwischen neu angemeldet. Öffnen Sie es noch einmal."""

    status = 403


@dataclass(frozen=True)
class Visitor:
    """A signed-in reader: `csrf` is the token every form carries, `since` the visit before,
    `ordnung` the procedure as it holds today."""

    service: Service
    account: Account
    csrf: str
    since: datetime | None
    ordnung: Ordnung

    @contextmanager
    def database(self) -> Iterator[Database]:
        """Give a connection from the pool."""
        with self.service.pool.connection() as connection:
            yield connection

    def doing(self, once: Once | None = None) -> Doing:
        """Give what an act needs to know of its request."""
        return Doing(self.service, self.account, self.ordnung, once)

    def inside(self, shown: Shown) -> bool:
        """Whether the reader sees the draft's unsubmitted revisions."""
        return access.sees_unsubmitted(self.account, shown.body)

    def audits(self) -> bool:
        """Whether the reader may read the log itself, with its positions."""
        return any(access.seats_for(self.account, access.Act.READ_LOG))


def cookie_name(settings: Settings) -> str:
    """Give the session cookie's name; the prefix makes browsers insist on Secure and Path=/."""
    return "sid" if settings.plain_cookie else "__Host-sid"


def visitor(request: Request) -> Visitor:
    """Give who is signed in; raises PleaseSignIn."""
    found = find_visitor(request)
    if found is None:
        raise PleaseSignIn
    return found


def find_visitor(request: Request) -> Visitor | None:
    """Give who is signed in, or None; asks once a request."""
    if not hasattr(request.state, "visitor"):
        request.state.visitor = _resume(request)
    found: Visitor | None = request.state.visitor
    return found


def _resume(request: Request) -> Visitor | None:
    service = service_of(request)
    secret = request.cookies.get(cookie_name(service.settings))
    if not secret:
        return None
    idle = timedelta(minutes=service.settings.session_idle_minutes)
    with service.pool.connection() as database:
        session = sessions.resume(database, secret, idle=idle, day=service.today)
        if session is None:
            return None
        ordnung = service.procedures.on(service.today, database, session.account.procedure)
    account = access.seated(session.account, ordnung)
    return Visitor(service, account, session.csrf, session.since, ordnung)


Visiting = Annotated[Visitor, Depends(visitor)]


def seen(id: UUID, visitor: Visiting) -> Shown:
    """Give the draft of the path as the reader may see it; raises NotVisible."""
    with visitor.database() as database:
        return access.visible(database, visitor.account, id)


Seen = Annotated[Shown, Depends(seen)]


def is_from_here(request: Request) -> bool:
    """Whether the browser says that the request was made from this service's own pages."""
    return request.headers.get("sec-fetch-site", "none") in ("same-origin", "none")


def must_be_from_here(request: Request, visitor: Visitor, token: str) -> None:
    """Refuse a form that was not made for this session; raises NotFromHere."""
    right = hmac.compare_digest(token.encode(), visitor.csrf.encode())
    if not (right and is_from_here(request)):
        raise NotFromHere


def form_of(path: str) -> tuple[str, str] | None:
    """Give (act, subject) under which a form's working copy is kept, from the form's path.

    `/entwuerfe/neu` is ("neu", ""), `/entwuerfe/{id}/stellungnahme` is ("stellungnahme", id),
    `/entwuerfe/{id}/textstellen/3` is ("textstellen/3", id), `/wahlen/{id}/los` ("wahl/los", id);
    None for a path without a form that is kept.
    """
    match path.strip("/").split("/"):
        case ["entwuerfe", "neu"]:
            return "neu", ""
        case ["entwuerfe", _, "erinnern"]:
            return None  # nothing is written in it
        case ["entwuerfe", subject, act]:
            return act, subject
        case ["wahlen", "neu"]:
            return "wahl", ""
        case ["wahlen", _, act] if act.startswith("auszaehlung-"):
            return None  # counts are entered apart
        case ["wahlen", subject, act]:
            return f"wahl/{act}", subject
        case ["entwuerfe", subject, "textstellen" as act, number]:
            return f"{act}/{number}", subject
        case ["verfahren", "termine" | "zuschnitt" | "vorschlaege" as act, subject]:
            return act, subject
        case _:
            return None


Number = Annotated[int, Query(ge=1, le=2**31 - 1)]
"""A number in an address: of a revision, a round, a part, a page."""
