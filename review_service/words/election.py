"""How an election reads: where it stands and what comes next, in plain German."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.election import counting
from domain.election.course import Candidate, Course
from domain.election.next_step import Step
from domain.election.rounds import Lot, Round, Told
from domain.election.terms import Few, Terms, TieOnSeat, TieToRunOff, Withdrawal
from domain.election.values import RUN_OFF
from domain.procedure import UNREGULATED, Ordnung
from review_service.words import german

ERASED = "gelöschte Person"
ROUND = {1: "Erster Wahlgang", RUN_OFF: "Stichwahl"}
THE_ROUND = {1: "der erste Wahlgang", RUN_OFF: "die Stichwahl"}
IN_ROUND = {1: "im ersten Wahlgang", RUN_OFF: "in der Stichwahl"}


class Names(dict[str, str]):
    """Names by pseudonym, one for whoever is erased too."""

    def __missing__(self, pseudonym: str) -> str:
        return ERASED

    def listed(self, pseudonyms: Iterable[str]) -> str:
        """Give several names as a sentence has them."""
        return german.listed(self[one] for one in pseudonyms)


@dataclass(frozen=True)
class Standing:
    """Where an election stands: what has happened, what is next, and the form for that (its path,
    empty where nothing is to be done now)."""

    happened: str
    next: str = ""
    step: str = ""
    good: bool = False


def standing(course: Course, names: Names, ordnung: Ordnung, now: datetime) -> Standing:
    """Say where an election stands."""
    if course.stage == "concluded":
        return Standing(_result(course, names, ordnung), good=True)
    if course.abandoned_at:
        return Standing(
            f"Die Wahl ist am {german.date(course.abandoned_at)} abgebrochen worden.",
            f"Grund: {course.abandoned}",
        )
    following = course.next(now)
    match following.step if following else None:
        case Step.LOT if course.lot:
            return _lot(course.lot, names)
        case Step.COUNT if course.open:
            return _counting(course.open)
        case Step.NOMINATIONS:
            return _nominations(course)
        case _:
            return _decided(course, names) if course.rounds else _before_the_meeting(course)


def _nominations(course: Course) -> Standing:
    deadline = course.deadline
    many = german.count(len(course.standing), "eine Person", "Personen")
    verb = "steht" if len(course.standing) <= 1 else "stehen"
    return Standing(
        f"Aufstellungen sind möglich bis {german.weekday(deadline)}, {german.clock(deadline)}.",
        f"Bisher {verb} {many if course.standing else 'niemand'} zur Wahl. Jede Organisation"
        " kann eine Person aufstellen.",
        "aufstellung",
    )


def _before_the_meeting(course: Course) -> Standing:
    many = len(course.standing)
    if not many:
        return Standing(
            "Die Frist ist abgelaufen, und niemand steht zur Wahl.",
            "Es wird nicht gewählt; die Sitze bleiben frei, wenn das Ergebnis festgestellt ist.",
            "ergebnis",
        )
    stand = german.count(many, "Eine Person steht", "Personen stehen")
    next_round = course.next_round or RUN_OFF
    at_once = next_round == RUN_OFF and counting.first_round(course.terms, many) == RUN_OFF
    why = f", weil nicht mehr als {course.terms.run_off} zur Wahl stehen" if at_once else ""
    return Standing(
        f"{german.capital(stand)} zur Wahl. Die Frist für Aufstellungen ist abgelaufen.",
        f"In der Wahlveranstaltung folgt {'gleich ' * at_once}{THE_ROUND[next_round]}{why}.",
        f"wahlgang-{next_round}",
    )


def _counting(held: Round) -> Standing:
    told = held.told
    voted = german.count(len(held.took_part), "Eine Organisation hat", "Organisationen haben")
    happened = f"{german.capital(voted)} {IN_ROUND[held.round]} gewählt."
    if len(told) == 2:
        return Standing(
            happened,
            "Die beiden Auszählungen weichen voneinander ab. Es wird nachgezählt und die"
            " berichtigte Zahl noch einmal eingegeben.",
            f"auszaehlung-{held.round}",
        )
    missing = "zweite" if told else "erste"
    return Standing(
        happened,
        f"Es fehlt die {missing} Auszählung. Zwei Personen zählen; entschieden ist, wenn beide auf"
        " dieselben Zahlen kommen.",
        f"auszaehlung-{held.round}",
    )


def _lot(lot: Lot, names: Names) -> Standing:
    what = "Sitz" if lot.round == RUN_OFF else "Platz in der Stichwahl"
    many = "Sitze" if lot.round == RUN_OFF else "Plätze in der Stichwahl"
    places = german.count(lot.places, f"einen {what}", many)
    return Standing(
        f"{names.listed(lot.tied)} haben gleich viele Stimmen.",
        f"Um {places} wird das Los gezogen, von Hand und vor zwei Zeug*innen.",
        "los",
    )


def _decided(course: Course, names: Names) -> Standing:
    if course.next_round:
        return Standing(
            f"In der Stichwahl stehen {names.listed(course.standing)}.",
            "Bis sie beginnt, kann jemand von der Wahl zurücktreten.",
            f"wahlgang-{course.next_round}",
        )
    elected = course.elected
    if not elected:
        return Standing(
            "Niemand ist gewählt.", "Die Sitze bleiben frei, wenn das Ergebnis festgestellt ist.",
            "ergebnis",
        )  # fmt: skip
    verb = "ist" if len(elected) == 1 else "sind"
    return Standing(
        f"Gewählt {verb} {names.listed(elected)}.",
        "Mit der Feststellung des Ergebnisses werden die Sitze besetzt. Wer den Sitz nicht annimmt,"
        " wird vorher eingetragen.",
        "ergebnis",
        good=True,
    )


def state(course: Course, one: Candidate) -> str:
    """Say how it stands with whoever was put up and still stands."""
    who, open_, last = one.candidate, course.open, course.decided
    if who in course.elected:
        return "Gewählt"
    if course.lot and who in course.lot.tied:
        return "Das Los entscheidet"
    if last is None:
        return "Steht zur Wahl"
    if last.round != RUN_OFF:
        now = open_.candidates if open_ else last.outcome.inside
        return "In der Stichwahl" if who in now else "Nicht in der Stichwahl"
    return "Nicht gewählt" if who in last.candidates else "Nicht in der Stichwahl"


def result(course: Course, held: Round, who: str) -> str:
    """Say what a round came to for somebody its ballot named, as it stands now."""
    place = "gewählt" if held.round == RUN_OFF else "in der Stichwahl"
    if who not in course.stand.values():
        return "Steht nicht mehr zur Wahl"
    if held.outcome.lot and who in held.outcome.lot.tied:
        return "Das Los entscheidet"
    if who not in held.outcome.inside:
        return f"Nicht {place}" if held.count and held.count.votes[who] else "Nicht platziert"
    if any(who in lot.drawn for lot in held.drawn):
        return german.capital(f"{place} durch Los")
    moved_up = who not in (*held.goes_on, *held.elected)
    return german.capital(f"{place}, nachgerückt" if moved_up else place)


meeting = german.termin


def _result(course: Course, names: Names, ordnung: Ordnung) -> str:
    vacant = german.listed(seat_title(ordnung, course.body, seat) for seat in course.vacant)
    free = f"{'Frei bleibt' if len(course.vacant) == 1 else 'Frei bleiben'}: {vacant}."
    if not course.seated:
        return f"Niemand ist gewählt. {free}"
    verb = "ist" if len(course.seated) == 1 else "sind"
    elected = names.listed(one.candidate for one in course.seated)
    since = f" ab {course.since:%d.%m.%Y}" if course.since else ""
    said = f"Gewählt {verb} {elected},{since} in der {ordnung.name_of(course.body)}."
    return f"{said} {free}" if course.vacant else said


def seat_title(ordnung: Ordnung, body: str, seat: str) -> str:
    """Give the title of a seat; one that has ended stands for itself."""
    found = ordnung.bodies.get(body)
    held = found.seat(seat) if found else None
    return held.title if held else seat


@dataclass(frozen=True)
class Differing:
    """A figure on which two tellers differ: what it counts, and what each of them counted."""

    what: str
    first: int
    second: int


def differing(told: tuple[Told, ...], names: Names) -> list[Differing]:
    """Say where two counts of a round differ; nothing where there are not two."""
    if len(told) != 2:
        return []
    one, other = (each.count for each in told)
    figures = {"ballots": "Abgegebene Stimmzettel", "invalid": "Ungültige Stimmzettel"}
    return [
        Differing(figures[name], getattr(one, name), getattr(other, name))
        if name in figures
        else Differing(f"Stimmen für {names[name]}", one.votes[name], other.votes[name])
        for name in counting.differences(one, other)
    ]


@dataclass(frozen=True)
class Term:
    """One of the terms of an election: what it says, and where it stands."""

    says: str
    source: str


def in_words(terms: Terms) -> list[Term]:
    """Give the terms an election is held by, with their sources."""
    seats, four = len(terms.seats), terms.run_off
    votes = german.count(terms.votes_a_ballot, "eine Stimme", "Stimmen")
    said = {
        "seats": f"Gewählt wird für {german.count(seats, 'einen Sitz', 'Sitze')}.",
        "run_off": f"In die Stichwahl kommen die {four} Bestplatzierten des ersten Wahlgangs."
        " Wer keine Stimme hat, ist nicht platziert.",
        "votes_a_ballot": f"Jeder Stimmzettel hat {votes}.",
        "tie_to_run_off": {
            TieToRunOff.ALL: f"Stimmengleichheit auf Platz {four}: Alle auf diesem Platz kommen in"
            " die Stichwahl.",
            TieToRunOff.LOT: f"Stimmengleichheit auf Platz {four}: Das Los entscheidet, wer in die"
            " Stichwahl kommt.",
        }[terms.tie_to_run_off],
        "tie_on_seat": {
            TieOnSeat.LOT: "Stimmengleichheit um einen Sitz: Das Los wird von Hand gezogen, vor"
            " mindestens zwei Zeug*innen.",
            TieOnSeat.VACANT: "Stimmengleichheit um einen Sitz: Der Sitz bleibt frei.",
        }[terms.tie_on_seat],
        "few": {
            Few.RUN_OFF_AT_ONCE: f"Stehen höchstens {four} Personen zur Wahl, ist der erste"
            " Wahlgang schon die Stichwahl.",
            Few.BOTH_ROUNDS: f"Auch wenn höchstens {four} Personen zur Wahl stehen, gibt es beide"
            " Wahlgänge.",
        }[terms.few],
        "withdrawal": {
            Withdrawal.NEXT_MOVES_UP: "Tritt jemand vor der Stichwahl zurück, rücken die"
            " Nächstplatzierten nach, bei Stimmengleichheit alle auf diesem Platz. Nimmt jemand den"
            " Sitz nicht an, rückt nach, wer in der Stichwahl als Nächstes kommt.",
            Withdrawal.NOT_REPLACED: "Tritt jemand vor der Stichwahl zurück, rückt niemand nach."
            " Nimmt jemand den Sitz nicht an, bleibt er frei.",
        }[terms.withdrawal],
    }
    return [Term(says, terms.sources.get(key, UNREGULATED)) for key, says in said.items()]
