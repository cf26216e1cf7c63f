"""The register and the accounts on their pages: who keeps them, what a form says, what it does."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from domain.gremium import Role
from review_service.people import accounts, register, sessions
from review_service.people.register import Entry
from review_service.service import Service
from review_service.words import german
from tests.api.callers import SEATS
from tests.api.way import Way
from tests.pages.hands import Hands, Sheet
from tests.staff import staff

NEW = {"name": "Mira Beispiel", "amt": "Verein Brücke", "kontakt": "mira@example.org"}


def entered(hands: Hands, **typed: str) -> str:
    """Enter a person by the form; gives the page it leads to."""
    done = hands["office"].open("/personen/neu").press("", **{**NEW, **typed})
    assert done.goes_to.endswith("?ok=eingetragen")
    return done.goes_to.partition("?")[0]


def entry(service: Service, path: str) -> Entry | None:
    with service.pool.connection() as database:
        return register.find(database, path.rpartition("/")[2])


@pytest.mark.parametrize("who", SEATS)
def test_who_sees_which_page(hands: Hands, who: str) -> None:
    path = entered(hands)
    reads, keeps, administers = who in ("office", "auditor"), who == "office", who == "admin"
    allowed = {
        "/personen": reads, "/personen/neu": keeps, path: reads or administers,
        f"{path}/berichtigen": keeps, f"{path}/daten": keeps,
        f"{path}/loeschen": keeps or administers,
        "/konten": administers, "/konten/neu": administers, "/konten/chair": administers,
    }  # fmt: skip
    found = {asked: hands[who].open(asked).status for asked in allowed}
    assert found == {asked: 200 if may else 403 for asked, may in allowed.items()}


def test_who_may_not_does_not_by_sending_the_form_either(hands: Hands, service: Service) -> None:
    path = entered(hands)
    chair = hands["chair"]
    token = re.search(r'name="csrf" value="([^"]+)"', chair.client.get("/konto").text)
    assert token
    posts = [
        "/personen/neu", f"{path}/berichtigen", f"{path}/loeschen", "/konten/neu",
        "/konten/office/link", "/konten/office/sitzungen", "/konten/office/schliessen",
    ]  # fmt: skip
    sent = [("csrf", token[1]), *NEW.items(), ("konto", "neu"), ("grund", "request")]
    assert [chair.send(one, sent).status for one in posts] == [403] * len(posts)
    kept = entry(service, path)
    assert kept and kept.display_name == NEW["name"]


def test_a_person_is_entered_found_and_corrected(hands: Hands, service: Service) -> None:
    path = entered(hands)
    office = hands["office"]
    assert NEW["kontakt"] in office.open(path).answer.text
    assert path in office.open("/personen?suche=brücke+mira").answer.text
    for words in ("bru%CC%88cke", "Bruecke", "brucke+MIRA", "mira+b’rücke"):
        assert path in office.open(f"/personen?suche={words}").answer.text
    assert "Niemand im Verzeichnis" in office.open("/personen?suche=niemand").answer.text
    form = office.open(f"{path}/berichtigen")
    assert form.value("name") == NEW["name"]
    done = form.press("", name="Mira Neu", amt="", kontakt="")
    assert done.goes_to == f"{path}?ok=berichtigt"
    kept = entry(service, path)
    assert kept and (kept.display_name, kept.office, kept.contact) == ("Mira Neu", "", "")


def test_a_refused_entry_comes_back_as_typed(hands: Hands) -> None:
    refused = hands["office"].open("/personen/neu").press("", name=" ", amt="Verein", kontakt="k")
    assert refused.status == 422 and "Bitte geben Sie den Namen an." in refused.words
    assert (refused.value("amt"), refused.value("kontakt")) == ("Verein", "k")


def test_a_double_click_enters_one_person(hands: Hands, service: Service) -> None:
    form = hands["office"].open("/personen/neu")
    assert form.press("", **NEW).goes_to == form.press("", **NEW).goes_to
    with service.pool.connection() as database:
        assert len(register.search(database, NEW["name"])) == 1


def test_no_contact_is_shown_to_auditor_and_administrator(hands: Hands) -> None:
    path = entered(hands)
    for who, pages in {"auditor": ("/personen", path), "admin": (path,)}.items():
        for page in pages:
            text = hands[who].open(page).answer.text
            assert NEW["name"] in text and NEW["kontakt"] not in text


def test_erasing_names_what_is_removed_of_a_person_and_no_more(hands: Hands) -> None:
    office = hands["office"]
    path = entered(hands)
    assert "Der Kontakt wird sofort entfernt." in office.open(f"{path}/loeschen").words
    office.open(f"{path}/berichtigen").press("", kontakt="")
    assert "sofort entfernt" not in office.open(f"{path}/loeschen").words
    person = hands.api["chair"].get("/api/me").json()["person"]
    seated = office.open(f"/personen/{person}/loeschen").words
    assert "Konto, Sitzungen, Token und angefangene Texte werden sofort entfernt." in seated


def test_erasing_says_what_it_does_and_asks_why(hands: Hands, service: Service) -> None:
    path = entered(hands)
    form = hands["office"].open(f"{path}/loeschen")
    assert "Der Name wird sofort überall entfernt" in form.answer.text
    refused = form.press("")
    assert refused.status == 422 and entry(service, path)
    done = form.press("", grund="request")
    assert done.goes_to == "/personen?ok=geloescht"
    assert entry(service, path) is None
    assert hands["office"].open(path).status == 404
    assert "Die Person ist gelöscht." in hands["office"].open(done.goes_to).answer.text


def test_of_who_acted_in_office_the_page_says_why_the_name_stays(
    hands: Hands, service: Service
) -> None:
    Way(hands.api)  # the chair of Bildung authored a draft
    person = hands.api["chair"].get("/api/me").json()["person"]
    path = f"/personen/{person}"
    form = hands["office"].open(f"{path}/loeschen")
    assert "30 Jahre nach dem letzten Tag im Amt" in form.answer.text
    assert "Der Sitz im Gremium „Expert*innengruppe Bildung“ endet heute." in form.answer.text
    done = form.press("", grund="no_longer_needed")
    assert done.goes_to == f"{path}?ok=name-bleibt"
    text = hands["office"].open(path).answer.text
    assert "Diese Person ist gelöscht" in text and "weil die Person ein Amt" in text
    assert "werden nicht mehr gebraucht" in text
    assert "gelöscht, Name bleibt bis" in hands["office"].open("/personen").answer.text
    for again in ("loeschen", "berichtigen"):
        assert hands["office"].open(f"{path}/{again}").status == 409
    with service.pool.connection() as database:
        assert accounts.by_name(database, "chair", service.today) is None


def test_the_administrator_erases_who_has_no_seat(hands: Hands, service: Service) -> None:
    path = entered(hands)
    done = hands["admin"].open(f"{path}/loeschen").press("", grund="mistake")
    assert done.goes_to == "/konten?ok=geloescht"
    assert entry(service, path) is None
    seated = hands.api["beirat-01"].get("/api/me").json()["person"]
    refused = hands["admin"].open(f"/personen/{seated}/loeschen")
    assert (
        refused.status == 403 and "Dann löscht sie nur die Geschäftsstelle" in refused.answer.text
    )


# Accounts ----------------------------------------------------------------------------------------


def link_in(sheet: Sheet) -> str:
    found = re.search(r"/erstes-passwort/([^<]+)</code>", sheet.answer.text)
    assert found
    return found[1]


def invited(service: Service, secret: str) -> str | None:
    with service.pool.connection() as database:
        found = sessions.by_token(database, secret, day=service.today, purpose="first_password")
    return found.name if found else None


def opened(hands: Hands, **typed: str) -> Sheet:
    """Open an account by the form; the search above it is a form of its own."""
    admin = hands["admin"]
    form = admin.open("/konten/neu")
    sent = {name: value for name, value in form.fields if name != "suche"} | typed
    return admin.send("/konten/neu", [*sent.items()])


def test_an_account_is_opened_for_somebody_new(hands: Hands, service: Service) -> None:
    sheet = opened(hands, **NEW, konto="m.beispiel")
    assert sheet.status == 200 and invited(service, link_in(sheet)) == "m.beispiel"
    with service.pool.connection() as database:
        account = accounts.by_name(database, "m.beispiel", service.today)
    assert account and (account.display_name, account.seats) == (NEW["name"], ())
    listed = hands["admin"].open("/konten").answer.text
    assert "m.beispiel" in listed and "ohne Sitz" in listed
    assert "Integrationsbeirat" in listed


def test_an_account_is_opened_for_a_registered_person(hands: Hands, service: Service) -> None:
    person = entered(hands).rpartition("/")[2]
    assert person in hands["admin"].open("/konten/neu?suche=mira").answer.text
    form = hands["admin"].open(f"/konten/neu?person={person}")
    form.path = "/konten/neu"
    assert NEW["name"] in form.words
    sheet = form.press("", konto="m.beispiel")
    assert invited(service, link_in(sheet)) == "m.beispiel"
    kept = entry(service, person)
    assert kept and kept.account == "m.beispiel"


def test_a_link_is_named_and_comes_as_a_letter(hands: Hands, service: Service) -> None:
    sheet = opened(hands, **NEW, konto="m.beispiel")
    until = german.date(service.now() + timedelta(days=14))
    assert f"Für {NEW['name']} , ausgestellt von admin, für das erste Passwort." in sheet.words
    assert sheet.answer.text.count(link_in(sheet)) == 2  # in the field and in the letter
    letter = sheet.answer.text.partition('class="brief"')[2].partition("</article>")[0]
    for words in (f"Guten Tag <bdi>{NEW['name']}", "m.beispiel", f"bis {until}", "hinweise/hilfe"):
        assert words in letter, words
    page = hands["admin"].open("/konten/m.beispiel")
    assert "Noch nicht benutzt: der Einmal-Link vom" in page.words and until in page.words
    assert "ausgestellt von admin" in page.words and link_in(sheet) not in page.answer.text
    anew = page.person.send("/konten/m.beispiel/link", page.fields)
    assert "für ein neues Passwort" in anew.words and invited(service, link_in(sheet)) is None


def test_a_double_click_opens_one_account_and_says_where_a_link_is_to_be_had(
    hands: Hands, service: Service
) -> None:
    opened(hands, **NEW, konto="m.beispiel")
    again = opened(hands, **NEW, konto="m.beispiel")
    assert again.status == 409 and "erstes-passwort" not in again.answer.text
    assert "Einen neuen Einmal-Link stellen Sie auf der Seite des Kontos aus." in again.words
    with service.pool.connection() as database:
        assert len(register.search(database, NEW["name"])) == 1


@pytest.mark.parametrize(
    ("konto", "status", "said"),
    [
        ("chair", 409, "Das Konto chair gibt es schon."),
        ("Groß und breit", 422, "kleine Buchstaben"),
        ("", 422, "kleine Buchstaben"),
    ],
)
def test_a_refused_account_comes_back_as_typed(
    hands: Hands, service: Service, konto: str, status: int, said: str
) -> None:
    refused = opened(hands, **NEW, konto=konto)
    assert refused.status == status and said in refused.answer.text
    assert refused.value("name") == NEW["name"] and refused.value("konto") == konto
    with service.pool.connection() as database:
        assert register.search(database, NEW["name"]) == []


def test_a_new_link_makes_the_old_one_void(hands: Hands, service: Service) -> None:
    first = link_in(opened(hands, **NEW, konto="m.beispiel"))
    admin = hands["admin"]
    token = admin.open("/konten/m.beispiel").value("csrf")
    assert token
    second = link_in(admin.send("/konten/m.beispiel/link", [("csrf", token)]))
    assert invited(service, first) is None and invited(service, second) == "m.beispiel"


def test_all_sessions_and_tokens_of_an_account_are_ended(hands: Hands, service: Service) -> None:
    beirat, admin = hands["beirat-01"], hands["admin"]
    token = admin.open("/konten/beirat-01").value("csrf")
    assert token and beirat.open("/").status == 200
    done = admin.send("/konten/beirat-01/sitzungen", [("csrf", token)])
    assert done.goes_to == "/konten/beirat-01?ok=beendet"
    assert beirat.open("/").status == 303
    assert hands.api["beirat-01"].get("/api/me").status_code == 401


def test_a_closed_account_leaves_its_person(hands: Hands, service: Service) -> None:
    person = hands.api["beirat-01"].get("/api/me").json()["person"]
    admin = hands["admin"]
    token = admin.open("/konten/beirat-01").value("csrf")
    assert token
    done = admin.send("/konten/beirat-01/schliessen", [("csrf", token)])
    assert done.goes_to == "/konten?ok=geschlossen"
    assert admin.open("/konten/beirat-01").status == 404
    kept = entry(service, person)
    assert kept and kept.account is None


def test_the_administrator_sees_no_unsubmitted_draft(hands: Hands) -> None:
    way = hands.draft(title="Noch nicht eingereicht")
    assert hands["admin"].open(f"/entwuerfe/{way.id}").status == 404
    assert "Noch nicht eingereicht" not in hands["admin"].open("/entwuerfe").answer.text


def test_a_page_of_the_register_is_followed_by_the_next(hands: Hands, service: Service) -> None:
    with service.pool.connection() as database:
        for number in range(60):
            register.register(database, f"Person {number:02}", office="Turnverein")
    office = hands["office"]
    first = office.open("/personen?suche=turnverein").answer.text
    assert "Person 49" in first and "Person 50" not in first
    second = office.open("/personen?suche=turnverein&seite=2").answer.text
    assert "Person 50" in second and "Nächste Seite" not in second


def test_a_person_with_several_seats_is_shown_with_each(hands: Hands, service: Service) -> None:
    staff(service, {"viel": [("beirat-04", Role.MEMBER), ("runder-tisch", Role.MEMBER)]})
    with service.pool.connection() as database:
        found = accounts.by_name(database, "viel", service.today)
    assert found
    text = hands["auditor"].open(f"/personen/{found.pseudonym}").answer.text
    assert "Runder Tisch" in text and "01.11.2019" in text
