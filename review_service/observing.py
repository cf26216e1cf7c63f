"""What operators see: a request id on every answer and log line, counts and times as metrics.

Logs carry ids, never names, texts, tokens or query strings.
"""

from __future__ import annotations

import logging
import re
import sys
import time
from uuid import uuid4

import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "review_requests_total", "Answered requests", ["method", "route", "status"], registry=REGISTRY
)
SECONDS = Histogram(
    "review_request_seconds", "Time to answer in seconds", ["method", "route"], registry=REGISTRY
)
log = structlog.get_logger("review_service")
_ID = re.compile(r"^[\w.-]{8,64}$")


def configure_logs(*, as_json: bool) -> None:
    """Set up structured log lines on standard error, as JSON or for people."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer()
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.dict_tracebacks
            if as_json
            else structlog.processors.format_exc_info,
            renderer,
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )


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
        structlog.contextvars.clear_contextvars()
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
