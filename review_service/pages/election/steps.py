"""The forms of an election: what each asks, how it is read, and what it records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.election.values import RUN_OFF
from domain.procedure.termin import day_of
from projections.election_course import Course
from review_service.acts import electing as acts
from review_service.acts.doing import Doing
from review_service.pages.election import reading as read
from review_service.pages.fields import WHEN, Reading
from review_service.pages.forms import Incomplete
from review_service.pages.typed import Typed
from review_service.reviews import Receipt
from review_service.words.election import ROUND


@dataclass(frozen=True)
class Step:
    """One form: its path, its title, the words of its button, what the election's page says when
    it is done. `read` makes a request of what was typed, `act` records it; `begins` gives what
    stands in its fields at first; `fields` leads from a rule's name to the field it is about.
    `round` where it is about one: its path names that, so what is kept of it is kept apart."""

    path: str
    title: str
    button: str
    done: str
    read: Callable[[Reading, Course], Any]
    act: Callable[[Doing, UUID, Any], Receipt]
    begins: Callable[[Course], dict[str, list[str]]] = lambda _: {}
    fields: dict[str, str] = field(default_factory=dict)
    round: int = 0

    @property
    def template(self) -> str:
        """The name of its template."""
        return f"election_{self.path.partition('-')[0]}.html"

    def record(self, doing: Doing, course: Course, typed: Typed) -> Receipt:
        """Record what was typed; raises Incomplete and what the act raises."""
        reading = Reading(typed)
        at = reading.moment(WHEN)
        new = self.read(reading, course)
        if reading.wrong:
            raise Incomplete(*reading.wrong)
        return self.act(doing, course.head.election, new.model_copy(update={"occurred_at": at}))


# The forms ---------------------------------------------------------------------------------------


def _run_off_day(course: Course) -> dict[str, list[str]]:
    held = course.round(RUN_OFF)
    return {"seit": [day_of(held.held_at).isoformat()]} if held else {}


def _took_part(course: Course) -> dict[str, list[str]]:
    if course.open is None:
        return {}
    who = {"wer": list(course.open.took_part)}
    tellers = enumerate(course.open.tellers, start=1)
    return who | {f"zaehlt-{number}-person": [teller] for number, teller in tellers}


def _of_round(round: int) -> tuple[Step, Step]:
    """Give the forms for who took part in a round and for its counts."""
    return (
        Step(
            f"wahlgang-{round}", f"Teilnahme am Wahlgang eintragen: {ROUND[round]}",
            "Teilnahme eintragen", "Die Teilnahme ist eingetragen.", read.took_part(round),
            acts.hold_round, _took_part, round=round,
            fields={
                "SomebodyTakesPart": "wer", "TooManyBallots": "wer",
                "TwoPersonsCount": "zaehlt-1-person", "WhoCountedStaysATeller": "zaehlt-1-person",
                "CandidatesNeitherCountNorWitness": "zaehlt-1-person",
            },
        ),
        Step(
            f"auszaehlung-{round}", f"Auszählung eingeben: {ROUND[round]}", "Auszählung eingeben",
            "Die Auszählung ist eingegeben.", read.figures(round), acts.enter_count, round=round,
            fields={
                "teller": "zaehlt", "TwoTellersCount": "zaehlt",
                "OnlyTheNamedTellersCount": "zaehlt",
                "CandidatesNeitherCountNorWitness": "zaehlt", "TooManyBallots": "zettel",
                "MoreAreInvalidThanHandedIn": "ungueltig", "TheVotesDoNotAddUp": "stimmen",
            },
        ),
    )  # fmt: skip


STEPS = {
    step.path: step
    for step in (
        Step(
            "einladung", "Einladungen eintragen", "Einladungen eintragen",
            "Die Einladungen sind eingetragen.", read.invitation, acts.invite,
            fields={"SomebodyIsInvited": "wer", "on": "tag", "ItLiesInTheFuture": "tag"},
        ),
        Step(
            "aufnahme", "Organisation ins Wählerverzeichnis aufnehmen", "Organisation aufnehmen",
            "Die Organisation steht im Wählerverzeichnis.", read.entry, acts.add,
            fields={"name": "name", "AnOrganisationStandsOnceOnTheRoll": "name"},
        ),
        Step(
            "streichung", "Organisation aus dem Wählerverzeichnis streichen",
            "Organisation streichen", "Die Organisation ist gestrichen.", read.removal, acts.remove,
            fields={"ItsNominationStands": "wer", "TheOrganisationIsNotOnTheRoll": "wer"},
        ),
        Step(
            "aufstellung", "Aufstellung eintragen", "Aufstellung eintragen",
            "Die Aufstellung ist eingetragen.", read.nomination, acts.nominate,
            fields={
                "name": "name", "contact": "kontakt", "AnOrganisationNominatesOne": "wer",
                "NominationsAreClosed": WHEN, "ACandidateConsents": "einwilligung",
                "ThePersonIsACandidate": "name-person", "ThePersonIsErased": "name-person",
                "ThePersonIsNotInTheRegister": "name-person",
            },
        ),
        Step(
            "ruecktritt", "Eintragen, wer nicht mehr zur Wahl steht", "Eintragen",
            "Eingetragen ist, wer nicht mehr zur Wahl steht.", read.standing_down, acts.stand_down,
            fields={"NobodyWasPutUp": "wer"},
        ),
        Step(
            "verlegung", "Wahlveranstaltung verlegen", "Wahlveranstaltung verlegen",
            "Die Wahlveranstaltung ist verlegt.", read.postponement, acts.postpone,
            fields={
                "meeting.words": "termin", "TheDeadlineLiesAhead": "frist",
                "NominationsEndBeforeTheMeeting": "frist",
            },
        ),
        Step(
            "abbruch", "Wahl abbrechen", "Wahl abbrechen", "Die Wahl ist abgebrochen.",
            read.abandonment, acts.abandon, fields={"AnAbandonmentNeedsAReason": "grund"},
        ),
        *_of_round(1),
        *_of_round(RUN_OFF),
        Step(
            "los", "Los eintragen", "Los eintragen", "Das Los ist eingetragen.", read.lot,
            acts.draw_lot,
            fields={
                "TheLotFillsThePlaces": "gezogen", "ALotHasTwoWitnesses": "zeuge-1-person",
                "CandidatesNeitherCountNorWitness": "zeuge-1-person",
            },
        ),
        Step(
            "ergebnis", "Ergebnis feststellen", "Ergebnis feststellen",
            "Das Ergebnis ist festgestellt.", read.conclusion, acts.conclude, _run_off_day,
            fields={"NobodyIsSeatedBeforeTheRunOff": "seit", "TheElectedSeatHasEnded": "seit"},
        ),
    )
}  # fmt: skip


def offered(course: Course, now: datetime) -> Iterator[Step]:
    """Give the forms that can be used now, in the order of an election."""
    if course.head.runs:
        yield from _before_the_meeting(course)
        if now >= course.head.deadline:
            yield from _in_the_meeting(course)
        yield STEPS["abbruch"]


def _before_the_meeting(course: Course) -> Iterator[Step]:
    for path in ("einladung", "aufnahme", "streichung", "aufstellung", "verlegung"):
        if not course.rounds:
            yield STEPS[path]
    if course.stand and not course.open:
        yield STEPS["ruecktritt"]


def _in_the_meeting(course: Course) -> Iterator[Step]:
    due = course.open.round if course.open else course.next_round
    if due:
        yield STEPS[f"wahlgang-{due}"]
    if course.open:
        yield STEPS[f"auszaehlung-{due}"]
    if course.lot:
        yield STEPS["los"]
    if not (due or course.lot):
        yield STEPS["ergebnis"]
