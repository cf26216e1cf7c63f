"""Signing in and out, and setting the first password with a one-time link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from review_service import refusals
from review_service.pages.forms import Line, Refused
from review_service.pages.people import browsers
from review_service.pages.rendering import render
from review_service.pages.typed import Form, Typed
from review_service.pages.visitor import (
    NotFromHere,
    cookie_name,
    find_visitor,
    form_of,
    is_from_here,
    must_be_from_here,
)
from review_service.people import accounts, passwords, sessions, sign_ins, working_copies
from review_service.people.accounts import Account, AccountRefused, Wait
from review_service.people.passwords import TooManySignIns
from review_service.people.sign_ins import Outcome
from review_service.service import Service, service_of
from review_service.words.german import count

router = APIRouter()
At = Annotated[Service, Depends(service_of)]

KEPT = "getippt."
"""Before the name of a field that waits for its reader to sign in."""

_WRONG = (
    "Benutzername oder Passwort stimmt nicht. Achten Sie auf Groß- und Kleinschreibung."
    " Nach mehreren Versuchen müssen Sie kurz warten; gesperrt wird Ihr Konto nicht."
)


@router.get("/anmelden")
def sign_in_page(
    request: Request,
    weiter: Annotated[str, Query(max_length=2000)] = "/",
    ende: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Show the form to sign in; who is signed in goes on at once."""
    if find_visitor(request):
        return RedirectResponse(local(weiter), 303)
    return page(request, onward=weiter, left=ende == "abgemeldet")


@router.post("/anmelden")
def sign_in(request: Request, service: At, typed: Form) -> Response:
    """Check name and password; a wrong one is answered by the form, slower each time."""
    if not is_from_here(request):
        raise NotFromHere
    name, password = typed.text("konto").strip(), typed.text("passwort")
    try:
        found = accounts.sign_in(
            service.pool, name[:200], password, address_of(request), service.today
        )
    except TooManySignIns as error:
        return page(request, typed=typed, status=429, error=refusals.sentence_of(error), wait=1)
    match found:
        case Account():
            return _welcome(request, service, found, typed)
        case Wait():
            seconds = count(found.seconds, "eine Sekunde", "Sekunden")
            return page(
                request, typed=typed, status=429,
                error=f"Zu viele Versuche. Bitte warten Sie noch {seconds}.", wait=found.seconds,
            )  # fmt: skip
        case _:
            return page(request, typed=typed, status=403, error=_WRONG)


@router.post("/abmelden")
def sign_out(request: Request, service: At, typed: Form) -> Response:
    """End the session."""
    visitor = find_visitor(request)
    if visitor:
        must_be_from_here(request, visitor, typed.text("csrf"))
    response = RedirectResponse("/anmelden?ende=abgemeldet", 303)
    _leave(request, service, response)
    return response


@router.get("/erstes-passwort/{secret}")
def first_password_page(request: Request, service: At, secret: str) -> Response:
    """Show the form behind a one-time link, or that the link is used up."""
    return _password_page(request, _invited(service, secret))


@router.post("/erstes-passwort/{secret}")
def first_password(request: Request, service: At, secret: str, typed: Form) -> Response:
    """Set the password and sign in; the link is then used up."""
    if not is_from_here(request):
        raise NotFromHere
    invited = _invited(service, secret)
    if invited is None:
        return _password_page(request, None)
    wrong = wrong_in(typed)
    if wrong:
        return _password_page(request, invited, wrong)
    address = address_of(request)
    hashed = passwords.hashed(typed.text("passwort"), address)
    with service.pool.connection() as database, database.transaction():
        account = sessions.take_link(database, secret)
        if account:
            accounts.set_password(database, account, hashed)
            sign_ins.note(database, account, address, Outcome.FIRST_PASSWORD)
    if account is None:  # somebody else was faster
        return _password_page(request, None)
    return _welcome(request, service, invited, typed)


