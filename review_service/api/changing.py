"""Calls that change something: each is a row of its subject's table, which makes its route and what
the API's document says of it.

FastAPI works off a row's right first: whoever may not is told so before a body is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from inspect import cleandoc
from typing import Any, get_type_hints

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel

from review_service.acts.doing import Doing
from review_service.api import caller, problems
from review_service.api.bodies import Body

Responses = dict[int | str, dict[str, Any]]
BEGINNING = problems.documented(401, 403, 409, 413, 415, 422, 503)
"""What speaks against beginning something."""
CHANGING = problems.documented(401, 403, 404, 409, 413, 415, 422, 503)
"""What speaks against changing something, where no version of it is named."""
About = tuple[Any, ...]


async def nothing() -> About:
    """Begins something new: nothing is named in the path."""
    return ()


@dataclass(frozen=True)
class Row:
    """A call: where it is sent to, what it says, who may, which act it is, what it is answered
    with, and what is told of it in the document.

    `act` is called with who does it, with what the path names (`about` gives that, as a tuple) and
    with what was said; `answer` with who did it, what was named and said, and what the act gave:
    it names its type. `doer` is how it is known who does it and when it may be done; `headers`
    gives those of the answer; `name` is the call's in the document, the act's unless it is given.
    """

    path: str
    says: Body
    right: Any
    act: Callable[..., Any]
    answer: Callable[[Doing, About, Any, Any], BaseModel]
    told: str
    about: Callable[..., Any] = nothing
    doer: Callable[..., Any] = caller.doing
    responses: Responses = field(default_factory=lambda: CHANGING)
    headers: Callable[[Any], dict[str, str]] = lambda _: {}
    status: int = 201
    name: str = ""


async def draft(shown: caller.Seen) -> About:
    """Name the draft of the path."""
    return (shown.draft,)


OnDraft = partial(
    Row, about=draft, doer=caller.doing_to_what_was_read, responses=problems.ACTING
)  # fmt: skip
"""A call about a draft as it was read."""


def install(router: APIRouter, rows: Iterable[Row]) -> None:
    """Add the routes of a table."""
    for row in rows:
        router.add_api_route(
            row.path, _endpoint(row), methods=["POST"], status_code=row.status,
            name=row.name or row.act.__name__, description=cleandoc(row.told),
            response_model=get_type_hints(row.answer)["return"], responses=row.responses,
            dependencies=[row.right], openapi_extra=row.says.documented,
        )  # fmt: skip


def _endpoint(row: Row) -> Callable[..., Response]:
    def endpoint(
        doing: Doing = Depends(row.doer), about: Any = Depends(row.about),
        said: Any = Depends(row.says.read),
    ) -> Response:  # fmt: skip
        done = row.act(doing, *about, said)
        answer = row.answer(doing, about, said, done)
        # Written here: the framework would check it once more, in another thread.
        return Response(answer.model_dump_json(), row.status, row.headers(done), "application/json")

    return endpoint
