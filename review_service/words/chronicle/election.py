"""What happened in an election, each event as a German sentence. Persons are not named: the record
of the election does that, as long as they are in the register."""

from __future__ import annotations

from collections.abc import Mapping

from domain.election.election import Election
from domain.election.values import RUN_OFF
from domain.procedure import Ordnung
from review_service.words.bodies import the
from review_service.words.election import IN_ROUND
from review_service.words.german import capital, count, moment, termin

_OF_ROUND = {1: "des ersten Wahlgangs", RUN_OFF: "der Stichwahl"}


def said(
    event: Election.Event | Election.Called, ordnung: Ordnung,
    organisations: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """Say what happened; `ordnung` gives the names of Gremien, `organisations` those of the
    roll."""
    known, by = organisations or {}, the(event.by.body, ordnung)
    match event:
        case Election.Called(terms=terms, roll=roll, deadline=deadline):
            may = count(len(roll), "eine Organisation", "Organisationen")
            body = ordnung.name_of(event.gremium.slug)
            return (
                f"{by} hat die Wahl ausgerufen: „{terms.name}“ ({body}). Im Wählerverzeichnis:"
                f" {may}. Aufstellungen sind möglich bis {moment(deadline)}."
            )
        case Election.OrganisationAdded(organisation=one, reason=reason):
            return f"{by} hat „{one.name}“ ins Wählerverzeichnis aufgenommen. Grund: „{reason}“"
        case Election.OrganisationRemoved(organisation=slug, reason=reason):
            struck = f"{by} hat „{known.get(slug, slug)}“ aus dem Wählerverzeichnis gestrichen."
            return f"{struck} Grund: „{reason}“"
        case Election.Invited(organisations=slugs, on=day):
            many = count(len(slugs), "eine Organisation", "Organisationen")
            return f"{by} hat {many} zur Wahl eingeladen, am {day:%d.%m.%Y}."
        case Election.Nominated(organisation=slug):
            put_up = "hat eine Person mit deren Einwilligung aufgestellt."
            return f"Die Organisation „{known.get(slug, slug)}“ {put_up}"
        case Election.NominationWithdrawn(organisation=slug):
            return _withdrawn(event, known.get(slug, slug))
        case Election.Postponed(meeting=meeting, reason=reason):
            return f"{by} hat die Wahl verlegt auf: {termin(meeting)}. Grund: „{reason}“"
        case Election.RoundHeld(round=round, took_part=took_part):
            many = count(len(took_part), "eine Organisation hat", "Organisationen haben")
            return f"{capital(many)} {IN_ROUND[round]} gewählt."
        case Election.CountEntered(round=round):
            return f"Eine Auszählung {_OF_ROUND[round]} ist eingegeben."
        case Election.RoundDecided():
            return _decided(event)
        case Election.LotDrawn(among=among, drawn=drawn, witnesses=witnesses):
            places = count(len(drawn), "einen Platz", "Plätze")
            seen = f"{len(witnesses)} Zeug*innen"
            return f"Das Los ist gezogen, unter {len(among)} Personen um {places}, vor {seen}."
        case Election.Concluded(seated=seated, vacant=vacant, since=since):
            return _concluded(len(seated), vacant, f"{since:%d.%m.%Y}")
        case Election.Abandoned(reason=reason):
            return f"{by} hat die Wahl abgebrochen. Grund: „{reason}“"
        case _:
            raise LookupError(type(event).__name__)


def _withdrawn(event: Election.NominationWithdrawn, organisation: str) -> str:
    said = (
        f"Die von „{organisation}“ aufgestellte Person steht nicht mehr zur Wahl."
        f" Grund: „{event.reason}“"
    )
    if event.moves_up:
        behind = count(len(event.moves_up), "eine Person ist", "Personen sind")
        said += f" {capital(behind)} nachgerückt."
    if event.lots:
        said += f" Um {count(event.lots, 'einen Platz', 'Plätze')} entscheidet das Los."
    return said


def _decided(event: Election.RoundDecided) -> str:
    begin = f"Beide Auszählungen {_OF_ROUND[event.round]} stimmen überein."
    places = count(event.lots, "einen Platz", "Plätze")
    lots = f" Um {places} entscheidet das Los." if event.lots else ""
    if event.round == RUN_OFF:
        elected = len(event.elected)
        verb = "ist" if elected == 1 else "sind"
        many = count(elected, "eine Person", "Personen") if elected else "noch niemand"
        return f"{begin} Gewählt {verb if elected else 'ist'} {many}.{lots}"
    on = len(event.goes_on)
    many = count(on, "kommt eine Person", "Personen")
    said_on = many if on == 1 else f"kommen {many}"
    return f"{begin} In die Stichwahl {said_on if on else 'kommt niemand'}.{lots}"


def _concluded(seated: int, vacant: tuple[str, ...], since: str) -> str:
    seats = "ist ein Sitz" if seated == 1 else f"sind {count(seated, '', 'Sitze')}"
    taken = f"Besetzt {seats}, ab {since}." if seated else "Niemand ist gewählt."
    free = "bleibt ein Sitz" if len(vacant) == 1 else f"bleiben {count(len(vacant), '', 'Sitze')}"
    return f"Das Ergebnis der Wahl ist festgestellt. {taken}" + (f" Frei {free}." if vacant else "")