def wrong_in(typed: Typed) -> list[Line]:
    """Give all that is to be mended in a new password, typed twice."""
    wrong = []
    try:
        accounts.must_be_long(typed.text("passwort"))
    except AccountRefused as error:
        wrong.append(Line(str(error), "passwort"))
    if typed.text("passwort") != typed.text("noch-einmal"):
        wrong.append(Line("Die beiden Passwörter sind verschieden.", "noch-einmal"))
    return wrong


def page(
    request: Request, *, onward: str = "/", typed: Typed | None = None,
    kept: Typed | None = None, error: str = "", left: bool = False, status: int = 200,
    wait: int = 0,
) -> Response:  # fmt: skip
    """Show the form to sign in; `kept` is what was typed when the session had ended, `wait` how
    many seconds it is no use to send it again."""
    waiting = kept.kept() | kept.where() if kept else {}
    if typed:
        onward = typed.text("weiter", "/")
        waiting = _waiting(typed)
    shown = render(
        request, "sign_in.html", title="Anmelden", status=status, onward=local(onward),
        waiting=waiting, prefix=KEPT, error=error, left=left,
        account=typed.text("konto") if typed else "",
    )  # fmt: skip
    if wait:
        shown.headers["retry-after"] = str(wait)
    return shown


def local(path: str) -> str:
    """Give a path of this service to go on to; the start page for anything else."""
    ours = path.startswith("/") and not path.startswith(("//", "/\\", "/anmelden", "/abmelden"))
    return path if ours and path.isprintable() else "/"


def _welcome(request: Request, service: Service, account: Account, typed: Typed) -> Response:
    onward = local(typed.text("weiter", "/"))
    response = RedirectResponse(onward, 303)
    _leave(request, service, response)
    form, waiting = form_of(onward), _waiting(typed)
    with service.pool.connection() as database:
        if form and waiting:
            sent = Typed(waiting)
            working_copies.keep(database, account.name, *form, sent.kept(), sent.window)
    begin(request, service, account, response)
    return response


def begin(request: Request, service: Service, account: Account, response: Response) -> None:
    """Begin a session in this browser; the answer brings its cookie."""
    browser = browsers.family(request.headers.get("user-agent", ""))
    with service.pool.connection() as database:
        secret = sessions.begin(database, account, browser=browser)
    _set_cookie(service, response, secret)


def address_of(request: Request) -> str:
    """Give the address a request came from."""
    return request.client.host[:100] if request.client else ""


def _waiting(typed: Typed) -> dict[str, list[str]]:
    fields = typed.kept().items()
    return {name[len(KEPT) :]: values for name, values in fields if name.startswith(KEPT)}


def _leave(request: Request, service: Service, response: Response) -> None:
    secret = request.cookies.get(cookie_name(service.settings))
    if secret:
        with service.pool.connection() as database:
            sessions.end(database, secret)
        _set_cookie(service, response, "", max_age=0)


def _set_cookie(
    service: Service, response: Response, secret: str, max_age: int | None = None
) -> None:
    settings = service.settings
    response.set_cookie(
        cookie_name(settings), secret, max_age=max_age, path="/",
        secure=not settings.plain_cookie, httponly=True, samesite="lax",
    )  # fmt: skip


def _invited(service: Service, secret: str) -> Account | None:
    with service.pool.connection() as database:
        return sessions.by_token(database, secret, day=service.today, purpose="first_password")


def _password_page(
    request: Request, account: Account | None, wrong: Sequence[Line] = ()
) -> Response:
    status = 404 if account is None else 422 if wrong else 200
    title = "Passwort festlegen" if account else "Dieser Link gilt nicht mehr"
    return render(
        request, "first_password.html", title=title, status=status, account=account,
        refused=Refused(status, tuple(wrong)) if wrong else None, shortest=accounts.MIN_PASSWORD,
        link_days=service_of(request).settings.link_days,
    )  # fmt: skip
