"""From a template and its facts to an answer: one environment, strict about names, escaping all."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from domain.gremium import Role
from domain.procedure import Ordnung
from review_service.acts.staffing import OPERATOR
from review_service.api.caller import service_of
from review_service.pages import german, markdown, menu, signs
from review_service.pages.chronicle import quoted
from review_service.pages.visitor import find_visitor

SERVICE = "Lokaler Integrationsplan"

_environment = Environment(
    loader=PackageLoader("review_service.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def speaks_as(ordnung: Ordnung, role: Role | str, body: str) -> str:
    """Give in which capacity somebody acts, for whom: `Vorsitz, Expert*innengruppe Bildung`; once
    where the body is called as the capacity is."""
    return ", ".join(dict.fromkeys((signs.ROLE[Role(role)], ordnung.name_of(body))))


def person_named(
    ordnung: Ordnung, names: Mapping[str, str], person: str, role: Role | str, body: str
) -> str:
    """Give a person's name, and of an erased one in which capacity it acted."""
    capacity = speaks_as(ordnung, role, body)
    if person == OPERATOR.person:
        return capacity
    return names.get(person) or f"gelöschte Person ({capacity})"


@pass_context
def _body(context: Context, slug: str) -> str:
    ordnung: Ordnung = context["ordnung"]
    return ordnung.name_of(slug)


@pass_context
def _speaks_as(context: Context, role: Role | str, body: str) -> str:
    return speaks_as(context["ordnung"], role, body)


@pass_context
def _person_named(
    context: Context, names: Mapping[str, str], person: str, role: Role | str, body: str
) -> str:
    return person_named(context["ordnung"], names, person, role, body)


_environment.filters.update(
    date=german.date,
    day=german.day,
    long_day=german.long_day,
    weekday=german.weekday,
    clock=german.clock,
    moment=german.moment,
    number=german.number,
    listed=german.listed,
    size=german.size,
    capital=german.capital,
    body=_body,
    as_read=markdown.as_read,
)
_environment.globals.update(
    count=german.count,
    menu=menu.shown,
    signs=signs,
    quoted=quoted,
    person_named=_person_named,
    speaks_as=_speaks_as,
    service_name=SERVICE,
)


def fill(template: str, **facts: Any) -> str:
    """Fill a template of whatever kind."""
    return _environment.get_template(template).render(**facts)


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
    text = fill(
        template,
        title=title,
        visitor=visitor,
        ordnung=ordnung,
        papers=ordnung.paper_names,
        themes=ordnung.theme_names,
        path=request.url.path,
        address=str(request.url),
        banner=settings.banner,
        contact=settings.contact,
        form_key=lambda: secrets.token_urlsafe(18),
        **facts,
    )
    return HTMLResponse(text, status)
