"""The accounts of an installation: the administrator opens, lets in anew, and closes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from domain.person import Person
from projections import history
from review_service import access
from review_service.access import Act
from review_service.acts import admitting
from review_service.acts.admitting import NoSuchAccount
from review_service.acts.doing import Doing
from review_service.acts.registering import NoSuchPerson
from review_service.acts.requests.persons import NewAccount, NewPerson
from review_service.pages import after
from review_service.pages.forms import Form, Incomplete, Line, Opened, Posted, leave_for
from review_service.pages.kinds import Field, Words
from review_service.pages.people import choosing, persons
from review_service.pages.people.choosing import Asking, Whom
from review_service.pages.steps import Desk, Step, serve
from review_service.pages.visitor import Visiting
from review_service.people import accounts, register, sessions
from review_service.people.accounts import Account, AccountRefused
from review_service.people.sessions import Token
from review_service.words.persons import person_named

router = APIRouter()

NOTICES = {
    "geschlossen": "Das Konto ist gelöscht. Die Person bleibt im Verzeichnis.",
    "beendet": "Alle Sitzungen und Token dieses Kontos sind beendet.",
    "geloescht": "Die Person ist gelöscht.",
}
"""What a page says after something is done, by the name it is left with."""

Name = Annotated[str, Path(max_length=200, pattern=r"^[^\x00]+$")]
Ok = Annotated[str, Query(max_length=40)]


@router.get("/konten")
def accounts_page(form: Opened, ok: Ok = "") -> Response:
    """List all accounts with the seats they hold today."""
    access.seat_for(form.visitor.account, Act.ADMINISTER)
    with form.visitor.database() as database:
        found = accounts.everyone(database, form.visitor.service.today)
    done = after.done(form.visitor, NOTICES, ok)
    return form.page("accounts.html", title="Konten", found=found, done=done)


# Opening one -------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Opening(Desk):
    """The list a new account comes into, and who is chosen or looked for."""

    chosen: choosing.Choice


def _to_open(desk: Opening) -> list[Field]:
    ask = "Bitte geben Sie den Namen an."
    return [
        Whom(choice=desk.chosen, accounts=True, hint="So steht die Person auf allen Seiten.",
             ask=ask),
        *([] if desk.chosen.person else persons.entered(desk)),
        Words("konto", "Benutzername", "account", "Kleine Buchstaben, Ziffern, Punkte und Striche.",
              required=True, spelt=False),
    ]  # fmt: skip


def _opening(
    *, account: str, person: str | None, name: str | None, contact: str = "", office: str = ""
) -> tuple[str, str | NewPerson]:
    """Give the account's name and whose it is: a pseudonym, or somebody new."""
    new = NewAccount(account=account).account
    return new, person or NewPerson(name=name or "", contact=contact, office=office)


def _open(doing: Doing, _: None, new: tuple[str, str | NewPerson]) -> tuple[str, str]:
    """Give the account's name and the secret of its one-time link."""
    account, whose = new
    try:
        if isinstance(whose, str):
            return account, admitting.open_for_registered(doing, account, whose)
        return account, admitting.open_for_new(doing, account, whose)
    except AccountRefused as error:
        said = f"{error} Einen neuen Einmal-Link stellen Sie auf der Seite des Kontos aus."
        raise Incomplete(Line(said, "konto"), status=409) from error


def _opened(form: Form, _: Desk, done: tuple[str, str]) -> Response:
    """The page shows the one-time link this once."""
    account, secret = done
    return _account_page(form, account, secret=secret, why=OPENED)


OPEN: Step[Opening] = Step(
    "eroeffnet", "Konto eröffnen", "Konto eröffnen", "Das Konto ist eröffnet.", Act.ADMINISTER,
    _to_open, _opening, _open,
    lead="Sie erhalten einen Einmal-Link. Wer ihn öffnet, legt das erste Passwort fest.",
    unsent="Das Konto ist noch nicht eröffnet", ends=_opened,
)  # fmt: skip


def _new(visitor: Visiting, asked: Asking) -> tuple[Step[Opening], Opening]:
    """Give the form to open an account, for somebody new or a registered person."""
    OPEN.must(visitor)
    with visitor.database() as database:
        chosen = choosing.choice(database, asked)
    if asked.person and chosen.person is None:
        raise NoSuchPerson
    return OPEN, Opening(visitor=visitor, trail=(("Konten", "/konten"),), chosen=chosen)


serve(router, "/konten/neu", _new)


# One account -------------------------------------------------------------------------------------


@router.get("/konten/{name}")
def account_page(form: Opened, name: Name, ok: Ok = "") -> Response:
    """Show an account: whose it is, which seats it holds, what can be done with it."""
    access.seat_for(form.visitor.account, Act.ADMINISTER)
    return _account_page(form, name, ok=ok)


@router.post("/konten/{name}/link")
def new_link(form: Posted, name: Name) -> Response:
    """Issue a new one-time link; the page shows it once."""
    return _account_page(form, name, secret=admitting.link(form.doing(), name), why=ANEW)


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


OPENED, ANEW = "Das Konto ist eröffnet", "Der neue Einmal-Link ist ausgestellt"


@dataclass(frozen=True)
class Link:
    """A one-time link in the hands of who issued it: shown this once, in words why there is one."""

    address: str
    until: datetime
    by: str
    why: str

    @property
    def first(self) -> bool:
        """Whether it opens an account that was not there before."""
        return self.why == OPENED


def _account_page(
    form: Form, name: str, *, secret: str = "", why: str = "", ok: str = ""
) -> Response:
    service, visitor = form.visitor.service, form.visitor
    account, entry = _found(form, name)
    address = service.settings.link(f"/erstes-passwort/{secret}") if secret else ""
    until = service.now() + timedelta(days=service.settings.link_days)
    return form.page(
        "account_of.html", title=f"Konto {name}", account=account, entry=entry,
        done=after.done(visitor, NOTICES, ok), open_links=_open_links(form, account),
        link=Link(address, until, visitor.account.display_name, why) if secret else None,
        home=service.settings.link("/"), shortest=accounts.MIN_PASSWORD,
    )  # fmt: skip


def _open_links(form: Form, account: Account) -> list[tuple[Token, str]]:
    """Give the one-time links of an account that are still good, with who let it in last."""
    with form.visitor.database() as database:
        tokens = sessions.tokens_of(database, account.name)
        lately = history.lately(database, Person.id_of(account.pseudonym), limit=50)
        let_in = (one.event for one in lately)
        by = next((e.by for e in let_in if isinstance(e, LETTING_IN)), None)
        names = register.names(database, [by.person] if by else [])
    who = person_named(form.visitor.ordnung, names, by.person, by.role, by.body.slug) if by else ""
    return [(token, who) for token in tokens if token.purpose == "first_password"]


LETTING_IN = (Person.AccountOpened, Person.LinkIssued)


def _found(form: Form, name: str) -> tuple[Account, register.Entry | None]:
    with form.visitor.database() as database:
        account = accounts.by_name(database, name, form.visitor.service.today)
        if account is None:
            raise NoSuchAccount
        return account, register.find(database, account.pseudonym)
