"""What every page says after an act: what was done, when, where it is read, and the next task."""

from __future__ import annotations

from domain.gremium import Role
from tests.pages.hands import Hands, Sheet
from tests.pages.test_elections import AtThePages
from tests.pages.test_gremien import LG, appoint
from tests.pages.test_procedure import JUGEND
from tests.pages.test_suggestions import forwarded

NOTHING_LEFT = "Sie haben zurzeit keine weitere Aufgabe."


def said(sheet: Sheet) -> str:
    """The note a page begins with after an act, as HTML."""
    text = sheet.answer.text
    assert 'class="erfolg' in text
    return text.partition('class="erfolg')[2].partition("</div>")[0]


def test_an_election_a_gremium_and_the_procedure_lead_to_their_verlauf(hands: Hands) -> None:
    election = AtThePages(hands)
    office = election.office
    note = said(office.open(f"{election.path}?ok=ausgerufen"))
    assert "Die Wahl ist ausgerufen." in note and 'datetime="2019-11-18T' in note
    assert 'href="#verlauf">Im Verlauf ansehen</a>' in note
    assert f'Ihre nächste Aufgabe: <a class="kern-link" href="{election.path}/einladung">' in note
    note = said(office.open(appoint(office).goes_to))
    assert "<time datetime=" in note and 'href="#verlauf"' in note
    assert f'href="{election.path}/einladung"' in note
    proposed = office.open("/verfahren/zuschnitt/neu").press("vorschlagen", **JUGEND)
    note = said(office.open(proposed.goes_to))
    assert "Der Vorschlag liegt der Lenkungsgruppe vor." in note and 'href="#verlauf"' in note
    assert "Über den Zuschnitt" in hands["steering"].open("/").words


def test_a_suggestion_that_was_answered_leads_to_the_seat(hands: Hands) -> None:
    path = forwarded(hands)
    assert NOTHING_LEFT in said(hands["office"].open(f"{path}?ok=weiterleiten"))
    dezernat = hands.with_seats("dez-4", ("dezernat-4", Role.OFFICE))
    seat = {"sitz": "expertengruppe-bildung extern", "seit": "2020-01-13"}
    done = dezernat.open(f"{path}/berufen").press("berufen", **seat)
    note = said(dezernat.open(done.goes_to))
    assert "Die Person ist berufen." in note and "<time datetime=" in note
    assert 'href="/gremien/expertengruppe-bildung#verlauf"' in note and NOTHING_LEFT in note


def test_an_account_and_a_person_name_the_next_task(hands: Hands) -> None:
    entered = hands["office"].open("/personen/neu").press("eintragen", name="Ada Muster")
    assert NOTHING_LEFT in said(hands["office"].open(entered.goes_to))
    assert NOTHING_LEFT in said(hands["admin"].open("/konten/beirat-01?ok=beendet"))
    hands.draft().submit()
    note = said(hands["beirat-01"].open("/konto?ok=andere"))
    assert "Stellung nehmen" in note and "/stellungnahme" in note


def test_what_was_only_kept_was_recorded_at_no_moment(hands: Hands) -> None:
    way = hands.draft().submit()
    kept = said(hands["beirat-01"].open(f"/entwuerfe/{way.id}?ok=gesichert"))
    assert "noch nicht abgegeben" in kept and "<time" not in kept and "Verlauf" not in kept
    assert 'class="erfolg' not in hands["office"].open(f"{LG}?ok=erfunden").answer.text
