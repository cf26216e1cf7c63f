"""Calls that change something: each is a row of its subject's table, which makes its route and what
the API's document says of it.

A request is worked off in one thread, for waking another costs more than a question to the
database: who asks, what about, whether they may, and only then what they say. A large body is read
once it is known that they may; a small one is there by then.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from functools import partial
from inspect import Signature, cleandoc
from typing import Any, get_type_hints
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.types import Receive, Scope, Send

from review_service.acts.doing import Doing
from review_service.api import bodies, caller, problems
from review_service.api.bodies import Body
from review_service.api.parameters import Parameters
from review_service.event_store import MOST_SAVES
from review_service.threads import Threads

Responses = dict[int | str, dict[str, Any]]
BEGINNING = problems.documented(401, 403, 409, 413, 415, 422, 503)
"""What speaks against beginning something."""
CHANGING = problems.documented(401, 403, 404, 409, 413, 415, 422, 503)
"""What speaks against changing something, where no version of it is named."""
About = tuple[Any, ...]
_THREADS = Threads(2 * MOST_SAVES)
"""As many as can have a save to wait for, and others beside them."""


def nothing(reader: Doing) -> About:
    """Begins something new: nothing is named in the path."""
    return ()


@dataclass(frozen=True)
class Row:
    """A call: where it is sent to, what it says, who may, which act it is, what it is answered
    with. What the document tells of it is what its act says of itself.

    `about` is called with who asks and the parameters of the path, and gives what they name, as a
    tuple; `right` with who asks and that. `act` is called with who does it, with what is named and
    with what was said; `answer` with who did it, what was named and said, and what the act gave:
    it names its type. `doer` is how it is known who does it and when it may be done: its parameters
    are headers. `headers` gives those of the answer; `name` is the call's in the document, the
    act's unless it is given.
    """

    path: str
    says: Body
    right: caller.Right
    act: Callable[..., Any]
    answer: Callable[[Doing, About, Any, Any], BaseModel]
    about: Callable[..., About] = nothing
    doer: Callable[..., Doing] = caller.doing
    responses: Responses = field(default_factory=lambda: CHANGING)
    headers: Callable[[Any], dict[str, str]] = lambda _: {}
    status: int = 201
    name: str = ""


def draft(reader: Doing, id: caller.DraftId) -> tuple[UUID]:
    """Name the draft of the path."""
    return (caller.see(reader, id).draft,)


OnDraft = partial(
    Row, about=draft, doer=caller.doing_to_what_was_read, responses=problems.ACTING
)  # fmt: skip
"""A call about a draft as it was read."""


class _Route(APIRoute):
    """Its endpoint works a request off; the signature says what the API's document is to tell."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.app = self._answer  # nothing is found out for the endpoint

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        response: Response = await self.endpoint(Request(scope, receive))
        await response(scope, receive, send)


def install(router: APIRouter, rows: Iterable[Row]) -> None:
    """Add the routes of a table."""
    for row in rows:
        router.add_api_route(
            row.path, _endpoint(row), methods=["POST"], status_code=row.status,
            name=row.name or row.act.__name__, description=_told(row.act),
            response_model=get_type_hints(row.answer)["return"], responses=row.responses,
            openapi_extra=row.says.documented, route_class_override=_Route,
        )  # fmt: skip


def _told(act: Callable[..., Any]) -> str:
    """Give what an act says of itself, without what it raises."""
    return cleandoc(act.__doc__ or "").partition("\n\nRaises ")[0]


def _endpoint(row: Row) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    named = Parameters("path", row.about, given=1)
    sent = Parameters("header", row.doer, given=2)

    def admitted(request: Request) -> tuple[Doing, About]:
        reader = caller.reader_of(request)
        about = row.about(reader, **named.of(request.path_params))
        row.right(reader, *about)
        return reader, about

    def answered(
        request: Request, body: bytes, known: tuple[Doing, About] | None = None
    ) -> Response:
        reader, about = known or admitted(request)
        bodies.must_be_json(request)
        said = row.says.read(body)
        content = f"{request.method} {request.scope['path']}\n".encode() + body
        doing = row.doer(reader, content, **sent.of(request.headers))
        done = row.act(doing, *about, said)
        answer = row.answer(doing, about, said, done)
        return Response(answer.model_dump_json(), row.status, row.headers(done), "application/json")

    async def endpoint(request: Request) -> Response:
        if bodies.is_small(request):
            return await _THREADS.call(answered, request, await request.body())
        reader, about = await _THREADS.call(admitted, request)
        bodies.must_be_json(request)
        body = await request.body()
        return await _THREADS.call(answered, request, body, (reader.later(), about))

    endpoint.__signature__ = Signature([*named.declared, *sent.declared])  # type: ignore[attr-defined]
    return endpoint
