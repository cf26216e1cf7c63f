"""Fixed texts that every page links to; a city replaces the files in `texts`."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from markupsafe import Markup

from review_service import rule_book
from review_service.access import NotVisible
from review_service.markup import markdown
from review_service.pages.rendering import render
from review_service.service import Service, service_of
from review_service.words import rules_of_procedure

router = APIRouter()

NAMES = (
    "impressum",
    "datenschutz",
    "barrierefreiheit",
    "barriere-melden",
    "einfache-sprache",
    "hilfe",
)


@router.get("/hinweise/regeln")
def rules_page(request: Request, service: Annotated[Service, Depends(service_of)]) -> Response:
    """Show every rule, which the API's problems point to, and the values in force."""
    written = rule_book.written()
    sentences = [replace(rule, sentence=_FACT.sub("…", rule.sentence)) for rule in written]
    parts = (
        ("Wer was tun darf", [rule for rule in sentences if rule.status == 403]),
        ("Was wann geht", [rule for rule in sentences if rule.status == 409]),
    )
    told = list(rules_of_procedure.every(service.ordnung))
    return render(request, "rules.html", title="Regeln", parts=parts, rules=told)


_FACT = re.compile(r"\{\w+\}")


@router.get("/hinweise/{name}")
def notice_page(request: Request, name: str) -> Response:
    """Show one of the fixed texts."""
    if name not in NAMES:
        raise NotVisible
    title, text = notice(name)
    return render(request, "notice.html", title=title, text=text)


@cache
def notice(name: str) -> tuple[str, Markup]:
    """Give a text's title, its first line, and the rest as HTML."""
    folder = files("review_service.pages") / "texts"
    source = (folder / f"{name}.md").read_text(encoding="utf-8")
    title, _, rest = source.partition("\n")
    return title.removeprefix("# ").strip(), _as_page(rest)


# Drafts may not link within the service, so the parser takes such addresses away. These texts are
# the city's own: their links to each other travel under a name that nobody can register.
_TRAVELLING = "https://hinweise.invalid/"
_LINK = re.compile(rf"\]\(({'|'.join(NAMES)})\)")
_ADDRESS = re.compile(rf'href="{re.escape(_TRAVELLING)}([\w-]+)"[^>]*')
_HEADINGS = {"h4": ("h2", "medium"), "h5": ("h3", "small")}


def _as_page(source: str) -> Markup:
    html = str(markdown.render(_LINK.sub(rf"]({_TRAVELLING}\1)", source)))
    html = _ADDRESS.sub(r'href="/hinweise/\1"', html)
    for rendered, (tag, size) in _HEADINGS.items():  # here the title is the page's only h1
        html = html.replace(f"<{rendered} ", f'<{tag} class="kern-heading-{size}" ')
        html = html.replace(f"</{rendered}>", f"</{tag}>")
    return Markup(html)
