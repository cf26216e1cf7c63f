"""The procedure's page: what holds on a day, and the forms that change it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from domain.procedure import Termin
from review_service.acts import proceeding
from review_service.app import create_app
from review_service.database import open_pool
from review_service.pages.visitor import cookie_name
from review_service.people import accounts, sessions
from review_service.procedure.files import read
from review_service.reviews import Reviews
from review_service.service import Service
from review_service.settings import Settings
from review_service.words import german
from review_service.words.german import long_day
from tests.conftest import Server
from tests.pages.hands import Hands, Sheet

PAGE = "/verfahren"
WAHL = f"{PAGE}/termine/mso-wahl"
JUGEND = {
    "name": "Jugend", "unterthemen": "Ausbildung\n\nFreizeit", "leitung": "dezernat-4",
    "gruppe": "neu", "neue_gruppe": "Expert*innengruppe Jugend", "grund": "WIR 2.0",
}  # fmt: skip


def shown(hands: Hands, name: str = "beirat-01", am: str = "") -> Sheet:
    return hands[name].open(f"{PAGE}?am={am}" if am else PAGE)


def tomorrow(hands: Hands) -> date:
    return hands.service.today + timedelta(days=1)


def test_everyone_reads_what_holds_today(hands: Hands) -> None:
    page = shown(hands)
    assert page.status == 200
    for words in (
        "Drucksache 2472/2019 : Weiterentwicklung",
        "gilt ab 1. November 2019 (angenommen)",
        "Drucksache 2822/2019",
        "Etappe 1: Grundsatzpapier",
        "Geplant: Mitte November 2019 (11.11.2019 bis 20.11.2019)",
        "Dezernat III, gemeinsam mit Dezernat VI",
        "Elementarbereich, Grundschulen",
        "Wann die Lenkungsgruppe beschlussfähig ist immer 01.11.2019",
        "Delegiertenkonferenz, Runder Tisch, Gleichstellungsbeauftragte",
        "von der Vorlage nicht geregelt",
    ):
        assert words in page.words, words
    assert "Termin ändern" not in page.words
    assert "Anderen Zuschnitt vorschlagen" not in page.words


def test_another_day_has_its_own_resolutions(hands: Hands) -> None:
    before, after = shown(hands, am="2019-11-30"), shown(hands, am="2019-12-01")
    assert "2822/2019" not in before.words and "Drucksache 2822/2019" in after.words
    assert "So gilt es am 30. November 2019" in before.words
    nothing = shown(hands, am="2019-10-31")
    assert nothing.status == 404
    assert "Am 31. Oktober 2019 gilt noch nichts" in nothing.words
    assert "Bitte geben Sie einen Tag an" in shown(hands, am="gestern").words
    assert "Termin ändern" not in shown(hands, "office", am="2019-12-01").words


def test_oe_50_6_moves_a_date_and_says_why(hands: Hands) -> None:
    assert "Termin ändern : Wahl der MSO" in shown(hands, "office").words
    form = hands["office"].open(WAHL)
    done = form.press(
        "aendern", art="geplant", tag="2020-01-11", grund="Zu wenige", quelle="Aufruf"
    )
    assert done.goes_to == f"{PAGE}?ok=termin"
    then = (
        hands["office"]
        .open(WAHL)
        .press("aendern", art="stattgefunden", tag="2020-01-11", grund="15 Kandidaturen")
    )
    assert then.goes_to
    words = hands["office"].open(then.goes_to).words
    assert "Der Termin ist geändert" in words
    known = f"bekannt seit {hands.service.today:%d.%m.%Y}"
    assert f"Verlegt auf: 11. Januar 2020 {known} Grund: Zu wenige Quelle: Aufruf" in words
    assert f"Stattgefunden: 11. Januar 2020 {known} Grund: 15 Kandidaturen" in words
    assert "Stattgefunden" not in shown(hands, am="2019-12-31").words


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({}, 422, "Bitte geben Sie an, ob es geplant ist oder stattgefunden hat."),
        ({"art": "geplant"}, 422, "Bitte geben Sie einen Tag an, oder wie die Quelle es nennt."),
        ({"art": "geplant", "tag": "neulich"}, 422, "zum Beispiel 11.01.2020"),
        ({"art": "geplant", "tag": "2020-01-11"}, 409, "Bitte begründen Sie"),
        (
            {"art": "geplant", "tag": "2020-01-11", "bis": "2020-01-10", "grund": "x"}, 422,
            "Der letzte Tag liegt vor dem ersten.",
        ),
        (
            {"art": "geplant", "worte": "bis Mai", "bis": "2020-05-31", "grund": "x"}, 409,
            "Der Termin ist nicht klar.",
        ),
        (
            {"art": "stattgefunden", "tag": "2099-01-01", "grund": "Das steht noch da"}, 409,
            "Stattgefunden hat nur, was schon war.",
        ),
        ({"art": "geplant", "worte": "Mai", "grund": "x", "quelle": "y" * 301}, 422, "Höchstens"),
    ],
)  # fmt: skip
def test_what_was_typed_comes_back_with_a_sentence(
    hands: Hands, typed: dict[str, str], status: int, sentence: str
) -> None:
    sheet = hands["office"].open(WAHL).press("aendern", **typed)
    assert sheet.status == status
    assert sentence in sheet.words
    for name, value in typed.items():
        assert sheet.value(name) == value


def test_a_form_is_kept_and_gone_on_with(hands: Hands) -> None:
    kept = hands["office"].open(WAHL).press("zwischenspeichern", grund="Noch zu klären")
    assert kept.goes_to == f"{PAGE}?ok=gesichert"
    assert "zwischengespeichert" in hands["office"].open(kept.goes_to).words
    assert hands["office"].open(WAHL).value("grund") == "Noch zu klären"


def test_a_double_click_moves_a_date_once(hands: Hands) -> None:
    form = hands["office"].open(WAHL)
    for _ in "12":
        assert form.press("aendern", art="geplant", tag="2020-01-11", grund="Zu wenige").goes_to
    assert shown(hands).words.count("Verlegt auf") == 1


def test_a_new_themenfeld_is_proposed_and_agreed_to(hands: Hands) -> None:
    form = hands["office"].open(f"{PAGE}/zuschnitt/neu")
    assert form.press("vorschlagen", **JUGEND).goes_to == f"{PAGE}?ok=vorgeschlagen"
    assert "Jugend mit neuer Gruppe „Expert*innengruppe Jugend“" in shown(hands).words
    assert "Liegt der Lenkungsgruppe vor" in shown(hands).words
    assert "entscheiden" not in shown(hands).words
    assert "Über „Jugend“ entscheiden" in shown(hands, "steering").words
    answer = hands["steering"].open(f"{PAGE}/vorschlaege/1")
    assert "Dieses Themenfeld gibt es noch nicht." in answer.words
    since = tomorrow(hands)
    done = answer.press("festhalten", antwort="ja", ab=since.isoformat())
    assert done.goes_to == f"{PAGE}?ok=zugestimmt"
    today, then = shown(hands), shown(hands, am=since.isoformat())
    assert f"gilt ab {since:%d.%m.%Y}" in today.words
    assert "Ausbildung, Freizeit" not in today.words
    assert "Ausbildung, Freizeit" in then.words
    theme = hands.service.procedures.on(since).themes["jugend"]
    assert (theme.group, theme.lead) == ("expertinnengruppe-jugend", "dezernat-4")
    again = hands["steering"].open(f"{PAGE}/vorschlaege/1")
    assert "Zugestimmt" in again.words and again.buttons == []


@pytest.mark.parametrize("language", [("Молодёжь", "Группа молодёжи"), ("شباب", "نادي الشباب")])
def test_names_in_other_letters_get_a_slug(hands: Hands, language: tuple[str, str]) -> None:
    name, group = language
    form = hands["office"].open(f"{PAGE}/zuschnitt/neu")
    done = form.press("vorschlagen", **{**JUGEND, "name": name, "neue_gruppe": group})
    assert done.goes_to == f"{PAGE}?ok=vorgeschlagen"
    assert f"{name} mit neuer Gruppe „{group}“" in shown(hands).words
    since = tomorrow(hands)
    answer = hands["steering"].open(f"{PAGE}/vorschlaege/1")
    assert answer.press("festhalten", antwort="ja", ab=since.isoformat()).goes_to
    (slug,) = (
        s for s, theme in hands.service.procedures.on(since).themes.items() if theme.name == name
    )
    assert slug.startswith("themenfeld-")
    again = hands["office"].open(f"{PAGE}/zuschnitt/neu")
    twice = again.press("vorschlagen", **{**JUGEND, "name": f"{name} 2", "neue_gruppe": group})
    assert twice.status == 409 and f"Wählen Sie für „{group}“ einen anderen" in twice.words


def test_a_chair_proposes_another_cut_of_the_own_theme(hands: Hands) -> None:
    words = shown(hands, "chair").words
    assert words.count("Anderen Zuschnitt vorschlagen") == 1
    form = hands["chair"].open(f"{PAGE}/zuschnitt/bildung")
    assert form.value("name") == "Bildung"
    assert (form.value("unterthemen") or "").startswith("Elementarbereich\r\nGrundschulen")
    assert (form.value("leitung"), form.value("gruppe")) == (None, None)  # selects are not read
    cut = {"leitung": "dezernat-4", "gruppe": "expertengruppe-bildung"}
    silent = form.press("vorschlagen", **cut)
    assert (silent.status, "Bitte begründen Sie" in silent.words) == (409, True)
    assert form.press("vorschlagen", **cut, grund="Zu weit").goes_to
    declined = hands["steering"].open(f"{PAGE}/vorschlaege/1").press("festhalten", antwort="nein")
    assert (declined.status, "nicht zustimmt" in declined.words) == (409, True)
    done = (
        hands["steering"]
        .open(f"{PAGE}/vorschlaege/1")
        .press("festhalten", antwort="nein", grund="Erst die Mittel")
    )
    assert done.goes_to == f"{PAGE}?ok=abgelehnt"
    assert "abgelehnt: Erst die Mittel" in shown(hands).words


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Bitte geben Sie den Namen des Themenfelds an."),
        ({"name": "Bildung"}, "Ein Themenfeld dieses Namens gibt es schon."),
        ({"neue_gruppe": ""}, "Bitte geben Sie den Namen der neuen Expert*innengruppe an."),
        ({"gruppe": "rat"}, "Bitte wählen Sie, welche Gruppe das Themenfeld bearbeitet."),
        ({"leitung": ""}, "Bitte wählen Sie das leitende Dezernat."),
        ({"name": "Jugend\u202e"}, "keine unsichtbaren Steuerzeichen, hier U+202E hinter „Jugend“"),
        ({"neue_gruppe": "\u200b"}, "Bitte geben Sie den Namen an."),
        ({"leitung": "rat"}, "Ein Gremium „rat“ gibt es nicht."),
        ({"neue_gruppe": "Dezernat 4"}, "Wählen Sie für „Dezernat 4“ einen anderen."),
    ],
)
def test_a_proposal_that_does_not_stand(hands: Hands, typed: dict[str, str], sentence: str) -> None:
    form = hands["office"].open(f"{PAGE}/zuschnitt/neu")
    sheet = form.press("vorschlagen", **{**JUGEND, **typed})
    assert sheet.status in (409, 422)
    assert sentence in sheet.words
    assert sheet.value("grund") == "WIR 2.0"


def test_the_answer_says_which_and_since_when(hands: Hands) -> None:
    hands["office"].open(f"{PAGE}/zuschnitt/neu").press("vorschlagen", **JUGEND)
    form = hands["steering"].open(f"{PAGE}/vorschlaege/1")
    assert "ob die Lenkungsgruppe zustimmt" in form.press("festhalten").words
    assert "ab welchem Tag" in form.press("festhalten", antwort="ja").words
    early = form.press("festhalten", antwort="ja", ab="2019-11-02")
    assert (early.status, early.value("ab")) == (409, "2019-11-02")


def test_who_opens_which_form(hands: Hands) -> None:
    hands["office"].open(f"{PAGE}/zuschnitt/neu").press("vorschlagen", **JUGEND)
    for path, name, status in (
        (WAHL, "steering", 403),
        (f"{PAGE}/termine/fehlt", "office", 404),
        (f"{PAGE}/zuschnitt/bildung", "other-chair", 403),
        (f"{PAGE}/zuschnitt/fehlt", "office", 404),
        (f"{PAGE}/zuschnitt/neu", "beirat-01", 403),
        (f"{PAGE}/zuschnitt/neu", "chair", 200),
        (f"{PAGE}/vorschlaege/1", "office", 403),
        (f"{PAGE}/vorschlaege/2", "steering", 404),
        (f"{PAGE}/vorschlaege/x", "steering", 404),
    ):
        assert hands[name].open(path).status == status, (path, name)


def test_words_of_dates() -> None:
    day = date(2020, 1, 11)
    assert german.termin(Termin(words="11. Januar 2020", begins=day, ends=day)) == "11. Januar 2020"
    assert german.termin(Termin(words="bald")) == "bald"
    assert german.termin(Termin(words="Mitte Januar", begins=day)) == "Mitte Januar (11.01.2020)"


def test_the_rules_page_shows_value_day_and_source(hands: Hands) -> None:
    words = hands["beirat-01"].open("/hinweise/regeln").words
    assert "Was Stimmengleichheit bedeutet abgelehnt 01.11.2019 von der Vorlage" in words


FRISTEN = """
[resolution]
number = "1/2020"
title = "Fristen"
since = 2020-01-01

