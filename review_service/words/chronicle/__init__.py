"""Any event as a German sentence: what happened, in the words of the meeting."""

from __future__ import annotations

from datetime import date

from domain.aggregate import DomainEvent
from domain.besetzung import Besetzung
from domain.draft import Draft
from domain.election.election import Election
from domain.gremium import Kind
from domain.person import Person
from domain.procedure import Ordnung, Procedure
from domain.reminding import Expected
from domain.source import Resolution
from domain.statement import Position
from domain.suggestion import Suggestion
from review_service.words.bodies import the, whom
from review_service.words.chronicle import election as election_chronicle
from review_service.words.chronicle import gremien as gremien_chronicle
from review_service.words.chronicle import procedure as procedure_chronicle
from review_service.words.german import capital, count, day, listed, shortened

EXCERPT = 240
"""Characters of somebody's own words in a sentence at most; the whole stands in the data."""


def sentence(event: DomainEvent, ordnung: Ordnung) -> str:
    """Say an event as a full sentence, without its day; raises LookupError for an unknown one."""
    return capital(_said(event, ordnung))


def _said(event: DomainEvent, ordnung: Ordnung) -> str:
    match event:
        case Draft.Authored():
            return (
                f"{the(event.by.body, ordnung)} hat den Entwurf „{event.title}“ angelegt, als"
                f" Beitrag zum {ordnung.paper_names[event.paper]}. Das ist Fassung 1."
                f"{_source(event)}"
            )
        case Draft.Revised():
            return (
                f"{the(event.by.body, ordnung)} hat Fassung {event.revision} gespeichert"
                f"{_answers(event)}.{_merged(event)}{_source(event)}"
            )
        case Draft.Submitted():
            bodies = count(len(event.addressees), "eine Stelle", "Stellen")
            return (
                f"{the(event.by.body, ordnung)} hat Fassung {event.revision} eingereicht. Damit"
                f" begann die {event.round}. Beratungsrunde; gefragt sind {bodies}."
            )
        case Draft.SubmissionWithdrawn():
            return (
                f"{the(event.by.body, ordnung)} hat die Einreichung von Fassung {event.revision}"
                f" zurückgezogen. Die {event.round}. Beratungsrunde ist damit beendet."
                f" Grund: {quoted(event.reason)}"
            )
        case Draft.GleichstellungConsulted():
            return _consulted(event, ordnung)
        case Draft.DelegiertenkonferenzStatementTransmitted():
            return _transmitted(event, ordnung) + _beside(event)
        case Draft.BeiratStatementGiven():
            late = " Die Delegiertenkonferenz hatte da schon übermittelt."
            return (
                _stated(event, ordnung)
                + _beside(event)
                + (late if event.after_transmission else "")
            )
        case Draft.RunderTischStatementGiven() | Draft.GleichstellungResponded():
            return _stated(event, ordnung) + _beside(event)
        case Draft.Reminded():
            return _reminded(event, ordnung)
        case Draft.PassagePlaced():
            return (
                f"{the(event.by.body, ordnung)} hat bestätigt, wo Textstelle {event.passage} in"
                f" Fassung {event.revision} steht: {quoted(event.place.exact)}"
            )
        case Draft.ReturnedWithVorgaben():
            return _returned(event, ordnung)
        case Draft.Accepted():
            return _accepted(event, ordnung)
        case Person.Event() | Person.Registered():
            return _about_a_person(event)
        case Election.Event() | Election.Called():
            return election_chronicle.said(event, ordnung)
        case Besetzung.Event() | Besetzung.Opened():
            return gremien_chronicle.said(event, ordnung)
        case Suggestion.Event() | Suggestion.Collected():
            return gremien_chronicle.of_suggestion(event, ordnung)
        case Procedure.Event() | Procedure.Constituted():
            return procedure_chronicle.said(event, ordnung)
        case _:
            raise LookupError(f"no sentence for {event.TOPIC}")


def _about_a_person(event: DomainEvent) -> str:
    """Say what became of a person; who it is stands in the register alone, while it does."""
    match event:
        case Person.Erased(named_until=None):
            return "Eine Person ist gelöscht; ihr Name ist überall entfernt."
        case Person.Erased(named_until=date() as until):
            return (
                "Eine Person ist gelöscht. Weil sie ein Amt ausübte, bleibt ihr Name bis"
                f" {day(until)}."
            )
        case Person.AccountOpened():
            return "Für eine Person ist ein Konto eröffnet."
        case Person.LinkIssued():
            return "Für das Konto einer Person ist ein neuer Einmal-Link ausgestellt."
        case Person.AccountClosed():
            return "Das Konto einer Person ist gelöscht."
        case Person.NameErased():
            return "Der Name einer gelöschten Person ist entfernt, weil seine Frist abgelaufen ist."
        case _:
            return "Eine Person ist ins Verzeichnis eingetragen."


def quoted(words: str, most: int = EXCERPT) -> str:
    """Give somebody's words in German quotes, on one line, cut at a word where they are long."""
    return "„" + shortened(words.replace("„", "‚").replace("“", "‘"), most) + "“"


def _answers(event: Draft.Revised) -> str:
    if not event.answers:
        return ""
    return " und darin " + _vorgaben(sorted(a.vorgabe for a in event.answers)) + " beantwortet"


def _merged(event: Draft.Revised) -> str:
    if event.merge is None:
        return ""
    decided = len(event.merge.decided)
    by_hand = "nichts war zu entscheiden"
    if decided:
        by_hand = count(decided, "eine Stelle ist", "Stellen sind") + " dabei entschieden"
    return (
        f" Sie ist zusammengeführt aus Fassung {event.merge.against} und einem Text auf Fassung"
        f" {event.merge.base}; {by_hand}."
    )


