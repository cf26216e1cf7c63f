"""One's own account: who one is, one's seats, password, sessions, tokens, sign-ins and data."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import Response

from projections import seats
from review_service.pages import after
from review_service.pages.forms import Form, Incomplete, Line, Opened, Posted, leave_for, refusal
from review_service.pages.people import signing
from review_service.pages.people.persons import as_file
from review_service.pages.visitor import Visitor, cookie_name
from review_service.people import accounts, own_data, passwords, register, sessions, sign_ins
from review_service.people.accounts import Wait
from review_service.words.german import count

router = APIRouter()

NOTICES = {
    "passwort": "Das neue Passwort gilt. Alle anderen Sitzungen sind beendet.",
    "passwort-token": "Das neue Passwort gilt. Alle anderen Sitzungen und Ihre Token sind beendet.",
    "sitzung": "Die Sitzung ist beendet.",
    "andere": "Alle anderen Sitzungen sind beendet.",
    "token": "Das Token gilt nicht mehr.",
}
"""What the page says after something is done, by the name it is left with."""
DAYS = {30: "30 Tage", 90: "90 Tage", 365: "ein Jahr"}
"""How long a token may be good."""
LABEL_LIMIT = 100
OUTCOMES = {
    "signed_in": "angemeldet",
    "first_password": "mit Einmal-Link angemeldet",
    "wrong_password": "Passwort falsch",
    "too_soon": "zu viele Versuche, nicht geprüft",
}


@router.get("/konto")
def account_page(form: Opened, ok: Annotated[str, Query(max_length=40)] = "") -> Response:
    """Show one's own account."""
    return _page(form, done=after.done(form.visitor, NOTICES, ok))


@router.get("/konto/daten")
def own_data_file(form: Opened) -> Response:
    """Give all that is stored about the reader, as a file."""
    visitor = form.visitor
    with visitor.database() as database:
        found = own_data.collect(database, visitor.account.pseudonym, idle=_idle(visitor))
    return as_file(found, "meine-daten")


@router.post("/konto/passwort")
def change_password(form: Posted) -> Response:
    """Set another password; all other sessions end, this one goes on under a new secret."""
    try:
        _change_password(form)
    except Incomplete as error:
        return _page(form, refused=refusal(error))
    response = leave_for("/konto", "passwort-token" if form.sent.text("token") else "passwort")
    signing.begin(form.request, form.visitor.service, form.visitor.account, response)
    return response


def _change_password(form: Form) -> None:
    account, typed = form.visitor.account, form.sent
    address = signing.address_of(form.request)
    wrong, status = _wrong_password(form, address)
    wrong += signing.wrong_in(typed)
    if wrong:
        raise Incomplete(*wrong, status=status)
    hashed = passwords.hashed(typed.text("passwort"), address)
    with form.visitor.database() as database, database.transaction():
        accounts.set_password(database, account.name, hashed)
        if typed.text("token"):
            sessions.revoke_all(database, account.name)


def _wrong_password(form: Form, address: str) -> tuple[list[Line], int]:
    """Say whether the present password is not what is typed, and with which status."""
    pool, name = form.visitor.service.pool, form.visitor.account.name
    match accounts.check_password(pool, name, form.sent.text("bisher"), address):
        case Wait(seconds=left):
            seconds = count(left, "eine Sekunde", "Sekunden")
            return [Line(f"Zu viele Versuche. Bitte warten Sie noch {seconds}.", "bisher")], 429
        case False:
            return [Line("Ihr bisheriges Passwort stimmt nicht.", "bisher")], 403
        case _:
            return [], 422


@router.post("/konto/sitzungen")
def end_sessions(form: Posted) -> Response:
    """End one of one's sessions, or all but this one."""
    name, button = form.visitor.account.name, form.sent.button
    with form.visitor.database() as database:
        if button == "andere":
            sessions.end_others(database, name, _secret(form))
            return leave_for("/konto", "andere")
        ended = _public_id(button)
        if ended:
            sessions.end_one(database, name, ended)
    return leave_for("/konto", "sitzung")


@router.post("/konto/token")
def issue_token(form: Posted) -> Response:
    """Issue a token for the API; its secret is shown this once."""
    label = " ".join(form.sent.text("bezeichnung").split())
    days = form.sent.number("tage")
    if not label or len(label) > LABEL_LIMIT:
        sentence = f"Bitte nennen Sie in höchstens {LABEL_LIMIT} Zeichen, wofür das Token ist."
        return _page(form, refused=refusal(Incomplete(Line(sentence, "bezeichnung"))))
    if days not in DAYS:
        return _page(
            form, refused=refusal(Incomplete(Line("Bitte wählen Sie eine Dauer.", "tage")))
        )
    with form.visitor.database() as database:
        secret = sessions.issue_token(database, form.visitor.account.name, days=days, label=label)
    return _page(form, issued=(label, secret))


@router.post("/konto/token/ende")
def end_token(form: Posted) -> Response:
    """End one of one's tokens."""
    ended = _public_id(form.sent.button)
    if ended:
        with form.visitor.database() as database:
            sessions.revoke_one(database, form.visitor.account.name, ended)
    return leave_for("/konto", "token")


def _page(form: Form, **facts: Any) -> Response:
    visitor = form.visitor
    account, today = visitor.account, visitor.service.today
    with visitor.database() as database:
        held = seats.of_person(database, account.pseudonym)
        shown = {
            "entry": register.find(database, account.pseudonym),
            "sessions": sessions.of_account(
                database, account.name, idle=_idle(visitor), secret=_secret(form)
            ),
            "tokens": sessions.tokens_of(database, account.name),
            "tries": sign_ins.of_person(database, account.pseudonym),
        }
    return form.page(
        "account.html", title="Mein Konto",
        **{
            "done": None, "issued": None, "held": held, "today": today, "days": DAYS,
            "outcomes": OUTCOMES, "shortest": accounts.MIN_PASSWORD, **shown, **facts,
        },
    )  # fmt: skip


def _secret(form: Form) -> str:
    return form.request.cookies.get(cookie_name(form.visitor.service.settings), "")


def _idle(visitor: Visitor) -> timedelta:
    return timedelta(minutes=visitor.service.settings.session_idle_minutes)


def _public_id(given: str) -> UUID | None:
    try:
        return UUID(given)
    except ValueError:
        return None