[[rule]]
key = "deadlines"
value = [{ kind = "council", days = 28 }, { kind = "round_table", days = 14 }]
source = "Beschluss 1/2020"
"""


def test_a_task_says_until_when_where_there_is_a_deadline(service: Service) -> None:
    moved = [timedelta()]
    hands = Hands(replace(service, now=lambda: datetime.now(UTC) + moved[0]))
    proceeding.amend(hands.service, read(FRISTEN))
    today = hands.service.today
    hands.draft().submit()
    assert f"bis {long_day(today + timedelta(days=28))}" in hands["beirat-01"].open("/").words
    last = long_day(today + timedelta(days=14))
    assert f"bis {last}" in hands["round-table"].open("/").words
    assert "wartet auf: elf Beiräte" in hands["conference"].open("/").words
    moved[0] = timedelta(days=20)
    assert f"überfällig, Frist war am {last}" in hands["round-table"].open("/").words
    rules = shown(hands).words
    assert "Integrationsbeiräte: 28 Tage, Runder Tisch: 14 Tage 01.01.2020" in rules
    assert "Beschluss 1/2020" in rules


def test_where_nothing_is_constituted_the_page_says_so(server: Server) -> None:
    with (
        server.database("migrated") as urls,
        open_pool(urls.application, size=4) as pool,
    ):
        settings = Settings(database_url=urls.application, plain_cookie=True)
        service = Service(settings, pool, Reviews(pool))
        with pool.connection() as database:
            account = accounts.add(database, "verwaltung")
            secret = sessions.begin(database, account)
        client = TestClient(create_app(service), follow_redirects=False)
        client.cookies.set(cookie_name(settings), secret)
        answer = client.get(PAGE)
        assert answer.status_code == 404
        assert "Das Verfahren ist noch nicht eingerichtet." in answer.text
        assert client.get(WAHL).status_code == 404
        assert client.get("/").status_code == 200
        assert "immer" in client.get("/hinweise/regeln").text


def test_the_verlauf_tells_how_the_procedure_came_to_be_newest_first(hands: Hands) -> None:
    shown_to_auditor = shown(hands, "auditor").words
    first = "Das Verfahren ist eingerichtet nach Drucksache 2472/2019"
    second = "Das Verfahren ist geändert durch Drucksache 2822/2019"
    assert shown_to_auditor.index(second) < shown_to_auditor.index(first)
    assert "Darin: ein neuer Sitz und eine beendete gemeinsame Stimme." in shown_to_auditor
    told = shown_to_auditor[shown_to_auditor.index(first) :]
    assert told.index("geschehen am ") < told.index("Position ")
    older = hands["beirat-01"].open(f"{PAGE}?vor=2").words
    assert first in older and second not in older
    assert "Neueste Einträge zeigen" in older
    assert hands["beirat-01"].open(f"{PAGE}?vor=0").status == 404


def test_a_moved_date_stands_in_the_verlauf_with_who_moved_it(hands: Hands) -> None:
    form = hands["office"].open(WAHL)
    moved = {"art": "geplant", "tag": "2020-02-01", "grund": "Zu wenige Kandidaturen"}
    assert form.press("aendern", **moved).goes_to
    words = shown(hands).words
    told = "hat den Termin „Wahl der MSO“ geändert; geplant: 1. Februar 2020."
    assert f"OE 50.6 (Sachgebiet Integration) {told} Grund: „Zu wenige Kandidaturen“" in words
