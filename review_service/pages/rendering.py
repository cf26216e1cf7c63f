"""From a template and its facts to an answer: one environment, strict about names, escaping all."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import pass_context
from jinja2.runtime import Context

from domain.gremium import Role
from domain.procedure import Ordnung
from review_service.markup.templating import environment
from review_service.markup.unseen import labelled
from review_service.pages import menu
from review_service.pages.visitor import find_visitor
from review_service.people.accounts import Account
from review_service.service import service_of
from review_service.words import purpose
from review_service.words.chronicle import quoted
from review_service.words.persons import person_named, speaks_as

_environment = environment("review_service.pages")


@pass_context
def _body(context: Context, slug: str) -> str:
    ordnung: Ordnung = context["ordnung"]
    return ordnung.name_of(slug)


@pass_context
def _speaks_as(context: Context, role: Role | str, body: str) -> str:
    return speaks_as(context["ordnung"], role, body)


@pass_context
def _purpose(context: Context, account: Account) -> tuple[str, str, str]:
    seats = dict.fromkeys((seat.role, seat.body.slug) for seat in account.seats)
    return purpose.sentences(account, [speaks_as(context["ordnung"], *seat) for seat in seats])


@pass_context
def _person_named(
    context: Context, names: Mapping[str, str], person: str, role: Role | str, body: str
) -> str:
    return person_named(context["ordnung"], names, person, role, body)


_environment.filters.update(body=_body)
_environment.globals.update(
    menu=menu.shown,
    quoted=quoted,
    person_named=_person_named,
    purpose=_purpose,
    speaks_as=_speaks_as,
)


def render(
    request: Request, template: str, *, title: str, status: int = 200, **facts: Any
) -> HTMLResponse:
    """Fill a template; `title` is the page's own, `Seite – Vorgang` where it is about a draft.

    Every template knows `visitor` (None before signing in), `path`, and `form_key()`, a new key
    for a form that is to be recorded once.
    """
    service, visitor = service_of(request), find_visitor(request)
    # Before signing in no name is looked up: a page about a database that fails must not ask it.
    ordnung = visitor.ordnung if visitor else service.procedures.last_known(service.today)
    settings = service.settings
    text = _environment.get_template(template).render(
        title=title,
        visitor=visitor,
        ordnung=ordnung,
        papers=ordnung.paper_names,
        themes=ordnung.theme_names,
        path=request.url.path,
        address=settings.link(str(request.url.replace(scheme="", netloc=""))),
        static=request.app.state.front_end.address,
        printed_on=service.today,
        banner=settings.banner,
        contact=settings.contact,
        service_name=settings.service_name,
        form_key=lambda: secrets.token_urlsafe(18),
        **facts,
    )
    return HTMLResponse(labelled(text), status)
