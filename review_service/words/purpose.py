"""What an account is for, in three sentences: for whom it speaks, what it may do, where to look."""

from __future__ import annotations

from domain.gremium import Kind
from review_service import access
from review_service.access import Act
from review_service.people.accounts import Account
from review_service.words.german import listed

_MAY = {
    Act.AUTHOR: "Entwürfe anlegen",
    Act.REVISE: "an Entwürfen Ihrer Expert*innengruppe schreiben",
    Act.SUBMIT: "sie einreichen",
    Act.STATE: "zu jedem eingereichten Entwurf Stellung nehmen",
    Act.TRANSMIT: "die Einschätzungen der Beiräte bündeln und übermitteln",
    Act.DECIDE: "Entwürfe annehmen oder mit Vorgaben zurückgeben",
    Act.ELECT: "Wahlen durchführen",
    Act.COLLECT: "Initiativvorschläge sammeln",
    Act.ANSWER_SUGGESTION: "Initiativvorschläge beantworten",
    Act.REGISTER: "das Personenverzeichnis führen",
    Act.ADMINISTER: "Konten öffnen und schließen",
    Act.READ_LOG: "den ganzen Verlauf mit allen Daten prüfen",
    Act.APPOINT: "Sitze besetzen",
    Act.REMIND: "an Ausstehendes erinnern",
    Act.REPORT_COUNTS: "die Zusammensetzung Ihrer Gruppe melden",
    Act.CONSULT: "um Rücksprache mit der Gleichstellungsbeauftragten bitten",
}
"""Said in this order."""
MOST = 4
_AN_ASSESSMENT = "zu jedem eingereichten Entwurf die Einschätzung Ihres Beirats abgeben"


def sentences(account: Account, capacities: list[str]) -> tuple[str, str, str]:
    """Give the three sentences; `capacities` say in which roles and for whom the account speaks."""
    whom = f"Dieses Konto spricht für: {listed(capacities)}."
    if not capacities:
        whom = "Dieses Konto hat zurzeit keinen Sitz."
    acts = [words for act, words in _MAY.items() if any(access.seats_for(account, act))][:MOST]
    if all(seat.body.kind is Kind.COUNCIL for seat in account.seats):
        acts = [_AN_ASSESSMENT if words == _MAY[Act.STATE] else words for words in acts]
    may = f"Damit können Sie {listed(acts)}; lesen können Sie alles, was eingereicht ist."
    if not acts:
        may = "Damit lesen Sie alles, was eingereicht ist, und folgen jedem Schritt."
    return whom, may, "Was von Ihnen erwartet wird, steht unter „Meine Aufgaben“."