def _source(event: Draft.Authored | Draft.Revised) -> str:
    """Say of which file a text is, and what a person decided when it was read."""
    source = event.source
    if source is None:
        return ""
    headings = len(source.headings)
    decided = [
        _RESOLVED[source.changes] if source.changes else "",
        f"{count(headings, 'eine Zeile', 'Zeilen')} als Überschrift bestätigt" if headings else "",
    ]
    more = listed(filter(None, decided))
    return (
        f" Der Text kommt aus einer Datei (.{source.format}, SHA-256 {source.sha256[:16]} …)"
        f"{f': {more}' if more else ''}."
    )


_RESOLVED = {
    Resolution.ACCEPTED: "offene Änderungen darin angenommen",
    Resolution.REJECTED: "offene Änderungen darin abgelehnt",
}


def _vorgaben(numbers: list[int], article: str = "die ") -> str:
    if len(numbers) == 1:
        return f"Vorgabe {numbers[0]}"
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{article}Vorgaben {numbers[0]} bis {numbers[-1]}"
    return f"{article}Vorgaben " + listed(str(number) for number in numbers)


def _stated(event: Draft.Statement, ordnung: Ordnung) -> str:
    return f"{the(event.body, ordnung)} hat {position(event.position, event.revision)}."


def position(position: Position | None, revision: int) -> str:
    """Give what a body did to a revision, as it follows `hat`: `Fassung 2 zugestimmt`."""
    match position:
        case Position.ZUSTIMMEND:
            return f"Fassung {revision} zugestimmt"
        case Position.ZUSTIMMEND_MIT_AENDERUNGEN:
            return f"Fassung {revision} mit Änderungswünschen zugestimmt"
        case Position.BEDENKEN:
            return f"Bedenken zu Fassung {revision} geäußert"
        case Position.ABLEHNEND:
            return f"Fassung {revision} abgelehnt"
        case None:
            return f"sich zu Fassung {revision} geäußert, ohne eine Haltung anzugeben"


def _beside(event: Draft.Statement) -> str:
    """Say what goes with a statement: remarks on single passages, and that it came too late."""
    remarks = sum(1 for passage in event.passages if passage.remark)
    of_its_own = capital(count(remarks, "Eine Stelle hat", "Stellen haben"))
    said = f" {of_its_own} eine eigene Bemerkung." if remarks else ""
    if event.counts:
        return said
    return f"{said} Die {event.round}. Beratungsrunde war da schon beendet; es zählt nicht mehr."


def _transmitted(event: Draft.DelegiertenkonferenzStatementTransmitted, ordnung: Ordnung) -> str:
    bundled = "Sie bündelt keine Einschätzung"
    if event.bundles:
        bundled = "Sie bündelt " + count(len(event.bundles), "eine Einschätzung", "Einschätzungen")
    minority = ""
    if event.minority:
        kept = count(len(event.minority), "eine Minderheitsposition", "Minderheitspositionen")
        minority = f" und nennt {kept}"
    return (
        f"{the(event.body, ordnung)} hat ihre Stellungnahme übermittelt und"
        f" {position(event.position, event.revision)}. {bundled}{minority}."
    )


def _consulted(event: Draft.GleichstellungConsulted, ordnung: Ordnung) -> str:
    if not event.question:
        return (
            f"Die Gleichstellungsbeauftragte ist um Rücksprache zu Fassung {event.revision}"
            " gebeten, weil der Entwurf gleichstellungsrelevant ist."
        )
    question = quoted(event.question)
    if event.by.body.kind is Kind.EQUALITY:
        return (
            f"{the(event.by.body, ordnung)} hat von sich aus die Rücksprache zu Fassung"
            f" {event.revision} begonnen: {question}"
        )
    return (
        f"{the(event.by.body, ordnung)} hat die Gleichstellungsbeauftragte um Rücksprache zu"
        f" Fassung {event.revision} gebeten: {question}"
    )


def _reminded(event: Draft.Reminded, ordnung: Ordnung) -> str:
    many = len(event.bodies)
    of = "die Stellungnahme zu"
    if event.of is Expected.REVISION:
        of = "die Überarbeitung von"
    named = listed(whom(body, ordnung) for body in event.bodies)
    if all(body.kind is Kind.COUNCIL for body in event.bodies):
        of, named = "die Einschätzung zu", count(many, named, "Beiräte")
    elif many > 3:
        named = count(many, named, "Stellen")
    on = f"an {of} Fassung {event.revision}"
    return f"{the(event.by.body, ordnung)} hat {named} {on} erinnert."


def _returned(event: Draft.ReturnedWithVorgaben, ordnung: Ordnung) -> str:
    vorgaben = _vorgaben([vorgabe.number for vorgabe in event.vorgaben], "den ")
    return (
        f"{the(event.by.body, ordnung)} hat Fassung {event.revision} mit {vorgaben} zurückgegeben."
    )


def _accepted(event: Draft.Accepted, ordnung: Ordnung) -> str:
    said = f"{the(event.by.body, ordnung)} hat Fassung {event.revision} angenommen."
    if not event.open_points:
        return f"{said} Nichts stand mehr aus."
    points = count(len(event.open_points), "ein Punkt war", "Punkte waren")
    return f"{said} {capital(points)} noch offen. Begründung: {quoted(event.despite)}"
