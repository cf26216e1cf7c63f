"""The wiring, on one screen: settings in, an application out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread
from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.types import ASGIApp

from review_service import health
from review_service.api import (
    blame,
    contract,
    documents,
    drafts,
    elections,
    files,
    gremien,
    history,
    me,
    methods,
    passages,
    persons,
    problems,
    procedure,
    redlines,
    reviewing,
    suggestions,
)
from review_service.database import open_pool
from review_service.event_store import MOST_SAVES
from review_service.limits import Limited
from review_service.observing import Faultless, Observed
from review_service.pages import errors as page_errors
from review_service.pages import site
from review_service.refusals import HANDLED
from review_service.reviews import Reviews
from review_service.service import Service
from review_service.settings import Settings

THREADS = 2 * MOST_SAVES + 16
"""Requests that are worked on at once: where all saves hang, others still find a thread."""


def create_service(settings: Settings) -> Service:
    """Connect to the database named in the settings; it must be migrated."""
    assert settings.database_url, "DATABASE_URL is set, or the embedded server gave one"
    pool = open_pool(settings.database_url, size=settings.pool_size)
    return Service(settings, pool, Reviews(pool))


def create_app(service: Service) -> FastAPI:
    """Give the application: JSON under /api, pages elsewhere, one set of acts behind both."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        yield
        service.pool.close()

    app = _Application(
        title="Beratung von Entwürfen",
        version="0.1.0",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},
        redirect_slashes=False,  # to an address that begins with the host the request names
        lifespan=lifespan,
    )
    app.state.service = service
    # Route by route: included as routers, each is gone through twice, and slowly. They are looked
    # through in this order: a revision's file before a revision.
    for module in (
        reviewing, documents, drafts, passages, history, procedure, redlines, blame, elections, me,
        persons, gremien, suggestions, files,
    ):  # fmt: skip
        app.router.routes += module.router.routes
    app.router.routes += health.router.routes
    site.install(app)
    app.openapi = lambda: contract.openapi(app, service.ordnung)  # type: ignore[method-assign]
    app.get("/api/openapi.json", include_in_schema=False)(contract.answer)
    for error in HANDLED:
        app.add_exception_handler(error, _refused)
    app.add_exception_handler(405, methods.answering(_refused))
    return app


class _Application(FastAPI):
    """Around the routes stands what is named here, and nothing else is gone through."""

    def build_middleware_stack(self) -> ASGIApp:
        """Give it, outermost first."""
        # The framework's own close uploaded files and turn errors into answers.
        routes = ExceptionMiddleware(AsyncExitStackMiddleware(self.router), self.exception_handlers)
        return Observed(Limited(Faultless(routes, answer=_refused)))


async def _refused(request: Request, error: Exception) -> Response:
    """Answer an error: as a problem below /api and for operators, elsewhere as a page."""
    if request.url.path.startswith(("/api/", "/health/", "/metrics")):
        return await run_in_threadpool(problems.problem, error)
    return await page_errors.answer(request, error)
