"""The forms of an election: what is said above them, what they record, when they can be used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from domain.election.course import Course
from domain.election.next_step import Next
from domain.election.next_step import Step as Waits
from domain.election.values import RUN_OFF
from domain.procedure.termin import day_of
from review_service.access import Act
from review_service.acts import electing as acts
from review_service.acts.requests import elections as requests
from review_service.pages.election import asking
from review_service.pages.election.polling import Polling
from review_service.pages.kinds import YES, Field
from review_service.pages.steps import Step
from review_service.words import election as words
from review_service.words import german
from review_service.words.election import ROUND

Fields = Callable[[Polling], Sequence[Field]]

# What stands in them at first, and above them ----------------------------------------------------


def _as_the_run_off_has_it(desk: Polling) -> dict[str, list[str]]:
    held = desk.course.round(RUN_OFF)
    since = {"seit": [day_of(held.held_at).isoformat()]} if held else {}
    return {**since, "amtszeit": [YES]}


def _took_part(desk: Polling) -> dict[str, list[str]]:
    held = desk.course.open
    if held is None:
        return {}
    tellers = enumerate(held.tellers, start=1)
    who = {f"zaehlt-{number}-person": [teller] for number, teller in tellers}
    return {"wer": list(held.took_part), **who}


def _figures(desk: Polling) -> dict[str, list[str]]:
    """Give the fields as a teller filled them before; without one, who has not counted yet."""
    held = desk.course.open
    told = {one.teller: one.count for one in held.told} if held else {}
    if held is None or desk.teller not in told:
        waiting = [one for one in (held.tellers if held else ()) if one not in told]
        return {"zaehlt": waiting} if len(waiting) == 1 else {}
    count = told[desk.teller]
    votes = {
        f"stimmen-{number}": [str(count.votes[one])]
        for number, one in enumerate(held.candidates, start=1)
    }
    who = desk.teller if held.tellers else desk.names[desk.teller]
    figures = {"zettel": [str(count.ballots)], "ungueltig": [str(count.invalid)]}
    return {"zaehlt": [who], **figures, **votes}


def _leaving(desk: Polling) -> str:
    moves_up = desk.course.rounds and desk.course.terms.withdrawal == "next_moves_up"
    return (
        "Hier steht auch, wer irrtümlich aufgestellt wurde und wer den Sitz nicht annimmt. Möglich"
        " ist es bis zum Ergebnis, nur nicht, während ein Wahlgang ausgezählt wird."
    ) + (" Wird dadurch ein Platz frei, rücken die Nächstplatzierten nach." if moves_up else "")


def _meeting_so_far(desk: Polling) -> str:
    head = desk.course
    until = german.moment(head.deadline)
    return f"Bisher: {words.meeting(head.meeting)}. Aufstellungen bis {until}."


def _taking_part(desk: Polling) -> str:
    if desk.course.open is None:
        return f"Auf dem Stimmzettel: {desk.names.listed(desk.course.standing)}."
    many = german.count(len(desk.course.open.took_part), "eine Organisation", "Organisationen")
    return (
        "Die Teilnahme ist schon eingetragen; hier lässt sie sich berichtigen, auch wer zählt,"
        f" solange diese Person noch nicht gezählt hat. Bisher: {many}."
    )


def _counting(_: Polling) -> str:
    return (
        "Zwei Personen zählen getrennt. Entschieden ist der Wahlgang, wenn beide auf dieselben"
        " Zahlen kommen. Bis dahin wird von einer Zählung nichts zwischengespeichert."
    )


def _in_turn(round: int, lead: Callable[[Polling], str]) -> Callable[[Polling], str]:
    """Say too that a round is not due now."""

    def said(desk: Polling) -> str:
        course = desk.course
        waits = " Dieser Wahlgang ist zurzeit nicht an der Reihe."
        return lead(desk) + ("" if round == course.due_round else waits)

    return said


# The forms ---------------------------------------------------------------------------------------


def _step(
    path: str, title: str, button: str, done: str, fields: Fields, make: Callable[..., Any],
    act: Callable[..., Any], **more: Any,
) -> Step[Polling]:  # fmt: skip
    unsent = "Das ist noch nicht eingetragen"
    return Step(path, title, button, done, Act.ELECT, fields, make, act, unsent=unsent, **more)


def _of_round(round: int) -> tuple[Step[Polling], Step[Polling]]:
    """Give the forms for who took part in a round and for its counts."""
    return (
        _step(
            f"wahlgang-{round}", f"Teilnahme am Wahlgang eintragen: {ROUND[round]}",
            "Teilnahme eintragen", "Die Teilnahme ist eingetragen.", asking.participation,
            partial(requests.NewRound, round=round), acts.hold_round, begins=_took_part,
            lead=_in_turn(round, _taking_part),
        ),
        _step(
            f"auszaehlung-{round}", f"Auszählung eingeben: {ROUND[round]}", "Auszählung eingeben",
            "Die Auszählung ist eingegeben.", asking.figures,
            partial(requests.NewCount, round=round),
            acts.enter_count, begins=_figures, lead=_in_turn(round, _counting),
            without="Zurzeit wird kein Wahlgang ausgezählt.", template="election_count.html",
        ),
    )  # fmt: skip


STEPS = {
    step.path: step
    for step in (
        _step(
            "einladung", "Einladungen eintragen", "Einladungen eintragen",
            "Die Einladungen sind eingetragen.", asking.invitation,
            requests.NewInvitation, acts.invite,
        ),
        _step(
            "aufnahme", "Organisation ins Wählerverzeichnis aufnehmen", "Organisation aufnehmen",
            "Die Organisation steht im Wählerverzeichnis.", asking.entry,
            requests.NewEntry, acts.add,
            lead="Jede Organisation im Wählerverzeichnis hat eine Stimme. Es ändert sich"
            " nur bis zum ersten Wahlgang.",
        ),
        _step(
            "streichung", "Organisation aus dem Wählerverzeichnis streichen",
            "Organisation streichen", "Die Organisation ist gestrichen.", asking.removal,
            requests.NewRemoval, acts.remove,
        ),
        _step(
            "aufstellung", "Aufstellung eintragen", "Aufstellung eintragen",
            "Die Aufstellung ist eingetragen.", asking.nomination,
            requests.NewNomination, acts.nominate,
            lead=lambda desk: "Jede Organisation stellt höchstens eine Person auf, bis"
            f" {german.moment(desk.course.deadline)}.",
        ),
        _step(
            "ruecktritt", "Eintragen, wer nicht mehr zur Wahl steht", "Eintragen",
            "Eingetragen ist, wer nicht mehr zur Wahl steht.", asking.standing_down,
            requests.NewStandingDown, acts.stand_down, lead=_leaving,
        ),
        _step(
            "verlegung", "Wahlveranstaltung verlegen", "Wahlveranstaltung verlegen",
            "Die Wahlveranstaltung ist verlegt.", asking.postponement, requests.NewPostponement,
            acts.postpone, lead=_meeting_so_far,
        ),
        _step(
            "abbruch", "Wahl abbrechen", "Wahl abbrechen", "Die Wahl ist abgebrochen.",
            asking.abandonment, requests.NewAbandonment, acts.abandon,
            lead="Eine abgebrochene Wahl hat kein Ergebnis, und es wird nichts mehr in"
            " sie eingetragen. Was festgehalten ist, bleibt zu lesen. Für dieselben Sitze kann"
            " danach eine neue ausgerufen werden.",
        ),
        *_of_round(1),
        *_of_round(RUN_OFF),
        _step(
            "los", "Los eintragen", "Los eintragen", "Das Los ist eingetragen.", asking.lot,
            requests.NewLot, acts.draw_lot, without="Es ist kein Los zu ziehen.",
            lead=lambda desk: f"{desk.standing.happened} {desk.standing.next} Der Dienst lost"
            " nicht: Er hält fest, was gezogen wurde.",
        ),
        _step(
            "ergebnis", "Ergebnis feststellen", "Ergebnis feststellen",
            "Das Ergebnis ist festgestellt.", asking.result, requests.NewResult, acts.conclude,
            begins=_as_the_run_off_has_it, lead=lambda desk: desk.standing.happened,
            template="election_result.html",
        ),
    )
}  # fmt: skip


def offered(course: Course, now: datetime) -> Iterator[Step[Polling]]:
    """Give the forms that can be used now, in the order of an election."""
    if following := course.next(now):
        yield from _before_the_meeting(course)
        yield from _in_the_meeting(following)
        yield STEPS["abbruch"]


def _before_the_meeting(course: Course) -> Iterator[Step[Polling]]:
    for path in ("einladung", "aufnahme", "streichung", "aufstellung", "verlegung"):
        if not course.rounds:
            yield STEPS[path]
    if course.stand and not course.open:
        yield STEPS["ruecktritt"]


def _in_the_meeting(following: Next) -> Iterator[Step[Polling]]:
    if following.due:
        yield STEPS[f"wahlgang-{following.due}"]
    match following.step:
        case Waits.COUNT:
            yield STEPS[f"auszaehlung-{following.round}"]
        case Waits.LOT:
            yield STEPS["los"]
        case Waits.RESULT:
            yield STEPS["ergebnis"]
