"""Every page in every state worth looking at: who opens it, where, and what they do first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from review_service.pages import notices
from tests.browser.conftest import Visitor

NOBODY = "00000000-0000-4000-8000-000000000000"
"""No draft has this id."""


@dataclass(frozen=True)
class Look:
    """A page in one state: `{bildung}` in its address is the draft of that Themenfeld.

    `first` is what the visitor does there, giving the last answer's status. `bare` opens it where
    there are accounts and nothing else.
    """

    name: str
    address: str
    account: str | None = None
    first: Callable[[Visitor], int] | None = None
    status: int = 200
    bare: bool = False


def pressing(button: str, *also: Callable[[Visitor], object]) -> Callable[[Visitor], int]:
    """Do things on a page, then press a button."""

    def act(visitor: Visitor) -> int:
        for do in also:
            do(visitor)
        return visitor.presses(button)

    return act


def writing(label: str, text: str) -> Callable[[Visitor], None]:
    """Write into a field."""
    return lambda visitor: visitor.writes(label, text)


def choosing(answer: str) -> Callable[[Visitor], None]:
    """Choose a radio button."""
    return lambda visitor: visitor.chooses(answer)


def unfolding(summary: str) -> Callable[[Visitor], None]:
    """Open what is folded."""
    return lambda visitor: visitor.page.get_by_text(summary, exact=True).first.click()


def setting(name: str, value: str) -> Callable[[Visitor], None]:
    """Set a hidden field, as an older form would have it."""
    script = "([name, value]) => { document.querySelector(`main [name=${name}]`).value = value }"
    return lambda visitor: visitor.page.evaluate(script, [name, value])


def leaving_in_another_tab(visitor: Visitor) -> None:
    """Lose the session while a form is open."""
    visitor.context.clear_cookies()


def quoting_otherwise(conference: Visitor) -> None:
    """Give a minority other words than its own."""
    words = conference.page.locator("[name^=minderheit-]")
    if not words.first.is_visible():
        conference.page.get_by_text("Minderheitsposition festhalten").first.click()
    words.first.fill("Das haben wir nie gesagt.")


def wrong_password(times: int) -> Callable[[Visitor], int]:
    """Sign in with a wrong password, several times."""
    return lambda visitor: [visitor.signs_in(f"{times}-mal", "falsch") for _ in range(times)][-1]


SIGNING = (
    Look("sign-in", "/anmelden"),
    Look("sign-in, signed out", "/anmelden?ende=abgemeldet"),
    Look("sign-in on the way to a page", "/entwuerfe"),
    Look("sign-in with a wrong password", "/anmelden", first=wrong_password(1), status=403),
    Look("sign-in tried too often", "/anmelden", first=wrong_password(4), status=429),
    Look("first password", "/erstes-passwort/{invitation}"),
    Look(
        "first password, too short", "/erstes-passwort/{invitation}", status=422,
        first=pressing(
            "Passwort festlegen und anmelden",
            writing("Neues Passwort", "zu kurz"), writing("Neues Passwort noch einmal", "zu kurz"),
        ),
    ),
    Look("first password, link used up", "/erstes-passwort/gilt-nicht", status=404),
    Look(
        "sign-in with a form that waits", "/entwuerfe/{demokratie}/stellungnahme", "beirat-11",
        status=401, first=pressing(
            "Einschätzung abgeben",
            writing("Begründung in Ihren Worten", "Das geht nicht verloren."),
            leaving_in_another_tab,
        ),
    ),
)  # fmt: skip

OVERVIEWS = (
    Look("tasks of a chair", "/", "vorsitz-soziales"),
    Look("tasks of the conference", "/", "delegiertenkonferenz"),
    Look("tasks of the Lenkungsgruppe", "/", "lenkungsgruppe"),
    Look("no tasks", "/", "auditor"),
    Look("no tasks and no news", "/", "beirat-01", bare=True),
    Look("drafts", "/entwuerfe", "beirat-02"),
    Look("drafts, as a chair", "/entwuerfe", "vorsitz-stadtleben-und-kultur"),
    Look("drafts, none yet", "/entwuerfe", "vorsitz-bildung", bare=True),
    Look("drafts of one Themenfeld", "/entwuerfe/themenfeld/bildung/grundsatzpapier", "auditor"),
    Look("drafts of an empty one", "/entwuerfe/themenfeld/bildung/massnahmenkatalog", "auditor"),
)

READING = (
    Look("draft in writing", "/entwuerfe/{stadtleben-und-kultur}", "vorsitz-stadtleben-und-kultur"),
    Look("draft in its first round", "/entwuerfe/{demokratie}", "beirat-03"),
    Look("draft returned", "/entwuerfe/{soziales}", "vorsitz-soziales"),
    Look("draft in its third round", "/entwuerfe/{bildung}", "lenkungsgruppe"),
    Look("draft, nothing open", "/entwuerfe/{stadtverwaltung-und-diversitaet}", "lenkungsgruppe"),
    Look("draft accepted", "/entwuerfe/{wirtschaft}?ok=angenommen", "lenkungsgruppe"),
    Look("text", "/entwuerfe/{bildung}/text", "lenkungsgruppe"),
    Look("text, searched", "/entwuerfe/{bildung}/text?suche=Stadt&offen=ja", "beirat-02"),
    Look("text, an earlier revision", "/entwuerfe/{bildung}/text?fassung=1", "runder-tisch"),
    Look("changes", "/entwuerfe/{bildung}/aenderungen", "beirat-04"),
    Look("changes since the first", "/entwuerfe/{bildung}/aenderungen?von=1&bis=3", "beirat-04"),
    Look("changes, whole text", "/entwuerfe/{bildung}/aenderungen?ganz=true", "beirat-04"),
    Look(
        "changes in the text",
        "/entwuerfe/{bildung}/aenderungen?von=1&bis=3&ansicht=im-text&aenderung=2", "beirat-04",
    ),
    Look(
        "only the changed places",
        "/entwuerfe/{bildung}/aenderungen?von=1&bis=3&ansicht=stellen", "beirat-04",
    ),
    Look("lines", "/entwuerfe/{bildung}/zeilen", "beirat-04"),
    Look("lines, some cited", "/entwuerfe/{bildung}/zeilen?fassung=2&von=5&bis=8", "beirat-04"),
    Look("changes of an only revision", "/entwuerfe/{soziales}/aenderungen", "beirat-04"),
    Look("origins", "/entwuerfe/{bildung}/herkunft", "beirat-04"),
    Look("origins of the first revision", "/entwuerfe/{bildung}/herkunft?fassung=1", "beirat-04"),
    Look("revisions", "/entwuerfe/{bildung}/fassungen", "beirat-04"),
    Look("an only revision", "/entwuerfe/{soziales}/fassungen", "beirat-04"),
    Look("statements", "/entwuerfe/{bildung}/beratung", "oe-50-6"),
    Look("what is said of paragraphs", "/entwuerfe/{bildung}/beratung?ansicht=absaetze", "oe-50-6"),
    Look("Vorgaben", "/entwuerfe/{bildung}/beratung?ansicht=vorgaben", "beirat-02"),
    Look("statements, first round", "/entwuerfe/{bildung}/beratung?runde=1", "oe-50-6"),
    Look("statements, none yet", "/entwuerfe/{stadtleben-und-kultur}/beratung", "oe-50-6"),
    Look("a passage's way", "/entwuerfe/{bildung}/textstellen/7", "beirat-04"),
    Look("an orphaned passage", "/entwuerfe/{bildung}/textstellen/20", "runder-tisch"),
    Look("history", "/entwuerfe/{demokratie}/verlauf", "vorsitz-demokratie"),
    Look("history, some chosen", "/entwuerfe/{bildung}/verlauf?art=einschaetzung", "beirat-04"),
    Look("what happened", "/was-geschah", "beirat-04"),
    Look("what happened, some chosen", "/was-geschah?art=wahl&monat=2020-02", "auditor"),
    Look("an auditor's history", "/entwuerfe/{bildung}/verlauf", "auditor"),
    Look("an auditor's look back", "/entwuerfe/{bildung}/verlauf?version=17", "auditor"),
    Look("a look back too far", "/entwuerfe/{bildung}/verlauf?tag=2019-01-01", "auditor"),
)  # fmt: skip

WRITING = (
    Look("authoring", "/entwuerfe/neu", "vorsitz-demokratie"),
    Look(
        "authoring, nothing filled in", "/entwuerfe/neu", "vorsitz-wirtschaft", status=422,
        first=pressing("Als Fassung 1 speichern"),
    ),
    Look(
        "authoring, preview", "/entwuerfe/neu", "vorsitz-bildung",
        first=pressing(
            "Vorschau ansehen",
            writing("Text der Fassung 1", "## Titel\n\nEin Absatz.\n\n- eins\n- zwei\n"),
        ),
    ),
    Look(
        "revising", "/entwuerfe/{stadtleben-und-kultur}/ueberarbeiten",
        "vorsitz-stadtleben-und-kultur",
    ),
    Look("revising, answering", "/entwuerfe/{soziales}/ueberarbeiten", "vorsitz-soziales"),
    Look(
        "revising, an answer without a reason", "/entwuerfe/{soziales}/ueberarbeiten",
        "geschaeftsfuehrung-soziales", status=422,
        first=pressing(
            "Als Fassung 2 speichern",
            lambda visitor: visitor.chooses("Abgelehnt", to="Ihre Antwort auf Vorgabe 1"),
            writing("Text der Fassung 2", ""),
        ),
    ),
    Look(
        "revising, on an older revision", "/entwuerfe/{stadtleben-und-kultur}/ueberarbeiten",
        "geschaeftsfuehrung-stadtleben-und-kultur", status=409,
        first=pressing(
            "Als Fassung 3 speichern",
            writing("Text der Fassung 3", "Ein anderer Text."), setting("basis", "1"),
        ),
    ),
    Look(
        "submitting", "/entwuerfe/{stadtleben-und-kultur}/einreichen",
        "vorsitz-stadtleben-und-kultur",
    ),
    Look("submitting, unanswered", "/entwuerfe/{soziales}/einreichen", "vorsitz-soziales"),
    Look("withdrawing", "/entwuerfe/{bildung}/zurueckziehen", "vorsitz-bildung"),
    Look(
        "withdrawing without a reason", "/entwuerfe/{demokratie}/zurueckziehen",
        "vorsitz-demokratie", status=409, first=pressing("Einreichung zurückziehen"),
    ),
)  # fmt: skip

HEARING = (
    Look("stating", "/entwuerfe/{demokratie}/stellungnahme", "beirat-10"),
    Look("stating again", "/entwuerfe/{bildung}/stellungnahme", "beirat-01"),
    Look("stating after the end", "/entwuerfe/{wirtschaft}/stellungnahme", "runder-tisch"),
    Look("stating as one person", "/entwuerfe/{bildung}/stellungnahme", "gleichstellung"),
    Look(
        "stating, nothing said and a quote not found", "/entwuerfe/{demokratie}/stellungnahme",
        "beirat-07", status=422,
        first=pressing(
            "Einschätzung abgeben",
            writing("Oder Wörter aus dem Text (freiwillig)", "steht nirgends"),
        ),
    ),
    Look("bundling", "/entwuerfe/{demokratie}/buendelung", "delegiertenkonferenz"),
    Look(
        "bundling, not in their words", "/entwuerfe/{bildung}/buendelung", "delegiertenkonferenz",
        status=422, first=pressing(
            "An die Lenkungsgruppe übermitteln",
            quoting_otherwise,
        ),
    ),
    Look(
        "consulting", "/entwuerfe/{stadtverwaltung-und-diversitaet}/ruecksprache", "oe-50-6"
    ),
    Look(
        "consulting without a question", "/entwuerfe/{bildung}/ruecksprache", "oe-50-6",
        status=422, first=pressing("Um Rücksprache bitten"),
    ),
    Look("reminding", "/entwuerfe/{demokratie}/erinnern?stelle=gleichstellung", "oe-50-6"),
)  # fmt: skip

DECIDING = (
    Look("deciding, points open", "/entwuerfe/{demokratie}/entscheidung", "lenkungsgruppe"),
    Look(
        "deciding, nothing open", "/entwuerfe/{stadtverwaltung-und-diversitaet}/entscheidung",
        "lenkungsgruppe",
    ),
    Look(
        "deciding, a second Vorgabe", "/entwuerfe/{stadtverwaltung-und-diversitaet}/entscheidung",
        "lenkungsgruppe",
        first=pressing("Weitere Vorgabe hinzufügen", choosing("Mit Vorgaben zurückgeben")),
    ),
    Look(
        "deciding, nothing chosen", "/entwuerfe/{demokratie}/entscheidung", "lenkungsgruppe",
        status=422, first=pressing("Beschluss prüfen"),
    ),
    Look(
        "confirming a return", "/entwuerfe/{bildung}/entscheidung", "lenkungsgruppe",
        first=pressing(
            "Beschluss prüfen", choosing("Mit Vorgaben zurückgeben"),
            writing("Was soll die Gruppe ändern?", "Kürzen Sie den Text."),
            unfolding("Stellen im Text"), writing("Zu welchem Absatz? (freiwillig)", "2"),
        ),
    ),
    Look(
        "confirming an acceptance despite open points", "/entwuerfe/{demokratie}/entscheidung",
        "lenkungsgruppe", first=pressing(
            "Beschluss prüfen", choosing("Entwurf annehmen"),
            writing("Warum wird trotzdem angenommen?", "Die Zeit drängt."),
        ),
    ),
)  # fmt: skip

ELECTING = (
    Look("elections", "/wahlen", "beirat-02"),
    Look("elections, none yet", "/wahlen", "oe-50-6", bare=True),
    Look("an election before its deadline", "/wahlen/{wahl-offen}", "oe-50-6"),
    Look("an election whose tellers differ", "/wahlen/{wahl-zaehlung}", "beirat-02"),
    Look("an election before a lot", "/wahlen/{wahl-los}", "auditor"),
    Look("an election that was called off", "/wahlen/{wahl-abgebrochen}", "beirat-02"),
    Look("an election's result", "/wahlen/{wahl-fertig}?ok=ergebnis", "oe-50-6"),
    Look("calling an election", "/wahlen/neu", "oe-50-6"),
    Look(
        "calling an election, nothing filled in", "/wahlen/neu", "oe-50-6", status=422,
        first=pressing("Wahl ausrufen"),
    ),
    *(
        Look(f"an election's form, {step}", f"/wahlen/{{{election}}}/{step}", "oe-50-6")
        for step, election in (
            ("einladung", "wahl-offen"), ("aufnahme", "wahl-offen"), ("streichung", "wahl-offen"),
            ("aufstellung", "wahl-offen"), ("ruecktritt", "wahl-offen"),
            ("verlegung", "wahl-offen"), ("abbruch", "wahl-offen"),
            ("wahlgang-1", "wahl-zaehlung"), ("auszaehlung-1", "wahl-zaehlung"),
            ("los", "wahl-los"), ("ergebnis", "wahl-los"),
        )
    ),
    Look(
        "a nomination, nothing filled in", "/wahlen/{wahl-offen}/aufstellung", "oe-50-6",
        status=422, first=pressing("Aufstellung eintragen"),
    ),
    Look(
        "a nomination, looked for in the register", "/wahlen/{wahl-offen}/aufstellung", "oe-50-6",
        first=pressing(
            "Im Verzeichnis suchen: Wer wird aufgestellt?", writing("Wer wird aufgestellt?", "a")
        ),
    ),
    Look(
        "a lot without witnesses", "/wahlen/{wahl-los}/los", "oe-50-6", status=422,
        first=pressing("Los eintragen"),
    ),
    *(
        Look(f"an election's sheet, {sheet}", f"/wahlen/{{{election}}}/{sheet}", "auditor")
        for sheet, election in (
            ("waehlerverzeichnis", "wahl-offen"), ("stimmzettel", "wahl-zaehlung"),
            ("zaehlliste", "wahl-zaehlung"), ("niederschrift", "wahl-fertig"),
        )
    ),
)  # fmt: skip

PROCEDURE = (
    Look("procedure", "/verfahren", "beirat-04"),
    Look("procedure before the amendment", "/verfahren?am=2019-11-30", "auditor"),
    Look("procedure, nothing holds yet", "/verfahren?am=2019-10-31", "beirat-04", status=404),
    Look("procedure of OE 50.6", "/verfahren?ok=termin", "oe-50-6"),
    Look("moving a date", "/verfahren/termine/rat", "oe-50-6"),
    Look(
        "moving a date, nothing said", "/verfahren/termine/rat", "oe-50-6", status=422,
        first=pressing("Termin ändern"),
    ),
    Look("proposing another cut", "/verfahren/zuschnitt/bildung", "vorsitz-bildung"),
    Look(
        "proposing a Themenfeld, nothing said", "/verfahren/zuschnitt/neu", "oe-50-6", status=422,
        first=pressing("Zuschnitt vorschlagen"),
    ),
    Look("agreeing to a cut", "/verfahren/vorschlaege/{vorschlag}", "lenkungsgruppe"),
    Look(
        "agreeing to a cut, nothing said", "/verfahren/vorschlaege/{vorschlag}", "lenkungsgruppe",
        status=422, first=pressing("Entscheidung festhalten"),
    ),
)  # fmt: skip

STAFFING = (
    Look("Gremien", "/gremien", "beirat-02"),
    Look("Gremien, nobody seated yet", "/gremien?am=2019-11-30", "oe-50-6", bare=True),
    Look("Gremien, nothing holds yet", "/gremien?am=2019-10-31", "beirat-02", status=404),
    Look("Lenkungsgruppe", "/gremien/lenkungsgruppe?ok=berufen", "oe-50-6"),
    Look("Lenkungsgruppe before", "/gremien/lenkungsgruppe?am=2019-11-30", "auditor"),
    Look("an expert group", "/gremien/expertengruppe-bildung", "dezernat-4"),
    Look("its Geschäftsführung", "/gremien/expertengruppe-bildung", "geschaeftsfuehrung-bildung"),
    *(
        Look(f"a Gremium's form, {step}", f"/gremien/lenkungsgruppe/{step}", "oe-50-6")
        for step in ("berufen", "ausscheiden", "vertretung", "vertretungsende", "vertretungstage")
    ),
    *(
        Look(
            f"a group's count, {step}", f"/gremien/expertengruppe-bildung/{step}",
            "geschaeftsfuehrung-bildung",
        )
        for step in ("geschlechter", "migrationshintergrund")
    ),
    Look("deputies, nobody named", "/gremien/runder-tisch/vertretungstage", "oe-50-6"),
    Look("appointing, searching", "/gremien/lenkungsgruppe/berufen?suche=muster", "oe-50-6"),
    Look(
        "appointing a person of the register",
        "/gremien/lenkungsgruppe/berufen?person={person-ohne-konto}", "oe-50-6", status=422,
        first=pressing("Berufen"),
    ),
    Look("what waits for OE 50.6", "/", "oe-50-6"),
    Look("what waits for a Dezernat", "/", "dezernat-4"),
    Look(
        "appointing nobody", "/gremien/lenkungsgruppe/berufen", "oe-50-6", status=422,
        first=pressing("Berufen"),
    ),
    Look("suggestions", "/vorschlaege", "oe-50-6"),
    Look("suggestions, none yet", "/vorschlaege", "dezernat-5"),
    Look("a new suggestion", "/vorschlaege/neu", "oe-50-6"),
    Look(
        "a new suggestion, nothing filled in", "/vorschlaege/neu", "oe-50-6", status=422,
        first=pressing("Vorschlag aufnehmen"),
    ),
    Look("a suggestion just collected", "/vorschlaege/{vorschlag-neu}?ok=neu", "oe-50-6"),
    Look("a suggestion to answer", "/vorschlaege/{vorschlag-da}", "dezernat-4"),
    Look("a suggestion declined", "/vorschlaege/{vorschlag-nein}", "auditor"),
    Look("calling a suggestion back", "/vorschlaege/{vorschlag-da}/zurueckholen", "oe-50-6"),
    Look("forwarding a suggestion", "/vorschlaege/{vorschlag-neu}/weiterleiten", "oe-50-6"),
    Look("a consent withdrawn", "/vorschlaege/{vorschlag-neu}/einwilligung", "oe-50-6"),
    Look("appointing who is suggested", "/vorschlaege/{vorschlag-da}/berufen", "dezernat-4"),
    Look("declining a suggestion", "/vorschlaege/{vorschlag-da}/ablehnen", "dezernat-4"),
)  # fmt: skip

PERSONS = (
    Look("own account", "/konto", "geschaeftsfuehrung-bildung"),
    Look("own account, without a seat", "/konto", "beirat-05", bare=True),
    Look(
        "own account, a wrong password", "/konto", "beirat-06", status=403,
        first=pressing("Passwort ändern", writing("Bisheriges Passwort", "falsch")),
    ),
    Look(
        "own account, a new token", "/konto", "beirat-08",
        first=pressing("Token ausstellen", writing("Wofür ist es?", "Textprogramm")),
    ),
    Look(
        "own account, a token for nothing", "/konto", "beirat-09", status=422,
        first=pressing("Token ausstellen"),
    ),
    Look("register", "/personen", "oe-50-6"),
    Look("register, as an auditor", "/personen?seite=1", "auditor"),
    Look("register, nobody found", "/personen?suche=niemand+da", "oe-50-6"),
    Look("entering a person", "/personen/neu", "oe-50-6"),
    Look(
        "entering a person, nothing filled in", "/personen/neu", "oe-50-6", status=422,
        first=pressing("Person eintragen"),
    ),
    Look("a person", "/personen/{person}?ok=berichtigt", "oe-50-6"),
    Look("a person, as an administrator", "/personen/{person-ohne-konto}", "admin"),
    Look("a person erased and still named", "/personen/{person-geloescht}", "auditor"),
    Look("correcting an entry", "/personen/{person-ohne-konto}/berichtigen", "oe-50-6"),
    Look("erasing a person", "/personen/{person}/loeschen", "oe-50-6"),
    Look(
        "erasing a person, no reason given", "/personen/{person-ohne-konto}/loeschen", "admin",
        status=422, first=pressing("Person endgültig löschen"),
    ),
    Look("accounts", "/konten", "admin"),
    Look("opening an account", "/konten/neu", "admin"),
    Look("opening an account, searching", "/konten/neu?suche=beispiel", "admin"),
    Look("opening an account for a person", "/konten/neu?person={person-ohne-konto}", "admin"),
    Look(
        "opening an account, nothing filled in", "/konten/neu", "admin", status=422,
        first=pressing("Konto eröffnen"),
    ),
    Look("an account", "/konten/beirat-01", "admin"),
    Look(
        "an account's new link", "/konten/beirat-02", "admin",
        first=pressing("Neuen Einmal-Link ausstellen"),
    ),
    Look("accounts, as somebody else", "/konten", "beirat-01", status=403),
)  # fmt: skip

NOTICES = tuple(Look(name, f"/hinweise/{name}") for name in (*notices.NAMES, "regeln"))

REFUSALS = (
    Look("no such page", "/gibt-es-nicht", "beirat-05", status=404),
    Look("no such draft", f"/entwuerfe/{NOBODY}", "beirat-05", status=404),
    Look("another body's task", "/entwuerfe/neu", "beirat-05", status=403),
    Look(
        "not in this state", "/entwuerfe/{wirtschaft}/einreichen", "vorsitz-wirtschaft", status=409
    ),
    Look(
        "a form of another session", "/entwuerfe/{demokratie}/stellungnahme", "beirat-06",
        status=403, first=pressing("Einschätzung abgeben", setting("csrf", "anders")),
    ),
)  # fmt: skip

LOOKS = (
    *SIGNING, *OVERVIEWS, *READING, *WRITING, *HEARING, *DECIDING, *ELECTING,
    *PROCEDURE, *STAFFING, *PERSONS, *NOTICES, *REFUSALS,
)  # fmt: skip
