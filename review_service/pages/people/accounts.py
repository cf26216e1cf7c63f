"""The accounts of an installation: the administrator opens, lets in anew, and closes them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from review_service import access
from review_service.access import Act
from review_service.acts import admitting
from review_service.acts.admitting import LINK_DAYS, NoSuchAccount
from review_service.acts.registering import NoSuchPerson
from review_service.acts.requests.persons import NewAccount, NewPerson
from review_service.pages import forms
from review_service.pages.forms import Form, Incomplete, Line, Opened, Posted, Refused, leave_for
from review_service.pages.people import choosing
from review_service.pages.people.choosing import Asked, Asking
from review_service.pages.typed import Typed
from review_service.people import accounts, register
from review_service.people.accounts import Account, AccountRefused

router = APIRouter()

NOTICES = {
    "geschlossen": "Das Konto ist gelöscht. Die Person bleibt im Verzeichnis.",
    "beendet": "Alle Sitzungen und Token dieses Kontos sind beendet.",
    "geloescht": "Die Person ist gelöscht.",
}
"""What a page says after something is done, by the name it is left with."""
_FIELDS = {"account": "konto", "name": "name", "contact": "kontakt", "office": "amt"}

Name = Annotated[str, Path(max_length=200, pattern=r"^[^\x00]+$")]
Ok = Annotated[str, Query(max_length=40)]


@router.get("/konten")
def accounts_page(form: Opened, ok: Ok = "") -> Response:
    """List all accounts with the seats they hold today."""
    access.seat_for(form.visitor.account, Act.ADMINISTER)
    with form.visitor.database() as database:
        found = accounts.everyone(database, form.visitor.service.today)
    return form.page("accounts.html", title="Konten", found=found, notice=NOTICES.get(ok))


@router.get("/konten/neu")
def new_page(form: Opened, asked: Asking) -> Response:
    """Show the form to open an account, for somebody new or a registered person."""
    access.seat_for(form.visitor.account, Act.ADMINISTER)
    return _new_page(form, Typed(), asked)


@router.post("/konten/neu")
def open_account(form: Posted) -> Response:
    """Open an account; the page shows its one-time link once."""
    access.seat_for(form.visitor.account, Act.ADMINISTER)
    typed = form.sent
    chosen = Asked(person=typed.text("person"))
    try:
        new = NewAccount(account=typed.text("konto"))
        if typed.text("person"):
            secret = admitting.open_for_registered(form.doing(), new.account, typed.text("person"))
        else:
            person = NewPerson(
                name=typed.text("name"), contact=typed.text("kontakt"), office=typed.text("amt")
            )
            secret = admitting.open_for_new(form.doing(), new.account, person)
    except AccountRefused as error:
        said = f"{error} Einen neuen Einmal-Link stellen Sie auf der Seite des Kontos aus."
        refused = forms.refusal(Incomplete(Line(said, "konto"), status=409))
        return _new_page(form, typed, chosen, refused)
    except forms.RENDERED as error:
        return _new_page(form, typed, chosen, forms.refusal(error, _FIELDS))
    return _account_page(form, new.account, secret=secret, notice="Das Konto ist eröffnet.")


@router.get("/konten/{name}")
def account_page(form: Opened, name: Name, ok: Ok = "") -> Response:
    """Show an account: whose it is, which seats it holds, what can be done with it."""
    access.seat_for(form.visitor.account, Act.ADMINISTER)
    return _account_page(form, name, notice=NOTICES.get(ok))


@router.post("/konten/{name}/link")
def new_link(form: Posted, name: Name) -> Response:
    """Issue a new one-time link; the page shows it once."""
    return _account_page(form, name, secret=admitting.link(form.doing(), name))


@router.post("/konten/{name}/sitzungen")
def end_sessions(form: Posted, name: Name) -> Response:
    """End all sessions and tokens of an account."""
    admitting.end_sessions(form.doing(), name)
    return leave_for(f"/konten/{name}", "beendet")


@router.post("/konten/{name}/schliessen")
def close(form: Posted, name: Name) -> Response:
    """Delete an account; its person stays registered."""
    admitting.close(form.doing(), name)
    return leave_for("/konten", "geschlossen")


def _new_page(form: Form, typed: Typed, asked: Asked, refused: Refused | None = None) -> Response:
    with form.visitor.database() as database:
        choice = choosing.choice(database, asked)
    if asked.person and choice.person is None:
        raise NoSuchPerson
    return form.page(
        "account_new.html", title="Konto eröffnen", refused=refused, values=typed, choice=choice
    )


def _account_page(
    form: Form, name: str, *, secret: str = "", notice: str | None = None
) -> Response:
    base = str(form.request.base_url).rstrip("/")
    account, entry = _found(form, name)
    return form.page(
        "account_of.html", title=f"Konto {name}", account=account, entry=entry, notice=notice,
        link=f"{base}/erstes-passwort/{secret}" if secret else "", link_days=LINK_DAYS,
    )  # fmt: skip


def _found(form: Form, name: str) -> tuple[Account, register.Entry | None]:
    with form.visitor.database() as database:
        account = accounts.by_name(database, name, form.visitor.service.today)
        if account is None:
            raise NoSuchAccount
        return account, register.find(database, account.pseudonym)
