"""An address asked with a method it does not take says all that it does take (RFC 9110, 15.5.6)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import Request, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match

Answer = Callable[[Request, Exception], Awaitable[Response]]


def answering(answer: Answer) -> Answer:
    """Give a handler of 405 that completes `Allow` (the router names one route's) and answers."""

    async def wrong_method(request: Request, error: Exception) -> Response:
        allowed = {"Allow": ", ".join(_taken(request))}
        return await answer(request, HTTPException(405, headers=allowed))

    return wrong_method


def _taken(request: Request) -> list[str]:
    return [
        method
        for method in ("GET", "POST", "DELETE")
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL
            for route in request.app.routes
        )
    ]
