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
from review_service.pages.election.words import ROUND
from review_service.pages.fields import WHEN, Reading
from review_service.pages.forms import Incomplete
from review_service.pages.typed import Typed
from review_service.reviews import Done


@dataclass(frozen=True)
class Step:
    """One form: its path, its title, the words of its button, what the election's page says when
    it is done. `read` makes a request of what was typed, `act` records it; `fields` leads from a
    rule's name to the field it is about."""

    path: str
    title: str
    button: str
    done: str
    read: Callable[[Reading, Course], Any]
    act: Callable[[Doing, UUID, Any], Done]
    begins: Callable[[Course], dict[str, str]] = lambda _: {}
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def template(self) -> str:
        """The name of its template."""
        return f"election_{self.path}.html"

    def record(self, doing: Doing, course: Course, typed: Typed) -> Done:
        """Record what was typed; raises Incomplete and what the act raises."""
        reading = Reading(typed)
        at = reading.moment(WHEN)
        new = self.read(reading, course)
        if reading.wrong:
            raise Incomplete(*reading.wrong)
        return self.act(doing, course.head.election, new.model_copy(update={"occurred_at": at}))


# The forms ---------------------------------------------------------------------------------------


def _round_due(course: Course) -> dict[str, str]:
    due = course.open.round if course.open else course.next_round or RUN_OFF
    return {"runde": str(due)}


def _run_off_day(course: Course) -> dict[str, str]:
    held = course.round(RUN_OFF)
    return {"seit": day_of(held.held_at).isoformat()} if held else {}


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
            },
        ),
        Step(
            "ruecktritt", "Rücktritt von der Wahl eintragen", "Rücktritt eintragen",
            "Der Rücktritt ist eingetragen.", read.standing_down, acts.stand_down,
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
            "wahlgang", "Teilnahme am Wahlgang eintragen", "Teilnahme eintragen",
            "Die Teilnahme ist eingetragen.", read.took_part, acts.hold_round, _round_due,
            fields={"SomebodyTakesPart": "wer", "TooManyBallots": "wer"},
        ),
        Step(
            "auszaehlung", "Auszählung eingeben", "Auszählung eingeben",
            "Die Auszählung ist eingegeben.", read.figures, acts.enter_count, _round_due,
            fields={
                "teller": "zaehlt", "TwoTellersCount": "zaehlt",
                "CandidatesNeitherCountNorWitness": "zaehlt", "TooManyBallots": "zettel",
                "MoreAreInvalidThanHandedIn": "ungueltig", "TheVotesDoNotAddUp": "stimmen-1",
            },
        ),
        Step(
            "los", "Los eintragen", "Los eintragen", "Das Los ist eingetragen.", read.lot,
            acts.draw_lot,
            fields={
                "TheLotFillsThePlaces": "gezogen", "ALotHasTwoWitnesses": "zeuge-1",
                "CandidatesNeitherCountNorWitness": "zeuge-1",
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
    if course.head.stage == "concluded":
        return
    begun = bool(course.rounds)
    for path in ("einladung", "aufnahme", "streichung", "aufstellung", "verlegung"):
        if not begun:
            yield STEPS[path]
    if course.standing and course.next_round:
        yield STEPS["ruecktritt"]
    if now < course.head.deadline:
        return
    if course.next_round or course.open:
        yield STEPS["wahlgang"]
    if course.open:
        yield STEPS["auszaehlung"]
    if course.lot:
        yield STEPS["los"]
    if not (course.next_round or course.open or course.lot):
        yield STEPS["ergebnis"]


def title(step: Step, course: Course) -> str:
    """Give a form's title, with the round it is about."""
    if step.path not in ("wahlgang", "auszaehlung", "los"):
        return step.title
    round = course.lot.round if course.lot else int(_round_due(course)["runde"])
    return f"{step.title}: {ROUND[round]}"
