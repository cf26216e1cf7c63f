"""Every page and form, and whose it is: for asking each of every kind of account."""

from __future__ import annotations

from collections.abc import Iterator

from review_service.access import Act
from tests.api.calls import BODIES, Call, OfSuggestion, acting, reading
from tests.api.grid import BILDUNG, holds

DRAFT = "/entwuerfe/{id}"
PUBLIC = {
    ("GET", "/anmelden"),
    ("POST", "/anmelden"),
    ("POST", "/abmelden"),
    ("GET", "/erstes-passwort/{secret}"),
    ("POST", "/erstes-passwort/{secret}"),
    ("GET", "/hinweise/regeln"),
    ("GET", "/hinweise/{name}"),
}
"""What needs no seat, and no account."""


class OfBeirat(Call):
    """A call about a passage that Beirat 01 pointed at."""

    def answer(self, name: str, state: str) -> int:
        answer = super().answer(name, state)
        return 403 if answer == self.then and not holds(name, "beirat-01") else answer


def form(path: str, *acts: Act, **facts: object) -> Iterator[Call]:
    """A form that is opened and sent, empty; whoever may is told what to mend."""
    yield reading(path, *acts, **facts)
    yield acting(path, *acts, **facts)


_OPEN = ("", "/fassungen", "/herkunft", "/aenderungen", "/zeilen", "/stellungnahmen", "/beratung",
         "/verlauf",
         "/text", "/text/absatz",
         "/verlauf/{version}/daten", "/text.docx", "/text.odt",
         "/aenderungen.docx", "/aenderungen.odt")  # fmt: skip
DRAFTS = (
    *(reading(DRAFT + what) for what in _OPEN),
    *form(f"{DRAFT}/ueberarbeiten", Act.REVISE),
    *form(f"{DRAFT}/einreichen", Act.SUBMIT),
    *form(f"{DRAFT}/zurueckziehen", Act.WITHDRAW),
    *form(f"{DRAFT}/stellungnahme", Act.STATE),
    *form(f"{DRAFT}/buendelung", Act.TRANSMIT),
    *form(f"{DRAFT}/ruecksprache", Act.CONSULT),
    *form(f"{DRAFT}/erinnern", Act.REMIND),
    *form(f"{DRAFT}/entscheidung", Act.DECIDE),
    reading(f"{DRAFT}/textstellen/{{n}}", missing=("never submitted",)),
    OfBeirat("POST", f"{DRAFT}/textstellen/{{n}}", (Act.PLACE,), missing=("never submitted",)),
    reading("/entwuerfe"),
    reading("/entwuerfe/themenfeld/{theme}/{paper}"),
    *form("/entwuerfe/neu", Act.AUTHOR),
)
_STEPS = ("einladung", "aufnahme", "streichung", "aufstellung", "ruecktritt", "verlegung",
          "abbruch", "wahlgang-1", "wahlgang-2", "auszaehlung-2", "los", "ergebnis")  # fmt: skip
_PRINTS = ("waehlerverzeichnis", "stimmzettel", "zaehlliste", "niederschrift")
ELECTIONS = (
    reading("/wahlen"),
    reading("/wahlen/{id}"),
    *(reading(f"/wahlen/{{id}}/{print}") for print in _PRINTS),
    *form("/wahlen/neu", Act.ELECT),
    *(call for step in _STEPS for call in form("/wahlen/{id}/{schritt}", Act.ELECT, n=step)),
)
PROCEDURE = (
    reading("/verfahren"),
    *form("/verfahren/termine/{slug}", Act.MOVE_DATES, n="mso-wahl"),
    *form("/verfahren/zuschnitt/{slug}", Act.PROPOSE_RECUT, n="bildung", body=BILDUNG),
    *form("/verfahren/vorschlaege/{number}", Act.AGREE),
)
_STAFFING = ("berufen", "ausscheiden", "vertretung", "vertretungsende", "vertretungstage")
_COUNTS = ("geschlechter", "migrationshintergrund")
GREMIEN = (
    reading("/gremien"),
    *(reading("/gremien/{slug}", body=slug, n=slug) for slug in BODIES),
    *(
        call
        for slug in BODIES
        for step in _STAFFING
        for call in form("/gremien/{slug}/{step}", Act.APPOINT, body=slug, n=step)
    ),
    *(
        call
        for slug in BODIES[:2]
        for step in _COUNTS
        for call in form("/gremien/{slug}/{step}", Act.REPORT_COUNTS, body=slug, n=step)
    ),
)
SUGGESTIONS = (
    reading("/vorschlaege", Act.COLLECT, Act.READ_LOG, Act.ANSWER_SUGGESTION),
    *form("/vorschlaege/neu", Act.COLLECT),
    OfSuggestion("GET", "/vorschlaege/{id}"),
    *(
        OfSuggestion(method, "/vorschlaege/{id}/{step}", (act,), n=step)
        for step, act in {
            "berufen": Act.ANSWER_SUGGESTION,
            "ablehnen": Act.ANSWER_SUGGESTION,
            "weiterleiten": Act.COLLECT,
            "zurueckholen": Act.COLLECT,
        }.items()
        for method in ("GET", "POST")
    ),
)
PERSONS = (
    reading("/personen", Act.READ_REGISTER),
    *form("/personen/neu", Act.REGISTER),
    reading("/personen/{person}", Act.READ_REGISTER, Act.ADMINISTER),
    reading("/personen/{person}/daten", Act.REGISTER),
    *form("/personen/{person}/berichtigen", Act.REGISTER),
    *form("/personen/{person}/loeschen", Act.REGISTER, Act.ADMINISTER),
    reading("/konten", Act.ADMINISTER),
    *form("/konten/neu", Act.ADMINISTER),
    # Of an account there is none of: whoever may ask is told so.
    reading("/konten/{name}", Act.ADMINISTER, then=404),
    *(
        Call("POST", f"/konten/{{name}}/{what}", (Act.ADMINISTER,), then=404)
        for what in ("link", "sitzungen", "schliessen")
    ),
)
OWN = (
    reading("/"),
    reading("/was-geschah"),
    reading("/was-geschah.csv"),
    reading("/konto"),
    reading("/konto/daten"),
    Call("POST", "/konto/passwort", then=403),  # the old password is wrong
    *(acting(f"/konto/{what}") for what in ("sitzungen", "token", "token/ende")),
)

PAGES = (
    *DRAFTS, *ELECTIONS, *PROCEDURE, *GREMIEN, *SUGGESTIONS, *PERSONS, *OWN,
)  # fmt: skip
