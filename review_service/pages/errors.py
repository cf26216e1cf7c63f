"""What a page answers instead: sign in first, or what went wrong, in one sentence and a way on."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from review_service import refusals
from review_service.pages import typed
from review_service.pages.people import signing
from review_service.pages.rendering import render
from review_service.pages.typed import Typed
from review_service.pages.visitor import (
    NotFromHere,
    PleaseSignIn,
    find_visitor,
    form_of,
    is_from_here,
)
from review_service.people import working_copies

HEADINGS = {
    403: "Das geht von hier aus nicht",
    404: "Diese Seite gibt es nicht",
    405: "Diese Seite gibt es nicht",
    409: "Das lässt das Verfahren gerade nicht zu",
    413: "Das ist zu groß",
    422: "Bitte prüfen Sie Ihre Angaben",
    429: "Bitte warten Sie einen Moment",
    503: "Der Dienst antwortet gerade nicht",
}
_UNKNOWN = "Vielleicht ist die Adresse unvollständig."
_OF_A_DRAFT = (
    " Oder der Entwurf ist noch nicht eingereicht; dann sieht ihn nur seine Expert*innengruppe."
)
_OUR_FAULT = (
    "Es ist ein unerwarteter Fehler aufgetreten. Bitte versuchen Sie es noch einmal; hilft das"
    " nicht, wenden Sie sich an die Stelle unter „Hilfe und Kontakt“."
)


async def answer(request: Request, error: Exception) -> Response:
    """Answer an error as a page."""
    sent = None
    if request.method == "POST" and _is_worth_keeping(request, error):
        sent = await typed.read(request) if is_from_here(request) else None
    shown = await run_in_threadpool(_page, request, error, sent)
    if shown.status_code in (429, 503):
        shown.headers["retry-after"] = "1"
    return shown


def _is_worth_keeping(request: Request, error: Exception) -> bool:
    failed = refusals.status_of(error) in (500, 503) and form_of(request.url.path) is not None
    return failed or isinstance(error, PleaseSignIn | NotFromHere)


def _page(request: Request, error: Exception, sent: Typed | None) -> Response:
    status = _status(request, error)
    if isinstance(error, PleaseSignIn):
        return _sign_in(request, sent)
    if status in (500, 503):
        request.state.visitor = None  # the page must not ask the database that failed
        if sent:
            return _send_again(request, sent, status, _sentence(request, error, status))
    return render(
        request,
        "error.html",
        title=HEADINGS.get(status, "Das hat nicht geklappt"),
        status=status,
        sentence=_sentence(request, error, status),
        form=_kept(request, sent),
        draft=_draft(request) if status == 403 else "",
    )


def _draft(request: Request) -> str:
    """Give the address of the draft that something was to be done to; empty for anything else."""
    match request.url.path.strip("/").split("/"):
        case ["entwuerfe", draft, _, *_]:
            return f"/entwuerfe/{draft}"
        case _:
            return ""


def _send_again(request: Request, sent: Typed, status: int, sentence: str) -> Response:
    """Give back all that was sent, under the same key: sent again, it is still one act."""
    return render(
        request,
        "send_again.html",
        title=HEADINGS.get(status, "Das hat nicht geklappt"),
        status=status,
        sentence=sentence,
        fields=sent.fields,
        longest=max((v for values in sent.fields.values() for v in values), key=len, default=""),
        upload=sent.upload,
    )


def _sign_in(request: Request, sent: Typed | None) -> Response:
    if request.method == "POST":
        if form_of(request.url.path) is None:  # it may be a password
            return signing.page(request, status=401)
        return signing.page(request, onward=request.url.path, kept=sent, status=401)
    query = f"?{request.url.query}" if request.url.query else ""
    onward = request.url.path + query
    return RedirectResponse(
        "/anmelden" if onward == "/" else f"/anmelden?{urlencode({'weiter': onward})}", 303
    )


def _kept(request: Request, sent: Typed | None) -> str | None:
    """Keep what was typed in a refused form; gives the path where it is opened again."""
    name = form_of(request.url.path) if request.method == "POST" else None
    if name is None:
        return None
    visitor = find_visitor(request)
    if sent and visitor:
        with visitor.database() as database:
            working_copies.keep(database, visitor.account.name, *name, sent.kept(), sent.window)
    return request.url.path


def _status(request: Request, error: Exception) -> int:
    if isinstance(error, RequestValidationError) and request.method == "GET":
        return 404  # an address that cannot be one of ours
    return refusals.status_of(error)


def _sentence(request: Request, error: Exception, status: int) -> str:
    match status:
        case 404 | 405:
            of_a_draft = request.url.path.startswith("/entwuerfe")
            return _UNKNOWN + (_OF_A_DRAFT if of_a_draft else "")
        case 500:
            return _OUR_FAULT
        case _:
            return refusals.sentence_of(error).replace("\n", " ")
