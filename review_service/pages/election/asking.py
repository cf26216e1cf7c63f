"""What the forms of an election ask."""

from __future__ import annotations

from dataclasses import dataclass

from domain import rules
from domain.election.rounds import WITNESSES as LEAST_WITNESSES
from review_service.pages.election.polling import Polling
from review_service.pages.election.somebody import NAME_LIMIT, Somebody, several
from review_service.pages.fields import WHEN, Reading
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
from review_service.words import german

MOST_WITNESSES = 3
"""Fields for witnesses of a lot."""

# Kinds of fields that only elections have --------------------------------------------------------


@dataclass(frozen=True)
class Figures(Field):
    """A number for each of several things (`of`, with their names)."""

    kind = "group"
    of: Options = ()

    @property
    def parts(self) -> list[Number]:
        """One field each, numbered."""
        return [
            Number(f"{self.name}-{number}", label) for number, (_, label) in enumerate(self.of, 1)
        ]

    def said(self, reading: Reading) -> dict[str, int]:
        """Give each its number."""
        read = [part.said(reading) for part in self.parts]
        return dict(zip((thing for thing, _ in self.of), read, strict=True))


# What each form asks -----------------------------------------------------------------------------


def when(label: str, hint: str = "", *broken: type[Exception]) -> Field:
    """Give the field that says when something happened."""
    hint = hint or "Leer lassen, wenn es gerade eben war. Tag und Uhrzeit in Deutschland."
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


def invitation(desk: Polling) -> list[Field]:
    """Ask who was invited, and when."""
    return [
        _organisations(
            desk, "organisations", "Wen haben Sie eingeladen?",
            "Wer schon eingeladen ist, steht auf der Seite der Wahl.",
            "Bitte wählen Sie aus, wen Sie eingeladen haben.", rules.SomebodyIsInvited,
        ),
        Day("tag", "An welchem Tag?", "on", rules=(rules.ItLiesInTheFuture,),
            ask="Bitte geben Sie an, an welchem Tag Sie eingeladen haben."),
    ]  # fmt: skip


def entry(_: Polling) -> list[Field]:
    """Ask which organisation comes onto the roll."""
    name = Words(
        "name", "Name der Organisation", "name", most=NAME_LIMIT,
        ask="Bitte geben Sie den Namen der Organisation an.",
        rules=(rules.AnOrganisationStandsOnceOnTheRoll,),
    )  # fmt: skip
    return [name, _reason("Warum kommt sie hinzu?", _ON_ROLL), _WHEN]


def removal(desk: Polling) -> list[Field]:
    """Ask which one leaves it."""
    organisation = _organisation(
        "Welche Organisation?", desk.on_roll, "Bitte wählen Sie die Organisation.",
        rules.ItsNominationStands, rules.TheOrganisationIsNotOnTheRoll,
    )  # fmt: skip
    return [organisation, _reason("Warum wird sie gestrichen?", _ON_ROLL), _WHEN]


def nomination(desk: Polling) -> list[Field]:
    """Ask whom an organisation puts up."""
    return [
        _organisation(
            "Welche Organisation stellt auf?", desk.on_roll, "Bitte wählen Sie die Organisation.",
            rules.AnOrganisationNominatesOne,
        ),
        Somebody(
            "name", "Wer wird aufgestellt?", look_up=desk.look_up, known=desk.known,
            hint="So steht der Name auf dem Stimmzettel. Suchen Sie die Person im Verzeichnis:"
            " Nur so hat sie, wenn sie gewählt ist, mit ihrem Konto die Rechte ihres Sitzes.",
            ask="Bitte suchen Sie die Person, oder nennen Sie eine neue.",
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


def standing_down(desk: Polling) -> list[Field]:
    """Ask who no longer stands."""
    stand = [
        (slug, f"{desk.names[candidate]} ({desk.organisations[slug]})")
        for slug, candidate in desk.course.stand.items()
    ]
    asked = "Bitte wählen Sie, wer nicht mehr zur Wahl steht."
    return [
        _organisation("Wer steht nicht mehr zur Wahl?", stand, asked, rules.NobodyWasPutUp),
        _reason("Warum?", "Bitte geben Sie an, warum."), _WHEN,
    ]  # fmt: skip


def postponement(_: Polling) -> list[Field]:
    """Ask when the meeting is now."""
    asked = "Bitte begründen Sie, warum die Wahlveranstaltung verlegt wird."
    return [
        MEETING,
        Moment("frist", "Neue Frist für Aufstellungen", "deadline",
               "Leer lassen, wenn die bisherige Frist bleibt.", optional=True,
               rules=(rules.TheDeadlineLiesAhead, rules.NominationsEndBeforeTheMeeting)),
        _reason("Warum wird verlegt?", asked), _WHEN,
    ]  # fmt: skip


def abandonment(_: Polling) -> list[Field]:
    """Ask why the election is called off."""
    asked = "Bitte begründen Sie, warum die Wahl abgebrochen wird."
    label = "Warum wird die Wahl abgebrochen?"
    return [_reason(label, asked, rules.AnAbandonmentNeedsAReason), _WHEN]


def participation(desk: Polling) -> list[Field]:
    """Ask who took part in a round, and who counts it."""
    asked = "Bitte wählen Sie, wer zählt, oder nennen Sie eine neue Person."
    tellers = tuple(
        Somebody(
            f"zaehlt-{number}", label, hint=hint, ask=asked, look_up=desk.look_up, known=desk.known
        )
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


def figures(desk: Polling) -> list[Field]:
    """Ask what a teller counted."""
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


def lot(desk: Polling) -> list[Field]:
    """Ask whom the lot fell on, and who saw it."""
    among = desk.course.lot.tied if desk.course.lot else ()
    places = desk.course.lot.places if desk.course.lot else 0
    needed = "Bitte nennen Sie mindestens zwei Zeug*innen."
    hint = "Vor- und Nachname. Wer zur Wahl steht, kann es nicht bezeugen."
    witnesses = tuple(
        Somebody(
            f"zeuge-{number}", f"{number}. Zeug*in", hint=hint if number == 1 else "",
            ask=needed if number <= LEAST_WITNESSES else "", optional=number > LEAST_WITNESSES,
            look_up=desk.look_up, known=desk.known,
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


def result(desk: Polling) -> list[Field]:
    """Ask from which day the elected sit, and whether whoever sits there now leaves then."""
    broken = (rules.NobodyIsSeatedBeforeTheRunOff, rules.TheElectedSeatHasEnded)
    since = Day("seit", "Von welchem Tag an?", "since", "Leer lassen für heute.", optional=True,
                rules=broken)  # fmt: skip
    holders = german.listed(f"{one.holder} ({one.seat})" for one in desk.occupied)
    ends = Tick(
        "amtszeit", f"Am Tag davor endet die Amtszeit von: {holders}", "end_terms",
        "Wer wiedergewählt ist, behält den Sitz mit der neuen Amtszeit.",
        rules=(rules.TheSeatIsTaken, rules.ThePersonHoldsTheSeat),
    )  # fmt: skip
    return [since, *([ends] if holders else []), _WHEN]
