"""Calling an election: by the procedure's terms, who may vote, until when nominations come."""

from __future__ import annotations

from fastapi import APIRouter

from domain import rules
from review_service.access import Act
from review_service.acts import electing as acts
from review_service.acts.requests.elections import NewElection
from review_service.pages.election.asking import MEETING, when
from review_service.pages.election.occupied import occupied
from review_service.pages.forms import leave_for
from review_service.pages.kinds import Field, Given, Lines, Moment, Radios
from review_service.pages.steps import Desk, Step, Told, serve
from review_service.pages.visitor import Visiting

router = APIRouter()


def _fields(desk: Desk) -> list[Field]:
    return [
        _terms([(one.slug, one.name) for one in desk.visitor.ordnung.elections.values()]),
        Lines(
            "organisationen", "Welche Organisationen dürfen wählen?", "organisations",
            "Eine je Zeile. Jede hat eine Stimme und kann eine Person aufstellen.",
            "Bitte geben Sie an, welche Organisationen wählen dürfen.",
            rules=(rules.AnOrganisationStandsOnceOnTheRoll,),
        ),
        Moment(
            "frist", "Bis wann kann aufgestellt werden?", "deadline",
            "Tag und Uhrzeit in Deutschland; dieser Zeitpunkt gehört noch dazu.",
            "Bitte geben Sie an, bis wann aufgestellt werden kann.",
            rules=(rules.TheDeadlineLiesAhead, rules.NominationsEndBeforeTheMeeting),
        ),
        MEETING,
        when("Wann wurde die Wahl ausgerufen?", "Leer lassen, wenn es jetzt geschieht."),
    ]  # fmt: skip


def _terms(known: list[tuple[str, str]]) -> Field:
    broken = (rules.TheProcedureKnowsNoSuchElection, rules.AnElectionForTheseSeatsRuns)
    ask = "Bitte wählen Sie, welche Wahl ausgerufen wird."
    if len(known) == 1:
        ((slug, name),) = known
        return Given("wahl", "Gewählt wird", "terms", ask=ask, rules=broken, value=slug, words=name)
    return Radios("wahl", "Welche Wahl?", "terms", ask=ask, rules=broken, options=known)


def _occupied(desk: Desk) -> list[Told]:
    """Tell which seats are still held that one can elect to now."""
    elections = desk.visitor.ordnung.elections.values()
    found = [one for terms in elections for one in occupied(desk.visitor, terms.body, terms.seats)]
    lines = [(f"{one.seat}: {one.holder}", one.since) for one in found]
    heading = "Noch besetzt; mit dem Ergebnis der Wahl kann diese Amtszeit enden"
    return [Told(heading, lines)] if lines else []


CALL = Step(
    "ausgerufen", "Wahl ausrufen", "Wahl ausrufen", "Die Wahl ist ausgerufen.", Act.ELECT, _fields,
    NewElection, lambda doing, _, new: acts.call(doing, new),
    lead="Mit dem Ausruf stehen Wählerverzeichnis, Frist und Termin fest. Ändern lässt"
    " sich das bis zum ersten Wahlgang, jedes Mal mit einem Grund.",
    unsent="Die Wahl ist noch nicht ausgerufen", told=_occupied,
    ends=lambda _, desk, done: leave_for(f"{desk.back}/{done.stream}", "ausgerufen"),
)  # fmt: skip


def _found(visitor: Visiting) -> tuple[Step[Desk], Desk]:
    CALL.must(visitor)
    return CALL, Desk(visitor=visitor, trail=(("Wahlen", "/wahlen"),))


serve(router, "/wahlen/neu", _found)
