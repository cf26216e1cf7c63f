"""The whole way of a draft through the pages, as the people around the table would tell it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit, Visitor

TITLE = "Wohnen und Nachbarschaft"
FIRST = """\
## Wohnen

Wer neu in die Stadt kommt, findet nur schwer eine Wohnung. Die Stadt hilft bei der Suche.

Nachbarschaftstreffs stehen allen Bürger*innen offen.

Über die Vergabe von Wohnungen wird jedes Jahr berichtet.
"""
SECOND = """\
## Wohnen

Wer neu in die Stadt kommt, findet nur schwer eine Wohnung. Die Stadt hilft bei der Suche.

Nachbarschaftstreffs stehen allen Bürger*innen offen. Jeder Stadtbezirk bekommt einen Treff.

Über die Vergabe von Wohnungen wird jedes Jahr berichtet.
"""
CONCERN = "In unserem Stadtbezirk gibt es keinen Treff. Ein Satz hilft uns nicht."
MINORITY = "In unserem Stadtbezirk gibt es keinen Treff."
NO_REPORT = "Der Bericht gehört in den Haushalt der Stadt, nicht in diesen Plan."


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_draft_goes_its_whole_way_through_the_pages(visit: Visit, javascript: bool) -> None:
    chair, beirat, conference, table, deciders, auditor = (
        signed_in(visit(java_script_enabled=javascript), account)
        for account in (
            "vorsitz-soziales", "beirat-07", "delegiertenkonferenz", "runder-tisch",
            "lenkungsgruppe", "auditor",
        )
    )  # fmt: skip
    draft = the_chair_authors(chair, f"{TITLE}, {'mit' if javascript else 'ohne'} Skript")
    the_chair_submits(chair, draft, revision=1)
    the_beirat_has_a_concern_about_the_second_paragraph(beirat, draft)
    the_conference_bundles_it_and_keeps_the_minority(conference, draft)
    the_table_agrees(table, draft)
    the_lenkungsgruppe_returns_it_with_two_vorgaben(deciders, draft)
    the_chair_answers_both_in_a_second_revision(chair, draft)
    the_chair_submits(chair, draft, revision=2)
    they_are_heard_again(beirat, conference, table, draft)
    the_lenkungsgruppe_accepts(deciders, draft)
    the_auditor_reads_how_it_came_about(auditor, draft)


def signed_in(visitor: Visitor, account: str) -> Visitor:
    visitor.go("/anmelden")
    visitor.signs_in(account)
    visitor.reads("Meine Aufgaben")
    return visitor


def the_chair_authors(chair: Visitor, title: str) -> str:
    chair.go("/entwuerfe")
    chair.follows("Neuen Entwurf anlegen")
    chair.chooses("Grundsatzpapier")
    chair.writes("Titel", title)
    chair.chooses("Nein", to="Ist das Thema für die Gleichstellung von Bedeutung?")
    chair.writes("Text der Fassung 1", FIRST)
    chair.presses("Vorschau ansehen")
    chair.reads("Vorschau: drei Absätze", "Noch nicht gespeichert.")
    chair.presses("Als Fassung 1 speichern")
    chair.reads("Der Entwurf ist angelegt. Eingereicht ist er noch nicht.", title)
    return chair.path


def the_chair_submits(chair: Visitor, draft: str, *, revision: int) -> None:
    chair.go(draft)
    chair.follows(f"Fassung {revision} einreichen")
    chair.reads(f"Die {revision}. Beratungsrunde beginnt.")
    chair.presses(f"Fassung {revision} einreichen")
    chair.reads("Der Entwurf ist eingereicht. Die Beratungsrunde läuft.")


def the_beirat_has_a_concern_about_the_second_paragraph(beirat: Visitor, draft: str) -> None:
    beirat.go("/")
    beirat.reads(f"Zu „{TITLE}")
    beirat.go(draft)
    beirat.follows("Einschätzung abgeben")
    fold = beirat.page.locator("details:has([data-absatz])")
    if fold.get_attribute("open") is None:  # without JavaScript
        fold.locator("summary").click()
    beirat.ticks("Absatz 2 markieren")
    beirat.chooses("Wir haben Bedenken")
    beirat.writes("Begründung in Ihren Worten", CONCERN)
    beirat.presses("Einschätzung abgeben")
    beirat.reads("Ihre Einschätzung ist abgegeben.")


def the_conference_bundles_it_and_keeps_the_minority(conference: Visitor, draft: str) -> None:
    conference.go(draft)
    conference.follows("Einschätzungen bündeln und übermitteln")
    conference.reads("1 von 11", CONCERN, "Nachbarschaftstreffs stehen allen Bürger*innen offen.")
    conference.ticks("Einschätzung aufnehmen")
    conference.writes("Minderheitsposition, wörtlich (freiwillig)", MINORITY)
    conference.chooses("Wir stimmen zu, möchten aber Änderungen")
    conference.writes("Text der Stellungnahme", "Wir stimmen zu. Die Treffs brauchen Orte.")
    conference.presses("An die Lenkungsgruppe übermitteln")
    conference.reads("Ihre Stellungnahme ist an die Lenkungsgruppe übermittelt.")


def the_table_agrees(table: Visitor, draft: str) -> None:
    table.go(draft)
    table.follows("Stellungnahme abgeben")
    table.chooses("Wir stimmen zu")
    table.writes("Begründung in Ihren Worten", "Der Runde Tisch trägt den Entwurf mit.")
    table.presses("Stellungnahme abgeben")
    table.reads("Ihre Stellungnahme ist abgegeben.", "Nichts steht mehr aus")


def the_lenkungsgruppe_returns_it_with_two_vorgaben(deciders: Visitor, draft: str) -> None:
    deciders.go(draft)
    deciders.follows("Entscheidung festhalten")
    deciders.chooses("Mit Vorgaben zurückgeben")
    deciders.presses("Weitere Vorgabe hinzufügen")
    first, second = (
        deciders.page.get_by_role("listitem").filter(has_text=f"Vorgabe {number}")
        for number in (1, 2)
    )
    first.get_by_label("Was soll die Gruppe ändern?").fill("Sagen Sie, wo es Treffs geben wird.")
    first.get_by_text("Stellen im Text").click()
    first.get_by_label("Zu welchem Absatz?").fill("2")
    second.get_by_label("Was soll die Gruppe ändern?").fill("Streichen Sie den Bericht.")
    second.get_by_text("Stellen im Text").click()
    second.get_by_label("Oder Wörter aus dem Text").fill("wird jedes Jahr berichtet")
    second.get_by_role("radio", name="Empfehlung").check()
    deciders.presses("Beschluss prüfen")
    deciders.reads("Die Lenkungsgruppe gibt Fassung 1 mit 2 Vorgaben zurück.", "wird jedes Jahr")
    deciders.presses("Beschluss festhalten")
    deciders.reads("Die Rückgabe mit Vorgaben ist festgehalten.")


def the_chair_answers_both_in_a_second_revision(chair: Visitor, draft: str) -> None:
    chair.go("/")
    chair.reads("Zwei Vorgaben warten auf Ihre Antwort.")
    chair.go(draft)
    chair.follows("Vorgaben beantworten und überarbeiten")
    chair.reads("Vor dem Einreichen fehlt noch die Antwort auf Vorgabe 1 und 2.")
    chair.writes("Text der Fassung 2", SECOND)
    chair.chooses("Erfüllt", to="Ihre Antwort auf Vorgabe 1")
    chair.chooses("Abgelehnt", to="Ihre Antwort auf Vorgabe 2")
    assert chair.presses("Als Fassung 2 speichern") == 422, "a rejection needs a reason"
    chair.page.locator("#grund-2").fill(NO_REPORT)
    chair.writes("Was haben Sie geändert? (freiwillig)", "Ein Treff in jedem Stadtbezirk.")
    chair.presses("Als Fassung 2 speichern")
    chair.reads("Die Fassung ist gespeichert. Eingereicht ist sie noch nicht.")
    chair.go(f"{draft}/beratung?ansicht=vorgaben")
    chair.reads(NO_REPORT)


def they_are_heard_again(beirat: Visitor, conference: Visitor, table: Visitor, draft: str) -> None:
    beirat.go(f"{draft}/stellungnahme")
    beirat.chooses("Wir stimmen zu")
    beirat.writes("Begründung in Ihren Worten", "Mit dem neuen Satz sind wir einverstanden.")
    beirat.presses("Einschätzung abgeben")
    conference.go(f"{draft}/buendelung")
    conference.ticks("Einschätzung aufnehmen")
    conference.chooses("Wir stimmen zu")
    conference.writes("Text der Stellungnahme", "Die Konferenz stimmt der Fassung 2 zu.")
    conference.presses("An die Lenkungsgruppe übermitteln")
    conference.reads("zu Fassung 2 noch nicht gehört")
    table.go(f"{draft}/stellungnahme")
    table.chooses("Wir stimmen zu")
    table.writes("Begründung in Ihren Worten", "Der Runde Tisch stimmt auch der Fassung 2 zu.")
    table.presses("Stellungnahme abgeben")
    table.reads("Nichts steht mehr aus")


def the_lenkungsgruppe_accepts(deciders: Visitor, draft: str) -> None:
    deciders.go(f"{draft}/aenderungen?von=1&bis=2")
    deciders.reads("Jeder Stadtbezirk bekommt einen Treff.")
    deciders.go(f"{draft}/beratung")
    deciders.reads("Die Konferenz stimmt der Fassung 2 zu.")
    deciders.go(f"{draft}/entscheidung")
    deciders.reads("Nichts steht mehr aus. Der Entwurf kann ohne Begründung angenommen werden.")
    deciders.chooses("Entwurf annehmen")
    deciders.presses("Beschluss prüfen")
    deciders.reads("Die Lenkungsgruppe nimmt Fassung 2 an.")
    deciders.presses("Beschluss festhalten")
    deciders.reads("Die Annahme ist festgehalten.", "angenommen")
    assert deciders.page.get_by_role("link", name="Entscheidung festhalten").count() == 0


def the_auditor_reads_how_it_came_about(auditor: Visitor, draft: str) -> None:
    auditor.go(draft)
    auditor.follows("Verlauf")
    auditor.reads("Zwölf Ereignisse", "angenommen")
    auditor.follows("Stand zu diesem Zeitpunkt (Ereignis 6)")
    auditor.reads("Stand nach Ereignis 6 von 12", "mit den Vorgaben 1 und 2 zurückgegeben")
    auditor.follows("Ein Ereignis zurück")
    auditor.reads("Stand nach Ereignis 5 von 12", "In Beratung, 1. Runde")
    auditor.page.get_by_text("Text der Fassung 1", exact=True).click()
    auditor.reads("Nachbarschaftstreffs stehen allen Bürger*innen offen.")
    assert "Jeder Stadtbezirk bekommt einen Treff." not in auditor.page.inner_text("main")
    auditor.follows("Ein Ereignis vor")
    auditor.reads("Stand nach Ereignis 6 von 12")
