"""The forms of an election: what each asks, and what it records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from typing import Any

from domain import rules
from domain.election.rounds import WITNESSES as LEAST_WITNESSES
from domain.election.values import RUN_OFF
from domain.procedure.termin import day_of
from projections import persons
from projections.election_course import Course
from review_service.access import Act
from review_service.acts import electing as acts
from review_service.acts.requests import elections as requests
from review_service.pages.election.asking import (
    NAME_LIMIT,
    Figures,
    Somebody,
    several,
)
from review_service.pages.fields import WHEN
from review_service.pages.kinds import (
    Boxes,
    Choice,
    Day,
    Field,
    Moment,
    Number,
    Options,
    Radios,
    Text,
    Tick,
    Together,
    Words,
)
from review_service.pages.steps import Desk, Step
from review_service.people import register
from review_service.words import election as words
from review_service.words import german
from review_service.words.election import ROUND, Names

MOST_PERSONS = 500
"""Persons in a select at most."""
MOST_WITNESSES = 3
"""Fields for witnesses of a lot."""


@dataclass(frozen=True, kw_only=True)
class Polling(Desk):
    """An election: all names in it, and whose count is entered again."""

    course: Course
    names: Names
    organisations: Names
    standing: words.Standing
    teller: str = ""

    @property
    def on_roll(self) -> Options:
        """The organisations that may vote."""
        return [(one.slug, one.name) for one in self.course.roll]

    @property
    def facts(self) -> dict[str, Any]:
        """What every page about an election shows."""
        head, ordnung = self.course.head, self.visitor.ordnung
        titles = {seat: words.seat_title(ordnung, head.body, seat) for seat in head.terms.seats}
        return {
            "course": self.course, "head": head, "names": self.names, "words": words,
            "standing": self.standing, "organisations": self.organisations, "seats": titles,
        }  # fmt: skip

    @cached_property
    def persons(self) -> Options:
        """Who of the register can stand, count or bear witness."""
        with self.visitor.database() as database:
            erased = {one.person for one in persons.erasures(database)}
            found = register.search(database, limit=MOST_PERSONS)
        return [
            (one.pseudonym, ", ".join(filter(None, (one.display_name, one.office))))
            for one in found
            if one.pseudonym not in erased
        ]


# Fields ------------------------------------------------------------------------------------------

Fields = Callable[[Polling], Sequence[Field]]


def when(label: str, hint: str = "", *broken: type[Exception]) -> Field:
    """Give the field that says when something happened."""
    hint = hint or "Leer lassen, wenn es gerade eben war. Tag und Uhrzeit in Hannover."
    return Moment(WHEN, label, "occurred_at", hint, optional=True, rules=broken)


MEETING = Together(
    "termin", "", at={"meeting.words": "termin"}, parts=(
        Day("termin-tag", "Tag der Wahlveranstaltung", optional=True,
            hint="Leer lassen, wenn er noch nicht feststeht."),
        Words("termin", "Termin in Worten", optional=True, hint="Zum Beispiel: Mitte November 2019,"
              " oder: Samstag, 11.01.2020, 10 Uhr im Rathaus."),
    ),
    reads=lambda reading: {"meeting": reading.termin("termin", "termin-tag")},
)  # fmt: skip
"""When a meeting is: a day, words, or both."""
_WHEN = when("Wann war das?")
_ON_ROLL = "Bitte begründen Sie die Änderung des Wählerverzeichnisses."


def _reason(label: str, ask: str, *broken: type[Exception]) -> Field:
    hint = "Der Grund steht auf der Seite der Wahl."
    return Text("grund", label, "reason", hint, ask, rules=broken)


def _organisation(label: str, options: Options, ask: str, *broken: type[Exception]) -> Field:
    return Choice("wer", label, "organisation", ask=ask, options=options, rules=broken)


def _organisations(
    desk: Polling, fact: str, label: str, hint: str, ask: str, *broken: type[Exception]
) -> Field:
    every = "Alle Organisationen auswählen"
    return Boxes("wer", label, fact, hint, ask, rules=broken, options=desk.on_roll, every=every)


def _invitation(desk: Polling) -> list[Field]:
    return [
        _organisations(
            desk, "organisations", "Wen haben Sie eingeladen?",
            "Wer schon eingeladen ist, steht auf der Seite der Wahl.",
            "Bitte wählen Sie aus, wen Sie eingeladen haben.", rules.SomebodyIsInvited,
        ),
        Day("tag", "An welchem Tag?", "on", rules=(rules.ItLiesInTheFuture,),
            ask="Bitte geben Sie an, an welchem Tag Sie eingeladen haben."),
    ]  # fmt: skip


def _entry(_: Polling) -> list[Field]:
    name = Words(
        "name", "Name der Organisation", "name", most=NAME_LIMIT,
        ask="Bitte geben Sie den Namen der Organisation an.",
        rules=(rules.AnOrganisationStandsOnceOnTheRoll,),
    )  # fmt: skip
    return [name, _reason("Warum kommt sie hinzu?", _ON_ROLL), _WHEN]


def _removal(desk: Polling) -> list[Field]:
    organisation = _organisation(
        "Welche Organisation?", desk.on_roll, "Bitte wählen Sie die Organisation.",
        rules.ItsNominationStands, rules.TheOrganisationIsNotOnTheRoll,
    )  # fmt: skip
    return [organisation, _reason("Warum wird sie gestrichen?", _ON_ROLL), _WHEN]


def _nomination(desk: Polling) -> list[Field]:
    return [
        _organisation(
            "Welche Organisation stellt auf?", desk.on_roll, "Bitte wählen Sie die Organisation.",
            rules.AnOrganisationNominatesOne,
        ),
        Somebody(
            "name", "Wer wird aufgestellt?", persons=desk.persons,
            hint="So steht der Name auf dem Stimmzettel. Wer schon im Verzeichnis steht, wird oben"
            " gewählt: Nur so hat eine gewählte Person mit ihrem Konto die Rechte ihres Sitzes.",
            ask="Bitte wählen Sie die Person, oder nennen Sie eine.",
            rules=(rules.ThePersonIsACandidate, rules.ThePersonIsErased,
                   rules.ThePersonIsNotInTheRegister),
        ),
        Words(
            "kontakt", "Wie ist sie zu erreichen?", "contact", "E-Mail oder Telefon einer neuen"
            " Person. Das sieht nur, wer das Verzeichnis der Personen führt.", optional=True,
            most=NAME_LIMIT,
        ),
        Tick(
            "einwilligung", "Die Person hat eingewilligt: in die Kandidatur und darin, dass ihr"
            " Name hier steht.", "consent",
            ask="Eine Person wird nur mit ihrer Einwilligung aufgestellt.",
            rules=(rules.ACandidateConsents,),
        ),
        when("Wann ging die Aufstellung ein?", "", rules.NominationsAreClosed),
    ]  # fmt: skip


def _standing_down(desk: Polling) -> list[Field]:
    stand = [
        (one.organisation, f"{desk.names[one.candidate]} ({desk.organisations[one.organisation]})")
        for one in desk.course.stand
    ]
    asked = "Bitte wählen Sie, wer nicht mehr zur Wahl steht."
    return [
        _organisation("Wer steht nicht mehr zur Wahl?", stand, asked, rules.NobodyWasPutUp),
        _reason("Warum?", "Bitte geben Sie an, warum."), _WHEN,
    ]  # fmt: skip


def _postponement(_: Polling) -> list[Field]:
    asked = "Bitte begründen Sie, warum die Wahlveranstaltung verlegt wird."
    return [
        MEETING,
        Moment("frist", "Neue Frist für Aufstellungen", "deadline",
               "Leer lassen, wenn die bisherige Frist bleibt.", optional=True,
               rules=(rules.TheDeadlineLiesAhead, rules.NominationsEndBeforeTheMeeting)),
        _reason("Warum wird verlegt?", asked), _WHEN,
    ]  # fmt: skip


def _abandonment(_: Polling) -> list[Field]:
    asked = "Bitte begründen Sie, warum die Wahl abgebrochen wird."
    label = "Warum wird die Wahl abgebrochen?"
    return [_reason(label, asked, rules.AnAbandonmentNeedsAReason), _WHEN]


def _round(desk: Polling) -> list[Field]:
    asked = "Bitte wählen Sie, wer zählt, oder nennen Sie eine neue Person."
    tellers = tuple(
        Somebody(f"zaehlt-{number}", label, hint=hint, ask=asked, persons=desk.persons)
        for number, label, hint in (
            (1, "Wer zählt zuerst aus?", "Vor- und Nachname. Wer zur Wahl steht, zählt nicht."),
            (2, "Wer zählt zum zweiten Mal?", "Vor- und Nachname. Beide zählen getrennt."),
        )
    )
    return [
        _organisations(
            desk, "took_part", "Welche Organisationen haben teilgenommen?",
            "Jede hat einen Stimmzettel abgegeben.",
            "Bitte wählen Sie aus, welche Organisationen teilgenommen haben.",
            rules.SomebodyTakesPart, rules.TooManyBallots,
        ),
        several(
            "tellers", tellers, rules.TwoPersonsCount, rules.WhoCountedStaysATeller,
            rules.CandidatesNeitherCountNorWitness,
        ),
        _WHEN,
    ]  # fmt: skip


def _count(desk: Polling) -> list[Field]:
    held = desk.course.open
    ask = "Bitte geben Sie an, wer gezählt hat."
    tellers = [(one, desk.names[one]) for one in (held.tellers if held else ())]
    broken = (
        rules.TwoTellersCount, rules.OnlyTheNamedTellersCount,
        rules.CandidatesNeitherCountNorWitness,
    )  # fmt: skip
    if held and not tellers:
        who: Field = Words("zaehlt", "Wer hat gezählt?", "teller", "Vor- und Nachname.", ask,
                           rules=broken, most=NAME_LIMIT)  # fmt: skip
    else:
        who = Radios("zaehlt", "Wer hat gezählt?", "teller", "", ask, rules=broken, options=tellers)
    most = len(held.took_part) if held else 0
    return [
        who,
        Number("zettel", "Abgegebene Stimmzettel", "ballots",
               f"Höchstens {most}: so viele Organisationen haben teilgenommen.",
               "Bitte geben Sie an, wie viele Stimmzettel abgegeben wurden.",
               rules=(rules.TooManyBallots,)),
        Number("ungueltig", "Davon ungültig", "invalid", "",
               "Bitte geben Sie an, wie viele davon ungültig sind, sonst 0.",
               rules=(rules.MoreAreInvalidThanHandedIn,)),
        Figures("stimmen", "Gültige Stimmen", "votes", rules=(rules.TheVotesDoNotAddUp,),
                of=[(one, desk.names[one]) for one in (held.candidates if held else ())]),
        _WHEN,
    ]  # fmt: skip


def _lot(desk: Polling) -> list[Field]:
    among = desk.course.lot.lot_among if desk.course.lot else ()
    places = desk.course.lot.lot_places if desk.course.lot else 0
    needed = "Bitte nennen Sie mindestens zwei Zeug*innen."
    hint = "Vor- und Nachname. Wer zur Wahl steht, kann es nicht bezeugen."
    witnesses = tuple(
        Somebody(
            f"zeuge-{number}", f"{number}. Zeug*in", hint=hint if number == 1 else "",
            ask=needed if number <= LEAST_WITNESSES else "", optional=number > LEAST_WITNESSES,
            persons=desk.persons,
        )
        for number in range(1, MOST_WITNESSES + 1)
    )  # fmt: skip
    return [
        Boxes(
            "gezogen", "Auf wen fiel das Los?", "drawn",
            german.count(places, "Wählen Sie eine Person.", "Personen werden gezogen."),
            "Bitte wählen Sie aus, wen das Los getroffen hat.",
            rules=(rules.TheLotFillsThePlaces,), options=[(one, desk.names[one]) for one in among],
        ),
        several(
            "witnesses", witnesses, rules.ALotHasTwoWitnesses,
            rules.CandidatesNeitherCountNorWitness,
        ),
        _WHEN,
    ]  # fmt: skip


def _result(_: Polling) -> list[Field]:
    broken = (rules.NobodyIsSeatedBeforeTheRunOff, rules.TheElectedSeatHasEnded)
    since = Day("seit", "Von welchem Tag an?", "since", "Leer lassen für heute.", optional=True,
                rules=broken)  # fmt: skip
    return [since, _WHEN]


# What stands in them at first, and above them ----------------------------------------------------


def _run_off_day(desk: Polling) -> dict[str, list[str]]:
    held = desk.course.round(RUN_OFF)
    return {"seit": [day_of(held.held_at).isoformat()]} if held else {}


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
    told = {one.teller: one.count for one in desk.course.told_in(held.round)} if held else {}
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
    moves_up = desk.course.rounds and desk.course.head.terms.withdrawal == "next_moves_up"
    return (
        "Hier steht auch, wer irrtümlich aufgestellt wurde und wer den Sitz nicht annimmt. Möglich"
        " ist es bis zum Ergebnis, nur nicht, während ein Wahlgang ausgezählt wird."
    ) + (" Wird dadurch ein Platz frei, rücken die Nächstplatzierten nach." if moves_up else "")


def _meeting_so_far(desk: Polling) -> str:
    head = desk.course.head
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
        due = course.open.round if course.open else course.next_round
        waits = " Dieser Wahlgang ist zurzeit nicht an der Reihe."
        return lead(desk) + ("" if round in (due, course.next_round) else waits)

    return said


# The forms ---------------------------------------------------------------------------------------


def _step(
    path: str, title: str, button: str, done: str, fields: Fields, make: Callable[..., Any],
    act: Callable[..., Any], **more: Any,
) -> Step[Polling]:  # fmt: skip
    unsent = "Das ist noch nicht eingetragen"
    return Step(
        path, title, button, done, Act.ELECT, fields, make, act, unsent=unsent,
        facts=lambda desk: desk.facts, **more,
    )  # fmt: skip


def _of_round(round: int) -> tuple[Step[Polling], Step[Polling]]:
    """Give the forms for who took part in a round and for its counts."""
    return (
        _step(
            f"wahlgang-{round}", f"Teilnahme am Wahlgang eintragen: {ROUND[round]}",
            "Teilnahme eintragen", "Die Teilnahme ist eingetragen.", _round,
            partial(requests.NewRound, round=round), acts.hold_round, begins=_took_part,
            lead=_in_turn(round, _taking_part),
        ),
        _step(
            f"auszaehlung-{round}", f"Auszählung eingeben: {ROUND[round]}", "Auszählung eingeben",
            "Die Auszählung ist eingegeben.", _count, partial(requests.NewCount, round=round),
            acts.enter_count, begins=_figures, lead=_in_turn(round, _counting),
            without="Zurzeit wird kein Wahlgang ausgezählt.", template="election_count.html",
        ),
    )  # fmt: skip


STEPS = {
    step.path: step
    for step in (
        _step(
            "einladung", "Einladungen eintragen", "Einladungen eintragen",
            "Die Einladungen sind eingetragen.", _invitation, requests.NewInvitation, acts.invite,
        ),
        _step(
            "aufnahme", "Organisation ins Wählerverzeichnis aufnehmen", "Organisation aufnehmen",
            "Die Organisation steht im Wählerverzeichnis.", _entry, requests.NewEntry, acts.add,
            lead="Jede Organisation im Wählerverzeichnis hat eine Stimme. Es ändert sich"
            " nur bis zum ersten Wahlgang.",
        ),
        _step(
            "streichung", "Organisation aus dem Wählerverzeichnis streichen",
            "Organisation streichen", "Die Organisation ist gestrichen.", _removal,
            requests.NewRemoval, acts.remove,
        ),
        _step(
            "aufstellung", "Aufstellung eintragen", "Aufstellung eintragen",
            "Die Aufstellung ist eingetragen.", _nomination, requests.NewNomination, acts.nominate,
            lead=lambda desk: "Jede Organisation stellt höchstens eine Person auf, bis"
            f" {german.moment(desk.course.head.deadline)}.",
        ),
        _step(
            "ruecktritt", "Eintragen, wer nicht mehr zur Wahl steht", "Eintragen",
            "Eingetragen ist, wer nicht mehr zur Wahl steht.", _standing_down,
            requests.NewStandingDown, acts.stand_down, lead=_leaving,
        ),
        _step(
            "verlegung", "Wahlveranstaltung verlegen", "Wahlveranstaltung verlegen",
            "Die Wahlveranstaltung ist verlegt.", _postponement, requests.NewPostponement,
            acts.postpone, lead=_meeting_so_far,
        ),
        _step(
            "abbruch", "Wahl abbrechen", "Wahl abbrechen", "Die Wahl ist abgebrochen.",
            _abandonment, requests.NewAbandonment, acts.abandon,
            lead="Eine abgebrochene Wahl hat kein Ergebnis, und es wird nichts mehr in"
            " sie eingetragen. Was festgehalten ist, bleibt zu lesen. Für dieselben Sitze kann"
            " danach eine neue ausgerufen werden.",
        ),
        *_of_round(1),
        *_of_round(RUN_OFF),
        _step(
            "los", "Los eintragen", "Los eintragen", "Das Los ist eingetragen.", _lot,
            requests.NewLot, acts.draw_lot, without="Es ist kein Los zu ziehen.",
            lead=lambda desk: f"{desk.standing.happened} {desk.standing.next} Der Dienst lost"
            " nicht: Er hält fest, was gezogen wurde.",
        ),
        _step(
            "ergebnis", "Ergebnis feststellen", "Ergebnis feststellen",
            "Das Ergebnis ist festgestellt.", _result, requests.NewResult, acts.conclude,
            begins=_run_off_day, lead=lambda desk: desk.standing.happened,
            template="election_result.html",
        ),
    )
}  # fmt: skip


def offered(course: Course, now: datetime) -> Iterator[Step[Polling]]:
    """Give the forms that can be used now, in the order of an election."""
    if course.head.runs:
        yield from _before_the_meeting(course)
        if now >= course.head.deadline:
            yield from _in_the_meeting(course)
        yield STEPS["abbruch"]


def _before_the_meeting(course: Course) -> Iterator[Step[Polling]]:
    for path in ("einladung", "aufnahme", "streichung", "aufstellung", "verlegung"):
        if not course.rounds:
            yield STEPS[path]
    if course.stand and not course.open:
        yield STEPS["ruecktritt"]


def _in_the_meeting(course: Course) -> Iterator[Step[Polling]]:
    due = course.open.round if course.open else course.next_round
    if due:
        yield STEPS[f"wahlgang-{due}"]
    if course.open:
        yield STEPS[f"auszaehlung-{due}"]
    if course.lot:
        yield STEPS["los"]
    if not (due or course.lot):
        yield STEPS["ergebnis"]
