"""What happened to the seats of a Gremium and to suggestions, each event as a German sentence.

Who it is about is named by whoever may look into the register; otherwise it is `eine Person`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from domain.besetzung import Besetzung
from domain.composition import Gender
from domain.gremium import Gremium
from domain.procedure import Ordnung
from domain.procedure.seats import Filled
from domain.suggestion import Suggestion
from review_service.words.german import day, listed

SOMEBODY = "eine Person"
_TAKEN = {
    Filled.EX_OFFICIO: "hat kraft Amtes den Sitz",
    Filled.SENT: "ist entsandt auf den Sitz",
    Filled.ELECTED: "ist gewählt auf den Sitz",
    Filled.DELEGATED: "ist delegiert auf den Sitz",
    Filled.APPOINTED: "ist berufen auf den Sitz",
}


def titles(ordnung: Ordnung, slug: str) -> dict[str, str]:
    """Give the titles of the seats a Gremium has on a day, by slug."""
    body = ordnung.bodies.get(slug)
    return {seat.slug: seat.title for seat in body.seats} if body else {}


def said(
    event: Besetzung.Event | Besetzung.Opened, ordnung: Ordnung, who: str = SOMEBODY,
    seats: Mapping[str, str] | None = None, *, reasons: bool = True,
) -> str:  # fmt: skip
    """Say what happened to a Gremium's seats; `who` is the name of the person it is about, `seats`
    are titles where those of `ordnung` do not do. Without `reasons` the reason of a
    departure and the note on an appointment are left out."""
    names = titles(ordnung, event.gremium.slug) if seats is None else seats
    told = _told(event, ordnung.name_of(event.gremium.slug), who, names)
    return told + (_in_own_words(event) if reasons else "")


def _told(
    event: Besetzung.Event | Besetzung.Opened, body: str, who: str, seats: Mapping[str, str]
) -> str:
    def of(seat: str) -> str:
        return f"„{seats.get(seat, seat)}“ ({body})"

    match event:
        case Besetzung.Opened():
            return f"Die Sitze sind eingerichtet und können besetzt werden: {body}."
        case Besetzung.Appointed(seat=seat, filled=filled, since=since, until=until):
            return f"{who} {_TAKEN[filled]} {of(seat)}, {_term(since, until)}."
        case Besetzung.Departed(seat=seat, until=until):
            return f"{who} scheidet aus vom Sitz {of(seat)}; letzter Tag: {day(until)}."
        case Besetzung.DeputyNamed(seat=seat, since=since, until=until, occasion=occasion):
            named = "ist als Vertretung benannt für den Sitz"
            return f"{who} {named} {of(seat)}, {_term(since, until)}.{_on(occasion)}"
        case Besetzung.Deputised(seat=seat, since=since, until=until, occasion=occasion):
            return f"{who} vertritt den Sitz {of(seat)}, {_term(since, until)}.{_on(occasion)}"
        case Besetzung.DeputyDismissed(seat=seat, until=until):
            ended = "ist keine Vertretung mehr für den Sitz"
            return f"{who} {ended} {of(seat)}; letzter Tag: {day(until)}."
        case Besetzung.CountsReported(counts=counts, day=counted):
            what = "Geschlecht" if isinstance(counts, Gender) else "Migrationshintergrund"
            return f"Eine Zählung ist gemeldet ({what}), gezählt am {day(counted)}: {body}."
        case _:
            raise LookupError(f"no sentence for {event.TOPIC}")


def _in_own_words(event: Besetzung.Event | Besetzung.Opened) -> str:
    match event:
        case Besetzung.Appointed(note=words) if words:
            return f" Anmerkung: „{words}“"
        case Besetzung.Departed(reason=words) if words:
            return f" Grund: „{words}“"
        case _:
            return ""


def _on(occasion: str) -> str:
    return f" Anlass: „{occasion}“" if occasion else ""


def _term(since: date, until: date | None) -> str:
    if until == since:
        return f"am {day(since)}"
    return f"ab {day(since)}" if until is None else f"{day(since)} bis {day(until)}"


def of_suggestion(event: Suggestion.Event | Suggestion.Collected, ordnung: Ordnung) -> str:
    """Say what became of a suggestion; who is suggested stands in the register alone."""
    match event:
        case Suggestion.Collected(organisation=organisation, themes=slugs):
            fields = listed(ordnung.theme_names.get(slug, slug) for slug in slugs)
            what = "Themenfeld" if len(slugs) == 1 else "Themenfelder"
            giver = f"von „{organisation}“ " if organisation else ""
            return f"Ein Vorschlag {giver}ist eingegangen, {what}: {fields}."
        case Suggestion.Forwarded(department=department):
            return f"Der Vorschlag ist weitergeleitet an das {_named(ordnung, department)}."
        case Suggestion.Recalled(department=department, reason=reason):
            whence = _named(ordnung, department)
            return f"Der Vorschlag ist zurückgeholt vom {whence}. Grund: „{reason}“"
        case Suggestion.Appointed(gremium=gremium, seat=slug):
            seat = titles(ordnung, gremium.slug).get(slug, slug)
            return (
                "Die vorgeschlagene Person ist berufen auf den Sitz"
                f" „{seat}“ ({_named(ordnung, gremium)})."
            )
        case Suggestion.Declined(department=department, reason=reason):
            return f"Das {_named(ordnung, department)} beruft die Person nicht. Grund: „{reason}“"
        case Suggestion.ConsentWithdrawn():
            return "Die vorgeschlagene Person hat ihre Einwilligung zurückgezogen."
        case _:
            raise LookupError(f"no sentence for {event.TOPIC}")


def _named(ordnung: Ordnung, body: Gremium) -> str:
    return ordnung.name_of(body.slug)
