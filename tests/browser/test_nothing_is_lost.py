"""What someone typed is still there: after a sign-out, another's revision, a second click."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route

from tests.browser.conftest import Visit, Visitor

WORDS = "Wir haben zwei Abende darüber gesprochen.\n\nDas soll nicht verloren gehen."


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_statement_outlives_the_session_it_was_typed_in(visit: Visit, javascript: bool) -> None:
    beirat = visit("beirat-11" if javascript else "beirat-10", java_script_enabled=javascript)
    draft = f"/entwuerfe/{beirat.site.drafts['demokratie']}"
    before = beirat.site.events(draft)
    beirat.go(f"{draft}/stellungnahme")
    beirat.chooses("Wir haben Bedenken")
    if not javascript:  # with it, a wide screen shows the text at once
        beirat.page.get_by_text("Text lesen und Stellen markieren", exact=True).click()
    beirat.ticks("Absatz 3 markieren")
    beirat.writes("Begründung in Ihren Worten", WORDS)
    signs_out_in_another_tab(beirat)

    assert beirat.presses("Einschätzung abgeben") == 401
    beirat.reads("Ihre Sitzung ist abgelaufen")
    assert beirat.signs_in("beirat-11" if javascript else "beirat-10") == 200
    beirat.holds("Begründung in Ihren Worten", WORDS)
    if not javascript:
        beirat.page.get_by_text("Text lesen und Stellen markieren (schon begonnen)").click()
    assert beirat.page.get_by_role("checkbox", name="Absatz 3 markieren").is_checked()
    assert beirat.site.events(draft) == before, "signing in gives no statement"
    beirat.presses("Einschätzung abgeben")
    beirat.reads("Ihre Einschätzung ist abgegeben.")
    assert beirat.site.events(draft) == [*before, "Draft.BeiratStatementGiven"]


def signs_out_in_another_tab(visitor: Visitor) -> None:
    tab = visitor.context.new_page()
    tab.goto(visitor.site.address)
    with tab.expect_navigation():
        tab.get_by_role("button", name="Abmelden").click()
    tab.close()


def test_two_who_edit_at_once_lose_nothing_and_decide_where_both_did(visit: Visit) -> None:
    chair = visit("vorsitz-stadtleben-und-kultur", java_script_enabled=False)
    office = visit("geschaeftsfuehrung-stadtleben-und-kultur")
    draft = f"/entwuerfe/{chair.site.drafts['stadtleben-und-kultur']}"
    for writer in (chair, office):
        writer.go(f"{draft}/ueberarbeiten")
    text = office.field("Text der Fassung 3").input_value().rstrip()
    office.writes("Text der Fassung 3", f"{text} Das Sachgebiet war schneller.\n\nNeu am Ende.")
    office.presses("Als Fassung 3 speichern")
    ours = f"Ein neuer Anfang.\n\n{text} Das soll nicht verloren gehen.\n"
    chair.writes("Text der Fassung 3", ours)

    assert chair.presses("Als Fassung 3 speichern") == 409
    chair.reads("Eine Stelle ist gleichzeitig geändert", "Gemeinsame Grundlage")
    chair.reads("Das Sachgebiet war schneller.", "schon zusammengeführt")
    chair.holds("Text der Fassung 4", ours)
    assert chair.page.locator("main input[name^=zusammen-]:checked").count() == 0
    assert chair.presses("Als Fassung 4 speichern") == 409
    chair.reads("Bitte wählen Sie, was gelten soll.")
    chair.chooses("Ihr Text", to="Was soll gelten?")
    chair.presses("Als Fassung 4 speichern")
    chair.reads("beide Texte sind zusammengeführt")
    chair.go(f"{draft}/text")
    chair.reads("Das soll nicht verloren gehen.", "Ein neuer Anfang.", "Neu am Ende.")


def test_a_form_that_is_sent_twice_is_one_statement(visit: Visit) -> None:
    table = visit("runder-tisch")
    draft = f"/entwuerfe/{table.site.drafts['demokratie']}"
    before = table.site.events(draft)
    answers: list[int] = []

    def send_twice(route: Route) -> None:
        if route.request.method == "POST":
            answers.append(route.fetch(max_redirects=0).status)
        route.continue_()

    table.page.route("**/stellungnahme", send_twice)
    table.go(f"{draft}/stellungnahme")
    table.chooses("Wir stimmen zu")
    table.writes("Begründung in Ihren Worten", "Der Runde Tisch stimmt zu.")
    table.page.get_by_role("button", name="Stellungnahme abgeben", exact=True).dblclick()
    table.reads("Ihre Stellungnahme ist abgegeben.")
    assert answers[0] == 303, "the first time it was taken"
    assert table.site.events(draft) == [*before, "Draft.RunderTischStatementGiven"]


def test_what_is_put_aside_waits_on_another_device(visit: Visit) -> None:
    at_home, in_the_office = visit("beirat-08"), visit("beirat-08")
    form = f"/entwuerfe/{at_home.site.drafts['demokratie']}/stellungnahme"
    at_home.go(form)
    at_home.writes("Begründung in Ihren Worten", WORDS)
    at_home.presses("Später weiterschreiben")
    at_home.reads("Ihr Text ist gespeichert und noch nicht abgegeben.")
    in_the_office.go("/")
    in_the_office.reads("Angefangen und noch nicht abgegeben")
    in_the_office.go(form)
    in_the_office.holds("Begründung in Ihren Worten", WORDS)


def test_a_file_from_an_older_windows_keeps_its_umlauts(visit: Visit) -> None:
    text = "## Größe\n\nBürger*innen sagen „Grüß Gott“ – und zahlen 700 €.\n"
    chair = visit("vorsitz-wirtschaft")
    chair.go("/entwuerfe/neu")
    chair.attaches("alt.txt", text.replace("\n", "\r\n").encode("cp1252"))
    chair.presses("Datei einlesen")
    chair.holds("Text der Fassung 1", text)
