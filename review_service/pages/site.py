"""The pages, put together: the front end's files under /static, one router a concept."""

from __future__ import annotations

from itertools import chain

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import Route

from review_service.front_end import FrontEnd
from review_service.pages import notices, start
from review_service.pages.draft import board, drafts, forms
from review_service.pages.election import calling as election_calling
from review_service.pages.election import elections
from review_service.pages.election import prints as election_prints
from review_service.pages.gremien import appointing, gremien, suggestions
from review_service.pages.hearing import statements
from review_service.pages.history import events, log, revisions
from review_service.pages.people import account, accounts, persons, signing
from review_service.pages.procedure import forms as procedure_forms
from review_service.pages.procedure import procedure
from review_service.pages.text import changes, documents, lines, origins, text
from review_service.service import Service

ROUTERS = (
    signing.router, start.router, account.router, accounts.router, persons.router,
    *forms.ROUTERS, board.router, drafts.router,
    text.router, changes.router, documents.router, lines.router, statements.router, events.router,
    notices.router, log.router, revisions.router, origins.router, procedure.router,
    procedure_forms.router,
    election_calling.router, election_prints.router, elections.router,
    gremien.router, appointing.router, suggestions.router,
)  # fmt: skip
"""Before the draft's own page come the paths that look like a draft's (`/entwuerfe/neu`)."""


def install(app: FastAPI) -> None:
    """Add all pages and static files to an application that carries its service."""
    service: Service = app.state.service
    for route in chain.from_iterable(router.routes for router in ROUTERS):
        if isinstance(route, APIRoute):
            route.include_in_schema = False
        app.router.routes.append(route)
    app.state.front_end = front_end = FrontEnd(service.settings.static_files)
    app.router.routes.append(Route("/static/{name}", front_end.answer))
