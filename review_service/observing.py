"""What operators see: a request id on every answer and log line, counts and times as metrics.

Logs carry ids, never names, texts, tokens or query strings; so of an error they say where it
happened, never what it said, which may quote what someone wrote.
"""

from __future__ import annotations

import logging
import re
import sys
import time
import traceback
from collections.abc import Awaitable, Callable
from typing import TextIO
from uuid import uuid4

import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "review_requests_total", "Answered requests", ["method", "route", "status"], registry=REGISTRY
)
SECONDS = Histogram(
    "review_request_seconds", "Time to answer in seconds", ["method", "route"], registry=REGISTRY
)
log = structlog.get_logger("review_service")
_ID = re.compile(r"^[\w.-]{8,64}$", re.ASCII)
_OURS = ("domain.", "projections.", "review_service.")


def configure_logs(*, as_json: bool, to: TextIO | None = None) -> None:
    """Set up structured log lines, as JSON or for people, on standard error unless told."""
    stream = to or sys.stderr
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=stream.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        logger_factory=structlog.PrintLoggerFactory(stream),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )


def _for_people() -> structlog.typing.Processor:
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())


class Observed:
    """Gives each request an id, logs it once with route, status and milliseconds, and counts it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _request_id(scope)
        structlog.contextvars.bind_contextvars(request_id=request_id)
        began, status = time.perf_counter(), 500

        async def observed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"].append((b"x-request-id", request_id.encode()))
            await send(message)

        try:
            await self.app(scope, receive, observed)
        finally:
            _note(scope, status, time.perf_counter() - began)


class Faultless:
    """Answers an error that nobody foresaw with 500, and logs where it happened."""

    def __init__(
        self, app: ASGIApp, answer: Callable[[Request, Exception], Awaitable[Response]]
    ) -> None:
        self.app, self.answer = app, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        answered = False

        async def noted(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except ClientDisconnect:  # nobody is there to be answered, so nothing is made for them
            await Response(status_code=400)(scope, receive, noted)
        except Exception as error:
            log.error("fault", error=type(error).__name__, at=where(error))
            if not answered and scope["type"] == "http":
                response = await self.answer(Request(scope, receive), error)
                await response(scope, receive, send)


def where(error: Exception) -> list[str]:
    """Give our own lines that led to an error, and the last one whosever it is, innermost last."""
    walked = list(traceback.walk_tb(error.__traceback__))
    ours = [step for step in walked[:-1] if step[0].f_globals["__name__"].startswith(_OURS)]
    return [
        f"{frame.f_globals['__name__']}:{line} {frame.f_code.co_name}"
        for frame, line in ours + walked[-1:]
    ]


def _request_id(scope: Scope) -> str:
    given = dict(scope["headers"]).get(b"x-request-id", b"").decode("latin-1")
    return given if _ID.match(given) else uuid4().hex


def _note(scope: Scope, status: int, seconds: float) -> None:
    route = getattr(scope.get("route"), "path", "unmatched")
    method = scope["method"] if scope["method"] in ("GET", "POST", "HEAD") else "OTHER"
    REQUESTS.labels(method, route, str(status)).inc()
    SECONDS.labels(method, route).observe(seconds)
    if not route.startswith("/health"):
        log.info("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1))
